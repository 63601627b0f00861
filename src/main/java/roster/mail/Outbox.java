package roster.mail;

import io.quarkus.hibernate.orm.panache.Panache;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import roster.access.AccessModel;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.invitation.Invitation;
import roster.invitation.Reminding;
import roster.request.AccessRequest;
import roster.web.Clocks;

/**
 * Mails that are to go out. A row is written in the transaction of the change that it tells of, so that there is never
 * one without the other; {@link Delivery} takes it from there.
 */
public final class Outbox {

    private Outbox() {}

    /** The kinds of mail, each with a pair of templates of its name. */
    public enum Kind {
        INVITATION,
        REMINDER,
        LAPSED,
        ROLE_CHANGED,
        REMOVED,
        RESTORED,
        JOINED,
        JOINED_BY_LINK,
        DECLINED,
        REVOKED,
        PROJECT_PUBLIC,
        PROJECT_PRIVATE,
        OWNERSHIP_OFFERED,
        OWNERSHIP_WITHDRAWN,
        OWNERSHIP_REFUSED,
        OWNERSHIP_TAKEN,
        ACCESS_ENDS,
        ACCESS_ENDED,
        END_CHANGED,
        LINK_ASKED,
        READDRESS_ASKED,
        JOIN_ASKED,
        REQUEST_APPROVED,
        REQUEST_REFUSED,
        MISDELIVERED;

        /** Whether it brings the link of an invitation, and so goes out only while that is open. */
        public boolean hasLink() {
            return this == INVITATION || this == REMINDER;
        }
    }

    /**
     * The mail with the link; the link itself is derived again when the mail is sent.
     *
     * @param message what the sender writes
     */
    public static void invitation(Standing now, Person sender, Invitation invitation, String message) {
        write(
                now.organization(),
                Kind.INVITATION,
                invitation,
                sender.id(),
                invitation.email,
                invitation.address,
                facts(now, sender, invitation, message));
    }

    /** The same link once more, shortly before it expires. */
    public static void reminder(Standing inviter, Person sender, Invitation invitation) {
        write(
                inviter.organization(),
                Kind.REMINDER,
                invitation,
                sender.id(),
                invitation.email,
                invitation.address,
                facts(inviter, sender, invitation, invitation.message));
    }

    /**
     * Tells somebody which of their invitations have lapsed, over all organizations.
     *
     * @param lapsed at least one, the latest first
     * @param most how many the mail names
     */
    public static void lapsed(Account inviter, List<Reminding.Lapsed> lapsed, int most) {
        var lines = new ArrayList<Facts.Line>();
        lapsed.stream()
                .limit(most)
                .forEach(one -> lines.add(new Facts.Line(
                        one.named(), one.organizationName(), one.expires().toString(), 0)));
        if (lapsed.size() > most) lines.add(Facts.Line.more(lapsed.size() - most));
        var first = lapsed.get(0);
        var one = lapsed.stream().map(Reminding.Lapsed::slug).distinct().count() == 1;
        var facts = new Facts(
                one ? first.organizationName() : "",
                one ? first.slug() : "",
                "",
                "",
                "",
                "",
                "",
                Map.of(),
                "",
                lines,
                "",
                "");
        write(first.organization(), Kind.LAPSED, null, inviter.id, inviter, facts);
    }

    /** Has a mail about an invitation, which has not gone out yet, say what is offered now. */
    public static void invitationEdited(Standing now, Person editor, Invitation invitation) {
        Panache.getEntityManager()
                .createNativeQuery("""
                        update outbox set facts = cast(?4 as jsonb) where organization_id = ?1 and invitation_id = ?2
                          and generation = ?3 and kind in ('invitation', 'reminder') and sent is null and dropped is null and dead is null""")
                .setParameter(1, now.organization())
                .setParameter(2, invitation.id)
                .setParameter(3, invitation.generation)
                .setParameter(
                        4, facts(now, editor, invitation, invitation.message).toJson())
                .executeUpdate();
    }

