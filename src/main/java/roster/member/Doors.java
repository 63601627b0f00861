package roster.member;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Given;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.Account;
import roster.collaborator.Collaborator;
import roster.invitation.Invitation;
import roster.web.OneColumn;
import roster.web.WebWords;

/**
 * Every way in that somebody has to an organization.
 *
 * @param account whose they are
 * @param role the role in the organization; that of people from outside for somebody who only works on projects
 * @param sent the open invitations that they have a part in
 * @param received the open invitations to the address that they have proved
 * @param ownership whether ownership is offered to them
 */
record Doors(
        UUID account,
        AccessModel.Role role,
        List<Work> projects,
        List<Invitation.Open> sent,
        List<Invitation.Open> received,
        boolean ownership) {
    private static final int MOST_OWNERS = 200;

    /** Whether a project needs somebody in place of a person who goes. */
    enum Successor {
        NONE,
        /** It would be nobody's, but people reach it by their role in the organization. */
        OFFERED,
        /** Nobody would run it. */
        REQUIRED
    }

    /**
     * A project they work on.
     *
     * @param id of the collaboration
     * @param candidates who could run it in their place
     * @param outside the roles that they could keep without being a member, most powerful first
     */
    record Work(
            UUID id,
            UUID project,
            String name,
            AccessModel.Role role,
            Instant since,
            String grantedBy,
            Successor successor,
            List<Candidate> candidates,
            List<AccessModel.Role> outside) {

        @Override
        public String grantedBy() {
            return Given.said(grantedBy);
        }

        public boolean isHandedOver() {
            return successor != Successor.NONE;
        }

        public boolean isRequired() {
            return successor == Successor.REQUIRED;
        }

        /** Whether they could stay as what they are. */
        public boolean isLasting() {
            return outside.contains(role);
        }

        /** Project and role, as the history and mails name them. */
        String sentence(AccessModel.Role in) {
            return name + ": " + in.name();
        }
    }

    /** @param about what they are now, in words */
    record Candidate(UUID account, String name, String email, String about) {}

    /** The doors of this account, as the viewer would close them. */
    @SuppressWarnings("unchecked")
    static Doors of(Standing viewer, Account person, AccessModel.Role role) {
        var model = viewer.model();
        List<Tuple> rows = Panache.getEntityManager()
                .createNativeQuery(
                        """
                        select c.id, c.project_id, p.name, c.role, c.since, c.granted_by, %1$s as stays, x.*
                        from collaborator c
                        join member m on m.organization_id = c.organization_id and m.account_id = c.account_id
                        join project p on p.organization_id = c.organization_id and p.id = c.project_id
                        cross join lateral (select %2$s from collaborator c
                          join member m on m.organization_id = c.organization_id and m.account_id = c.account_id
                          where c.organization_id = p.organization_id and c.project_id = p.id and %3$s) x
                        where c.organization_id = :organization and c.account_id = :account order by p.sort_name, p.id""".formatted(Collaborator.STAYING, Collaborator.Crew.COUNTS, Access.LASTING.formatted("c")),
                        Tuple.class)
                .setParameter("organization", viewer.organization())
                .setParameter("account", person.id)
                .setParameter("running", Collaborator.running(model))
                .setParameter("outside", Collaborator.outside(model))
                .getResultList();
        var alone = rows.stream()
                .filter(row -> successor(model, row) != Successor.NONE)
                .map(row -> row.get("project_id", UUID.class))
                .toList();
        var candidates = alone.isEmpty() ? Map.<UUID, List<Candidate>>of() : candidates(viewer, person.id, alone);
        var works = rows.stream()
                .map(row -> {
                    var is = viewer.projectRoleOf(row.get("role", String.class));
                    var project = row.get("project_id", UUID.class);
                    return new Work(
                            row.get("id", UUID.class),
                            project,
                            row.get("name", String.class),
                            is,
                            row.get("since", Instant.class),
                            row.get("granted_by", String.class),
                            successor(model, row),
                            candidates.getOrDefault(project, List.of()),
                            outside(model, is));
                })
                .toList();
        return new Doors(
                person.id,
                role,
                works,
                Invitation.openFrom(viewer, person.id),
                person.emailVerified ? Invitation.openTo(viewer, person.address) : List.of(),
                offered(viewer, person.id));
    }

    public boolean isKeepable() {
        return projects.stream().anyMatch(work -> !work.outside().isEmpty());
    }

    public boolean isHandedOver() {
        return projects.stream().anyMatch(Work::isHandedOver);
    }

    /** Who reaches every project and runs it by their role in the organization, as a list in a sentence. */
    public String reaching(Standing viewer) {
        return viewer.model().organizationRoles().stream()
                .filter(role -> viewer.model().rights(role).contains(Permission.COLLABORATOR_MANAGE))
                .map(AccessModel.Role::name)
                .reduce(say(WebWords.class)::either)
                .orElse("");
    }

    private static Successor successor(AccessModel model, Tuple row) {
        var crew = Collaborator.Crew.of(row);
        var stays = row.get("stays", Boolean.class);
        var role = model.projectRole(row.get("role", String.class)).orElseThrow();
        if (crew.needsToRun(model, role, stays) != null) return Successor.REQUIRED;
        return crew.needs(model, role, stays) != null ? Successor.OFFERED : Successor.NONE;
    }

    /** What somebody from outside can have in a project where they now have this role: nobody rises by being removed. */
    private static List<AccessModel.Role> outside(AccessModel model, AccessModel.Role now) {
        if (model.outsiderRole().isEmpty()) return List.of();
        return model.projectRoles().stream()
                .filter(role -> model.isEligible(model.outsiderRole().get(), role)
                        && model.rights(now).containsAll(model.rights(role)))
                .toList();
    }

    /** Who works on each of these projects too, owners of the organization, and the viewer, all without an end. */
    @SuppressWarnings("unchecked")
    private static Map<UUID, List<Candidate>> candidates(Standing viewer, UUID leaving, List<UUID> projects) {
        var model = viewer.model();
        List<Tuple> rows = Panache.getEntityManager()
                .createNativeQuery("""
                        select c.project_id, a.id, a.name, a.email, m.role, c.role as project_role
                        from collaborator c join account a on a.id = c.account_id
                        join member m on m.organization_id = c.organization_id and m.account_id = c.account_id
                        where c.organization_id = ?1 and c.project_id in (?2) and c.account_id <> ?3
                          and c.ends is null and m.ends is null
                        order by c.sort_name, c.id""", Tuple.class)
                .setParameter(1, viewer.organization())
                .setParameter(2, projects)
                .setParameter(3, leaving)
                .getResultList();
        rows = new ArrayList<>(rows);
        rows.addAll(Panache.getEntityManager()
                .createNativeQuery("""
                        select cast(null as uuid) as project_id, a.id, a.name, a.email, m.role, cast(null as text) as project_role
                        from member m join account a on a.id = m.account_id
                        where m.organization_id = ?1 and (m.role = ?2 or m.account_id = ?3) and m.account_id <> ?4
                          and m.ends is null
                        order by m.account_id = ?3 desc, m.sort_name, m.id limit\s""" + MOST_OWNERS, Tuple.class)
                .setParameter(1, viewer.organization())
                .setParameter(2, model.ownerRole().key())
                .setParameter(3, viewer.account())
                .setParameter(4, leaving)
                .getResultList());
        var all = new HashMap<UUID, List<Candidate>>();
        for (var project : projects) {
            var candidates = all.computeIfAbsent(project, p -> new ArrayList<>());
            for (var row : rows) {
                var in = row.get("project_id", UUID.class);
                var account = row.get("id", UUID.class);
                var member = viewer.roleOf(row.get("role", String.class));
                if (in != null && !in.equals(project)) continue;
                if (!model.isEligible(member, model.creatorRole())) continue;
                if (candidates.stream().anyMatch(c -> c.account().equals(account))) continue;
                var about = in == null
                        ? member.name()
                        : viewer.projectRoleOf(row.get("project_role", String.class))
                                .name();
                candidates.add(
                        new Candidate(account, row.get("name", String.class), row.get("email", String.class), about));
            }
        }
        return all;
    }

    private static boolean offered(Standing viewer, UUID account) {
        return !OneColumn.of(
                        Panache.getEntityManager(),
                        "select 1 from ownership_offer where organization_id = ?1 and account_id = ?2",
                        Integer.class)
                .setParameter(1, viewer.organization())
                .setParameter(2, account)
                .getResultList()
                .isEmpty();
    }
}
