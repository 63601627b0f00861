package roster.member;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
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
import roster.organization.Organization;
import roster.project.Project;
import roster.request.AccessRequest;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Text;
import roster.web.WebWords;

/**
 * An account in an organization, with one role. Somebody who only works on projects of it has the role of people from
 * outside: then this is no membership, but says that they are known here. Every change waits for the organization's lock and is
 * read again under it.
 */
@Entity
@DynamicUpdate // A sign-in at the same moment writes sort_name and search; a page visited, last_seen.
public class Member {
    @Id
    public UUID id;

    @PartitionKey
    @Column(name = "organization_id")
    public UUID organizationId;

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

    @Column(name = "last_seen")
    public Instant lastSeen;

    @Column(name = "sort_name")
    public String sortName;

    public String search;

    /**
     * Why something cannot be done to a member.
     *
     * @param sentence the reason and the next step, for the person who would do it
     * @param forbidden whether a permission is missing (403), or the organization's rules are in the way (409)
     */
    public record Obstacle(String sentence, boolean forbidden) {}

    /**
     * Makes the account a member, also one that was known from outside; the caller holds the lock, counts owners and writes
     * the history.
     */
    public static void join(UUID organization, Person person, AccessModel.Role role, Given given) {
        AccessRequest.settle(organization, person.id());
        var known = of(organization, person.id());
        if (known.isEmpty()) {
            enter(organization, person, role, given);
            return;
        }
        var member = known.get();
        member.since = Clocks.now();
        member.give(role, given);
    }

    /**
     * Makes somebody a member who was none, with what members of this organization begin with: by an invitation, by a link
     * or by asking, everybody comes through here. The caller holds the lock and writes the history.
     */
    public static void welcome(UUID organization, Person person, AccessModel.Role role, Given given, Access access) {
        Ending.of(organization, person.id(), access);
        join(organization, person, role, given);
        Organization.countOwners(organization, access.model(organization).isOwner(role) ? 1 : 0);
        Panache.getEntityManager().flush();
        access.standing(person.id(), organization)
                .filter(Standing::projectForJoiners)
                .ifPresent(now -> Project.createForJoiner(now, person));
    }

    /** Gives the role from now on, whatever it was before. The caller holds the lock and counts owners. */
    public void give(AccessModel.Role role, Given given) {
        this.role = role.key();
        granted = Clocks.now();
        grantedBy = given.words();
        granterId = given.by();
        ends = given.ends();
        warned = null;
    }

    /** Makes the account known from outside, unless it is in the organization already. The caller holds the lock. */
    public static void enterFromOutside(UUID organization, AccessModel model, Person person, Given given) {
        if (of(organization, person.id()).isPresent()) return;
        enter(organization, person, model.outsiderRole().orElseThrow(), new Given(null, given.words(), null));
    }

    /** Forgets everybody who was known from outside and works on no project any more. The caller holds the lock. */
    public static void leaveFromOutside(UUID organization, AccessModel model) {
        if (model.outsiderRole().isEmpty()) return;
        Panache.getEntityManager().flush();
        Panache.getEntityManager()
                .createNativeQuery("""
                        delete from member m where organization_id = ?1 and role = ?2 and not exists (select from collaborator c
                          where c.organization_id = m.organization_id and c.account_id = m.account_id)""")
                .setParameter(1, organization)
                .setParameter(2, model.outsiderRole().get().key())
                .executeUpdate();
    }

    /** Sees to it that no undoing brings somebody back into the project that they have just left. The caller holds the lock. */
    public static void leftProject(Standing now, UUID account) {
        Departure.forgetProject(now, account);
        if (of(now.organization(), account).isEmpty()) Departure.forget(now, account);
    }

    private static void enter(UUID organization, Person person, AccessModel.Role role, Given given) {
        var member = new Member();
        member.id = Account.newId();
        member.organizationId = organization;
        member.accountId = person.id();
        member.since = Clocks.now();
        member.give(role, given);
        member.lastSeen = member.since;
        member.sortName = Text.sortKey(person.name());
        member.search = Account.search(person.name(), person.username(), person.email());
        Panache.getEntityManager().persist(member);
        Panache.getEntityManager().flush();
    }

