package roster.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class OffboardingTest extends RosterTest {

    /** Each model with a role that Ben has, and a project role that lets him bring in others. */
    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("admin-member-guest", "member", "collaborator"),
                Arguments.of("administrator-viewer", "organization-viewer", "project-administrator"),
                Arguments.of("owner-editor-viewer", "editor", "project-owner"),
                Arguments.of("single-owner", "admin", "project-admin"));
    }

    // Everything

    @ParameterizedTest
    @MethodSource("models")
    void the_page_lists_every_way_in(String model, String role, String projectRole) {
        var world = new World(model, role, projectRole);
        var page = world.ada.open(world.removal("Ben"));
        assertThat(page.status()).isEqualTo(200);
        var facts = page.page().select("section dl").text();
        assertThat(facts)
                .contains("Rain: " + world.name(projectRole), "invited by Ada")
                .contains("Hail: ")
                .contains(address("Dora"))
                .contains("From Ada", "one project");
        if (model.equals("single-owner")) assertThat(facts).doesNotContain("Ownership");
        sqlUpdate("""
                insert into ownership_offer (organization_id, account_id, offered_by, offered, expires)
                select id, ?2, ?3, now(), now() + interval '1 day' from organization where slug = ?1""", world.slug, account("Ben"), account("Ada"));
        assertThat(world.ada
                        .open(world.removal("Ben"))
                        .page()
                        .select("section dl")
                        .text())
                .contains("Ownership Offered, and not accepted yet");
    }

    @ParameterizedTest
    @MethodSource("models")
    void everything_closes_every_door_by_the_next_request(String model, String role, String projectRole) {
        var world = new World(model, role, projectRole);
        var offered = invitation(world.slug, "Ben");
        var sent = invitation(world.slug, "Dora");
        if (model.equals("single-owner")) {
            sqlUpdate("""
                insert into ownership_offer (organization_id, account_id, offered_by, offered, expires)
                select id, ?2, ?3, now(), now() + interval '1 day' from organization where slug = ?1""", world.slug, account("Ben"), account("Ada"));
        }
        assertThat(world.ben.open(world.project(world.rain)).status()).isEqualTo(200);

        assertThat(world.ada.post(world.removal("Ben")).status()).isEqualTo(303);
        for (var page : List.of("", "/members", "/projects", "/projects/" + world.rain, "/membership/removal")) {
            assertThat(world.ben.open(world.home() + page).status()).as(page).isEqualTo(404);
        }
        assertThat(rows("member", world.slug, "Ben")).isEmpty();
        assertThat(rows("collaborator", world.slug, "Ben")).isEmpty();
        assertThat(sql("select count(*) from ownership_offer where account_id = ?1", account("Ben")))
                .isEqualTo(0L);
        for (var id : List.of(offered, sent)) {
            assertThat(sql("select revoked is not null from invitation where id = ?1", id))
                    .isEqualTo(true);
        }
        world.ben.open("/invitations/accept?invitation=" + offered);
        world.ben.post("/invitations/accept", "invitation", offered.toString());
        assertThat(rows("member", world.slug, "Ben")).isEmpty();
        assertThat(entries(world.slug, "MEMBER_REMOVED")).isEqualTo(1);
        assertThat((String) sql("""
                        select e.details from audit_entry e join organization o on o.id = e.organization_id
                        where o.slug = ?1 and e.action = 'MEMBER_REMOVED'""", world.slug)).contains("Was ", "Ended: ", "Rain: " + world.name(projectRole));
    }

    @Test
    void a_project_that_came_after_the_page_ends_too_and_a_second_click_finds_nobody() {
        var world = new World("owner-editor-viewer", "viewer", "project-editor");
        world.ada.open(world.removal("Ben"));
        var snow = createProject(world.ada, world.slug, "Sleet");
        collaborate(world.ada, world.slug, snow, "Ben", "project-viewer");
        var path = world.removal("Ben");
        assertThat(world.ada.post(path).status()).isEqualTo(303);
        assertThat(rows("collaborator", world.slug, "Ben")).isEmpty();
        assertThat(world.ada.post(path).status()).isEqualTo(404);
        assertThat(entries(world.slug, "MEMBER_REMOVED")).isEqualTo(1);
    }

    // Staying from outside

    @ParameterizedTest
    @CsvSource({
        "admin-member-guest, guest, collaborator, collaborator",
        "administrator-viewer, organization-viewer, project-developer, project-developer",
        "administrator-viewer, organization-viewer, project-developer, project-user",
        "owner-editor-viewer, viewer, project-editor, project-editor",
        "owner-editor-viewer, editor, project-owner, project-viewer"
    })
    void somebody_stays_from_outside_on_chosen_projects(String model, String role, String projectRole, String keptRole)
            throws Exception {
        var world = new World(model, role, projectRole);
        var before = rows("collaborator", world.slug, "Ben");
        var rain = collaborator(world.slug, world.rain, "Ben");
        world.ada.open(world.removal("Ben"));
        assertThat(world.ada.last().page().select("#keep-" + rain + " option").eachAttr("value"))
                .contains("", rain + ":" + keptRole);
        var answer = world.ada.post(world.removal("Ben"), "scope", "keep", "keep", rain + ":" + keptRole, "keep", "");
        assertThat(answer.status()).isEqualTo(303);

        assertThat(world.role("Ben")).isEqualTo("external");
        var after = rows("collaborator", world.slug, "Ben");
        assertThat(after).hasSize(1);
        if (projectRole.equals(keptRole)) assertThat(before).containsAll(after);
        assertThat(sql("select role from collaborator where id = ?1", rain)).isEqualTo(keptRole);
        assertThat(world.ben.open(world.project(world.rain)).status()).isEqualTo(200);
        assertThat(world.ben.open(world.project(world.hail)).status()).isEqualTo(403);
        assertThat(world.ben.open(world.home() + "/members").status()).isEqualTo(403);
        assertThat(world.ada
                        .open(world.home() + "/members")
                        .page()
                        .select("#member-" + member(world.slug, "Ben"))
                        .text())
                .contains("External");
        assertThat(sql("""
                        select count(*) from invitation i join organization o on o.id = i.organization_id
                        where o.slug = ?1 and i.address = ?2 and i.accepted is null and i.revoked is null""", world.slug, address("Ben"))).isEqualTo(0L);
        var mail = RealMail.await(address("Ben"), "Your access to Org " + world.slug + " has changed");
        assertThat(com.icegreen.greenmail.util.GreenMailUtil.getBody(mail))
                .contains("Rain: " + world.name(keptRole))
                .doesNotContain("Hail");
    }

    @Test
    void the_form_itself_keeps_somebody() {
        var world = new World("owner-editor-viewer", "editor", "project-owner");
        var rain = collaborator(world.slug, world.rain, "Ben");
        var page = world.ada.open(world.removal("Ben"));
        assertThat(page.page().select("input[name=scope][checked]").val()).isEqualTo("everything");
        assertThat(page.text()).contains("They are Project owner, which nobody from outside can be.");
        var hail = collaborator(world.slug, world.hail, "Ben");
        assertThat(page.page().select("#keep-" + hail)).hasSize(1);
        world.ada.post(world.removal("Ben"), "scope", "everything", "keep", "", "keep", rain + ":project-editor");
        assertThat(world.ada.last().status()).isEqualTo(422);
        assertThat(world.ada.last().problem("scope")).contains("Projects are chosen below");
        assertThat(world.ada
                        .last()
                        .page()
                        .select("#keep-" + rain + " option[selected]")
                        .val())
                .isEqualTo(rain + ":project-editor");
    }

    @Test
    void a_role_that_is_not_for_people_from_outside_or_more_than_now_cannot_be_kept() {
        var world = new World("owner-editor-viewer", "editor", "project-owner");
        var rain = collaborator(world.slug, world.rain, "Ben");
        var before = state(world.slug);
        var answer = world.keep(rain + ":project-owner");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("keep-" + rain)).isEqualTo("Somebody from outside cannot be Project owner.");
        assertThat(state(world.slug)).isEqualTo(before);

        var other = new World("administrator-viewer", "organization-viewer", "project-user");
        var project = collaborator(other.slug, other.rain, "Ben");
        before = state(other.slug);
        answer = other.keep(project + ":project-developer");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("keep-" + project))
                .isEqualTo("Project developer has rights that they do not have in Rain now.");
        assertThat(state(other.slug)).isEqualTo(before);
        // They had more when the page was shown.
        sqlUpdate("update collaborator set role = 'project-developer' where id = ?1", project);
        other.ada.open(other.removal("Ben"));
        sqlUpdate("update collaborator set role = 'project-user' where id = ?1", project);
        assertThat(other.keep(project + ":project-developer").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @MethodSource("models")
    void what_is_no_collaboration_of_theirs_cannot_be_kept(String model, String role, String projectRole) {
        var world = new World(model, role, projectRole);
        var elsewhere = new World("administrator-viewer", "organization-viewer", "project-user", "Mallory", "Nemo");
        var foreign = collaborator(elsewhere.slug, elsewhere.rain, "Nemo");
        var adas = collaborator(world.slug, world.rain, "Ada");
        var before = state(world.slug);
        for (var keep : List.of(
                foreign + ":project-user",
                foreign + ":" + projectRole,
                (adas == null ? UUID.randomUUID() : adas) + ":" + projectRole,
                UUID.randomUUID() + ":" + projectRole,
                "x",
                ":",
                ":" + projectRole,
                collaborator(world.slug, world.rain, "Ben").toString(),
                collaborator(world.slug, world.rain, "Ben") + ":",
                collaborator(world.slug, world.rain, "Ben") + ":owner",
                collaborator(world.slug, world.rain, "Ben") + ":x:y")) {
            assertThat(world.keep(keep).status()).as(keep).isEqualTo(422);
        }
        assertThat(world.ada.post(world.removal("Ben"), "scope", "keep").status())
                .isEqualTo(422);
        assertThat(world.ada.post(world.removal("Ben"), "scope", "all").status())
                .isEqualTo(422);
        assertThat(state(world.slug)).isEqualTo(before);
    }

    @Test
    void nobody_stays_from_outside_where_outsiders_are_kept_out() {
        var world = new World("single-owner", "admin", "project-admin");
        assertThat(world.ada.open(world.removal("Ben")).page().select("[name=scope], [name=keep]"))
                .isEmpty();
        var before = state(world.slug);
        for (var role : List.of("project-admin", "project-write", "project-read")) {
            var answer = world.keep(collaborator(world.slug, world.rain, "Ben") + ":" + role);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).contains("Somebody from outside cannot be");
        }
        assertThat(state(world.slug)).isEqualTo(before);
    }

    @Test
    void somebody_from_outside_is_removed_by_the_same_page() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var hail = createProject(ada, slug, "Hail");
        var cleo = join(ada, slug, "Cleo", "", rain, "project-user", hail, "project-developer");
        var path = "/organizations/" + slug + "/members/" + member(slug, "Cleo") + "/removal";
        assertThat(ada.open(path).text()).contains("Rain: Project user", "Hail: Project developer");
        var keepRain = collaborator(slug, rain, "Cleo") + ":project-user";
        var keepHail = collaborator(slug, hail, "Cleo") + ":project-developer";
        var before = state(slug);
        assertThat(ada.post(path, "scope", "keep", "keep", keepRain, "keep", keepHail)
                        .status())
                .isEqualTo(422);
        assertThat(ada.last().problem("scope")).isEqualTo("This would end nothing.");
        assertThat(state(slug)).isEqualTo(before);

        var member = rows("member", slug, "Cleo");
        assertThat(ada.post(path, "scope", "keep", "keep", keepRain).status()).isEqualTo(303);
        assertThat(rows("member", slug, "Cleo")).isEqualTo(member);
        assertThat(cleo.open("/organizations/" + slug + "/projects/" + hail).status())
                .isEqualTo(403);
        assertThat(cleo.open("/organizations/" + slug + "/projects/" + rain).status())
                .isEqualTo(200);
        assertThat(ada.post(path).status()).isEqualTo(303);
        assertThat(cleo.open("/organizations/" + slug).status()).isEqualTo(404);
        assertThat(rows("collaborator", slug, "Cleo")).isEmpty();
        assertThat(rows("member", slug, "Cleo")).isEmpty();
    }

    // Successors

    @Test
    void who_alone_runs_a_project_needs_a_successor() {
        var own = new Alone();
        var field = "successor-" + own.id;
        var page = own.ada.open(own.path).page();
        assertThat(page.select("#" + field + " option").eachText())
                .anyMatch(text -> text.startsWith("Ada, Owner"))
                .anyMatch(text -> text.startsWith("Cleo, Project viewer"))
                .noneMatch(text -> text.startsWith("Eve"))
                .noneMatch(text -> text.startsWith("Fay"));
        var before = state(own.slug);
        var answer = own.ada.post(own.path);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem(field)).isEqualTo("Nobody would run Own. Choose who is Project owner then.");
        assertThat(answer.page().select("#" + field).attr("aria-invalid")).isEqualTo("true");

        var mallory = signedIn("Mallory");
        var other = found(mallory, "owner-editor-viewer");
        var foreign = createProject(mallory, other, "Foreign");
        for (var heir : List.of(
                own.id + ":" + account("Eve"),
                own.id + ":" + account("Fay"),
                own.id + ":" + account("Ben"),
                own.id + ":" + account("Mallory"),
                own.id + ":" + UUID.randomUUID(),
                own.id + ":",
                own.id + ":x",
                own.id.toString(),
                "x",
                sql(
                                "select id from project where slug = ?1 and organization_id = (select id from organization where slug = ?2)",
                                foreign,
                                other)
                        + ":" + account("Ada"))) {
            assertThat(own.ada.post(own.path, "successor", heir).status())
                    .as(heir)
                    .isEqualTo(422);
        }
        var adas = own.id + ":" + account("Ada");
        var cleos = own.id + ":" + account("Cleo");
        assertThat(own.ada.post(own.path, "successor", adas, "successor", cleos).status())
                .isEqualTo(422);
        assertThat(own.ada
                        .post(own.path, "scope", "keep", "keep", own.collaboration + ":project-editor")
                        .status())
                .isEqualTo(422);
        assertThat(state(own.slug)).isEqualTo(before);
    }

    @Test
    void a_collaborator_who_succeeds_is_promoted_and_told() throws Exception {
        var own = new Alone();
        own.ada.open(own.path);
        var answer = own.ada.submit(own.path, Map.of("successor", own.id + ":" + account("Cleo")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("Ben is no longer a member of");
        assertThat(own.projectRole("Cleo")).isEqualTo("project-owner");
        assertThat(entries(own.slug, "PROJECT_HANDED_OVER")).isEqualTo(1);
        assertThat(entries(own.slug, "MEMBER_REMOVED")).isEqualTo(1);
        assertThat(RealMail.await(address("Cleo"), "Your role in Own").getSubject())
                .isEqualTo("Your role in Own (Org " + own.slug + ") is now Project owner");
    }

    @Test
    void whoever_removes_somebody_may_take_the_project_and_keep_them_on_it() {
        var own = new Alone();
        assertThat(own.ada
                        .post(
                                own.path,
                                "scope",
                                "keep",
                                "keep",
                                own.collaboration + ":project-editor",
                                "successor",
                                own.id + ":" + account("Ada"))
                        .status())
                .isEqualTo(303);
        assertThat(own.projectRole("Ada")).isEqualTo("project-owner");
        assertThat(own.projectRole("Ben")).isEqualTo("project-editor");
        assertThat(sql("select count(*) from outbox where kind = 'role_changed' and address = ?1", address("Ada")))
                .isEqualTo(0L);
    }

    @Test
    void a_successor_who_was_chosen_too_late_changes_nothing() {
        var own = new Alone();
        own.ada.open(own.path);
        sqlUpdate("delete from collaborator where account_id = ?1", account("Cleo"));
        var before = state(own.slug);
        var answer = own.ada.post(own.path, "successor", own.id + ":" + account("Cleo"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("successor-" + own.id)).isEqualTo("Choose somebody from the list for Own.");
        assertThat(state(own.slug)).isEqualTo(before);
    }

    @Test
    void who_leaves_names_a_successor_too_but_not_themselves() {
        var own = new Alone();
        var leave = "/organizations/" + own.slug + "/membership/removal";
        var page = own.ben.open(leave);
        assertThat(page.text()).contains("Own: Project owner");
        assertThat(page.page().select("[name=scope], [name=keep]")).isEmpty();
        assertThat(own.ben.post(leave).status()).isEqualTo(422);
        assertThat(own.ben.last().problem("successor-" + own.id)).contains("Nobody would run Own.");
        assertThat(own.ben
                        .post(leave, "successor", own.id + ":" + account("Ben"))
                        .status())
                .isEqualTo(422);
        assertThat(own.ben
                        .post(leave, "successor", own.id + ":" + account("Ada"))
                        .status())
                .isEqualTo(303);
        assertThat(own.projectRole("Ada")).isEqualTo("project-owner");
        assertThat(own.ben.open("/organizations/" + own.slug).status()).isEqualTo(404);
        assertThat(entries(own.slug, "MEMBER_LEFT")).isEqualTo(1);
        assertThat(sql("select count(*) from departure where account_id = ?1", account("Ben")))
                .isEqualTo(0L);
        assertThat(own.ben.post(leave).status()).isEqualTo(404);
    }

    @Test
    void the_only_collaborator_may_have_a_successor_or_leave_the_project_to_the_admins() {
        for (var heir : List.of("", "Ada")) {
            var ada = signedIn("Ada");
            var slug = found(ada, "admin-member-guest");
            var rain = createProject(ada, slug, "Rain");
            join(ada, slug, "Ben", "member", rain, "collaborator");
            assertThat(ada.post("/organizations/" + slug + "/projects/" + rain + "/collaboration/removal")
                            .status())
                    .isEqualTo(303);
            var id = sql("select project_id from collaborator where id = ?1", collaborator(slug, rain, "Ben"));
            var path = "/organizations/" + slug + "/members/" + member(slug, "Ben") + "/removal";
            var page = ada.open(path);
            assertThat(page.text()).contains("without anybody, Admin still reaches it");
            assertThat(page.page().select("#successor-" + id + " option").eachText())
                    .contains("Nobody")
                    .anyMatch(text -> text.startsWith("Ada, Admin"));
            var answer = heir.isEmpty() ? ada.post(path) : ada.post(path, "successor", id + ":" + account(heir));
            assertThat(answer.status()).isEqualTo(303);
            assertThat(sql("select count(*) from collaborator where project_id = ?1", id))
                    .isEqualTo(heir.isEmpty() ? 0L : 1L);
            assertThat(ada.open("/organizations/" + slug + "/projects/" + rain).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_project_that_needs_nobody_takes_no_successor(String model, String role, String projectRole) {
        var world = new World(model, role, projectRole);
        assertThat(world.ada.open(world.removal("Ben")).page().select("[name=successor]"))
                .isEmpty();
        var id = sql("select project_id from collaborator where id = ?1", collaborator(world.slug, world.rain, "Ben"));
        var before = state(world.slug);
        assertThat(world.ada
                        .post(world.removal("Ben"), "successor", id + ":" + account("Ada"))
                        .status())
                .isEqualTo(422);
        assertThat(state(world.slug)).isEqualTo(before);
    }

    // Who may

    @ParameterizedTest
    @MethodSource("models")
    void who_may_not_manage_members_removes_nobody_and_a_stranger_learns_nothing(
            String model, String role, String projectRole) {
        var world = new World(model, role, projectRole);
        join(world.ada, world.slug, "Cleo", leastOf(model));
        var cleo = signedIn("Cleo");
        var mallory = signedIn("Mallory");
        found(mallory, model);
        var before = state(world.slug);
        assertThat(cleo.get(world.removal("Ben")).status()).isEqualTo(403);
        assertThat(cleo.post(world.removal("Ben"), "scope", "keep").status()).isEqualTo(403);
        assertThat(mallory.get(world.removal("Ben")).status()).isEqualTo(404);
        assertThat(mallory.post(world.removal("Ben")).status()).isEqualTo(404);
        assertThat(state(world.slug)).isEqualTo(before);
    }

    @Test
    void somebody_from_outside_leaves_everything() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var eve = join(ada, slug, "Eve", "", rain, "project-viewer");
        var leave = "/organizations/" + slug + "/membership/removal";
        assertThat(eve.open(leave).text()).contains("Rain: Project viewer");
        assertThat(eve.submit(leave, Map.of()).text()).contains("You have left");
        assertThat(eve.open("/organizations/" + slug).status()).isEqualTo(404);
        assertThat(rows("collaborator", slug, "Eve")).isEmpty();
    }

    /**
     * Ada's organization with the projects Rain and Hail, on which Ben works; she offers him Snow, and he has invited Dora.
     */
    private final class World {
        final String model;
        final Visitor ada;
        final Visitor ben;
        final String slug;
        final String rain;
        final String hail;

        World(String model, String role, String projectRole) {
            this(model, role, projectRole, "Ada", "Ben");
        }

        World(String model, String role, String projectRole, String owner, String other) {
            this.model = model;
            ada = signedIn(owner);
            slug = found(ada, model);
            rain = createProject(ada, slug, "Rain");
            hail = createProject(ada, slug, "Hail");
            var snow = createProject(ada, slug, "Snow");
            ben = join(ada, slug, other, role, rain, projectRole, hail, projectRole);
            ada.post(project(snow) + "/collaborators", "who", address(other), "role", projectRole);
            if (model.equals("single-owner")) invite(ben, slug, "Dora", "member");
            else ben.post(project(rain) + "/collaborators", "who", address("Dora"), "role", outside(projectRole));
        }

        String home() {
            return "/organizations/" + slug;
        }

        String project(String project) {
            return home() + "/projects/" + project;
        }

        String removal(String name) {
            return home() + "/members/" + member(slug, name) + "/removal";
        }

        Visitor.Answer keep(String keep) {
            return ada.post(removal("Ben"), "scope", "keep", "keep", keep);
        }

        String role(String name) {
            return (String) sql("select role from member where id = ?1", member(slug, name));
        }

        String name(String projectRole) {
            var words = projectRole.replace('-', ' ');
            return words.substring(0, 1).toUpperCase() + words.substring(1);
        }
    }

    /** Ben alone runs his project Own, on which Cleo, a member, and Eve, from outside, work too; Fay is a member. */
    private final class Alone {
        final Visitor ada = signedIn("Ada");
        final String slug = found(ada, "owner-editor-viewer");
        final Visitor ben = join(ada, slug, "Ben", "editor");
        final String own = createProject(ben, slug, "Own");
        final UUID id;
        final UUID collaboration;
        final String path;

        Alone() {
            join(ada, slug, "Cleo", "viewer");
            collaborate(ben, slug, own, "Cleo", "project-viewer");
            collaborate(ben, slug, own, "Eve", "project-editor");
            join(ada, slug, "Fay", "viewer");
            collaboration = collaborator(slug, own, "Ben");
            id = (UUID) sql("select project_id from collaborator where id = ?1", collaboration);
            path = "/organizations/" + slug + "/members/" + member(slug, "Ben") + "/removal";
        }

        String projectRole(String name) {
            return (String) sql("select role from collaborator where id = ?1", collaborator(slug, own, name));
        }
    }

    private static String outside(String projectRole) {
        return projectRole.equals("project-owner") ? "project-editor" : projectRole;
    }

    private static String leastOf(String model) {
        return switch (model) {
            case "admin-member-guest" -> "guest";
            case "administrator-viewer" -> "organization-viewer";
            case "owner-editor-viewer" -> "viewer";
            default -> "restricted-member";
        };
    }

    private List<Object> rows(String table, String slug, String name) {
        return sqlAll("""
                select cast(t as text) from %s t join organization o on o.id = t.organization_id
                where o.slug = ?1 and t.account_id = ?2 order by t.id""".formatted(table), slug, account(name));
    }

    private long entries(String slug, String action) {
        return (Long) sql("""
                select count(*) from audit_entry e join organization o on o.id = e.organization_id
                where o.slug = ?1 and e.action = ?2""", slug, action);
    }

    /** All that a refused removal must leave as it is. */
    private List<Object> state(String slug) {
        return sqlAll("""
                select 'o' || o.owners from organization o where slug = ?1
                union all select m.id || m.role || m.granted from member m join organization o on o.id = m.organization_id where slug = ?1
                union all select c.id || c.role || c.granted from collaborator c join organization o on o.id = c.organization_id where slug = ?1
                union all select cast(i as text) from invitation i join organization o on o.id = i.organization_id where slug = ?1
                union all select cast(d as text) from departure d join organization o on o.id = d.organization_id where slug = ?1
                union all select 'mails ' || count(*) from outbox x join organization o on o.id = x.organization_id where slug = ?1
                union all select 'entries ' || count(*) from audit_entry e join organization o on o.id = e.organization_id where slug = ?1
                order by 1""", slug);
    }
}
