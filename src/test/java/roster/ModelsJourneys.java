package roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What each of the four products describes, from its beginning to its result, in a real browser. */
abstract class ModelsJourneys extends RosterTest {
    @AfterAll
    static void closeBrowser() {
        Browser.stop();
    }

    /** Whether the browsers of this journey run scripts. */
    abstract boolean javaScript();

    /** Admins add users; a project's own people add an outside researcher through its widget (EI-04, EI-09, EI-11). */
    @Test
    void admin_member_guest() {
        var founder = signedIn("Ada");
        var slug = found(founder, "admin-member-guest");
        var ada = Browser.open(javaScript()).as(founder).go("/organizations/" + slug + "/projects", 200);
        ada.look("projects, none yet", "Projects");
        ada.follow("Create a project").look("creating a project", "Create a project");
        ada.fill("Name", "Bird song").fill("Tags", "audio, birds").press("Create project");
        ada.look("project", "Bird song");
        var ben = join(founder, slug, "Ben", "member");
        assertThat(ben.open("/organizations/" + slug + "/projects/bird-song").status())
                .isEqualTo(403);

        ada.page().locator("main summary").click();
        ada.look("project with the form for somebody new", "Bird song");
        ada.fill("Username or mail address", "nobody").press("Add collaborator");
        ada.look("collaborators with a problem", "Collaborators of Bird song");
        ada.fill("Username or mail address", address("Dora")).press("Add collaborator");
        assertThat(ada.text()).contains("is invited to Bird song");
        ada.follow("Invitations").look("invitations to a project", "Invitations");

        var dora = Browser.open(javaScript()).as(signedIn("Dora")).go("/", 200);
        dora.look("home with an invitation to a project", "Your organizations");
        dora.follow("Look closer").look("offer of a project", "Join Org " + slug + "?");
        dora.press("Join Org " + slug).look("joined a project", "Welcome to Org " + slug);
        dora.follow("Bird song").look("project from outside", "Bird song");
        dora.go("/organizations/" + slug, 200).look("overview from outside", "Org " + slug);
        dora.go("/organizations/" + slug + "/members", 403).look("refused from outside", "You may not do this");

        ada.go("/organizations/" + slug + "/members", 200).look("members and one from outside", "Members");
        assertThat(ada.text()).contains("External collaborator");
    }

    /** An administrator gives access to specific projects in one invitation, with a level for each (DT-03, DT-12). */
    @Test
    void administrator_viewer() {
        var founder = signedIn("Ada");
        var slug = found(founder, "administrator-viewer");
        createProject(founder, slug, "Cold rooms");
        createProject(founder, slug, "Rooftop");
        var ada = Browser.open(javaScript()).as(founder).go("/organizations/" + slug + "/members", 200);
        ada.follow("Invite people").look("inviting to projects", "Invite people");
        ada.fill("Mail addresses", address("Dora")).choose("Specific projects");
        ada.page().getByLabel("Cold rooms").first().selectOption("project-administrator");
        ada.page().getByLabel("Rooftop").first().selectOption("project-user");
        ada.press("Send invitations").look("invited to projects", "Invitations");
        assertThat(ada.text()).contains("Cold rooms: Project administrator; Rooftop: Project user");
        ada.press("Renew the invitation of " + address("Dora"));
        ada.press("Show link for " + address("Dora"));
        assertThat(ada.page().locator("#flash-link").inputValue()).contains("/invitations/open?token=");

        var dora = Browser.open(javaScript()).as(signedIn("Dora"));
        dora.go(ada.page().locator("#flash-link").inputValue(), 200)
                .look("offer of two projects", "Join Org " + slug + "?");
        dora.press("Join Org " + slug);
        dora.go("/organizations/" + slug + "/projects", 200).look("projects from outside", "Projects");
        assertThat(dora.text()).contains("Cold rooms", "Project administrator", "Rooftop", "Project user");
        assertThat(dora.page().locator("nav.tabs").innerText()).doesNotContain("Members", "Billing");
        dora.follow("Cold rooms").follow("Settings").look("project settings", "Settings of Cold rooms");

        ada.go("/organizations/" + slug + "/projects/rooftop/collaborators", 200);
        ada.follow("Change the role of Dora")
                .press("Continue")
                .look("role in a project", "Change the role of Dora in Rooftop");
        ada.choose("Project developer")
                .press("Change the role")
                .look("collaborators after a change", "Collaborators of Rooftop");
        ada.follow("Remove Dora").look("removal from a project", "Remove Dora from Rooftop?");
        ada.press("Remove Dora");
        dora.go("/organizations/" + slug + "/projects/rooftop", 403);
        assertThat(dora.text()).doesNotContain("Rooftop");
        dora.go("/organizations/" + slug + "/projects/cold-rooms", 200);
    }

