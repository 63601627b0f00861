package roster.joinlink;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.invitation.Link;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Problems;

/**
 * The one link of an organization by which people join who were not invited by name; there is none until somebody makes
 * it. Whoever made or changed it last answers for it: it works as long as they could give its role.
 */
@Entity
@Table(name = "join_link")
@DynamicUpdate // Joining writes uses.
public class JoinLink {
    @Id
    @Column(name = "organization_id")
    public UUID organizationId;

    public int generation;
    public byte[] nonce;

    @Column(name = "token_hash")
    public byte[] tokenHash;

    public String role;

    @Column(name = "most_uses")
    public Integer mostUses;

    /** How many have joined by the present generation. */
    public int uses;

    public Instant expires;

    /** The domains of mail addresses with which one can join, in ASCII; none: with any. */
    public String[] domains;

    /** Whether somebody has to agree before a person is in. */
    public boolean approval;

    /** Counts the changes of what it gives. */
    public int revision;

    @Column(name = "creator_id")
    public UUID creatorId;

    public Instant created;
    public Instant disabled;

    /** The link of the organization, unless it is off. */
    public static Optional<JoinLink> of(Standing here) {
        return one("organizationId = ?1 and disabled is null", here.organization());
    }

    /** The link that a token opens, unless it is off. */
    static Optional<JoinLink> byToken(String token) {
        return Link.read(token)
                .flatMap(target -> one(
                        "organizationId = ?1 and tokenHash = ?2 and disabled is null",
                        target.organization(),
                        target.hash()));
    }

    /** The roles that such a link could give: at most what the usual one gives, and never ownership. */
    public static List<AccessModel.Role> roles(AccessModel model) {
        var usual = model.rights(model.defaultRole());
        return model.organizationRoles().stream()
                .filter(role -> role.assignable() && !model.isOwner(role) && usual.containsAll(model.rights(role)))
                .toList();
    }

    /**
     * Makes the link, or changes what the present one gives. Needs a transaction.
     *
     * @throws Problems.Invalid if a field is wrong, or somebody else was faster
     * @throws Refused if the actor may not invite, or not to this role
     */
    static void save(Standing before, Person actor, Terms.Form form, Access access, Link link) {
        var terms = Terms.read(form, before.model());
        var now = access.lock(before, Permission.MEMBER_INVITE);
        now.needGrant(terms.role(), Permission.MEMBER_INVITE);
        var found = row(now);
        var present = found.filter(one -> one.disabled == null);
        if (form.revision() != null
                && !form.revision().equals(present.map(one -> one.revision).orElse(-1))) {
            throw new Conflict(say(JoinLinkWords.class).faster());
        }
        var row = found.orElseGet(JoinLink::new);
        present.ifPresent(one -> now.needGrant(now.roleOf(one.role), Permission.MEMBER_INVITE));
        present.ifPresent(one -> terms.needRoom(one.uses));
        row.organizationId = now.organization();
        row.role = terms.role().key();
        row.mostUses = terms.uses();
        row.expires = terms.end();
        row.domains = terms.domains().toArray(String[]::new);
        row.approval = terms.approval();
        row.creatorId = actor.id();
        row.revision++;
        if (present.isEmpty()) row.renew(link);
        if (found.isEmpty()) Panache.getEntityManager().persist(row);
        row.write(
                now,
                present.isEmpty() ? AuditAction.JOIN_LINK_MADE : AuditAction.JOIN_LINK_CHANGED,
                actor,
                terms.sentence());
    }

