package roster.organization;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Given;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.invitation.Invitation;
import roster.mail.Outbox;
import roster.member.Member;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Search;

/**
 * Ownership that the one owner offers to a member, who becomes owner by accepting it and not before (BM-01, BM-02). One
 * offer at a time; it ends when it is answered or withdrawn, when either of the two leaves, and by itself after some days.
 *
 * @param account to whom it is offered
 * @param owner who offers it
 * @param expired whether its time is over, by the database's clock
 */
public record Ownership(
        UUID account,
        String name,
        String email,
        UUID owner,
        String ownerName,
        String ownerEmail,
        Instant offered,
        Instant expires,
        boolean expired) {
    /** How long an offer stands. */
    static final int DAYS = 7;

    /** How many members the page offers for choice at once. */
    static final int MOST = 50;

    private static final int MOST_WAITING = 20;

    /** An open offer, as the home page of the person lists it. */
    public record Waiting(String slug, String organization, String owner, Instant expires) {}

    /** A member who could become owner. */
    public record Candidate(UUID account, String name, String email, String role) {}

    /** Members to choose from, and whether there are more of them than fit on the page. */
    public record Choice(String q, List<Candidate> candidates, boolean more) {
        public boolean isSearch() {
            return !q.isEmpty();
        }
    }

    /** The offers to this person that they can accept now; at most 20. */
    @SuppressWarnings("unchecked")
    public static List<Waiting> openTo(Person person) {
        List<Tuple> rows = Panache.getEntityManager()
                .createNativeQuery("""
                        select o.slug, o.name as organization, a.name as owner, w.expires from ownership_offer w
                        join organization o on o.id = w.organization_id join account a on a.id = w.offered_by
                        where w.account_id = ?1 and w.expires > now() order by w.expires, o.id limit\s""" + MOST_WAITING, Tuple.class)
                .setParameter(1, person.id())
                .getResultList();
        return rows.stream()
                .map(row -> new Waiting(
                        row.get("slug", String.class),
                        row.get("organization", String.class),
                        row.get("owner", String.class),
                        row.get("expires", Instant.class)))
                .toList();
    }

    /** The offer of this organization, open or expired. */
    public static Optional<Ownership> of(Standing here) {
        if (!here.model().singleOwner()) return Optional.empty();
        return Panache.getEntityManager()
                .createNativeQuery("""
                        select w.account_id, a.name, a.email, w.offered_by, b.name as owner, b.email as owner_email, w.offered,
                          w.expires, w.expires <= now() as expired
                        from ownership_offer w join account a on a.id = w.account_id join account b on b.id = w.offered_by
                        where w.organization_id = ?1""", Tuple.class)
                .setParameter(1, here.organization())
                .getResultStream()
                .findFirst()
                .map(row -> of((Tuple) row));
    }

    private static Ownership of(Tuple row) {
        return new Ownership(
                row.get("account_id", UUID.class),
                row.get("name", String.class),
                row.get("email", String.class),
                row.get("offered_by", UUID.class),
                row.get("owner", String.class),
                row.get("owner_email", String.class),
                row.get("offered", Instant.class),
                row.get("expires", Instant.class),
                row.get("expired", Boolean.class));
    }

    /** The same, if the offer is to the viewer. */
    public static Optional<Ownership> to(Standing viewer) {
        return of(viewer).filter(offer -> offer.account.equals(viewer.account()));
    }

    /** Members whom ownership could be offered to, by name. */
    @SuppressWarnings("unchecked")
    static Choice choice(Standing here, String typed) {
        var q = typed == null ? "" : typed.strip();
        var order = Search.Order.ofNames("m", false);
        Function<Search.Part, List<Candidate>> read = part -> {
            var query = Panache.getEntityManager()
                    .createNativeQuery("""
                            select a.id, a.name, a.email, m.role from %s m join account a on a.id = m.account_id
                            where m.organization_id = :organization%s order by %s limit %d""".formatted(part.table(), part.and(), order.by(), MOST + 1), Tuple.class)
                    .setParameter("organization", here.organization())
                    .setParameter("owner", here.model().ownerRole().key());
            part.bind(query);
            return ((List<Tuple>) query.getResultList())
                    .stream()
                            .map(row -> new Candidate(
                                    row.get("id", UUID.class),
                                    row.get("name", String.class),
                                    row.get("email", String.class),
                                    here.roleOf(row.get("role", String.class)).name()))
                            .toList();
        };
        var rows = new Search(q, "m.search")
                .read(new Search.Rows(order, "member", " and m.role <> :owner", "", null, null, MOST + 1), read);
        return new Choice(q, rows.subList(0, Math.min(MOST, rows.size())), rows.size() > MOST);
    }

    /** Why ownership is not handed over here, as a sentence; null if it is. */
    public static String elsewhere(AccessModel model) {
        if (model.singleOwner()) return null;
        return say(OrganizationWords.class).severalOwners(model.ownerRole().name());
    }

    /** @throws Refused if this is not the owner */
    static void needOwner(Standing here) {
        if (here.model().isOwner(here.role())) return;
        throw new Refused(
                here,
                Permission.ORGANIZATION_DELETE,
                say(OrganizationWords.class)
                        .onlyOwnerHandsOver(here.model().ownerRole().name()));
    }

    /**
     * Offers ownership to a member. An offer that has expired makes way. Needs a transaction.
     *
     * @param account the id of the member's account, as typed
     * @return the name of the member
     * @throws Problems.Invalid if this is no other member
     * @throws Conflict if an offer is open already, or if this model has several owners
     */
    public static String offer(Standing before, Person actor, String account, Access access) {
        var now = lock(before, access);
        of(now).filter(open -> !open.expired).ifPresent(open -> {
            throw new Conflict(say(OrganizationWords.class).offeredAlready(open.name));
        });
        var target = id(account)
                .flatMap(id -> access.standing(id, now.organization()))
                .filter(member -> member.isMember() && !now.model().isOwner(member.role()))
                .orElseThrow(() -> new Problems.Invalid(Problems.none()
                        .add("account", say(OrganizationWords.class).chooseMember())));
        end(now);
        Panache.getEntityManager()
                .createNativeQuery("""
                        insert into ownership_offer (organization_id, account_id, offered_by, offered, expires)
                        values (?1, ?2, ?3, now(), now() + make_interval(days => ?4))""")
                .setParameter(1, now.organization())
                .setParameter(2, target.account())
                .setParameter(3, actor.id())
                .setParameter(4, DAYS)
                .executeUpdate();
        var person = account(target.account());
        write(now, AuditAction.OWNERSHIP_OFFERED, actor, person, "For " + DAYS + " days");
        Outbox.ownershipOffered(now, actor, person, target.role(), of(now).orElseThrow().expires);
        return person.name;
    }

    /**
     * Takes the offer back. Needs a transaction. Answers the name of whom it was made to.
     *
     * @throws Conflict if there is none
     */
    public static String withdraw(Standing before, Person actor, Access access) {
        var now = lock(before, access);
        var offer = of(now).orElseThrow(
                        () -> new Conflict(say(OrganizationWords.class).noOffer()));
        end(now);
        var person = account(offer.account);
        write(now, AuditAction.OWNERSHIP_WITHDRAWN, actor, person, "");
        if (!offer.expired) Outbox.ownershipWithdrawn(now, actor, person);
        return person.name;
    }

    /**
     * Says no. Needs a transaction.
     *
     * @throws NotFoundException if nothing is offered to this person
     */
    public static void refuse(Standing before, Person actor, Access access) {
        var now = access.lock(before);
        var offer = to(now).orElseThrow(NotFoundException::new);
        end(now);
        var owner = account(offer.owner);
        write(now, AuditAction.OWNERSHIP_REFUSED, actor, owner, "");
        Outbox.ownershipRefused(now, actor, owner);
    }

    /**
     * Makes the person owner, and the owner what a former owner is (BM-10), at once. The offer was only a promise: all of
     * it is looked at again under the lock. A second click changes nothing. Needs a transaction.
     *
     * @throws NotFoundException if nothing is offered to this person
     * @throws Conflict if the offer has expired
     */
    public static void accept(Standing before, Person actor, Access access) {
        var now = access.lock(before);
        if (now.model().singleOwner() && now.model().isOwner(now.role())) return;
        var offer = to(now).orElseThrow(NotFoundException::new);
        offer.needOpen();
        var giver = access.standing(offer.owner, now.organization())
                .filter(s -> s.model().isOwner(s.role()))
                .orElseThrow(NotFoundException::new);
        if (!now.isMember()) throw new NotFoundException();
        var owner = now.model().ownerRole();
        var former = now.model().formerOwnerRole();
        end(now);
        give(now, giver.account(), former, Given.as(Given.Way.HANDED_OVER, actor.label()));
        give(
                now,
                actor.id(),
                owner,
                Given.as(Given.Way.TAKEN_OVER, account(giver.account()).label()));
        var was = account(giver.account());
        write(now, AuditAction.OWNERSHIP_TAKEN, actor, was, "");
        write(now, AuditAction.MEMBER_ROLE_CHANGED, actor, account(actor.id()), now.role(), owner);
        write(now, AuditAction.MEMBER_ROLE_CHANGED, actor, was, owner, former);
        Invitation.revokeUnfounded(now, was.id, actor, access);
        Outbox.ownershipTaken(now, actor, was, former);
    }

    /** @throws Conflict if the time of this offer is over */
    void needOpen() {
        if (expired) throw new Conflict(say(OrganizationWords.class).offerExpired(ownerName));
    }

    /** Ends an offer to or by somebody who leaves. The caller holds the lock. */
    public static void endWith(Standing now, Person actor, Account gone) {
        of(now).filter(offer -> offer.account.equals(gone.id) || offer.owner.equals(gone.id))
                .ifPresent(offer -> {
                    end(now);
                    write(
                            now,
                            AuditAction.OWNERSHIP_WITHDRAWN,
                            actor,
                            account(offer.account),
                            "No longer a member: " + gone.name);
                });
    }

    private static Standing lock(Standing before, Access access) {
        var now = access.lock(before, Permission.ORGANIZATION_DELETE);
        needOwner(now);
        var elsewhere = elsewhere(now.model());
        if (elsewhere != null) throw new Conflict(elsewhere);
        return now;
    }

    private static void end(Standing now) {
        Panache.getEntityManager()
                .createNativeQuery("delete from ownership_offer where organization_id = ?1")
                .setParameter(1, now.organization())
                .executeUpdate();
    }

    private static void give(Standing now, UUID account, AccessModel.Role role, Given given) {
        Member.of(now.organization(), account)
                .orElseThrow(NotFoundException::new)
                .give(role, given);
    }

    private static Account account(UUID id) {
        return Panache.getEntityManager().find(Account.class, id);
    }

    private static Optional<UUID> id(String typed) {
        try {
            return Optional.ofNullable(typed).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void write(
            Standing now, AuditAction action, Person actor, Account person, AccessModel.Role was, AccessModel.Role is) {
        write(now, action, actor, person, was.name() + " → " + is.name());
    }

    private static void write(Standing now, AuditAction action, Person actor, Account person, String details) {
        Audit.write(now.organization(), action, actor, person.id, person.label(), details);
    }
}
