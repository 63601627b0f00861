package roster.invitation;

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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Given;
import roster.access.Lasting;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.collaborator.Collaborator;
import roster.mail.Outbox;
import roster.member.Ending;
import roster.member.Member;
import roster.request.AccessRequest;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Reader;

/**
 * An offer to one mail address, of a role in the organization, or of roles in projects of it, or of both, which ends by
 * itself. What became of it are timestamps; each change waits for
 * the organization's lock and is written only if the offer still is what was read.
 */
@Entity
@DynamicUpdate // A reminder at the same moment writes reminded.
public class Invitation {
    static final int LONGEST_MESSAGE = 1000;
    static final int LONGEST_REASON = 500;

    @Id
    public UUID id;

    @PartitionKey
    @Column(name = "organization_id")
    public UUID organizationId;

    /** The address as it was typed; where mails go. */
    public String email;

    /** What the inviter's side sees: the address, or the username by which the person was named. */
    public String named;

    public String address;

    /** The key of the role in the organization, or null. */
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

    /** Counts the changes of what is offered. */
    public int revision;

    /** How long each link of it lives. */
    public int hours;

    /** How long the role in the organization lasts, as {@link Lasting} writes it. */
    public String lasts;

    /** Whether the person is reminded before the link expires. */
    public boolean reminds;

    public Instant reminded;

    @Column(name = "lapse_told")
    public Instant lapseTold;

    /** The condition, in SQL, of an offer that has found no end but, perhaps, that of its term. */
    static final String LIVE = "accepted is null and declined is null and revoked is null and dismissed is null";

    /** The condition, in SQL, under which an invitation can be accepted; time is the database's. */
    public static final String PENDING = LIVE + " and expires > now()";

    /** What became of an invitation; {@link Event} says what leads from one to another. */
    public enum State {
        PENDING(Invitation.PENDING),
        EXPIRED(LIVE + " and expires <= now()"),
        ACCEPTED("accepted is not null"),
        DECLINED("declined is not null and dismissed is null"),
        REVOKED("revoked is not null"),
        /** Taken off the list, expired or declined; nobody needs to look at it any more. */
        DISMISSED("dismissed is not null");

        /** Those that lists show, in their order. */
        public static final List<State> LISTED = List.of(PENDING, EXPIRED, ACCEPTED, DECLINED, REVOKED);

        private final String condition;

        State(String condition) {
            this.condition = condition;
        }

        /** The same in SQL, for the row of an invitation. */
        public String condition() {
            return condition;
        }

        /** The word in the address of the list, and the name of its style. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String title() {
            return say(InvitationWords.class).state(key());
        }
    }

    /**
     * Takes the offer back with all that it holds, and tells the person; whoever manages the organization's people can end
     * what those of a project offer. Needs a transaction.
     *
     * @throws Refused if the actor may not invite, or not to this role
     * @throws Conflict if it is no longer open
     */
    public static Invitation revoke(Standing before, Person actor, UUID id, Access access) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var invitation = find(now, id);
        if (invitation.role != null) now.needGrant(now.roleOf(invitation.role), Permission.MEMBER_INVITE);
        invitation.revoke(actor, "");
        Outbox.revoked(now, actor, invitation);
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
        if (!invitation.happen(Event.DISMISSED, "dismissed = now()"))
            throw new Conflict(say(InvitationWords.class).onlyEnded());
        invitation.write(AuditAction.INVITATION_DISMISSED, actor, "");
    }

    /**
     * The link, for somebody who could grant the very role now, to hand over by other means. Every look is written down.
     * Needs a transaction.
     *
     * @throws Conflict if it opens nothing any more
     */
    public static String showLink(Standing before, Person actor, UUID id, Access access, Link link) {
        var now = access.lock(before, inviting(before));
        var invitation = find(now, id);
        if (now.project() != null) invitation.part(now);
        invitation.needGrantable(now, access);
        Event.LINK_SHOWN.need(invitation.state(), say(InvitationWords.class).notOpen());
        invitation.write(AuditAction.INVITATION_LINK_SHOWN, actor, "");
        return link.of(invitation);
    }