    /** Somebody from outside works on a project, is labelled so, and can never own it (AA-05, AA-06, AA-08). */
    @Test
    void owner_editor_viewer() {
        var founder = signedIn("Ada");
        var slug = found(founder, "owner-editor-viewer");
        var ben = join(founder, slug, "Ben", "editor");
        createProject(ben, slug, "Churn");
        var ada = Browser.open(javaScript()).as(founder).go("/organizations/" + slug + "/projects", 200);
        ada.look("an owner without projects", "Projects");
        assertThat(ada.text()).doesNotContain("Churn");

        var window =
                Browser.open(javaScript()).as(ben).go("/organizations/" + slug + "/projects/churn/collaborators", 200);
        window.fill("Mail address", address("Dora"));
        window.page().getByLabel("Role").selectOption("project-owner");
        window.press("Add collaborator").look("collaborators with a refusal", "Collaborators of Churn");
        assertThat(window.text()).contains("cannot be Project owner as External user");
        window.page().getByLabel("Role").selectOption("project-viewer");
        window.press("Add collaborator");
        accept(slug, "Dora");
        window.go("/organizations/" + slug + "/projects/churn/collaborators", 200);
        window.look("collaborators with one from outside", "Collaborators of Churn");
        window.follow("Change the role of Dora").look("choosing a role in a project", "Collaborators of Churn");
        window.press("Continue").look("role of somebody from outside", "Change the role of Dora in Churn");
        assertThat(window.text()).contains("Project owner is not offered");
        window.choose("Project editor").press("Change the role");
        assertThat(window.text()).contains("The last Project owner stays");
        window.go("/organizations/" + slug + "/projects/churn/collaboration/removal", 200);
        window.look("the last project owner", "Leave the project Churn?");

        ada.follow("Members").look("external users in the list", "Members");
        assertThat(ada.text()).contains("External user");
    }

    /** Everybody works on public projects; making one private shows who loses it (BM-05, BM-17, BM-18, BM-20). */
    @Test
    void single_owner() {
        var founder = signedIn("Ada");
        var slug = found(founder, "single-owner");
        var cleo = join(founder, slug, "Cleo", "restricted-member");
        join(founder, slug, "Eve", "member");
        var window = Browser.open(javaScript()).as(cleo).go("/organizations/" + slug + "/projects", 200);
        window.look("restricted member without a project", "Projects");

        var ada = Browser.open(javaScript()).as(founder).go("/organizations/" + slug + "/projects/new", 200);
        ada.fill("Name", "Weather").press("Create project");
        ada.follow("Settings").look("settings of a private project", "Settings of Weather");
        ada.follow("Make it public…").look("making a project public", "Make Weather public?");
        assertThat(ada.text()).contains("Cleo", "Eve");
        ada.press("Make Weather public").look("collaborators of a public project", "Collaborators of Weather");
        window.go("/organizations/" + slug + "/projects", 200).look("projects of a restricted member", "Projects");
        window.follow("Weather").look("a public project", "Weather");
        ada.go("/organizations/" + slug + "/projects/weather/visibility", 200);
        ada.look("making a project private", "Make Weather private?");
        ada.page().getByLabel("Cleo").selectOption("Stays as Project read");
        ada.press("Make Weather private").look("collaborators who were kept", "Collaborators of Weather");
        assertThat(cleo.open("/organizations/" + slug + "/projects/weather").status())
                .isEqualTo(200);
        assertThat(signedIn("Eve")
                        .open("/organizations/" + slug + "/projects/weather")
                        .status())
                .isEqualTo(403);
        ada.go("/organizations/" + slug + "/projects/weather/deletion", 200)
                .look("deleting a project", "Delete Weather?");
        ada.fill("Type weather", "Weather").press("Delete Weather").look("deleting with a problem", "Delete Weather?");
        ada.fill("Type weather", "weather").press("Delete Weather");
        assertThat(ada.text()).contains("The project Weather is deleted");
    }

    /** The one owner hands over, to somebody who agrees and proves to be there; the former one is admin (BM-01, BM-10). */
    @Test
    void single_owner_hands_over() {
        var founder = signedIn("Ada");
        var slug = found(founder, "single-owner");
        var home = "/organizations/" + slug;
        var cleo = join(founder, slug, "Cleo", "member");
        var ada = Browser.open(javaScript()).as(founder).go(home + "/settings", 200);
        ada.follow("Hand over Org " + slug).look("choosing the next owner", "Ownership of Org " + slug);
        ada.choose("Cleo").press("Offer ownership").look("ownership offered", "Ownership of Org " + slug);

        var window = Browser.open(javaScript())
                .as(cleo)
                .go("/", 200)
                .look("home with ownership offered", "Your organizations");
        window.go(home, 200).look("overview with ownership offered", "Org " + slug);
        sqlUpdate("update session set started = now() - interval '1 hour' where account_id = ?1", account("Cleo"));
        window.follow("Look at the offer").look("ownership, in an old session", "Become Owner of Org " + slug + "?");
        sqlUpdate("update session set started = now() where account_id = ?1", account("Cleo"));
        window.go(home + "/ownership/acceptance", 200).look("becoming owner", "Become Owner of Org " + slug + "?");
        window.press("Become Owner of Org " + slug).look("overview of the new owner", "Org " + slug);
        assertThat(ada.go(home + "/members", 200).text()).contains("Admin");
        ada.go(home + "/settings", 403);

        window.go(home + "/deletion", 200).look("deleting an organization", "Delete Org " + slug + "?");
        window.fill("Type " + slug, "no").press("Delete Org " + slug);
        window.look("deleting an organization with a problem", "Delete Org " + slug + "?");
        window.fill("Type " + slug, slug).press("Delete Org " + slug).look("home after deleting", "Your organizations");
        ada.go(home, 404);
    }
}
