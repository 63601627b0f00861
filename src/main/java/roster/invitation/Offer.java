package roster.invitation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.AccessModels;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.mail.Outbox;
import roster.organization.Organization;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Text;

/**
 * An invitation as the invited person sees it.
 *
 * @param ending how it stands between this offer and the viewer
 */
public record Offer(
        Invitation invitation,
        String organization,
        String slug,
        AccessModel.Role role,
        String inviter,
        String inviterAddress,
        Ending ending) {

    /** Where a link can lead. All but the first two are ends. */
    public enum Ending {
        OPEN(200),
        SIGN_IN(200),
        JOINED(200),
        ALREADY_MEMBER(409),
        OTHER_ACCOUNT(403),
        UNVERIFIED(403),
        EXPIRED(410),
        REVOKED(410),
        DECLINED(410),
        USED(410);

        private final int status;

        Ending(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** Finds offers and answers them. */
    @ApplicationScoped
    public static class Desk {
        private final EntityManager database;
        private final Access access;
        private final AccessModels models;

        Desk(EntityManager database, Access access, AccessModels models) {
            this.database = database;
            this.access = access;
            this.models = models;
        }

        /** The offer that a link's token leads to, for this viewer or for nobody in particular. */
        public Optional<Offer> byToken(String token, Optional<Person> viewer) {
            return Link.read(token)
                    .flatMap(target -> one(
                            "from Invitation where organizationId = ?1 and tokenHash = ?2",
                            target.organization(),
                            target.hash()))
                    .map(invitation -> offer(invitation, viewer));
        }

        /** The offer with this id, if it is to an address that the person has proved to own. */
        public Optional<Offer> byId(UUID id, Person person) {
            return person.verifiedAddress()
                    .flatMap(address -> one("from Invitation where address = ?1 and id = ?2", address, id))
                    .map(invitation -> offer(invitation, Optional.of(person)));
        }

        /** Open offers to the person's address, newest first; at most 20. */
        public List<Offer> openTo(Person person) {
            if (person.verifiedAddress().isEmpty()) return List.of();
            return database
                    .createQuery("""
                            select i, o, a from Invitation i join Organization o on o.id = i.organizationId
                              join Account a on a.id = i.inviterId
                            where i.address = ?1 and i.accepted is null and i.declined is null and i.revoked is null
                              and i.dismissed is null and i.expires > instant and not exists
                                (from Member m where m.organizationId = i.organizationId and m.accountId = ?2)
                            order by i.id desc limit 20
                            """, Object[].class)
                    .setParameter(1, person.verifiedAddress().get())
                    .setParameter(2, person.id())
                    .getResultList()
                    .stream()
                    .map(row -> offer((Invitation) row[0], (Organization) row[1], (Account) row[2], Ending.OPEN))
                    .toList();
        }

        /**
         * Joins. The page was only a picture: address, state, and the inviter's right to grant the role are looked at again
         * under the lock. Needs a transaction.
         *
         * @return how it stands now; {@link Ending#JOINED} if that made the person a member
         */
        public Ending accept(Offer seen, Person person) {
            Access.lock(seen.invitation.organizationId);
            database.clear();
            var now = again(seen, Optional.of(person));
            if (now.ending != Ending.OPEN) return now.ending;
            var inviter = access.standing(now.invitation.inviterId, now.invitation.organizationId);
            if (!Invitation.founded(model(now), inviter.map(Standing::role), now.invitation.role)) {
                now.invitation.revoke(person, "The inviter lost the right to grant this role");
                return Ending.REVOKED;
            }
            if (!now.invitation.accept(person, inviter.get())) return again(seen, Optional.of(person)).ending;
            Outbox.joined(inviter.get(), person, now.role);
            return Ending.JOINED;
        }

        /**
         * Declines, with a reason or without; whoever holds the link may, signed in or not. Needs a transaction.
         *
         * @throws Problems.Invalid if the reason is too long
         */
        public Ending decline(Offer seen, Optional<Person> person, String reason) {
            var problems = Problems.none();
            var text = Text.lines(problems, "reason", reason, Invitation.LONGEST_REASON);
            problems.stop();
            Access.lock(seen.invitation.organizationId);
            database.clear();
            var now = again(seen, person);
            if (now.ending != Ending.OPEN && now.ending != Ending.SIGN_IN) return now.ending;
            if (!now.invitation.decline(person.orElse(null), text)) return again(seen, person).ending;
            access.standing(now.invitation.inviterId, now.invitation.organizationId)
                    .ifPresent(inviter -> Outbox.declined(inviter, now.invitation, now.role, text));
            return Ending.DECLINED;
        }

        /** @throws Conflict if renewing has ended the link that was seen */
        private Offer again(Offer seen, Optional<Person> viewer) {
            database.clear();
            var invitation = one(
                            "from Invitation where organizationId = ?1 and id = ?2",
                            seen.invitation.organizationId,
                            seen.invitation.id)
                    .orElseThrow();
            if (invitation.generation != seen.invitation.generation) {
                throw new Conflict("This invitation was renewed meanwhile. Open the link in the newest mail about it.");
            }
            return offer(invitation, viewer);
        }

        private AccessModel model(Offer offer) {
            return models.get(database.find(Organization.class, offer.invitation.organizationId).model);
        }

        private Optional<Invitation> one(String query, Object... parameters) {
            var found = database.createQuery(query, Invitation.class);
            for (var i = 0; i < parameters.length; i++) found.setParameter(i + 1, parameters[i]);
            return found.getResultList().stream().findFirst();
        }

        private Offer offer(Invitation invitation, Optional<Person> viewer) {
            return offer(
                    invitation,
                    database.find(Organization.class, invitation.organizationId),
                    database.find(Account.class, invitation.inviterId),
                    ending(invitation, viewer));
        }

        private Offer offer(Invitation invitation, Organization organization, Account inviter, Ending ending) {
            var role = models.get(organization.model)
                    .organizationRole(invitation.role)
                    .orElseThrow();
            return new Offer(
                    invitation, organization.name, organization.slug, role, inviter.name, inviter.email, ending);
        }

        private Ending ending(Invitation invitation, Optional<Person> viewer) {
            return switch (invitation.state()) {
                case ACCEPTED ->
                    viewer.isPresent() && viewer.get().id().equals(invitation.acceptedBy) ? Ending.JOINED : Ending.USED;
                case REVOKED -> Ending.REVOKED;
                case DECLINED -> Ending.DECLINED;
                case EXPIRED -> Ending.EXPIRED;
                case PENDING -> viewer.map(person -> ending(invitation, person)).orElse(Ending.SIGN_IN);
            };
        }

        private Ending ending(Invitation invitation, Person viewer) {
            if (!viewer.address().equals(Optional.of(invitation.address))) return Ending.OTHER_ACCOUNT;
            if (!viewer.emailVerified()) return Ending.UNVERIFIED;
            return access.standing(viewer.id(), invitation.organizationId).isPresent()
                    ? Ending.ALREADY_MEMBER
                    : Ending.OPEN;
        }
    }
}