    /**
     * One project of an offer.
     *
     * @param granter who offers it
     * @param lasting how long the role in it lasts
     */
    public record Part(
            UUID project,
            String slug,
            String name,
            boolean isPublic,
            AccessModel.Role role,
            UUID granter,
            Lasting lasting) {

        /** Project and role, as lists show them. */
        public String sentence() {
            return name + ": " + limited(role, lasting);
        }
    }

    /** How long the role in the organization lasts. */
    public Lasting lasting() {
        return Lasting.parse(lasts).orElseThrow();
    }

    /** Whether a day has passed until which it offers something: that would be over at once. */
    boolean isLate(AccessModel model) {
        var now = Clocks.now();
        var role = this.role == null ? Lasting.ALWAYS : lasting();
        return Stream.concat(Stream.of(role), parts(model).stream().map(Part::lasting))
                .anyMatch(lasting -> !lasting.end(now).isAfter(now));
    }

    /** How long a link of it lives. */
    public Term term() {
        return new Term(hours);
    }

    private static String limited(AccessModel.Role role, Lasting lasting) {
        return role.name() + (lasting.isLimited() ? ", " + lasting.sentence() : "");
    }

    /** The projects of this offer, by name. */
    @SuppressWarnings("unchecked")
    public List<Part> parts(AccessModel model) {
        List<Tuple> rows = Panache.getEntityManager()
                .createNativeQuery("""
                        select p.id, p.slug, p.name, p.public, ip.role, ip.granter_id, ip.lasts from invitation_project ip
                        join project p on p.organization_id = ip.organization_id and p.id = ip.project_id
                        where ip.organization_id = ?1 and ip.invitation_id = ?2 order by p.sort_name, p.id""", Tuple.class)
                .setParameter(1, organizationId)
                .setParameter(2, id)
                .getResultList();
        return rows.stream()
                .map(row -> new Part(
                        row.get("id", UUID.class),
                        row.get("slug", String.class),
                        row.get("name", String.class),
                        row.get("public", Boolean.class),
                        model.projectRole(row.get("role", String.class)).orElseThrow(),
                        row.get("granter_id", UUID.class),
                        Lasting.parse(row.get("lasts", String.class)).orElseThrow()))
                .toList();
    }

    /** Adds a project to the offer, or offers another role in it. */
    void add(UUID project, AccessModel.Role projectRole, Lasting lasting, UUID granter) {
        Panache.getEntityManager()
                .createNativeQuery("""
                        insert into invitation_project (organization_id, invitation_id, project_id, role, granter_id, lasts)
                        values (?1, ?2, ?3, ?4, ?5, ?6)
                        on conflict (organization_id, invitation_id, project_id) do update
                          set role = excluded.role, granter_id = excluded.granter_id, lasts = excluded.lasts""")
                .setParameter(1, organizationId)
                .setParameter(2, id)
                .setParameter(3, project)
                .setParameter(4, projectRole.key())
                .setParameter(5, granter)
                .setParameter(6, lasting.toString())
                .executeUpdate();
    }

    /** Takes all projects out of the offer. */
    void clear() {
        Panache.getEntityManager()
                .createNativeQuery("delete from invitation_project where organization_id = ?1 and invitation_id = ?2")
                .setParameter(1, organizationId)
                .setParameter(2, id)
                .executeUpdate();
    }

    /** Takes a project out of the offer. */
    private void drop(UUID project) {
        Panache.getEntityManager()
                .createNativeQuery("""
                        delete from invitation_project where organization_id = ?1 and invitation_id = ?2 and project_id = ?3""")
                .setParameter(1, organizationId)
                .setParameter(2, id)
                .setParameter(3, project)
                .executeUpdate();
    }

    /**
     * Takes out of the open offers of somebody what they could not offer any more; an offer of nothing is revoked, and the
     * person told (BM-11). The caller holds the lock.
     */
    public static void revokeUnfounded(Standing now, UUID inviter, Person actor, Access access) {
        var database = Panache.getEntityManager();
        database.flush();
        database
                .createQuery("""
                        from Invitation i where organizationId = ?1 and %s and (inviterId = ?2 or exists
                            (select 1 from InvitationProject p where p.organizationId = ?1 and p.invitationId = i.id
                              and p.granterId = ?2))
                        """.formatted(LIVE), Invitation.class)
                .setParameter(1, now.organization())
                .setParameter(2, inviter)
                .getResultList()
                .stream()
                .filter(invitation -> invitation.prune(actor, now.model(), access, part -> true))
                .filter(invitation -> invitation.state() == State.REVOKED)
                .forEach(invitation -> Outbox.revoked(now.in(null), actor, invitation));
    }

