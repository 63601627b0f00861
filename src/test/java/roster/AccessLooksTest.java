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
            var pdf = page.pdf(new Page.PdfOptions().setFormat("A4"));
            assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        }
    }

    @Test
    void access_that_ends_can_be_read_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "editor", rain, "project-editor");
        var path = "/organizations/" + slug;
        for (var table : new String[] {"member", "collaborator"}) {
            sqlUpdate(
                    "update " + table + " set ends = now() + interval '5 days' where account_id = ?1", account("Ben"));
        }
        for (var project : new String[] {"null", "p.id"}) {
            sqlUpdate("""
                    insert into ended_grant (organization_id, id, account_id, person, project_id, project, role, granted_by, since, ended)
                    select p.organization_id, uuidv7(), ?1, 'Ben', %s, p.name, 'editor', 'invited by Ada', now(), now()
                    from project p join organization o on o.id = p.organization_id where o.slug = ?2""".formatted(project), account("Ben"), slug);
        }
        Browser.open(true)
                .as(ada)
                .go(path + "/members", 200)
                .look("members with an end", "Members")
                .go(path + "/members/" + member(slug, "Ben") + "/end", 200)
                .look("an end", "When the access of Ben ends")
                .go(path + "/members/ended", 200)
                .look("ended roles", "Roles in Org " + slug + " that ended")
                .go(path + "/projects/rain/collaborators", 200)
                .look("collaborators with an end", "Collaborators of Rain")
                .go(path + "/projects/rain/collaborators/" + collaborator(slug, rain, "Ben") + "/end", 200)
                .look("an end in a project", "When the access of Ben ends in Rain")
                .go(path + "/projects/rain/collaborators/ended", 200)
                .look("ended roles in a project", "Roles in Rain that ended")
                .go(path + "/people/" + account("Ben"), 200)
                .look("somebody with an end", "What Ben has access to, and why");
    }
}
