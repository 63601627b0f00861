package roster.collaborator;

import static roster.web.Reader.say;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Given;
import roster.access.Permission;
import roster.access.Standing;
import roster.invitation.Invitation;
import roster.member.Member;
import roster.web.Csv;
import roster.web.Keyset;
import roster.web.OneColumn;
import roster.web.Paged;

/**
 * What somebody asked a project's list of collaborators for: by name, from a place on.
 *
 * @param edit the collaborator whose role is about to be chosen, or null
 */
public record CollaboratorList(Keyset from, UUID edit) {
    private static final int GLANCE = 8;
    private static final int MOST_REACHING = 50;
    private static final String SELECT =
            """
            select c.id, c.account_id, a.name, a.username, a.email, m.role as member_role, c.role, c.since, c.granted,
              c.granted_by, c.ends, c.sort_name, %1$s as stays, crew.people, crew.staying, crew.running
            from collaborator c join account a on a.id = c.account_id
            join member m on m.organization_id = c.organization_id and m.account_id = c.account_id
            cross join (select %2$s from collaborator c
              join member m on m.organization_id = c.organization_id and m.account_id = c.account_id
              where c.organization_id = :organization and c.project_id = :project and %3$s) crew
            where c.organization_id = :organization and c.project_id = :project and %3$s""".formatted(Collaborator.STAYING, Collaborator.Crew.COUNTS, Access.LASTING.formatted("c"));

    private static final String OFFERED = """
            exists (select from invitation_project p where p.organization_id = i.organization_id
              and p.invitation_id = i.id and p.project_id = :project)""";

    /** Whether somebody of the organization, or invited to it, neither works on the project nor is invited to it. */
    private static final String LEFT = """
            (exists (select from member m join account a on a.id = m.account_id
                where m.organization_id = :organization and m.role in (:eligible)
                  and not exists (select from collaborator c where c.organization_id = m.organization_id
                    and c.project_id = :project and c.account_id = m.account_id)
                  and not exists (select from invitation i where i.organization_id = m.organization_id
                    and i.address = a.address and %s and %s))
              or exists (select from invitation i where i.organization_id = :organization
                and i.role in (:eligible) and %s and not %s))""".formatted(Invitation.PENDING, OFFERED, Invitation.PENDING, OFFERED);

    /**
     * One collaborator, as pages show them.
     *
     * @param member the role in the organization
     * @param role the role in the project
     * @param ends when it ends by itself, or null
     * @param staying whether it does not, nor with the role in the organization
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
            Instant ends,
            String sortName,
            boolean staying,
            Collaborator.Crew crew) {

        @Override
        public String grantedBy() {
            return Given.said(grantedBy);
        }

        /** Why the viewer cannot change this collaborator's role, as a sentence; null if they can. */
        public String obstacle(Standing viewer) {
            return Collaborator.obstacle(viewer, role, false)
                    .map(Member.Obstacle::sentence)
                    .orElse(null);
        }

        /** The roles that the viewer can give this collaborator, most powerful first. */
        public List<AccessModel.Role> choices(Standing viewer) {
            return viewer.grantableInProject().stream()
                    .filter(choice -> viewer.model().isEligible(member, choice))
                    .toList();
        }

        /** Why the viewer cannot end this collaboration, as a sentence; null if they can. */
        public String stays(Standing viewer) {
            return Collaborator.obstacle(viewer, role, isSelf(viewer))
                    .map(Member.Obstacle::sentence)
                    .orElseGet(() -> crew.needs(viewer.model(), role, staying));
        }

