package roster.member;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import roster.access.AccessModel;
import roster.access.Given;
import roster.access.Permission;
import roster.access.ProjectStanding;
import roster.access.Standing;
import roster.account.Account;
import roster.web.Csv;
import roster.web.Keyset;
import roster.web.OneColumn;
import roster.web.Paged;

/**
 * Access that came to its end by itself, so that it can be given again.
 *
 * @param viewer what the viewer is in what it was about: the organization, or one of its projects
 * @param person name and address, as they were then
 * @param email the address that an invitation would go to now
 * @param role what they were; the name of a role, also of one that is no more
 * @param again whether they have access again
 * @param known whether they are in the organization in any way
 */
public record EndedGrant(
        UUID id,
        Standing viewer,
        UUID account,
        String person,
        String email,
        String role,
        String roleKey,
        String grantedBy,
        Instant since,
        Instant ended,
        boolean again,
        boolean known) {
    private static final int MOST_SHOWN = 50;

    /** One object of JSON for each, newest last; of the organization {@code :organization}, for {@code :viewer}. */
    private static final String SELECT = """
            select e.id, e.account_id as account, e.person, a.email, e.role, e.granted_by as by, e.since, e.ended, e.project_id as project,
              p.slug, p.name, p.public, p.creator_id as creator, v.id as collaborator, v.role as viewer, m.id is not null as known,
              case when e.project_id is null then m.id is not null and m.role <> :outsider else c.id is not null end as again
            from ended_grant e join account a on a.id = e.account_id
            left join member m on m.organization_id = e.organization_id and m.account_id = e.account_id
            left join project p on p.organization_id = e.organization_id and p.id = e.project_id
            left join collaborator c on c.organization_id = e.organization_id and c.project_id = e.project_id
              and c.account_id = e.account_id
            left join collaborator v on v.organization_id = e.organization_id and v.project_id = e.project_id
              and v.account_id = :viewer and (v.ends is null or v.ends > now())
            where e.organization_id = :organization""";

    /** For a statement that explains the access of {@code :person}: their ended grants, newest first, as one text of JSON. */
    public static final String OF_PERSON = """
            (select cast(jsonb_agg(to_jsonb(e) order by e.id desc) as text)
              from (%s and e.account_id = :person order by e.id desc limit %d) e)""".formatted(SELECT, MOST_SHOWN);

    @Override
    public String grantedBy() {
        return Given.said(grantedBy);
    }

    /** Keeps in mind what somebody had in the organization, or in the project that the standing is about. */
    static void keep(Standing there, Account person, String role, String grantedBy, Instant since) {
        var project = Optional.ofNullable(there.project());
        Panache.getEntityManager()
                .createNativeQuery("""
                        insert into ended_grant (organization_id, id, account_id, person, project_id, project, role, granted_by,
                          since, ended)
                        values (?1, ?2, ?3, ?4, cast(?5 as uuid), ?6, ?7, ?8, ?9, now())""")
                .setParameter(1, there.organization())
                .setParameter(2, Account.newId())
                .setParameter(3, person.id)
                .setParameter(4, person.label())
                .setParameter(5, project.map(p -> p.id().toString()).orElse(null))
                .setParameter(6, project.map(ProjectStanding::name).orElse(""))
                .setParameter(7, role)
                .setParameter(8, grantedBy)
                .setParameter(9, since)
                .executeUpdate();
    }

    /** Roles that ended in what the standing is about, the organization or a project, newest first, from a place on. */
    public static Paged<EndedGrant> read(EntityManager database, Standing here, String page) {
        return read(database, here, Keyset.parse(page));
    }

    private static Paged<EndedGrant> read(EntityManager database, Standing here, Keyset from) {
        var backward = from != null && from.backward();
        var project = here.project() == null ? "e.project_id is null" : "e.project_id = :project";
        var query = OneColumn.of(
                        database,
                        "select cast(to_jsonb(e) as text) from (%s and %s%s order by e.id %s limit %d) e"
                                .formatted(
                                        SELECT,
                                        project,
                                        from == null ? "" : " and e.id " + (backward ? ">" : "<") + " :id",
                                        backward ? "asc" : "desc",
                                        Paged.SIZE + 1),
                        String.class)
                .setParameter("organization", here.organization())
                .setParameter("viewer", here.account())
                .setParameter("outsider", outsider(here.model()));
        if (here.project() != null) query.setParameter("project", here.project().id());
        if (from != null) query.setParameter("id", from.id());
        var rows = query.getResultList().stream()
                .map(row -> of(new JsonObject(row), here.in(null)))
                .toList();
        return Paged.of(rows, from, row -> new Keyset(false, "", row.id()));
    }

    /** All of them, as a file. */
    public static Response file(Csv csv, EntityManager database, Standing here) {
        var words = say(MemberWords.class);
        return csv.list(
                "ended",
                List.of(words.who(), words.address(), words.was(), words.grantedBy(), words.since(), words.ended()),
                from -> read(database, here, from),
                row -> List.of(row.person(), row.email(), row.role(), row.grantedBy(), row.since(), row.ended()));
    }

    /** Those of one person, as {@link #OF_PERSON} answers them, that the viewer may know of. */
    public static List<EndedGrant> of(String json, Standing viewer) {
        if (json == null) return List.of();
        return new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(row -> of(row, viewer))
                        .filter(grant -> grant.isFor(viewer))
                        .toList();
    }

    /** The key of the role of people from outside, for a statement; no role has an empty one. */
    public static String outsider(AccessModel model) {
        return model.outsiderRole().map(AccessModel.Role::key).orElse("");
    }

    /** The address of the form that gives it again, filled in; null if the viewer cannot, or need not. */
    public String renewal() {
        if (obstacle() != null) return null;
        var fields = "?who=" + encoded(email) + "&role=" + encoded(roleKey);
        return viewer.project() == null
                ? viewer.path() + "/invitations/new" + fields
                : viewer.projectPath() + "/collaborators" + fields + "#add";
    }

    /** Why the viewer cannot give it again, as a sentence; null if they can. */
    public String obstacle() {
        var words = say(MemberWords.class);
        if (again) return words.hasAccessAgain();
        var inProject = viewer.project() != null;
        if (inProject && viewer.project().isPublic()) return words.isPublic();
        if (!viewer.may(inProject ? Permission.COLLABORATOR_INVITE : Permission.MEMBER_INVITE)) {
            return inProject ? words.whoRunsRenews() : words.whoInvitesRenews();
        }
        var model = viewer.model();
        var giveable = (inProject ? model.projectRole(roleKey) : model.organizationRole(roleKey))
                .filter(viewer::canGrant)
                .isPresent();
        return giveable ? null : words.notYoursToGive(role);
    }

    private boolean isFor(Standing whose) {
        return account.equals(whose.account())
                || whose.may(Permission.MEMBER_MANAGE)
                || viewer.may(viewer.project() == null ? Permission.MEMBER_INVITE : Permission.COLLABORATOR_INVITE);
    }

    private static EndedGrant of(JsonObject row, Standing viewer) {
        var model = viewer.model();
        var project = row.getString("project");
        var there = project == null
                ? viewer
                : viewer.in(new ProjectStanding(
                        UUID.fromString(project),
                        row.getString("slug"),
                        row.getString("name"),
                        "",
                        List.of(),
                        row.getBoolean("public"),
                        UUID.fromString(row.getString("creator")),
                        "",
                        moment(row, "since"),
                        0,
                        Optional.ofNullable(row.getString("collaborator"))
                                .map(UUID::fromString)
                                .orElse(null),
                        Optional.ofNullable(row.getString("viewer"))
                                .flatMap(model::projectRole)
                                .orElse(null)));
        var key = row.getString("role");
        return new EndedGrant(
                UUID.fromString(row.getString("id")),
                there,
                UUID.fromString(row.getString("account")),
                row.getString("person"),
                row.getString("email"),
                (project == null ? model.organizationRole(key) : model.projectRole(key))
                        .map(AccessModel.Role::name)
                        .orElse(key),
                key,
                row.getString("by"),
                moment(row, "since"),
                moment(row, "ended"),
                row.getBoolean("again"),
                row.getBoolean("known"));
    }

    private static Instant moment(JsonObject row, String name) {
        return OffsetDateTime.parse(row.getString(name)).toInstant();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
