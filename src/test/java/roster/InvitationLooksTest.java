package roster;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Invitations from the inviter's side, and links to join by, in a real browser. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class InvitationLooksTest extends RosterTest {
    @AfterAll
    static void closed() {
        Browser.stop();
    }

    @Test
    void an_invitation_is_followed_and_edited_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        createProject(ada, slug, "Snow and sleet of the northern islands and the sea between them");
        invite(ada, slug, "Dora", "editor", rain, "project-viewer");
        invite(ada, slug, "Eve", "viewer");
        sqlUpdate("update invitation set expires = now() - interval '1 day' where id = ?1", invitation(slug, "Eve"));
        sqlUpdate(
                "update outbox set sent = null, dead = now(), attempts = 10, problem = 'The mail server did not take it, after many attempts' where invitation_id = ?1",
                invitation(slug, "Dora"));
        var path = "/organizations/" + slug + "/invitations";
        var dora = path + "/" + invitation(slug, "Dora");
        Browser.open(true)
                .as(ada)
                .go(path, 200)
                .look("invitations followed", "Invitations")
                .go(dora, 200)
                .look("story", "Invitation for " + address("Dora"))
                .press("Show link")
                .look("story with the link", "Invitation for " + address("Dora"))
                .follow("Edit")
                .look("edit an invitation", "Edit the invitation for " + address("Dora"))
                .fill("Ends (optional)", "yesterday")
                .press("Save the offer")
                .look("edit with a problem", "Edit the invitation for " + address("Dora"))
                .fill("Ends (optional)", "30")
                .press("Save the offer")
                .look("story of an edited one", "Invitation for " + address("Dora"))
                .go(path + "/" + invitation(slug, "Eve"), 200)
                .look("story of an expired one", "Invitation for " + address("Eve"))
                .go("/organizations/" + slug + "/projects/" + rain + "/invitations/" + invitation(slug, "Dora"), 200)
                .look("story in a project", "Invitation for " + address("Dora"));
    }

    @Test
    void a_link_to_join_by_is_made_and_used_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var path = "/organizations/" + slug + "/join-link";
        Browser.open(true)
                .as(ada)
                .go(path, 200)
                .look("no join link", "Join link")
                .fill("Mail domains", "example.org, uni.example.org")
                .press("Make the link")
                .look("join link made", "Join link")
                .press("Show the link")
                .look("join link shown", "Join link");
        ada.post(path + "/link");
        var link = ada.open(path).page().select("#flash-link").val();
        var nemo = signedIn("Nemo");
        Browser.open(true).go(link, 200).look("join by link as nobody", "Join Org " + slug + "?");
        var window = Browser.open(true)
                .as(nemo)
                .go(link, 403)
                .look("join from another domain", "This link is for other addresses");
        ada.post(path, "role", "restricted-member", "uses", "1", "expires", "", "domains", "", "approval", "yes");
        window.go(link, 200)
                .look("join by link", "Join Org " + slug + "?")
                .press("Ask to join Org " + slug)
                .look("join waits", "You have asked to join Org " + slug);
        window.go("/organizations/nowhere-at-all", 404).look("nothing here", "There is nothing here");
        ada.post(path + "/removal");
        window.go(link, 404).look("join link off", "This link leads nowhere");
    }
}
