package roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roster.RosterTest;
import roster.web.Reader;

/** The page of the law: what it says is what the program decides by. */
@QuarkusTest
class AccessPagesTest extends RosterTest {
    private static final Reader GERMAN = Reader.of("de", null);

    @Inject
    AccessModels models;

    @ParameterizedTest
    @ValueSource(strings = {"admin-member-guest", "administrator-viewer", "owner-editor-viewer", "single-owner"})
    void every_line_of_the_requirements_is_a_cell_of_the_table(String key) throws IOException {
        var ada = signedIn("Ada");
        var slug = found(ada, key);
        var page = ada.open("/organizations/" + slug + "/access").page();
        var model = models.get(key);
        var lines = 0;
        for (var line : requirements()) {
            if (!line[0].equals(key)) continue;
            lines++;
            var cell = page.select("td[data-role=%s][data-permission=%s]".formatted(line[2], line[3]));
            assertThat(cell).as(String.join(" ", line)).hasSize(1);
            assertThat(cell.attr("data-allowed")).as(String.join(" ", line)).isEqualTo(line[4]);
            assertThat(cell.text()).contains(line[4].equals("yes") ? "Yes" : "No");
        }
        assertThat(lines).isPositive();
        var rows = Matrix.permissions(model).size();
        var roles = model.organizationRoles().size() + model.projectRoles().size();
        assertThat(page.select("td[data-allowed]")).hasSize(rows * roles);
        assertThat(page.select("tbody tr:has(td)")).hasSize(rows);
        assertThat(page.select("[data-allowed=yes] small").eachText())
                .as("rights that come with a reach")
                .allMatch("in every project"::equals)
                .hasSize((int) Matrix.of(model).sections().stream()
                        .flatMap(section -> section.rows().stream())
                        .flatMap(row -> row.cells().stream())
                        .filter(Matrix.Cell::reached)
                        .count());
    }

