package roster.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import roster.Crowd;
import roster.RosterTest;
import roster.Visitor;
import roster.account.Person;
import roster.collaborator.Collaborator;
import roster.member.Member;
import roster.organization.Organization;

/**
 * Every cell of the four vendors' tables, tried by somebody of that role: by doing it on the product's own pages where it
 * has the thing, else by asking {@link Access}. Whoever has the mark succeeds, whoever has not is refused.
 */
@QuarkusTest
class MatrixTest extends RosterTest {
    private static final int CELLS = 312;
    private static final int ACTED_AT_LEAST = 155;

    @Inject
    Access access;

    @Inject
    AccessModels models;

    private final SoftAssertions all = new SoftAssertions();
    private final Map<String, Integer> acted = new TreeMap<>();
    private final Map<String, Integer> asked = new TreeMap<>();
    private int fresh;

    private record Cell(String model, String role, String permission, boolean allowed, String source) {}

    @Test
    void every_cell_of_the_four_tables_holds_in_the_product() throws IOException {
        var cells = cells();
        assertThat(cells).hasSize(CELLS);
        var worlds = new HashMap<String, World>();
        for (var cell : cells) {
            var world = worlds.computeIfAbsent(cell.model, World::new);
            var answer = world.act(cell);
            (answer.isPresent() ? acted : asked).merge(cell.model, 1, Integer::sum);
            all.assertThat(answer.orElseGet(() -> world.ask(cell)))
                    .as("%s: %s, %s (%s)", cell.model, cell.role, cell.permission, cell.source)
                    .isEqualTo(cell.allowed);
        }
        System.out.println(table());
        all.assertAll();
        var did = acted.values().stream().mapToInt(Integer::intValue).sum();
        var only = asked.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(did + only).isEqualTo(CELLS);
        assertThat(did).isGreaterThanOrEqualTo(ACTED_AT_LEAST);
    }

    private String table() {
        var table = new StringBuilder("%nCells of the tables   acted   asked%n".formatted());
        acted.forEach((model, number) ->
                table.append("%-20s %6d  %6d%n".formatted(model, number, asked.getOrDefault(model, 0))));
        return table.toString();
    }

