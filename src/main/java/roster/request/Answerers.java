package roster.request;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Permission;
import roster.web.OneColumn;

/**
 * Who could answer which request: whoever could give now all that it is about. The models decide; their answers go into
 * the statements as texts, so that lists and counts are exact with one statement, whatever is asked for.
 *
 * @param grants model, role, and a role in the organization that it can offer
 * @param offers model, role, role in a project or nothing, and a project role that both together can offer
 */
record Answerers(String[] grants, String[] offers) {
    private static final int MOST_TOLD = 5;

    /** The condition for the request r, in the organization o, and the member m. */
    static final String CONDITION = """
            r.answered is null and %s and case when r.kind = 'JOIN'
              then o.model || ' ' || m.role || ' ' || r.role = any(cast(:grants as text[]))
              else exists (select from invitation i where i.organization_id = r.organization_id and i.id = r.invitation_id
                and (i.role is not null or exists (select from invitation_project ip
                  where ip.organization_id = i.organization_id and ip.invitation_id = i.id))
                and (i.role is null or o.model || ' ' || m.role || ' ' || i.role = any(cast(:grants as text[])))
                and not exists (select from invitation_project ip
                  join project p on p.organization_id = ip.organization_id and p.id = ip.project_id
                  left join collaborator c on c.organization_id = ip.organization_id and c.project_id = ip.project_id
                    and c.account_id = m.account_id and %s
                  where ip.organization_id = i.organization_id and ip.invitation_id = i.id
                    and (p.public or o.model || ' ' || m.role || ' ' || coalesce(c.role, '-') || ' ' || ip.role
                      <> all(cast(:offers as text[]))))) end""".formatted(Access.LASTING.formatted("m"), Access.LASTING.formatted("c"));

    static Answerers under(Collection<AccessModel> models) {
        var grants = new LinkedHashSet<String>();
        var offers = new LinkedHashSet<String>();
        models.forEach(model -> model.organizationRoles().forEach(held -> {
            if (model.rights(held).contains(Permission.MEMBER_INVITE)) {
                model.organizationRoles().stream()
                        .filter(role -> model.canGrant(held, role))
                        .forEach(role -> grants.add(key(model, held.key(), role.key())));
            }
            offers(offers, model, held, "-", List.of(held));
            model.projectRoles()
                    .forEach(inProject -> offers(offers, model, held, inProject.key(), List.of(held, inProject)));
        }));
        return new Answerers(grants.toArray(String[]::new), offers.toArray(String[]::new));
    }

    private static void offers(
            Set<String> offers,
            AccessModel model,
            AccessModel.Role held,
            String inProject,
            List<AccessModel.Role> roles) {
        if (roles.stream().noneMatch(role -> model.rights(role).contains(Permission.COLLABORATOR_INVITE))) return;
        model.projectRoles().stream()
                .filter(offered -> roles.stream().anyMatch(role -> model.canGrant(role, offered)))
                .forEach(offered -> offers.add(key(model, held.key(), inProject, offered.key())));
    }

    private static String key(AccessModel model, String... roles) {
        return String.join(
                " ", Stream.concat(Stream.of(model.key()), Stream.of(roles)).toList());
    }

    /** The query with what the condition asks for. */
    <T extends Query> T in(T query) {
        query.setParameter("grants", grants).setParameter("offers", offers);
        return query;
    }

    /**
     * Those who are told of a request: the one who made the offer, if they could make it still, else up to five who could.
     *
     * @param preferred the account to ask before all others, or null
     */
    List<UUID> of(AccessRequest request, UUID preferred) {
        Panache.getEntityManager().flush();
        var query = OneColumn.of(Panache.getEntityManager(), """
                select m.account_id from access_request r join organization o on o.id = r.organization_id
                join member m on m.organization_id = r.organization_id join account a on a.id = m.account_id
                where r.organization_id = :organization and r.id = :request and a.email_verified and %s
                order by m.account_id = cast(:preferred as uuid) desc nulls last, m.since, m.id limit %d
                """.formatted(CONDITION, MOST_TOLD), UUID.class);
        var found = in(query)
                .setParameter("organization", request.organizationId)
                .setParameter("request", request.id)
                .setParameter(
                        "preferred", preferred == null ? "00000000-0000-0000-0000-000000000000" : preferred.toString())
                .getResultList();
        var all = found.stream().map(UUID.class::cast).toList();
        return all.contains(preferred) ? List.of(preferred) : all;
    }
}
