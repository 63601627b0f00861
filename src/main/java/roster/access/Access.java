package roster.access;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.NotFoundException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import roster.branding.Brand;
import roster.web.Keyset;
import roster.web.OneColumn;

/** The one place that decides who may do what, and explains it. Permissions are read fresh for each decision. */
@ApplicationScoped
public class Access {
    /** The condition, in SQL, of a grant, a row of {@code member} or {@code collaborator}, that has not come to its end. */
    public static final String LASTING = "(%1$s.ends is null or %1$s.ends > now())";

    /** The ids, in SQL, of the projects that an account works on, so that no other project has to be looked at. */
    public static final String WORKED =
            "select x.project_id from collaborator x where x.organization_id = :organization and x.account_id = %s";

    /** What to select, in SQL, from {@code member m} for {@link #present}. */
    public static final String PRESENT = """
            m.role, m.ends <= now() as over, array(select x.role from collaborator x
              where x.organization_id = m.organization_id and x.account_id = m.account_id and %s
              limit case when m.ends <= now() then cast(null as bigint) else 1 end) as works""".formatted(LASTING.formatted("x"));

    private static final Duration SEEN_EVERY = Duration.ofMinutes(10);
    private static final String STANDING = """
            select o.id, o.slug, o.name, o.description, o.created, o.owners, o.revision, o.project_for_joiners, o.model, o.accent, o.logo,
              exists (select from access_request r where r.organization_id = o.id and r.answered is null) as asked, m.id as member, m.account_id, m.since, m.last_seen, """ + PRESENT + """
            %s
            from organization o join member m on m.organization_id = o.id and m.account_id = ?1%s
            where %s""";
    private static final String PROJECT = """
            , p.id as project, p.slug as project_slug, p.name as project_name, p.description as project_description, p.tags,
              p.public, p.creator_id, p.creator, p.created as project_created, p.revision as project_revision,
              c.id as collaborator, c.role as project_role""";
    private static final String JOIN = """
             join project p on p.organization_id = o.id and %s
            left join collaborator c on c.organization_id = o.id and c.project_id = p.id and c.account_id = ?1
              and\s""" + LASTING.formatted("c");

    private final EntityManager database;
    private final AccessModels models;
    private final Clock clock;

    Access(EntityManager database, AccessModels models, Clock clock) {
        this.database = database;
        this.models = models;
        this.clock = clock;
    }

    /** What the account is in the organization of this slug; nothing for a stranger and where there is none. */
    public Optional<Standing> standing(UUID account, String slug) {
        return one(false, "", "o.slug = ?2", account, slug);
    }

    /** The same by the organization's id, as rules that run without a page ask it. */
    public Optional<Standing> standing(UUID account, UUID organization) {
        return one(false, "", "o.id = ?2", account, organization);
    }

    /** What the account is in this project of the organization; nothing for a stranger and where there is no such project. */
    public Optional<Standing> standing(UUID account, String slug, String project) {
        return one(true, "p.slug = ?3", "o.slug = ?2", account, slug, project);
    }

    /** The same by the ids of organization and project. */
    public Optional<Standing> standing(UUID account, UUID organization, UUID project) {
        return one(true, "p.id = ?3", "o.id = ?2", account, organization, project);
    }

    /** What the account is in those of these projects that there are, by slug: one statement. */
    public Map<String, Standing> standings(UUID account, UUID organization, Collection<String> projects) {
        return many("p.slug = any(cast(?3 as text[]))", account, organization, projects, ProjectStanding::slug);
    }

    /** The same by the ids of the projects. */
    public Map<UUID, Standing> standingsById(UUID account, UUID organization, Collection<UUID> projects) {
        var ids = projects.stream().map(UUID::toString).toList();
        return many("p.id = any(cast(?3 as uuid[]))", account, organization, ids, ProjectStanding::id);
    }

    /** The model that the organization lives by. */
    public AccessModel model(UUID organization) {
        return models.get(OneColumn.of(database, "select model from organization where id = ?1", String.class)
                .setParameter(1, organization)
                .getSingleResult());
    }

    /** Whether the account may do this in the organization. */
    public boolean may(UUID account, Permission permission, UUID organization) {
        return standing(account, organization).filter(s -> s.may(permission)).isPresent();
    }

    /** Whether the account may do this in the project. */
    public boolean may(UUID account, Permission permission, UUID organization, UUID project) {
        return standing(account, organization, project)
                .filter(s -> s.may(permission))
                .isPresent();
    }

    /**
     * Locks the organization until the transaction ends, and answers what the person is in it now: between the page's
     * check and this one, another may have changed it.
     *
     * @throws NotFoundException if the person no longer belongs to it
     * @throws Refused if the person no longer may
     */
    public Standing lock(Standing before, Permission permission) {
        var now = lock(before);
        now.need(permission);
        return now;
    }

