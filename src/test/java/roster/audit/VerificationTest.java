package roster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roster.RosterTest;
import roster.Visitor;
import roster.audit.Chain.Anchor;

/** What somebody does who has the database, and whether the history tells. */
@QuarkusTest
class VerificationTest extends RosterTest {
    @Inject
    DataSource connections;

    private UUID organization;
    private Anchor anchor;
    private Visitor ada;
    private String path;

    @BeforeEach
    void a_history_of_five_entries() {
        ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        path = "/organizations/" + slug;
        organization = (UUID) sql("select id from organization where slug = ?1", slug);
        invite(ada, slug, "Dora", "member");
        var dora = path + "/invitations/" + invitation(slug, "Dora");
        ada.post(dora + "/renewal");
        ada.post(dora + "/link");
        ada.post(dora + "/revocation");
        anchor = Anchor.parse(ada.open(path + "/audit").page().select("#anchor").val());
    }

    @Test
    void what_was_written_follows_entry_by_entry_and_goes_on_after_the_anchor() throws SQLException {
        assertThat(anchor.organization()).isEqualTo(organization);
        assertThat(anchor.number()).isEqualTo(5);
        ada.post(path + "/settings", "name", "Ünal’s 🌧", "slug", path.substring(15), "description", "New");
        assertThat(sqlAll("select number from audit_entry where organization_id = ?1 order by id", organization))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(findings()).isEmpty();
        var file = ada.get(path + "/audit?format=csv").body();
        assertThat(file.lines().skip(2).findFirst().orElseThrow()).endsWith("5," + anchor.seal());
    }

