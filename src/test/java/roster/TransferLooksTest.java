package roster;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The pages on which a project, or somebody who works on one, goes further, in a real browser. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class TransferLooksTest extends RosterTest {

    @AfterAll
    static void closeBrowser() {
        Browser.stop();
    }

    @Test
    void a_project_is_transferred_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var other = found(ada, "owner-editor-viewer");
        found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "viewer", rain, "project-owner");
        collaborate(ada, slug, rain, "Cleo", "project-editor");
        var window = Browser.open(true).as(ada);
        window.go("/organizations/" + slug + "/people/" + account("Cleo"), 200)
                .look("somebody from outside", "What Cleo has access to, and why");
        window.go("/organizations/" + slug + "/projects/rain/settings", 200)
                .look("settings with a transfer", "Settings of Rain");
        window.follow("Transfer Rain…").look("transfer", "Transfer Rain");
        window.follow("Look at it").look("transfer to an organization", "Transfer Rain to Org " + other + "?");
        window.fill("Type rain", "snow").press("Transfer Rain");
        window.look("transfer with a problem", "Transfer Rain to Org " + other + "?");
        window.fill("Type rain", "rain").press("Transfer Rain").look("transferred", "Rain");
    }

    @Test
    void a_project_with_nobody_left_to_add_says_so_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        var window = Browser.open(true).as(ada).go("/organizations/" + slug + "/projects/rain", 200);
        window.look("nobody left in the project", "Rain");
        window.follow("Collaborators").look("nobody left to add", "Collaborators of Rain");
    }
}
