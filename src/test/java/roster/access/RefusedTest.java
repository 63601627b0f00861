package roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.Visitor;

/** The page for somebody who may not: what is missing, which role has it, who can give it; and nothing that they may not know. */
@QuarkusTest
class RefusedTest extends RosterTest {
    @Test
    void a_member_learns_which_role_is_needed_and_who_can_give_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        join(ada, slug, "Ben", "admin");
        var cleo = join(ada, slug, "Cleo", "member");
        var page = refused(cleo, "/organizations/" + slug + "/invitations/new", "member:invite");
        assertThat(page.text()).contains("You are Member of", "To invite people to the organization");
        assertThat(facts(page)).containsExactly("Admin", "Owner or Admin, such as Ada, Ben");
        assertThat(facts(refused(cleo, "/organizations/" + slug + "/settings", "organization:edit")))
                .containsExactly("Owner", "Owner is only handed over, by whoever has it, such as Ada");
    }

    @Test
    void who_may_not_see_the_members_is_told_roles_but_no_names() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        var page = refused(cleo, "/organizations/" + slug + "/members", "member:view");
        assertThat(facts(page)).containsExactly("Member", "Owner or Admin");
        assertThat(page.text()).doesNotContain("Ada");
    }

    @Test
    void in_a_project_it_is_about_roles_of_projects_and_the_people_who_run_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        var rain = createProject(ben, slug, "Rain");
        var eve = collaborate(ben, slug, rain, "Eve", "project-viewer");
        var page = refused(eve, "/organizations/" + slug + "/projects/" + rain + "/settings", "project:edit");
        assertThat(page.text()).contains("In Rain you are Project viewer", "Back to Rain");
        assertThat(facts(page)).containsExactly("Project owner", "Project owner of the project, such as Ben");
        assertThat(page.text()).doesNotContain("Ada");
    }

    @Test
    void those_whose_role_reaches_the_project_are_named_after_those_who_run_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Zoe", "", rain, "project-administrator");
        var eve = join(ada, slug, "Eve", "", rain, "project-user");
        sqlUpdate("""
                delete from collaborator where account_id = ?1 and organization_id =
                  (select id from organization where slug = ?2)""", account("Ada"), slug);
        assertThat(facts(refused(eve, "/organizations/" + slug + "/projects/" + rain + "/settings", "project:edit")))
                .containsExactly(
                        "Project developer",
                        "Project administrator of the project, or Organization administrator of the organization,"
                                + " such as Zoe, Ada");
    }

    @Test
    void a_project_that_one_may_not_see_is_not_described_by_the_refusal() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        ben.post(
                "/organizations/" + slug + "/projects",
                "name",
                "Takeover of Umbrella",
                "slug",
                "p-7",
                "description",
                "Nobody may know");
        collaborate(ben, slug, "p-7", "Zoe", "project-editor");
        var cleo = join(ada, slug, "Cleo", "viewer");
        for (var path : List.of("", "/collaborators", "/settings", "/deletion", "/collaboration/removal")) {
            var answer = cleo.get("/organizations/" + slug + "/projects/p-7" + path);
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.text()).contains("have no access to this project");
            assertThat(answer.body()).as(path).doesNotContain("Takeover", "Umbrella", "Nobody may know", "Zoe", "Ben");
        }
        var page = refused(cleo, "/organizations/" + slug + "/projects/p-7", "project:view");
        assertThat(facts(page)).containsExactly("Project viewer", "Project owner of the project");

        var other = found(ada, "administrator-viewer");
        createProject(ada, other, "Rain");
        var snow = createProject(ada, other, "Snow");
        var eve = join(ada, other, "Eve", "", snow, "project-user");
        var outside = refused(eve, "/organizations/" + other + "/projects/rain", "project:view");
        assertThat(outside.text()).doesNotContain("Rain", "Ada");
    }

    @Test
    void in_German_the_refusal_names_the_right_the_smallest_role_and_who_can_give_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "admin");
        var cleo = join(ada, slug, "Cleo", "member", rain, "project-read");
        cleo.header("Accept-Language", "de");
        var page = refused(cleo, "/organizations/" + slug + "/invitations/new", "member:invite");
        assertThat(page.text()).contains("Personen in die Organisation einladen");
        assertThat(facts(page).get(0)).isEqualTo("Admin");
        assertThat(facts(page).get(1)).startsWith("Owner oder Admin").contains("Ada", "Ben");
        assertThat(facts(refused(cleo, "/organizations/" + slug + "/settings", "organization:edit"))
                        .get(1))
                .startsWith("Owner wird nur übergeben, und zwar von der Person, die es ist");
        assertThat(facts(refused(cleo, "/organizations/" + slug + "/projects/" + rain + "/settings", "project:edit"))
                        .get(1))
                .startsWith("Project admin im Projekt, oder Owner oder Admin in der Organisation");
    }

    private static Visitor.Answer refused(Visitor visitor, String path, String permission) {
        var answer = visitor.get(path);
        assertThat(answer.status()).as(path).isEqualTo(403);
        assertThat(answer.page().select("code").text()).isEqualTo(permission);
        return answer;
    }

    private static List<String> facts(Visitor.Answer answer) {
        return answer.page().select(".facts dd").eachText();
    }
}
