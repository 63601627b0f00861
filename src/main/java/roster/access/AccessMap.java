package roster.access;

import static roster.web.Reader.say;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import roster.access.AccessModel.Role;
import roster.web.Csv;
import roster.web.Keyset;
import roster.web.Paged;
import roster.web.Search;

/**
 * Who is what in which project: people below each other, projects side by side, both by name, as far as the viewer may see
 * them. A cell is decided as {@link Explanation} explains it. Two statements answer it, whatever its size.
 *
 * @param everybody whether others than the viewer are in it
 */
public record AccessMap(Asked asked, Standing viewer, boolean everybody, Paged<Row> people, Paged<Column> projects) {
    static final int PEOPLE = 50;
    static final int PROJECTS = 25;

    /** How much of it is read at once for a file: few people with most of their projects. */
    private static final int PEOPLE_OF_FILE = 10;

    private static final int PROJECTS_OF_FILE = 1000;

    /**
     * What somebody asked the map for.
     *
     * @param q part of the name, username or address of a person; empty for all
     * @param project part of the name, slug or tag of a project; empty for all
     * @param role the key of a role which people have in the organization, or in one of the projects; empty for any
     * @param from the place among the people from which to go on, or null
     * @param projectsFrom the same among the projects
     */
    public record Asked(String q, String project, String role, Keyset from, Keyset projectsFrom) {
        static Asked of(String q, String project, String role, String page, String projects) {
            return new Asked(text(q), text(project), text(role), Keyset.parse(page), Keyset.parse(projects));
        }

        public boolean isFiltered() {
            return !q.isEmpty() || !project.isEmpty() || !role.isEmpty();
        }

        /** The address of this map with one thing different. */
        public String with(String name, String value) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("q", q);
            all.put("project", project);
            all.put("role", role);
            all.put("page", from == null ? "" : from.toString());
            all.put("projects", projectsFrom == null ? "" : projectsFrom.toString());
            all.put(name, value == null ? "" : value);
            return "?"
                    + all.entrySet().stream()
                            .filter(part -> !part.getValue().isEmpty())
                            .map(part ->
                                    part.getKey() + "=" + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"));
        }

        private Asked at(Keyset people, Keyset projects) {
            return new Asked(q, project, role, people, projects);
        }

        private static String text(String typed) {
            return typed == null ? "" : typed.strip();
        }
    }

    /** @param viewer what the viewer is in the project */
    public record Column(Standing viewer, String sortName) {
        public ProjectStanding project() {
            return viewer.project();
        }

        /** Whether the viewer may see more of it than its name. */
        public boolean isOpen() {
            return viewer.may(Permission.PROJECT_VIEW);
        }
    }

    /** One person. */
    public record Row(Standing person, String name, String email, String sortName, List<Cell> cells) {
        public boolean isSelf(Standing viewer) {
            return person.account().equals(viewer.account());
        }

        private String label() {
            return name + " (" + email + ")";
        }
    }

    /**
     * What one person is in one project.
     *
     * @param access how it is explained
     * @param marks of the roles that count: of the one which decides, or of all, if none does alone
     */
    public record Cell(Explanation.InProject access, List<Mark> marks) {
        public boolean isEmpty() {
            return marks.isEmpty();
        }

        public String letters() {
            return marks.stream().map(Mark::letters).collect(Collectors.joining("+"));
        }

        public String rank() {
            return marks.get(0).rank();
        }

        /** Through what, for the style and for tests: {@code collaboration}, {@code membership}, {@code publicity}. */
        public String through() {
            return deciding().map(Grant::kind).orElse("collaboration");
        }

        /** The key of the role, or of the first that counts. */
        public String key() {
            return marks.get(0).role().key();
        }

        /** The role in words. */
        public String role() {
            return isEmpty() ? "" : access.effective();
        }

        /** Through what, in words. */
        public String way() {
            return deciding().map(Grant::how).orElse("");
        }

        /** All of it in words. */
        public String sentence() {
            return way().isEmpty() ? role() : say(MapWords.class).roleThrough(role(), way());
        }

