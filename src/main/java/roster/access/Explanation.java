package roster.access;

import static roster.web.Reader.say;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import roster.collaborator.Collaborator;
import roster.member.EndedGrant;
import roster.member.Member;
import roster.web.Keyset;
import roster.web.Paged;

/**
 * What somebody may do in an organization and in its projects, and why, as far as the viewer may see it. Made by
 * {@link Access#explain}, from the same roles by which {@link Standing} decides.
 *
 * @param person what it is about: the person's own standing
 * @param grants what they are in the organization, and what they are offered
 * @param ended what they had until it came to its end, newest first, at most 50
 * @param kept in how many projects they could stay without being a member
 */
public record Explanation(
        Standing viewer,
        Standing person,
        String name,
        String username,
        String email,
        List<Grant> grants,
        long kept,
        Paged<InProject> projects,
        List<EndedGrant> ended) {

    private static final String LIVE = """
            i.accepted is null and i.declined is null and i.revoked is null and i.dismissed is null and i.expires > now()""";
    private static final String SUBJECT =
            """
            select m.id as member, m.account_id, m.since, m.granted, m.granted_by, m.ends, m.last_seen, a.name, a.username, a.email,
              """ + Access.PRESENT + """
            ,
              i.role as offered, i.created as offered_at, g.name as offered_by,
              (select count(*) from collaborator c where c.organization_id = m.organization_id
                and c.account_id = m.account_id and c.role in (:outside) and\s""" + Access.LASTING.formatted("c") + """
              ) as kept,
              """ + EndedGrant.OF_PERSON + """
               as ended
            from member m join account a on a.id = m.account_id
            left join invitation i on i.organization_id = m.organization_id and i.address = a.address and a.email_verified
              and\s""" + LIVE + """

            left join account g on g.id = i.inviter_id
            where m.organization_id = :organization and m.account_id = :person""";
    private static final String PROJECTS =
            """
            with offered as (select ip.project_id, ip.role, i.created, g.name from account a
                join invitation i on i.organization_id = :organization and i.address = a.address and a.email_verified
                join invitation_project ip on ip.organization_id = i.organization_id and ip.invitation_id = i.id
                join account g on g.id = ip.granter_id
                where a.id = :person and\s""" + LIVE + """
            )
            select p.id, p.slug, p.name, p.public, p.creator_id, p.creator, p.created, p.revision, p.sort_name,
              c.id as collaborator, c.role, c.granted, c.granted_by, c.ends, v.id as viewer, v.role as viewer_role,
              o.role as offered, o.created as offered_at, o.name as offered_by
            from project p
            left join collaborator c on c.organization_id = p.organization_id and c.project_id = p.id and c.account_id = :person
              and\s""" + Access.LASTING.formatted("c") + """

            left join collaborator v on v.organization_id = p.organization_id and v.project_id = p.id and v.account_id = :viewer
              and\s""" + Access.LASTING.formatted("v") + """

            left join offered o on o.project_id = p.id%s
            where p.organization_id = :organization""";

    /**
     * What somebody may do in one project, and why.
     *
     * @param person their standing in it
     * @param viewer the viewer's own standing in it
     */
    public record InProject(Standing person, Standing viewer, List<Grant> grants, String sortName) {

        public ProjectStanding project() {
            return person.project();
        }

        /** Whether the viewer may see more of it than its name. */
        public boolean isOpen() {
            return viewer.may(Permission.PROJECT_VIEW);
        }

        /** The roles that the viewer could give the person in place of their own role in the project; none if there is no such. */
        public List<AccessModel.Role> choices() {
            var role = project().role();
            if (role == null || project().isPublic() || !viewer.may(Permission.COLLABORATOR_MANAGE)) return List.of();
            var choices = viewer.grantableInProject().stream()
                    .filter(other -> viewer.model().isEligible(person.role(), other))
                    .toList();
            return viewer.canChange(role) && choices.contains(role) ? choices : List.of();
        }

        /** Whether the viewer could change when the person's own role in the project ends. */
        public boolean isEndable() {
            return isOpen()
                    && project().role() != null
                    && Collaborator.endObstacle(
                                    viewer, project().role(), person.account().equals(viewer.account()))
                            .isEmpty();
        }

        /** The grant whose rights include those of all others; null if there is none. */
        public Grant winner() {
            return winner(counting(null));
        }

        public boolean isDecisive(Grant grant) {
            return grant.equals(winner());
        }

        /** What all grants together make of the person here, in words. */
        public String effective() {
            return words(counting(null), false);
        }

        /** What would be left without one of the grants, in words. */
        public String without(Grant grant) {
            return words(counting(grant), true);
        }

        /** All that the grants allow: the same as what the person's standing allows. */
        Set<Permission> rights() {
            return rights(counting(null));
        }

        private List<Grant> counting(Grant without) {
            return grants.stream()
                    .filter(grant -> grant.counts() && !grant.equals(without))
                    .toList();
        }

        private Grant winner(List<Grant> among) {
            var all = inside(rights(among));
            return among.stream()
                    .filter(grant -> inside(rights(List.of(grant))).containsAll(all))
                    .findFirst()
                    .orElse(null);
        }

        private String words(List<Grant> among, boolean source) {
            if (among.isEmpty()) return say(AccessWords.class).noAccessHere();
            var winner = winner(among);
            if (winner != null) return winner.role().name() + (source ? ", " + winner.how() : "");
            return say(AccessWords.class)
                    .together(Law.and(Law.names(among.stream().map(Grant::role).toList())));
        }

        private Set<Permission> rights(List<Grant> among) {
            var rights = EnumSet.noneOf(Permission.class);
            among.forEach(grant -> rights.addAll(person.model().rights(grant.held())));
            return rights;
        }

        /** Those of the rights that mean something in a project: what some role there has, or what is about projects. */
        private Set<Permission> inside(Set<Permission> rights) {
            var inside = EnumSet.noneOf(Permission.class);
            for (var right : rights) {
                var known = person.model().projectRoles().stream()
                        .anyMatch(role -> role.permissions().contains(right));
                if (known || right.isInProject()) inside.add(right);
            }
            return inside;
        }
    }

    /** The projects of this page in which the viewer, who manages members, could change the person's own role. */
    public List<InProject> changeable() {
        if (!viewer.may(Permission.MEMBER_MANAGE)) return List.of();
        return projects.rows().stream().filter(row -> !row.choices().isEmpty()).toList();
    }

    /** Whether the viewer can offer a role in the organization to this person, who only works on projects of it. */
    public boolean isInvitable() {
        return !person.isMember()
                && grants.stream().allMatch(Grant::counts)
                && viewer.may(Permission.MEMBER_INVITE)
                && !viewer.grantable().isEmpty();
    }

    /** Whether the viewer could change when the person's role in the organization ends. */
    public boolean isEndable() {
        return Member.endObstacle(viewer, person.role(), isSelf()).isEmpty();
    }

    public boolean isSelf() {
        return person.account().equals(viewer.account());
    }

    /** What the role in the organization allows there, in words. */
    public List<String> gives() {
        return person.model().rights(person.role()).stream()
                .filter(permission -> !permission.isInProject())
                .map(Permission::sentence)
                .toList();
    }

    /** The project role that the role in the organization brings in every project, or null. */
    public AccessModel.Role reached() {
        return person.model().inEveryProject(person.role()).orElse(null);
    }

    /** What would be left without the membership, in words. */
    public String withoutMembership() {
        var outsider = person.model().outsiderRole();
        var words = say(AccessWords.class);
        return outsider.isEmpty() || kept == 0
                ? words.noAccessIn(person.organizationName())
                : words.staysOutside(outsider.get().name(), kept);
    }

    static Explanation read(EntityManager database, Standing viewer, UUID account, Keyset from) {
        var self = account.equals(viewer.account());
        var outside = new ArrayList<>(viewer.model().policies().externalRoles());
        outside.add(""); // A list in SQL cannot be empty; no role has an empty key.
        var rows = database.createNativeQuery(SUBJECT, Tuple.class)
                .setParameter("organization", viewer.organization())
                .setParameter("person", account)
                .setParameter("outside", outside)
                .setParameter("viewer", viewer.account())
                .setParameter("outsider", EndedGrant.outsider(viewer.model()))
                .getResultList();
        if (rows.isEmpty()) throw new NotFoundException();
        var row = (Tuple) rows.get(0);
        var person = viewer.other(
                account,
                row.get("member", UUID.class),
                Access.present(viewer.model(), row).orElseThrow(NotFoundException::new),
                row.get("since", Instant.class),
                row.get("last_seen", Instant.class));
        var membership = new Grant(
                Grant.Source.MEMBERSHIP,
                person.role(),
                person.role(),
                row.get("granted_by", String.class),
                row.get("granted", Instant.class),
                row.get("ends", Instant.class));
        var grants = new ArrayList<Grant>();
        if (person.isMember()) grants.add(membership);
        if (self || viewer.may(Permission.MEMBER_INVITE) || viewer.may(Permission.MEMBER_MANAGE)) {
            offered(row, viewer.model()::organizationRole).ifPresent(grants::add);
        }
        return new Explanation(
                viewer,
                person,
                row.get("name", String.class),
                row.get("username", String.class),
                row.get("email", String.class),
                grants,
                row.get("kept", Long.class),
                projects(database, viewer, person, membership, from),
                EndedGrant.of(row.get("ended", String.class), viewer));
    }

    @SuppressWarnings("unchecked")
    private static Paged<InProject> projects(
            EntityManager database, Standing viewer, Standing person, Grant membership, Keyset from) {
        var model = viewer.model();
        var backward = from != null && from.backward();
        var direction = backward ? "desc" : "asc";
        var self = person.account().equals(viewer.account());
        var inviting = model.projectRolesWith(Permission.COLLABORATOR_INVITE).stream()
                .map(AccessModel.Role::key)
                .toList();
        var seesOffers = self
                || viewer.may(Permission.MEMBER_INVITE)
                || viewer.may(Permission.MEMBER_MANAGE)
                || model.rights(viewer.role()).contains(Permission.COLLABORATOR_INVITE);
        var seesAll = viewer.may(Permission.MEMBER_MANAGE) || model.seesEveryProject(viewer.role());
        var query = database.createNativeQuery(
                        PROJECTS.formatted(seesOffers ? "" : " and v.role in (:inviting)")
                                + (model.seesEveryProject(person.role())
                                        ? ""
                                        : in("c", ":person", person.role(), model, true))
                                + (seesAll ? "" : in("v", ":viewer", viewer.role(), model, self))
                                + (from == null
                                        ? ""
                                        : " and (p.sort_name, p.id) " + (backward ? "<" : ">") + " (:key, :id)")
                                + " order by p.sort_name %s, p.id %s limit ".formatted(direction, direction)
                                + (Paged.SIZE + 1),
                        Tuple.class)
                .setParameter("organization", viewer.organization())
                .setParameter("person", person.account())
                .setParameter("viewer", viewer.account());
        if (!seesOffers) query.setParameter("inviting", inviting);
        if (from != null) query.setParameter("key", from.key()).setParameter("id", from.id());
        var rows = ((List<Tuple>) query.getResultList())
                .stream().map(row -> project(row, viewer, person, membership)).toList();
        return Paged.of(
                rows,
                from,
                row -> new Keyset(false, row.sortName(), row.project().id()));
    }

    /** The condition that somebody is in a project, as a collaborator or as it is public, or, if that matters, invited. */
    private static String in(
            String collaborator, String account, AccessModel.Role member, AccessModel model, boolean offered) {
        var publicly = model.inPublicProjects(member).isPresent() ? " or p.public" : "";
        return " and (" + collaborator + ".id is not null" + publicly + (offered ? " or o.project_id is not null" : "")
                + ") and (p.id in (" + Access.WORKED.formatted(account)
                + (offered ? " union all select project_id from offered" : "") + ")" + publicly + ")";
    }

    private static InProject project(Tuple row, Standing viewer, Standing person, Grant membership) {
        var there = person.in(project(row, person, "collaborator", "role"));
        var grants = new ArrayList<Grant>();
        there.held().forEach((source, role) -> {
            switch (source) {
                case MEMBERSHIP -> membership(person.model(), membership).ifPresent(grants::add);
                case COLLABORATION ->
                    grants.add(new Grant(
                            source,
                            role,
                            role,
                            row.get("granted_by", String.class),
                            row.get("granted", Instant.class),
                            row.get("ends", Instant.class)));
                default -> grants.add(new Grant(source, role, role, null, null, null));
            }
        });
        offered(row, person.model()::projectRole).ifPresent(grants::add);
        var seen = viewer.in(project(row, viewer, "viewer", "viewer_role"));
        return new InProject(there, seen, grants, row.get("sort_name", String.class));
    }

    /** The membership as it counts in every project, if it counts there at all. */
    private static Optional<Grant> membership(AccessModel model, Grant membership) {
        var role = membership.held();
        return model.seesEveryProject(role)
                ? Optional.of(new Grant(
                        membership.source(),
                        role,
                        model.inEveryProject(role).orElse(role),
                        membership.grantedBy(),
                        membership.since(),
                        membership.ends()))
                : Optional.empty();
    }

    private static Optional<Grant> offered(Tuple row, Function<String, Optional<AccessModel.Role>> roles) {
        return Optional.ofNullable(row.get("offered", String.class))
                .flatMap(roles)
                .map(role -> new Grant(
                        Grant.Source.INVITATION,
                        role,
                        role,
                        Given.Way.INVITED.of(row.get("offered_by", String.class)),
                        row.get("offered_at", Instant.class),
                        null));
    }

    /** The project, without what only those who see it may know. */
    static ProjectStanding project(Tuple row, Standing whose, String id, String key) {
        var role = Access.present(whose.model(), whose.role(), row.get(key, String.class));
        return new ProjectStanding(
                row.get("id", UUID.class),
                row.get("slug", String.class),
                row.get("name", String.class),
                "",
                List.of(),
                row.get("public", Boolean.class),
                row.get("creator_id", UUID.class),
                row.get("creator", String.class),
                row.get("created", Instant.class),
                row.get("revision", Integer.class),
                role == null ? null : row.get(id, UUID.class),
                role);
    }
}
