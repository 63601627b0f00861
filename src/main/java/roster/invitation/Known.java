package roster.invitation;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Standing;

/**
 * What an invited person is in the organization already.
 *
 * @param role the organization role
 * @param projects the projects that they work on
 */
record Known(AccessModel.Role role, Set<UUID> projects) {

    /** What people with these verified addresses are in the organization already. */
    @SuppressWarnings("unchecked")
    static Map<String, Known> of(Standing now, List<String> addresses) {
        List<Tuple> rows = Panache.getEntityManager()
                .createNativeQuery(
                        """
                        select a.address, m.role, c.project_id from account a
                        join member m on m.account_id = a.id and m.organization_id = ?1 and %s
                        left join collaborator c on c.account_id = a.id and c.organization_id = ?1 and %s
                        where a.address in (?2) and a.email_verified""".formatted(Access.LASTING.formatted("m"), Access.LASTING.formatted("c")), Tuple.class)
                .setParameter(1, now.organization())
                .setParameter(2, addresses)
                .getResultList();
        var known = new HashMap<String, Known>();
        for (var row : rows) {
            var role = now.roleOf(row.get("role", String.class));
            var one = known.computeIfAbsent(
                    row.get("address", String.class), address -> new Known(role, new HashSet<>()));
            if (row.get("project_id") != null) one.projects().add(row.get("project_id", UUID.class));
        }
        return known;
    }

    /** What the person of this invitation is, or null. */
    static Known of(Standing now, Invitation invitation) {
        return of(now, List.of(invitation.address)).get(invitation.address);
    }

    /** Whether somebody, known or null, belongs to the organization, and not only to projects of it. */
    static boolean isMember(AccessModel model, Known known) {
        return known != null && !model.isOutsider(known.role);
    }

    /** Whether somebody, known or null, has all that the invitation holds. */
    static boolean hasAll(AccessModel model, Known known, Invitation invitation) {
        return known != null
                && (invitation.role == null || isMember(model, known))
                && invitation.parts(model).stream().allMatch(part -> known.projects.contains(part.project()));
    }
}