    /**
     * Why the viewer cannot change or remove a member who holds this role now; empty if it can be done. Pages show the
     * sentence in place of the control, and the change itself asks again.
     */
    public static Optional<Obstacle> obstacle(Standing viewer, AccessModel.Role targetNow, boolean self) {
        var words = say(MemberWords.class);
        if (!viewer.may(Permission.MEMBER_MANAGE) && !self) {
            return Optional.of(new Obstacle(words.onlyManagers(names(viewer.model(), Permission.MEMBER_MANAGE)), true));
        }
        var owner = viewer.model().ownerRole();
        if (targetNow.equals(owner) && viewer.model().singleOwner()) {
            return Optional.of(new Obstacle(words.oneOwnerStays(owner.name()), false));
        }
        if (targetNow.equals(owner) && viewer.owners() == 1) {
            return Optional.of(new Obstacle(words.lastOwnerStays(owner.name()), false));
        }
        if (!self && !viewer.canChange(targetNow)) {
            return Optional.of(new Obstacle(words.hasMoreRights(targetNow.name()), true));
        }
        return Optional.empty();
    }

    /**
     * Gives the member another role. Needs a transaction. Answers false if the member had it already.
     *
     * @param seen the key of the role that the form showed, or null
     * @throws Problems.Invalid if this organization has no such role
     * @throws Refused if the actor may not, or not this role, or not this member
     * @throws Conflict if somebody else was faster, if there would be no owner left, or if the person is no member yet
     */
    public static boolean changeRole(
            Standing before, Person actor, UUID member, String roleKey, String seen, Access access) {
        var now = access.lock(before, Permission.MEMBER_MANAGE);
        var target = find(now, member);
        var was = now.roleOf(target.role);
        var role = now.model()
                .organizationRole(roleKey == null ? "" : roleKey)
                .filter(AccessModel.Role::assignable)
                .orElseThrow(() -> new Problems.Invalid(
                        Problems.none().add("role", say(MemberWords.class).chooseRole())));
        var person = Panache.getEntityManager().find(Account.class, target.accountId);
        now.needSeen(person.name, seen, was, role);
        if (role.equals(was)) return false;
        check(now, was, target.accountId.equals(actor.id()));
        now.needGrant(role, Permission.MEMBER_MANAGE);
        if (now.model().isOutsider(was)) {
            throw new Conflict(say(MemberWords.class).noMemberYet(person.name));
        }
        // An owner's role does not end by itself: there would be a moment without one.
        var ends = now.model().isOwner(role) ? null : target.ends;
        target.give(role, Given.by(actor, Given.Way.SET).until(ends));
        Organization.countOwners(now.organization(), owners(now, role) - owners(now, was));
        write(now, AuditAction.MEMBER_ROLE_CHANGED, actor, person, was.name() + " → " + role.name());
        Invitation.revokeUnfounded(now, person.id, actor, access);
        if (!person.id.equals(actor.id())) Outbox.roleChanged(now, actor, person, was, role);
        return true;
    }

    /**
     * Takes the member out of the organization, with every way in that they have. Needs a transaction.
     *
     * @throws Refused if the actor may not, or not this member
     * @throws Conflict if there would be no owner left
     */
    public static Optional<UUID> remove(Standing before, Person actor, UUID member, Access access) {
        return remove(before, actor, member, Removal.ofEverything(), access);
    }

    /**
     * The same, as a form says. Answers the departure, by which it can be undone; empty for somebody who removes themselves.
     *
     * @throws Problems.Invalid if the form does not fit what the member has now
     */
    static Optional<UUID> remove(Standing before, Person actor, UUID member, Removal form, Access access) {
        var now = access.lock(before, Permission.MEMBER_MANAGE);
        return end(now, actor, find(now, member), form, AuditAction.MEMBER_REMOVED, access);
    }

    /**
     * Takes oneself out of the organization. Needs a transaction.
     *
     * @throws Problems.Invalid if a project needs somebody else first
     * @throws Conflict if there would be no owner left
     */
    public static void leave(Standing before, Person actor, Removal form, Access access) {
        var now = access.lock(before);
        end(now, actor, find(now, now.member()), form, AuditAction.MEMBER_LEFT, access);
    }

    private static Optional<UUID> end(
            Standing now, Person actor, Member target, Removal form, AuditAction action, Access access) {
        check(now, now.roleOf(target.role), target.accountId.equals(actor.id()));
        return form.carryOut(now, actor, target, action, access);
    }

    /** Makes a member somebody from outside, who works on at least one project. The caller holds the lock. */
    void goOutside(Standing now, Person actor) {
        since = Clocks.now();
        give(now.model().outsiderRole().orElseThrow(), Given.by(actor, Given.Way.SET));
    }