        private Optional<Grant> deciding() {
            return Optional.ofNullable(access.winner());
        }
    }

    /** A cell with all that a line of a file says. */
    record Line(Row row, Cell cell) {}

    static AccessMap read(EntityManager database, Standing viewer, Asked asked) {
        return read(database, viewer, asked, PEOPLE, PROJECTS);
    }

    /** The letters of roles that the map uses. */
    public List<Mark> legend() {
        return Mark.of(viewer.model());
    }

    /** The roles in the organization that people here can have. */
    public List<Role> organizationRoles() {
        return viewer.model().organizationRoles().stream()
                .filter(role -> role.assignable() || viewer.model().policies().externals())
                .toList();
    }

    /** The names of the roles that may see everybody's row. */
    public String seers() {
        return viewer.model().rolesWith(Permission.MEMBER_VIEW).stream()
                .map(Role::name)
                .collect(Collectors.joining(", "));
    }

    /** Whether the viewer sees every project of the organization here. */
    public boolean isWhole() {
        return seesAll(viewer);
    }

    /** All that was asked for, from the beginning, one line for each person and project. */
    static Response file(Csv csv, EntityManager database, Standing viewer, Asked asked) {
        var words = say(MapWords.class);
        return csv.list(
                "access-map",
                List.of(words.person(), words.project(), words.role(), words.through()),
                from -> lines(database, viewer, asked, from),
                line -> List.of(
                        line.row().label(),
                        line.cell().access().project().name(),
                        line.cell().role(),
                        line.cell().isEmpty() ? "" : line.cell().way()));
    }

    /** Goes on with the projects of the same people, and then with the next people. The place names both. */
    private static Paged<Line> lines(EntityManager database, Standing viewer, Asked asked, Keyset from) {
        var places = from == null ? new String[] {"", ""} : from.key().split(" ", 2);
        var map = read(
                database,
                viewer,
                asked.at(Keyset.parse(places[0]), Keyset.parse(places[1])),
                PEOPLE_OF_FILE,
                PROJECTS_OF_FILE);
        var lines = map.people.rows().stream()
                .flatMap(row -> row.cells().stream().map(cell -> new Line(row, cell)))
                .toList();
        var next = map.projects.next() != null
                ? places[0] + " " + map.projects.next()
                : map.people.next() != null ? map.people.next() + " " : null;
        return new Paged<>(
                lines, null, next == null ? null : new Keyset(false, next, viewer.organization()).toString());
    }

    private static AccessMap read(EntityManager database, Standing viewer, Asked asked, int people, int projects) {
        var columns = columns(database, viewer, asked, projects);
        return new AccessMap(
                asked,
                viewer,
                viewer.may(Permission.MEMBER_VIEW),
                rows(database, viewer, asked, columns.rows(), people),
                columns);
    }

    @SuppressWarnings("unchecked")
    private static Paged<Column> columns(EntityManager database, Standing viewer, Asked asked, int size) {
        var order = order("p", asked.projectsFrom());
        var query = database.createNativeQuery(
                        """
                        select p.id, p.slug, p.name, p.public, p.creator_id, p.creator, p.created, p.revision, p.sort_name,
                          v.id as viewer, v.role as viewer_role from project p%s
                        where p.organization_id = :organization%s%s%s order by %s limit %d""".formatted(
                                        viewing(viewer),
                                        visible(viewer),
                                        searched(asked).and(),
                                        asked.projectsFrom() == null ? "" : order.after(),
                                        order.by(),
                                        size + 1),
                        Tuple.class)
                .setParameter("organization", viewer.organization())
                .setParameter("viewer", viewer.account());
        bind(query, viewer, asked);
        place(query, asked.projectsFrom());
        var rows = ((List<Tuple>) query.getResultList())
                .stream().map(row -> column(row, viewer)).toList();
        return Paged.of(
                rows,
                asked.projectsFrom(),
                row -> new Keyset(false, row.sortName(), row.project().id()),
                size);
    }