    private static List<Cell> cells() throws IOException {
        try (var file = MatrixTest.class.getResourceAsStream("/matrices.csv")) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 6))
                    .map(cell -> new Cell(cell[0], cell[2], cell[3], cell[4].equals("yes"), cell[5]))
                    .toList();
        }
    }

    /**
     * An organization of one model with one person for each role, named like it. Those with a project role have it in
     * Rain; on Snow only Ada works.
     */
    private final class World {
        private final AccessModel model;
        private final String slug;
        private final UUID organization;
        private final Visitor ada;
        private final String rain;
        private final String snow;
        private final Map<String, Visitor> people = new HashMap<>();
        private String open;

        World(String key) {
            model = models.get(key);
            var founder = signedIn(model.ownerRole().key());
            slug = found(founder, key);
            organization = (UUID) sql("select id from organization where slug = ?1", slug);
            founder.post(path("/settings"), "name", "Org " + slug, "slug", slug, "description", "All about it");
            // Ada makes all that is tried on, so that the people below have it through nothing but their role.
            ada = signedIn("Ada");
            join("Ada", model.singleOwner() ? model.formerOwnerRole() : model.ownerRole());
            rain = createProject(ada, slug, "Rain");
            snow = createProject(ada, slug, "Snow");
            for (var role : model.organizationRoles()) {
                var name = role.key();
                people.put(name, signedIn(name));
                if (role.equals(model.ownerRole())) continue;
                if (role.assignable()) join(name, role);
                else
                    work(
                            rain,
                            name,
                            projectRole(model.policies().externalRoles().stream()
                                    .reduce((first, second) -> second)
                                    .orElseThrow()));
            }
            for (var role : model.projectRoles()) {
                people.put(role.key(), signedIn(role.key()));
                if (!model.isEligibleFromOutside(role)) join(role.key(), least());
                work(rain, role.key(), role);
            }
            if (!model.hasPublicProjects()) return;
            ada.post(path("/projects"), "name", "Open", "visibility", "public");
            open = "open";
        }

        /** What came of doing it; nothing if the product has no such thing. */
        Optional<Boolean> act(Cell cell) {
            var who = people.get(cell.role);
            return switch (cell.permission) {
                case "organization:view" ->
                    Optional.of(who.open(path("")).text().contains("All about it"));
                case "organization:edit" ->
                    done(who.post(
                            path("/settings"),
                            "name",
                            "Org " + slug,
                            "slug",
                            slug,
                            "description",
                            "All about it, edited by " + cell.role));
                case "organization:delete" -> {
                    // The page alone: deleting would leave nothing to try the other cells on.
                    var page = who.open(path("/deletion"));
                    yield page.status() == 404 ? Optional.empty() : done(page);
                }
                case "member:view" -> done(who.open(path("/members")));
                case "member:invite" ->
                    done(who.post(
                            path("/invitations"),
                            "emails",
                            address("new" + ++fresh),
                            "role",
                            invited().key()));
                case "member:manage" -> both(changeMember(who), removeMember(who));
                case "project:create" ->
                    done(who.post(path("/projects"), "name", "Made by " + cell.role, "slug", "made-" + ++fresh));
                case "project:view" -> done(who.open(project(placeOf(cell), "")));
                case "project:edit" ->
                    done(who.post(
                            project(placeOf(cell), "/settings"),
                            "name",
                            "Edited by " + cell.role,
                            "slug",
                            placeOf(cell)));
                case "project:delete" -> {
                    var project = freshProject();
                    work(project, cell.role, projectRole(cell.role));
                    yield done(who.post(project(project, "/deletion"), "confirm", project));
                }
                case "project:access-all" -> {
                    var project = freshProject();
                    yield both(
                            done(who.open(project(project, ""))),
                            Optional.of(who.open(path("/projects?q=" + project))
                                    .page()
                                    .select("tbody a")
                                    .eachAttr("href")
                                    .contains(project(project, ""))));
                }
                case "project:access-public" -> done(who.open(project(open, "")));
                case "project:access-granted" -> {
                    var project = freshProject();
                    work(
                            project,
                            cell.role,
                            model.projectRoles().get(model.projectRoles().size() - 1));
                    yield done(who.open(project(project, "")));
                }
                case "collaborator:invite" -> {
                    var invited = address("new" + ++fresh);
                    Crowd.join(slug, least().key(), "New", "new" + fresh, invited);
                    yield done(who.post(
                            project(placeOf(cell), "/collaborators"),
                            "who",
                            invited,
                            "role",
                            model.creatorRole().key()));
                }
                case "collaborator:manage" -> both(changeCollaborator(who, cell), removeCollaborator(who, cell));
                default -> cell.permission.startsWith("eligible:") ? offer(cell) : Optional.empty();
            };
        }

        boolean ask(Cell cell) {
            var permission = Permission.of(cell.permission).orElseThrow();
            var account = account(cell.role);
            return QuarkusTransaction.requiringNew()
                    .call(() -> isProjectRole(cell.role) || cell.model.equals("administrator-viewer")
                            ? access.may(account, permission, organization, id(placeOf(cell)))
                            : access.may(account, permission, organization));
        }

        private Optional<Boolean> changeMember(Visitor who) {
            var roles = model.organizationRoles().stream()
                    .filter(AccessModel.Role::assignable)
                    .toList();
            return done(who.post(
                    path("/members/" + newMember() + "/role"),
                    "role",
                    roles.get(roles.size() - 2).key()));
        }

        private Optional<Boolean> removeMember(Visitor who) {
            return done(who.post(path("/members/" + newMember() + "/removal")));
        }

        private Optional<Boolean> changeCollaborator(Visitor who, Cell cell) {
            if (model.projectRoles().size() == 1) return removeCollaborator(who, cell);
            return done(who.post(
                    project(placeOf(cell), "/collaborators/" + newCollaborator(placeOf(cell)) + "/role"),
                    "role",
                    model.creatorRole().key()));
        }

        private Optional<Boolean> removeCollaborator(Visitor who, Cell cell) {
            return done(
                    who.post(project(placeOf(cell), "/collaborators/" + newCollaborator(placeOf(cell)) + "/removal")));
        }

        /** Offers the project role to somebody new who would be this in the organization. */
        private Optional<Boolean> offer(Cell cell) {
            var role = model.isOutsider(role(cell.role)) ? "" : cell.role;
            var answer = ada.post(
                    path("/invitations"),
                    "emails",
                    address("new" + ++fresh),
                    "role",
                    role,
                    "project",
                    rain,
                    "projectRole",
                    cell.permission.substring("eligible:".length()));
            return result(answer, 422);
        }

        private Optional<Boolean> done(Visitor.Answer answer) {
            return result(answer, 403);
        }

        private Optional<Boolean> result(Visitor.Answer answer, int refused) {
            if (answer.status() == 200 || answer.status() == 303) return Optional.of(true);
            all.assertThat(answer.status())
                    .as(answer.address() + ": " + answer.text())
                    .isEqualTo(refused);
            return Optional.of(false);
        }

        private Optional<Boolean> both(Optional<Boolean> one, Optional<Boolean> other) {
            all.assertThat(one).as("two ways to do the same").isEqualTo(other);
            return one;
        }

        /** Rain for those with a role in it; else Snow, where people are by their role in the organization alone. */
        private String placeOf(Cell cell) {
            return isProjectRole(cell.role) ? rain : snow;
        }

        private UUID newMember() {
            var name = "new" + ++fresh;
            Crowd.join(slug, least().key(), name, name, address(name));
            return member(slug, name);
        }

        private UUID newCollaborator(String project) {
            var name = "new" + ++fresh;
            Crowd.join(slug, least().key(), name, name, address(name));
            work(project, name, model.projectRoles().get(model.projectRoles().size() - 1));
            return collaborator(slug, project, name);
        }

        private String freshProject() {
            return createProject(ada, slug, "Fresh " + ++fresh);
        }

        private void join(String name, AccessModel.Role role) {
            QuarkusTransaction.requiringNew().run(() -> {
                Access.lock(organization);
                Member.join(organization, person(name), role, Given.as(Given.Way.FOUNDER));
                Organization.countOwners(organization, model.isOwner(role) ? 1 : 0);
            });
        }

        private void work(String project, String name, AccessModel.Role role) {
            var id = id(project);
            QuarkusTransaction.requiringNew().run(() -> {
                Access.lock(organization);
                Collaborator.join(organization, model, id, person(name), role, Given.as(Given.Way.FOUNDER));
            });
        }

        /** The role that is offered to somebody new: the most powerful one there is to give. */
        private AccessModel.Role invited() {
            return model.singleOwner() ? model.defaultRole() : model.ownerRole();
        }

        /** The least of the roles in the organization that can be given. */
        private AccessModel.Role least() {
            return model.organizationRoles().stream()
                    .filter(AccessModel.Role::assignable)
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }

        private AccessModel.Role role(String key) {
            return model.organizationRole(key).orElseThrow();
        }

        private AccessModel.Role projectRole(String key) {
            return model.projectRole(key).orElseThrow();
        }

        private boolean isProjectRole(String key) {
            return model.projectRole(key).isPresent();
        }

        private UUID id(String project) {
            return (UUID) sql("select id from project where organization_id = ?1 and slug = ?2", organization, project);
        }

        private String path(String rest) {
            return "/organizations/" + slug + rest;
        }

        private String project(String project, String rest) {
            return path("/projects/" + project + rest);
        }
    }

    private Person person(String name) {
        var row = (Object[]) sql("select id, name, username, email from account where address = ?1", address(name));
        return new Person(
                (UUID) row[0], (String) row[1], (String) row[2], (String) row[3], Optional.of(address(name)), true);
    }
}
