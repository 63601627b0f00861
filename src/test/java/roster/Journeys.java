package roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import roster.Browser.Window;

/** The main job in a real browser, and every page there is: each is looked at. */
abstract class Journeys extends RosterTest {
    private static final Pattern LINK = Pattern.compile("http://\\S+/invitations/open\\S+");

    private final String slug = "acme-" + address("x").substring(2, 10);
    private final String organization = "Acme " + slug.substring(5);

    @AfterAll
    static void closeBrowser() {
        Browser.stop();
    }

    /** Whether the browsers of this journey run scripts. */
    abstract boolean javaScript();

    @Test
    void ada_founds_an_organization_invites_dora_changes_her_role_and_removes_her() throws Exception {
        var ada = Browser.open(javaScript());
        ada.go("/", 200).look("welcome", "Who belongs here, and what each may do");
        ada.follow("Sign in");
        logIn(ada, "Ada");
        ada.look("home without organizations", "Your organizations");
        ada.follow("Found an organization").look("founding", "Found an organization");
        ada.fill("Name", organization).fill("Address name", slug).choose("Single owner");
        ada.press("Found organization").look("inviting after founding", "Invite people");
        ada.follow("Skip for now").look("overview after founding", organization);
        ada.follow("Invitations").look("no invitations", "Invitations");
        ada.follow("Invite people").look("inviting", "Invite people");
        ada.fill("Mail addresses", address("Dora")).choose("Restricted member");
        ada.fill("Message", "Hello Dora,\n\nhere is where our people are.");
        ada.press("Send invitations").look("invited", "Invitations");

        var dora = Browser.open(javaScript());
        dora.go(link("Dora"), 200).look("offer before sign-in", "Join " + organization + "?");
        assertThat(dora.page().url()).isEqualTo(Visitor.base() + "/invitations/accept");
        dora.follow("Sign in or register to join");
        logIn(dora, "Dora");
        dora.look("offer", "Join " + organization + "?");
        dora.press("Join " + organization).look("joined", "Welcome to " + organization);
        dora.follow("Go to " + organization).look("overview of a member", organization);

        ada.follow("Members").look("members", "Members");
        ada.follow("Change the role of Dora").look("choosing the role of a member", "Members");
        ada.page().getByLabel("Role of Dora").selectOption("Admin");
        ada.press("Continue").look("role of a member", "Change the role of Dora");
        ada.press("Change the role").look("members after a change", "Members");
        assertThat(ada.text()).contains("The role of Dora is now Admin");
        assertThat(RealMail.await(address("Dora"), 2).getSubject())
                .isEqualTo("Your role in " + organization + " is now Admin");
        ada.follow("History").look("history", "History");
        assertThat(ada.text())
                .contains("changed the role of Dora", "Restricted member → Admin", "accepted the invitation");

        dora.go("/organizations/" + slug, 200).follow("Members").look("members as an admin sees them", "Members");
        ada.follow("Members");
        ada.follow("Remove Dora").look("removal", "Remove Dora from " + organization + "?");
        ada.press("Remove Dora").look("members after a removal", "Members");
        assertThat(ada.text()).contains("Dora is no longer a member").doesNotContain(address("Dora"));
        dora.follow("Invitations").look("gone", "There is nothing here");
        ada.press("Sign out").look("signed out", "You are signed out");
    }

    @Test
    void the_main_job_needs_no_mouse() {
        var ada = Browser.open(true).as(signedIn("Ada")).go("/organizations/new", 200);
        var page = ada.page();
        page.keyboard().press("Tab");
        assertThat(focused(page)).isEqualTo("Skip to content");
        assertThat(page.evaluate("document.activeElement.getBoundingClientRect().top >= 0"))
                .as("the link is seen")
                .isEqualTo(true);
        page.keyboard().press("Enter");
        tabTo(page, "name").type(organization);
        tabTo(page, "slug").type(slug);
        tabTo(page, "model-admin-member-guest").press("Space");
        tabTo(page, "Found organization").press("Enter");
        page.waitForURL("**/invitations/new?founded=yes");

        tabTo(page, "emails").type(address("Dora"));
        tabTo(page, "role-member").press("ArrowDown");
        tabTo(page, "Send invitations").press("Enter");
        page.waitForURL("**/invitations?batch=*");
        assertThat(ada.text()).contains("One person was invited", address("Dora"), "Guest, invited by Ada");
    }

