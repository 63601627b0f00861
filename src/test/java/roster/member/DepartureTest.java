package roster.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;
import roster.web.Paged;

@QuarkusTest
class DepartureTest extends RosterTest {

    /** Each model with a role that Ben has, one in projects, and the owner's where there can be several. */
    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("admin-member-guest", "guest", "collaborator"),
                Arguments.of("admin-member-guest", "admin", "collaborator"),
                Arguments.of("administrator-viewer", "organization-viewer", "project-developer"),
                Arguments.of("administrator-viewer", "organization-administrator", "project-user"),
                Arguments.of("owner-editor-viewer", "viewer", "project-owner"),
                Arguments.of("owner-editor-viewer", "owner", "project-editor"),
                Arguments.of("single-owner", "admin", "project-read"),
                Arguments.of("single-owner", "restricted-member", "project-admin"));
    }

    /** The models that let people work on projects from outside. */
    static Stream<Arguments> modelsWithOutsiders() {
        return Stream.of(
                Arguments.of("admin-member-guest", "guest", "collaborator", "collaborator"),
                Arguments.of("administrator-viewer", "organization-viewer", "project-administrator", "project-user"),
                Arguments.of("owner-editor-viewer", "editor", "project-owner", "project-viewer"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void undoing_gives_back_the_very_same_rows(String model, String role, String projectRole) throws Exception {
        var world = new World(model, role, projectRole);
        sqlUpdate(
                "update member set since = timestamptz '2024-05-06 07:08:09.123456Z' where id = ?1",
                member(world.slug, "Ben"));
        world.ada.post(world.home() + "/members/" + member(world.slug, "Ben") + "/role", "role", role);
        var before = world.rows("Ben");
        assertThat(before).hasSize(4);
        world.remove();
        assertThat(world.rows("Ben")).hasSize(1);

        var page = world.ada.open(world.home() + "/members");
        assertThat(page.page().select("[role=status]").text()).contains("Ben is no longer a member of", "Undo");
        var answer = world.ada.submit(world.undoing(), Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.page().select("[role=status]").text()).isEqualTo("Ben has everything back.");
        assertThat(world.rows("Ben")).isEqualTo(before);
        assertThat(world.ben.open(world.home() + "/projects/" + world.rain).status())
                .isEqualTo(200);
        assertThat(world.entries("MEMBER_RESTORED")).isEqualTo(1);
        var mail = RealMail.await(address("Ben"), "You have access to Org " + world.slug + " again");
        assertThat(com.icegreen.greenmail.util.GreenMailUtil.getBody(mail)).contains("Ada has undone", "- Rain: ");
    }

    @ParameterizedTest
    @MethodSource("modelsWithOutsiders")
    void who_was_kept_from_outside_gets_the_former_role_back(
            String model, String role, String projectRole, String keptRole) {
        var world = new World(model, role, projectRole);
        var before = world.rows("Ben");
        var rain = collaborator(world.slug, world.rain, "Ben");
        world.remove("scope", "keep", "keep", rain + ":" + keptRole);
        assertThat(sql("select role from member where id = ?1", member(world.slug, "Ben")))
                .isEqualTo("external");
        assertThat(world.undo().status()).isEqualTo(303);
        // Who stayed may have been seen since.
        assertThat(world.rows("Ben")).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("modelsWithOutsiders")
    void somebody_from_outside_comes_back_as_they_were(String model, String role, String projectRole, String keptRole) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var world = new World(ada, slug, "", keptRole);
        var before = world.rows("Ben");
        world.remove();
        assertThat(world.rows("Ben")).hasSize(1);
        assertThat(world.undo().status()).isEqualTo(303);
        assertThat(world.rows("Ben")).isEqualTo(before);
    }

    @Test
    void who_came_back_from_outside_meanwhile_gets_the_former_rows_too() {
        var world = new World("owner-editor-viewer", "viewer", "project-owner");
        var before = world.rows("Ben");
        world.remove();
        var snow = createProject(world.ada, world.slug, "Snow");
        collaborate(world.ada, world.slug, snow, "Ben", "project-viewer");
        assertThat(member(world.slug, "Ben")).isNotEqualTo(world.member);
        assertThat(world.undo().status()).isEqualTo(303);
        assertThat(member(world.slug, "Ben")).isEqualTo(world.member);
        assertThat(world.rows("Ben")).containsAll(before).hasSize(before.size() + 1);
    }

    // The list

    @Test
    void the_list_says_who_had_what_and_who_removed_them() {
        var world = new World("single-owner", "member", "project-read");
        assertThat(world.ada.open(world.home() + "/departures").text()).contains("Nobody was removed");
        world.remove();
        world.ada.open(world.home() + "/members");
        world.ada.open(world.ada
                .last()
                .page()
                .select("main a[href$=/departures]")
                .first()
                .absUrl("href"));
        var row = world.ada.last().page().select("#departure-" + world.departure());
        assertThat(row.text())
                .contains("Ben (" + address("Ben") + ")", "Member; Hail: Project read; Rain: Project read")
                .contains("by Ada (" + address("Ada") + ")");
        assertThat(row.select("form").attr("action")).isEqualTo(world.undoing());
        world.undo();
        row = world.ada.open(world.home() + "/departures").page().select("#departure-" + world.departure());
        assertThat(row.text()).contains("Undone");
        assertThat(row.select("form")).isEmpty();
    }

    @Test
    void the_list_goes_on_over_pages_newest_first() {
        var world = new World("single-owner", "member", "project-read");
        world.remove();
        sqlUpdate("""
                insert into departure (organization_id, id, account_id, person, at, actor, grants)
                select organization_id, uuidv7(), account_id, 'Number ' || n, now(), actor, grants
                from departure d, generate_series(1, ?2) n where d.id = ?1""", world.departure(), Paged.SIZE + 20);
        var first = world.ada.open(world.home() + "/departures").page();
        assertThat(first.select("tbody tr")).hasSize(Paged.SIZE);
        var all = new ArrayList<>(first.select("tbody tr").eachAttr("id"));
        var second = world.ada
                .open(first.select("a[rel=next]").first().absUrl("href"))
                .page();
        all.addAll(second.select("tbody tr").eachAttr("id"));
        assertThat(all).hasSize(Paged.SIZE + 21).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(world.ada
                        .open(second.select("a[rel=prev]").first().absUrl("href"))
                        .page()
                        .select("tbody tr")
                        .eachAttr("id"))
                .isEqualTo(all.subList(0, Paged.SIZE));
    }

    @Test
    void who_leaves_or_removes_themselves_is_not_in_the_list() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "owner");
        var cleo = join(ada, slug, "Cleo", "viewer");
        assertThat(cleo.post("/organizations/" + slug + "/membership/removal").status())
                .isEqualTo(303);
        assertThat(ben.post("/organizations/" + slug + "/members/" + member(slug, "Ben") + "/removal")
                        .status())
                .isEqualTo(303);
        assertThat(ada.open("/organizations/" + slug + "/departures").text()).contains("Nobody was removed");
    }

    @Test
    void who_has_left_by_themselves_is_not_brought_back() {
        var world = new World("owner-editor-viewer", "viewer", "project-editor");
        world.remove();
        var ben = join(world.ada, world.slug, "Ben", "viewer");
        assertThat(ben.post(world.home() + "/membership/removal").status()).isEqualTo(303);
        assertThat(world.rows("Ben")).hasSize(1);
        assertThat(world.ada.open(world.home() + "/departures").text()).contains("Nobody was removed");
    }

    @Test
    void a_project_that_somebody_has_left_by_themselves_is_not_given_back() {
        var world = new World("owner-editor-viewer", "viewer", "project-editor");
        var rain = collaborator(world.slug, world.rain, "Ben");
        var hail = collaborator(world.slug, world.hail, "Ben");
        world.remove("scope", "keep", "keep", rain + ":project-editor", "keep", hail + ":project-editor");
        leave(world, world.rain);
        assertThat(world.undo().status()).isEqualTo(303);
        assertThat(collaborations(world)).containsExactly(hail);

        world.remove("scope", "keep", "keep", hail + ":project-editor");
        leave(world, world.hail);
        assertThat(world.ada.open(world.home() + "/departures").page().select("table form"))
                .isEmpty();
        assertThat(world.rows("Ben")).hasSize(1);
    }

    @Test
    void who_created_a_public_project_runs_it_again() {
        var world = new World("single-owner", "member", "project-read");
        world.ben.post(world.home() + "/projects", "name", "Snow", "visibility", "public");
        var before = world.rows("Ben");
        assertThat(before).hasSize(5);
        world.remove();
        world.undo();
        assertThat(world.rows("Ben")).isEqualTo(before);
    }

    private static void leave(World world, String project) {
        var answer = world.ben.post(world.home() + "/projects/" + project + "/collaboration/removal");
        assertThat(answer.status()).isEqualTo(303);
    }

    private List<Object> collaborations(World world) {
        return sqlAll("""
                select c.id from collaborator c join organization o on o.id = c.organization_id
                where o.slug = ?1 and c.account_id = ?2""", world.slug, account("Ben"));
    }

    // What forbids it

    @Test
    void who_is_a_member_again_keeps_what_they_have_now() {
        var world = new World("owner-editor-viewer", "owner", "project-owner");
        world.remove();
        join(world.ada, world.slug, "Ben", "viewer");
        world.forbidden("They are a member again, as Viewer.");
        assertThat(sql("select owners from organization where slug = ?1", world.slug))
                .isEqualTo(1);
    }

    @Test
    void what_somebody_asked_who_has_it_back_settles_itself() {
        var world = new World("owner-editor-viewer", "owner", "project-owner");
        world.remove();
        sqlUpdate("update organization set takes_requests = true where slug = ?1", world.slug);
        world.ben.post("/requests", "slug", world.slug, "message", "");
        assertThat(world.undo().status()).isEqualTo(303);
        var request = sql("select id from access_request where account_id = ?1", account("Ben"));
        assertThat(world.ada
                        .post(world.home() + "/requests/" + request + "/approval", "role", "viewer")
                        .status())
                .isEqualTo(409);
        assertThat(sql("select role from member where id = ?1", member(world.slug, "Ben")))
                .isEqualTo("owner");
        assertThat(sql("select owners from organization where slug = ?1", world.slug))
                .isEqualTo(2);
    }

    @Test
    void nobody_becomes_a_second_owner_where_there_is_one() {
        var world = new World("single-owner", "admin", "project-read");
        world.remove();
        sqlUpdate(
                "update departure set grants = jsonb_set(grants, '{role}', '\"owner\"') where id = ?1",
                world.departure());
        world.forbidden("There is always exactly one Owner, and there is one already.");
    }

    @Test
    void a_role_that_the_actor_cannot_give_is_not_given_back() {
        var world = new World("single-owner", "member", "project-read");
        var cleo = join(world.ada, world.slug, "Cleo", "admin");
        world.remove();
        assertThat(cleo.open(world.home() + "/departures").page().select("#departure-" + world.departure() + " form"))
                .hasSize(1);
        world.ada.post(world.home() + "/members/" + member(world.slug, "Cleo") + "/role", "role", "member");
        assertThat(cleo.post(world.undoing()).status()).isEqualTo(403);
        sqlUpdate(
                "update departure set grants = jsonb_set(grants, '{role}', '\"nothing\"') where id = ?1",
                world.departure());
        world.forbidden("There is no such role any more. Send an invitation instead.");
    }

    @Test
    void a_project_that_is_deleted_or_public_or_not_for_them_is_left_out_and_named() {
        var world = new World("single-owner", "member", "project-read");
        var before = world.rows("Ben");
        var hail = collaborator(world.slug, world.hail, "Ben");
        world.remove();
        var path = world.home() + "/projects/" + world.hail;
        assertThat(world.ada.post(path + "/deletion", "confirm", world.hail).status())
                .isEqualTo(303);
        assertThat(world.ada.open(world.home() + "/departures").text()).contains("Hail was deleted.");
        assertThat(world.undo().status()).isEqualTo(303);
        var page = world.ada.open(world.home() + "/members");
        assertThat(page.page().select(".flash.problem").text())
                .isEqualTo("Ben is back, but not with all. Hail was deleted.");
        assertThat(before).containsAll(world.rows("Ben"));
        assertThat(world.rows("Ben")).hasSize(3).noneMatch(row -> row.toString().contains(hail.toString()));

        world.remove();
        sqlUpdate("""
                update project set public = true where slug = ?1
                  and organization_id = (select id from organization where slug = ?2)""", world.rain, world.slug);
        assertThat(world.undo().status()).isEqualTo(303);
        assertThat(world.ada.open(world.home() + "/members").text()).contains("Rain is public now");
        assertThat(world.rows("Ben")).hasSize(2);
    }

    @Test
    void who_has_nothing_left_to_get_back_stays_away() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var world = new World(ada, slug, "", "project-editor");
        world.remove();
        sqlUpdate("""
                update departure set grants = cast(replace(cast(grants as text), 'project-editor', 'project-owner') as jsonb)
                where id = ?1""", world.departure());
        world.forbidden("Their role in Rain can no longer be given to them.");
        for (var project : List.of(world.rain, world.hail)) {
            ada.post(world.home() + "/projects/" + project + "/deletion", "confirm", project);
        }
        world.forbidden("Nothing is left to give back. Hail was deleted. Rain was deleted.");
    }

    @Test
    void who_works_on_the_project_again_keeps_the_role_of_now() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var world = new World(ada, slug, "", "project-developer");
        world.remove();
        collaborate(ada, slug, world.rain, "Ben", "project-user");
        assertThat(world.undo().status()).isEqualTo(303);
        assertThat(ada.open(world.home() + "/members").text()).contains("They work on Rain again, as Project user.");
        assertThat(sqlAll("""
                        select c.role from collaborator c join organization o on o.id = c.organization_id
                        where o.slug = ?1 and c.account_id = ?2 order by 1""", slug, account("Ben"))).containsExactly("project-developer", "project-user");
    }

    @Test
    void after_30_days_nothing_is_given_back() {
        var world = new World("single-owner", "member", "project-read");
        world.remove();
        sqlUpdate("update departure set at = now() - interval '31 days' where id = ?1", world.departure());
        assertThat(world.ada.open(world.home() + "/departures").text()).contains("Nobody was removed");
        world.forbidden("The 30 days are over. Send an invitation instead.");
        sqlUpdate("update departure set at = now() - interval '29 days' where id = ?1", world.departure());
        assertThat(world.undo().status()).isEqualTo(303);
    }

    @Test
    void it_is_undone_once() {
        var world = new World("owner-editor-viewer", "owner", "project-owner");
        world.remove();
        assertThat(world.undo().status()).isEqualTo(303);
        world.forbidden("This was undone.");
        // And not again when they are removed once more: that is another departure.
        var first = world.departure();
        world.remove();
        assertThat(world.ada
                        .post(world.home() + "/departures/" + first + "/undoing")
                        .status())
                .isEqualTo(409);
        assertThat(world.departure()).isNotEqualTo(first);
        assertThat(world.undo().status()).isEqualTo(303);
    }

    @Test
    void of_two_who_undo_it_at_the_same_moment_one_does() throws Exception {
        var world = new World("owner-editor-viewer", "owner", "project-owner");
        var other = signedIn("Ada");
        for (var round = 0; round < 10; round++) {
            world.remove();
            var path = world.undoing();
            world.ada.open("/");
            other.open("/");
            var organization = sql("select id from organization where slug = ?1", world.slug);
            var answers = QuarkusTransaction.requiringNew().call(() -> {
                database.createNativeQuery("select id from organization where id = ?1 for update", UUID.class)
                        .setParameter(1, organization)
                        .getSingleResult();
                var both = List.of(
                        CompletableFuture.supplyAsync(() -> world.ada.post(path)),
                        CompletableFuture.supplyAsync(() -> other.post(path)));
                awaitWaiting();
                return both;
            });
            var statuses = new ArrayList<Integer>();
            for (var answer : answers)
                statuses.add(answer.get(60, TimeUnit.SECONDS).status());
            assertThat(statuses).containsExactlyInAnyOrder(303, 409);
            assertThat(world.entries("MEMBER_RESTORED")).isEqualTo(round + 1);
            assertThat(sql("select owners from organization where slug = ?1", world.slug))
                    .isEqualTo(2);
        }
    }

    @Test
    void who_may_not_manage_members_undoes_nothing_and_a_stranger_learns_nothing() {
        var world = new World("owner-editor-viewer", "viewer", "project-viewer");
        var cleo = join(world.ada, world.slug, "Cleo", "editor");
        world.remove();
        var mallory = signedIn("Mallory");
        var other = found(mallory, "owner-editor-viewer");
        var before = world.rows("Ben");
        assertThat(cleo.get(world.home() + "/departures").status()).isEqualTo(403);
        assertThat(cleo.post(world.undoing()).status()).isEqualTo(403);
        assertThat(world.ben.post(world.undoing()).status()).isEqualTo(404);
        assertThat(mallory.get(world.home() + "/departures").status()).isEqualTo(404);
        assertThat(mallory.post(world.undoing()).status()).isEqualTo(404);
        for (var id : List.of(world.departure().toString(), UUID.randomUUID().toString(), "x")) {
            assertThat(mallory.post("/organizations/" + other + "/departures/" + id + "/undoing")
                            .status())
                    .as(id)
                    .isEqualTo(404);
        }
        assertThat(world.rows("Ben")).isEqualTo(before);
    }

    /** Ada's organization, in which Ben has this role and works on Rain and Hail. */
    private final class World {
        final Visitor ada;
        final Visitor ben;
        final String slug;
        final String rain;
        final String hail;
        final UUID member;

        World(String model, String role, String projectRole) {
            this(signedIn("Ada"), null, model, role, projectRole);
        }

        World(Visitor ada, String slug, String role, String projectRole) {
            this(ada, slug, null, role, projectRole);
        }

        private World(Visitor ada, String slug, String model, String role, String projectRole) {
            this.ada = ada;
            this.slug = slug == null ? found(ada, model) : slug;
            rain = createProject(ada, this.slug, "Rain");
            hail = createProject(ada, this.slug, "Hail");
            ben = join(ada, this.slug, "Ben", role, rain, projectRole, hail, projectRole);
            member = member(this.slug, "Ben");
        }

        String home() {
            return "/organizations/" + slug;
        }

        void remove(String... fields) {
            var answer = ada.post(home() + "/members/" + member(slug, "Ben") + "/removal", fields);
            assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        }

        /** The newest one. */
        UUID departure() {
            return (UUID) sql("""
                    select d.id from departure d join organization o on o.id = d.organization_id
                    where o.slug = ?1 order by d.id desc limit 1""", slug);
        }

        String undoing() {
            return home() + "/departures/" + departure() + "/undoing";
        }

        Visitor.Answer undo() {
            return ada.post(undoing());
        }

        void forbidden(String why) {
            var before = rows("Ben");
            var entries = entries("MEMBER_RESTORED");
            var answer = undo();
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text()).contains(why);
            assertThat(rows("Ben")).isEqualTo(before);
            assertThat(entries("MEMBER_RESTORED")).isEqualTo(entries);
        }

        /** What somebody has, and how many owners there are. */
        List<Object> rows(String name) {
            return sqlAll("""
                    select cast(m as text) from member m join organization o on o.id = m.organization_id
                    where o.slug = ?1 and m.account_id = ?2
                    union all select cast(c as text) from collaborator c join organization o on o.id = c.organization_id
                    where o.slug = ?1 and c.account_id = ?2
                    union all select 'owners ' || owners from organization where slug = ?1
                    order by 1""", slug, account(name));
        }

        long entries(String action) {
            return (Long) sql("""
                    select count(*) from audit_entry e join organization o on o.id = e.organization_id
                    where o.slug = ?1 and e.action = ?2""", slug, action);
        }
    }

    private void awaitWaiting() {
        for (var i = 0; i < 1200; i++) {
            var waiting = (Number) sql("""
                    select count(*) from pg_stat_activity where wait_event_type = 'Lock'
                      and query ilike 'select id from organization%'""");
            if (waiting.intValue() >= 2) return;
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("Nothing waits for the organization");
    }
}
