package roster.collaborator;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Given;
import roster.access.Lasting;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.invitation.Invitation;
import roster.mail.Outbox;
import roster.member.Ending;
import roster.member.Member;
import roster.member.MemberWords;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Text;

/** An account in a project, with one role. Every change waits for the organization's lock and is read again under it. */
@Entity
@DynamicUpdate // A sign-in at the same moment writes sort_name and search.
public class Collaborator {
    @Id
    public UUID id;

    @PartitionKey
    @Column(name = "organization_id")
    public UUID organizationId;

    @Column(name = "project_id")
    public UUID projectId;

    @Column(name = "account_id")
    public UUID accountId;

    public String role;
    public Instant since;
    public Instant granted;

    @Column(name = "granted_by")
    public String grantedBy;

    /** When the role ends by itself, or null. */
    public Instant ends;

    /** Who gave the role, as far as that is known. */
    @Column(name = "granter_id")
    public UUID granterId;

    /** When person and granter were told that it ends, or null. */
    public Instant warned;

    @Column(name = "sort_name")
    public String sortName;

    public String search;

    /**
     * The condition, in SQL, that a collaboration {@code c} of a member {@code m} does not come to its end by itself, nor
     * with the role in the organization: who is left from outside keeps the roles that people from outside can have.
     */
    public static final String STAYING = "(c.ends is null and (m.ends is null or c.role in (:outside)))";

    /**
     * How many work on a project through a collaboration.
     *
     * @param people all of them
     * @param staying those whose access does not come to its end by itself; nobody else is counted on
     * @param running those of them whose role lets them decide who works on it
     */
    public record Crew(long people, long staying, long running) {
        /** What to select, in SQL, from {@code collaborator c join member m}; {@code :running} and {@code :outside} are roles. */
        public static final String COUNTS = """
                count(*) as people, count(*) filter (where %1$s) as staying,
                count(*) filter (where c.role in (:running) and %1$s) as running""".formatted(STAYING);

        /** Reads the counts. */
        public static Crew of(Tuple row) {
            return new Crew(
                    row.get("people", Long.class), row.get("staying", Long.class), row.get("running", Long.class));
        }

        /** The crew of the project that the standing is about. */
        public static Crew of(Standing here) {
            var row = (Tuple) Panache.getEntityManager()
                    .createNativeQuery("""
                            select %s from collaborator c
                            join member m on m.organization_id = c.organization_id and m.account_id = c.account_id
                            where c.organization_id = :organization and c.project_id = :project and %s""".formatted(COUNTS, Access.LASTING.formatted("c")), Tuple.class)
                    .setParameter("organization", here.organization())
                    .setParameter("project", here.project().id())
                    .setParameter("running", Collaborator.running(here.model()))
                    .setParameter("outside", Collaborator.outside(here.model()))
                    .getSingleResult();
            return of(row);
        }

        /**
         * Why somebody with this role cannot go, as a sentence; null if the project does without them.
         *
         * @param stays whether their access has no end by itself
         */
        public String needs(AccessModel model, AccessModel.Role role, boolean stays) {
            if (staying <= (stays ? 1 : 0) && model.policies().lastCollaboratorStays()) {
                return say(CollaboratorWords.class).onlyOneStays(role.name());
            }
            return needsToRun(model, role, stays);
        }

        /** Why somebody cannot give up this role, as a sentence; null if the project does without. */
        public String needsToRun(AccessModel model, AccessModel.Role role, boolean stays) {
            if (!model.runsProject(role) || running > (stays ? 1 : 0) || model.ownerRunsProjects()) return null;
            return say(CollaboratorWords.class).lastOneStays(role.name());
        }
    }

    /** The keys of the project roles that people from outside can have, for a list in SQL, which cannot be empty. */
    public static List<String> outside(AccessModel model) {
        return model.policies().externals() ? List.copyOf(model.policies().externalRoles()) : List.of("");
    }

    /** The keys of the project roles whose holders run their projects. */
    public static List<String> running(AccessModel model) {
        return model.projectRoles().stream()
                .filter(model::runsProject)
                .map(AccessModel.Role::key)
                .toList();
    }

    /**
     * Makes the account a collaborator, and, if it is not in the organization yet, somebody from outside. The caller holds
     * the lock, has checked that the person can have this role, and writes the history.
     */
    public static void join(Standing now, UUID project, Person person, AccessModel.Role role, Given given) {
        join(now.organization(), now.model(), project, person, role, given);
    }