    /**
     * Takes out of the offer what those who offer it could not offer now. The caller holds the lock.
     *
     * @param suits whether the person could have this project role, as far as that is known
     * @return whether anything had to go; an offer of nothing is revoked
     */
    boolean prune(Person actor, AccessModel model, Access access, Predicate<AccessModel.Role> suits) {
        var keepsRole = role == null
                || access.standing(inviterId, organizationId)
                        .filter(s -> s.may(Permission.MEMBER_INVITE) && s.canGrant(s.roleOf(role)))
                        .isPresent();
        var outside = keepsRole || model.outsiderRole().isPresent();
        var parts = parts(model);
        var unfounded = parts.stream()
                .filter(part -> !outside || !suits.test(part.role()) || !founded(part, access))
                .toList();
        if (keepsRole && unfounded.isEmpty()) return false;
        if (unfounded.size() == parts.size() && (role == null || !keepsRole)) {
            revoke(actor, "The inviter lost the right to grant this");
            return true;
        }
        unfounded.forEach(part -> drop(part.project()));
        if (!keepsRole) offers(Optional.empty());
        // Somebody who is here has to answer for what is left.
        if (access.standing(inviterId, organizationId).isEmpty()) {
            inviterId = parts.stream()
                    .filter(part -> !unfounded.contains(part))
                    .map(Part::granter)
                    .findFirst()
                    .orElse(inviterId);
            message = "";
        }
        revision++;
        write(AuditAction.INVITATION_CHANGED, actor, "Holds only what can still be granted: " + content(model));
        return true;
    }

    private boolean founded(Part part, Access access) {
        return access.standing(part.granter(), organizationId, part.project())
                .filter(s -> canOffer(s, part.role()))
                .isPresent();
    }

    /** Whether somebody could offer this role in the project that the standing is about. */
    static boolean canOffer(Standing inProject, AccessModel.Role role) {
        return inProject.may(Permission.COLLABORATOR_INVITE)
                && inProject.canGrant(role)
                && !inProject.project().isPublic();
    }

    /**
     * An offer that can still be accepted, as the page about somebody's removal lists it.
     *
     * @param role the role in the organization that it offers, or null
     * @param projects how many projects it offers
     */
    public record Open(String named, String inviter, AccessModel.Role role, long projects) {}

    /** The open offers that somebody made, or has a part in. */
    public static List<Open> openFrom(Standing here, UUID inviter) {
        return open(here, inviter, """
                (i.inviter_id = ?2 or exists (select from invitation_project p
                  where p.organization_id = i.organization_id and p.invitation_id = i.id and p.granter_id = ?2))""");
    }

    /** The open offers to an address. */
    public static List<Open> openTo(Standing here, String address) {
        return open(here, address, "i.address = ?2");
    }

    @SuppressWarnings("unchecked")
    private static List<Open> open(Standing here, Object whose, String condition) {
        List<Tuple> rows = Panache.getEntityManager()
                .createNativeQuery("""
                        select i.named, a.name as inviter, i.role, (select count(*) from invitation_project p
                          where p.organization_id = i.organization_id and p.invitation_id = i.id) as projects
                        from invitation i join account a on a.id = i.inviter_id
                        where i.organization_id = ?1 and %s and %s order by i.id""".formatted(condition, PENDING), Tuple.class)
                .setParameter(1, here.organization())
                .setParameter(2, whose)
                .getResultList();
        return rows.stream()
                .map(row -> new Open(
                        row.get("named", String.class),
                        row.get("inviter", String.class),
                        Optional.ofNullable(row.get("role", String.class))
                                .map(here::roleOf)
                                .orElse(null),
                        row.get("projects", Long.class)))
                .toList();
    }

    /** Takes back every open offer to an address, whose owner has to go. The caller holds the lock. */
    public static void revokeTo(Standing now, String address, Person actor, String why) {
        Panache.getEntityManager()
                .createQuery("""
                        from Invitation where organizationId = ?1 and address = ?2 and %s""".formatted(LIVE), Invitation.class)
                .setParameter(1, now.organization())
                .setParameter(2, address)
                .getResultList()
                .forEach(invitation -> invitation.revoke(actor, why));
    }

