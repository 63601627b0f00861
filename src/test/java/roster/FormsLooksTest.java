package roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What pages look like after a form was sent: those that {@link LooksTest} cannot find by their addresses. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class FormsLooksTest extends RosterTest {
    @AfterAll
    static void closed() {
        Browser.stop();
    }

    @Test
    void an_invitation_is_edited_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "editor", rain, "project-viewer");
        var dora = "Invitation for " + address("Dora");
        Browser.open(true)
                .as(ada)
                .go("/organizations/" + slug + "/invitations/" + invitation(slug, "Dora"), 200)
                .press("Show link")
                .look("story with the link", dora)
                .follow("Edit")
                .fill("Ends (optional)", "yesterday")
                .press("Save the offer")
                .look("edit with a problem", "Edit the invitation for " + address("Dora"))
                .fill("Ends (optional)", "30")
                .press("Save the offer")
                .look("story of an edited one", dora);
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
                .press("Show the link")
                .look("join link shown", "Join link");
        ada.post(path + "/link");
        var link = ada.open(path).page().select("#flash-link").val();
        var window = Browser.open(true)
                .as(signedIn("Nemo"))
                .go(link, 403)
                .look("join from another domain", "This link is for other addresses");
        ada.post(path, "role", "restricted-member", "uses", "1", "expires", "", "domains", "", "approval", "yes");
        window.go(link, 200)
                .look("join by link", "Join Org " + slug + "?")
                .press("Ask to join Org " + slug)
                .look("join waits", "You have asked to join Org " + slug);
        ada.post(path + "/removal");
        window.go(link, 404).look("join link off", "This link leads nowhere");
    }

    @Test
    void every_end_of_a_link_and_what_comes_of_it_can_be_read_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        invite(ada, slug, "Dora", "organization-viewer", createProject(ada, slug, "Rain"), "project-developer");
        invite(ada, slug, "Pam", "organization-viewer");
        var invitations = "/organizations/" + slug + "/invitations";
        ada.post(invitations + "/" + invitation(slug, "Pam") + "/link");
        var link = ada.open(invitations).page().select("#flash-link").val();
        Browser.open(true)
                .as(signedIn("Nemo"))
                .go(link, 403)
                .look("other account", "This invitation is for another address")
                .press("Ask to re-address this to " + address("Nemo"))
                .look("readdress asked", "This invitation is for another address");
        var home = Browser.open(true).as(signedIn("Dora"));
        sqlUpdate("update invitation set expires = now() - interval '1 hour' where id = ?1", invitation(slug, "Dora"));
        home.go("/", 200)
                .look("inbox of the expired", "Your organizations")
                .go("/invitations/accept?invitation=" + invitation(slug, "Dora"), 410)
                .look("expired", "This invitation has expired")
                .press("Ask for a new link")
                .look("link asked", "This invitation has expired");
        Browser.open(true)
                .as(ada)
                .go("/", 200)
                .look("home with requests", "Your organizations")
                .go("/organizations/" + slug + "/requests", 200)
                .press("Refuse what Nemo asks for")
                .look("refused", "Waiting for you");
        ada.post(invitations + "/" + invitation(slug, "Pam") + "/revocation");
        Browser.open(true).go(link, 410).look("revoked", "This invitation was taken back");
    }

    @Test
    void many_are_invited_from_a_file_on_any_screen() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        sqlUpdate("update organization set inviter_daily = 1 where slug = ?1", slug);
        var window = Browser.open(true).as(ada);
        var page = window.go("/organizations/" + slug + "/batches", 200)
                .look("no batches", "Many at once")
                .follow("Invite many")
                .press("See what would happen")
                .look("nothing to read", "Invite many")
                .page();
        var file = Files.createTempFile("people", ".csv");
        Files.writeString(
                file,
                "address,role,projects,message,term,ends\n%s,member,rain=project-read,\"Welcome, Cleo.\",14 days,2027-12-31\n"
                                .formatted(address("Cleo"))
                        + "%s,king,,,,\nnobody,member,snow=x,,99 days,never\n%s,member,,,,\n"
                                .formatted(address("Dora"), address("Eve")));
        page.setInputFiles("#file", file);
        window.press("See what would happen");
        Files.delete(file);
        window.press("Invite 2");
        // Reloaded by itself, until it waits.
        page.locator("h2:text('Waiting')").waitFor();
        window.look("waiting for a limit", "Invite 4 people");
        assertThat(window.text()).contains("3 of 4 done, 2 of them failed", "1 waits.");
        window.press("Stop").look("stopped", "Invite 4 people");
        window.go("/organizations/" + slug + "/invitations", 200);
        page.locator("input[name=selected]").first().check();
        window.press("Revoke selected").look("what would be revoked", "Revoke 1 invitation");
    }

    @Test
    void a_project_is_transferred_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var other = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "viewer", rain, "project-owner");
        var window = Browser.open(true).as(ada);
        window.go("/organizations/" + slug + "/projects/rain/transfer", 200).follow("Look at it");
        window.fill("Type rain", "snow").press("Transfer Rain");
        window.look("transfer with a problem", "Transfer Rain to Org " + other + "?");
        window.fill("Type rain", "rain").press("Transfer Rain").look("transferred", "Rain");
    }

    @Test
    void a_project_with_nobody_left_to_add_says_so_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        Browser.open(true)
                .as(ada)
                .go("/organizations/" + slug + "/projects/rain", 200)
                .look("nobody left in the project", "Rain");
    }
}
