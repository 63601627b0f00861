package roster.project;

import static roster.web.Reader.say;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.ProjectStanding;
import roster.access.Standing;
import roster.web.Csv;
import roster.web.Keyset;
import roster.web.Paged;
import roster.web.Search;

/**
 * What somebody asked the projects page for, by name: only the projects that they may see. One statement answers it.
 *
 * @param q part of a name, slug or tag; empty for all
 * @param visibility {@code public}, {@code private}, or empty for both
 * @param tag a tag that the projects have; empty for any
 */
public record ProjectList(String q, String visibility, String tag, Keyset from) {

    /**
     * One project, as the page shows it.
     *
     * @param standing what the viewer is in it
     * @param people how many work on it through a collaboration
     */
    public record Row(Standing standing, String sortName, long people) {
        public ProjectStanding project() {
            return standing.project();
        }

        /** Through what the viewer has access, in words: roles, the most direct first. */
        public List<String> roles() {
            var model = standing.model();
            return java.util.stream.Stream.of(
                            Optional.ofNullable(project().role()),
                            standing.byPublicity(standing.role()),
                            model.seesEveryProject(standing.role())
                                    ? Optional.of(model.inEveryProject(standing.role())
                                            .orElse(standing.role()))
                                    : Optional.<AccessModel.Role>empty())
                    .flatMap(Optional::stream)
                    .map(AccessModel.Role::name)
                    .distinct()
                    .toList();
        }
    }

    public static ProjectList of(String q, String visibility, String tag, String page) {
        var seen = List.of(Project.PUBLIC, Project.PRIVATE).contains(text(visibility)) ? text(visibility) : "";
        return new ProjectList(text(q), seen, text(tag).toLowerCase(Locale.ROOT), Keyset.parse(page));
    }

    public boolean isFiltered() {
        return !q.isEmpty() || !visibility.isEmpty() || !tag.isEmpty();
    }

    /** The address of this list, with one thing different. */
    public String with(String name, String value) {
        var query = new StringBuilder("?");
        for (var part : List.of("q", "visibility", "tag", "page", "format")) {
            var is = part.equals(name)
                    ? value
                    : switch (part) {
                        case "q" -> q;
                        case "visibility" -> visibility;
                        case "tag" -> tag;
                        default -> "";
                    };
            if (is.isEmpty()) continue;
            query.append(query.length() > 1 ? "&" : "")
                    .append(part)
                    .append('=')
                    .append(URLEncoder.encode(is, StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    @SuppressWarnings("unchecked")
    public Paged<Row> read(EntityManager database, Standing here) {
        var backward = from != null && from.backward();
        var direction = backward ? "desc" : "asc";
        var sees = here.model().seesEveryProject(here.role());
        var search = new Search(q, "p.search");
        var byPublicity = here.model().inPublicProjects(here.role()).isPresent();
        var sql = """
                select p.id, p.slug, p.name, p.description, p.tags, p.public, p.creator_id, p.creator, p.created, p.revision,
                  p.sort_name, c.id as collaborator, c.role,
                  (select count(*) from collaborator x where x.organization_id = p.organization_id and x.project_id = p.id) as people
                from project p left join collaborator c on c.organization_id = p.organization_id and c.project_id = p.id
                  and c.account_id = :account and\s""" + Access.LASTING.formatted("c")
                // Who is from outside since their role here ended, counts only in what they could have from outside.
                + (here.isMember() ? "" : " and c.role in (:outside)")
                + """
                 where p.organization_id = :organization"""
                + (sees ? "" : " and (c.id is not null" + (byPublicity ? " or p.public" : "") + ")")
                + (sees || !byPublicity
                        ? ""
                        : " and (p.public or p.id in (" + Access.WORKED.formatted(":account") + "))")
                + search.and()
                + (visibility.isEmpty() ? "" : " and p.public = :public")
                + (tag.isEmpty() ? "" : " and p.tags @> cast(array[:tag] as text[])")
                + (from == null ? "" : " and (p.sort_name, p.id) " + (backward ? "<" : ">") + " (:key, :id)")
                + " order by p.sort_name %s, p.id %s limit ".formatted(direction, direction)
                + (Paged.SIZE + 1);
        var query = database.createNativeQuery(sql, Tuple.class)
                .setParameter("organization", here.organization())
                .setParameter("account", here.account());
        if (!here.isMember())
            query.setParameter("outside", here.model().policies().externalRoles());
        search.bind(query);
        if (!visibility.isEmpty()) query.setParameter("public", visibility.equals(Project.PUBLIC));
        if (!tag.isEmpty()) query.setParameter("tag", tag);
        if (from != null) query.setParameter("key", from.key()).setParameter("id", from.id());
        var rows = ((List<Tuple>) query.getResultList())
                .stream().map(row -> row(row, here)).toList();
        return Paged.of(
                rows,
                from,
                row -> new Keyset(false, row.sortName(), row.project().id()));
    }

    /** All that was asked for, from the list's beginning, as a file. */
    Response file(Csv csv, EntityManager database, Standing here) {
        var words = say(ProjectWords.class);
        return csv.list(
                "projects",
                List.of(
                        words.name(),
                        words.addressName(),
                        words.tags(),
                        words.visibility(),
                        words.yourAccess(),
                        words.collaborators(),
                        words.made(),
                        words.madeBy()),
                from -> new ProjectList(q, visibility, tag, from).read(database, here),
                row -> List.of(
                        row.project().name(),
                        row.project().slug(),
                        Project.joined(row.project().tags()),
                        row.project().isPublic()
                                ? say(ProjectWords.class).openToAll()
                                : say(ProjectWords.class).closed(),
                        String.join(", ", row.roles()),
                        row.people(),
                        row.project().created(),
                        row.project().creator()));
    }

    private static Row row(Tuple row, Standing here) {
        var project = new ProjectStanding(
                row.get("id", UUID.class),
                row.get("slug", String.class),
                row.get("name", String.class),
                row.get("description", String.class),
                List.of(row.get("tags", String[].class)),
                row.get("public", Boolean.class),
                row.get("creator_id", UUID.class),
                row.get("creator", String.class),
                row.get("created", Instant.class),
                row.get("revision", Integer.class),
                row.get("collaborator", UUID.class),
                Optional.ofNullable(row.get("role", String.class))
                        .map(here::projectRoleOf)
                        .orElse(null));
        return new Row(here.in(project), row.get("sort_name", String.class), row.get("people", Long.class));
    }

    private static String text(String typed) {
        return typed == null ? "" : typed.strip();
    }
}
