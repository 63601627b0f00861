package roster.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

/** Public and private projects, where there are such: Ada owns, Ben is admin, Cleo a restricted member, Eve a member. */
@QuarkusTest
class VisibilityTest extends RosterTest {
    private Visitor ada;
    private Visitor ben;
    private Visitor cleo;
    private Visitor eve;
    private String slug;
    private String path;

    @BeforeEach
    void eve_has_a_private_project_on_which_cleo_reads() {
        ada = signedIn("Ada");
        slug = found(ada, "single-owner");
        ben = join(ada, slug, "Ben", "admin");
        cleo = join(ada, slug, "Cleo", "restricted-member");
        eve = join(ada, slug, "Eve", "member");
        createProject(eve, slug, "Rain");
        path = "/organizations/" + slug + "/projects/rain";
        collaborate(eve, slug, "rain", "Cleo", "project-read");
    }

    @Test
    void a_project_can_be_created_public_and_everybody_works_on_it() {
        var created = eve.post("/organizations/" + slug + "/projects", "name", "Snow", "visibility", "public");
        assertThat(created.status()).isEqualTo(303);
        for (var visitor : new Visitor[] {ada, ben, cleo, eve}) {
            assertThat(visitor.open(created.header("location")).status()).isEqualTo(200);
        }
        assertThat(cleo.open("/organizations/" + slug + "/projects").text()).contains("Snow", "Project write");
        assertThat(cleo.get(created.header("location") + "/settings").status()).isEqualTo(403);
        assertThat(eve.get(created.header("location") + "/settings").status())
                .as("the creator keeps everything (BM-18)")
                .isEqualTo(200);
    }

    @Test
    void making_it_public_shows_by_name_who_gains() {
        join(ada, slug, "Finn", "member");
        var page = eve.open(path + "/visibility");
        assertThat(page.title()).isEqualTo("Make Rain public?");
        assertThat(page.text()).contains("Who gains access", "Cleo, who is Project read now", "Finn");
        assertThat(page.page().select("main section:has(h2:contains(Who)) li").eachText())
                .as("Ada and Ben reach it anyway, Eve runs it")
                .noneMatch(line -> line.matches("(Ada|Ben|Eve)\\b.*"));
    }

    @Test
    void in_a_public_project_everybody_writes_and_nobody_has_a_level_of_their_own() throws Exception {
        var finn = join(ada, slug, "Finn", "member");
        invite(ada, slug, "Dora", "member", "rain", "project-read");
        publish();
        assertThat(finn.open(path).status()).isEqualTo(200);
        assertThat(sql(
                        "select count(*) from collaborator c join project p on p.id = c.project_id where p.slug = 'rain'"
                                + " and c.organization_id = (select id from organization where slug = ?1)",
                        slug))
                .as("only the creator’s collaboration stays")
                .isEqualTo(1L);
        assertThat(collaborator(slug, "rain", "Eve")).isNotNull();
        var list = eve.open(path + "/collaborators");
        assertThat(list.text()).contains("everybody in Org " + slug + " works on it");
        assertThat(list.page().select("main form, main a[href*=edit=]")).isEmpty();
        var change = eve.post(
                path + "/collaborators/" + collaborator(slug, "rain", "Eve") + "/role", "role", "project-read");
        assertThat(change.status()).isEqualTo(409);
        var invited = eve.post(path + "/collaborators", "who", address("Finn"), "role", "project-read");
        assertThat(invited.status()).isEqualTo(422);
        assertThat(invited.text()).contains("is public");
        awaitMail("Finn", "Public: you can work on Rain");
        var dora = accept(slug, "Dora");
        assertThat(dora.last().text()).doesNotContain("Rain");
        assertThat(sql("select count(*) from invitation_project where invitation_id = ?1", invitation(slug, "Dora")))
                .isEqualTo(0L);
    }