    /**
     * Has a new link in place of the present one, on the same terms; it begins to count anew. Needs a transaction.
     *
     * @throws Refused if the actor could not give its role
     */
    static void regenerate(Standing before, Person actor, Access access, Link link) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var row = needed(now);
        row.creatorId = actor.id();
        row.renew(link);
        row.write(now, AuditAction.JOIN_LINK_MADE, actor, "In place of the one before");
    }

    /** Switches the link off. Needs a transaction. @throws Refused if the actor could not give its role */
    static void remove(Standing before, Person actor, Access access) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var row = needed(now);
        row.disabled = Clocks.now();
        row.write(now, AuditAction.JOIN_LINK_REMOVED, actor, "Used " + row.uses + (row.uses == 1 ? " time" : " times"));
    }

    /**
     * The address to hand on, which the history notes. Needs a transaction.
     *
     * @throws Refused if the actor could not give its role
     */
    static String show(Standing before, Person actor, Access access, Link link) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var row = needed(now);
        row.write(now, AuditAction.JOIN_LINK_SHOWN, actor, "");
        return link.of(row.seed());
    }

    /** Whether whoever answers for the link could give its role now. */
    boolean isFounded(Access access) {
        return access.standing(creatorId, organizationId)
                .filter(s -> s.may(Permission.MEMBER_INVITE))
                .filter(s -> role(s.model()).filter(s::canGrant).isPresent())
                .isPresent();
    }

    /** The role that it gives; empty if the model gives no such role by a link. */
    Optional<AccessModel.Role> role(AccessModel model) {
        return roles(model).stream().filter(one -> one.key().equals(role)).findFirst();
    }

    /** Whether its last day is over. */
    public boolean isExpired() {
        return expires != null && !expires.isAfter(Clocks.now());
    }

    /** Whether as many have joined as may. */
    public boolean isUsedUp() {
        return mostUses != null && uses >= mostUses;
    }

    /** Whether one can join by it with this address. */
    boolean admits(String address) {
        var domain = address.substring(address.lastIndexOf('@') + 1);
        return domains.length == 0 || Arrays.asList(domains).contains(domain);
    }

    /** The terms as a form holds them. */
    Terms.Form form() {
        return Terms.form(this);
    }

    /** The terms in words. */
    public List<String> getDomainNames() {
        return Terms.shown(domains);
    }

    /**
     * Takes one use, if there is one left of this very link by now. The caller holds the lock.
     *
     * @return whether there was
     */
    boolean take() {
        return Panache.getEntityManager()
                        .createNativeQuery("""
                                update join_link set uses = uses + 1
                                where organization_id = ?1 and token_hash = ?2 and disabled is null
                                  and (expires is null or expires > now()) and (most_uses is null or uses < most_uses)""")
                        .setParameter(1, organizationId)
                        .setParameter(2, tokenHash)
                        .executeUpdate()
                == 1;
    }

    /**
     * Counts somebody in whom a member of the organization has let in, and who had asked by a link of this generation; where
     * the link was replaced, or is used up by others, nothing is counted. The caller holds the lock.
     */
    public static void letIn(Standing now, Person actor, Person person, AccessModel.Role role, int generation) {
        one("organizationId = ?1 and generation = ?2", now.organization(), generation)
                .filter(JoinLink::take)
                .ifPresent(link -> link.write(
                        person,
                        role,
                        Panache.getEntityManager().find(Account.class, link.creatorId),
                        ", let in by " + actor.label()));
    }

    /** Writes down that somebody has joined by it. */
    void write(Person person, AccessModel.Role given, Account creator, String how) {
        Audit.write(
                organizationId,
                AuditAction.MEMBER_JOINED_BY_LINK,
                person,
                person.id(),
                person.label(),
                "As " + given.name() + ", by the link of " + creator.label() + how);
    }

    private void renew(Link link) {
        generation++;
        nonce = Link.nonce();
        tokenHash = link.hash(seed());
        uses = 0;
        created = Clocks.now();
        disabled = null;
    }

    private Link.Seed seed() {
        return new Link.Seed(Link.Kind.JOIN, organizationId, organizationId, generation, nonce);
    }

    private void write(Standing now, AuditAction action, Person actor, String details) {
        Audit.write(organizationId, action, actor, organizationId, now.organizationName(), details);
    }

    /** The link, for somebody who could make it. */
    private static JoinLink needed(Standing now) {
        var row = row(now).filter(one -> one.disabled == null)
                .orElseThrow(() -> new Conflict(say(JoinLinkWords.class).isOff()));
        now.needGrant(now.roleOf(row.role), Permission.MEMBER_INVITE);
        return row;
    }

    private static Optional<JoinLink> row(Standing now) {
        return one("organizationId = ?1", now.organization());
    }

    private static Optional<JoinLink> one(String condition, Object... parameters) {
        var query = Panache.getEntityManager().createQuery("from JoinLink where " + condition, JoinLink.class);
        for (var i = 0; i < parameters.length; i++) query.setParameter(i + 1, parameters[i]);
        return query.getResultList().stream().findFirst();
    }
}