    /** Why the viewer cannot change when the access of a member ends who holds this role now; empty if it can be done. */
    public static Optional<Obstacle> endObstacle(Standing viewer, AccessModel.Role targetNow, boolean self) {
        var words = say(MemberWords.class);
        if (self) return Optional.of(new Obstacle(words.ownEnd(), true));
        if (viewer.model().isOwner(targetNow)) {
            return Optional.of(new Obstacle(words.ownerHasNoEnd(targetNow.name()), false));
        }
        if (viewer.model().isOutsider(targetNow)) {
            return Optional.of(new Obstacle(words.outsideEnds(), false));
        }
        return obstacle(viewer, targetNow, false).or(() -> grantObstacle(viewer, targetNow));
    }

    /** Why the viewer cannot give this role; empty if they can. */
    public static Optional<Obstacle> grantObstacle(Standing viewer, AccessModel.Role role) {
        return viewer.canGrant(role)
                ? Optional.empty()
                : Optional.of(new Obstacle(say(MemberWords.class).cannotGive(role.name()), true));
    }

    /**
     * Changes when the member's role ends by itself. Needs a transaction. Answers false if it ends then already.
     *
     * @param lasts as {@link Lasting} reads it, from now on; empty for no end
     * @param seen when it ended as the form showed it, or null
     * @throws Problems.Invalid if this is no time to come
     * @throws Refused if the actor may not, or not this member, or is the member
     * @throws Conflict if somebody else was faster, if the role has no end, or if nobody would run a project then
     */
    public static boolean changeEnd(
            Standing before, Person actor, UUID member, String lasts, String seen, Access access) {
        var ends = Lasting.readEnd(lasts);
        var now = access.lock(before, Permission.MEMBER_MANAGE);
        var target = find(now, member);
        var role = now.roleOf(target.role);
        var person = Panache.getEntityManager().find(Account.class, target.accountId);
        check(now, endObstacle(now, role, person.id.equals(actor.id())));
        Lasting.needSeen(person.name, seen, target.ends);
        if (Objects.equals(ends, target.ends)) return false;
        if (target.ends == null) {
            Doors.of(now, person, role).projects().stream()
                    .filter(work -> work.isRequired() && !work.isLasting())
                    .findFirst()
                    .ifPresent(work -> {
                        throw new Conflict(say(MemberWords.class).nobodyWouldRun(work.name()));
                    });
        }
        var was = target.ends;
        target.endAt(ends);
        write(now, AuditAction.MEMBER_END_CHANGED, actor, person, Lasting.change(was, ends));
        Outbox.endChanged(now, actor, person, role, ends);
        return true;
    }

    /** Sets when it ends. Who learns so now of an end that is near, needs no warning of it. */
    private void endAt(Instant moment) {
        ends = moment;
        warned = Ending.isNear(moment) ? Clocks.now() : null;
    }

    /** Whether the role has come to its end. */
    boolean isOver() {
        return ends != null && !ends.isAfter(Clocks.now());
    }

    /** When the role of this account in the organization ends by itself, or null. */
    public static Instant ends(UUID organization, UUID account) {
        return of(organization, account).map(member -> member.ends).orElse(null);
    }

    private static void check(Standing now, AccessModel.Role was, boolean self) {
        check(now, obstacle(now, was, self));
    }

    private static void check(Standing now, Optional<Obstacle> found) {
        found.ifPresent(obstacle -> {
            if (obstacle.forbidden()) throw new Refused(now, Permission.MEMBER_MANAGE, obstacle.sentence());
            throw new Conflict(obstacle.sentence());
        });
    }

    private static int owners(Standing now, AccessModel.Role role) {
        return now.model().isOwner(role) ? 1 : 0;
    }

    private static void write(Standing now, AuditAction action, Person actor, Account person, String details) {
        Audit.write(now.organization(), action, actor, person.id, person.label(), details);
    }

    /** The row of this account in the organization. */
    public static Optional<Member> of(UUID organization, UUID account) {
        return Panache.getEntityManager()
                .createQuery("from Member where organizationId = ?1 and accountId = ?2", Member.class)
                .setParameter(1, organization)
                .setParameter(2, account)
                .getResultList()
                .stream()
                .findFirst();
    }

    private static Member find(Standing now, UUID member) {
        return Panache.getEntityManager()
                .createQuery("from Member where organizationId = ?1 and id = ?2", Member.class)
                .setParameter(1, now.organization())
                .setParameter(2, member)
                .getResultList()
                .stream()
                .filter(found -> !found.isOver())
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    /** The names of the roles that have a permission, as a list in a sentence. */
    private static String names(AccessModel model, Permission permission) {
        return model.rolesWith(permission).stream()
                .map(AccessModel.Role::name)
                .reduce(say(WebWords.class)::either)
                .orElse("");
    }
}
