package roster.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roster.RosterTest;
import roster.Visitor;

/** A project goes to somebody else who works on it, or to another organization (EI-15). */
@QuarkusTest
class TransferTest extends RosterTest {

    // To somebody else

    @ParameterizedTest
    @CsvSource({"stay, Ada project-editor", "leave,"})
    void somebody_who_works_on_a_project_is_handed_it_and_the_former_one_stays_or_leaves(String then, String adas) {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Cleo", "viewer", rain, "project-viewer");
        assertThat(ada.open(project(slug, rain) + "/settings").page().select("a[href$=/transfer]"))
                .hasSize(1);
        assertThat(ada.open(transfer(slug, rain)).text()).contains("nobody else has agreed", "Stay as Project editor");
        assertThat(handOver(ada, slug, rain, "Cleo", then).status()).isEqualTo(303);
        assertThat(crew(slug, rain))
                .containsExactlyElementsOf(
                        adas == null ? List.of("Cleo project-owner") : List.of(adas, "Cleo project-owner"));
        assertThat(entries(slug, "PROJECT_HANDED_OVER")).isEqualTo(1);
        assertThat(mails("role_changed", "Cleo")).isEqualTo(1);
        assertThat(handOver(ada, slug, rain, "Cleo", then).status()).as("twice").isEqualTo(403);
    }

