package roster.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roster.RosterTest;
import roster.Visitor;
import roster.web.Paged;

@QuarkusTest
class ProjectTest extends RosterTest {

    // --- A new project ---

    @ParameterizedTest
    @CsvSource({
        "single-owner, member, restricted-member, project-admin",
        "owner-editor-viewer, editor, viewer, project-owner",
        "administrator-viewer, organization-administrator, organization-viewer, project-administrator",
        "admin-member-guest, admin, member, collaborator",
        "admin-member-guest, admin, guest, collaborator"
    })
    void the_model_says_who_creates_projects_and_what_they_are_in_them(
            String model, String may, String mayNot, String role) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var ben = join(ada, slug, "Ben", may);
        var cleo = join(ada, slug, "Cleo", mayNot);

        assertThat(ben.open(projects(slug)).page().select("a[href$=/projects/new]"))
                .isNotEmpty();
        ben.open(projects(slug) + "/new");
        var made = ben.submit(projects(slug), Map.of("name", "Rain"));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.title()).isEqualTo("Rain");
        assertThat(made.text()).contains("The project is created.");
        assertThat(sql("""
                select concat(c.role, ' ', c.granted_by, ' ', p.public, ' ', p.slug) from project p
                join collaborator c on c.organization_id = p.organization_id and c.project_id = p.id
                where p.organization_id = ?1 and c.account_id = ?2""", id(slug), account("Ben"))).isEqualTo(role + " as creator f rain");
        assertThat(entries(slug, "PROJECT_CREATED")).isEqualTo(1);

        assertThat(cleo.open(projects(slug)).page().select("a[href$=/projects/new]"))
                .isEmpty();
        assertThat(cleo.open(projects(slug) + "/new").status()).isEqualTo(403);
        var refused = cleo.post(projects(slug), "name", "Snow");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("project:create");
        assertThat(number(slug)).isEqualTo(1);
    }

    @Test
    void somebody_from_outside_creates_none() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var cleo = collaborate(ada, slug, rain, "Cleo", "project-editor");
        assertThat(cleo.post(projects(slug), "name", "Snow").status()).isEqualTo(403);
        assertThat(number(slug)).isEqualTo(1);
    }

    @Test
    void an_address_name_belongs_to_one_project_of_the_organization() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var other = found(ada, "single-owner");
        assertThat(createProject(ada, slug, "Rain & Snow")).isEqualTo("rain-snow");

        var taken = ada.post(projects(slug), "name", "Another", "slug", "rain-snow", "tags", "wet");
        assertThat(taken.status()).isEqualTo(422);
        assertThat(taken.problem("slug")).isEqualTo("The address name “rain-snow” is taken. Choose another.");
        assertThat(taken.page().select("input[name=name]").val()).isEqualTo("Another");
        assertThat(taken.page().select("input[name=tags]").val()).isEqualTo("wet");
        assertThat(ada.post(projects(slug), "name", "Rain Snow").status()).isEqualTo(422);
        assertThat(number(slug)).isEqualTo(1);

        assertThat(createProject(ada, other, "Rain snow")).isEqualTo("rain-snow");
        assertThat(ada.open(projects(other) + "/rain-snow").title()).isEqualTo("Rain snow");
        assertThat(ada.open(projects(slug) + "/rain-snow").title()).isEqualTo("Rain & Snow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "settings", "Rain", "r", "ra--in", "-rain", "ra/in", "ra_in", "räin"})
    void an_address_name_that_cannot_be_one_is_refused(String typed) {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var answer = ada.post(projects(slug), "name", "Fine", "slug", typed);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("slug")).isNotEmpty();
        assertThat(answer.page().select("input[name=slug]").val()).isEqualTo(typed);
        assertThat(number(slug)).isZero();
    }

    @Test
    void a_name_that_makes_no_address_name_asks_for_one() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        assertThat(ada.post(projects(slug), "name", "東京").problem("slug")).startsWith("No address name can be made");
        assertThat(ada.post(projects(slug), "name", "New").problem("slug")).contains("reserved");
        assertThat(ada.post(projects(slug), "name", "").problem("name")).isNotEmpty();
        assertThat(number(slug)).isZero();
    }

    @Test
    void only_one_model_has_public_projects() {
        var ada = signedIn("Ada");
        var bigs = found(ada, "single-owner");
        assertThat(ada.post(projects(bigs), "name", "Rain", "visibility", "public")
                        .status())
                .isEqualTo(303);
        assertThat(ada.post(projects(bigs), "name", "Snow", "visibility", "secret")
                        .problem("visibility"))
                .isNotEmpty();
        for (var model : List.of("owner-editor-viewer", "administrator-viewer", "admin-member-guest")) {
            var slug = found(ada, model);
            var answer = ada.post(projects(slug), "name", "Rain", "visibility", "public");
            assertThat(answer.status()).as(model).isEqualTo(422);
            assertThat(answer.problem("visibility")).contains("no public projects");
            assertThat(ada.open(projects(slug) + "/new").page().select("[name=visibility]"))
                    .isEmpty();
            assertThat(number(slug)).isZero();
        }
    }

    @Test
    void an_organization_under_a_single_owner_has_a_thousand_projects_at_most() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        seed(slug, 999);
        createProject(ada, slug, "The thousandth");
        var answer = ada.post(projects(slug), "name", "One too many");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("at most 1000 projects");
        assertThat(number(slug)).isEqualTo(1000);

        // Somebody who joins then gets no project, but joins.
        forJoiners(ada, slug, "yes");
        var ben = join(ada, slug, "Ben", "member");
        assertThat(listed(ben, slug, "")).isEmpty();
        assertThat(number(slug)).isEqualTo(1000);

        var others = found(ada, "owner-editor-viewer");
        seed(others, 1000);
        assertThat(ada.post(projects(others), "name", "One more").status()).isEqualTo(303);
    }

    // --- The list ---

    @Test
    void admins_see_every_project_and_members_only_those_they_were_invited_to() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var ben = join(ada, slug, "Ben", "admin");
        var cleo = join(ada, slug, "Cleo", "member");
        var gus = join(ada, slug, "Gus", "guest");
        var rain = createProject(ada, slug, "Rain");
        createProject(ben, slug, "Snow");
        assertThat(listed(ada, slug, "")).containsExactly("Rain", "Snow");
        assertThat(listed(ben, slug, "")).containsExactly("Rain", "Snow");
        assertThat(listed(cleo, slug, "")).isEmpty();
        assertThat(listed(gus, slug, "")).isEmpty();
        assertThat(cleo.open(projects(slug)).text()).contains("You have no project yet");
        collaborate(ada, slug, rain, "Cleo", "collaborator");
        assertThat(listed(cleo, slug, "")).containsExactly("Rain");
        assertThat(cleo.open(projects(slug) + "/snow").status()).isEqualTo(403);
        assertThat(gus.open(projects(slug) + "/rain").status()).isEqualTo(403);
    }

    @Test
    void administrators_and_viewers_see_every_project_and_others_their_own() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var vic = join(ada, slug, "Vic", "organization-viewer");
        var rain = createProject(ada, slug, "Rain");
        createProject(ada, slug, "Snow");
        var cleo = collaborate(ada, slug, rain, "Cleo", "project-user");
        assertThat(listed(vic, slug, "")).containsExactly("Rain", "Snow");
        assertThat(vic.open(projects(slug) + "/snow").status()).isEqualTo(200);
        assertThat(vic.open(projects(slug) + "/snow/settings").status()).isEqualTo(403);
        assertThat(listed(cleo, slug, "")).containsExactly("Rain");
        assertThat(cleo.open(projects(slug) + "/snow").status()).isEqualTo(403);
    }

    @Test
    void not_even_an_owner_sees_a_project_they_were_not_added_to() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        var rain = createProject(ben, slug, "Rain");
        assertThat(listed(ada, slug, "")).isEmpty();
        for (var page : List.of("", "/collaborators", "/settings", "/deletion", "/invitations")) {
            assertThat(ada.open(projects(slug) + "/" + rain + page).status())
                    .as(page)
                    .isEqualTo(403);
        }
        collaborate(ben, slug, rain, "Ada", "project-viewer");
        assertThat(listed(ada, slug, "")).containsExactly("Rain");
        assertThat(ada.open(projects(slug) + "/" + rain).status()).isEqualTo(200);
    }

    @Test
    void a_public_project_is_everybodys_and_a_private_one_that_of_who_has_access() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var pam = join(ada, slug, "Pam", "member");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        pam.post(projects(slug), "name", "Open", "visibility", "public");
        createProject(pam, slug, "Private");
        for (var seesAll : List.of(ada, ben, pam)) {
            assertThat(listed(seesAll, slug, "")).containsExactly("Open", "Private");
        }
        assertThat(listed(cleo, slug, "")).containsExactly("Open");
        assertThat(cleo.open(projects(slug) + "/open").status()).isEqualTo(200);
        assertThat(cleo.open(projects(slug) + "/private").status()).isEqualTo(403);
        // In a public project everybody writes, and only its creator, the owner and admins run it.
        assertThat(cleo.open(projects(slug))
                        .page()
                        .select("tbody td[data-label=\"Your access\"]")
                        .text())
                .isEqualTo("Project write");
        assertThat(cleo.open(projects(slug) + "/open/settings").status()).isEqualTo(403);
        assertThat(pam.open(projects(slug) + "/open/settings").status()).isEqualTo(200);
        assertThat(ben.open(projects(slug) + "/open/settings").status()).isEqualTo(200);

        assertThat(listed(ada, slug, "?visibility=public")).containsExactly("Open");
        assertThat(listed(ada, slug, "?visibility=private")).containsExactly("Private");
        assertThat(listed(cleo, slug, "?visibility=private")).isEmpty();
    }

    @Test
    void the_list_is_searched_by_name_address_name_and_tag() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        ada.post(projects(slug), "name", "Rain 100%", "slug", "wet-one", "tags", "Weather, water ,weather");
        ada.post(projects(slug), "name", "Snow", "tags", "weather; winter");
        ada.post(projects(slug), "name", "Sun_1", "tags", "summer");
        assertThat(listed(ada, slug, "?q=RAIN")).containsExactly("Rain 100%");
        assertThat(listed(ada, slug, "?q=wet-o")).containsExactly("Rain 100%");
        assertThat(listed(ada, slug, "?q=winter")).containsExactly("Snow");
        assertThat(listed(ada, slug, "?q=%25")).containsExactly("Rain 100%");
        assertThat(listed(ada, slug, "?q=_")).containsExactly("Sun_1");
        assertThat(listed(ada, slug, "?tag=Weather")).containsExactly("Rain 100%", "Snow");
        assertThat(listed(ada, slug, "?tag=weath")).isEmpty();
        assertThat(listed(ada, slug, "?tag=weather&q=snow")).containsExactly("Snow");
        assertThat(ada.open(projects(slug) + "?q=fog").text()).contains("No project fits");
        assertThat(sqlAll(
                        "select array_to_string(tags, ',') from project where organization_id = ?1 order by sort_name",
                        id(slug)))
                .containsExactly("weather,water", "weather,winter", "summer");
        assertThat(ada.open(projects(slug) + "?page=nonsense").status()).isLessThan(500);
    }

    @Test
    void a_long_list_has_pages_that_hold_each_project_once() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        seed(slug, 120);
        var page = ada.open(projects(slug));
        var all = new java.util.ArrayList<>(names(page));
        for (var i = 0; i < 5; i++) {
            var next = page.page().select("nav a:contains(More projects)").first();
            if (next == null) break;
            page = ada.open(next.absUrl("href"));
            all.addAll(names(page));
        }
        assertThat(all).hasSize(120).isSorted().doesNotHaveDuplicates();
        var previous = page.page().select("nav a:contains(Previous projects)").first();
        var last = (all.size() - 1) / Paged.SIZE * Paged.SIZE;
        assertThat(names(ada.open(previous.absUrl("href")))).isEqualTo(all.subList(last - Paged.SIZE, last));
    }

    // --- The file and the language ---

    @Test
    void the_file_holds_all_that_was_asked_for_and_no_formula() throws IOException {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        seed(slug, 120);
        ada.post(projects(slug), "name", "=SUM(A1)", "slug", "sum", "tags", "odd, new", "visibility", "public");

        var all = rows(ada.get(projects(slug) + "?format=csv"));
        assertThat(all.get(0))
                .containsExactly(
                        "Name",
                        "Address name",
                        "Tags",
                        "Visibility",
                        "Your access",
                        "Collaborators",
                        "Created",
                        "Created by");
        assertThat(all).hasSize(122);
        assertThat(all.get(1)).startsWith("'=SUM(A1)", "sum", "odd, new", "Public");
        assertThat(all.subList(2, 122)).extracting(row -> row.get(0)).isSorted().doesNotHaveDuplicates();

        assertThat(ada.open(projects(slug) + "?q=0012")
                        .page()
                        .select("p.file a")
                        .attr("href"))
                .isEqualTo("?q=0012&format=csv");
        assertThat(rows(ada.get(projects(slug) + "?q=0012&format=csv")))
                .extracting(row -> row.get(1))
                .containsExactly("Address name", "p12");
        assertThat(rows(ada.get(projects(slug) + "?visibility=public&tag=odd&format=csv")))
                .hasSize(2);
        // From the beginning, whatever page was shown.
        var next = ada.open(projects(slug)).page().select("a[rel=next]").attr("abs:href");
        assertThat(rows(ada.get(next + "&format=csv"))).hasSize(122);
    }

    @Test
    void the_file_holds_only_the_projects_that_one_sees() throws IOException {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        ada.post(projects(slug), "name", "Snow", "visibility", "public");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        assertThat(rows(cleo.get(projects(slug) + "?format=csv")))
                .extracting(row -> row.get(0))
                .containsExactly("Name", "Snow");
        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        assertThat(mallory.get(projects(slug) + "?format=csv").status()).isEqualTo(404);
    }

    @Test
    void projects_speak_german_to_whoever_reads_german() throws IOException {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        ada.header("Accept-Language", "de");
        assertThat(ada.open(projects(slug)).text()).contains("Noch keine Projekte", "Legen Sie das erste an");
        ada.post(projects(slug), "name", "Regen", "visibility", "public");
        var list = ada.open(projects(slug));
        assertThat(list.title()).isEqualTo("Projekte");
        assertThat(list.page().select("thead th").eachText())
                .containsExactly("Name", "Ihr Zugang", "Sichtbarkeit", "Mitwirkende");
        assertThat(list.text()).contains("Öffentlich", "Als CSV laden");
        assertThat(rows(ada.get(projects(slug) + "?format=csv")).get(1)).contains("Öffentlich");
        assertThat(ada.open(projects(slug) + "?q=fog").text()).contains("Kein Projekt passt");

        var tags = "a,b,c,d,e,f,g,h,i,j,k";
        var wrong = ada.post(projects(slug), "name", "Schnee", "tags", tags, "visibility", "secret");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.problem("tags")).isEqualTo("Ein Projekt hat höchstens 10 Schlagwörter.");
        assertThat(wrong.problem("visibility")).isEqualTo("Wählen Sie, wer das Projekt sieht.");
        assertThat(wrong.page().select("#tags").val()).isEqualTo(tags);
        var refused = ada.post(projects(slug) + "/regen/deletion", "confirm", "schnee");
        assertThat(refused.problem("confirm")).isEqualTo("Tippen Sie regen, um dieses Projekt zu löschen.");
        // The focus is where nothing happens.
        assertThat(ada.open(projects(slug) + "/regen/deletion")
                        .page()
                        .select("[autofocus]")
                        .text())
                .isEqualTo("Projekt behalten");
    }

    // --- Settings ---

    @Test
    void whoever_may_edit_a_project_changes_all_of_its_settings() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var dev = collaborate(ada, slug, rain, "Ben", "project-developer");
        var user = collaborate(ada, slug, rain, "Cleo", "project-user");
        createProject(ada, slug, "Hail");

        var settings = projects(slug) + "/" + rain + "/settings";
        dev.open(settings);
        var saved = dev.submit(
                settings, Map.of("name", "Snow", "slug", "snow", "description", "Cold\nand white", "tags", "Ice, ICE"));
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.address().getPath()).isEqualTo(projects(slug) + "/snow/settings");
        assertThat(sql("""
                select concat(name, '|', slug, '|', description, '|', array_to_string(tags, ','), '|', revision)
                from project where organization_id = ?1 and slug = 'snow'""", id(slug))).isEqualTo("Snow|snow|Cold\nand white|ice|1");
        assertThat(entries(slug, "PROJECT_CHANGED")).isEqualTo(1);
        assertThat(ada.open(projects(slug) + "/" + rain).status()).isEqualTo(404);

        // What is the same is no change.
        var now = projects(slug) + "/snow/settings";
        dev.open(now);
        assertThat(dev.submit(now, Map.of()).status()).isEqualTo(200);
        assertThat(entries(slug, "PROJECT_CHANGED")).isEqualTo(1);

        assertThat(dev.post(now, "name", "Snow", "slug", "hail").problem("slug"))
                .contains("taken");
        assertThat(dev.post(now, "name", "Snow", "slug", "new").problem("slug")).contains("reserved");
        assertThat(user.open(now).status()).isEqualTo(403);
        assertThat(user.post(now, "name", "Mine").status()).isEqualTo(403);
        assertThat(dev.open(now).page().select("a[href$=/deletion]")).isEmpty();
        assertThat(dev.post(projects(slug) + "/snow/deletion", "confirm", "snow")
                        .status())
                .isEqualTo(403);
        assertThat(entries(slug, "PROJECT_CHANGED")).isEqualTo(1);
    }

    @Test
    void a_form_that_is_older_than_another_change_overwrites_nothing_unseen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var rain = createProject(ada, slug, "Rain");
        var settings = projects(slug) + "/" + rain + "/settings";

        ada.open(settings);
        ben.open(settings);
        ben.submit(settings, Map.of("name", "Snow", "tags", "white"));
        var late = ada.submit(settings, Map.of("name", "Hail"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem("name")).contains("“Snow”");
        assertThat(late.problem("tags")).contains("“white”");
        assertThat(late.page().select("input[name=name]").val()).isEqualTo("Hail");
        assertThat(sql("select name from project where organization_id = ?1", id(slug)))
                .isEqualTo("Snow");
        assertThat(entries(slug, "PROJECT_CHANGED")).isEqualTo(1);

        // Both were seen now; saving again is a decision.
        assertThat(ada.submit(settings, Map.of("tags", "white")).status()).isEqualTo(200);
        assertThat(sql("select concat(name, ' ', tags[1]) from project where organization_id = ?1", id(slug)))
                .isEqualTo("Hail white");
    }

    @Test
    void two_who_make_the_same_change_are_not_in_each_others_way() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var rain = createProject(ada, slug, "Rain");
        var settings = projects(slug) + "/" + rain + "/settings";
        ada.open(settings);
        ben.open(settings);
        ben.submit(settings, Map.of("name", "Snow"));
        assertThat(ada.submit(settings, Map.of("name", "Snow")).status()).isEqualTo(200);
        assertThat(entries(slug, "PROJECT_CHANGED")).isEqualTo(1);
    }

    // --- The end ---

    @Test
    void a_project_ends_when_its_address_name_is_typed() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var cleo = collaborate(ada, slug, rain, "Cleo", "project-viewer");
        var eve = join(ada, slug, "Eve", "", rain, "project-editor", snow, "project-viewer");
        invite(ada, slug, "Dora", "", rain, "project-viewer");
        invite(ada, slug, "Pam", "", rain, "project-viewer", snow, "project-viewer");
        invite(ada, slug, "Pat", "viewer", rain, "project-owner");
        var path = projects(slug) + "/" + rain + "/deletion";

        for (var typed : List.of("", "Rain", "snow", "rain2")) {
            var wrong = ada.post(path, "confirm", typed);
            assertThat(wrong.status()).as(typed).isEqualTo(422);
            assertThat(wrong.problem("confirm")).isEqualTo("Type rain to delete this project.");
        }
        assertThat(number(slug)).isEqualTo(2);
        assertThat(eve.post(path, "confirm", rain).status()).isEqualTo(403);

        ada.open(path);
        var gone = ada.submit(path, Map.of("confirm", " rain "));
        assertThat(gone.status()).isEqualTo(200);
        assertThat(gone.text()).contains("The project Rain is deleted.");
        assertThat(ada.open(projects(slug) + "/" + rain).status()).isEqualTo(404);
        assertThat(listed(eve, slug, "")).containsExactly("Snow");
        // Cleo was only in this project: there is nothing here for her any more.
        assertThat(cleo.open("/organizations/" + slug).status()).isEqualTo(404);
        assertThat(member(slug, "Eve")).isNotNull();

        assertThat(state(slug, "Dora")).isEqualTo("revoked");
        assertThat(state(slug, "Pam")).isEqualTo("open");
        assertThat(parts(slug, "Pam")).containsExactly("snow project-viewer");
        assertThat(state(slug, "Pat")).isEqualTo("open");
        assertThat(parts(slug, "Pat")).isEmpty();
        assertThat(entries(slug, "PROJECT_DELETED")).isEqualTo(1);
        assertThat(entries(slug, "INVITATION_REVOKED")).isEqualTo(1);
        assertThat(entries(slug, "INVITATION_CHANGED")).isEqualTo(2);
        assertThat(accept(slug, "Pat").open("/organizations/" + slug).status()).isEqualTo(200);
        // The address name is free again.
        assertThat(createProject(ada, slug, "Rain")).isEqualTo("rain");
    }

    @Test
    void an_invitation_that_was_declined_cannot_be_renewed_when_its_only_project_is_gone() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "", rain, "project-viewer");
        signedIn("Dora")
                .post(
                        "/invitations/decline",
                        "invitation",
                        invitation(slug, "Dora").toString());
        assertThat(ada.post(projects(slug) + "/" + rain + "/deletion", "confirm", rain)
                        .status())
                .isEqualTo(303);
        assertThat(ada.open("/organizations/" + slug + "/invitations").status()).isEqualTo(200);
        var renewed = ada.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/renewal");
        assertThat(renewed.status()).isEqualTo(409);
        assertThat(state(slug, "Dora")).isEqualTo("declined");
    }

    @Test
    void nobody_is_told_that_an_invitation_is_taken_back_which_had_expired() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        for (var name : List.of("Dora", "Eve")) invite(ada, slug, name, "", rain, "project-viewer");
        sqlUpdate("update outbox set sent = now() where organization_id = ?1 and sent is null", id(slug));
        sqlUpdate("update invitation set expires = now() - interval '1 hour' where id = ?1", invitation(slug, "Dora"));
        assertThat(ada.post(projects(slug) + "/" + rain + "/deletion", "confirm", rain)
                        .status())
                .isEqualTo(303);
        assertThat(sqlAll("select address from outbox where organization_id = ?1 and kind = 'revoked'", id(slug)))
                .containsExactly(address("Eve"));
    }

    // --- A project for everybody who joins ---

    @Test
    void whoever_joins_gets_a_private_project_where_the_organization_chose_so() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var pam = join(ada, slug, "Pam", "member");
        assertThat(number(slug)).isZero();
        forJoiners(ada, slug, "yes");
        assertThat(sql("select project_for_joiners from organization where slug = ?1", slug))
                .isEqualTo(true);
        for (var name : List.of("Cleo", "Dora")) join(ada, slug, name, "restricted-member");
        assertThat(sqlAll("""
                select concat(c.role, ' ', p.public, ' ', a.address) from project p
                join collaborator c on c.organization_id = p.organization_id and c.project_id = p.id
                join account a on a.id = c.account_id and a.id = p.creator_id
                where p.organization_id = ?1 order by a.address""", id(slug)))
                .containsExactly("project-admin f " + address("Cleo"), "project-admin f " + address("Dora"));
        assertThat(listed(signedIn("Cleo"), slug, "")).hasSize(1);
        assertThat(listed(pam, slug, "")).isEmpty();
        assertThat(listed(ada, slug, "")).hasSize(2);

        forJoiners(ada, slug, null);
        join(ada, slug, "Eve", "member");
        assertThat(number(slug)).isEqualTo(2);

        var others = found(ada, "owner-editor-viewer");
        forJoiners(ada, others, "yes");
        join(ada, others, "Ben", "viewer");
        assertThat(number(others)).isZero();
    }

    @Test
    void who_is_a_member_already_gets_no_project_for_joining() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        forJoiners(ada, slug, "yes");
        join(ada, slug, "Pam", "member");
        var own = number(slug);
        var organization = "/organizations/" + slug;
        ada.post(organization + "/members/" + member(slug, "Pam") + "/removal");
        invite(ada, slug, "Pam", "member", rain, "project-read");
        ada.open(organization + "/departures");
        var undoing = ada.last().page().select("form[action$=undoing]").attr("action");
        assertThat(ada.post(undoing).status()).isEqualTo(303);
        accept(slug, "Pam");
        assertThat(number(slug)).isEqualTo(own);
    }

    // --- What the tests say over and over ---

    private void forJoiners(Visitor ada, String slug, String yes) {
        var fields = new java.util.ArrayList<>(List.of("name", "Org " + slug, "slug", slug));
        if (yes != null) fields.addAll(List.of("projectForJoiners", yes));
        assertThat(ada.post("/organizations/" + slug + "/settings", fields.toArray(String[]::new))
                        .status())
                .isEqualTo(303);
    }

    private static String projects(String slug) {
        return "/organizations/" + slug + "/projects";
    }

    private static List<String> listed(Visitor visitor, String slug, String query) {
        var answer = visitor.open(projects(slug) + query);
        assertThat(answer.status()).isEqualTo(200);
        return names(answer);
    }

    private static List<String> names(Visitor.Answer answer) {
        return answer.page().select("tbody th > a[href*=/projects/]").eachText();
    }

    /** The rows of a file, each with its cells; the first holds the titles. */
    private static List<List<String>> rows(Visitor.Answer file) throws IOException {
        assertThat(file.status()).as(file.body()).isEqualTo(200);
        assertThat(file.header("content-type")).startsWith("text/csv");
        try (var parser = CSVParser.parse(file.body().replaceFirst("^\\uFEFF", ""), CSVFormat.DEFAULT)) {
            return parser.stream().map(record -> record.stream().toList()).toList();
        }
    }

    /** So many private projects, which nobody works on. */
    private void seed(String slug, int number) {
        sqlUpdate("""
                insert into project (organization_id, id, slug, name, description, tags, public, creator_id, creator, created,
                  revision, sort_name, search)
                select ?1, uuidv7(), 'p' || n, 'Project ' || to_char(n, 'FM0000'), '', '{}', false, ?2, '', now(), 0,
                  'project ' || to_char(n, 'FM0000'), 'project ' || to_char(n, 'FM0000')
                from generate_series(1, ?3) n""", id(slug), account("Ada"), number);
    }

    private UUID id(String slug) {
        return (UUID) sql("select id from organization where slug = ?1", slug);
    }

    private long number(String slug) {
        return (Long) sql("select count(*) from project where organization_id = ?1", id(slug));
    }

    private long entries(String slug, String action) {
        return (Long)
                sql("select count(*) from audit_entry where organization_id = ?1 and action = ?2", id(slug), action);
    }

    private Object state(String slug, String name) {
        return sql("""
                select case when accepted is not null then 'accepted' when revoked is not null then 'revoked'
                  when declined is not null then 'declined' else 'open' end from invitation where id = ?1""", invitation(slug, name));
    }

    private List<Object> parts(String slug, String name) {
        return sqlAll("""
                select p.slug || ' ' || ip.role from invitation_project ip
                join project p on p.organization_id = ip.organization_id and p.id = ip.project_id
                where ip.invitation_id = ?1 order by 1""", invitation(slug, name));
    }
}
