package roster.invitation;

import static roster.web.Reader.say;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.AccessModels;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.AuditAction;
import roster.branding.Brand;
import roster.mail.Outbox;
import roster.organization.Organization;
import roster.request.AccessRequest;
import roster.web.Conflict;
import roster.web.OneColumn;
import roster.web.Problems;
import roster.web.Text;

/**
 * An invitation as the invited person sees it.
 *
 * @param role the role in the organization, or null if the offer is for projects only
 * @param parts the projects it offers
 * @param ending how it stands between this offer and the viewer
 */
public record Offer(
        Invitation invitation,
        String organization,
        String slug,
        AccessModel.Role role,
        List<Invitation.Part> parts,
        String inviter,
        String inviterAddress,
        Brand brand,
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

    /** Where somebody goes who has joined: the one project, if it was for that alone, else the organization. */
    String place() {
        var path = "/organizations/" + slug;
        return role == null && parts.size() == 1
                ? path + "/projects/" + parts.get(0).slug()
                : path;
    }

    /**
     * An offer, as the home page of the invited person lists it.
     *
     * @param role the name of the role in the organization, or null
     * @param projects each project that it offers, with the role in it
     * @param open whether it can still be accepted; else it has expired
     * @param asked when a new link was asked for, or null
     * @param refused whether that was refused
     */
    public record Waiting(
            UUID id,
            String organization,
            String role,
            List<String> projects,
            String inviter,
            Instant expires,
            int revision,
            boolean open,
            Instant asked,
            boolean refused) {}

    /** Finds offers and answers them. */
    @ApplicationScoped
    public static class Desk {
        private static final int MOST_WAITING = 20;

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

        /**
         * Offers to the person's address of what they do not have yet: those that are open, then those that expired within
         * 30 days; newest first, at most 20.
         */
        @SuppressWarnings("unchecked")
        public List<Waiting> openTo(Person person) {
            if (person.verifiedAddress().isEmpty()) return List.of();
            List<Tuple> rows = database.createNativeQuery(
                            """
                            select i.id, o.name as organization, o.model, i.role, a.name as inviter, i.expires, i.revision,
                              i.expires > now() as open, m.role as member, r.created as asked, r.answered_by is not null as refused,
                              (select cast(json_agg(json_build_object('name', p.name, 'role', ip.role) order by p.sort_name, p.id) as text)
                                from invitation_project ip
                                join project p on p.organization_id = ip.organization_id and p.id = ip.project_id
                                where ip.organization_id = i.organization_id
                                and ip.invitation_id = i.id and not exists (select from collaborator c
                                  where c.organization_id = i.organization_id and c.project_id = ip.project_id
                                    and c.account_id = ?2 and %s)) as projects
                            from invitation i join organization o on o.id = i.organization_id
                            join account a on a.id = i.inviter_id
                            left join member m on m.organization_id = i.organization_id and m.account_id = ?2 and %s
                            left join access_request r on r.organization_id = i.organization_id and r.invitation_id = i.id
                              and r.generation = i.generation and r.kind = 'NEW_LINK' and r.address = i.address
                            where i.address = ?1 and %s and i.expires > now() - interval '30 days'
                            order by i.expires > now() desc, i.id desc limit %d""".formatted(
                                            Access.LASTING.formatted("c"),
                                            Access.LASTING.formatted("m"),
                                            Invitation.LIVE,
                                            2 * MOST_WAITING),
                            Tuple.class)
                    .setParameter(1, person.verifiedAddress().get())
                    .setParameter(2, person.id())
                    .getResultList();
            return rows.stream()
                    .map(this::waiting)
                    .filter(offer -> offer.role() != null || !offer.projects().isEmpty())
                    .limit(MOST_WAITING)
                    .toList();
        }

        private Waiting waiting(Tuple row) {
            var model = models.get(row.get("model", String.class));
            var member = Optional.ofNullable(row.get("member", String.class))
                    .flatMap(model::organizationRole)
                    .filter(held -> !model.isOutsider(held));
            var role = Optional.ofNullable(row.get("role", String.class))
                    .filter(key -> member.isEmpty())
                    .flatMap(model::organizationRole);
            return new Waiting(
                    row.get("id", UUID.class),
                    row.get("organization", String.class),
                    role.map(AccessModel.Role::name).orElse(null),
                    Optional.ofNullable(row.get("projects", String.class)).map(JsonArray::new).stream()
                            .flatMap(JsonArray::stream)
                            .map(JsonObject.class::cast)
                            .map(project -> project.getString("name") + ": "
                                    + model.projectRole(project.getString("role"))
                                            .orElseThrow()
                                            .name())
                            .toList(),
                    row.get("inviter", String.class),
                    row.get("expires", Instant.class),
                    row.get("revision", Integer.class),
                    row.get("open", Boolean.class),
                    row.get("asked", Instant.class),
                    row.get("refused", Boolean.class));
        }

        /**
         * Takes all that is offered, in one transaction. The page was only a picture: address, state, and the right of those
         * who offer it to grant it are looked at again under the lock. Needs a transaction.
         *
         * @param revision the revision of the offer that the form showed, or null
         * @return how it stands now; {@link Ending#JOINED} if the person has it all, {@link Ending#OPEN} if the offer has
         *     become a smaller one, which they have to look at
         * @throws Conflict if the offer is not the one that was seen
         */
        public Ending accept(Offer seen, Integer revision, Person person) {
            Access.lock(seen.invitation.organizationId);
            var now = again(seen, Optional.of(person));
            if (revision != null && revision != now.invitation.revision) throw renewed();
            if (now.ending != Ending.OPEN) return now.ending;
            var model = access.model(now.invitation.organizationId);
            if (now.invitation.isLate(model)) {
                throw new Conflict(say(InvitationWords.class).accessOverAsk(now.inviter));
            }
            var becomes = access.standing(person.id(), now.invitation.organizationId)
                    .filter(Standing::isMember)
                    .map(Standing::role)
                    .or(() -> Optional.ofNullable(now.role))
                    .or(model::outsiderRole);
            var changed = now.invitation.prune(
                    person, model, access, role -> becomes.filter(held -> model.isEligible(held, role))
                            .isPresent());
            if (changed) return again(seen, Optional.of(person)).ending;
            if (!now.invitation.accept(person, model, access)) return again(seen, Optional.of(person)).ending;
            inviters(now).forEach(inviter -> Outbox.joined(inviter, person, now.invitation));
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
            var now = again(seen, person);
            if (now.ending != Ending.OPEN && now.ending != Ending.SIGN_IN) return now.ending;
            if (!now.invitation.decline(person.orElse(null), text)) return again(seen, person).ending;
            inviters(now).forEach(inviter -> Outbox.declined(inviter, now.invitation, text));
            return Ending.DECLINED;
        }

        /**
         * Asks for what would lead on from where the link ends: a new one, or the offer for the viewer's own address. Needs a
         * transaction.
         *
         * @throws Conflict if there is nothing to ask for
         */
        public void ask(Offer seen, Optional<Person> viewer) {
            if (seen.ending == Ending.OTHER_ACCOUNT) {
                AccessRequest.askToReaddress(seen.invitation, viewer.orElseThrow(), access);
            } else {
                AccessRequest.askForLink(seen.invitation, viewer, access);
            }
        }

        /** Who is asked, in words that say no more than the link has said. */
        String answering(Offer offer) {
            var could = access.standing(offer.invitation.inviterId, offer.invitation.organizationId)
                    .filter(inviter -> offer.invitation.isGrantable(inviter, access));
            return could.isPresent()
                    ? offer.inviter
                    : say(InvitationWords.class).whoeverCan();
        }

        /**
         * Notes that the link has reached somebody else, and tells who sent it, once for each link. It stays open: nobody ends
         * what is for another. Needs a transaction.
         *
         * @throws Conflict if it is theirs, or over
         */
        public void misdelivered(Offer seen, Person person) {
            Access.lock(seen.invitation.organizationId);
            var now = again(seen, Optional.of(person));
            if (now.ending != Ending.OTHER_ACCOUNT)
                throw new Conflict(say(InvitationWords.class).notMisdelivered());
            if (!Visit.misdelivered(now.invitation)) return;
            now.invitation.write(AuditAction.INVITATION_MISDELIVERED, person, "");
            access.standing(now.invitation.inviterId, now.invitation.organizationId)
                    .ifPresent(inviter -> Outbox.misdelivered(inviter, now.invitation));
        }

        /** Everybody who is here still and offers it, or a part of it. */
        private Stream<Standing> inviters(Offer offer) {
            return Stream.concat(
                            Stream.of(offer.invitation.inviterId),
                            offer.parts.stream().map(Invitation.Part::granter))
                    .distinct()
                    .flatMap(inviter -> access.standing(inviter, offer.invitation.organizationId).stream());
        }

        /** @throws Conflict if renewing has ended the link that was seen */
        private Offer again(Offer seen, Optional<Person> viewer) {
            database.flush();
            database.clear();
            var invitation = one(
                            "from Invitation where organizationId = ?1 and id = ?2",
                            seen.invitation.organizationId,
                            seen.invitation.id)
                    .orElseThrow();
            if (invitation.generation != seen.invitation.generation) throw renewed();
            return offer(invitation, viewer);
        }

        private static Conflict renewed() {
            return new Conflict(say(InvitationWords.class).newestMail());
        }

        private Optional<Invitation> one(String query, Object... parameters) {
            var found = database.createQuery(query, Invitation.class);
            for (var i = 0; i < parameters.length; i++) found.setParameter(i + 1, parameters[i]);
            return found.getResultList().stream().findFirst();
        }

        private Offer offer(Invitation invitation, Optional<Person> viewer) {
            var organization = database.find(Organization.class, invitation.organizationId);
            var inviter = database.find(Account.class, invitation.inviterId);
            var model = models.get(organization.model);
            var parts = invitation.parts(model);
            return new Offer(
                    invitation,
                    organization.name,
                    organization.slug,
                    Optional.ofNullable(invitation.role)
                            .flatMap(model::organizationRole)
                            .orElse(null),
                    parts,
                    inviter.name,
                    inviter.email,
                    organization.brand(),
                    ending(invitation, parts, viewer));
        }

        private Ending ending(Invitation invitation, List<Invitation.Part> parts, Optional<Person> viewer) {
            return switch (invitation.state()) {
                case ACCEPTED ->
                    viewer.isPresent() && viewer.get().id().equals(invitation.acceptedBy) ? Ending.JOINED : Ending.USED;
                case REVOKED -> Ending.REVOKED;
                case DECLINED -> Ending.DECLINED;
                case EXPIRED -> Ending.EXPIRED;
                case DISMISSED -> invitation.declined == null ? Ending.EXPIRED : Ending.DECLINED;
                case PENDING ->
                    viewer.map(person -> ending(invitation, parts, person)).orElse(Ending.SIGN_IN);
            };
        }

        private Ending ending(Invitation invitation, List<Invitation.Part> parts, Person viewer) {
            if (!viewer.address().equals(Optional.of(invitation.address))) return Ending.OTHER_ACCOUNT;
            if (!viewer.emailVerified()) return Ending.UNVERIFIED;
            var member = access.standing(viewer.id(), invitation.organizationId);
            if (member.isEmpty() || invitation.role != null && !member.get().isMember()) return Ending.OPEN;
            var has = projects(invitation.organizationId, viewer.id());
            return parts.stream().allMatch(part -> has.contains(part.project())) ? Ending.ALREADY_MEMBER : Ending.OPEN;
        }

        private List<UUID> projects(UUID organization, UUID account) {
            return OneColumn.of(database, """
                            select project_id from collaborator c
                            where organization_id = ?1 and account_id = ?2 and\s""" + Access.LASTING.formatted("c"), UUID.class)
                    .setParameter(1, organization)
                    .setParameter(2, account)
                    .getResultList();
        }
    }
}