    private static Facts facts(Standing now, Person sender, Invitation invitation, String message) {
        return Facts.of(now.in(null), sender)
                .as(
                        invitation.role == null ? null : now.roleOf(invitation.role),
                        invitation.lasting().toString())
                .with(lines(now, invitation, part -> true), message, invitation.expires.toString());
    }

    /** Tells somebody whose open invitation was taken back (BM-11), if they have had a mail about it. */
    public static void revoked(Standing now, Person actor, Invitation invitation) {
        var mails = Panache.getEntityManager()
                .createNativeQuery("""
                        select id from outbox where organization_id = ?1 and invitation_id = ?2 and (sent is not null or doubtful) limit 1""")
                .setParameter(1, now.organization())
                .setParameter(2, invitation.id)
                .getResultList();
        if (mails.isEmpty() || invitation.expires.isBefore(Clocks.now())) return;
        var facts = Facts.of(now, actor);
        var sender = actor.id() == null ? invitation.inviterId : actor.id();
        write(now.organization(), Kind.REVOKED, null, sender, invitation.email, invitation.address, facts);
    }

    /** Tells somebody of a new role, in the organization or in the project that the standing is about. */
    public static void roleChanged(
            Standing now, Person actor, Account person, AccessModel.Role was, AccessModel.Role is) {
        notice(
                now.organization(),
                Kind.ROLE_CHANGED,
                actor,
                person,
                Facts.of(now, actor).with(is, was));
    }

    /** Tells somebody who was in the organization, or in the project that the standing is about. */
    public static void removed(Standing now, Person actor, Account person, AccessModel.Role was) {
        removed(now, actor, person, was, List.of());
    }

    /** The same, with the projects that they still work on, each with the role in it. */
    public static void removed(Standing now, Person actor, Account person, AccessModel.Role was, List<String> stays) {
        notice(
                now.organization(),
                Kind.REMOVED,
                actor,
                person,
                Facts.of(now, actor).with(was, was).with(lines(stays), "", ""));
    }

    /** Tells somebody whose removal was undone what they have again. */
    public static void restored(
            Standing now, Person actor, Account person, AccessModel.Role role, List<String> projects) {
        notice(
                now.organization(),
                Kind.RESTORED,
                actor,
                person,
                Facts.of(now, actor).with(role, null).with(lines(projects), "", ""));
    }

    /** Tells somebody who offered it, or a part of it, that the offer was accepted: of their own part only. */
    public static void joined(Standing inviter, Person joined, Invitation invitation) {
        var own = invitation.inviterId.equals(inviter.account());
        var facts = Facts.of(inviter, joined)
                .with(own && invitation.role != null ? inviter.roleOf(invitation.role) : null, null)
                .with(lines(inviter, invitation, part -> part.granter().equals(inviter.account())), "", "");
        notice(inviter.organization(), Kind.JOINED, joined, account(inviter.account()), facts);
    }

    /** Tells somebody that a person has joined by the link that they answer for. */
    public static void joinedByLink(Standing maker, Person joined, AccessModel.Role role) {
        var facts = Facts.of(maker, joined).with(role, null);
        notice(maker.organization(), Kind.JOINED_BY_LINK, joined, account(maker.account()), facts);
    }

    /** Tells somebody who offered it, or a part of it, that the offer was declined: of their own part only. */
    public static void declined(Standing inviter, Invitation invitation, String reason) {
        var own = invitation.inviterId.equals(inviter.account());
        var facts = Facts.of(inviter.in(null), invitation.named, invitation.named)
                .with(own && invitation.role != null ? inviter.roleOf(invitation.role) : null, null)
                .with(lines(inviter, invitation, part -> part.granter().equals(inviter.account())), reason, "");
        write(inviter.organization(), Kind.DECLINED, null, inviter.account(), account(inviter.account()), facts);
    }