    /** The same where there is no standing yet. */
    public static void join(
            UUID organization, AccessModel model, UUID project, Person person, AccessModel.Role role, Given given) {
        Member.enterFromOutside(organization, model, person, given);
        var collaborator = new Collaborator();
        collaborator.id = Account.newId();
        collaborator.organizationId = organization;
        collaborator.projectId = project;
        collaborator.accountId = person.id();
        collaborator.since = Clocks.now();
        collaborator.give(role, given);
        collaborator.sortName = Text.sortKey(person.name());
        collaborator.search = Account.search(person.name(), person.username(), person.email());
        Panache.getEntityManager().persist(collaborator);
    }

    /** Gives the role from now on, whatever it was before. The caller holds the lock. */
    public void give(AccessModel.Role role, Given given) {
        this.role = role.key();
        granted = Clocks.now();
        grantedBy = given.words();
        granterId = given.by();
        ends = given.ends();
        warned = null;
    }

    /**
     * Why the viewer cannot change or end a collaboration that has this role now; empty if it can be done. Whether the
     * project does without them, {@link Crew} answers.
     */
    public static Optional<Member.Obstacle> obstacle(Standing viewer, AccessModel.Role targetNow, boolean self) {
        if (viewer.project().isPublic()) {
            var all = viewer.model().policies().publicProjectRole().flatMap(viewer.model()::projectRole);
            return Optional.of(new Member.Obstacle(
                    say(CollaboratorWords.class)
                            .allHave(all.map(AccessModel.Role::name).orElse("")),
                    false));
        }
        if (self) return Optional.empty();
        if (!viewer.may(Permission.COLLABORATOR_MANAGE)) {
            return Optional.of(new Member.Obstacle(say(CollaboratorWords.class).onlyWhoRuns(), true));
        }
        if (!viewer.canChange(targetNow)) {
            return Optional.of(new Member.Obstacle(say(CollaboratorWords.class).moreRights(targetNow.name()), true));
        }
        return Optional.empty();
    }

    /**
     * Gives the collaborator another role. Needs a transaction. Answers false if they had it already.
     *
     * @param seen the key of the role that the form showed, or null
     * @throws Problems.Invalid if there is no such role, or it cannot be given to somebody from outside (AA-06)
     * @throws Refused if the actor may not, or not this role, or not this collaborator
     * @throws Conflict if somebody else was faster, or nobody would run the project any more
     */
    public static boolean changeRole(
            Standing before, Person actor, UUID collaborator, String roleKey, String seen, Access access) {
        var now = access.lock(before, Permission.COLLABORATOR_MANAGE);
        var target = find(now, collaborator);
        var was = now.projectRoleOf(target.role);
        var role = now.model()
                .projectRole(roleKey == null ? "" : roleKey)
                .orElseThrow(() -> new Problems.Invalid(
                        Problems.none().add("role", say(CollaboratorWords.class).chooseRole())));
        var person = Panache.getEntityManager().find(Account.class, target.accountId);
        now.needSeen(person.name, seen, was, role);
        if (role.equals(was)) return false;
        check(now, was, target.accountId.equals(actor.id()));
        now.needGrant(role, Permission.COLLABORATOR_MANAGE);
        needEligible(now, person, role);
        if (!now.model().runsProject(role)) stop(Crew.of(now).needsToRun(now.model(), was, target.stays(now)));
        target.give(role, Given.by(actor, Given.Way.SET).until(target.ends));
        write(now, AuditAction.COLLABORATOR_ROLE_CHANGED, actor, person, was.name() + " → " + role.name());
        Invitation.revokeUnfounded(now, person.id, actor, access);
        if (!person.id.equals(actor.id())) Outbox.roleChanged(now, actor, person, was, role);
        return true;
    }

    /** Why the viewer cannot change when a collaboration ends that has this role now; empty if it can be done. */
    public static Optional<Member.Obstacle> endObstacle(Standing viewer, AccessModel.Role targetNow, boolean self) {
        if (self) return Optional.of(new Member.Obstacle(say(MemberWords.class).ownEnd(), true));
        return obstacle(viewer, targetNow, false).or(() -> Member.grantObstacle(viewer, targetNow));
    }

    /**
     * Changes when the collaboration ends by itself. Needs a transaction. Answers false if it ends then already.
     *
     * @param lasts as {@link Lasting} reads it, from now on; empty for no end
     * @param seen when it ended as the form showed it, or null
     * @throws Problems.Invalid if this is no time to come
     * @throws Refused if the actor may not, or not this collaborator, or is the collaborator
     * @throws Conflict if somebody else was faster, or if nobody would run the project then
     */
    public static boolean changeEnd(
            Standing before, Person actor, UUID collaborator, String lasts, String seen, Access access) {
        var ends = Lasting.readEnd(lasts);
        var now = access.lock(before, Permission.COLLABORATOR_MANAGE);
        var target = find(now, collaborator);
        var role = now.projectRoleOf(target.role);
        var person = Panache.getEntityManager().find(Account.class, target.accountId);
        check(now, endObstacle(now, role, person.id.equals(actor.id())));
        Lasting.needSeen(person.name, seen, target.ends);
        if (Objects.equals(ends, target.ends)) return false;
        if (target.ends == null) stop(Crew.of(now).needs(now.model(), role, target.stays(now)));
        var was = target.ends;
        target.ends = ends;
        target.warned = Ending.isNear(ends) ? Clocks.now() : null;
        write(now, AuditAction.COLLABORATOR_END_CHANGED, actor, person, Lasting.change(was, ends));
        Outbox.endChanged(now, actor, person, role, ends);
        return true;
    }

