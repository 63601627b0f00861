package roster.project;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.AccessModels;
import roster.access.Given;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Person;
import roster.collaborator.Collaborator;
import roster.web.Conflict;
import roster.web.Problems;

/**
 * To whom a project can go: to somebody who works on it, or to another organization (EI-15).
 *
 * @param heirs who could run it in the viewer's place; at most {@link #MOST_SHOWN}
 * @param stay what the viewer would be in it then, or null if they have no role of their own in it
 * @param targets the organizations that the viewer is a member of, by name; at most {@link #MOST_SHOWN}
 */
public record Transfer(List<Heir> heirs, AccessModel.Role stay, List<Target> targets) {
    static final int MOST_SHOWN = 200;
    static final String STAY = "stay";
    static final String LEAVE = "leave";

    /** Somebody who works on the project. @param role what they are in it now */
    public record Heir(UUID account, String name, String email, AccessModel.Role role) {}

    /** An organization. @param obstacle why the project cannot go there, as a sentence; null if it can */
    public record Target(String slug, String name, String obstacle) {}

    /** To whom the project that the standing is about can go. */
    static Transfer of(EntityManager database, Standing here, AccessModels models) {
        return new Transfer(heirs(database, here), stay(here).orElse(null), targets(database, here, models));
    }

    /**
     * Has somebody else who works on the project run it. Whoever hands it over keeps a lower role, or leaves. Needs a
     * transaction.
     *
     * @param heir the id of the next one's account
     * @param then {@link #STAY} or {@link #LEAVE}; counts for nothing if the actor has no role of their own in the project
     * @throws Problems.Invalid if that is nobody who works on the project and can run it
     * @throws Refused if the actor may not delete the project, or not give the role
     * @throws Conflict if nobody has a role of their own in the project
     */
    static void handOver(Standing before, Person actor, String heir, String then, Access access) {
        var now = access.lock(before, Permission.PROJECT_DELETE);
        if (now.project().isPublic()) {
            throw new Conflict(say(ProjectWords.class).openAndNobodys());
        }
        var problems = Problems.none();
        var next = heirs(Panache.getEntityManager(), now).stream()
                .filter(one -> one.account().toString().equals(heir))
                .findFirst();
        if (next.isEmpty()) problems.add("heir", say(ProjectWords.class).chooseHeir());
        var stay = stay(now);
        if (stay.isPresent() && !STAY.equals(then) && !LEAVE.equals(then)) {
            problems.add("then", say(ProjectWords.class).chooseThen());
        }
        problems.stop();
        var role = now.model().creatorRole();
        now.needGrant(role, Permission.COLLABORATOR_MANAGE);
        Collaborator.handOver(now, actor, next.get().account(), Given.by(actor, Given.Way.SET));
        if (stay.isEmpty()) return;
        if (LEAVE.equals(then)) {
            Collaborator.leave(now, actor, access);
        } else if (!stay.get().equals(now.project().role())) {
            Collaborator.changeRole(
                    now, actor, now.project().collaborator(), stay.get().key(), null, access);
        }
    }

    /** Why a project of one organization cannot go to the other, as the person sees it; null if it can. */
    static String obstacle(AccessModel from, AccessModel to, AccessModel.Role role) {
        var words = say(ProjectWords.class);
        if (!to.equals(from)) return words.otherModel(to.name());
        if (to.isOutsider(role)) return words.outsideThere();
        return to.rights(role).contains(Permission.PROJECT_CREATE) ? null : words.createsNoneThere(role.name());
    }

    @SuppressWarnings("unchecked")
    private static List<Heir> heirs(EntityManager database, Standing here) {
        List<Tuple> rows = database.createNativeQuery(
                        """
                        select a.id, a.name, a.email, m.role as member, c.role
                        from collaborator c join account a on a.id = c.account_id
                        join member m on m.organization_id = c.organization_id and m.account_id = c.account_id
                        where c.organization_id = ?1 and c.project_id = ?2 and c.account_id <> ?3 and %s and %s
                        order by c.sort_name, c.id limit %d""".formatted(Access.LASTING.formatted("c"), Access.LASTING.formatted("m"), MOST_SHOWN),
                        Tuple.class)
                .setParameter(1, here.organization())
                .setParameter(2, here.project().id())
                .setParameter(3, here.account())
                .getResultList();
        return rows.stream()
                .filter(row -> here.model()
                        .isEligible(
                                here.roleOf(row.get("member", String.class)),
                                here.model().creatorRole()))
                .map(row -> new Heir(
                        row.get("id", UUID.class),
                        row.get("name", String.class),
                        row.get("email", String.class),
                        here.projectRoleOf(row.get("role", String.class))))
                .toList();
    }

    /** The next lower role for somebody who runs the project by a role of their own; for others the one they have. */
    private static Optional<AccessModel.Role> stay(Standing here) {
        return Optional.ofNullable(here.project().role())
                .map(own ->
                        here.model().runsProject(own) ? here.model().below(own).orElse(own) : own);
    }

    @SuppressWarnings("unchecked")
    private static List<Target> targets(EntityManager database, Standing here, AccessModels models) {
        List<Tuple> rows = database.createNativeQuery("""
                        select o.slug, o.name, o.model, m.role from member m join organization o on o.id = m.organization_id
                        where m.account_id = ?1 and o.id <> ?2 order by o.name, o.id limit\s""" + MOST_SHOWN, Tuple.class)
                .setParameter(1, here.account())
                .setParameter(2, here.organization())
                .getResultList();
        return rows.stream()
                .map(row -> {
                    var model = models.get(row.get("model", String.class));
                    var role = model.organizationRole(row.get("role", String.class))
                            .orElseThrow();
                    return new Target(
                            row.get("slug", String.class),
                            row.get("name", String.class),
                            obstacle(here.model(), model, role));
                })
                .toList();
    }
}
