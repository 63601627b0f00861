package roster.request;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.PartitionKey;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Given;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Address;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.invitation.Event;
import roster.invitation.Invitation;
import roster.invitation.Inviting;
import roster.joinlink.JoinLink;
import roster.mail.Outbox;
import roster.member.Member;
import roster.organization.Organization;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.OneColumn;
import roster.web.Problems;
import roster.web.Reader;
import roster.web.Text;

/**
 * What somebody without access asks for: a new link, an invitation for another address, or to join. Whoever could give it
 * answers, once. Each change waits for the organization's lock.
 */
@Entity
@Table(name = "access_request")
public class AccessRequest {
    public static final int LONGEST_MESSAGE = 500;

    private static final int MOST_A_DAY = 5;
    private static final int DAYS_AFTER_REFUSAL = 7;

    @Id
    public UUID id;

    @PartitionKey
    @Column(name = "organization_id")
    public UUID organizationId;

    @Enumerated(EnumType.STRING)
    public Kind kind;

    /** Who asks, or null for somebody of whom only the link is known. */
    @Column(name = "account_id")
    public UUID accountId;

    public String name;

    /** The address that the answer goes to, as typed. */
    public String email;

    public String address;

    /** The invitation that it is about, or null. */
    @Column(name = "invitation_id")
    public UUID invitationId;

    /** Of the invitation, or of the join link that somebody came by; null if there was none. */
    public Integer generation;

    /** The key of the role that somebody asks to join with, or null. */
    public String role;

    public String message;
    public Instant created;
    public Instant answered;

    /** Null if nobody answered, and it was settled by what happened otherwise. */
    @Column(name = "answered_by")
    public UUID answeredBy;

    public Boolean approved;

    /** What can be asked for. */
    public enum Kind {
        NEW_LINK(Event.LINK_ASKED, Event.RENEWED),
        READDRESS(Event.READDRESS_ASKED, Event.READDRESSED),
        JOIN(null, null);

        private final Event asked;
        private final Event given;

        Kind(Event asked, Event given) {
            this.asked = asked;
            this.given = given;
        }

        public String title() {
            return say(RequestWords.class).kind(key());
        }

        /** The word in the address of the list. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isOpen() {
        return answered == null;
    }

    public boolean isRefused() {
        return answeredBy != null && !approved;
    }

    /** Whether it was refused so lately that it cannot be asked again. */
    public boolean isRefusedLately() {
        return isRefused() && answered.isAfter(Clocks.now().minus(DAYS_AFTER_REFUSAL, ChronoUnit.DAYS));
    }

    public boolean isReaddress() {
        return kind == Kind.READDRESS;
    }

    /**
     * Asks for a new link to an offer that has expired or was declined. Whoever holds the old one may, for the new one goes
     * to the address of the offer only. Needs a transaction.
     *
     * @param viewer who asks, if they are signed in
     * @return whether this was not asked before
     * @throws Conflict if there is nothing to ask for any more
     */
    public static boolean askForLink(Invitation seen, Optional<Person> viewer, Access access) {
        var invitation = again(seen, Kind.NEW_LINK, say(RequestWords.class).noNewLink());
        if (ofGeneration(invitation, Kind.NEW_LINK, invitation.address).isPresent()) return false;
        var own = viewer.filter(person -> person.verifiedAddress().equals(Optional.of(invitation.address)));
        var request = about(invitation, Kind.NEW_LINK, own.map(Person::id).orElse(null));
        request.name = invitation.named;
        request.email = invitation.email;
        request.address = invitation.address;
        request.insert();
        Audit.write(
                request.organizationId,
                AuditAction.LINK_ASKED,
                viewer.orElse(null),
                invitation.id,
                invitation.named,
                "");
        tell(request, invitation, access);
        return true;
    }

    /**
     * Asks to have an open offer sent to the person's own address, which they have proved. Needs a transaction.
     *
     * @return whether this was not asked before
     * @throws Conflict if the address is not verified or is the offer's own, the offer has ended, or they ask too often
     */
    public static boolean askToReaddress(Invitation seen, Person person, Access access) {
        var address = verified(person);
        var invitation = again(seen, Kind.READDRESS, say(RequestWords.class).notOpen());
        if (address.equals(invitation.address))
            throw new Conflict(say(RequestWords.class).sameAlready());
        if (ofGeneration(invitation, Kind.READDRESS, address).isPresent()) return false;
        needFewToday(person, address);
        var request = about(invitation, Kind.READDRESS, person.id());
        request.by(person, address);
        request.insert();
        Audit.write(
                request.organizationId,
                AuditAction.READDRESS_ASKED,
                person,
                invitation.id,
                invitation.named,
                "To " + person.email());
        tell(request, invitation, access);
        return true;
    }