        /** Why the viewer cannot change when it ends, as a sentence; null if they can. */
        public String fixed(Standing viewer) {
            return Collaborator.endObstacle(viewer, role, isSelf(viewer))
                    .map(Member.Obstacle::sentence)
                    .orElse(null);
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

    /**
     * Who is in a project beside its collaborators, or could be.
     *
     * @param anybody whether somebody is left to add
     */
    public record Around(List<Reaching> reaching, boolean anybody) {}

    /** The first few collaborators, how many more there are, and whether anybody is left to add. */
    public record Glance(List<Row> rows, long more, boolean anybody) {}

    public static CollaboratorList of(String page, UUID edit) {
        return new CollaboratorList(Keyset.parse(page), edit);
    }

    /** The address of this list, with another role about to be chosen for the collaborator. */
    public String editing(Row row) {
        return calm() + "&edit=" + row.id();
    }

    /** The address of this list, with no role about to be chosen. */
    public String calm() {
        return "?page=" + (from == null ? "" : from);
    }

    public static Glance glance(EntityManager database, Standing here) {
        var rows = rows(database, here, null, " order by c.sort_name, c.id limit " + GLANCE);
        return new Glance(
                rows, rows.isEmpty() ? 0 : rows.get(0).crew().people() - rows.size(), anybody(database, here));
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

    /** All collaborators as a file. */
    static Response file(Csv csv, EntityManager database, Standing here) {
        var words = say(CollaboratorWords.class);
        return csv.list(
                "collaborators",
                List.of(
                        words.name(),
                        words.username(),
                        words.address(),
                        words.roleHere(),
                        words.roleInProject(),
                        words.since(),
                        words.grantedBy(),
                        words.ends()),
                from -> new CollaboratorList(from, null).read(database, here),
                row -> Arrays.asList(
                        row.name(),
                        row.username(),
                        row.email(),
                        row.member().name(),
                        row.role().name(),
                        row.since(),
                        row.grantedBy(),
                        row.ends()));
    }

    /** The collaborator of this id, if this project has one. */
    public static Optional<Row> one(EntityManager database, Standing here, UUID collaborator) {
        return rows(database, here, new Keyset(false, null, collaborator), " and c.id = :id").stream()
                .findFirst();
    }

    /** Who is around the collaborators: at most 50 people by their role in the organization, and whoever is left to add. */
    @SuppressWarnings("unchecked")
    public static Around around(EntityManager database, Standing here) {
        var roles = here.model().organizationRoles().stream()
                .filter(here.model()::seesEveryProject)
                .map(AccessModel.Role::key)
                .toList();
        if (roles.isEmpty() && !isLimited(here)) return new Around(List.of(), true);
        var query = database.createNativeQuery(
                        """
                        select r.account_id, r.name, r.email, r.role, %s as anybody from (select) x left join lateral
                          (select m.account_id, a.name, a.email, m.role, m.sort_name, m.id from member m
                            join account a on a.id = m.account_id
                            where m.organization_id = :organization and m.role in (:reaching)
                            order by m.sort_name, m.id limit %d) r on true
                        order by r.sort_name, r.id""".formatted(isLimited(here) ? LEFT : "true", MOST_REACHING), Tuple.class)
                .setParameter("organization", here.organization())
                .setParameter("reaching", roles.isEmpty() ? List.of("") : roles);
        if (isLimited(here)) {
            query.setParameter("project", here.project().id()).setParameter("eligible", eligible(here.model()));
        }
        List<Tuple> rows = query.getResultList();
        var reaching = rows.stream()
                .filter(row -> row.get("account_id") != null)
                .map(row -> new Reaching(
                        row.get("account_id", UUID.class),
                        row.get("name", String.class),
                        row.get("email", String.class),
                        here.roleOf(row.get("role", String.class))))
                .toList();
        return new Around(reaching, rows.get(0).get("anybody", Boolean.class));
    }

    /** Whether somebody can be added, for a page that shows nobody around. */
    private static boolean anybody(EntityManager database, Standing here) {
        if (!isLimited(here)) return true;
        return OneColumn.of(database, "select " + LEFT, Boolean.class)
                .setParameter("organization", here.organization())
                .setParameter("project", here.project().id())
                .setParameter("eligible", eligible(here.model()))
                .getSingleResult();
    }

    /** Whether the viewer adds people, and can run out of them: where nobody from outside works on projects (BM-17). */
    private static boolean isLimited(Standing here) {
        return !here.model().policies().externals()
                && !here.project().isPublic()
                && here.may(Permission.COLLABORATOR_INVITE);
    }

    /** The keys of the organization roles whose holders can be given a project role. */
    private static List<String> eligible(AccessModel model) {
        return model.organizationRoles().stream()
                .filter(role -> model.projectRoles().stream().anyMatch(inProject -> model.isEligible(role, inProject)))
                .map(AccessModel.Role::key)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Row> rows(EntityManager database, Standing here, Keyset place, String rest) {
        var query = database.createNativeQuery(SELECT + rest, Tuple.class)
                .setParameter("organization", here.organization())
                .setParameter("project", here.project().id())
                .setParameter("running", Collaborator.running(here.model()))
                .setParameter("outside", Collaborator.outside(here.model()));
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
                                row.get("ends", Instant.class),
                                row.get("sort_name", String.class),
                                row.get("stays", Boolean.class),
                                Collaborator.Crew.of(row)))
                        .toList();
    }
}
