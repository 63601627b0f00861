package roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roster.Crowd;
import roster.RosterTest;
import roster.Visitor;

/** The map of people and projects: what it shows, to whom, and that it decides as the program does. */
@QuarkusTest
class MapTest extends RosterTest {
    @Inject
    Access access;

    @Inject
    AccessModels models;

    @ParameterizedTest
    @ValueSource(strings = {"admin-member-guest", "administrator-viewer", "owner-editor-viewer", "single-owner"})
    void every_cell_says_what_the_program_decides_by(String key) throws Exception {
        var model = models.get(key);
        var ada = signedIn("Ada");
        var slug = found(ada, key);
        for (var project : List.of("Rain", "Snow", "Hail")) createProject(ada, slug, project);
        for (var role : model.organizationRoles()) {
            if (!role.assignable() || model.singleOwner() && model.isOwner(role)) continue;
            Crowd.join(slug, role.key(), "Has " + role.key(), "", role.key() + "@" + slug + ".example.org");
            for (var work : model.projectRoles()) {
                if (!model.isEligible(role, work)) continue;
                var address = role.key() + "." + work.key() + "@" + slug + ".example.org";
                work(slug, Crowd.join(slug, role.key(), "Works " + work.key(), "", address), work.key(), "rain");
            }
        }
        for (var work : model.policies().externalRoles()) collaborate(ada, slug, "rain", "Out-" + work, work);
        if (model.hasPublicProjects()) {
            sqlUpdate(
                    "update project set public = true where slug = 'hail' and organization_id = (select id from organization where slug = ?1)",
                    slug);
        }
        // Who is over counts for nothing.
        sqlUpdate("""
                update collaborator set ends = now() - interval '1 minute' where account_id = (select account_id from member m
                  join organization o on o.id = m.organization_id where o.slug = ?1 and m.search like 'works%' order by m.id limit 1)""", slug);

        var organization = (UUID) sql("select id from organization where slug = ?1", slug);
        var viewer = access.standing(account("Ada"), organization).orElseThrow();
        var map = QuarkusTransaction.requiringNew()
                .call(() -> AccessMap.read(database, viewer, AccessMap.Asked.of(null, null, null, null, null)));
        assertThat(map.projects().rows()).isNotEmpty();
        assertThat(map.people().rows())
                .hasSize(((Long) sql("select count(*) from member where organization_id = ?1", organization))
                        .intValue());
        var all = new SoftAssertions();
        var kinds = new HashSet<String>();
        for (var row : map.people().rows()) {
            for (var cell : row.cells()) {
                var project = cell.access().project();
                var decided = access.standing(row.person().account(), organization, project.id())
                        .orElseThrow();
                var what = row.email() + " in " + project.name();
                all.assertThat(!cell.isEmpty()).as(what).isEqualTo(decided.may(Permission.PROJECT_VIEW));
                if (cell.isEmpty()) continue;
                kinds.add(cell.through());
                var decisive = cell.access().winner().held();
                for (var permission : Permission.values()) {
                    if (!permission.isInProject()) continue;
                    all.assertThat(model.rights(decisive).contains(permission))
                            .as(what + ": " + permission.code())
                            .isEqualTo(decided.may(permission));
                }
                all.assertThat(cell.marks()).as(what).hasSize(1);
                if (!cell.through().equals("membership")) {
                    all.assertThat(decided.roleNames()).as(what).contains(cell.role());
                }
            }
        }
        all.assertAll();
        assertThat(kinds).contains("collaboration");
        if (model.hasPublicProjects()) assertThat(kinds).contains("publicity", "membership");
        assertThat(lines(ada.open(path(slug) + "?format=csv")))
                .hasSize(map.people().rows().size() * map.projects().rows().size());
    }