    /**
     * What somebody is to be in one project.
     *
     * @param project its slug
     * @param role the key of a role, or empty for no access
     * @param seen the key of the role that the form showed, or empty
     */
    public record Wish(String project, String role, String seen) {}

    /**
     * Gives somebody other roles in several projects at once, or takes them out of some: all of it or nothing (DT-06,
     * DT-14). Needs a transaction.
     *
     * @return in how many projects something changed
     * @throws NotFoundException if there is no such project
     * @throws Problems.Invalid if a role is wrong, or the person works on the project no longer and so would have to agree
     * @throws Refused if the actor may not do one of these things
     * @throws Conflict if somebody else was faster, or nobody would run a project any more
     */
    public static int changeAll(Standing before, Person actor, UUID account, List<Wish> wishes, Access access) {
        var now = access.lock(before, Permission.MEMBER_MANAGE);
        var changed = 0;
        for (var wish : wishes) {
            var there =
                    access.standing(now.account(), now.slug(), wish.project()).orElseThrow(NotFoundException::new);
            there.need(Permission.COLLABORATOR_MANAGE);
            var is = of(there, account);
            if (is.isEmpty() && wish.role().isEmpty()) continue;
            if (is.isEmpty()) {
                throw new Problems.Invalid(Problems.none()
                        .add(
                                "project",
                                say(CollaboratorWords.class)
                                        .notWorking(there.project().name())));
            }
            if (wish.role().isEmpty()) {
                stopIfChanged(there, is.get(), wish.seen());
                remove(there, actor, is.get().id, access);
                changed++;
            } else if (changeRole(there, actor, is.get().id, wish.role(), wish.seen(), access)) {
                changed++;
            }
        }
        return changed;
    }

    /**
     * Takes the collaborator out of the project. Needs a transaction.
     *
     * @throws Refused if the actor may not, or not this collaborator
     * @throws Conflict if nobody would run the project any more
     */
    public static void remove(Standing before, Person actor, UUID collaborator, Access access) {
        var now = access.lock(before, Permission.COLLABORATOR_MANAGE);
        end(now, actor, find(now, collaborator), AuditAction.COLLABORATOR_REMOVED, access);
    }

    /**
     * Takes oneself out of the project. Needs a transaction.
     *
     * @throws NotFoundException if the person works on it through something else, or not at all
     * @throws Conflict if nobody would run the project any more
     */
    public static void leave(Standing before, Person actor, Access access) {
        var now = access.lock(before);
        if (now.project().collaborator() == null) throw new NotFoundException();
        end(now, actor, find(now, now.project().collaborator()), AuditAction.COLLABORATOR_LEFT, access);
    }

    /**
     * Makes somebody run the project that the standing is about, whatever they were in it. The caller holds the lock, and
     * has checked that they can.
     */
    public static void handOver(Standing there, Person actor, UUID heir, Given given) {
        var role = there.model().creatorRole();
        var person = Panache.getEntityManager().find(Account.class, heir);
        // Also one that is over, and not put away yet.
        var known = allOf(there, heir).stream()
                .filter(c -> c.projectId.equals(there.project().id()))
                .findFirst();
        var was = known.filter(c -> !c.isOver())
                .map(c -> there.projectRoleOf(c.role))
                .orElse(null);
        if (known.isEmpty()) {
            join(there, there.project().id(), person.person(), role, given);
        } else {
            known.get().give(role, given);
        }
        write(
                there,
                AuditAction.PROJECT_HANDED_OVER,
                actor,
                person,
                (was == null || was.equals(role) ? "" : was.name() + " → ") + role.name());
        if (!heir.equals(actor.id())) {
            Outbox.roleChanged(there, actor, person, role.equals(was) ? null : was, role);
        }
    }

    /** Ends every collaboration of the project, which is about to be deleted. The caller holds the lock. @return how many */
    public static int endAll(Standing now) {
        return endAllBut(now, null).size();
    }