    /**
     * Tells everybody whose access has changed with the visibility of the project that the standing is about.
     *
     * @param role what everybody has, or had, in the public project
     * @param governed the keys of the organization roles that it matters to
     * @param spared accounts that it does not matter to
     */
    public static void visibility(
            Standing now, Person actor, Kind kind, AccessModel.Role role, List<String> governed, List<UUID> spared) {
        var untold = new ArrayList<>(spared);
        untold.add(actor.id());
        Panache.getEntityManager()
                .createNativeQuery("""
                        insert into outbox (id, organization_id, kind, sender_id, recipient, address, facts, created, due)
                        select gen_random_uuid(), m.organization_id, ?3, ?4, a.email, a.address, cast(?5 as jsonb), now(), now()
                        from member m join account a on a.id = m.account_id
                        where m.organization_id = ?1 and m.role in (?2) and a.email_verified and a.id not in (?6)""")
                .setParameter(1, now.organization())
                .setParameter(2, governed)
                .setParameter(3, kind.name().toLowerCase(Locale.ROOT))
                .setParameter(4, actor.id())
                .setParameter(5, Facts.of(now, actor).with(role, null).toJson())
                .setParameter(6, untold)
                .executeUpdate();
    }

    /** Tells a member that they can become owner, and until when. */
    public static void ownershipOffered(
            Standing now, Person owner, Account member, AccessModel.Role role, Instant expires) {
        var facts = Facts.of(now, owner).with(now.model().ownerRole(), role).with(List.of(), "", expires.toString());
        notice(now.organization(), Kind.OWNERSHIP_OFFERED, owner, member, facts);
    }

    /** Tells a member that the owner has changed their mind. */
    public static void ownershipWithdrawn(Standing now, Person owner, Account member) {
        var facts = Facts.of(now, owner).with(now.model().ownerRole(), null);
        notice(now.organization(), Kind.OWNERSHIP_WITHDRAWN, owner, member, facts);
    }

    /** Tells the owner that somebody does not want to become it. */
    public static void ownershipRefused(Standing now, Person member, Account owner) {
        var facts = Facts.of(now, member).with(now.model().ownerRole(), null);
        notice(now.organization(), Kind.OWNERSHIP_REFUSED, member, owner, facts);
    }

    /** Tells somebody who was the owner that another is it now. */
    public static void ownershipTaken(Standing now, Person owner, Account former, AccessModel.Role is) {
        var facts = Facts.of(now, owner).with(is, now.model().ownerRole());
        notice(now.organization(), Kind.OWNERSHIP_TAKEN, owner, former, facts);
    }

    /**
     * Tells somebody that their access to what the standing is about ends soon, and whoever gave it.
     *
     * @param granter who gave it and is here still, or null
     */
    public static void accessEnds(Standing now, Account person, AccessModel.Role role, Instant ends, Account granter) {
        var facts = Facts.of(now, Person.ROSTER).with(role, null).with(List.of(), "", ends.toString());
        both(now, Kind.ACCESS_ENDS, person, granter, facts);
    }

    /**
     * The same of access that has ended.
     *
     * @param also what ended with it, each project with the role in it
     */
    public static void accessEnded(
            Standing now, Account person, AccessModel.Role role, Instant ended, List<String> also, Account granter) {
        var facts = Facts.of(now, Person.ROSTER).with(role, null).with(lines(also), "", ended.toString());
        both(now, Kind.ACCESS_ENDED, person, granter, facts);
    }

    private static void both(Standing now, Kind kind, Account person, Account granter, Facts facts) {
        write(now.organization(), kind, null, person.id, person, facts);
        if (granter != null) write(now.organization(), kind, null, granter.id, granter, facts.about(person));
    }

    /** Tells somebody that their access to what the standing is about has another end, or none. */
    public static void endChanged(Standing now, Person actor, Account person, AccessModel.Role role, Instant ends) {
        var facts = Facts.of(now, actor).with(role, null).with(List.of(), "", ends == null ? "" : ends.toString());
        notice(now.organization(), Kind.END_CHANGED, actor, person, facts);
    }