    /**
     * Takes the project out of every open offer; an offer of nothing is revoked. The caller holds the lock.
     *
     * @param now about the project
     */
    public static void withdrawProject(Standing now, Person actor, String why) {
        Panache.getEntityManager()
                .createQuery("""
                        from Invitation i where organizationId = ?1 and %s and exists
                            (select 1 from InvitationProject p where p.organizationId = ?1 and p.invitationId = i.id
                              and p.projectId = ?2)
                        """.formatted(LIVE), Invitation.class)
                .setParameter(1, now.organization())
                .setParameter(2, now.project().id())
                .getResultList()
                .forEach(invitation -> invitation.withdraw(now, actor, why));
    }

    /** Takes one project out of the offer; an offer of nothing is revoked. */
    private void withdraw(Standing now, Person actor, String why) {
        if (role == null && parts(now.model()).size() == 1) {
            revoke(actor, why);
            Outbox.revoked(now, actor, this);
        } else {
            drop(now.project().id());
            revision++;
            write(
                    AuditAction.INVITATION_CHANGED,
                    actor,
                    "Without " + now.project().name() + ". " + why);
        }
    }

    /**
     * Takes the project back out of the offer; an offer of nothing is revoked. Needs a transaction.
     *
     * @param before about the project
     * @throws Refused if the actor may not invite to the project, or not to this role
     * @throws Conflict if the offer has ended
     */
    public static Invitation withdrawFrom(Standing before, Person actor, UUID id, Access access) {
        var now = access.lock(before, Permission.COLLABORATOR_INVITE);
        var invitation = find(now, id);
        var part = invitation.part(now);
        now.needGrant(part.role(), Permission.COLLABORATOR_INVITE);
        Event.REDUCED.need(invitation.state(), say(InvitationWords.class).endedMeanwhile());
        invitation.withdraw(now, actor, "");
        return invitation;
    }