    @SuppressWarnings("unchecked")
    private static Paged<Row> rows(
            EntityManager database, Standing viewer, Asked asked, List<Column> columns, int size) {
        var everybody = viewer.may(Permission.MEMBER_VIEW);
        var which = everybody ? "" : " and m.account_id = :viewer";
        var order = order("m", asked.from());
        Function<Search.Part, List<Tuple>> people = part -> {
            var query = database.createNativeQuery(
                            """
                            select m.id as member, m.account_id, m.since, m.last_seen, m.sort_name, a.name, a.email, %s,
                              (select cast(json_object_agg(c.project_id, json_build_array(c.id, c.role)) as text) from collaborator c
                                where c.organization_id = m.organization_id and c.account_id = m.account_id and %s
                                  and c.project_id = any(cast(:projects as uuid[]))) as cells
                            from %s m join account a on a.id = m.account_id
                            where m.organization_id = :organization%s order by %s limit %d""".formatted(
                                            Access.PRESENT,
                                            Access.LASTING.formatted("c"),
                                            part.table(),
                                            part.and(),
                                            order.by(),
                                            size + 1),
                            Tuple.class)
                    .setParameter("organization", viewer.organization())
                    .setParameter(
                            "projects",
                            columns.stream()
                                    .map(column -> column.project().id().toString())
                                    .toArray(String[]::new));
            part.bind(query);
            if (!asked.role().isEmpty()) {
                query.setParameter("role", asked.role());
                query.setParameter("reaching", reaching(viewer.model(), asked.role()));
                query.setParameter("everywhere", publicly(viewer.model(), asked.role()));
                bind(query, viewer, asked);
            }
            if (!everybody || !asked.role().isEmpty()) query.setParameter("viewer", viewer.account());
            return query.getResultList();
        };
        var read = new Search(asked.q(), "m.search")
                .read(
                        new Search.Rows(
                                order,
                                "member",
                                which,
                                fitting(viewer, asked),
                                asked.from(),
                                asked.from() == null ? null : asked.from().key(),
                                size + 1),
                        people);
        var marks = Mark.of(viewer.model());
        var page = Paged.of(
                read,
                asked.from(),
                row -> new Keyset(false, row.get("sort_name", String.class), row.get("member", UUID.class)),
                size);
        return new Paged<>(
                page.rows().stream()
                        .flatMap(row -> row(row, viewer, columns, marks).stream())
                        .toList(),
                page.previous(),
                page.next());
    }

    /** What the viewer is in each project {@code p}. */
    private static String viewing(Standing viewer) {
        return " left join collaborator v on v.organization_id = p.organization_id and v.project_id = p.id and v.account_id = :viewer and "
                + Access.LASTING.formatted("v")
                + (viewer.isMember() ? "" : " and v.role in (:outside)");
    }

    /** The condition that the viewer may know of the project {@code p}, as on the page of a person. */
    private static String visible(Standing viewer) {
        if (seesAll(viewer)) return "";
        if (viewer.model().inPublicProjects(viewer.role()).isEmpty()) return " and v.id is not null";
        return " and (v.id is not null or p.public) and (p.public or p.id in (" + Access.WORKED.formatted(":viewer")
                + "))";
    }

    private static boolean seesAll(Standing viewer) {
        return viewer.may(Permission.MEMBER_MANAGE) || viewer.model().seesEveryProject(viewer.role());
    }

    private static Search searched(Asked asked) {
        return new Search(asked.project(), "p.search", "project");
    }

    /** The condition that a person {@code m} has the role, in the organization or in a project that the map shows. */
    private static String fitting(Standing viewer, Asked asked) {
        if (asked.role().isEmpty()) return "";
        var shown = visible(viewer) + searched(asked).and();
        return """
                \sand ((m.role in (:reaching) and %1$s)
                  or m.role in (:everywhere) and %1$s and exists (select from project p%2$s
                    where p.organization_id = :organization and p.public%3$s)
                  or exists (select from collaborator c
                    join project p on p.organization_id = c.organization_id and p.id = c.project_id%2$s
                    where c.organization_id = m.organization_id and c.account_id = m.account_id and c.role = :role and %4$s%3$s))""".formatted(Access.LASTING.formatted("m"), viewing(viewer), shown, Access.LASTING.formatted("c"));
    }