    /**
     * Asks to become a member. Needs a transaction; the caller knows that this organization takes such requests.
     *
     * @param role the one to join with, if whoever answers does not choose another
     * @param message what the person writes, or null
     * @return whether this was not asked before
     * @throws Problems.Invalid if the message is too long
     * @throws Conflict if the address is not verified, they are a member, were refused lately, or ask too often
     */
    public static boolean askToJoin(
            UUID organization, Person person, AccessModel.Role role, String message, Access access) {
        return askToJoin(organization, person, role, message, null, access);
    }

    /** The same for somebody who has come by the join link of a generation, or by none. */
    public static boolean askToJoin(
            UUID organization,
            Person person,
            AccessModel.Role role,
            String message,
            Integer generation,
            Access access) {
        var problems = Problems.none();
        var text = Text.lines(problems, "message", message, LONGEST_MESSAGE);
        problems.stop();
        var address = verified(person);
        Access.lock(organization);
        if (access.standing(person.id(), organization)
                .filter(Standing::isMember)
                .isPresent()) throw new Conflict(say(RequestWords.class).memberAlready());
        var last = toJoin(organization, person);
        if (last.filter(AccessRequest::isOpen).isPresent()) return false;
        if (last.filter(AccessRequest::isRefusedLately).isPresent()) {
            throw new Conflict(say(RequestWords.class).refusedLately(DAYS_AFTER_REFUSAL));
        }
        // Of an address without a link Asking counts each attempt, so that no other limit tells what became of it.
        if (generation != null) needFewToday(person, address);
        var request = of(organization, Kind.JOIN, person.id());
        request.by(person, address);
        request.role = role.key();
        request.message = text;
        request.generation = generation;
        request.insert();
        var name = Panache.getEntityManager().find(Organization.class, organization).name;
        Audit.write(organization, AuditAction.JOIN_ASKED, person, organization, name, "As " + role.name());
        tell(request, null, access);
        return true;
    }

    /** What the person asked last, of joining this organization. */
    public static Optional<AccessRequest> toJoin(UUID organization, Person person) {
        return newest("organizationId = ?1 and kind = JOIN and accountId = ?2", organization, person.id());
    }

    /** What was asked about the present link of an offer: for a new one by anybody, for another address by the person. */
    public static Optional<AccessRequest> about(Invitation invitation, Kind kind, Optional<Person> person) {
        var address = kind == Kind.NEW_LINK ? Optional.of(invitation.address) : person.flatMap(Person::verifiedAddress);
        return address.flatMap(it -> ofGeneration(invitation, kind, it));
    }

    /**
     * Gives what was asked for. Needs a transaction.
     *
     * @param roleKey the role for somebody who asks to join; null or empty for the one that they ask for
     * @param revision the revision of the offer that the page showed, or null
     * @throws Refused if the person could not give it themselves now
     * @throws Conflict if it was answered already or has settled itself, if the address or the offer has changed, or at a limit
     */
    public static AccessRequest approve(
            Standing before,
            Person actor,
            UUID id,
            String roleKey,
            Integer revision,
            Access access,
            Inviting inviting) {
        var now = access.lock(before).in(null);
        var request = find(now, id);
        request.needAnswerable(now, access);
        request.needSeen(now, revision);
        // Closed before the new link closes all that was asked about the old one.
        request.answer(actor, true);
        var details =
                switch (request.kind) {
                    case NEW_LINK -> {
                        inviting.renewAsked(now, actor, request.invitationId);
                        yield "New link sent to " + request.name;
                    }
                    case READDRESS -> {
                        request.needSameAddress();
                        var to = Address.parse(request.email).orElseThrow();
                        inviting.readdress(now, actor, request.invitationId, to);
                        yield "Invitation sent to " + request.email;
                    }
                    case JOIN -> request.join(now, actor, roleKey, access);
                };
        request.write(AuditAction.REQUEST_APPROVED, actor, details);
        return request;
    }

