package roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What a browser with scripts adds to pages that are whole without them. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class ScriptTest extends RosterTest {
    private Visitor ada;
    private String path;
    private Page page;

    @AfterAll
    static void closeBrowser() {
        Browser.stop();
    }

    @BeforeEach
    void ada_looks_at_her_members() {
        ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        join(ada, slug, "Ben", "admin");
        join(ada, slug, "Cleo", "member");
        path = "/organizations/" + slug;
        page = Browser.open(true).as(ada).go(path + "/members", 200).page();
        page.evaluate("window.same = true");
    }

    @Test
    void the_list_follows_what_one_types_without_a_new_page() {
        page.keyboard().press("/");
        // At once, as people who type slowly make a list of each letter.
        page.keyboard().insertText("cle");
        page.waitForURL("**/members?q=cle*");
        assertThat(names()).containsExactly("Cleo");
        page.keyboard().insertText("op");
        page.waitForURL("**q=cleop*");
        page.getByText("No member fits").waitFor();
        assertThat(page.locator("#q").inputValue()).isEqualTo("cleop");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("q");
        assertThat(page.evaluate("window.same")).isEqualTo(true);
        page.reload();
        page.getByText("No member fits").waitFor();
        page.goBack();
        page.waitForURL("**/members?q=cle*");
        page.locator("tbody th").getByText("Cleo").first().waitFor();
        assertThat(names()).containsExactly("Cleo");
    }

    @Test
    void sorting_exchanges_the_list_alone_and_the_page_after_a_change_is_told() {
        var heading = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Name"))
                .first();
        heading.hover();
        waitForHtmx();
        heading.click();
        page.waitForURL("**sort=-name*");
        assertThat(page.locator("[aria-sort=descending]").innerText()).contains("Name");
        assertThat(names()).containsExactly("Cleo", "Ben", "Ada");
        assertThat(page.evaluate("window.same")).isEqualTo(true);
        assertThat(page.title()).startsWith("Members · ");
    }

    @Test
    void keys_lead_to_the_lists_and_say_what_they_are() {
        page.keyboard().press("?");
        assertThat(page.locator("#keys dl").isVisible()).isTrue();
        assertThat(page.evaluate("document.activeElement.tagName")).isEqualTo("SUMMARY");
        go("p", "/projects");
        go("i", "/invitations");
        go("m", "/members");
        page.locator("#q").focus();
        page.keyboard().type("g/p?");
        assertThat(page.locator("#q").inputValue()).isEqualTo("g/p?");
        assertThat(page.url()).contains("/members");
    }

    @Test
    void a_link_is_copied_by_a_button() {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        var link = invite(ada, path.replaceAll(".*/", ""), "Dora", "member");
        page.navigate(path + "/invitations");
        page.evaluate("navigator.clipboard.writeText('before')");
        page.locator("tbody form button", new Page.LocatorOptions().setHasText("link"))
                .first()
                .click();
        var button = page.locator("button[data-copy]").first();
        button.waitFor();
        page.evaluate("""
                addEventListener('click', e => new MutationObserver(() => window.said = e.target.innerText)
                  .observe(e.target, { childList: true }), { once: true })""");
        button.click();
        page.waitForCondition(
                () -> !page.evaluate("navigator.clipboard.readText()").equals("before"));
        assertThat((String) page.evaluate("navigator.clipboard.readText()")).contains("/invitations/open?token=");
        assertThat(link).isNotNull();
        page.waitForCondition(() -> page.evaluate("Boolean(window.said)").equals(true));
        assertThat(page.evaluate("window.said")).isEqualTo("Copied");
    }

    @Test
    void the_browser_says_which_clock_it_has() {
        assertThat((String) page.evaluate("document.cookie")).contains("zone=");
        page.reload();
        var zone = (String) page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone");
        assertThat(page.locator("body > footer").innerText()).contains(zone.equals("UTC") ? "UTC" : zone);
    }

    @Test
    void whose_session_is_over_is_led_to_sign_in_and_back_to_what_they_looked_for() {
        // The address names a place in the page, as it does after a change.
        page.navigate(path + "/members#list");
        page.locator("#q").focus();
        waitForHtmx();
        endSessions("Ada");
        page.locator("#q").fill("ben");
        signInAgain("Ada");
        page.waitForURL("**/members?q=ben*");
        assertThat(names()).containsExactly("Ben");
    }

    @Test
    void whose_session_ends_while_a_form_is_open_is_led_to_sign_in_too() {
        var slug = path.replaceAll(".*/", "");
        invite(ada, slug, "Dora", "member");
        page.navigate(path + "/invitations");
        var button = page.locator("form[action$=renewal] button");
        button.hover();
        waitForHtmx();
        endSessions("Ada");
        button.click();
        signInAgain("Ada");
        page.locator("h1").waitFor();
        assertThat(page.locator("body > header").innerText()).contains("Sign out");
    }

    @Test
    void who_belongs_no_longer_reads_so_and_is_not_left_with_half_a_page() {
        var slug = path.replaceAll(".*/", "");
        var cleo = Browser.open(true).as(signedIn("Cleo")).go(path + "/members", 200);
        cleo.page().locator("#q").focus();
        cleo.page()
                .waitForCondition(
                        () -> cleo.page().evaluate("Boolean(window.htmx)").equals(true));
        ada.post(path + "/members/" + member(slug, "Cleo") + "/removal");
        cleo.page().locator("#q").fill("ben");
        cleo.page().getByText("Nothing here").first().waitFor();
        assertThat(cleo.page().locator("#q").count()).isZero();
    }

    @Test
    void an_answer_to_what_is_no_longer_on_the_page_is_a_page_of_its_own() {
        var late = new ArrayList<Route>();
        page.route("**sort=-name*", late::add);
        var heading = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Name"))
                .first();
        heading.hover();
        waitForHtmx();
        heading.click();
        page.waitForCondition(() -> late.size() == 1);
        page.locator("#q").fill("cle");
        page.waitForURL("**/members?q=cle*");
        page.unroute("**sort=-name*");
        late.get(0).resume();
        page.waitForURL("**sort=-name*");
        assertThat(page.locator("main").count()).isEqualTo(1);
        assertThat(names()).containsExactly("Cleo", "Ben", "Ada");
    }

    /** Presses the two keys, again should the machine have paused between them. */
    private void go(String key, String where) {
        page.waitForCondition(() -> {
            page.keyboard().press("g");
            page.keyboard().press(key);
            page.waitForTimeout(100);
            return page.url().endsWith(path + where);
        });
        page.waitForLoadState();
    }

    private void waitForHtmx() {
        page.waitForCondition(() -> page.evaluate("Boolean(window.htmx)").equals(true));
    }

    private void endSessions(String name) {
        assertThat(sqlUpdate(
                        "update session set ended = now() where account_id = (select id from account where address = ?1)",
                        address(name)))
                .isEqualTo(1);
    }

    /** At the provider, where the browser has been led. */
    private void signInAgain(String name) {
        page.getByText("Custom user").click();
        page.locator("input[name=name]").fill(address(name));
        page.locator("button[name=login]").click();
    }

    private List<String> names() {
        page.waitForCondition(() -> page.locator(".htmx-request").count() == 0);
        return page.locator("tbody th a").allInnerTexts();
    }
}
