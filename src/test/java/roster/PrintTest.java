package roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What comes out on paper. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class PrintTest extends RosterTest {

    @AfterAll
    static void closeBrowser() {
        Browser.stop();
    }

    @Test
    void what_is_printed_says_of_whom_it_is_and_when_and_nothing_to_press() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "member", rain, "project-write");
        var path = "/organizations/" + slug;
        var window = Browser.open(true).as(ada);
        var page = window.page();
        for (var printed : List.of("/access", "/access?model=owner-editor-viewer", "/people/" + account("Ben"))) {
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            window.go(path + printed, 200);
            assertThat(page.locator(".paper").isVisible()).as("on the screen").isFalse();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator(".paper").innerText()).contains("Org " + slug, "UTC");
            if (printed.startsWith("/people"))
                assertThat(page.locator(".paper").innerText()).contains("Ben");
            for (var gone : page.locator("nav, form, button, .button, .file, body > header, body > footer")
                    .all()) {
                assertThat(gone.isVisible()).as(printed + ": " + gone).isFalse();
            }
            for (var head : page.locator("main table thead th").all()) {
                assertThat(head.isVisible()).as(printed + ": " + head).isTrue();
            }
            var pdf = window.print("access");
            assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        }
    }
}
