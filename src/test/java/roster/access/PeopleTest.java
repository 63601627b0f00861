package roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.Visitor;
import roster.web.Paged;
import roster.web.Reader;

/** One person's access, explained: every grant, which one decides, what would be left without it; and who may see it. */
@QuarkusTest
class PeopleTest extends RosterTest {
    @Inject
    Access access;

    @Test
    void the_use_of_an_organization_is_written_down_every_ten_minutes() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var seen = "select last_seen > now() - interval '1 minute' from member where id = ?1";
        for (var minutes : new int[] {9, 11}) {
            sqlUpdate(
                    "update member set last_seen = now() - ?2 * interval '1 minute' where id = ?1",
                    member(slug, "Ada"),
                    minutes);
            ada.open("/organizations/" + slug);
            assertThat(sql(seen, member(slug, "Ada")))
                    .as(minutes + " minutes ago")
                    .isEqualTo(minutes > 10);
        }
    }

    @Test
    void ada_sees_through_what_ben_is_in_a_project_and_what_he_would_be_without_each_grant() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        createProject(ada, slug, "Snow");
        join(ada, slug, "Ben", "organization-viewer", rain, "project-developer");

        var page = open(ada, slug, "Ben");
        assertThat(page.title()).isEqualTo("What Ben has access to, and why");
        assertThat(page.page().select("tbody > tr").eachAttr("data-project")).containsExactly("rain", "snow");
        assertThat(page.page().select("[data-source=membership]").first().text())
                .contains("Member: Organization viewer", "Ada")
                .contains("would still have: External project member, with a role of their own in 1 project.");
        var there = project(page, "rain");
        assertThat(effective(there)).isEqualTo("Project developer");
        assertThat(there.select("li").eachAttr("data-source")).containsExactly("membership", "collaboration");
        assertThat(grant(there, "membership"))
                .contains("by the role Organization viewer in the organization")
                .contains("Without this one, they would still have: Project developer, as a collaborator.")
                .doesNotContain("decides");
        assertThat(grant(there, "collaboration"))
                .contains("Project developer decides", "as a collaborator: ", "Ada")
                .contains("they would still have: Organization viewer, by the role Organization viewer");
        var elsewhere = project(page, "snow");
        assertThat(effective(elsewhere)).isEqualTo("Organization viewer");
        assertThat(grant(elsewhere, "membership")).contains("would still have: no access to this project.");
    }

    @Test
    void whoever_changes_something_has_the_organization_to_themselves() {
        var slug = found(signedIn("Ada"), "single-owner");
        var free = "select id from organization where slug = ?1 for update skip locked";
        QuarkusTransaction.requiringNew().run(() -> {
            var ada = access.standing(account("Ada"), slug).orElseThrow();
            assertThat(access.lock(ada).role()).isEqualTo(ada.role());
            assertThat(sqlAll(free, slug)).isEmpty();
        });
        assertThat(sqlAll(free, slug)).hasSize(1);
    }

    @Test
    void what_a_role_gives_in_the_organization_says_nothing_of_projects() {
        var slug = found(signedIn("Ada"), "administrator-viewer");
        var gives = QuarkusTransaction.requiringNew().call(() -> {
            var ada = access.standing(account("Ada"), slug).orElseThrow();
            return access.explain(ada, ada.account(), null).gives();
        });
        assertThat(gives)
                .contains(Permission.MEMBER_INVITE.sentence(), Permission.BILLING_VIEW.sentence())
                .doesNotContain(Permission.DEVICE_VIEW.sentence(), Permission.PROJECT_VIEW.sentence());
    }

    @Test
    void somebody_from_outside_is_invited_to_the_organization_from_their_page() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var ben = join(ada, slug, "Ben", "viewer");
        var cleo = collaborate(ada, slug, rain, "Cleo+x", "project-editor");
        var page = open(ada, slug, "Cleo+x");
        assertThat(page.text()).contains("Nobody joins Org " + slug + " without agreeing");
        var form = ada.open(inviting(page).first().absUrl("href"));
        assertThat(form.page().select("#emails").first().wholeText().strip()).isEqualTo(address("Cleo+x"));
        assertThat(inviting(ada.open("/organizations/" + slug + "/members"))).hasSize(1);
        ada.open(form.address().toString());
        ada.submit("/organizations/" + slug + "/invitations", java.util.Map.of("role", "viewer"));
        assertThat(inviting(open(ada, slug, "Cleo+x"))).as("while that is open").isEmpty();
        accept(slug, "Cleo+x");
        assertThat(inviting(open(ada, slug, "Cleo+x"))).as("once a member").isEmpty();

        collaborate(ada, slug, rain, "Dora", "project-viewer");
        assertThat(inviting(open(ada, slug, "Dora"))).hasSize(1);
        assertThat(inviting(open(ben, slug, "Dora")))
                .as("for who may not invite")
                .isEmpty();
        assertThat(inviting(open(signedIn("Dora"), slug, "Dora")))
                .as("for herself")
                .isEmpty();
        assertThat(inviting(open(cleo, slug, "Ben"))).as("for a member").isEmpty();
    }

    @Test
    void a_role_that_reaches_every_project_decides_over_a_smaller_one_in_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "organization-administrator", rain, "project-user");
        var there = project(open(ada, slug, "Ben"), "rain");
        assertThat(effective(there)).isEqualTo("Project administrator");
        assertThat(grant(there, "membership")).contains("decides", "would still have: Project user, as a collaborator");
        assertThat(grant(there, "collaboration")).contains("would still have: Project administrator, by the role");
    }

    @Test
    void on_their_own_page_people_are_spoken_to() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var eve = join(ada, slug, "Eve", "", rain, "project-editor");
        var page = open(eve, slug, "Eve");
        assertThat(page.title()).isEqualTo("What you have access to, and why");
        assertThat(page.text())
                .contains("You are no member. You are here as long as you work on a project")
                .contains("Without this one, you would still have: no access to this project.")
                .doesNotContain("they would");
        assertThat(page.page().select("tbody > tr").eachAttr("data-project")).containsExactly("rain");
        assertThat(page.page().select("[data-source=membership]")).isEmpty();
        assertThat(open(ada, slug, "Eve").text()).contains("External", "Eve is no member");
    }

    @Test
    void a_public_project_gives_everybody_a_role_beside_their_own() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        ada.post("/organizations/" + slug + "/projects", "name", "Rain", "visibility", "public");
        var snow = createProject(ada, slug, "Snow");
        var cleo = join(ada, slug, "Cleo", "restricted-member", snow, "project-read");
        sqlUpdate("""
                update project set public = true
                where slug = 'snow' and organization_id = (select id from organization where slug = ?1)""", slug);
        var page = open(cleo, slug, "Cleo");
        assertThat(effective(project(page, "rain"))).isEqualTo("Project write");
        assertThat(grant(project(page, "rain"), "publicity"))
                .contains("decides", "as the project is public", "would still have: no access");
        var both = project(page, "snow");
        assertThat(effective(both)).isEqualTo("Project write");
        assertThat(grant(both, "collaboration")).contains("would still have: Project write, as the project is public");
        assertThat(grant(both, "publicity")).contains("decides", "would still have: Project read, as a collaborator");
    }

    @Test
    void an_open_invitation_is_shown_as_what_is_not_given_yet() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var eve = join(ada, slug, "Eve", "", rain, "project-viewer");
        invite(ada, slug, "Eve", "editor", snow, "project-editor");
        for (var viewer : List.of(ada, eve)) {
            var page = open(viewer, slug, "Eve");
            assertThat(page.page()
                            .select("section > .list > [data-source=invitation]")
                            .text())
                    .contains("Invited: Editor not yet", "invited by Ada");
            assertThat(effective(project(page, "snow"))).isEqualTo("no access to this project");
            assertThat(grant(project(page, "snow"), "invitation")).contains("Project editor not yet");
            assertThat(project(page, "snow").select("li").text()).doesNotContain("Without this one");
        }
        assertThat(project(open(eve, slug, "Eve"), "snow").select("th a"))
                .as("a link")
                .isEmpty();
        var ben = join(ada, slug, "Ben", "viewer", rain, "project-viewer");
        var seen = open(ben, slug, "Eve");
        assertThat(seen.page().select("[data-source=invitation]")).isEmpty();
        assertThat(seen.page().select("tbody > tr").eachAttr("data-project")).containsExactly("rain");
        sqlUpdate("update account set email_verified = false where address = ?1", address("Eve"));
        assertThat(open(eve, slug, "Eve").page().select("[data-source=invitation]"))
                .as("to an address that may not be hers")
                .isEmpty();
    }

    @Test
    void colleagues_see_only_the_projects_that_they_see_themselves_and_who_manages_people_all_by_name() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        var secret = createProject(ben, slug, "Secret");
        var rain = createProject(ben, slug, "Rain");
        collaborate(ben, slug, rain, "Cleo", "project-viewer");
        invite(ada, slug, "Cleo", "viewer");
        var cleo = accept(slug, "Cleo");

        var asCleo = open(cleo, slug, "Ben");
        assertThat(asCleo.page().select("tbody > tr").eachAttr("data-project")).containsExactly("rain");
        assertThat(asCleo.body()).doesNotContain(secret, "Secret");
        var asAda = open(ada, slug, "Ben");
        assertThat(asAda.page().select("tbody > tr").eachAttr("data-project")).containsExactly("rain", "secret");
        assertThat(project(asAda, "secret").select("th a"))
                .as("links to what Ada cannot open")
                .isEmpty();
    }

    @Test
    void others_need_to_see_the_members_and_strangers_find_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        var path = "/organizations/" + slug + "/people/";
        assertThat(open(cleo, slug, "Cleo").status()).isEqualTo(200);
        var refused = cleo.get(path + account("Ada"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.page().select("code").text()).isEqualTo("member:view");
        assertThat(cleo.get(path + UUID.randomUUID()).status())
                .as("whether somebody is inside, Cleo does not learn")
                .isEqualTo(403);

        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        assertThat(mallory.get(path + account("Ada")).status()).isEqualTo(404);
        assertThat(mallory.get(path + account("Mallory")).status()).isEqualTo(404);
        assertThat(ada.get(path + account("Mallory")).status()).isEqualTo(404);
        assertThat(ada.get(path + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(ada.get(path + "no-id").status()).isEqualTo(404);
        assertThat(ada.get(path + account("Cleo") + "?page=x").status()).isEqualTo(400);
    }

    @Test
    void many_projects_come_in_pages_each_of_them_once() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        createProject(ada, slug, "Rain");
        sqlUpdate("""
                insert into project (organization_id, id, slug, name, description, tags, public, creator_id, creator, created,
                  revision, sort_name, search)
                select organization_id, uuidv7(), 'p' || n, 'P' || n, '', tags, false, creator_id, creator, created, 0, 'p' || n, ''
                from project, generate_series(1, 120) n
                where organization_id = (select id from organization where slug = ?1)""", slug);
        var page = open(ada, slug, "Ada");
        var found = new ArrayList<String>();
        while (true) {
            found.addAll(page.page().select("tbody > tr").eachAttr("data-project"));
            var next = page.page().select("a[rel=next]").first();
            if (next == null) break;
            page = ada.open(next.absUrl("href"));
        }
        assertThat(found).hasSize(121).doesNotHaveDuplicates();
        assertThat(ada.open(page.page().select("a[rel=prev]").first().absUrl("href"))
                        .page()
                        .select("tbody > tr"))
                .hasSize(Paged.SIZE);
    }

    @Test
    void what_the_grants_add_up_to_is_what_the_program_decides_by() {
        for (var model : List.of("admin-member-guest", "administrator-viewer", "owner-editor-viewer", "single-owner")) {
            var ada = signedIn("Ada");
            var slug = found(ada, model);
            var rain = createProject(ada, slug, "Rain");
            var organization = (UUID) sql("select id from organization where slug = ?1", slug);
            var project = (UUID) sql("select id from project where organization_id = ?1", organization);
            for (var role : access.model(organization).organizationRoles()) {
                if (!role.assignable() || role.key().equals("owner")) continue;
                var name = "Ben-" + role.key();
                join(
                        ada,
                        slug,
                        name,
                        role.key(),
                        rain,
                        access.model(organization).projectRoles().get(0).key());
                QuarkusTransaction.requiringNew().run(() -> {
                    var viewer = access.standing(account("Ada"), organization).orElseThrow();
                    var explained = access.explain(viewer, account(name), null)
                            .projects()
                            .rows()
                            .get(0);
                    var decided = access.standing(account(name), organization, project)
                            .orElseThrow();
                    assertThat(explained.person().rights())
                            .as(name + " of " + model)
                            .isEqualTo(decided.rights())
                            .containsAll(explained.rights());
                    assertThat(explained.rights().stream().filter(Permission::isInProject))
                            .containsExactlyInAnyOrderElementsOf(decided.rights().stream()
                                    .filter(Permission::isInProject)
                                    .toList());
                });
            }
        }
    }

    @Test
    void several_project_roles_are_set_at_once() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        for (var name : List.of("Rain", "Snow", "Hail", "Fog")) createProject(ada, slug, name);
        join(ada, slug, "Eve", "", "rain", "project-user", "snow", "project-user", "hail", "project-developer");
        var page = open(ada, slug, "Eve").page();
        assertThat(page.select("input[name=project]").eachAttr("value")).containsExactly("hail", "rain", "snow");
        assertThat(page.select("input[name=projectSeen]").eachAttr("value"))
                .containsExactly("project-developer", "project-user", "project-user");
        assertThat(page.select("#projectRole-hail option[selected]").val()).isEqualTo("project-developer");
        var path = "/organizations/" + slug + "/people/" + account("Eve");

        var done = change(
                ada,
                path,
                "hail",
                "project-developer",
                "project-developer",
                "rain",
                "project-administrator",
                "project-user",
                "snow",
                "",
                "project-user");
        assertThat(done.status()).isEqualTo(303);
        assertThat(done.header("location")).endsWith(path);
        assertThat(roles(slug)).containsExactly("hail project-developer", "rain project-administrator");
        assertThat(ada.open(path).text()).contains("Access was changed in 2 projects.");
        assertThat(actions(slug)).containsExactly("COLLABORATOR_REMOVED", "COLLABORATOR_ROLE_CHANGED");

        var last = change(ada, path, "hail", "", "", "rain", "", "");
        assertThat(last.header("location")).endsWith("/members");
        assertThat(ada.get(path).status()).as("nobody from outside is left").isEqualTo(404);
    }

    @Test
    void several_project_roles_are_set_all_or_none() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        for (var name : List.of("Rain", "Snow", "Fog")) createProject(ada, slug, name);
        var eve = join(ada, slug, "Eve", "", "rain", "project-user", "snow", "project-user");
        var ben = join(ada, slug, "Ben", "organization-viewer", "rain", "project-administrator");
        var path = "/organizations/" + slug + "/people/" + account("Eve");
        var before = roles(slug);

        var unknown = change(ada, path, "rain", "", "", "snow", "project-king", "");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.text()).contains("Choose one of the roles of projects here.");
        assertThat(change(ada, path, "rain", "", "", "fog", "project-user", "").text())
                .contains("They do not work on Fog. Nobody joins without agreeing");
        assertThat(change(ada, path, "rain", "", "", "nowhere", "project-user", "")
                        .status())
                .isEqualTo(404);
        assertThat(change(ada, path, "rain", "", "", "snow", "", "project-developer")
                        .status())
                .as("a removal that was chosen for another role")
                .isEqualTo(409);
        assertThat(change(ada, path, "rain", "", "", "snow", "project-developer", "project-administrator")
                        .status())
                .as("a change that was chosen for another role")
                .isEqualTo(409);
        assertThat(ada.post(path + "/projects", "project", "rain").status()).isEqualTo(422);
        assertThat(ada.post(path + "/projects").status()).isEqualTo(422);
        for (var visitor : List.of(ben, eve)) {
            assertThat(change(visitor, path, "rain", "", "").status())
                    .as("who does not manage members")
                    .isEqualTo(403);
            assertThat(open(visitor, slug, visitor == ben ? "Ben" : "Eve")
                            .page()
                            .select("select"))
                    .isEmpty();
        }
        assertThat(roles(slug)).isEqualTo(before);
        assertThat(actions(slug)).isEmpty();
    }

    @Test
    void who_manages_members_but_does_not_run_a_project_changes_nothing_in_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        createProject(ada, slug, "Rain");
        createProject(ben, slug, "Secret");
        join(ada, slug, "Eve", "", "rain", "project-viewer");
        collaborate(ben, slug, "secret", "Eve", "project-viewer");
        var path = "/organizations/" + slug + "/people/" + account("Eve");
        var page = open(ada, slug, "Eve").page();
        assertThat(page.select("tbody > tr").eachAttr("data-project")).containsExactly("rain", "secret");
        assertThat(page.select("input[name=project]").eachAttr("value")).containsExactly("rain");
        assertThat(page.select("#projectRole-rain option").eachAttr("value"))
                .as("owner is not for people from outside")
                .containsExactly("", "project-editor", "project-viewer");
        assertThat(change(ada, path, "rain", "project-owner", "").status()).isEqualTo(422);
        assertThat(change(ada, path, "rain", "", "", "secret", "", "").status()).isEqualTo(403);
        assertThat(roles(slug)).containsExactly("rain project-viewer", "secret project-viewer");
    }

    @Test
    void a_persons_access_is_explained_in_German() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var ben = join(ada, slug, "Ben", "organization-viewer", rain, "project-developer");
        ada.header("Accept-Language", "de");
        ben.header("Accept-Language", "de");

        var page = open(ada, slug, "Ben");
        assertThat(page.title()).isEqualTo("Wozu Ben Zugang hat, und warum");
        assertThat(page.page().select("[data-source=membership]").first().text())
                .contains("Mitglied: Organization viewer", "eingeladen von Ada")
                .contains("Ohne dies bliebe noch: External project member, mit einer eigenen Rolle in 1 Projekt.");
        var there = project(page, "rain");
        assertThat(grant(there, "collaboration"))
                .contains("Project developer entscheidet", "durch Mitwirken am Projekt: eingeladen von Ada");
        assertThat(grant(there, "membership")).contains("durch die Rolle Organization viewer in der Organisation");
        assertThat(grant(project(page, "snow"), "membership")).contains("kein Zugang zu diesem Projekt");
        assertThat(page.page().select("main").text())
                .doesNotContain("invited by", "Without this", "What ", "Role ", "Change ");
        assertThat(open(ben, slug, "Ben").title()).isEqualTo("Wozu Sie Zugang haben, und warum");
        var file = ada.open("/organizations/" + slug + "/people/" + account("Ben") + "?format=csv");
        assertThat(file.body()).startsWith("\uFEFFWo,Rolle dort,").contains("eingeladen von Ada", ",entscheidet,");

        change(ada, "/organizations/" + slug + "/people/" + account("Ben"), rain, "project-user", "");
        assertThat(open(ada, slug, "Ben").text())
                .contains("Der Zugang wurde in 1 Projekt geändert.", "gesetzt von Ada");
        assertThat(sqlAll("select granted_by from collaborator where account_id = ?1", account("Ben")))
                .as("what is kept is in no reader's language")
                .allMatch(kept -> kept.toString().startsWith("set by "));
        assertThat(snow).isEqualTo("snow");
    }

    @Test
    void how_long_something_lasts_is_understood_and_said_in_both_languages() {
        var german = Reader.of("de", "Europe/Berlin");
        for (var typed : List.of("30", "30d", "30 days", "30 Tage", "30 tagen")) {
            assertThat(Lasting.parse(typed).map(Lasting::days)).as(typed).contains(30);
        }
        for (var typed : List.of("2031-03-31", "31.3.2031", "31.03.2031")) {
            assertThat(Lasting.parse(typed).map(Lasting::toString)).as(typed).contains("2031-03-31");
        }
        for (var typed : List.of("30.2.2031", "31.3", "30 Wochen", "Tage", "0 Tage", "31/3/2031")) {
            assertThat(Lasting.parse(typed)).as(typed).isEmpty();
        }
        var month = Lasting.parse("30 Tage").orElseThrow();
        assertThat(month.sentence()).isEqualTo("for 30 days after joining");
        assertThat(german.hear(month::sentence)).isEqualTo("30 Tage lang ab dem Beitritt");
        var until = Lasting.parse("2031-03-31").orElseThrow();
        assertThat(german.hear(until::sentence)).isEqualTo("bis 31. März 2031");
        assertThat(german.hear(() -> Lasting.becomes(until.end(null)))).isEqualTo("endet nach dem 31. März 2031");
        assertThat(german.hear(() -> Lasting.change(null, until.end(null))))
                .as("what the history keeps")
                .isEqualTo("without an end → until 31 March 2031");
    }

    @Test
    void how_something_was_given_is_said_to_each_reader_and_kept_as_it_was() {
        var german = Reader.of("de", null);
        for (var way : Given.Way.values()) {
            var kept = way.of("Ada (ada@example.org)");
            assertThat(Given.said(kept)).isEqualTo(kept);
            var said = german.hear(() -> Given.said(kept));
            assertThat(said).as(kept).isNotEqualTo(kept).isNotBlank();
            assertThat(said.contains("Ada (ada@example.org)")).isEqualTo(kept.contains("Ada (ada@example.org)"));
        }
        assertThat(german.hear(() -> Given.said("by a way that nobody knows any more")))
                .isEqualTo("by a way that nobody knows any more");
        assertThat(german.hear(() -> Given.said("when the role x"))).isEqualTo("when the role x");
        assertThat(Given.said(null)).isNull();
    }

    @Test
    void a_persons_access_comes_as_a_file_with_all_projects() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var ben = join(ada, slug, "Ben", "organization-viewer", rain, "project-developer");
        sqlUpdate("""
                insert into project (organization_id, id, slug, name, description, tags, public, creator_id, creator, created,
                  revision, sort_name, search)
                select organization_id, uuidv7(), 'p' || n, 'P' || n, '', tags, false, creator_id, creator, created, 0, 'p' || n, ''
                from project, generate_series(1, 120) n
                where organization_id = (select id from organization where slug = ?1)""", slug);
        var link = open(ada, slug, "Ben").page().select("a[download]").first();
        var lines = ada.open(link.absUrl("href")).body().lines().toList();
        assertThat(lines.get(0)).isEqualTo("\uFEFFWhere,Role there,Role,Through,Counts,Given by,Since,Ends");
        assertThat(lines)
                .as("one for the organization, two for Rain, one for each other")
                .hasSize(1 + 1 + 2 + 120);
        assertThat(lines.get(1)).startsWith("Org " + slug + ",Organization viewer,Organization viewer,,Yes,");
        assertThat(lines)
                .anyMatch(
                        line -> line.startsWith("Rain,Project developer,Project developer,as a collaborator,decides,"));
        assertThat(lines).anyMatch(line -> line.startsWith("P120,Organization viewer,"));

        var cleo = join(ada, slug, "Cleo", "", rain, "project-user");
        assertThat(cleo.get("/organizations/" + slug + "/people/" + account("Ben") + "?format=csv")
                        .status())
                .isEqualTo(403);
        assertThat(ben.get("/organizations/" + slug + "/people/" + UUID.randomUUID() + "?format=csv")
                        .status())
                .isEqualTo(404);
    }

    /** Sends the form with triples of a project, the role in it, and the role that was seen. */
    private static Visitor.Answer change(Visitor visitor, String path, String... triples) {
        var fields = new ArrayList<String>();
        for (var i = 0; i < triples.length; i += 3) {
            fields.addAll(List.of("project", triples[i], "projectRole", triples[i + 1], "projectSeen", triples[i + 2]));
        }
        return visitor.post(path + "/projects", fields.toArray(String[]::new));
    }

    private List<Object> roles(String slug) {
        return sqlAll("""
                select p.slug || ' ' || c.role from collaborator c join organization o on o.id = c.organization_id
                join project p on p.id = c.project_id where o.slug = ?1 and c.account_id = ?2 order by 1""", slug, account("Eve"));
    }

    private List<Object> actions(String slug) {
        return sqlAll("""
                select action from audit_entry e join organization o on o.id = e.organization_id
                where o.slug = ?1 and e.target_id = ?2 and action in ('COLLABORATOR_REMOVED', 'COLLABORATOR_ROLE_CHANGED')
                order by 1""", slug, account("Eve"));
    }

    private static Elements inviting(Visitor.Answer answer) {
        return answer.page().select("main a[href*=who=]");
    }

    private Visitor.Answer open(Visitor viewer, String slug, String name) {
        var answer = viewer.open("/organizations/" + slug + "/people/" + account(name));
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static Element project(Visitor.Answer page, String slug) {
        return page.page().select("tr[data-project=" + slug + "]").first();
    }

    private static String effective(Element project) {
        return project.select("> td").first().text();
    }

    private static String grant(Element project, String source) {
        Elements grants = project.select("[data-source=" + source + "]");
        assertThat(grants).hasSize(1);
        return grants.text();
    }
}