    @Test
    void making_it_private_shows_who_loses_access_and_keeps_whom_one_keeps() throws Exception {
        join(ada, slug, "Finn", "member");
        publish();
        var page = eve.open(path + "/visibility");
        assertThat(page.title()).isEqualTo("Make Rain private?");
        assertThat(page.page().select("fieldset label").eachText())
                .hasSize(2)
                .anyMatch(label -> label.startsWith("Cleo"))
                .anyMatch(label -> label.startsWith("Finn"));
        var done = eve.post(
                path + "/visibility", "visibility", "private", "keep", "", "keep", account("Cleo") + ":project-read");
        assertThat(done.status()).isEqualTo(303);
        assertThat(cleo.open(path).status()).isEqualTo(200);
        assertThat(signedIn("Finn").open(path).status()).isEqualTo(403);
        assertThat(ada.open(path).status()).isEqualTo(200);
        assertThat(eve.open(path + "/settings").status()).isEqualTo(200);
        awaitMail("Finn", "Private: you no longer have access to Rain");
        assertThat(ada.open("/organizations/" + slug + "/audit").text())
                .contains("made public the project Rain", "made private the project Rain", "Cleo", "Project read");
    }

    @Test
    void only_who_manages_its_people_changes_it() {
        assertThat(cleo.get(path + "/visibility").status()).isEqualTo(403);
        assertThat(cleo.post(path + "/visibility", "visibility", "public").status())
                .isEqualTo(403);
        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        assertThat(mallory.post(path + "/visibility", "visibility", "public").status())
                .isEqualTo(404);
        assertThat(isPublic()).isFalse();
    }

    @Test
    void twice_changes_nothing_more() {
        publish();
        assertThat(eve.post(path + "/visibility", "visibility", "public").status())
                .isEqualTo(409);
        assertThat(isPublic()).isTrue();
        assertThat(eve.post(path + "/visibility", "visibility", "private").status())
                .isEqualTo(303);
        assertThat(eve.post(path + "/visibility", "visibility", "private").status())
                .isEqualTo(409);
        assertThat(isPublic()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "x:project-read", ":", "00000000-0000-7000-8000-000000000000:project-read", "NEMO:owner"})
    void somebody_who_cannot_be_kept_is_said_and_nothing_changes(String keep) {
        publish();
        signedIn("Nemo");
        var answer = eve.post(
                path + "/visibility",
                "visibility",
                "private",
                "keep",
                account("Cleo") + ":project-read",
                "keep",
                keep.replace("NEMO", account("Nemo").toString()));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("keep")).isNotEmpty();
        assertThat(isPublic()).isTrue();
        assertThat(sql("select count(*) from collaborator where account_id = ?1", account("Cleo")))
                .isEqualTo(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin-member-guest", "administrator-viewer", "owner-editor-viewer"})
    void other_models_have_no_public_projects(String model) {
        var other = found(ada, model);
        var answer = ada.post("/organizations/" + other + "/projects", "name", "Snow", "visibility", "public");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("has no public projects");
        createProject(ada, other, "Rain");
        var there = "/organizations/" + other + "/projects/rain";
        assertThat(ada.get(there + "/visibility").status()).isEqualTo(409);
        assertThat(ada.post(there + "/visibility", "visibility", "public").status())
                .isEqualTo(409);
        assertThat(ada.open(there + "/settings").text()).doesNotContain("Visibility");
    }

    @Test
    void a_creator_who_has_no_role_any_more_is_told_too() {
        var collaborator = collaborator(slug, "rain", "Eve");
        assertThat(ada.post(path + "/collaborators/" + collaborator + "/removal")
                        .status())
                .isEqualTo(303);
        assertThat(ada.post(path + "/visibility", "visibility", "public").status())
                .isEqualTo(303);
        assertThat(ada.post(path + "/visibility", "visibility", "private").status())
                .isEqualTo(303);
        assertThat(eve.open(path).status()).isEqualTo(403);
        assertThat(sqlAll("select 1 from outbox where kind = 'project_private' and address = ?1", address("Eve")))
                .hasSize(1);
    }

    /** Waits for a mail to somebody whose subject begins so. */
    private void awaitMail(String name, String subject) throws Exception {
        for (var i = 0; i < 600; i++) {
            for (var mail : RealMail.to(address(name))) if (mail.getSubject().startsWith(subject)) return;
            Thread.sleep(100);
        }
        throw new AssertionError("No mail came to " + name + ": " + subject);
    }

    private void publish() {
        assertThat(eve.post(path + "/visibility", "visibility", "public").status())
                .isEqualTo(303);
    }

    private boolean isPublic() {
        return (Boolean) sql("""
                select p.public from project p join organization o on o.id = p.organization_id
                where o.slug = ?1 and p.slug = 'rain'""", slug);
    }
}
