package roster.access;

import static roster.web.Reader.say;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import roster.access.AccessModel.Role;
import roster.web.Csv;
import roster.web.OneColumn;
import roster.web.Paged;

/**
 * What each role of a model may do, as a table: roles side by side, one row a permission that any role of the model has.
 */
record Matrix(List<Role> organization, List<Role> project, List<Section> sections) {

    /** The rows about one thing. */
    record Section(Permission.Group group, List<Row> rows) {}

    record Row(Permission permission, List<Cell> cells) {
        private List<String> line() {
            var about = Stream.of(permission.group().title(), permission.code(), permission.sentence());
            return Stream.concat(about, cells.stream().map(Cell::words)).toList();
        }
    }

    /** @param reached whether a role in the organization has the right only by the role it brings in every project */
    record Cell(Role role, boolean allowed, boolean reached) {
        private String words() {
            var words = say(AccessWords.class);
            if (!allowed) return words.no();
            return reached ? words.yes() + ", " + words.inEveryProject() : words.yes();
        }
    }

    static Matrix of(AccessModel model) {
        return of(model, model.organizationRoles(), model.projectRoles(), row -> true);
    }

    /** Only two roles, and only the rows in which they differ. */
    static Matrix of(AccessModel model, Role one, Role other) {
        return of(
                model,
                model.organizationRoles().stream()
                        .filter(role -> role.equals(one) || role.equals(other))
                        .toList(),
                model.projectRoles().stream()
                        .filter(role -> role.equals(one) || role.equals(other))
                        .toList(),
                permission -> model.rights(one).contains(permission)
                        != model.rights(other).contains(permission));
    }

    /** The permissions that some role of the model has, in the order of tables. */
    static List<Permission> permissions(AccessModel model) {
        return Arrays.stream(Permission.values())
                .filter(permission ->
                        roles(model).anyMatch(role -> role.permissions().contains(permission)))
                .toList();
    }

    static Stream<Role> roles(AccessModel model) {
        return Stream.concat(model.organizationRoles().stream(), model.projectRoles().stream());
    }

    /** The keys of the roles that the viewer holds here, with where they hold them. */
    static Map<String, String> own(Standing viewer, EntityManager database) {
        var words = say(AccessWords.class);
        var own = new HashMap<String, String>();
        OneColumn.of(
                        database,
                        "select distinct role from collaborator c where organization_id = ?1 and account_id = ?2 and "
                                + Access.LASTING.formatted("c"),
                        String.class)
                .setParameter(1, viewer.organization())
                .setParameter(2, viewer.account())
                .getResultList()
                .forEach(role -> own.put(role, words.yourRoleInSome()));
        var model = viewer.model();
        model.inPublicProjects(viewer.role()).ifPresent(role -> own.put(role.key(), words.yourRoleInPublic()));
        model.inEveryProject(viewer.role()).ifPresent(role -> own.put(role.key(), words.yourRoleInEvery()));
        own.put(viewer.role().key(), words.yourRole());
        return own;
    }

    public boolean isEmpty() {
        return sections.isEmpty();
    }

    /** Its roles, in the order of the table. */
    public List<Role> roles() {
        return Stream.concat(organization.stream(), project.stream()).toList();
    }

    /** Its roles, in a sentence. */
    public String names() {
        return Law.and(Law.names(roles()));
    }

    /** The table as a file. */
    Response file(Csv csv) {
        var words = say(AccessWords.class);
        var columns = new ArrayList<>(List.of(words.about(), words.right(), words.may()));
        columns.addAll(Law.names(roles()));
        var rows = sections.stream().flatMap(section -> section.rows().stream()).toList();
        return csv.list("rights", columns, from -> new Paged<>(rows, null, null), Row::line);
    }

    public int width() {
        return organization.size() + project.size();
    }

    private static Matrix of(
            AccessModel model, List<Role> organization, List<Role> project, Predicate<Permission> wanted) {
        var roles = Stream.concat(organization.stream(), project.stream()).toList();
        var rows = permissions(model).stream().filter(wanted).toList();
        var sections = Arrays.stream(Permission.Group.values())
                .map(group -> new Section(
                        group,
                        rows.stream()
                                .filter(permission -> permission.group() == group)
                                .map(permission -> new Row(
                                        permission,
                                        roles.stream()
                                                .map(role -> cell(model, role, permission))
                                                .toList()))
                                .toList()))
                .filter(section -> !section.rows().isEmpty())
                .toList();
        return new Matrix(organization, project, sections);
    }

    private static Cell cell(AccessModel model, Role role, Permission permission) {
        var allowed = model.rights(role).contains(permission);
        return new Cell(role, allowed, allowed && !role.permissions().contains(permission));
    }
}