    /**
     * Tells somebody who can answer it what was asked for.
     *
     * @param invitation the offer that it is about, all of which the reader could make; or null
     */
    public static void asked(Standing reader, AccessRequest request, Invitation invitation) {
        var role = invitation == null ? request.role : invitation.role;
        var facts = Facts.of(
                        reader.in(null), request.name, request.kind == AccessRequest.Kind.NEW_LINK ? "" : request.email)
                .as(role == null ? null : reader.roleOf(role), invitation == null ? "" : invitation.named)
                .with(invitation == null ? List.of() : lines(reader, invitation, part -> true), request.message, "");
        var kind =
                switch (request.kind) {
                    case NEW_LINK -> Kind.LINK_ASKED;
                    case READDRESS -> Kind.READDRESS_ASKED;
                    case JOIN -> Kind.JOIN_ASKED;
                };
        var sender = request.accountId == null ? reader.account() : request.accountId;
        write(reader.organization(), kind, null, sender, account(reader.account()), facts);
    }

    /** Tells somebody who asked to join that they have. */
    public static void requestApproved(Standing now, Person actor, AccessRequest request, AccessModel.Role role) {
        var facts = Facts.of(now.in(null), actor).as(role, "");
        write(now.organization(), Kind.REQUEST_APPROVED, null, actor.id(), request.email, request.address, facts);
    }

    /** Tells somebody that they do not get what they asked for. */
    public static void requestRefused(Standing now, Person actor, AccessRequest request) {
        var facts = Facts.of(now.in(null), actor).with(List.of(), request.kind.name(), "");
        write(now.organization(), Kind.REQUEST_REFUSED, null, actor.id(), request.email, request.address, facts);
    }

    /** Tells who sent it that the link of an invitation has reached somebody else. */
    public static void misdelivered(Standing inviter, Invitation invitation) {
        var facts = Facts.of(inviter.in(null), invitation.named, invitation.named);
        write(inviter.organization(), Kind.MISDELIVERED, null, inviter.account(), account(inviter.account()), facts);
    }

    /** Leaves unsent what still waits of an organization that is deleted; what was sent goes on counting for its sender. */
    public static void drop(UUID organization) {
        Panache.getEntityManager()
                .createNativeQuery("""
                        update outbox set dropped = now(), problem = ?2
                        where organization_id = ?1 and sent is null and dropped is null and dead is null""")
                .setParameter(1, organization)
                .setParameter(2, Undelivered.ORGANIZATION_DELETED.kept())
                .executeUpdate();
    }

    private static List<Facts.Line> lines(Standing now, Invitation invitation, Predicate<Invitation.Part> which) {
        return invitation.parts(now.model()).stream()
                .filter(which)
                .map(part -> new Facts.Line(
                        part.name() + ": " + part.role().name(),
                        "",
                        part.lasting().toString(),
                        0))
                .toList();
    }

    private static List<Facts.Line> lines(List<String> projects) {
        return projects.stream().map(Facts.Line::of).toList();
    }

    private static Account account(UUID id) {
        return Panache.getEntityManager().find(Account.class, id);
    }

    private static void notice(UUID organization, Kind kind, Person actor, Account to, Facts facts) {
        write(organization, kind, null, actor.id() == null ? to.id : actor.id(), to, facts);
    }

    /** Only an address that its owner has proved gets mail about an organization. */
    private static void write(UUID organization, Kind kind, Invitation about, UUID sender, Account to, Facts facts) {
        if (to.emailVerified) write(organization, kind, about, sender, to.email, to.address, facts);
    }

    private static void write(
            UUID organization,
            Kind kind,
            Invitation about,
            UUID sender,
            String recipient,
            String address,
            Facts facts) {
        Panache.getEntityManager()
                .createNativeQuery("""
                        insert into outbox (id, organization_id, kind, invitation_id, generation, sender_id, recipient,
                          address, facts, created, due)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, cast(?9 as jsonb), now(), now())
                        """)
                .setParameter(1, Account.newId())
                .setParameter(2, organization)
                .setParameter(3, kind.name().toLowerCase(Locale.ROOT))
                .setParameter(4, about == null ? null : about.id)
                .setParameter(5, about == null ? null : about.generation)
                .setParameter(6, sender)
                .setParameter(7, recipient)
                .setParameter(8, address)
                .setParameter(9, facts.toJson())
                .executeUpdate();
    }
}
