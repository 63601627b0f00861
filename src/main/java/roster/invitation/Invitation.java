package roster.invitation;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.PartitionKey;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.member.Member;
import roster.organization.Organization;
import roster.web.Conflict;

/**
 * An offer of a role to one mail address, which ends by itself. What became of it are timestamps; each change waits for
 * the organization's lock and is written only if the offer still is what was read.
 */
@Entity
public class Invitation {
    static final int LONGEST_MESSAGE = 1000;
    static final int LONGEST_REASON = 500;

    @Id
    public UUID id;

    @PartitionKey
    @Column(name = "organization_id")
    public UUID organizationId;

    public String email;
    public String address;
    public String role;
    public String message;

    @Column(name = "inviter_id")
    public UUID inviterId;

    public byte[] nonce;
    public int generation;

    @Column(name = "token_hash")
    public byte[] tokenHash;

    public Instant created;
    public Instant expires;
    public Instant accepted;

    @Column(name = "accepted_by")
    public UUID acceptedBy;

    public Instant declined;

    @Column(name = "decline_reason")
    public String declineReason;

    public Instant revoked;

    @Column(name = "revoked_by")
    public UUID revokedBy;

    public Instant dismissed;

    /** What became of an invitation. */
    public enum State {
        PENDING,
        EXPIRED,
        ACCEPTED,
        DECLINED,
        REVOKED;

        /** The word in the address of the list, and the name of its style. */
        public String key() {
            return name().toLowerCase();
        }

        public String title() {
            return name().charAt(0) + key().substring(1);
        }
    }

    /** The condition, in SQL, under which an invitation can be accepted; time is the database's. */
    static final String PENDING =
            "accepted is null and declined is null and revoked is null and dismissed is null and expires > now()";

