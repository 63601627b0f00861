package roster;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The tenant key: a row of an organization is found by it, kept apart by it, and can lie on another server because of it.
 * What is not, stands here by name.
 */
@QuarkusTest
class TenantTest extends RosterTest {
    /** Tables of the installation. */
    private static final Map<String, String> GLOBAL = Map.of(
            "organization", "its id is the tenant key; its address is unique everywhere",
            "account", "a person is in many organizations",
            "session", "a person's",
            "provider_call", "the provider's, of a person's session",
            "asking", "how often a person asks, over all organizations",
            "outbox", "one queue, taken from by what is due first; limits count it by sender and by address",
            "flyway_schema_history", "the schema's own");

    /** Indexes that do not begin with the tenant key. */
    private static final Map<String, String> ACROSS = Map.ofEntries(
            Map.entry("member_account", "a person's organizations, on the home page"),
            Map.entry("collaborator_account", "the foreign key to the account"),
            Map.entry("ownership_offer_account", "what a person is offered, on the home page"),
            Map.entry("invitation_address", "what an address is offered, on the home page"),
            Map.entry("access_request_address", "how often an address asks, over all organizations"),
            Map.entry("invitation_expires", "the clock that reminds looks through all organizations"),
            Map.entry("member_ends", "the clock that ends access looks through all organizations"),
            Map.entry("collaborator_ends", "the same for projects"),
            Map.entry("batch_due", "the clock that goes on with batches looks through all organizations"),
            Map.entry("member_search", "of parts of texts; GIN indexes know no order"),
            Map.entry("project_search", "the same"),
            Map.entry("project_tags", "the same"),
            Map.entry("audit_search", "the same"),
            Map.entry("invitation_named", "the same"));

    /** What the statements of pages and of their changes have in them that look across organizations. */
    private static final Map<String, String> ALLOWED = Map.of(
            "where o.slug = ?", "every page: which organization an address names, and what the person is there",
            "from member m join organization o on o.id = m.organization_id where m.account_id = ?",
                    "home: the person's organizations",
            "from ownership_offer w", "home: what the person is offered",
            "where m.account_id = ? and r.answered is null", "home: the requests that wait for the person",
            "where i.address = ?", "home: the offers to an address",
            "where i1_0.address=? and i1_0.id=?", "an offer that its person chose on the home page");

    private static final Pattern EQUAL = Pattern.compile("([\\w.]+) ?= ?(\\?|[\\w.]+)");

    private static final Pattern TABLE = Pattern.compile(
            "\\b(?:from|join|update|insert into)\\s+(\\w+)(?:\\s+(?:as\\s+)?"
                    + "(?!(?:where|set|on|left|join|order|group|using|values|select|limit|for|returning)\\b)(\\w+))?",
            Pattern.CASE_INSENSITIVE);

    private Set<String> tenants;

    @BeforeEach
    void look() {
        BudgetTest.Statements.test = null;
        tenants = tenants();
    }

    @Test
    void every_key_of_a_table_of_an_organization_has_the_tenant_key() {
        var keys = sqlAll("""
                select c.relname, i.relname, array(select a.attname from unnest(x.indkey) with ordinality k (n, at)
                  join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.n order by k.at) @> '{organization_id}',
                  x.indisprimary
                from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
                where x.indisunique and c.relnamespace = 'public'::regnamespace""");
        assertThat(of(keys).filter(row -> (Boolean) row[3]).map(row -> row[0]))
                .as("tables with a primary key")
                .containsAll(tenants);
        assertThat(of(keys).filter(row -> !(Boolean) row[2]).map(row -> row[1]))
                .as("unique without the tenant key")
                .isEmpty();
    }