    @Test
    void a_history_outlives_its_organization_and_still_follows() throws SQLException {
        ada.post(path + "/deletion", "confirm", path.substring(15));
        assertThat(sql("select count(*) from organization where id = ?1", organization))
                .isEqualTo(0L);
        assertThat(findings()).isEmpty();
        assertThat(findings("delete from audit_entry where organization_id = '%s' and number = 3"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update audit_entry set details = 'As Owner' where organization_id = '%s' and number = 2      | entry 2 does not follow from what is before it
            update audit_entry set at = at - interval '1 microsecond' where organization_id = '%s' and number = 5 | entry 5 does not follow from what is before it
            update audit_entry set actor_id = null where organization_id = '%s' and number = 4           | entry 4 does not follow from what is before it
            update audit_entry set actor = concat(actor, target), target = '' where organization_id = '%s' and number = 3 | entry 3 does not follow from what is before it
            delete from audit_entry where organization_id = '%s' and number = 3                          | entry 3 is missing
            delete from audit_entry where organization_id = '%s' and number in (2, 3)                    | entries 2 to 3 are missing
            delete from audit_entry where organization_id = '%s' and number = 5                          | ends with entry 4, and not with 5
            delete from audit_entry where organization_id = '%s'                                         | ends with entry 0, and not with 5
            update audit_entry set number = 5 - number where organization_id = '%s' and number in (2, 3)  | entry 2 does not follow from what is before it
            delete from audit_chain where organization_id = '%s'                                         | ends with entry 5, and not with 0
            update audit_chain set seal = sha256('') where organization_id = '%s'                        | ends with entry 5, and not with 5
            insert into audit_entry select organization_id, uuidv7(), at, action, actor_id, actor, target_id, target, details, search, 6, seal from audit_entry where organization_id = '%s' and number = 5 | entry 6 does not follow from what is before it
            """)
    void what_was_altered_removed_moved_or_put_in_is_found_without_an_anchor(String deed, String finding)
            throws SQLException {
        anchor = null;
        assertThat(findings(deed)).contains("organization " + organization + ": " + finding);
    }

    @Test
    void a_tail_that_was_cut_with_all_its_traces_is_found_by_the_anchor() throws SQLException {
        String[] cut = {"delete from audit_entry where organization_id = '%s' and number > 3", """
            update audit_chain c set number = 3, seal = e.seal from audit_entry e
            where c.organization_id = '%s' and e.organization_id = c.organization_id and e.number = 3"""};
        assertThat(findings(cut))
                .containsExactly("organization " + organization + ": entry 5 of the anchor is missing");
        anchor = null;
        assertThat(findings(cut)).isEmpty();
    }

    @Test
    void a_history_that_was_written_anew_with_right_seals_is_found_by_the_anchor() throws SQLException {
        assertThat(findings(forgery()))
                .containsExactly("organization " + organization + ": entry 5 is not the one of the anchor");
        anchor = null;
        assertThat(findings(forgery())).isEmpty();
    }

    @Test
    void a_history_that_is_gone_without_a_trace_is_found_by_the_anchor() throws SQLException {
        assertThat(findings(
                        "delete from audit_entry where organization_id = '%s'",
                        "delete from audit_chain where organization_id = '%s'"))
                .containsExactly("organization " + organization + ": its history is missing");
    }

    @Test
    void a_history_from_before_there_were_seals_is_sealed_as_it_stands() throws SQLException {
        var url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        var name = "old_" + UUID.randomUUID().toString().replace("-", "");
        var old = url.replaceFirst("/roster\\?", "/" + name + "?");
        try (var server = DriverManager.getConnection(
                        url.replaceFirst("/roster\\?user=roster", "/postgres?user=postgres"));
                var statement = server.createStatement()) {
            statement.execute("create database " + name + " owner roster");
            try {
                Flyway.configure()
                        .dataSource(old, null, null)
                        .target("4")
                        .load()
                        .migrate();
                try (var database = DriverManager.getConnection(old);
                        var past = database.createStatement()) {
                    past.execute("""
                            insert into audit_entry (organization_id, id, at, action, actor_id, actor, target_id, target, details, search)
                            select organization, uuidv7(), now() - n * interval '1.000001 s', 'MEMBER_REMOVED',
                              case when n % 2 = 0 then uuidv7() end, 'Ünal 🌧 ' || n, null, '', 'Was “Owner”', ''
                            from (select uuidv7() as organization from generate_series(1, 3)) o, generate_series(1, 20) n
                            """);
                }
                Flyway.configure().dataSource(old, null, null).load().migrate();
                try (var database = DriverManager.getConnection(old)) {
                    assertThat(all(database, List.of())).isEmpty();
                    assertThat(number(database, "select count(*) from audit_chain where number = 20"))
                            .isEqualTo(3);
                    assertThat(number(database, """
                            select count(*) from information_schema.role_table_grants
                            where table_name = 'audit_entry' and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')""")).isZero();
                }
            } finally {
                statement.execute("drop database " + name + " with (force)");
            }
        }
    }

    /** Another first entry, and all seals made for it. */
    private String[] forgery() {
        var deeds = new ArrayList<String>();
        deeds.add("update audit_entry set details = 'Forged' where organization_id = '%s' and number = 1");
        var seal = new byte[0];
        for (var row : sqlAll("""
                select id, cast(at as text), action, actor_id, actor, target_id, target,
                  case number when 1 then 'Forged' else details end, number
                from audit_entry where organization_id = ?1 order by number""", organization)) {
            var entry = (Object[]) row;
            var at = (java.time.Instant) sql("select at from audit_entry where id = ?1", entry[0]);
            seal = Chain.seal(
                    seal,
                    Chain.content(
                            organization,
                            (UUID) entry[0],
                            at,
                            (String) entry[2],
                            (UUID) entry[3],
                            (String) entry[4],
                            (UUID) entry[5],
                            (String) entry[6],
                            (String) entry[7]));
            var hex = java.util.HexFormat.of().formatHex(seal);
            deeds.add("update audit_entry set seal = '\\x" + hex + "' where id = '" + entry[0] + "'");
            deeds.add("update audit_chain set seal = '\\x" + hex + "' where organization_id = '%s'");
        }
        return deeds.toArray(String[]::new);
    }

    /** What is found after these deeds, which are undone. */
    private List<String> findings(String... deeds) throws SQLException {
        try (var database = connections.getConnection()) {
            database.setAutoCommit(false);
            try (var statement = database.createStatement()) {
                statement.execute("grant update, delete on audit_entry to current_user");
                // Two numbers are exchanged in one statement.
                statement.execute("alter table audit_entry drop constraint audit_number");
                for (var deed : deeds)
                    assertThat(statement.executeUpdate(deed.formatted(organization)))
                            .isPositive();
                return all(database, anchor == null ? List.of() : List.of(anchor)).stream()
                        .filter(finding -> finding.contains(organization.toString()))
                        .toList();
            } finally {
                database.rollback();
            }
        }
    }

    private static List<String> all(Connection database, List<Anchor> anchors) throws SQLException {
        var found = new ArrayList<String>();
        Verification.verify(database, anchors, found::add);
        return found;
    }

    private static long number(Connection database, String query) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