    @Test
    void every_role_is_under_its_head_and_every_right_has_its_sentence_in_a_group() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var page = ada.open("/organizations/" + slug + "/access").page();
        assertThat(page.select("thead th[scope=colgroup]").eachText())
                .containsExactly("In the organization", "In a project");
        assertThat(page.select("thead th[scope=colgroup]").eachAttr("colspan")).containsExactly("4", "3");
        assertThat(page.select("th[scope=rowgroup]").eachText())
                .startsWith("The organization and its people")
                .contains("A project and its people");
        assertThat(page.select("tr:has(td[data-permission=member:invite]) th").text())
                .isEqualTo(Permission.MEMBER_INVITE.sentence());
        assertThat(page.select(".scroll[tabindex=0][role=region][aria-label] table"))
                .hasSize(1);
        assertThat(page.select("script:not([src])")).isEmpty();
    }

    @Test
    void everybody_finds_the_columns_of_their_own_roles() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        var cleo = join(ada, slug, "Cleo", "restricted-member", rain, "project-read");
        assertThat(marked(ada.open("/organizations/" + slug + "/access").page()))
                .containsExactly(
                        "Owner your role",
                        "Project admin your role in every project",
                        "Project write your role in public projects");
        assertThat(marked(cleo.open("/organizations/" + slug + "/access").page()))
                .containsExactly(
                        "Restricted member your role",
                        "Project write your role in public projects",
                        "Project read your role in some projects");
    }

    @Test
    void two_roles_are_compared_by_the_rows_in_which_they_differ() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var page = ada.open("/organizations/" + slug + "/access?compare=admin&with=member")
                .page();
        var model = models.get("single-owner");
        var admin = model.rights(model.organizationRole("admin").orElseThrow());
        var member = model.rights(model.organizationRole("member").orElseThrow());
        var expected = new HashSet<String>();
        for (var permission : Permission.values()) {
            if (admin.contains(permission) != member.contains(permission)) expected.add(permission.code());
        }
        assertThat(page.select("td[data-role=admin]").eachAttr("data-permission"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(page.select("td[data-role]").eachAttr("data-role")).containsOnly("admin", "member");
        assertThat(page.select("#compare option[selected]").val()).isEqualTo("admin");
        assertThat(page.select("#with option[selected]").val()).isEqualTo("member");

        var across = ada.open("/organizations/" + slug + "/access?compare=member&with=project-read");
        assertThat(across.page().select("td[data-role]").eachAttr("data-role")).containsOnly("member", "project-read");
        assertThat(across.text()).contains("Only the rights in which Member and Project read differ");
    }

    @Test
    void another_model_is_compared_by_its_answers_and_its_own_rights() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var page = ada.open("/organizations/" + slug + "/access?model=administrator-viewer")
                .page();
        assertThat(page.select("tbody th").eachText())
                .contains("Whose role reaches every project?")
                .doesNotContain("Are there public projects?");
        assertThat(page.select("[data-permission=device:claim]").text())
                .contains("claim devices", "Organization administrator and Project administrator");
        assertThat(page.select("[data-permission=account:create]").text()).contains("Owner");
        assertThat(page.select("[data-permission=member:invite]")).isEmpty();
        assertThat(page.select("td[data-allowed]")).isEmpty();
    }

    @Test
    void what_is_asked_wrongly_gets_a_sentence_and_the_whole_table() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        for (var query : List.of(
                "?compare=admin",
                "?with=admin",
                "?compare=admin&with=pope",
                "?compare=admin&with=admin",
                "?compare=&with=%3Cscript%3E",
                "?model=no-such",
                "?model=single-owner")) {
            var answer = ada.open("/organizations/" + slug + "/access" + query);
            assertThat(answer.status()).as(query).isEqualTo(200);
            assertThat(answer.page().select("[role=alert]").text()).as(query).isNotEmpty();
            assertThat(answer.page().select("td[data-role=project-read]"))
                    .as(query)
                    .isNotEmpty();
            assertThat(answer.body()).doesNotContain("pope", "no-such", "<script>");
        }
    }

    @Test
    void people_from_outside_read_the_law_that_binds_them_and_strangers_do_not() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var eve = join(ada, slug, "Eve", "", rain, "project-viewer");
        var page = eve.open("/organizations/" + slug + "/access");
        assertThat(page.status()).isEqualTo(200);
        assertThat(marked(page.page()))
                .containsExactly("External user your role", "Project viewer your role in some projects");
        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        assertThat(mallory.get("/organizations/" + slug + "/access").status()).isEqualTo(404);
        assertThat(signedIn("Nemo").get("/organizations/" + slug + "/access").status())
                .isEqualTo(404);
    }

    @Test
    void the_ten_questions_are_answered_in_words_that_fit_each_model() {
        assertThat(answer("single-owner", "owners"))
                .isEqualTo("Always exactly one Owner, who can hand ownership over.");
        assertThat(answer("owner-editor-viewer", "owners")).startsWith("At least one Owner");
        assertThat(answer("single-owner", "outsiders")).startsWith("No.");
        assertThat(answer("owner-editor-viewer", "outsiders"))
                .isEqualTo("Yes, as Project editor or Project viewer, but never as Project owner."
                        + " They count as External user.");
        assertThat(answer("single-owner", "inviting")).isEqualTo("Whoever is Owner or Admin.");
        assertThat(answer("single-owner", "adding")).contains("Project admin", "To public projects, nobody.");
        assertThat(answer("administrator-viewer", "adding"))
                .isEqualTo("Whoever is Project administrator in it,"
                        + " and whoever is Organization administrator of the organization.");
        assertThat(answer("owner-editor-viewer", "reach")).startsWith("Nobody’s. Even Owner");
        assertThat(answer("administrator-viewer", "reach"))
                .isEqualTo("Organization administrator has the rights of Project administrator in every project."
                        + " Organization viewer sees every project.");
        assertThat(answer("owner-editor-viewer", "creating")).isEqualTo("Whoever is Owner or Editor.");
        assertThat(answer("owner-editor-viewer", "ceiling"))
                .contains("External user can never be Project owner.")
                .doesNotContain("Viewer can never");
        assertThat(answer("administrator-viewer", "ceiling")).startsWith("No:");
        assertThat(answer("single-owner", "public"))
                .isEqualTo("Yes. Whoever is Owner, Admin, Member or Restricted member"
                        + " is Project write in every public project.");
        assertThat(answer("owner-editor-viewer", "public")).isEqualTo("No.");
        assertThat(answer("single-owner", "naming")).startsWith("By username");
        assertThat(answer("administrator-viewer", "naming")).isEqualTo("By mail address.");
        assertThat(answer("admin-member-guest", "billing")).isEqualTo("No role here has to do with billing.");
        assertThat(answer("single-owner", "billing")).isEqualTo("Owner manages billing and the subscription.");
        assertThat(answer("admin-member-guest", "last")).startsWith("No.");
        assertThat(answer("owner-editor-viewer", "last")).startsWith("Whoever is the last Project owner stays");
        assertThat(answer("single-owner", "most")).isEqualTo("At most 1,000.");
        for (var model : models.all()) {
            assertThat(Law.of(model)).hasSize(13).allSatisfy(law -> assertThat(law.answer())
                    .matches("[A-Z].*\\."));
        }
    }

    @Test
    void a_role_picker_says_what_each_role_adds_and_warns_of_those_with_money() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var page = ada.open("/organizations/" + slug + "/invitations/new").page();
        assertThat(page.select("#role-editor-about").text())
                .contains("Adds over Viewer: create projects.")
                .doesNotContain("Give it with care");
        assertThat(page.select("#role-owner-about").text())
                .containsPattern("Adds over Editor: [^;]+; [^;]+; [^;]+; and \\d more rights\\.")
                .contains(
                        "Give it with care",
                        "see billing information",
                        "manage billing and the subscription",
                        "delete the organization");
        assertThat(page.select("#role-viewer-about").text()).contains("The smallest role here: ");
        var model = models.get("admin-member-guest");
        assertThat(model.warning(model.ownerRole()))
                .contains("delete the organization")
                .doesNotContain("billing");
        assertThat(model.addition(model.projectRoles().get(0))).startsWith("The smallest role here: ");
    }

    @Test
    void every_permission_has_a_sentence_of_its_own_which_can_follow_may_in_each_language() {
        assertThat(Permission.values())
                .extracting(Permission::sentence)
                .doesNotHaveDuplicates()
                .allSatisfy(sentence -> assertThat(sentence).matches("[a-z].*[a-zA-Z]"));
        assertThat(Permission.values()).allSatisfy(permission -> assertThat(GERMAN.hear(permission::sentence))
                .isNotBlank()
                .isNotEqualTo(permission.sentence())
                .matches(".*\\p{L}"));
        assertThat(Permission.values())
                .extracting(permission -> GERMAN.hear(permission::sentence))
                .doesNotHaveDuplicates();
        assertThat(Permission.Group.values())
                .allSatisfy(group ->
                        assertThat(GERMAN.hear(group::title)).isNotBlank().isNotEqualTo(group.title()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin-member-guest", "administrator-viewer", "owner-editor-viewer", "single-owner"})
    void the_law_is_read_in_German(String key) {
        var ada = signedIn("Ada");
        var slug = found(ada, key);
        ada.header("Accept-Language", "de");
        var page = ada.open("/organizations/" + slug + "/access").page();
        assertThat(page.title()).startsWith("Zugang");
        assertThat(page.select("h1").text()).isEqualTo("Wer was darf");
        assertThat(page.select("tr:has(td[data-permission=member:invite]) th").text())
                .isEqualTo("Personen in die Organisation einladen");
        assertThat(page.select("td[data-allowed]").eachText())
                .isNotEmpty()
                .allMatch(cell -> cell.matches("(✓.Ja|–.Nein)( in jedem Projekt)?"));
        var laws = Law.of(models.get(key));
        assertThat(laws).allSatisfy(law -> {
            var said = page.select("#law-" + law.key());
            assertThat(said.select("dt").text()).isNotBlank().isNotEqualTo(law.question());
            assertThat(said.select("dd").text())
                    .isNotEqualTo(law.answer())
                    .matches("\\p{Lu}.*\\.")
                    .doesNotContain("NOT_FOUND", "{", "Whoever", " or ");
        });
        for (var other : models.all()) {
            if (other.key().equals(key)) continue;
            var compared = ada.open("/organizations/" + slug + "/access?model=" + other.key());
            assertThat(compared.page().select("h2").first().text()).isEqualTo("Regeln, die sich unterscheiden");
            assertThat(compared.text()).doesNotContain("Rights only in", "Whoever");
        }
    }

    @Test
    void what_a_model_and_its_roles_are_is_said_in_each_language() {
        for (var model : models.all()) {
            assertThat(GERMAN.hear(model::summary)).isNotBlank().isNotEqualTo(model.summary());
            assertThat(GERMAN.hear(model::distinction)).isNotBlank().isNotEqualTo(model.distinction());
            assertThat(Matrix.roles(model)).allSatisfy(role -> {
                assertThat(GERMAN.hear(role::description)).isNotBlank().isNotEqualTo(role.description());
                assertThat(GERMAN.hear(() -> model.addition(role)))
                        .doesNotContain("Adds over", "smallest", "more right")
                        .endsWith(".");
            });
            assertThat(GERMAN.hear(() -> model.warning(model.ownerRole()))).startsWith("Mit Bedacht zu vergeben.");
        }
    }

    @Test
    void the_law_comes_as_a_file_of_roles_and_rights() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var page = ada.open("/organizations/" + slug + "/access");
        var link = page.page().select("a[download]").first();
        assertThat(link.text()).isEqualTo("Download as CSV");
        var file = ada.open(link.absUrl("href"));
        assertThat(file.header("content-type")).startsWith("text/csv");
        var lines = file.body().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("\uFEFFAbout,Permission,Whoever has the role may …,Owner,Admin,Member,Restricted member,"
                        + "Project admin,Project write,Project read");
        assertThat(lines)
                .hasSize(1 + Matrix.permissions(models.get("single-owner")).size())
                .contains(
                        "The organization and its people,member:invite,invite people to the organization,Yes,Yes,No,No,No,No,No")
                .anyMatch(line -> line.contains("\"Yes, in every project\""));
        var two = ada.open("/organizations/" + slug + "/access?compare=admin&with=member");
        assertThat(ada.open(two.page().select("a[download]").first().absUrl("href"))
                        .body())
                .startsWith("\uFEFFAbout,Permission,Whoever has the role may …,Admin,Member\r\n")
                .contains("member:invite")
                .doesNotContain("project:create");
        var models = ada.open("/organizations/" + slug + "/access?model=administrator-viewer");
        assertThat(ada.open(models.page().select("a[download]").first().absUrl("href"))
                        .body())
                .startsWith("\uFEFFAbout,Permission,Question or right,Single owner,")
                .contains("Rules that differ,,Whose role reaches every project?,", ",device:claim,claim devices,,")
                .doesNotContain("member:invite");
        assertThat(ada.open("/organizations/" + slug + "/access?format=csv&compare=x")
                        .text())
                .contains("Choose two of the roles of this organization.");
        ada.header("Accept-Language", "de");
        assertThat(ada.open("/organizations/" + slug + "/access?format=csv").body())
                .contains("Wer die Rolle hat, darf …", "Personen in die Organisation einladen,Ja,Ja,Nein");
    }

    private String answer(String model, String key) {
        return Law.of(models.get(model)).stream()
                .filter(law -> law.key().equals(key))
                .map(Law::answer)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> marked(Document page) {
        return page.select("thead th[aria-current]").eachText();
    }

    private static List<String[]> requirements() throws IOException {
        try (var file = AccessPagesTest.class.getResourceAsStream("/matrices.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        }
    }
}