    @Test
    void every_end_of_an_invitation_can_be_read() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        for (var name : List.of("Dora", "Eve", "Finn", "Gina", "Hugo")) invite(ada, slug, name, "viewer");
        var dora = Browser.open(javaScript()).as(signedIn("Dora"));
        var nobody = Browser.open(javaScript());

        nobody.go("/invitations/open?token=no", 404).look("unknown link", "This link leads to no invitation");
        var nemo = Browser.open(javaScript()).as(signedIn("Nemo"));
        nemo.go(link("Dora"), 403).look("other account", "This invitation is for another address");
        sqlUpdate("update account set email_verified = false where address = ?1", address("Dora"));
        dora.go(link("Dora"), 403).look("unverified", "Your address is not verified yet");
        sqlUpdate("update account set email_verified = true where address = ?1", address("Dora"));
        dora.go("/", 200).look("home with an invitation", "Your organizations");
        dora.go(link("Dora"), 200).press("Join Org");
        nobody.go(link("Dora"), 410).look("used", "This invitation was used already");
        sqlUpdate("update invitation set address = ?2 where address = ?1", address("Eve"), address("Dora"));
        dora.go(link("Eve"), 409).look("already a member", "You are a member already");
        sqlUpdate("update invitation set expires = now() where address = ?1", address("Finn"));
        nobody.go(link("Finn"), 410).look("expired", "This invitation has expired");
        ada.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Gina") + "/revocation");
        nobody.go(link("Gina"), 410).look("revoked", "This invitation was taken back");
        nobody.go(link("Hugo"), 200).page().locator("main summary").click();
        nobody.fill("Reason", "I have moved on.\nSorry.").look("declining", "Join Org " + slug + "?");
        nobody.press("Decline").look("declined", "This invitation was declined");