    @Test
    void only_somebody_who_works_on_it_and_can_run_it_is_handed_a_project() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "editor");
        join(ada, slug, "Eve", "viewer", rain, "project-viewer");
        collaborate(ada, slug, rain, "Cleo", "project-editor");
        var before = crew(slug, rain);
        for (var who : List.of("Ben", "Cleo", "Ada")) {
            var answer = handOver(ada, slug, rain, who, "stay");
            assertThat(answer.status()).as(who).isEqualTo(422);
            assertThat(answer.problem("heir")).isNotEmpty();
        }
        assertThat(handOver(ada, slug, rain, "Eve", "rule").problem("then")).isNotEmpty();
        assertThat(ada.post(transfer(slug, rain)).status()).isEqualTo(422);
        assertThat(handOver(signedIn("Cleo"), slug, rain, "Cleo", "stay").status())
                .isEqualTo(403);
        assertThat(handOver(signedIn("Ben"), slug, rain, "Eve", "stay").status())
                .isEqualTo(403);
        assertThat(handOver(signedIn("Mallory"), slug, rain, "Eve", "stay").status())
                .isEqualTo(404);
        assertThat(crew(slug, rain)).isEqualTo(before);
        assertThat(entries(slug, "PROJECT_HANDED_OVER")).isZero();
    }

    @Test
    void nobody_whose_access_is_over_is_handed_a_project() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Cleo", "viewer", rain, "project-viewer");
        join(ada, slug, "Eve", "viewer", rain, "project-viewer");
        sqlUpdate("update collaborator set ends = now() where account_id = ?1", account("Cleo"));
        sqlUpdate("update member set ends = now() where account_id = ?1", account("Eve"));
        for (var who : List.of("Cleo", "Eve")) {
            assertThat(ada.open(transfer(slug, rain)).text()).doesNotContain(address(who));
            assertThat(handOver(ada, slug, rain, who, "stay").status()).as(who).isEqualTo(422);
        }
        assertThat(entries(slug, "PROJECT_HANDED_OVER")).isZero();
    }

    @Test
    void a_public_project_is_nobodys_to_hand_over() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Cleo", "member", rain, "project-read");
        ada.post(project(slug, rain) + "/visibility", "visibility", "public");
        assertThat(ada.open(transfer(slug, rain)).text()).contains("The project is public");
        assertThat(handOver(ada, slug, rain, "Cleo", "stay").status()).isEqualTo(409);
    }

    // To another organization

    @Test
    void a_project_goes_to_another_organization_with_the_people_who_belong_to_both() {
        var ada = signedIn("Ada");
        var from = found(ada, "single-owner");
        var to = found(ada, "single-owner");
        var rain = createProject(ada, from, "Rain");
        join(ada, from, "Ben", "admin");
        join(ada, to, "Gus", "admin");
        var cleo = join(ada, from, "Cleo", "member", rain, "project-read");
        join(ada, to, "Cleo", "restricted-member");
        join(ada, from, "Eve", "member", rain, "project-write");
        invite(ada, from, "Dora", "member", rain, "project-read");
        var id = id(from, rain);
        var collaboration = collaborator(from, rain, "Cleo");

        var page = ada.open(transfer(from, rain) + "?to=" + to);
        assertThat(page.text())
                .contains("Cleo, as Project read", "Eve, Project write now, who is no member there")
                .contains("Ben, by their role in Org " + from, "Gus, by their role in Org " + to);
        var moved = ada.submit(transfer(from, rain) + "/organization", Map.of("confirm", rain));
        assertThat(moved.address().getPath()).isEqualTo(project(to, rain));
        assertThat(moved.text()).contains("The project Rain is here now.");
        assertThat(id(to, rain)).isEqualTo(id);
        assertThat(crew(to, rain)).containsExactly("Ada project-admin", "Cleo project-read");
        assertThat(collaborator(to, rain, "Cleo")).isEqualTo(collaboration);
        assertThat(rows(from, id)).as("rows of the project left behind").isZero();
        assertThat(cleo.open(project(to, rain)).status()).isEqualTo(200);
        assertThat(cleo.open(project(from, rain)).status()).isEqualTo(404);
        assertThat(signedIn("Gus").open(project(to, rain)).status()).isEqualTo(200);
        assertThat(signedIn("Eve").open(project(to, rain)).status()).isEqualTo(404);
        assertThat(ada.open("/organizations/" + to + "/projects?q=rain").text()).contains("Rain");

        assertThat(entries(from, "PROJECT_TRANSFERRED")).isEqualTo(1);
        assertThat(entries(to, "PROJECT_RECEIVED")).isEqualTo(1);
        assertThat(ada.open("/organizations/" + from + "/audit").text())
                .contains("To Org " + to, "Kept: Cleo, Project read", "Lost it: Eve, Project write");
        assertThat(ada.open("/organizations/" + to + "/audit").text())
                .contains("From Org " + from)
                .doesNotContain("Eve");
        assertThat(mails("removed", "Eve")).isEqualTo(1);
        assertThat(mails("role_changed", "Cleo")).isEqualTo(1);
        accept(from, "Dora");
        assertThat(signedIn("Dora").open(project(to, rain)).status()).isEqualTo(404);
        assertThat(move(ada, from, rain, to, rain, rain).status()).as("twice").isEqualTo(404);
    }

    @Test
    void people_from_outside_stay_so_and_who_cannot_be_that_there_loses_the_project() {
        var ada = signedIn("Ada");
        var from = found(ada, "owner-editor-viewer");
        var to = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, from, "Rain");
        join(ada, from, "Ben", "viewer", rain, "project-owner");
        var cleo = collaborate(ada, from, rain, "Cleo", "project-editor");
        assertThat(ada.open(transfer(from, rain) + "?to=" + to).text())
                .contains("Cleo, as Project editor, from outside")
                .contains("Ben, Project owner now, who cannot be Project owner as External user there");
        assertThat(move(ada, from, rain, to, "showers", rain).status()).isEqualTo(303);
        assertThat(crew(to, "showers")).containsExactly("Ada project-owner", "Cleo project-editor");
        assertThat(cleo.open("/organizations/" + from).status()).isEqualTo(404);
        assertThat(cleo.open(project(to, "showers")).status()).isEqualTo(200);
        assertThat(signedIn("Ben").open("/organizations/" + to).status()).isEqualTo(404);
        assertThat(sql("""
                select m.role from member m join organization o on o.id = m.organization_id
                where o.slug = ?1 and m.account_id = ?2""", to, account("Cleo"))).isEqualTo("external");
    }

    @Test
    void whoever_brings_a_project_runs_it_there_whatever_they_were_in_it() {
        var ada = signedIn("Ada");
        var from = found(ada, "admin-member-guest");
        var to = found(ada, "admin-member-guest");
        var rain = createProject(join(ada, from, "Ben", "admin"), from, "Rain");
        assertThat(move(ada, from, rain, to, "", rain).status()).isEqualTo(303);
        assertThat(crew(to, rain)).containsExactly("Ada collaborator", "Ben collaborator");
    }

    @Test
    void a_public_project_is_private_where_it_goes() {
        var ada = signedIn("Ada");
        var from = found(ada, "single-owner");
        var to = found(ada, "single-owner");
        var rain = createProject(ada, from, "Rain");
        join(ada, from, "Cleo", "restricted-member");
        join(ada, to, "Eve", "restricted-member");
        ada.post(project(from, rain) + "/visibility", "visibility", "public");
        assertThat(ada.open(transfer(from, rain) + "?to=" + to).text()).contains("It is private there", "Cleo");
        assertThat(move(ada, from, rain, to, rain, rain).status()).isEqualTo(303);
        assertThat(signedIn("Eve").open(project(to, rain)).status()).isEqualTo(403);
        assertThat(crew(to, rain)).containsExactly("Ada project-admin");
    }

    @Test
    void a_project_goes_only_where_its_roles_exist_and_one_may_create_projects() {
        var ada = signedIn("Ada");
        var from = found(ada, "single-owner");
        var rain = createProject(ada, from, "Rain");
        var other = found(ada, "owner-editor-viewer");
        var mallory = signedIn("Mallory");
        var mallorys = found(mallory, "single-owner");
        var guest = found(mallory, "single-owner");
        join(mallory, guest, "Ada", "restricted-member");
        assertThat(ada.open(transfer(from, rain)).text())
                .contains("Org " + other + " It follows another access model", "creates no projects")
                .doesNotContain(mallorys);
        for (var to : List.of(other, guest, mallorys, from, "nowhere", "")) {
            var answer = move(ada, from, rain, to, rain, rain);
            assertThat(answer.status()).as(to).isEqualTo(422);
            assertThat(answer.problem("to")).as(to).isNotEmpty();
            if (to.isEmpty()) continue;
            assertThat(ada.get(transfer(from, rain) + "?to=" + to).status()).isEqualTo(303);
        }
        assertThat(move(ada, from, rain, mallorys, rain, rain).problem("to"))
                .isEqualTo(move(ada, from, rain, "nowhere", rain, rain).problem("to"));
        assertThat(id(from, rain)).isNotNull();
    }

    @Test
    void what_is_wrong_with_a_transfer_is_told_at_its_field_and_changes_nothing() {
        var ada = signedIn("Ada");
        var from = found(ada, "single-owner");
        var to = found(ada, "single-owner");
        var rain = createProject(ada, from, "Rain");
        var eve = join(ada, from, "Eve", "member", rain, "project-write");
        createProject(ada, to, "Rain");
        var before = crew(from, rain);
        assertThat(move(ada, from, rain, to, rain, rain).problem("slug")).contains("taken");
        assertThat(move(ada, from, rain, to, "Not one", rain).problem("slug")).isNotEmpty();
        assertThat(move(ada, from, rain, to, "hail", "rains").problem("confirm"))
                .contains("Type rain");
        assertThat(move(eve, from, rain, to, "hail", rain).status()).isEqualTo(403);
        assertThat(move(signedIn("Mallory"), from, rain, to, "hail", rain).status())
                .isEqualTo(404);
        sqlUpdate("update session set started = now() - interval '1 hour' where account_id = ?1", account("Ada"));
        var old = move(ada, from, rain, to, "hail", rain);
        assertThat(old.status()).isEqualTo(403);
        assertThat(old.text()).contains("Nothing was transferred", "Sign in anew");
        assertThat(crew(from, rain)).isEqualTo(before);
        assertThat(entries(from, "PROJECT_TRANSFERRED")).isZero();
        assertThat(entries(to, "PROJECT_RECEIVED")).isZero();
    }

    @Test
    void whoever_has_come_to_their_end_takes_nothing_along() {
        var ada = signedIn("Ada");
        var from = found(ada, "single-owner");
        var to = found(ada, "single-owner");
        var rain = createProject(ada, from, "Rain");
        for (var name : List.of("Cleo", "Eve")) {
            join(ada, from, name, "member", rain, "project-write");
            join(ada, to, name, "member");
        }
        sqlUpdate("update member set ends = now() where id = ?1", member(from, "Cleo"));
        sqlUpdate("update collaborator set ends = now() where account_id = ?1", account("Eve"));
        assertThat(move(ada, from, rain, to, rain, rain).status()).isEqualTo(303);
        assertThat(crew(to, rain)).containsExactly("Ada project-admin");
        assertThat(signedIn("Cleo").open(project(to, rain)).status()).isEqualTo(403);
        assertThat(mails("role_changed", "Cleo") + mails("role_changed", "Eve")).isZero();
    }

    @Test
    void undoing_a_removal_brings_nobody_into_a_project_that_is_elsewhere() {
        var ada = signedIn("Ada");
        var from = found(ada, "single-owner");
        var to = found(ada, "single-owner");
        var rain = createProject(ada, from, "Rain");
        join(ada, from, "Eve", "member", rain, "project-write");
        ada.post("/organizations/" + from + "/members/" + member(from, "Eve") + "/removal");
        var departure = sql("select cast(id as text) from departure where account_id = ?1", account("Eve"));
        assertThat(move(ada, from, rain, to, rain, rain).status()).isEqualTo(303);
        assertThat(ada.post("/organizations/" + from + "/departures/" + departure + "/undoing")
                        .status())
                .isEqualTo(303);
        assertThat(sql("select count(*) from collaborator where account_id = ?1", account("Eve")))
                .isEqualTo(0L);
    }

    @Test
    void whoever_may_no_longer_create_projects_there_at_the_last_moment_transfers_nothing() throws Exception {
        var ada = signedIn("Ada");
        var mallory = signedIn("Mallory");
        var from = found(ada, "single-owner");
        var to = found(mallory, "single-owner");
        var rain = createProject(ada, from, "Rain");
        join(mallory, to, "Ada", "member");
        var adas = member(to, "Ada");
        ada.open(transfer(from, rain));
        var late = QuarkusTransaction.requiringNew().call(() -> {
            database.createNativeQuery("select id from organization where slug = ?1 for update", UUID.class)
                    .setParameter(1, to)
                    .getSingleResult();
            var answer = CompletableFuture.supplyAsync(() -> move(ada, from, rain, to, rain, rain));
            awaitWaiting(1);
            database.createNativeQuery("update member set role = 'restricted-member' where id = ?1")
                    .setParameter(1, adas)
                    .executeUpdate();
            return answer;
        });
        assertThat(late.get().status()).isEqualTo(422);
        assertThat(id(from, rain)).isNotNull();
        assertThat(entries(to, "PROJECT_RECEIVED")).isZero();
    }

    @Test
    void two_projects_pass_each_other() throws Exception {
        var ada = signedIn("Ada");
        var ben = signedIn("Ben");
        var one = found(ada, "owner-editor-viewer");
        var other = found(ben, "owner-editor-viewer");
        join(ada, one, "Ben", "editor");
        join(ben, other, "Ada", "editor");
        var rain = createProject(ada, one, "Rain");
        var snow = createProject(ben, other, "Snow");
        var both = QuarkusTransaction.requiringNew().call(() -> {
            database.createNativeQuery("select id from organization where slug = ?1 for update", UUID.class)
                    .setParameter(1, one)
                    .getSingleResult();
            var there = CompletableFuture.supplyAsync(() -> move(ada, one, rain, other, rain, rain));
            awaitWaiting(1);
            // Whoever has locked their own organization first, waits for the other with it in hand.
            var back = CompletableFuture.supplyAsync(() -> move(ben, other, snow, one, snow, snow));
            awaitWaiting(2);
            return List.of(there, back);
        });
        for (var moved : both) assertThat(moved.get().status()).isEqualTo(303);
    }

    // What the tests above ask

    private Visitor.Answer handOver(Visitor actor, String slug, String project, String heir, String then) {
        return actor.post(transfer(slug, project), "heir", account(heir).toString(), "then", then);
    }

    private static Visitor.Answer move(
            Visitor actor, String from, String project, String to, String slug, String confirm) {
        return actor.post(transfer(from, project) + "/organization", "to", to, "slug", slug, "confirm", confirm);
    }

    private static String project(String slug, String project) {
        return "/organizations/" + slug + "/projects/" + project;
    }

    private static String transfer(String slug, String project) {
        return project(slug, project) + "/transfer";
    }

    private List<Object> crew(String slug, String project) {
        return sqlAll("""
                select concat(a.name, ' ', c.role) from collaborator c join organization o on o.id = c.organization_id
                join project p on p.organization_id = o.id and p.id = c.project_id join account a on a.id = c.account_id
                where o.slug = ?1 and p.slug = ?2 order by a.name""", slug, project);
    }

    private Object id(String slug, String project) {
        return sql("""
                select p.id from project p join organization o on o.id = p.organization_id
                where o.slug = ?1 and p.slug = ?2""", slug, project);
    }

    private long rows(String slug, Object project) {
        return (Long) sql("""
                select (select count(*) from project p where p.organization_id = o.id and p.id = ?2)
                  + (select count(*) from collaborator c where c.organization_id = o.id and c.project_id = ?2)
                  + (select count(*) from invitation_project i where i.organization_id = o.id and i.project_id = ?2)
                from organization o where o.slug = ?1""", slug, project);
    }

    /** How many mails of this kind somebody is to get. */
    private long mails(String kind, String name) {
        return (Long) sql("select count(*) from outbox where kind = ?1 and address = ?2", kind, address(name));
    }

    private long entries(String slug, String action) {
        return (Long) sql("""
                select count(*) from audit_entry where action = ?2
                  and organization_id = (select id from organization where slug = ?1)""", slug, action);
    }

    private void awaitWaiting(int many) {
        for (var i = 0; i < 1200; i++) {
            var waiting = (Number) sql("""
                    select count(*) from pg_stat_activity where wait_event_type = 'Lock'
                      and query like 'select id from organization%'""");
            if (waiting.intValue() >= many) return;
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("Nothing waits");
    }
}