    @Test
    void no_row_can_point_into_another_organization() {
        var pointers = sqlAll("""
                select c.relname, f.conname, array(select a.attname || '>' || b.attname
                  from unnest(f.conkey, f.confkey) k (own, other)
                  join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.own
                  join pg_attribute b on b.attrelid = f.confrelid and b.attnum = k.other)
                    && array['organization_id>organization_id', 'organization_id>' || case when t.relname = 'organization' then 'id' end],
                  t.relname
                from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class t on t.oid = f.confrelid
                where f.contype = 'f' and c.relnamespace = 'public'::regnamespace""");
        assertThat(of(pointers)
                        .filter(row -> !GLOBAL.containsKey(row[3].toString()) || row[3].equals("organization"))
                        .filter(row -> !(Boolean) row[2])
                        .map(row -> row[1]))
                .isEmpty();
        assertThat(sqlAll("""
                select table_name from information_schema.columns
                where table_schema = 'public' and column_name = 'organization_id' and is_nullable = 'NO'"""))
                .containsAll(tenants.stream().map(Object.class::cast).toList());
    }

    @Test
    void every_index_begins_with_the_tenant_key_but_those_that_look_across_organizations() {
        var others = sqlAll("""
                select c.relname, i.relname from pg_index x
                join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
                left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[0]
                where c.relnamespace = 'public'::regnamespace and a.attname is distinct from 'organization_id'""");
        assertThat(of(others).map(row -> row[1].toString()).collect(toSet()))
                .containsExactlyInAnyOrderElementsOf(ACROSS.keySet());
    }

    @Test
    void every_statement_on_a_table_of_an_organization_names_the_tenant_key() {
        BudgetTest.Statements.ALL.clear();
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        createProject(ada, slug, "Rain");
        join(ada, slug, "Cleo", "viewer", "rain", "project-viewer");
        invite(ada, slug, "Dora", "viewer");
        var path = "/organizations/" + slug;
        for (var page : List.of(
                "",
                "/members",
                "/members?q=cle",
                "/departures",
                "/invitations",
                "/projects",
                "/projects/rain/collaborators",
                "/requests",
                "/batches",
                "/audit?who=cleo",
                "/access/map",
                "/settings",
                "/people/" + account("Cleo"),
                "/invitations/" + invitation(slug, "Dora"),
                "/members/ended")) {
            assertThat(ada.open(path + page).status()).as(page).isEqualTo(200);
        }
        ada.post(path + "/members/" + member(slug, "Cleo") + "/role", "role", "editor");
        ada.post(path + "/invitations/" + invitation(slug, "Dora") + "/renewal");
        ada.post(path + "/invitations/" + invitation(slug, "Dora") + "/revocation");
        ada.post(path + "/members/" + member(slug, "Cleo") + "/removal", "scope", "everything");
        ada.open("/");
        var across = new TreeSet<String>();
        for (var statement : List.copyOf(BudgetTest.Statements.ALL)) {
            var text = statement.replaceAll("\\s+", " ");
            if (isAcross(text) && ALLOWED.keySet().stream().noneMatch(text::contains)) across.add(text);
        }
        assertThat(across).isEmpty();
    }

    /** Whether the statement reads or writes a table of organizations without saying of which organization. */
    private boolean isAcross(String statement) {
        var known = known(statement);
        var tables = TABLE.matcher(statement);
        while (tables.find()) {
            if (!tenants.contains(tables.group(1).toLowerCase())) continue;
            var alias = tables.group(2) == null ? "" : tables.group(2) + ".";
            var isKnown = tables.group().startsWith("insert")
                    ? statement.contains("organization_id")
                    : known.contains(alias + "organization_id");
            if (!isKnown) return true;
        }
        return false;
    }

    /** The columns that are equal to what the program says, and those equal to them. */
    private static Set<String> known(String statement) {
        var known = new HashSet<String>();
        for (var before = -1; before < known.size(); ) {
            before = known.size();
            var equal = EQUAL.matcher(statement);
            while (equal.find()) {
                if (equal.group(2).equals("?") || known.contains(equal.group(2))) known.add(equal.group(1));
                else if (known.contains(equal.group(1))) known.add(equal.group(2));
            }
        }
        return known;
    }

    private Stream<Object[]> of(List<Object> rows) {
        return rows.stream().map(Object[].class::cast).filter(row -> !GLOBAL.containsKey(row[0].toString()));
    }

    /** The tables of organizations. */
    private Set<String> tenants() {
        return sqlAll("select tablename from pg_tables where schemaname = 'public'").stream()
                .map(Object::toString)
                .filter(table -> !GLOBAL.containsKey(table))
                .collect(toSet());
    }
}