        var list = Browser.open(javaScript()).as(ada).go("/organizations/" + slug + "/invitations", 200);
        list.look("invitations in every state", "Invitations");
        list.press("Renew the invitation of " + address("Finn"));
        list.press("Show link for " + address("Finn"))
                .look("invitation with a link", "Invitation for " + address("Finn"));
    }

    @Test
    void every_refusal_can_be_read() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var path = "/organizations/" + slug;
        var cleo = Browser.open(javaScript()).as(join(ada, slug, "Cleo", "viewer"));
        cleo.go(path + "/settings", 403).look("refused", "You may not do this");
        cleo.go("/organizations/none", 404).look("nothing", "There is nothing here");
        cleo.go(path + "//members", 400).look("odd address", "This address is not one of ours");
        cleo.go("/organizations/new", 200)
                .fill("Name", "A")
                .fill("Address name", "admin")
                .choose("Single owner");
        cleo.press("Found organization").look("founding with problems", "Found an organization");
        cleo.page().evaluate("document.querySelector('main [name=csrf-token]').value = 'old'");
        cleo.press("Found organization").look("form out of date", "This form is out of date");

        var window = Browser.open(javaScript()).as(ada);
        window.go(path + "/invitations/new", 200).fill("Mail addresses", "dora, dora@");
        window.press("Send invitations").look("inviting with problems", "Invite people");
        window.go(path + "/settings", 200).look("settings", "Settings").fill("Name", "A");
        window.press("Save settings").look("settings with problems", "Settings");
        invite(ada, slug, "Dora", "viewer");
        window.go(path + "/invitations", 200);
        ada.post(path + "/invitations/" + invitation(slug, "Dora") + "/revocation");
        window.press("Renew").look("conflict", "This cannot be done now");
    }

    @Test
    void empty_lists_and_confirmations_can_be_read() {
        var founder = signedIn("Ada");
        var slug = found(founder, "admin-member-guest");
        var path = "/organizations/" + slug;
        var cleo = Browser.open(javaScript()).as(join(founder, slug, "Cleo", "guest"));
        cleo.go("/", 200).look("home", "Your organizations");
        cleo.go(path + "/membership/removal", 200).look("leaving", "Leave Org " + slug + "?");
        var ada = Browser.open(javaScript()).as(founder);
        ada.go(path + "/membership/removal", 200).look("leaving as the last", "Leave Org " + slug + "?");
        ada.go(path + "/members?q=nobody", 200).look("no member fits", "Members");
        ada.go(path + "/invitations?state=expired", 200).look("no such invitations", "Invitations");
        ada.go(path + "/audit?who=nobody", 200).look("no entry fits", "History");
        ada.go(path + "/members/" + member(slug, "Cleo") + "/role", 200).look("role", "Change the role of Cleo");
        ada.follow("Overview");
        for (var details : ada.page().locator("main summary").all()) details.click();
        ada.look("overview in full", "Org " + slug);
    }

    @Test
    void a_removal_is_chosen_in_place_and_undone_in_place() {
        var founder = signedIn("Ada");
        var slug = found(founder, "owner-editor-viewer");
        var path = "/organizations/" + slug;
        var ben = join(founder, slug, "Ben", "editor");
        var own = createProject(ben, slug, "Own");
        join(founder, slug, "Cleo", "viewer", createProject(founder, slug, "Rain"), "project-viewer");
        invite(founder, slug, "Ben", "", createProject(founder, slug, "Snow"), "project-editor");
        ben.post(path + "/projects/" + own + "/collaborators", "who", address("Dora"), "role", "project-viewer");
        var removal = path + "/members/" + member(slug, "Ben") + "/removal";

        var bens = Browser.open(javaScript()).as(ben);
        bens.go(path + "/membership/removal", 200).look("leaving with a project", "Leave Org " + slug + "?");
        var ada = Browser.open(javaScript()).as(founder);
        ada.go(removal, 200).look("removal with every door", "Remove Ben from Org " + slug + "?");
        ada.choose("All but some projects");
        ada.page().getByLabel("Own").last().selectOption(new SelectOption().setIndex(1));
        ada.press("Remove Ben").look("removal that lacks something", "Remove Ben from Org " + slug + "?");
        ada.page().getByLabel("Own").first().selectOption(new SelectOption().setIndex(1));
        ada.page().getByLabel("Own").last().selectOption(new SelectOption().setIndex(1));
        ada.press("Remove Ben").look("members after a removal that keeps", "Members");
        assertThat(ada.text()).contains("Ben works only on the projects that you chose.");
        ada.press("Undo").look("members after an undoing", "Members");
        assertThat(ada.text()).contains("Ben has everything back.");
        ada.follow("Removed in the last 30 days").look("departures", "Removed in the last 30 days");
    }

    /** Presses Tab until the thing of this id or name has the focus, which everybody can see. */
    private static com.microsoft.playwright.Keyboard tabTo(Page page, String wanted) {
        for (var i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
            if (!focused(page).equals(wanted)) continue;
            assertThat(page.evaluate("""
                    (e => [e, e.closest('.choice')].some(x => x && getComputedStyle(x).outlineStyle != 'none'))(document.activeElement)
                    """))
                    .as("the focus on " + wanted + " is seen")
                    .isEqualTo(true);
            return page.keyboard();
        }
        throw new AssertionError("Tab does not lead to " + wanted + " at " + page.url());
    }

    private static String focused(Page page) {
        return (String) page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()");
    }

    /** At the provider of development. */
    private void logIn(Window window, String name) {
        var page = window.page();
        page.locator("summary").click();
        page.locator("input[name=name]").fill(address(name));
        page.locator("button[name=login]").click();
        page.waitForURL(url -> url.startsWith(Visitor.base()));
        window.forget();
    }

    private String link(String name) throws Exception {
        var found = LINK.matcher(text(RealMail.await(address(name), 1)));
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private static String text(MimeMessage mail) throws Exception {
        var content = mail.getContent();
        while (content instanceof Multipart parts)
            content = parts.getBodyPart(0).getContent();
        return content.toString();
    }
}
