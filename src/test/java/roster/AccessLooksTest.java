package roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The pages that explain access, in a real browser. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class AccessLooksTest extends RosterTest {

    @AfterAll
    static void closeBrowser() {
        Browser.stop();
    }

    @Test
    void the_law_can_be_read_on_any_screen_and_on_paper() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var path = "/organizations/" + slug + "/access";
        var window = Browser.open(true).as(ada).go(path, 200).look("law", "Who may do what");
        var page = window.page();
        page.setViewportSize(360, 800);
        page.locator(".scroll").evaluate("table => table.scrollLeft = 10000");
        assertThat(page.evaluate("document.querySelector('tbody th[scope=row]').getBoundingClientRect().left >= 0"))
                .as("the first column stays")
                .isEqualTo(true);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        for (var hidden : new String[] {"body > header", "nav", "form"}) {
            assertThat(page.locator(hidden).first().isVisible()).as(hidden).isFalse();
        }
        page.setViewportSize(1000, 1400);
        assertThat(page.locator("td[data-role=project-user]").last().isVisible())
                .isTrue();
        assertThat(page.locator("thead th").last().isVisible()).isTrue();
        assertThat(page.evaluate("document.querySelector('.scroll').scrollWidth <= innerWidth"))
                .isEqualTo(true);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        window.go(path + "?compare=organization-administrator&with=organization-viewer", 200)
                .look("two roles", "Who may do what");
        window.go(path + "?compare=x", 200).look("no such role", "Who may do what");
        window.go(path + "?model=single-owner", 200).look("two models", "“Administrator, viewer” and “Single owner”");
    }

    @Test
    void somebodys_access_and_a_refusal_can_be_read_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        createProject(ada, slug, "Snow");
        var rain = createProject(ada, slug, "Rain");
        var ben = join(ada, slug, "Ben", "organization-viewer", rain, "project-developer");
        var path = "/organizations/" + slug;
        Browser.open(true)
                .as(ada)
                .go(path + "/people/" + account("Ben"), 200)
                .look("somebody", "What Ben has access to, and why")
                .go(path + "/invitations/new", 200)
                .look("inviting with hints", "Invite people");
        Browser.open(true)
                .as(ben)
                .go(path + "/people/" + account("Ben"), 200)
                .look("oneself", "What you have access to, and why")
                .go(path + "/projects/" + rain + "/deletion", 403)
                .look("refused in a project", "You may not do this");
    }
}