    /**
     * Takes the offer back. Needs a transaction.
     *
     * @throws Refused if the actor may not invite, or not to this role
     * @throws Conflict if it is no longer open
     */
    public static Invitation revoke(Standing before, Person actor, UUID id, Access access) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var invitation = find(now, id);
        invitation.needGrantable(now);
        invitation.revoke(actor, "");
        return invitation;
    }

    /**
     * Takes an expired or declined offer off the list. Needs a transaction.
     *
     * @throws Conflict if it is still open, or gone already
     */
    public static void dismiss(Standing before, Person actor, UUID id, Access access) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var invitation = find(now, id);
        var gone = update(
                invitation,
                "dismissed = now()",
                "dismissed is null and (declined is not null or accepted is null and revoked is null and expires <= now())");
        if (!gone) throw new Conflict("Only an expired or declined invitation can be taken off the list.");
        invitation.write(AuditAction.INVITATION_DISMISSED, actor, "");
    }

    /**
     * The link, for somebody who could grant the very role now, to hand over by other means. Every look is written down.
     * Needs a transaction.
     *
     * @throws Conflict if it opens nothing any more
     */
    public static String showLink(Standing before, Person actor, UUID id, Access access, Link link) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var invitation = find(now, id);
        invitation.needGrantable(now);
        if (invitation.state() != State.PENDING)
            throw new Conflict("This invitation is no longer open; renew it first.");
        invitation.write(AuditAction.INVITATION_LINK_SHOWN, actor, "");
        return link.of(invitation);
    }

    /**
     * Whoever loses the right to invite, or to grant a role, has the open invitations revoked that rest on it. The caller
     * holds the lock.
     *
     * @param role the inviter's role from now on, or nothing
     */
    public static void revokeUnfounded(Standing now, UUID inviter, Optional<AccessModel.Role> role, Person actor) {
        open(now.organization(), inviter).stream()
                .filter(invitation -> !founded(now.model(), role, invitation.role))
                .forEach(invitation -> invitation.revoke(actor, "The inviter lost the right to grant this role"));
    }

    /** Whether somebody with this role could make an invitation to the other. */
    static boolean founded(AccessModel model, Optional<AccessModel.Role> inviter, String role) {
        return inviter.filter(r -> r.permissions().contains(Permission.MEMBER_INVITE))
                .filter(r -> model.organizationRole(role)
                        .filter(offered -> model.canGrant(r, offered))
                        .isPresent())
                .isPresent();
    }

    /** What became of this offer by now. */
    public State state() {
        if (accepted != null) return State.ACCEPTED;
        if (revoked != null) return State.REVOKED;
        if (declined != null) return State.DECLINED;
        return expires.isAfter(Instant.now()) ? State.PENDING : State.EXPIRED;
    }

    /**
     * Makes the person a member. The caller holds the lock and has compared the address.
     *
     * @param inviter what the inviter is now
     * @return whether the offer was still open
     */
    boolean accept(Person person, Standing inviter) {
        if (!update(this, "accepted = now(), accepted_by = '" + person.id() + "'", PENDING)) return false;
        var offered = inviter.roleOf(role);
        Member.join(organizationId, person, offered, "invited by " + inviterLabel());
        Organization.countOwners(
                organizationId, offered.key().equals(inviter.model().ownerRole().key()) ? 1 : 0);
        write(AuditAction.INVITATION_ACCEPTED, person, "Joined as " + offered.name());
        return true;
    }

    /** Says no. The caller holds the lock. @return whether the offer was still open */
    boolean decline(Person person, String reason) {
        if (!update(this, "declined = now()", PENDING)) return false;
        Panache.getEntityManager()
                .createNativeQuery("update invitation set decline_reason = ?3 where organization_id = ?1 and id = ?2")
                .setParameter(1, organizationId)
                .setParameter(2, id)
                .setParameter(3, reason)
                .executeUpdate();
        write(AuditAction.INVITATION_DECLINED, person, reason.isEmpty() ? "" : "“" + reason + "”");
        return true;
    }

    void revoke(Person actor, String why) {
        var gone = update(
                this,
                "revoked = now(), revoked_by = '" + actor.id() + "'",
                "accepted is null and declined is null and revoked is null");
        if (!gone) throw new Conflict("This invitation has ended meanwhile.");
        write(AuditAction.INVITATION_REVOKED, actor, why);
    }

    /** @throws Refused if the person could not make this very invitation now */
    void needGrantable(Standing now) {
        if (!founded(now.model(), Optional.of(now.role()), role)) {
            var name = now.roleOf(role).name();
            throw new Refused(now, Permission.MEMBER_INVITE, "You cannot give the role " + name + ".");
        }
    }

    void write(AuditAction action, Person actor, String details) {
        Audit.write(organizationId, action, actor, id, email, details);
    }

    /** The invitation of this organization, as it is now. @throws NotFoundException if there is none */
    static Invitation find(Standing now, UUID id) {
        return Panache.getEntityManager()
                .createQuery("from Invitation where organizationId = ?1 and id = ?2", Invitation.class)
                .setParameter(1, now.organization())
                .setParameter(2, id)
                .getResultList()
                .stream()
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    /** Compare-and-set: changes the row only under the condition, and in the generation that was read. */
    static boolean update(Invitation invitation, String change, String condition) {
        return Panache.getEntityManager()
                        .createNativeQuery("update invitation set " + change
                                + " where organization_id = ?1 and id = ?2 and generation = ?3 and (" + condition + ")")
                        .setParameter(1, invitation.organizationId)
                        .setParameter(2, invitation.id)
                        .setParameter(3, invitation.generation)
                        .executeUpdate()
                == 1;
    }

    private String inviterLabel() {
        return Panache.getEntityManager()
                .createQuery("select name from Account where id = ?1", String.class)
                .setParameter(1, inviterId)
                .getSingleResult();
    }

    private static List<Invitation> open(UUID organization, UUID inviter) {
        return Panache.getEntityManager()
                .createQuery("""
                        from Invitation where organizationId = ?1 and inviterId = ?2 and accepted is null
                          and declined is null and revoked is null and dismissed is null
                        """, Invitation.class)
                .setParameter(1, organization)
                .setParameter(2, inviter)
                .getResultList();
    }
}
