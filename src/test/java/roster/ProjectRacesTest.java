package roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two people, each in a browser, do things to one project at the same moment; what may never be, is not. */
@QuarkusTest
class ProjectRacesTest extends RosterTest {
    private static final int ROUNDS = 40;

    private final List<String> violations = new ArrayList<>();
    private Visitor ada;
    private String slug;
    private UUID organization;
    private String projects;

    @AfterEach
    void nothing_that_may_never_be_has_been() {
        assertThat(violations).isEmpty();
    }

    @Test
    void of_two_last_project_owners_who_leave_at_once_one_stays() {
        found("owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        createProject(ben, slug, "Rain");
        var eve = join(ada, slug, "Eve", "editor");
        collaborate(ben, slug, "rain", "Eve", "project-owner");
        var bens = collaborator(slug, "rain", "Ben");
        var eves = collaborator(slug, "rain", "Eve");
        var rows = sqlAll(
                "select cast(row_to_json(c) as text) from collaborator c where organization_id = ?1", organization);
        for (var round = 0; round < ROUNDS; round++) {
            var leaving = round % 2 == 0;
            var path = projects + "/rain/" + (leaving ? "collaboration" : "collaborators/");
            var statuses = together(
                    () -> ben.post(path + (leaving ? "" : eves) + "/removal").status(),
                    () -> eve.post(path + (leaving ? "" : bens) + "/removal").status());
            check(round, statuses.stream().filter(status -> status == 303).count() == 1, statuses);
            check(round, count("collaborator where organization_id = ?1") == 1, "not one is left");
            sqlUpdate("delete from collaborator where organization_id = ?1", organization);
            for (var row : rows) {
                sqlUpdate(
                        "insert into collaborator select * from json_populate_record(null::collaborator, cast(?1 as json))"
                                .replace("null::collaborator", "cast(null as collaborator)"),
                        row);
            }
        }
    }

    @Test
    void of_two_projects_of_one_slug_created_at_once_there_is_one() {
        found("single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        for (var round = 0; round < ROUNDS; round++) {
            var name = "Rain " + round;
            var statuses =
                    together(() -> ada.post(projects, "name", name).status(), () -> ben.post(projects, "name", name)
                            .status());
            check(round, statuses.stream().sorted().toList().equals(List.of(303, 422)), statuses);
        }
        assertThat(count("project where organization_id = ?1")).isEqualTo(ROUNDS);
    }

    @Test
    void a_project_deleted_while_somebody_from_outside_joins_it_leaves_nobody_behind() {
        found("admin-member-guest");
        var dora = signedIn("Dora");
        for (var round = 0; round < ROUNDS; round++) {
            var id = offer(round);
            var statuses = together(
                    () -> dora.post("/invitations/accept", "invitation", id).status(),
                    () -> ada.post(projects + "/rain/deletion", "confirm", "rain")
                            .status());
            check(round, statuses.get(1) == 303, statuses);
            check(round, List.of(303, 409, 410).contains(statuses.get(0)), statuses);
            check(round, count("project where organization_id = ?1") == 0, "the project is still there");
            check(round, count("collaborator where organization_id = ?1") == 0, "somebody works on it");
            check(round, count("member where organization_id = ?1") == 1, "somebody is left outside");
            check(
                    round,
                    count("invitation where organization_id = ?1 and accepted is null and revoked is null") == 0,
                    "open");
        }
    }

    @Test
    void one_offer_of_a_project_accepted_twice_at_once_is_one_collaboration() {
        found("admin-member-guest");
        var dora = signedIn("Dora");
        for (var round = 0; round < ROUNDS; round++) {
            var id = offer(round);
            var statuses = together(
                    () -> dora.post("/invitations/accept", "invitation", id).status(),
                    () -> dora.post("/invitations/accept", "invitation", id).status());
            check(round, statuses.equals(List.of(303, 303)), statuses);
            check(round, count("collaborator where organization_id = ?1") == 2, "not Ada and Dora");
            check(round, count("member where organization_id = ?1") == 2, "not Ada and Dora");
            ada.post(projects + "/rain/deletion", "confirm", "rain");
        }
    }

    @Test
    void an_offer_accepted_while_its_granter_is_taken_out_holds_or_is_revoked_never_both() {
        found("owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        var eve = join(ada, slug, "Eve", "editor");
        var dora = signedIn("Dora");
        for (var round = 0; round < ROUNDS; round++) {
            forget();
            createProject(eve, slug, "Rain");
            collaborate(eve, slug, "rain", "Ben", "project-owner");
            ben.post(projects + "/rain/collaborators", "who", address("Dora"), "role", "project-viewer");
            var id = invitation(slug, "Dora").toString();
            var bens = collaborator(slug, "rain", "Ben");
            var statuses = together(
                    () -> dora.post("/invitations/accept", "invitation", id).status(),
                    () -> eve.post(projects + "/rain/collaborators/" + bens + "/removal")
                            .status());
            check(round, statuses.get(1) == 303, statuses);
            var accepted = count("invitation where organization_id = ?1 and accepted is not null and address = '"
                    + address("Dora") + "'");
            var revoked = count("invitation where organization_id = ?1 and revoked is not null and address = '"
                    + address("Dora") + "'");
            check(round, accepted + revoked == 1, accepted + " accepted, " + revoked + " revoked");
            check(
                    round,
                    count("collaborator where organization_id = ?1") == 1 + accepted,
                    "wrong number of collaborators");
            eve.post(projects + "/rain/deletion", "confirm", "rain");
        }
    }

    @Test
    void a_project_made_public_while_somebody_joins_it_has_only_its_creators_collaboration() {
        found("single-owner");
        join(ada, slug, "Dora", "member");
        var dora = signedIn("Dora");
        for (var round = 0; round < ROUNDS; round++) {
            var id = offer(round, "project-read");
            var statuses = together(
                    () -> dora.post("/invitations/accept", "invitation", id).status(),
                    () -> ada.post(projects + "/rain/visibility", "visibility", "public")
                            .status());
            check(round, statuses.get(1) == 303, statuses);
            check(round, count("collaborator where organization_id = ?1") == 1, "somebody has a level of their own");
            check(round, count("invitation_project where organization_id = ?1") <= 1, "it is still offered");
            ada.post(projects + "/rain/deletion", "confirm", "rain");
        }
    }

    private void found(String model) {
        ada = signedIn("Ada");
        slug = found(ada, model);
        organization = (UUID) sql("select id from organization where slug = ?1", slug);
        projects = "/organizations/" + slug + "/projects";
    }

    private String offer(int round) {
        return offer(round, "collaborator");
    }

    /** A project of Ada's, offered to Dora; the id of the invitation. */
    private String offer(int round, String role) {
        forget();
        createProject(ada, slug, "Rain");
        var answer = ada.post(projects + "/rain/collaborators", "who", address("Dora"), "role", role);
        check(round, answer.status() == 303, answer.text());
        return invitation(slug, "Dora").toString();
    }

    /** What was sent before counts for no limit, and what was offered before is no part of this round. */
    private void forget() {
        sqlUpdate("delete from invitation where organization_id = ?1", organization);
        sqlUpdate("delete from outbox where organization_id = ?1", organization);
    }

    private long count(String from) {
        return (Long) sql("select count(*) from " + from, organization);
    }

    private void check(int round, boolean right, Object otherwise) {
        if (!right) violations.add("round " + round + ": " + otherwise);
    }

    /** Both at the same moment; the statuses of their answers, in order. */
    private static List<Integer> together(Supplier<Integer> one, Supplier<Integer> other) {
        var start = new CyclicBarrier(2);
        var both = List.of(one, other).stream()
                .map(act -> CompletableFuture.supplyAsync(() -> {
                    try {
                        start.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return act.get();
                }))
                .toList();
        return both.stream().map(CompletableFuture::join).toList();
    }
}