    /**
     * Says no, and tells who asked. Needs a transaction.
     *
     * @throws Refused if the person could not have given it
     * @throws Conflict if it was answered already or has settled itself
     */
    public static AccessRequest refuse(Standing before, Person actor, UUID id, Access access) {
        var now = access.lock(before).in(null);
        var request = find(now, id);
        request.needAnswerable(now, access);
        request.answer(actor, false);
        request.write(AuditAction.REQUEST_REFUSED, actor, Reader.ANYBODY.hear(request.kind::title));
        if (request.kind == Kind.NEW_LINK || request.hasSameAddress()) Outbox.requestRefused(now, actor, request);
        return request;
    }

    /** Closes what was asked about an offer that has a new link now. The caller holds the lock. */
    public static void settle(Invitation invitation) {
        settle(invitation, List.of(Kind.NEW_LINK, Kind.READDRESS));
    }

    /** Closes what was asked about an offer, and can no longer be given in its state. The caller holds the lock. */
    public static void settle(Invitation invitation, Invitation.State state) {
        var over = Stream.of(Kind.values())
                .filter(kind -> kind.given != null && !kind.given.from().contains(state))
                .toList();
        if (!over.isEmpty()) settle(invitation, over);
    }

    private static void settle(Invitation invitation, List<Kind> kinds) {
        Panache.getEntityManager()
                .createNativeQuery("""
                        update access_request set answered = now(), approved = false
                        where organization_id = ?1 and invitation_id = ?2 and answered is null and kind in (?3)""")
                .setParameter(1, invitation.organizationId)
                .setParameter(2, invitation.id)
                .setParameter(3, kinds.stream().map(Kind::name).toList())
                .executeUpdate();
    }

    /** Closes what somebody asked who is a member now. The caller holds the lock. */
    public static void settle(UUID organization, UUID account) {
        Panache.getEntityManager()
                .createNativeQuery("""
                        update access_request set answered = now(), approved = true
                        where organization_id = ?1 and kind = 'JOIN' and account_id = ?2 and answered is null""")
                .setParameter(1, organization)
                .setParameter(2, account)
                .executeUpdate();
    }

    private String join(Standing now, Person actor, String roleKey, Access access) {
        needSameAddress();
        var chosen = roleKey == null || roleKey.isEmpty() ? role : roleKey;
        var gives = now.model()
                .organizationRole(chosen)
                .filter(AccessModel.Role::assignable)
                .orElseThrow(() -> new Problems.Invalid(
                        Problems.none().add("role", say(RequestWords.class).chooseRole())));
        now.needGrant(gives, Permission.MEMBER_INVITE);
        var person = person();
        if (generation != null) JoinLink.letIn(now, actor, person, gives, generation);
        Member.welcome(organizationId, person, gives, Given.by(actor, Given.Way.LET_IN), access);
        Outbox.requestApproved(now, actor, this, gives);
        return "Joined as " + gives.name();
    }

    /** @throws Conflict with who was faster; @throws Refused if the person could not give it */
    private void needAnswerable(Standing now, Access access) {
        if (kind == Kind.JOIN) {
            now.need(Permission.MEMBER_INVITE);
            now.needGrant(now.roleOf(role), Permission.MEMBER_INVITE);
        } else {
            Invitation.find(now, invitationId).needGrantable(now, access);
        }
        if (answered == null) return;
        if (answeredBy == null) throw new Conflict(say(RequestWords.class).settled());
        if (answeredBy.equals(now.account()))
            throw new Conflict(say(RequestWords.class).youAnswered(approved));
        var who = Panache.getEntityManager().find(Account.class, answeredBy).name;
        throw new Conflict(say(RequestWords.class).answered(who, approved));
    }

    private void needSeen(Standing now, Integer revision) {
        if (revision == null || kind == Kind.JOIN) return;
        if (revision != Invitation.find(now, invitationId).revision) {
            throw new Conflict(say(RequestWords.class).offerChanged());
        }
    }

    private void answer(Person actor, boolean yes) {
        answered = Clocks.now();
        answeredBy = actor.id();
        approved = yes;
        Panache.getEntityManager().flush();
    }

    /** Whether who asked still has the address that they showed, and has proved it. */
    private boolean hasSameAddress() {
        return person().verifiedAddress().equals(Optional.of(address));
    }

