package roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The pages of doing many things at once, in a real browser. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class BatchLooksTest extends RosterTest {

    @AfterAll
    static void closeBrowser() {
        Browser.stop();
    }

    @Test
    void many_are_invited_from_a_file_on_any_screen() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        sqlUpdate("update organization set inviter_daily = 1 where slug = ?1", slug);
        var window = Browser.open(true).as(ada);
        var page = window.go("/organizations/" + slug + "/invitations", 200)
                .follow("Many at once")
                .look("no batches", "Many at once")
                .follow("Invite many")
                .look("reading a table", "Invite many")
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
        window.look("what would happen", "Invite 4 people");
        window.press("Invite 2");
        // Reloaded by itself, until it waits.
        page.locator("h2:text('Waiting')").waitFor();
        window.look("waiting for a limit", "Invite 4 people");
        assertThat(window.text()).contains("3 of 4 done, 2 of them failed", "1 waits.");
        window.press("Stop")
                .look("stopped", "Invite 4 people")
                .follow("Many at once")
                .look("batches", "Many at once");
        window.go("/organizations/" + slug + "/invitations", 200).look("list to select from", "Invitations");
        page.locator("input[name=selected]").first().check();
        window.press("Revoke selected").look("what would be revoked", "Revoke 1 invitation");
    }
}