    /** What the offer says of the project that the standing is about. @throws NotFoundException if it says nothing of it */
    Part part(Standing now) {
        return parts(now.model()).stream()
                .filter(part -> part.project().equals(now.project().id()))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    /** What became of this offer by now. */
    public State state() {
        if (accepted != null) return State.ACCEPTED;
        if (revoked != null) return State.REVOKED;
        if (dismissed != null) return State.DISMISSED;
        if (declined != null) return State.DECLINED;
        return expires.isAfter(Clocks.now()) ? State.PENDING : State.EXPIRED;
    }

    /**
     * Gives the person all that the offer holds. The caller holds the lock and has compared the address.
     *
     * @return whether the offer was still open
     */
    boolean accept(Person person, AccessModel model, Access access) {
        if (!happen(Event.ACCEPTED, "accepted = now(), accepted_by = '" + person.id() + "'")) return false;
        Ending.of(organizationId, person.id(), access);
        var was = access.standing(person.id(), organizationId);
        var joins = role != null && was.filter(Standing::isMember).isEmpty();
        var news = parts(model).stream()
                .filter(part -> access.standing(person.id(), organizationId, part.project())
                        .filter(s -> s.project().collaborator() != null)
                        .isEmpty())
                .toList();
        write(AuditAction.INVITATION_ACCEPTED, person, "Joined " + content(model, joins, news));
        if (joins) {
            var offered = model.organizationRole(role).orElseThrow();
            Member.welcome(organizationId, person, offered, given(inviterId, lasting()), access);
        }
        for (var part : news) {
            Collaborator.join(
                    organizationId, model, part.project(), person, part.role(), given(part.granter(), part.lasting()));
        }
        return true;
    }

    /** Says no. The caller holds the lock. @return whether the offer was still open */
    boolean decline(Person person, String reason) {
        if (!happen(Event.DECLINED, "declined = now()")) return false;
        Panache.getEntityManager()
                .createNativeQuery("update invitation set decline_reason = ?3 where organization_id = ?1 and id = ?2")
                .setParameter(1, organizationId)
                .setParameter(2, id)
                .setParameter(3, reason)
                .executeUpdate();
        write(AuditAction.INVITATION_DECLINED, person, reason.isEmpty() ? "" : "“" + reason + "”");
        return true;
    }

    /** Offers this role in the organization, or none. */
    void offers(Optional<Draft.Place> place) {
        role = place.map(p -> p.role().key()).orElse(null);
        lasts = place.map(p -> p.lasting().toString()).orElse("");
    }

    /** Makes somebody the one who answers for the offer; nobody answers with the words of another. */
    void answers(Person inviter) {
        if (inviterId.equals(inviter.id())) return;
        inviterId = inviter.id();
        message = "";
    }

    /** How messages name the person. */
    String shown() {
        return named.equals(email) ? address : named;
    }

    /** The permission to invite to what the standing is about: the organization, or one of its projects. */
    static Permission inviting(Standing here) {
        return here.project() == null ? Permission.MEMBER_INVITE : Permission.COLLABORATOR_INVITE;
    }

    void revoke(Person actor, String why) {
        var by = actor.id() == null ? "null" : "'" + actor.id() + "'";
        if (!happen(Event.REVOKED, "revoked = now(), revoked_by = " + by))
            throw new Conflict(say(InvitationWords.class).endedMeanwhile());
        revoked = Clocks.now();
        write(AuditAction.INVITATION_REVOKED, actor, why);
    }

    /** Whether the person could make this very invitation now, with all that it holds. */
    boolean isGrantable(Standing now, Access access) {
        try {
            needGrantable(now, access);
            return true;
        } catch (Refused e) {
            return false;
        }
    }

    /** @throws Refused if the person could not make this very invitation now, with all that it holds */
    public void needGrantable(Standing now, Access access) {
        if (role != null) {
            now.need(Permission.MEMBER_INVITE);
            now.needGrant(now.roleOf(role), Permission.MEMBER_INVITE);
        }
        var parts = parts(now.model());
        var projects = access.standingsById(
                now.account(),
                now.organization(),
                parts.stream().map(Part::project).toList());
        for (var part : parts) {
            Optional.ofNullable(projects.get(part.project()))
                    .filter(s -> canOffer(s, part.role()))
                    .orElseThrow(() -> refused(now, Permission.COLLABORATOR_INVITE, part.role()));
        }
    }

    static Refused refused(Standing now, Permission permission, AccessModel.Role role) {
        return new Refused(now, permission, say(InvitationWords.class).cannotGive(role.name()));
    }

    /** All that is offered, in words for the history: "as Member; Rain: Project write". */
    String content(AccessModel model) {
        return content(model, role != null, parts(model));
    }

    private String content(AccessModel model, boolean withRole, List<Part> parts) {
        return Reader.ANYBODY.hear(() -> {
            var all = new ArrayList<String>();
            if (withRole) all.add("as " + limited(model.organizationRole(role).orElseThrow(), lasting()));
            parts.forEach(part -> all.add(part.sentence()));
            return String.join("; ", all);
        });
    }

    void write(AuditAction action, Person actor, String details) {
        Audit.write(organizationId, action, actor, id, named, details);
    }

    /** The invitation of this organization, as it is now. @throws NotFoundException if there is none */
    public static Invitation find(Standing now, UUID id) {
        return Panache.getEntityManager()
                .createQuery("from Invitation where organizationId = ?1 and id = ?2", Invitation.class)
                .setParameter(1, now.organization())
                .setParameter(2, id)
                .getResultList()
                .stream()
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    /**
     * Compare-and-set: changes the row only where the event can happen, and in the generation that was read.
     *
     * @return whether it did
     */
    boolean happen(Event event, String change) {
        var changed = Panache.getEntityManager()
                .createNativeQuery("update invitation set " + change
                        + " where organization_id = ?1 and id = ?2 and generation = ?3 and "
                        + event.condition())
                .setParameter(1, organizationId)
                .setParameter(2, id)
                .setParameter(3, generation)
                .executeUpdate();
        if (changed == 1) event.to().ifPresent(state -> AccessRequest.settle(this, state));
        return changed == 1;
    }

    private static Given given(UUID by, Lasting lasting) {
        return new Given(by, Given.Way.INVITED.of(name(by)), lasting.ends(Clocks.now()));
    }

    private static String name(UUID account) {
        return Panache.getEntityManager()
                .createQuery("select name from Account where id = ?1", String.class)
                .setParameter(1, account)
                .getSingleResult();
    }
}