    /** The same, asking for no permission. */
    public Standing lock(Standing before) {
        lock(before.organization());
        var now = before.project() == null
                ? standing(before.account(), before.organization())
                : standing(
                        before.account(),
                        before.organization(),
                        before.project().id());
        return now.orElseThrow(NotFoundException::new);
    }

    /** Locks the organization until the transaction ends: every change of who belongs to it waits for its turn. */
    public static void lock(UUID organization) {
        var rows = OneColumn.of(
                        Panache.getEntityManager(), "select id from organization where id = ?1 for update", UUID.class)
                .setParameter(1, organization)
                .getResultList();
        if (rows.isEmpty()) throw new NotFoundException();
    }

    /** Writes down that the person uses the organization, at most every ten minutes. */
    void seen(Standing standing) {
        var now = clock.instant();
        if (standing.lastSeen().plus(SEEN_EVERY).isAfter(now)) return;
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeQuery("update member set last_seen = ?3 where organization_id = ?1 and id = ?2")
                    .setParameter(1, standing.organization())
                    .setParameter(2, standing.member())
                    .setParameter(3, Timestamp.from(now))
                    .executeUpdate();
        });
    }

    /**
     * Every grant that plays a part in what somebody may do here, and in the projects of the organization, 50 a page: as
     * much of it as the viewer may see. Two statements, however many projects there are.
     *
     * @param from the place in the list of projects from which to go on, or null for the first page
     * @throws Refused if it is about somebody else, and the viewer may not see who belongs to the organization
     * @throws NotFoundException if that account is not in the organization
     */
    public Explanation explain(Standing viewer, UUID account, Keyset from) {
        if (!account.equals(viewer.account())) viewer.need(Permission.MEMBER_VIEW);
        return Explanation.read(database, viewer, account, from);
    }

    /**
     * What would help somebody who was refused.
     *
     * @param smallest the smallest role with the permission that can be given; in the project, if it is about one
     * @param granters who gives that role, in words
     * @param people up to three of them, as far as the refused person may know them
     */
    public record Remedy(Optional<AccessModel.Role> smallest, String granters, List<String> people) {}

    /** What would help the person who was refused this; tells nothing of a project that they may not see. */
    public Remedy remedy(Standing refused, Permission permission) {
        var words = say(AccessWords.class);
        var model = refused.model();
        var inProject = refused.project() == null
                ? Optional.<AccessModel.Role>empty()
                : model.smallestProjectRoleWith(permission);
        var smallest = inProject.or(() -> model.smallestRoleWith(permission));
        if (smallest.isEmpty()) return new Remedy(smallest, words.nobodyHasIt(), List.of());
        var role = smallest.get();
        var giving = model.organizationRoles().stream()
                .filter(it -> model.canGrant(it, role))
                .toList();
        if (inProject.isEmpty()) {
            return giving.isEmpty()
                    ? new Remedy(smallest, words.onlyHandedOver(role.name()), members(refused, List.of(role)))
                    : new Remedy(smallest, Law.or(Law.names(giving)), members(refused, giving));
        }
        var running = model.projectRoles().stream()
                .filter(it -> model.canGrant(it, role))
                .toList();
        var crew = Law.or(Law.names(running));
        var granters = giving.isEmpty()
                ? words.ofProject(crew)
                : words.ofProjectOrOrganization(crew, Law.or(Law.names(giving)));
        return new Remedy(
                smallest,
                granters,
                refused.may(Permission.PROJECT_VIEW) ? crew(refused, running, giving) : members(refused, giving));
    }

    /** Up to three members with one of these roles, if the viewer may see who belongs to the organization. */
    private List<String> members(Standing viewer, List<AccessModel.Role> roles) {
        if (roles.isEmpty() || !viewer.in(null).may(Permission.MEMBER_VIEW)) return List.of();
        return OneColumn.of(database, """
                        select a.name from member m join account a on a.id = m.account_id
                        where m.organization_id = ?1 and m.role in (?2) and %s order by m.sort_name, m.id limit 3
                        """.formatted(LASTING.formatted("m")), String.class)
                .setParameter(1, viewer.organization())
                .setParameter(2, keys(roles))
                .getResultList();
    }

    /** Up to three people who hold one of these roles in the viewer's project, or in the organization. */
    private List<String> crew(Standing viewer, List<AccessModel.Role> running, List<AccessModel.Role> everywhere) {
        return OneColumn.of(database, """
                        select a.name from member m join account a on a.id = m.account_id
                        left join collaborator c on c.organization_id = m.organization_id and c.project_id = ?2
                          and c.account_id = m.account_id
                        where m.organization_id = ?1 and (c.role in (?3) and %s or m.role in (?4) and %s)
                        order by c.id is null, m.sort_name, m.id limit 3""".formatted(LASTING.formatted("c"), LASTING.formatted("m")), String.class)
                .setParameter(1, viewer.organization())
                .setParameter(2, viewer.project().id())
                .setParameter(3, keys(running))
                .setParameter(4, keys(everywhere))
                .getResultList();
    }

    /** The keys of roles for a list in SQL, which cannot be empty; no role has an empty key. */
    private static List<String> keys(List<AccessModel.Role> roles) {
        return roles.isEmpty()
                ? List.of("")
                : roles.stream().map(AccessModel.Role::key).toList();
    }

    private <K> Map<K, Standing> many(
            String project,
            UUID account,
            UUID organization,
            Collection<String> keys,
            Function<ProjectStanding, K> key) {
        if (keys.isEmpty()) return Map.of();
        return all(true, project, "o.id = ?2", account, organization, keys.toArray(String[]::new)).stream()
                .collect(Collectors.toMap(standing -> key.apply(standing.project()), standing -> standing));
    }

    private Optional<Standing> one(boolean inProject, String project, String condition, Object... keys) {
        return all(inProject, project, condition, keys).stream().findFirst();
    }

    @SuppressWarnings("unchecked")
    private List<Standing> all(boolean inProject, String project, String condition, Object... keys) {
        var sql = inProject
                ? STANDING.formatted(PROJECT, JOIN.formatted(project), condition)
                : STANDING.formatted("", "", condition);
        var query = database.createNativeQuery(sql, Tuple.class);
        for (var i = 0; i < keys.length; i++) query.setParameter(i + 1, keys[i]);
        List<Tuple> rows = query.getResultList();
        return rows.stream()
                .flatMap(row -> {
                    var model = models.get(row.get("model", String.class));
                    return present(model, row).stream()
                            .map(role -> standing(row, model, role, inProject ? project(row, model, role) : null));
                })
                .toList();
    }

    /**
     * The role in the organization that counts at this moment, by a row that {@link #PRESENT} was selected from. A role that
     * is over counts no more, whether its row is gone yet or not: then the person is somebody from outside, if they still
     * work on a project as somebody from outside can, or else nobody. Nor is anybody from outside who works on nothing.
     */
    public static Optional<AccessModel.Role> present(AccessModel model, Tuple row) {
        var role = model.organizationRole(row.get("role", String.class)).orElseThrow();
        var over = Boolean.TRUE.equals(row.get("over", Boolean.class));
        if (!over && !model.isOutsider(role)) return Optional.of(role);
        return Arrays.stream(row.get("works", String[].class)).anyMatch(key -> counts(model, key, over))
                ? model.outsiderRole()
                : Optional.empty();
    }

    private static boolean counts(AccessModel model, String projectRole, boolean over) {
        return !over
                || model.projectRole(projectRole)
                        .filter(model::isEligibleFromOutside)
                        .isPresent();
    }

    /** The role of a collaboration as it counts for somebody who is this in the organization, or null. */
    static AccessModel.Role present(AccessModel model, AccessModel.Role member, String key) {
        return Optional.ofNullable(key)
                .map(k -> model.projectRole(k).orElseThrow())
                .filter(role -> !model.isOutsider(member) || model.isEligibleFromOutside(role))
                .orElse(null);
    }

    private static Standing standing(Tuple row, AccessModel model, AccessModel.Role role, ProjectStanding project) {
        return new Standing(
                row.get("id", UUID.class),
                row.get("slug", String.class),
                row.get("name", String.class),
                row.get("description", String.class),
                row.get("created", Instant.class),
                row.get("owners", Integer.class),
                row.get("revision", Integer.class),
                row.get("project_for_joiners", Boolean.class),
                row.get("asked", Boolean.class),
                new Brand(row.get("id", UUID.class), row.get("accent", String.class), row.get("logo", String.class)),
                model,
                row.get("account_id", UUID.class),
                row.get("member", UUID.class),
                role,
                row.get("since", Instant.class),
                row.get("last_seen", Instant.class),
                project);
    }

    private static ProjectStanding project(Tuple row, AccessModel model, AccessModel.Role member) {
        var role = present(model, member, row.get("project_role", String.class));
        return new ProjectStanding(
                row.get("project", UUID.class),
                row.get("project_slug", String.class),
                row.get("project_name", String.class),
                row.get("project_description", String.class),
                List.of(row.get("tags", String[].class)),
                row.get("public", Boolean.class),
                row.get("creator_id", UUID.class),
                row.get("creator", String.class),
                row.get("project_created", Instant.class),
                row.get("project_revision", Integer.class),
                role == null ? null : row.get("collaborator", UUID.class),
                role);
    }
}
