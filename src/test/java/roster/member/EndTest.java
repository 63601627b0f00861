package roster.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

/** Access that ends by itself. */
@QuarkusTest
class EndTest extends RosterTest {
    @Inject
    Endings endings;

    /** Each model with a role that Ben has, and one in projects that people from outside could have, where there are such. */
    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("admin-member-guest", "admin", "collaborator", true),
                Arguments.of("administrator-viewer", "organization-administrator", "project-administrator", true),
                Arguments.of("owner-editor-viewer", "editor", "project-editor", true),
                Arguments.of("single-owner", "admin", "project-admin", false));
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_role_that_is_over_gives_nothing_at_the_next_click(
            String model, String role, String projectRole, boolean outsiders) {
        var world = new World(model, role);
        assertThat(world.ben.open(world.home()).status()).isEqualTo(200);
        assertThat(world.ben.open("/").text()).contains("Org " + world.slug);
        world.endMembership();
        for (var page :
                List.of("", "/members", "/projects", "/access", "/people/" + account("Ben"), "/projects/rain")) {
            assertThat(world.ben.open(world.home() + page).status()).as(page).isEqualTo(404);
        }
        assertThat(world.ben.post(world.home() + "/projects", "name", "Snow").status())
                .isEqualTo(404);
        assertThat(world.ben.open("/").text()).doesNotContain("Org " + world.slug);
        assertThat(world.ada.open(world.home() + "/people/" + account("Ben")).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_role_in_a_project_that_is_over_gives_nothing_at_the_next_click(
            String model, String role, String projectRole, boolean outsiders) {
        var world = new World(model, least(model), "rain", projectRole);
        var access = world.home() + "/people/" + account("Ben");
        // Here even the least role looks into every project; but it may not change one.
        var looks = model.equals("administrator-viewer");
        var page = world.rain() + (looks ? "/settings" : "");
        assertThat(world.ben.open(page).status()).isEqualTo(200);
        assertThat(world.ben.open(access).text()).contains("as a collaborator");
        world.endCollaboration();
        assertThat(world.ben.open(page).status()).isEqualTo(403);
        assertThat(world.ben.open(access).text()).doesNotContain("as a collaborator");
        if (!looks) {
            assertThat(world.ben.open(world.home() + "/projects").text()).doesNotContain("Rain");
            assertThat(world.ben.open(access).text()).contains("You have access to no project.");
        }
        assertThat(world.ada
                        .open(world.rain() + "/collaborators")
                        .page()
                        .select("tr[id^=collaborator]")
                        .text())
                .contains(address("Ada"))
                .doesNotContain(address("Ben"));
        assertThat(world.ben.open(world.home()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("models")
    void who_has_a_project_left_is_from_outside_where_the_model_knows_such_people(
            String model, String role, String projectRole, boolean outsiders) {
        var world = new World(model, role, "rain", projectRole);
        world.endMembership();
        for (var swept : List.of(false, true)) {
            if (swept) world.sweep();
            assertThat(world.ben.open(world.rain()).status())
                    .as("swept " + swept)
                    .isEqualTo(outsiders ? 200 : 404);
            assertThat(world.ben.open(world.home() + "/members").status()).isEqualTo(outsiders ? 403 : 404);
            assertThat(world.ada
                            .open(world.home() + "/people/" + account("Ben"))
                            .status())
                    .isEqualTo(outsiders ? 200 : 404);
            assertThat(world.ben.open("/").text().contains("Org " + world.slug)).isEqualTo(outsiders);
        }
        assertThat(world.count("member m", "m.role = 'external'")).isEqualTo(outsiders ? 1 : 0);
        assertThat(world.count("member m", "true")).isEqualTo(outsiders ? 1 : 0);
        assertThat(world.count("collaborator m", "true")).isEqualTo(outsiders ? 1 : 0);
        assertThat(world.count("ended_grant m", "true")).isEqualTo(outsiders ? 1 : 2);
        assertThat(world.entries("ACCESS_ENDED")).isEqualTo(outsiders ? 1 : 2);
    }

    @Test
    void a_role_that_nobody_from_outside_can_have_ends_with_the_role_in_the_organization() {
        var world = new World("owner-editor-viewer", "editor", "rain", "project-owner");
        world.endMembership();
        assertThat(world.ben.open(world.rain()).status()).isEqualTo(404);
        assertThat(world.ben.open(world.home()).status()).isEqualTo(404);
        var snow = createProject(world.ada, world.slug, "Snow");
        sqlUpdate("update member set ends = null where id = ?1", member(world.slug, "Ben"));
        collaborate(world.ada, world.slug, snow, "Ben", "project-viewer");
        world.endMembership();
        assertThat(world.ben.open(world.home() + "/projects/snow").status()).isEqualTo(200);
        assertThat(world.ben.open(world.rain()).status()).isEqualTo(403);
        assertThat(world.ben.open(world.home() + "/projects").text())
                .contains("Snow")
                .doesNotContain("Rain");
        world.sweep();
        assertThat(world.ben.open(world.rain()).status()).isEqualTo(403);
        assertThat(world.count("collaborator m", "true")).isEqualTo(1);
    }

    @Test
    void somebody_from_outside_is_gone_with_the_end_of_the_last_project() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        createProject(ada, slug, "Rain");
        var world = new World(ada, slug, join(ada, slug, "Ben", "", "rain", "project-viewer"));
        world.endCollaboration();
        assertThat(world.ben.open(world.home()).status()).isEqualTo(404);
        assertThat(world.ben.open("/").text()).doesNotContain("Org " + slug);
        world.sweep();
        assertThat(world.count("member m", "true")).isZero();
        assertThat(world.entries("ACCESS_ENDED")).isEqualTo(1);
    }

    @Test
    void what_is_over_is_put_away_once_and_told_once_also_by_two_nodes_at_once() throws Exception {
        var world = new World("single-owner", "admin", "rain", "project-admin");
        join(world.ben, world.slug, "Cleo", "member", "rain", "project-read");
        var organization = world.organization();
        var copy = "select cast(to_jsonb(x) as text) from %s x where account_id in (?1, ?2)";
        var members = sqlAll(copy.formatted("member"), account("Ben"), account("Cleo"));
        var collaborators = sqlAll(copy.formatted("collaborator"), account("Ben"), account("Cleo"));
        for (var round = 1; round <= 5; round++) {
            sqlUpdate("update member set ends = now() - interval '1 second' where id = ?1", member(world.slug, "Ben"));
            sqlUpdate(
                    "update collaborator set ends = now() - interval '1 second' where id = ?1",
                    collaborator(world.slug, "rain", "Cleo"));
            var start = new CyclicBarrier(2);
            var both = Stream.of(1, 2)
                    .map(node -> CompletableFuture.runAsync(() -> {
                        try {
                            start.await(10, TimeUnit.SECONDS);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        endings.one(organization);
                    }))
                    .toList();
            for (var one : both) one.get(60, TimeUnit.SECONDS);
            world.sweep();
            // Ben's role with his project, and Cleo's project.
            assertThat(world.entries("ACCESS_ENDED")).isEqualTo(3L * round);
            assertThat(sql("select count(*) from ended_grant where organization_id = ?1", organization))
                    .isEqualTo(3L * round);
            assertThat(world.mails("access_ended", "Ben")).isEqualTo(round);
            assertThat(world.mails("access_ended", "Cleo")).isEqualTo(round);
            if (round == 1) {
                var mail = RealMail.await(address("Ben"), "Your access to Org " + world.slug + " has ended");
                assertThat(GreenMailUtil.getBody(mail)).contains("You were Admin of", "- Rain: ");
                mail = RealMail.await(address("Ada"), "Somebody");
                assertThat(GreenMailUtil.getBody(mail)).contains(address("Ben"), "You gave this access");
            }
            sqlUpdate("delete from member where account_id = ?1", account("Cleo"));
            for (var row : members) insert("member", row);
            for (var row : collaborators) insert("collaborator", row);
        }
    }

    @Test
    void what_somebody_offered_ends_with_their_role() throws Exception {
        var world = new World("single-owner", "admin");
        invite(world.ben, world.slug, "Dora", "member");
        RealMail.await(address("Dora"), 1);
        world.endMembership();
        world.sweep();
        assertThat(sql(
                        "select revoked is not null and revoked_by is null from invitation where id = ?1",
                        invitation(world.slug, "Dora")))
                .isEqualTo(true);
        RealMail.await(address("Dora"), "Invitation to Org " + world.slug + " taken back");
        assertThat(world.ada.open(world.home() + "/audit").text()).contains("Roster ended the access of");
    }

    @Test
    void who_is_invited_again_right_after_the_end_joins_anew() {
        var world = new World("owner-editor-viewer", "editor", "rain", "project-owner");
        world.endMembership();
        world.endCollaboration();
        join(world.ada, world.slug, "Ben", "viewer", "rain", "project-viewer");
        assertThat(world.entries("ACCESS_ENDED")).isEqualTo(2);
        assertThat(sql(
                        "select role || coalesce(cast(ends as text), '') from member where id = ?1",
                        member(world.slug, "Ben")))
                .isEqualTo("viewer");
        assertThat(sql("select role from collaborator where id = ?1", collaborator(world.slug, "rain", "Ben")))
                .isEqualTo("project-viewer");
    }

    @Test
    void person_and_granter_are_told_once_7_days_before() throws Exception {
        var world = new World("owner-editor-viewer", "editor", "rain", "project-editor");
        world.end("member", "now() + interval '6 days'");
        world.end("collaborator", "now() + interval '6 days'");
        sqlUpdate("update member set granted = now() - interval '1 day' where id = ?1", member(world.slug, "Ben"));
        sqlUpdate("update collaborator set granted = now() where account_id = ?1", account("Ben"));
        world.sweep();
        assertThat(world.mails("access_ends", "Ben"))
                .as("shorter than the notice")
                .isZero();
        sqlUpdate("update member set granted = now() - interval '2 days' where id = ?1", member(world.slug, "Ben"));
        world.sweep();
        world.sweep();
        assertThat(world.mails("access_ends", "Ben")).isEqualTo(1);
        assertThat(world.mails("access_ends", "Ada")).isEqualTo(1);
        var mail = RealMail.await(address("Ben"), "Your access to Org " + world.slug + " ends soon");
        assertThat(GreenMailUtil.getBody(mail)).contains("You are Editor of Org " + world.slug + " until");
        sqlUpdate("update collaborator set granted = now() - interval '2 days' where account_id = ?1", account("Ben"));
        world.sweep();
        assertThat(world.mails("access_ends", "Ben")).isEqualTo(2);
        RealMail.await(address("Ben"), "Your access to Rain (Org " + world.slug + ") ends soon");
        world.end("member", "now() + interval '8 days'");
        world.sweep();
        assertThat(world.mails("access_ends", "Ben")).isEqualTo(2);
    }

    @Test
    void the_end_is_shown_changed_longer_and_shorter_and_told() throws Exception {
        var world = new World("owner-editor-viewer", "editor", "rain", "project-editor");
        var path = world.home() + "/members/" + member(world.slug, "Ben") + "/end";
        assertThat(world.ada.open(world.home() + "/members").page().select("a[href=" + path + "]"))
                .hasSize(1);
        assertThat(world.ada.open(path).text()).contains("Not by itself");
        var page = world.ada.submit(path, Map.of("lasts", "2031-03-31"));
        assertThat(page.page().select("[role=status]").text()).isEqualTo("The access of Ben ends after 31 March 2031.");
        assertThat(page.page().select("td time").eachText()).contains("31 March 2031");
        assertThat(world.ada.open(path).page().select("#lasts").val()).isEqualTo("2031-03-31");
        assertThat(world.ada.post(path, "lasts", "30 days").status()).isEqualTo(303);
        assertThat(sql(
                        "select abs(extract(epoch from ends - now()) - 30 * 86400) < 60 from member where id = ?1",
                        member(world.slug, "Ben")))
                .isEqualTo(true);
        assertThat(world.ada.post(path, "lasts", "3").status()).isEqualTo(303);
        assertThat(world.ada
                        .open(world.home() + "/members")
                        .page()
                        .select(".badge")
                        .eachText())
                .contains("ends in 3 days");
        assertThat(world.ben.open(world.home() + "/people/" + account("Ben")).text())
                .contains("ends in 3 days");
        world.sweep();
        assertThat(world.mails("access_ends", "Ben"))
                .as("who has just been told")
                .isZero();
        assertThat(world.ada.post(path, "lasts", "").status()).isEqualTo(303);
        assertThat(sql("select count(*) from member where id = ?1 and ends is null", member(world.slug, "Ben")))
                .isEqualTo(1L);
        assertThat(world.entries("MEMBER_END_CHANGED")).isEqualTo(4);
        assertThat(world.mails("end_changed", "Ben")).isEqualTo(4);
        RealMail.await(address("Ben"), "Your access to Org " + world.slug + " no longer ends by itself");

        var inRain = world.rain() + "/collaborators/" + collaborator(world.slug, "rain", "Ben") + "/end";
        world.ada.open(world.rain() + "/collaborators");
        assertThat(world.ada.last().page().select("a[href=" + inRain + "]")).hasSize(1);
        page = world.ada.open(inRain);
        page = world.ada.submit(inRain, Map.of("lasts", "2031-03-31"));
        assertThat(page.page().select("td time").eachText()).contains("31 March 2031");
        assertThat(world.entries("COLLABORATOR_END_CHANGED")).isEqualTo(1);
        assertThat(world.ben.open(world.home() + "/people/" + account("Ben")).text())
                .contains("until 31 March 2031");
    }

    @Test
    void a_wrong_end_a_late_form_and_a_refused_one_change_nothing() {
        var world = new World("owner-editor-viewer", "owner", "rain", "project-owner");
        var cleo = join(world.ada, world.slug, "Cleo", "editor", "rain", "project-viewer");
        var ben = world.home() + "/members/" + member(world.slug, "Ben") + "/end";
        var cleos = world.home() + "/members/" + member(world.slug, "Cleo") + "/end";
        var cleosInRain = world.rain() + "/collaborators/" + collaborator(world.slug, "rain", "Cleo") + "/end";
        assertThat(world.ada
                        .open(world.home() + "/people/" + account("Cleo"))
                        .page()
                        .select("main a[href$=/end]")
                        .eachAttr("href"))
                .as("where it is offered")
                .containsExactly(cleos, cleosInRain);
        for (var wrong : List.of("2020-01-01", "soon", "0", "-3", "99999", "3000-01-01")) {
            assertThat(world.ada.post(cleos, "lasts", wrong).status()).as(wrong).isEqualTo(422);
            assertThat(world.ada.last().problem("lasts")).as(wrong).isNotEmpty();
        }
        assertThat(world.ada.post(ben, "lasts", "30").status()).as("an owner").isEqualTo(409);
        assertThat(world.ada.last().text()).contains("has no end by time");
        for (var own : List.of(
                world.ben.post(ben, "lasts", "30"),
                world.ben.post(
                        world.rain() + "/collaborators/" + collaborator(world.slug, "rain", "Ben") + "/end",
                        "lasts",
                        "30"))) {
            assertThat(own.status()).isEqualTo(403);
            assertThat(own.text()).contains("Nobody extends their own access.");
        }
        assertThat(cleo.post(cleos, "lasts", "30").status()).isEqualTo(403);
        assertThat(cleo.post(cleosInRain, "lasts", "30").status()).isEqualTo(403);
        assertThat(world.entries("MEMBER_END_CHANGED")).isZero();
        world.ada.open(cleos);
        world.ben.post(cleos, "lasts", "2031-03-31");
        assertThat(world.ada.submit(cleos, Map.of("lasts", "30")).status()).isEqualTo(409);
        assertThat(world.ada.last().text()).contains("Somebody was faster", "until 31 March 2031");
        world.ada.open(cleosInRain);
        world.ben.post(cleosInRain, "lasts", "2031-03-31");
        assertThat(world.ada.submit(cleosInRain, Map.of("lasts", "30")).status())
                .isEqualTo(409);
        assertThat(sql("select ends from member where id = ?1", member(world.slug, "Cleo"))
                        .toString())
                .startsWith("2031-04-01");
    }

    @Test
    void who_becomes_owner_has_no_end() {
        var world = new World("owner-editor-viewer", "editor");
        world.end("member", "now() + interval '6 days'");
        world.ada.post(world.home() + "/members/" + member(world.slug, "Ben") + "/role", "role", "owner");
        assertThat(world.count("member m", "m.ends is null")).isEqualTo(1);
    }

    @Test
    void a_project_is_never_left_alone_by_the_clock() {
        var world = new World("owner-editor-viewer", "editor", "rain", "project-owner");
        var adas = world.rain() + "/collaborators/" + collaborator(world.slug, "rain", "Ada") + "/end";
        var bens = world.rain() + "/collaborators/" + collaborator(world.slug, "rain", "Ben") + "/end";
        assertThat(world.ada.post(bens, "lasts", "30").status()).isEqualTo(303);
        // Ben counts no more, so Ada can neither leave nor be given an end.
        assertThat(world.ada.post(world.rain() + "/collaboration/removal").status())
                .isEqualTo(409);
        assertThat(world.ben.post(adas, "lasts", "30").status()).isEqualTo(409);
        assertThat(world.ada.post(bens, "lasts", "").status()).isEqualTo(303);
        assertThat(world.ada.post(world.rain() + "/collaboration/removal").status())
                .isEqualTo(303);
        var role = world.home() + "/members/" + member(world.slug, "Ben") + "/end";
        assertThat(world.ada.post(role, "lasts", "30").status()).isEqualTo(409);
        assertThat(world.ada.last().text()).contains("Nobody would run Rain then.");
        // Whatever the way, at the end an owner takes the project.
        world.endMembership();
        world.sweep();
        assertThat(sql("select role from collaborator where id = ?1", collaborator(world.slug, "rain", "Ada")))
                .isEqualTo("project-owner");
        assertThat(world.entries("PROJECT_HANDED_OVER")).isEqualTo(1);
    }

    @Test
    void a_project_where_everybodys_access_is_over_goes_to_the_owner_who_was_one_of_them() {
        var world = new World("owner-editor-viewer", "editor", "rain", "project-owner");
        world.end("collaborator", "now() - interval '1 minute'");
        sqlUpdate("update collaborator set ends = now() where id = ?1", collaborator(world.slug, "rain", "Ada"));
        world.sweep();
        assertThat(world.count("collaborator m", "true")).isZero();
        assertThat(sql(
                        "select role from collaborator where id = ?1 and ends is null",
                        collaborator(world.slug, "rain", "Ada")))
                .isEqualTo("project-owner");
        assertThat(world.entries("ACCESS_ENDED")).isEqualTo(1);
        assertThat(world.entries("PROJECT_HANDED_OVER")).isEqualTo(1);
    }

    @Test
    void whose_access_to_a_project_is_just_over_can_run_it_in_place_of_who_is_removed() {
        var world = new World("owner-editor-viewer", "editor", "rain", "project-owner");
        sqlUpdate("update collaborator set ends = now() where id = ?1", collaborator(world.slug, "rain", "Ada"));
        var rain = sql("select id from project where organization_id = ?1", world.organization());
        var removed = world.ada.post(
                world.home() + "/members/" + member(world.slug, "Ben") + "/removal",
                "successor",
                rain + ":" + account("Ada"));
        assertThat(removed.status()).isEqualTo(303);
        assertThat(world.ada.open(world.rain() + "/settings").status()).isEqualTo(200);
    }

    @Test
    void who_is_invited_to_a_project_again_right_after_the_end_works_on_it_anew() {
        var world = new World("owner-editor-viewer", "editor", "rain", "project-editor");
        world.endCollaboration();
        join(world.ada, world.slug, "Ben", "", "rain", "project-viewer");
        assertThat(sql("select role from collaborator where id = ?1", collaborator(world.slug, "rain", "Ben")))
                .isEqualTo("project-viewer");
    }

    @Test
    void who_has_an_end_prolongs_nothing_by_a_project_of_their_own() {
        var world = new World("owner-editor-viewer", "editor");
        world.end("member", "now() + interval '6 days'");
        createProject(world.ben, world.slug, "Snow");
        assertThat(sql("""
                select c.ends = m.ends from collaborator c join member m using (organization_id, account_id)
                where c.id = ?1""", collaborator(world.slug, "snow", "Ben"))).isEqualTo(true);
        world.endMembership();
        world.end("collaborator", "now() - interval '1 second'");
        world.sweep();
        assertThat(world.count("member m", "true")).isZero();
        assertThat(sql("select role from collaborator where id = ?1", collaborator(world.slug, "snow", "Ada")))
                .isEqualTo("project-owner");
    }

    @Test
    void undoing_a_removal_gives_the_end_back_and_nothing_that_has_ended() {
        var world = new World("owner-editor-viewer", "editor", "rain", "project-editor");
        world.end("member", "now() + interval '20 days'");
        world.end("collaborator", "now() + interval '10 days'");
        var before = world.rows();
        world.remove();
        assertThat(world.undo().status()).isEqualTo(303);
        assertThat(world.rows()).isEqualTo(before);
        world.remove();
        world.pass("{projects,0,ends}");
        assertThat(world.undo().status()).isEqualTo(303);
        assertThat(world.count("collaborator m", "true")).isZero();
        assertThat(world.ada.open(world.home() + "/members").text())
                .contains("Their access to Rain has ended by itself meanwhile.");
        world.remove();
        world.pass("{ends}");
        assertThat(world.undo().status()).isEqualTo(409);
        assertThat(world.count("member m", "true")).isZero();
    }

    @Test
    void what_has_ended_stays_listed_until_it_is_renewed() {
        var world = new World("owner-editor-viewer", "editor", "rain", "project-editor");
        var snow = createProject(world.ada, world.slug, "Snow");
        collaborate(world.ada, world.slug, snow, "Ben", "project-viewer");
        world.endMembership();
        sqlUpdate("update collaborator set ends = now() where id = ?1", collaborator(world.slug, "rain", "Ben"));
        world.sweep();
        var page = world.ada.open(world.home() + "/members/ended");
        assertThat(page.page().select("tbody tr").text()).contains(address("Ben"), "Editor", "invited by Ada");
        page = world.ada.open(page.page().select("tbody a.button").first().absUrl("href"));
        assertThat(page.page().select("#emails").val().strip()).isEqualTo(address("Ben"));
        assertThat(page.page().select("input[name=role][checked]").val()).isEqualTo("editor");
        page = world.ada.open(world.rain() + "/collaborators/ended");
        page = world.ada.open(page.page().select("tbody a.button").first().absUrl("href"));
        assertThat(page.page().select("#who").val()).isEqualTo(address("Ben"));
        assertThat(page.page().select("#role option[selected]").val()).isEqualTo("project-editor");
        assertThat(world.ada
                        .open(world.home() + "/people/" + account("Ben"))
                        .page()
                        .select("section:contains(Ended) a.button"))
                .hasSize(2);
        assertThat(world.ben.open(world.home() + "/people/" + account("Ben")).text())
                .contains(
                        "Rain: Project editor",
                        "Whoever may invite members can give it again.",
                        "Who runs the project can give it again.");
        join(world.ada, world.slug, "Ben", "editor", "rain", "project-editor");
        for (var list : List.of(world.home() + "/members/ended", world.rain() + "/collaborators/ended")) {
            page = world.ada.open(list);
            assertThat(page.text()).contains("Has access again.");
            assertThat(page.page().select("tbody a.button")).isEmpty();
        }
        var mallory = signedIn("Mallory");
        found(mallory, "owner-editor-viewer");
        assertThat(mallory.get(world.home() + "/members/ended").status()).isEqualTo(404);
        assertThat(world.ben.get(world.home() + "/members/ended").status()).isEqualTo(403);
    }

    private void insert(String table, Object row) {
        sqlUpdate(
                "insert into %1$s select * from jsonb_populate_record(cast(null as %1$s), cast(?1 as jsonb))"
                        .formatted(table),
                row);
    }

    private static String least(String model) {
        return Map.of(
                        "admin-member-guest", "guest",
                        "administrator-viewer", "organization-viewer",
                        "owner-editor-viewer", "viewer",
                        "single-owner", "restricted-member")
                .get(model);
    }

    /** Ada's organization with her project Rain, in which Ben is what it says. */
    private final class World {
        final Visitor ada;
        final Visitor ben;
        final String slug;

        World(String model, String role, String... projects) {
            ada = signedIn("Ada");
            slug = found(ada, model);
            createProject(ada, slug, "Rain");
            ben = join(ada, slug, "Ben", role, projects);
        }

        World(Visitor ada, String slug, Visitor ben) {
            this.ada = ada;
            this.slug = slug;
            this.ben = ben;
        }

        String home() {
            return "/organizations/" + slug;
        }

        String rain() {
            return home() + "/projects/rain";
        }

        UUID organization() {
            return (UUID) sql("select id from organization where slug = ?1", slug);
        }

        void end(String table, String moment) {
            var changed = sqlUpdate(
                    "update " + table + " set ends = " + moment + " where organization_id = ?1 and account_id = ?2",
                    organization(),
                    account("Ben"));
            assertThat(changed).isPositive();
        }

        void endMembership() {
            end("member", "now()");
        }

        void endCollaboration() {
            end("collaborator", "now()");
        }

        void sweep() {
            while (endings.one(organization())) {}
        }

        void remove() {
            var answer = ada.post(home() + "/members/" + member(slug, "Ben") + "/removal");
            assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        }

        /** Lets an end in the newest departure come. */
        void pass(String what) {
            var moment = LocalDate.now().minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            sqlUpdate("""
                    update departure set grants = jsonb_set(grants, cast(?2 as text[]), to_jsonb(cast(?3 as text))) where id =
                      (select id from departure where organization_id = ?1 order by id desc limit 1)""", organization(), what, moment.toString());
        }

        Visitor.Answer undo() {
            var departure =
                    sql("select id from departure where organization_id = ?1 order by id desc limit 1", organization());
            return ada.post(home() + "/departures/" + departure + "/undoing");
        }

        List<Object> rows() {
            return sqlAll("""
                    select cast(m as text) from member m where organization_id = ?1
                    union all select cast(c as text) from collaborator c where organization_id = ?1 order by 1""", organization());
        }

        /** How many of Ben's rows are like this. */
        int count(String table, String condition) {
            return ((Number) sql(
                            "select count(*) from " + table + " where m.organization_id = ?1 and m.account_id = ?2 and "
                                    + condition,
                            organization(),
                            account("Ben")))
                    .intValue();
        }

        long entries(String action) {
            return (Long) sql(
                    "select count(*) from audit_entry where organization_id = ?1 and action = ?2",
                    organization(),
                    action);
        }

        int mails(String kind, String to) {
            return ((Number) sql(
                            "select count(*) from outbox where organization_id = ?1 and kind = ?2 and address = ?3",
                            organization(),
                            kind,
                            address(to)))
                    .intValue();
        }
    }
}