    @Test
    void the_page_tells_apart_through_what_somebody_is_in_a_project() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        createProject(ada, slug, "Snow");
        join(ada, slug, "Ben", "admin");
        join(ada, slug, "Cleo", "restricted-member", rain, "project-read");
        sqlUpdate(
                "update project set public = true where slug = 'snow' and organization_id = (select id from organization where slug = ?1)",
                slug);
        var page = ada.open(path(slug));
        assertThat(page.title()).isEqualTo("Access map");
        assertThat(page.page().select("thead th[data-project]").eachAttr("data-project"))
                .containsExactly("rain", "snow");
        assertThat(cells(page, "Ben")).containsExactly("PA membership", "PA membership");
        assertThat(cells(page, "Cleo")).containsExactly("PR collaboration", "PW publicity");
        assertThat(page.page()
                        .select("tr[data-person=" + address("Cleo") + "] td .hidden")
                        .eachText())
                .containsExactly("Project read, as a collaborator", "Project write, as the project is public");
        assertThat(page.page().select(".legend").text())
                .contains("PA Project admin", "PW Project write", "PR Project read", "as the project is public");
        assertThat(ada.open("/organizations/" + slug + "/access").page().select("main a[href$=/access/map]"))
                .hasSize(1);
        assertThat(ada.open("/organizations/" + slug).page().select("main a[href$=/access/map]"))
                .hasSize(1);
    }

    @Test
    void who_may_not_see_the_members_sees_their_own_row() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        createProject(ada, slug, "Snow");
        var cleo = join(ada, slug, "Cleo", "restricted-member", rain, "project-read");
        for (var query : List.of("", "?q=ada", "?role=owner", "?q=" + address("Ada") + "&role=admin")) {
            var page = cleo.open(path(slug) + query);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).as(query).doesNotContain(address("Ada"), "Snow");
        }
        var page = cleo.open(path(slug));
        assertThat(page.text())
                .contains("You see your own row. Those of others are for people who may see the members: Owner");
        assertThat(cells(page, "Cleo")).containsExactly("PR collaboration");
        assertThat(page.page().select("tbody tr")).hasSize(1);
        assertThat(cleo.open(path(slug) + "?format=csv").body())
                .contains("Cleo", "Rain")
                .doesNotContain("Ada", "Snow");
    }

    @Test
    void who_sees_the_members_but_not_all_projects_learns_nothing_of_the_others() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var cleo = join(ada, slug, "Cleo", "viewer", rain, "project-viewer");
        join(ada, slug, "Ben", "editor", snow, "project-editor");
        var page = cleo.open(path(slug));
        assertThat(page.text()).contains("You see the projects that you have access to yourself.");
        assertThat(page.body()).doesNotContain("Snow");
        assertThat(cells(page, "Ada")).containsExactly("PO collaboration");
        assertThat(cells(page, "Ben")).containsExactly("–");
        assertThat(cleo.open(path(slug) + "?project=snow").text()).contains("No project fits");
        assertThat(cleo.open(path(slug) + "?role=project-editor").text())
                .as("what Ben is in Snow")
                .contains("Nobody fits");
        assertThat(ada.open(path(slug) + "?role=project-editor")
                        .page()
                        .select("tbody tr")
                        .eachAttr("data-person"))
                .containsExactly(address("Ben"));
        var outsider = collaborate(ada, slug, rain, "Eve", "project-editor");
        assertThat(outsider.open(path(slug)).page().select("tbody tr").eachAttr("data-person"))
                .containsExactly(address("Eve"));
    }

    @Test
    void strangers_find_no_map() {
        var slug = found(signedIn("Ada"), "single-owner");
        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        for (var stranger : List.of(mallory, signedIn("Nemo"))) {
            for (var query : List.of("", "?format=csv")) {
                var answer = stranger.open(path(slug) + query);
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.body()).doesNotContain("Org " + slug);
            }
        }
    }

    @Test
    void the_map_is_filtered_by_person_project_and_role() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        join(ada, slug, "Ben", "organization-viewer", rain, "project-developer");
        join(ada, slug, "Cleo", "", snow, "project-user");
        assertThat(people(ada.open(path(slug)))).containsExactly(address("Ada"), address("Ben"), address("Cleo"));
        assertThat(ada.last().page().select("tbody th:has(.badge) a").eachText())
                .as("marked as oneself")
                .containsExactly("Ada");
        assertThat(cells(ada.last(), "Ben")).containsExactly("PD collaboration", "OV membership");
        assertThat(cells(ada.last(), "Cleo")).containsExactly("–", "PU collaboration");
        assertThat(people(ada.open(path(slug) + "?q=BEN"))).containsExactly(address("Ben"));
        assertThat(people(ada.open(path(slug) + "?role=organization-viewer"))).containsExactly(address("Ben"));
        assertThat(people(ada.open(path(slug) + "?role=project-administrator"))).containsExactly(address("Ada"));
        assertThat(people(ada.open(path(slug) + "?role=project-user"))).containsExactly(address("Cleo"));
        assertThat(people(ada.open(path(slug) + "?role=external"))).containsExactly(address("Cleo"));
        assertThat(ada.open(path(slug) + "?role=project-user&project=rain").text())
                .contains("Nobody fits", "Show all");
        assertThat(ada.open(path(slug) + "?project=sno")
                        .page()
                        .select("thead [data-project]")
                        .eachAttr("data-project"))
                .containsExactly("snow");
        assertThat(ada.last().page().select("#project").val()).isEqualTo("sno");
        assertThat(ada.last().page().select(".file a").attr("href")).isEqualTo("?project=sno&format=csv");
        for (var odd : List.of("?role=nobody", "?q=%25", "?q=%F0%9F%92%A9", "?project=_")) {
            assertThat(ada.open(path(slug) + odd).text()).as(odd).containsAnyOf("Nobody fits", "No project fits");
        }
        for (var odd : List.of("?page=x", "?projects=x", "?page=Pg", "?projects=%3E")) {
            assertThat(ada.open(path(slug) + odd).status()).as(odd).isIn(400, 422);
        }
    }

    @Test
    void a_public_project_gives_everybody_its_role_and_no_other() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        ada.post("/organizations/" + slug + "/projects", "name", "Rain", "visibility", "public");
        join(ada, slug, "Cleo", "restricted-member");
        assertThat(people(ada.open(path(slug) + "?role=project-write")))
                .containsExactly(address("Ada"), address("Cleo"));
        assertThat(people(ada.open(path(slug) + "?role=project-admin"))).containsExactly(address("Ada"));
        assertThat(ada.open(path(slug) + "?role=project-read").text()).contains("Nobody fits");
    }

    @Test
    void an_organization_without_projects_says_what_the_map_is_for() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var page = ada.open(path(slug));
        assertThat(page.text()).contains("No projects yet", "Create a project");
        assertThat(page.page().select("form[role=search], table")).isEmpty();
        var cleo = join(ada, slug, "Cleo", "organization-viewer");
        assertThat(cleo.open(path(slug)).page().select("main").text())
                .contains("No projects yet")
                .doesNotContain("Create a project");
    }

    @Test
    void two_thousand_cells_are_turned_over_both_ways_and_come_as_one_file() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 119);
        projects(slug, 60);
        var seen = new HashSet<String>();
        var pages = turn(ada, path(slug), "Pages of people", seen, "tbody tr", "data-person");
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(120);
        seen.clear();
        assertThat(turn(ada, path(slug), "Pages of projects", seen, "thead [data-project]", "data-project"))
                .isEqualTo(3);
        assertThat(seen).hasSize(60);
        var second = ada.open(path(slug));
        var next = link(second, "Pages of people", "next");
        var both = ada.open(link(ada.open(next), "Pages of projects", "next"));
        assertThat(both.page().select("tbody tr")).hasSize(50);
        assertThat(both.page().select("thead [data-project]")).hasSize(25);
        assertThat(ada.open(link(both, "Pages of people", "prev"))
                        .page()
                        .select("tbody tr")
                        .eachAttr("data-person"))
                .containsExactlyElementsOf(people(ada.open(path(slug))));
        var lines = lines(ada.open(path(slug) + "?format=csv"));
        assertThat(lines).hasSize(120 * 60);
        assertThat(lines.stream()
                        .map(line -> line.get("Person") + line.get("Project"))
                        .distinct())
                .hasSize(120 * 60);
        assertThat(lines.get(0).toMap().keySet()).containsExactlyInAnyOrder("Person", "Project", "Role", "Through");
        assertThat(lines.stream().filter(line -> line.get("Person").startsWith("Ada")))
                .hasSize(60)
                .allSatisfy(line -> {
                    assertThat(line.get("Role")).isEqualTo("Project admin");
                    assertThat(line.get("Through")).isEqualTo("by the role Owner in the organization");
                });
        assertThat(ada.open(path(slug) + "?format=csv&project=P+1&q=" + address("Ada"))
                        .body()
                        .lines())
                .hasSize(1 + 11);
    }

    @Test
    void a_german_browser_reads_the_map_in_german() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        ada.header("Accept-Language", "de");
        assertThat(ada.open(path(slug)).title()).isEqualTo("Zugangskarte");
        assertThat(ada.open(path(slug) + "?format=csv").body()).contains("Person,Projekt,Rolle,Wodurch");
    }

    @Test
    void names_are_shown_as_they_are() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "<b>Rain & \"Snow\" " + "w".repeat(50));
        Crowd.join(slug, "admin", "=Eve <i>" + "x".repeat(60), "", "eve@" + slug + ".example.org");
        var page = ada.open(path(slug));
        assertThat(page.page().select("thead th a").text()).startsWith("<b>Rain & \"Snow\"");
        assertThat(page.page().select("main b, main i")).isEmpty();
        assertThat(ada.open(path(slug) + "?format=csv").body()).contains("'=Eve");
    }

    private int turn(Visitor who, String path, String pager, Set<String> seen, String rows, String attribute) {
        var pages = 0;
        for (var next = path; !next.isEmpty(); pages++) {
            var page = who.open(next);
            var here = page.page().select(rows).eachAttr(attribute);
            assertThat(seen).doesNotContainAnyElementsOf(here);
            seen.addAll(here);
            next = link(page, pager, "next");
        }
        return pages;
    }

    private static String link(Visitor.Answer page, String pager, String rel) {
        return page.page().select("nav[aria-label=" + pager + "] a[rel=" + rel + "]").stream()
                .map(link -> link.absUrl("href"))
                .findFirst()
                .orElse("");
    }

    private static List<CSVRecord> lines(Visitor.Answer file) throws Exception {
        assertThat(file.header("content-type")).startsWith("text/csv");
        return CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(file.body().substring(1)))
                .getRecords();
    }

    private static List<String> people(Visitor.Answer page) {
        return page.page().select("tbody tr").eachAttr("data-person");
    }

    /** The cells of somebody's row, as letters and way. */
    private List<String> cells(Visitor.Answer page, String name) {
        return page.page().select("tr[data-person=" + address(name) + "] td > [aria-hidden]").stream()
                .map(cell -> (cell.text() + " " + cell.attr("data-through")).strip())
                .toList();
    }

    private void work(String slug, UUID account, String role, String project) {
        sqlUpdate("""
                insert into collaborator (organization_id, id, project_id, account_id, role, since, granted, granted_by, sort_name, search)
                select p.organization_id, uuidv7(), p.id, ?2, ?3, now(), now(), '', '', '' from project p
                join organization o on o.id = p.organization_id where o.slug = ?1 and p.slug = ?4""", slug, account, role, project);
    }

    private void projects(String slug, int number) {
        sqlUpdate("""
                insert into project (organization_id, id, slug, name, description, tags, public, creator_id, creator, created,
                  revision, sort_name, search)
                select m.organization_id, uuidv7(), 'p' || n, 'P ' || n, '', array['x'], false, m.account_id, '', now(), 0,
                  'p ' || n, 'p ' || n
                from member m, generate_series(1, ?2) n where m.id = ?1""", member(slug, "Ada"), number);
    }

    private static String path(String slug) {
        return "/organizations/" + slug + "/access/map";
    }
}