    /**
     * Ends every collaboration of the project but one. The caller holds the lock.
     *
     * @param stays the account that keeps it, or null
     * @return who had which role, for the history
     */
    public static List<String> endAllBut(Standing now, UUID stays) {
        var database = Panache.getEntityManager();
        var all = database.createQuery("""
                        select c, a from Collaborator c join Account a on a.id = c.accountId
                        where c.organizationId = ?1 and c.projectId = ?2 order by c.sortName, c.id""", Object[].class)
                .setParameter(1, now.organization())
                .setParameter(2, now.project().id())
                .getResultList();
        var ended = new ArrayList<String>();
        for (var row : all) {
            var collaborator = (Collaborator) row[0];
            if (collaborator.accountId.equals(stays)) continue;
            database.remove(collaborator);
            ended.add(((Account) row[1]).label() + ": "
                    + now.projectRoleOf(collaborator.role).name());
        }
        Member.leaveFromOutside(now.organization(), now.model());
        return ended;
    }

    /** Everything that somebody works on in the organization. The caller holds the lock. */
    public static List<Collaborator> allOf(Standing now, UUID account) {
        return Panache.getEntityManager()
                .createQuery("from Collaborator where organizationId = ?1 and accountId = ?2", Collaborator.class)
                .setParameter(1, now.organization())
                .setParameter(2, account)
                .getResultList();
    }

    private static void end(Standing now, Person actor, Collaborator target, AuditAction action, Access access) {
        var was = now.projectRoleOf(target.role);
        var self = target.accountId.equals(actor.id());
        check(now, was, self);
        stop(Crew.of(now).needs(now.model(), was, target.stays(now)));
        var person = Panache.getEntityManager().find(Account.class, target.accountId);
        Panache.getEntityManager().remove(target);
        Member.leaveFromOutside(now.organization(), now.model());
        if (self) Member.leftProject(now, person.id);
        write(now, action, actor, person, "Was " + was.name());
        Invitation.revokeUnfounded(now, person.id, actor, access);
        if (!self) Outbox.removed(now, actor, person, was);
    }

    /** @throws Problems.Invalid if the person is not in the organization in a way that this role asks for (AA-06, BM-17) */
    private static void needEligible(Standing now, Account person, AccessModel.Role role) {
        var member = now.roleOf(Panache.getEntityManager()
                .createQuery("select role from Member where organizationId = ?1 and accountId = ?2", String.class)
                .setParameter(1, now.organization())
                .setParameter(2, person.id)
                .getSingleResult());
        if (now.model().isEligible(member, role)) return;
        throw new Problems.Invalid(Problems.none()
                .add("role", say(CollaboratorWords.class).cannotBe(person.name, member.name(), role.name())));
    }

    /** Whether this does not come to its end by itself, nor with the role in the organization. */
    private boolean stays(Standing now) {
        return ends == null
                && (Member.ends(organizationId, accountId) == null
                        || now.model().isEligibleFromOutside(now.projectRoleOf(role)));
    }

    /** Whether it has come to its end. */
    public boolean isOver() {
        return ends != null && !ends.isAfter(Clocks.now());
    }

    private static void check(Standing now, AccessModel.Role was, boolean self) {
        check(now, obstacle(now, was, self));
    }

    private static void check(Standing now, Optional<Member.Obstacle> found) {
        found.ifPresent(obstacle -> {
            if (obstacle.forbidden()) throw new Refused(now, Permission.COLLABORATOR_MANAGE, obstacle.sentence());
            throw new Conflict(obstacle.sentence());
        });
    }

    /** A removal is only meant for the role that the form showed. */
    private static void stopIfChanged(Standing there, Collaborator is, String seen) {
        if (seen.isEmpty() || seen.equals(is.role)) return;
        throw new Conflict(say(CollaboratorWords.class)
                .faster(there.project().name(), there.projectRoleOf(is.role).name()));
    }

    private static void stop(String reason) {
        if (reason != null) throw new Conflict(reason);
    }

    private static void write(Standing now, AuditAction action, Person actor, Account person, String details) {
        Audit.write(
                now.organization(),
                action,
                actor,
                person.id,
                person.label(),
                "Project " + now.project().name() + ". " + details);
    }

    private static Optional<Collaborator> of(Standing now, UUID account) {
        return Panache.getEntityManager()
                .createQuery(
                        "from Collaborator where organizationId = ?1 and projectId = ?2 and accountId = ?3",
                        Collaborator.class)
                .setParameter(1, now.organization())
                .setParameter(2, now.project().id())
                .setParameter(3, account)
                .getResultList()
                .stream()
                .filter(c -> !c.isOver())
                .findFirst();
    }

    private static Collaborator find(Standing now, UUID collaborator) {
        return Panache.getEntityManager()
                .createQuery(
                        "from Collaborator where organizationId = ?1 and projectId = ?2 and id = ?3",
                        Collaborator.class)
                .setParameter(1, now.organization())
                .setParameter(2, now.project().id())
                .setParameter(3, collaborator)
                .getResultList()
                .stream()
                .filter(c -> !c.isOver())
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }
}
