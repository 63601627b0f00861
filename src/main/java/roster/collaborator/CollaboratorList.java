package roster.collaborator;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import roster.access.AccessModel;
import roster.access.Standing;
import roster.member.Member;
import roster.web.Keyset;
import roster.web.Paged;

/** What somebody asked a project's list of collaborators for: by name, from a place on. */
public record CollaboratorList(Keyset from) {
    private static final int GLANCE = 8;
    private static final int MOST_REACHING = 50;
    private static final String SELECT = """
            select c.id, c.account_id, a.name, a.username, a.email, m.role as member_role, c.role, c.since, c.granted,
              c.granted_by, c.sort_name, crew.people, crew.running
            from collaborator c join account a on a.id = c.account_id
            join member m on m.organization_id = c.organization_id and m.account_id = c.account_id
            cross join (select count(*) as people, count(*) filter (where role in (:running)) as running
              from collaborator where organization_id = :organization and project_id = :project) crew
            where c.organization_id = :organization and c.project_id = :project""";

    /**
     * One collaborator, as pages show them.
     *
     * @param member the role in the organization
     * @param role the role in the project
     * @param crew how many there are in all
     */
    public record Row(
            UUID id,
            UUID account,
            String name,
            String username,
            String email,
            AccessModel.Role member,
            AccessModel.Role role,
            Instant since,
            Instant granted,
            String grantedBy,
            String sortName,
            Collaborator.Crew crew) {

        /** Why the viewer cannot change this collaborator's role, as a sentence; null if they can. */
        public String obstacle(Standing viewer) {
            return Collaborator.obstacle(viewer, role, false)
                    .map(Member.Obstacle::sentence)
                    .orElse(null);
        }

        /** Why the viewer cannot end this collaboration, as a sentence; null if they can. */
        public String stays(Standing viewer) {
            return Collaborator.obstacle(viewer, role, isSelf(viewer))
                    .map(Member.Obstacle::sentence)
                    .orElseGet(() -> crew.needs(viewer.model(), role));
        }

        public boolean isSelf(Standing viewer) {
            return account.equals(viewer.account());
        }

        public boolean isExternal(Standing viewer) {
            return viewer.model().isOutsider(member);
        }
    }

    /** Somebody who is in the project by their role in the organization. */
    public record Reaching(UUID account, String name, String email, AccessModel.Role role) {}

    /** The first few collaborators, and how many more there are. */
    public record Glance(List<Row> rows, long more) {}

    public static CollaboratorList of(String page) {
        return new CollaboratorList(Keyset.parse(page));
    }

    public static Glance glance(EntityManager database, Standing here) {
        var rows = rows(database, here, null, " order by c.sort_name, c.id limit " + GLANCE);
        return new Glance(rows, rows.isEmpty() ? 0 : rows.get(0).crew().people() - rows.size());
    }

    public Paged<Row> read(EntityManager database, Standing here) {
        var backward = from != null && from.backward();
        var direction = backward ? "desc" : "asc";
        var rows = rows(
                database,
                here,
                from,
                (from == null ? "" : " and (c.sort_name, c.id) " + (backward ? "<" : ">") + " (:key, :id)")
                        + " order by c.sort_name %s, c.id %s limit ".formatted(direction, direction)
                        + (Paged.SIZE + 1));
        return Paged.of(rows, from, row -> new Keyset(false, row.sortName(), row.id()));
    }

    /** The collaborator of this id, if this project has one. */
    public static Optional<Row> one(EntityManager database, Standing here, UUID collaborator) {
        return rows(database, here, new Keyset(false, null, collaborator), " and c.id = :id").stream()
                .findFirst();
    }

    /** At most 50 people who are in every project by their role in the organization, by name. */
    @SuppressWarnings("unchecked")
    public static List<Reaching> reaching(EntityManager database, Standing here) {
        var roles = here.model().organizationRoles().stream()
                .filter(here.model()::seesEveryProject)
                .map(AccessModel.Role::key)
                .toList();
        if (roles.isEmpty()) return List.of();
        List<Tuple> rows = database.createNativeQuery("""
                        select m.account_id, a.name, a.email, m.role from member m join account a on a.id = m.account_id
                        where m.organization_id = ?1 and m.role in (?2) order by m.sort_name, m.id limit\s""" + MOST_REACHING, Tuple.class)
                .setParameter(1, here.organization())
                .setParameter(2, roles)
                .getResultList();
        return rows.stream()
                .map(row -> new Reaching(
                        row.get("account_id", UUID.class),
                        row.get("name", String.class),
                        row.get("email", String.class),
                        here.roleOf(row.get("role", String.class))))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Row> rows(EntityManager database, Standing here, Keyset place, String rest) {
        var query = database.createNativeQuery(SELECT + rest, Tuple.class)
                .setParameter("organization", here.organization())
                .setParameter("project", here.project().id())
                .setParameter("running", Collaborator.running(here.model()));
        if (place != null) query.setParameter("id", place.id());
        if (place != null && place.key() != null) query.setParameter("key", place.key());
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .map(row -> new Row(
                                row.get("id", UUID.class),
                                row.get("account_id", UUID.class),
                                row.get("name", String.class),
                                row.get("username", String.class),
                                row.get("email", String.class),
                                here.roleOf(row.get("member_role", String.class)),
                                here.projectRoleOf(row.get("role", String.class)),
                                row.get("since", Instant.class),
                                row.get("granted", Instant.class),
                                row.get("granted_by", String.class),
                                row.get("sort_name", String.class),
                                new Collaborator.Crew(row.get("people", Long.class), row.get("running", Long.class))))
                        .toList();
    }
}