    /** The roles in the organization that are the role, or bring it in every project; for a list in SQL, which cannot be empty. */
    private static List<String> reaching(AccessModel model, String key) {
        return keys(model.organizationRoles().stream()
                .filter(role -> role.key().equals(key)
                        || model.inEveryProject(role)
                                .filter(it -> it.key().equals(key))
                                .isPresent()));
    }

    /** Those that bring it in public projects. */
    private static List<String> publicly(AccessModel model, String key) {
        return keys(model.organizationRoles().stream().filter(role -> model.inPublicProjects(role)
                .filter(it -> it.key().equals(key))
                .isPresent()));
    }

    private static List<String> keys(Stream<Role> roles) {
        return Stream.concat(roles.map(Role::key), Stream.of("")).toList();
    }

    private static Search.Order order(String row, Keyset from) {
        return Search.Order.ofNames(row, from != null && from.backward());
    }

    private static void bind(Query query, Standing viewer, Asked asked) {
        if (!viewer.isMember())
            query.setParameter("outside", viewer.model().policies().externalRoles());
        searched(asked).bind(query);
    }

    private static void place(Query query, Keyset from) {
        if (from != null) query.setParameter("key", from.key()).setParameter("id", from.id());
    }

    private static Column column(Tuple row, Standing viewer) {
        var project = Explanation.project(row, viewer, "viewer", "viewer_role");
        return new Column(viewer.in(project), row.get("sort_name", String.class));
    }

    /** The person with what they are in each of the projects; nothing if they are nobody here any more. */
    private static Optional<Row> row(Tuple row, Standing viewer, List<Column> columns, List<Mark> marks) {
        var json = row.get("cells", String.class);
        var works = json == null ? new JsonObject() : new JsonObject(json);
        return Access.present(viewer.model(), row)
                .map(role -> viewer.other(
                        row.get("account_id", UUID.class),
                        row.get("member", UUID.class),
                        role,
                        row.get("since", Instant.class),
                        row.get("last_seen", Instant.class)))
                .map(person -> new Row(
                        person,
                        row.get("name", String.class),
                        row.get("email", String.class),
                        row.get("sort_name", String.class),
                        columns.stream()
                                .map(column -> cell(
                                        column,
                                        person,
                                        works.getJsonArray(column.project().id().toString()),
                                        marks))
                                .toList()));
    }

    private static Cell cell(Column column, Standing person, JsonArray work, List<Mark> marks) {
        var there = person.in(project(column.project(), person, work));
        var grants = new ArrayList<Grant>();
        there.held().forEach((source, role) -> {
            if (source != Grant.Source.MEMBERSHIP) grants.add(new Grant(source, role, role, null, null, null));
            else if (there.model().seesEveryProject(role)) {
                var reached = there.model().inEveryProject(role).orElse(role);
                grants.add(new Grant(source, role, reached, null, null, null));
            }
        });
        var access = new Explanation.InProject(there, column.viewer(), grants, column.sortName());
        var winner = access.winner();
        var roles = winner == null ? grants.stream().map(Grant::role).toList() : List.of(winner.role());
        return new Cell(
                access,
                roles.stream()
                        .flatMap(role ->
                                marks.stream().filter(mark -> mark.role().equals(role)))
                        .toList());
    }

    private static ProjectStanding project(ProjectStanding project, Standing person, JsonArray work) {
        var role = work == null ? null : Access.present(person.model(), person.role(), work.getString(1));
        return new ProjectStanding(
                project.id(),
                project.slug(),
                project.name(),
                project.description(),
                project.tags(),
                project.isPublic(),
                project.creatorId(),
                project.creator(),
                project.created(),
                project.revision(),
                role == null ? null : UUID.fromString(work.getString(0)),
                role);
    }
}