    private Person person() {
        return Panache.getEntityManager().find(Account.class, accountId).person();
    }

    private void needSameAddress() {
        if (hasSameAddress()) return;
        throw new Conflict(say(RequestWords.class).otherAddressNow(name, email));
    }

    private void by(Person person, String verified) {
        name = person.name();
        email = person.email();
        address = verified;
    }

    private void insert() {
        Panache.getEntityManager().persist(this);
        Panache.getEntityManager().flush();
    }

    private void write(AuditAction action, Person actor, String details) {
        // Who was named by username, is so in the history too.
        var target = kind == Kind.NEW_LINK ? name : person().label();
        Audit.write(organizationId, action, actor, kind == Kind.NEW_LINK ? invitationId : accountId, target, details);
    }

    private static AccessRequest about(Invitation invitation, Kind kind, UUID account) {
        var request = of(invitation.organizationId, kind, account);
        request.invitationId = invitation.id;
        request.generation = invitation.generation;
        return request;
    }

    private static AccessRequest of(UUID organization, Kind kind, UUID account) {
        var request = new AccessRequest();
        request.id = Account.newId();
        request.organizationId = organization;
        request.kind = kind;
        request.accountId = account;
        request.message = "";
        request.created = Clocks.now();
        return request;
    }

    /** Writes to whoever offered it, if they still could, else to some of those who could. */
    private static void tell(AccessRequest request, Invitation invitation, Access access) {
        var model = access.model(request.organizationId);
        Answerers.under(List.of(model)).of(request, invitation == null ? null : invitation.inviterId).stream()
                .flatMap(account -> access.standing(account, request.organizationId).stream())
                .forEach(reader -> Outbox.asked(reader, request, invitation));
    }

    /** The offer as it is under the lock. @throws Conflict if what was seen of it is over */
    private static Invitation again(Invitation seen, Kind kind, String sentence) {
        Access.lock(seen.organizationId);
        var database = Panache.getEntityManager();
        database.flush();
        database.clear();
        var invitation = database.createQuery("from Invitation where organizationId = ?1 and id = ?2", Invitation.class)
                .setParameter(1, seen.organizationId)
                .setParameter(2, seen.id)
                .getSingleResult();
        if (invitation.generation != seen.generation) {
            throw new Conflict(say(RequestWords.class).newerLink());
        }
        kind.asked.need(invitation.state(), sentence);
        return invitation;
    }

    private static String verified(Person person) {
        return person.verifiedAddress()
                .orElseThrow(() -> new Conflict(say(RequestWords.class).notVerified()));
    }

    /** Counts over all organizations, so it waits for others of the same account. */
    private static void needFewToday(Person person, String address) {
        var database = Panache.getEntityManager();
        OneColumn.of(database, "select id from account where id = ?1 for no key update", UUID.class)
                .setParameter(1, person.id())
                .getResultList();
        var today = OneColumn.of(database, """
                        select count(*) from access_request
                        where address = ?1 and account_id = ?2 and created > now() - interval '1 day'
                          and not (kind = 'JOIN' and generation is null)""", Long.class)
                .setParameter(1, address)
                .setParameter(2, person.id())
                .getSingleResult();
        if (today >= MOST_A_DAY) {
            throw new Conflict(say(RequestWords.class).enoughAsked(MOST_A_DAY));
        }
    }

    private static Optional<AccessRequest> ofGeneration(Invitation invitation, Kind kind, String address) {
        return newest(
                "organizationId = ?1 and invitationId = ?2 and generation = ?3 and kind = ?4 and address = ?5",
                invitation.organizationId,
                invitation.id,
                invitation.generation,
                kind,
                address);
    }

    private static Optional<AccessRequest> newest(String condition, Object... parameters) {
        var query = Panache.getEntityManager()
                .createQuery("from AccessRequest where " + condition + " order by id desc", AccessRequest.class)
                .setMaxResults(1);
        for (var i = 0; i < parameters.length; i++) query.setParameter(i + 1, parameters[i]);
        return query.getResultList().stream().findFirst();
    }

    private static AccessRequest find(Standing now, UUID id) {
        return newest("organizationId = ?1 and id = ?2", now.organization(), id).orElseThrow(NotFoundException::new);
    }
}
