package roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** An organization and its access at a glance, in a real browser. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class OverviewLooksTest extends RosterTest {

    @AfterAll
    static void closeBrowser() {
        Browser.stop();
    }

    @Test
    void the_first_minutes_can_be_read_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Browser.open(true)
                .as(ada)
                .go("/organizations/" + slug, 200)
                .look("overview of a new organization", "Org " + slug)
                .go("/organizations/" + slug + "/access/map", 200)
                .look("map without projects", "Access map");
        invite(ada, slug, "Dora", "admin");
        ada.header("Accept-Language", "de");
        var window = Browser.open(true).as(ada);
        window.page().setExtraHTTPHeaders(java.util.Map.of("Accept-Language", "de"));
        window.go("/organizations/" + slug, 200).look("overview after the first step in German", "Org " + slug);
    }

    @Test
    void numbers_can_be_read_on_any_screen_and_on_paper() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        busy(ada, slug);
        var window = Browser.open(true).as(ada).go("/organizations/" + slug, 200);
        window.look("overview with numbers", "Org " + slug);
        for (var details : window.page().locator("main summary").all()) details.click();
        window.look("overview with tables", "Org " + slug);
        var page = window.page();
        for (var width : new int[] {360, 1280}) {
            page.setViewportSize(width, 800);
            assertThat(page.evaluate("""
                    [...document.querySelectorAll('svg[role=img] text')].filter(it => it.checkVisibility())
                      .every(it => { const box = it.getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth; })""")).as("words in pictures at " + width).isEqualTo(true);
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator("svg[role=img]").first().isVisible()).isTrue();
        window.picture("overview on paper");
    }

    @Test
    void the_map_can_be_read_on_any_screen_and_on_paper() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        busy(ada, slug);
        sqlUpdate(
                "update project set public = true where slug in ('p3', 'p7') and organization_id = (select id from organization where slug = ?1)",
                slug);
        var path = "/organizations/" + slug + "/access/map";
        var window = Browser.open(true).as(ada).go(path, 200).look("map", "Access map");
        var page = window.page();
        for (var width : new int[] {360, 1280}) {
            page.setViewportSize(width, 800);
            page.locator(".scroll").evaluate("it => { it.scrollLeft = 300; it.scrollTop = 400; }");
            assertThat(page.evaluate("""
                    (() => { const it = document.querySelector('.scroll').getBoundingClientRect();
                      const head = document.querySelector('thead th:nth-child(9)').getBoundingClientRect();
                      const name = document.querySelector('tbody tr:nth-child(15) th').getBoundingClientRect();
                      return [head.top - it.top, name.left - it.left].every(gap => Math.abs(gap) < 3); })()""")).as("head and names stay at " + width).isEqualTo(true);
            window.picture("map scrolled at " + width);
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.setViewportSize(1000, 1400);
        assertThat(page.locator("thead th").last().isVisible()).isTrue();
        assertThat(page.locator("tbody tr").last().isVisible()).isTrue();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        window.picture("map on paper");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        window.go(path + "?q=nobody", 200).look("nobody on the map", "Access map");
        var cleo = signedIn("Cleo");
        Browser.open(true).as(cleo).go(path, 200).look("map of oneself", "Access map");
    }

    /** Fills the organization with people, projects, and some of everything that the pages show. */
    private void busy(Visitor ada, String slug) {
        var model = new roster.access.AccessModels()
                .get((String) sql("select model from organization where slug = ?1", slug));
        var rain = createProject(ada, slug, "Rain");
        createProject(ada, slug, "A project with a very long name, about snow and hail and all weather");
        var least = model.organizationRoles().stream()
                .filter(roster.access.AccessModel.Role::assignable)
                .reduce((one, other) -> other)
                .orElseThrow();
        join(ada, slug, "Cleo", least.key(), rain, model.projectRoles().get(1).key());
        invite(ada, slug, "Dora", least.key());
        Crowd.fill(slug, least.key(), 60);
        Crowd.join(
                slug,
                least.key(),
                "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh",
                "",
                "a-very-long-address-of-somebody@" + slug + ".example.org");
        sqlUpdate("""
                insert into project (organization_id, id, slug, name, description, tags, public, creator_id, creator, created,
                  revision, sort_name, search)
                select m.organization_id, uuidv7(), 'p' || n, 'Project ' || n, '', array['x'], false, m.account_id, '', now(), 0,
                  'project ' || n, 'project ' || n
                from member m, generate_series(1, 30) n where m.id = ?1""", member(slug, "Ada"));
        sqlUpdate(
                """
                insert into collaborator (organization_id, id, project_id, account_id, role, since, granted, granted_by,
                  sort_name, search)
                select p.organization_id, uuidv7(), p.id, m.account_id,
                  (array[?2, ?3, ?4])[1 + (ascii(right(p.slug, 1)) * 7 + ascii(right(m.sort_name, 1)) * 3) % 3], now(), now(), '', '', ''
                from project p join member m on m.organization_id = p.organization_id
                where p.organization_id = (select id from organization where slug = ?1)
                  and (ascii(right(p.slug, 1)) * 5 + ascii(right(m.sort_name, 1))) % 4 = 0 on conflict do nothing""",
                slug,
                model.projectRoles().get(0).key(),
                model.projectRoles().get(1).key(),
                model.projectRoles().get(2).key());
        sqlUpdate("""
                update member set ends = now() + interval '9 days' where search like 'grace%'
                  and organization_id = (select id from organization where slug = ?1)""", slug);
        sqlUpdate("""
                insert into audit_entry (organization_id, id, at, action, actor_id, actor, target_id, target, details, search, number, seal)
                select o.id, uuidv7(), now() - interval '11 days' * n, case when n % 3 = 0 then 'MEMBER_LEFT' else 'MEMBER_JOINED_BY_LINK' end,
                  null, 'Actor', uuidv7(), 'Target', 'Was Viewer', '',
                  -row_number() over () - (select count(*) from audit_entry), sha256('')
                from organization o, generate_series(1, 30) n, generate_series(1, n % 5)
                where o.slug = ?1""", slug);
    }
}
