package roster.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roster.Crowd;
import roster.RosterTest;
import roster.Visitor;

/** What the first page of an organization shows at a glance, and to whom. */
@QuarkusTest
class OverviewTest extends RosterTest {

    // Numbers

    @Test
    void ada_sees_her_people_and_invitations_as_pictures_and_as_tables() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        join(ada, slug, "Ben", "admin");
        join(ada, slug, "Cleo", "member");
        join(ada, slug, "Eve", "member");
        invite(ada, slug, "Dora", "member");
        invite(ada, slug, "Finn", "member");
        ada.post(path(slug) + "/invitations/" + invitation(slug, "Finn") + "/revocation");
        var page = ada.open(path(slug));
        assertThat(numbers(page, "Members by role"))
                .containsExactly("Owner 1", "Admin 1", "Member 2", "Restricted member 0");
        assertThat(numbers(page, "Invitations by state"))
                .containsExactly("Pending 1", "Expired 0", "Accepted 3", "Declined 0", "Revoked 1");
        var picture = page.page().select("svg[role=img]").first();
        assertThat(picture.select("title").text()).isEqualTo("Members by role");
        assertThat(picture.select("desc").text()).isEqualTo("Owner: 1, Admin: 1, Member: 2, Restricted member: 0");
        for (var id : picture.attr("aria-labelledby").split(" "))
            assertThat(picture.select("#" + id)).hasSize(1);
        assertThat(picture.select("rect.first").eachAttr("width"))
                .containsExactly("50.00%", "50.00%", "100.00%", "0.00%");
        assertThat(page.page().select("table.numbers a").eachAttr("href"))
                .contains(path(slug) + "/members?role=admin", path(slug) + "/invitations?state=pending");
        assertThat(page.page().select("[style], style, main script")).isEmpty();
    }

    @Test
    void a_role_that_is_over_and_people_from_outside_are_counted_as_what_they_are() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "viewer");
        join(ada, slug, "Cleo", "viewer");
        collaborate(ada, slug, rain, "Eve", "project-viewer");
        sqlUpdate("update member set ends = now() - interval '1 minute' where id = ?1", member(slug, "Ben"));
        assertThat(numbers(ada.open(path(slug)), "Members by role"))
                .containsExactly("Owner 1", "Editor 0", "Viewer 1", "External user 1");
    }

    @Test
    void members_are_counted_up_to_10_000_of_a_role() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        Crowd.fill(slug, "viewer", 9_999);
        join(ada, slug, "Ben", "editor");
        assertThat(numbers(ada.open(path(slug)), "Members by role")).contains("Editor 1", "Viewer 9,999");
        join(ada, slug, "Cleo", "viewer");
        join(ada, slug, "Dora", "viewer");
        assertThat(numbers(ada.open(path(slug)), "Members by role")).contains("Editor 1", "Viewer 10,000+");
    }

    @Test
    void joins_and_departures_are_counted_by_month() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "viewer");
        join(ada, slug, "Cleo", "viewer", rain, "project-viewer");
        collaborate(ada, slug, rain, "Eve", "project-viewer");
        ada.post(path(slug) + "/members/" + member(slug, "Ben") + "/removal");
        ada.post(path(slug) + "/members/" + member(slug, "Eve") + "/removal");
        entry(slug, "MEMBER_LEFT", "Was Viewer", "2 months");
        entry(slug, "MEMBER_LEFT", "Was Viewer", "2 months");
        entry(slug, "MEMBER_JOINED_BY_LINK", "As Viewer", "2 months");
        entry(slug, "ACCESS_ENDED", "Was Viewer, invited by Ada", "2 months");
        entry(slug, "ACCESS_ENDED", "Project Rain. Was Project viewer", "2 months");
        entry(slug, "MEMBER_LEFT", "Was Viewer", "3 years");
        var table = numbers(ada.open(path(slug)), "Joined and left, the last 12 months");
        assertThat(table).hasSize(12);
        assertThat(table.get(11))
                .as("Ada, Ben, Cleo came; Ben went; Eve was from outside")
                .endsWith(" 3 1");
        assertThat(table.get(9)).endsWith(" 1 3");
        assertThat(table.subList(0, 9)).allSatisfy(month -> assertThat(month).endsWith(" 0 0"));
        assertThat(ada.last().page().select("svg:has(#moves-title) desc").text())
                .isEqualTo("In the last 12 months, joined: 4; left: 4.");
        assertThat(ada.last().page().select("svg:has(#moves-title) rect")).hasSize(24);
    }

    // What needs somebody

    @Test
    void access_that_ends_within_30_days_is_listed_the_next_first() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        assertThat(section(ada.open(path(slug)), "endings")).contains("No access ends within the next 30 days.");
        var rain = createProject(ada, slug, "Rain");
        var ben = join(ada, slug, "Ben", "viewer");
        join(ada, slug, "Cleo", "editor", rain, "project-editor");
        ends("member", slug, "Cleo", "20 days");
        ends("collaborator", slug, "Cleo", "5 days");
        ends("member", slug, "Ben", "31 days");
        var list = ada.open(path(slug)).page().select("#endings li");
        assertThat(list).hasSize(2);
        assertThat(list.get(0).text()).contains("Cleo Project editor in Rain", "ends in 5 days");
        assertThat(list.get(1).text()).contains("Cleo Editor of Org " + slug);
        assertThat(list.select("time[datetime]")).isNotEmpty();
        assertThat(section(ben.open(path(slug)), "endings"))
                .as("of a project that Ben does not see")
                .contains("Editor of Org")
                .doesNotContain("Rain");
    }

    @Test
    void a_long_list_of_endings_shows_the_first_ten() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 15);
        sqlUpdate(
                "update member set ends = now() + interval '3 days' where role = 'member' and organization_id = (select id from organization where slug = ?1)",
                slug);
        var page = ada.open(path(slug));
        assertThat(page.page().select("#endings li")).hasSize(10);
        assertThat(section(page, "endings")).contains("These are the first 10.");
    }

    @Test
    void who_may_not_see_the_members_sees_only_the_end_of_their_own_access() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        var cleo = join(ada, slug, "Cleo", "restricted-member", rain, "project-read");
        join(ada, slug, "Eve", "restricted-member", rain, "project-read");
        ends("collaborator", slug, "Eve", "3 days");
        var calm = cleo.open(path(slug));
        assertThat(calm.page().select("#endings, #lone, svg[role=img], #second, .steps"))
                .isEmpty();
        ends("collaborator", slug, "Cleo", "5 days");
        assertThat(section(cleo.open(path(slug)), "endings"))
                .contains("Cleo you Project read in Rain")
                .doesNotContain("Eve");
    }

    @ParameterizedTest
    @CsvSource({
        "owner-editor-viewer, project-editor, project-owner",
        "single-owner, project-read, project-admin",
        "administrator-viewer, project-developer, project-administrator",
    })
    void projects_that_one_person_runs_are_named_until_there_is_a_second(String model, String low, String high) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        assertThat(ada.open(path(slug)).page().select("#lone"))
                .as("without projects")
                .isEmpty();
        var rain = createProject(ada, slug, "Rain");
        assertThat(section(ada.open(path(slug)), "lone")).contains("Rain Only you run it.");
        var least = new roster.access.AccessModels().get(model).defaultRole().key();
        join(ada, slug, "Cleo", least, rain, low);
        assertThat(section(ada.open(path(slug)), "lone")).contains("Rain Only you run it.");
        assertThat(section(signedIn("Cleo").open(path(slug)), "lone")).contains("Rain Only Ada runs it.");
        ada.post(
                path(slug) + "/projects/" + rain + "/collaborators/" + collaborator(slug, rain, "Cleo") + "/role",
                "role",
                high);
        assertThat(section(ada.open(path(slug)), "lone")).contains("At least two people run each project.");
        ends("collaborator", slug, "Cleo", "300 days");
        assertThat(section(ada.open(path(slug)), "lone"))
                .as("somebody whose access ends")
                .contains("Only you run it.");
    }

    @Test
    void a_second_admin_of_the_organization_runs_all_projects_where_that_role_reaches_them() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "admin");
        assertThat(section(ada.open(path(slug)), "lone")).contains("At least two people run each project.");
    }

    @Test
    void only_projects_that_the_viewer_sees_are_named() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        createProject(ada, slug, "Snow");
        var cleo = join(ada, slug, "Cleo", "viewer", rain, "project-viewer");
        var ben = join(ada, slug, "Ben", "viewer");
        assertThat(section(ada.open(path(slug)), "lone")).contains("Rain", "Snow");
        assertThat(section(cleo.open(path(slug)), "lone")).contains("Rain").doesNotContain("Snow");
        assertThat(ben.open(path(slug)).page().select("#lone")).isEmpty();
    }

    @Test
    void each_sees_only_what_they_may_see_elsewhere() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var ben = join(ada, slug, "Ben", "editor").open(path(slug));
        assertThat(ben.page().select("svg[role=img] title").eachText()).containsExactly("Members by role");
        assertThat(ben.text()).doesNotContain("Invitations by state", "Joined and left");
        var eve = collaborate(ada, slug, rain, "Eve", "project-editor").open(path(slug));
        assertThat(eve.page().select("svg[role=img], #lone, #endings, table")).isEmpty();
        var viewer = signedIn("Ada2");
        var other = found(viewer, "administrator-viewer");
        var cleo = join(viewer, other, "Cleo", "organization-viewer").open(path(other));
        assertThat(cleo.page().select("svg[role=img] title").eachText())
                .containsExactly("Members by role", "Joined and left, the last 12 months");
    }

    // The first minutes

    @Test
    void who_is_alone_is_led_through_the_first_steps() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var page = ada.open(path(slug));
        assertThat(page.page().select(".steps li").eachAttr("id"))
                .containsExactly("step-invite", "step-project", "step-settings");
        assertThat(page.page().select(".steps li.done")).isEmpty();
        assertThat(page.page().select(".steps a").eachAttr("href"))
                .containsExactly(
                        path(slug) + "/invitations/new",
                        path(slug) + "/projects/new",
                        path(slug) + "/settings",
                        path(slug) + "/access");
        assertThat(page.page().select(".steps a.primary").eachText()).containsExactly("Invite a colleague");
        invite(ada, slug, "Dora", "member");
        page = ada.open(path(slug));
        assertThat(page.page().select(".steps li.done").eachAttr("id")).containsExactly("step-invite");
        assertThat(page.page().select(".steps .badge").eachText()).containsExactly("Done");
        assertThat(page.page().select(".steps a.primary").eachText()).containsExactly("Create project");
        createProject(ada, slug, "Rain");
        assertThat(ada.open(path(slug)).page().select(".steps li.done")).hasSize(2);
        ada.post(path(slug) + "/settings", "name", "Org " + slug, "slug", slug, "description", "All about rain");
        assertThat(ada.open(path(slug)).page().select(".steps")).as("all done").isEmpty();
    }

    @Test
    void the_first_steps_are_gone_once_somebody_is_there() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var cleo = join(ada, slug, "Cleo", "member");
        for (var visitor : List.of(ada, cleo)) {
            assertThat(visitor.open(path(slug)).page().select(".steps")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "admin-member-guest, admin, Admin",
        "administrator-viewer, organization-administrator, Organization administrator",
        "owner-editor-viewer, owner, Owner",
        "single-owner, admin, Admin"
    })
    void a_second_person_who_can_manage_members_is_suggested_until_there_is_one(
            String model, String role, String name) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var alone = ada.open(path(slug));
        assertThat(section(alone, "second"))
                .contains("Only you can manage members", "If you are ill or away, nobody in Org " + slug);
        assertThat(alone.page().select("#second a").eachText()).containsExactly("Invite somebody as " + name);
        var form = ada.open(alone.page().select("#second a").first().absUrl("href"));
        assertThat(form.page().select("input[name=role][checked]").eachAttr("value"))
                .containsExactly(role);

        var least = new roster.access.AccessModels().get(model).defaultRole().key();
        var cleo = join(ada, slug, "Cleo", least);
        assertThat(ada.open(path(slug)).page().select("#second a").eachText())
                .containsExactly("Invite somebody as " + name, "Change a member’s role");
        assertThat(cleo.open(path(slug)).page().select("#second")).isEmpty();
        invite(ada, slug, "Ben", role);
        assertThat(section(ada.open(path(slug)), "second")).contains("Until they accept, it is only you.");
        var ben = accept(slug, "Ben");
        for (var visitor : List.of(ada, ben)) {
            assertThat(visitor.open(path(slug)).page().select("#second")).isEmpty();
        }
        sqlUpdate("update member set ends = now() - interval '1 minute' where id = ?1", member(slug, "Ben"));
        assertThat(ada.open(path(slug)).page().select("#second"))
                .as("once that is over")
                .hasSize(1);
    }

    // Readers

    @Test
    void a_german_browser_reads_it_in_german() {
        var ada = signedIn("Ada").header("Accept-Language", "de");
        var slug = found(ada, "single-owner");
        var page = ada.open(path(slug));
        assertThat(page.text())
                .contains(
                        "Erste Schritte", "Nur Sie können Mitglieder verwalten", "Mitglieder nach Rolle", "Als Tabelle")
                .contains("Beigetreten und gegangen")
                .doesNotContain("First steps", "As a table");
    }

    @Test
    void long_names_are_shown_as_they_are() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        createProject(ada, slug, "<b>Rain & \"Snow\" " + "w".repeat(50));
        var page = ada.open(path(slug));
        assertThat(section(page, "lone")).contains("<b>Rain & \"Snow\"");
        assertThat(page.page().select("main b")).isEmpty();
    }

    private static String path(String slug) {
        return "/organizations/" + slug;
    }

    private static String section(Visitor.Answer page, String id) {
        return page.page().select("#" + id).text();
    }

    /** The rows of the table with this caption. */
    private static List<String> numbers(Visitor.Answer page, String caption) {
        return page.page()
                .select("table.numbers:has(caption:containsOwn(" + caption + ")) tbody tr")
                .eachText();
    }

    private void ends(String table, String slug, String name, String in) {
        sqlUpdate(
                "update " + table + " set ends = now() + cast(?2 as interval) where account_id = ?1"
                        + " and organization_id = (select id from organization where slug = ?3)",
                account(name),
                in,
                slug);
    }

    private void entry(String slug, String action, String details, String ago) {
        sqlUpdate("""
                insert into audit_entry (organization_id, id, at, action, actor_id, actor, target_id, target, details, search, number, seal)
                select id, uuidv7(), now() - cast(?2 as interval), ?3, null, 'Actor', ?4, 'Target', ?5, '',
                  -row_number() over () - (select count(*) from audit_entry), sha256('')
                from organization
                where slug = ?1""", slug, ago, action, UUID.randomUUID(), details);
    }
}
