package roster.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roster.Crowd;
import roster.RosterTest;
import roster.Visitor;

/** The lists of people, and what happened to them, as files for spreadsheets. */
@QuarkusTest
class MemberFileTest extends RosterTest {
    @Test
    void the_file_of_members_has_all_of_them_whatever_page_one_is_on() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 120);
        var first = ada.open(home(slug) + "/members?sort=-name").page();
        assertThat(first.select("#list > .file a[download]").attr("href")).isEqualTo("?sort=-name&format=csv");

        var rows = rows(ada.get(home(slug) + "/members?sort=-name&format=csv"));
        assertThat(rows.get(0))
                .containsExactly(
                        "Name", "Username", "Address", "Role", "Projects", "Since", "Given by", "Ends", "Last seen");
        assertThat(rows).hasSize(122).doesNotHaveDuplicates();
        assertThat(rows.subList(1, 122))
                .isSortedAccordingTo(
                        Comparator.comparing((List<String> row) -> row.get(0).toLowerCase())
                                .reversed());
        var ben = rows.get(1);
        assertThat(ben.get(3)).isEqualTo("Member");
        assertThat(ben.get(6)).isEqualTo("seeded");
        assertThat(Instant.parse(ben.get(5))).isBefore(Instant.now());
        assertThat(ben.get(7)).isEmpty();
    }

    @Test
    void the_file_holds_only_what_was_asked_for() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 20);
        Crowd.join(slug, "admin", "Ünal", "", "unal@" + slug + ".example.org");
        assertThat(names(ada.get(home(slug) + "/members?q=" + "%C3%BCnal" + "&format=csv")))
                .containsExactly("Ünal");
        assertThat(names(ada.get(home(slug) + "/members?role=owner&format=csv")))
                .hasSize(1);
        assertThat(names(ada.get(home(slug) + "/members?q=nobody&format=csv"))).isEmpty();
        assertThat(ada.open(home(slug) + "/members?role=admin")
                        .page()
                        .select(".file a")
                        .attr("href"))
                .isEqualTo("?role=admin&format=csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1"})
    void no_name_becomes_a_formula(String name) {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var account = Crowd.join(slug, "member", name, "", "x@" + slug + ".example.org");
        var place = home(slug) + "/members";
        assertThat(names(ada.get(place + "?q=x@" + slug + "&format=csv"))).containsExactly("'" + name);
        ada.post(place + "/" + sql("select id from member where account_id = ?1", account) + "/removal");
        var history = rows(ada.get(home(slug) + "/audit?action=MEMBER_REMOVED&format=csv"));
        assertThat(history.get(1).get(3)).startsWith("'" + name);
        assertThat(rows(ada.get(home(slug) + "/departures?format=csv")).get(1).get(0))
                .startsWith("'" + name);
    }

    @Test
    void a_program_asks_for_the_file_by_its_type() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        for (var list : List.of("/members", "/members/ended", "/departures", "/audit")) {
            var file = ada.send(
                    ada.request(home(slug) + list).header("Accept", "text/csv").GET());
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.header("content-type")).isEqualTo("text/csv;charset=UTF-8");
            assertThat(file.header("content-disposition")).matches("attachment; filename=\"[a-z]+\\.csv\"");
            assertThat(file.body()).startsWith("\uFEFF");
            assertThat(file.body())
                    .isEqualTo(ada.get(home(slug) + list + "?format=csv").body());
            assertThat(ada.get(home(slug) + list).header("content-type")).startsWith("text/html");
        }
    }

    @Test
    void the_file_of_the_history_has_every_entry_newest_first_and_keeps_to_the_filter() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        sqlUpdate("""
                insert into audit_entry (organization_id, id, at, action, actor_id, actor, target_id, target, details, search, number, seal)
                select o.id, uuidv7(), now(), 'MEMBER_REMOVED', null, 'Actor', null, 'Target ' || n, 'Was "it", so', 'actor' || chr(10) || 'target',
                  -row_number() over () - (select count(*) from audit_entry), sha256('')
                from organization o, generate_series(1, 130) n where o.slug = ?1""", slug);

        var rows = rows(ada.get(home(slug) + "/audit?format=csv"));
        assertThat(rows.get(0))
                .containsExactly("When", "Who", "What happened", "To whom or what", "Details", "Number", "Seal");
        assertThat(rows).hasSize(133).doesNotHaveDuplicates();
        assertThat(rows.get(1).subList(1, 5))
                .containsExactly("Actor", "Member removed", "Target 130", "Was \"it\", so");
        assertThat(rows.get(132).get(2)).isEqualTo("Organization founded");
        assertThat(rows.subList(1, 133).stream().map(row -> Instant.parse(row.get(0))))
                .isSortedAccordingTo(Comparator.reverseOrder());

        assertThat(rows(ada.get(home(slug) + "/audit?action=INVITATION_SENT&who=ada&format=csv")))
                .hasSize(2);
        assertThat(rows(ada.get(home(slug) + "/audit?who=target&format=csv"))).hasSize(131);
        assertThat(ada.open(home(slug) + "/audit?who=target")
                        .page()
                        .select("#list > .file a[download]")
                        .attr("href"))
                .isEqualTo("?who=target&format=csv");
    }

    @Test
    void the_files_of_who_is_gone_say_what_they_had() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "member", rain, "project-read");
        var removed = address("Ben");
        ada.post(home(slug) + "/members/" + member(slug, "Ben") + "/removal");
        var departures = rows(ada.get(home(slug) + "/departures?format=csv"));
        assertThat(departures.get(0)).containsExactly("Who", "Had", "Removed", "Removed by", "Undone");
        assertThat(departures.get(1).get(0)).contains(removed);
        assertThat(departures.get(1).get(1)).startsWith("Member; Rain: ");
        assertThat(departures.get(1).get(3)).contains(address("Ada"));
        assertThat(departures).hasSize(2);

        sqlUpdate("""
                insert into ended_grant (organization_id, id, account_id, person, project_id, project, role, granted_by, since, ended)
                select o.id, uuidv7(), ?2, 'Ben ' || n, null, '', 'member', 'seeded', now() - interval '9 days', now()
                from organization o, generate_series(1, 60) n where o.slug = ?1""", slug, account("Ben"));
        var ended = rows(ada.get(home(slug) + "/members/ended?format=csv"));
        assertThat(ended.get(0)).containsExactly("Who", "Address", "Was", "Given by", "Since", "Ended");
        assertThat(ended).hasSize(61).doesNotHaveDuplicates();
        assertThat(ended.get(1).subList(0, 4)).containsExactly("Ben 60", removed, "Member", "seeded");
    }

    @Test
    void the_file_speaks_the_readers_language() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        ada.header("Accept-Language", "de");
        assertThat(rows(ada.get(home(slug) + "/members?format=csv")).get(0)).startsWith("Name", "Benutzername");
        var history = rows(ada.get(home(slug) + "/audit?format=csv"));
        assertThat(history.get(0)).startsWith("Wann", "Wer");
        assertThat(history.get(1)).contains("Organisation gegründet", "Access model: Single owner");
    }

    @Test
    void nobody_gets_a_file_of_a_list_that_they_may_not_see() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        var nemo = signedIn("Nemo");
        for (var list : List.of("/members", "/members/ended", "/departures", "/audit")) {
            for (var form : List.of("?format=csv", "")) {
                var refused = cleo.send(cleo.request(home(slug) + list + form)
                        .header("Accept", "text/csv")
                        .GET());
                assertThat(refused.status()).as(list).isEqualTo(403);
                assertThat(refused.body()).doesNotContain(address("Ada"));
                var stranger = nemo.send(nemo.request(home(slug) + list + form)
                        .header("Accept", "text/csv")
                        .GET());
                assertThat(stranger.status()).as(list).isEqualTo(404);
            }
        }
    }

    private static String home(String slug) {
        return "/organizations/" + slug;
    }

    private static List<String> names(Visitor.Answer file) {
        return rows(file).stream().skip(1).map(row -> row.get(0)).toList();
    }

    private static List<List<String>> rows(Visitor.Answer file) {
        assertThat(file.status()).isEqualTo(200);
        try (var parser = CSVFormat.DEFAULT.parse(new StringReader(file.body().substring(1)))) {
            return parser.getRecords().stream().map(row -> row.toList()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
