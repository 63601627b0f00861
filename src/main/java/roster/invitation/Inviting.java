package roster.invitation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Address;
import roster.account.Person;
import roster.audit.AuditAction;
import roster.mail.Outbox;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Settings;
import roster.web.Text;

/** Makes invitations and renews them: the two ways to a new link, under the same ceiling and the same limits. */
@ApplicationScoped
public class Inviting {
    private static final int LONGEST_PASTE = 20_000;

    private final EntityManager database;
    private final Access access;
    private final Link link;
    private final Limits limits;
    private final Settings settings;

    Inviting(EntityManager database, Access access, Link link, Limits limits, Settings settings) {
        this.database = database;
        this.access = access;
        this.link = link;
        this.limits = limits;
        this.settings = settings;
    }

    /** What the form holds, as typed. */
    public record Form(String emails, String role, String message) {}

    /** What became of one address. */
    public enum Outcome {
        INVITED("Invited."),
        RENEWED("Invited anew: an earlier invitation had expired."),
        ALREADY_INVITED("Has an open invitation already; nothing was sent. Renew that one to send it again."),
        ALREADY_MEMBER("Is a member already; nothing was sent.");

        private final String sentence;

        Outcome(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }

        public boolean isSent() {
            return this == INVITED || this == RENEWED;
        }
    }

    /** One address of the form and what became of it. */
    public record Result(String email, Outcome outcome) {}

    /** @param id where the results can be read again */
    public record Batch(UUID id, List<Result> results) {
        public long sent() {
            return results.stream().filter(r -> r.outcome().isSent()).count();
        }
    }

    /**
     * Invites each address that is neither a member nor invited already. All or nothing as to wrong input and limits.
     * Needs a transaction.
     *
     * @throws Problems.Invalid if a field is wrong or a limit would be passed; then nothing is sent
     * @throws Refused if the person may not invite, or not to this role
     */
    public Batch invite(Standing before, Person inviter, Form form) {
        var problems = Problems.none();
        var addresses = addresses(problems, form.emails());
        var message = Text.lines(problems, "message", form.message(), Invitation.LONGEST_MESSAGE);
        var role = before.model().organizationRole(form.role() == null ? "" : form.role());
        if (role.isEmpty() || !role.get().assignable()) problems.add("role", "Choose a role.");
        problems.stop();

        var now = access.lock(before, Permission.MEMBER_INVITE);
        if (!now.canGrant(role.get())) {
            throw new Refused(
                    now,
                    Permission.MEMBER_INVITE,
                    "You cannot invite to the role " + role.get().name() + ".");
        }
        var values = addresses.stream().map(Address::value).toList();
        var members = members(now, values);
        var live = live(now, values);
        var toSend = new ArrayList<Address>();
        for (var address : addresses) {
            var earlier = live.get(address.value());
            var open = earlier != null && earlier.state() == Invitation.State.PENDING;
            if (!members.contains(address.value()) && !open) toSend.add(address);
        }
        var over = limits.over(
                now.organization(),
                inviter.id(),
                toSend.stream().map(Address::value).toList(),
                toSend.size());
        over.ifPresent(sentence -> problems.add("emails", sentence));
        problems.stop();

        var results = new ArrayList<Result>();
        for (var address : addresses) {
            var earlier = live.get(address.value());
            if (members.contains(address.value())) {
                results.add(new Result(address.typed(), Outcome.ALREADY_MEMBER));
            } else if (!toSend.contains(address)) {
                results.add(new Result(address.typed(), Outcome.ALREADY_INVITED));
            } else if (earlier != null) {
                earlier.role = role.get().key();
                earlier.message = message;
                send(now, inviter, earlier, AuditAction.INVITATION_RENEWED);
                results.add(new Result(address.typed(), Outcome.RENEWED));
            } else {
                send(now, inviter, create(now, address, role.get(), message), AuditAction.INVITATION_SENT);
                results.add(new Result(address.typed(), Outcome.INVITED));
            }
        }
        return keep(now, inviter, results);
    }

    /**
     * Starts a new term with a new link for the same offer, before or after it expired or was declined; the old link
     * dies. Needs a transaction.
     *
     * @throws Conflict if it was accepted or revoked, if another is open for this address, or at a limit
     * @throws Refused if the person could not make this very offer now
     */
    public Invitation renew(Standing before, Person inviter, UUID id) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var invitation = Invitation.find(now, id);
        invitation.needGrantable(now);
        var state = invitation.state();
        if (state == Invitation.State.ACCEPTED || state == Invitation.State.REVOKED) {
            throw new Conflict("This invitation has ended; invite the person again.");
        }
        if (!members(now, List.of(invitation.address)).isEmpty()) {
            throw new Conflict("This person is a member already.");
        }
        var live = live(now, List.of(invitation.address)).get(invitation.address);
        if (live != null && !live.id.equals(invitation.id)) {
            throw new Conflict("There is a newer invitation to this address.");
        }
        limits.over(
                        now.organization(),
                        inviter.id(),
                        List.of(invitation.address),
                        state == Invitation.State.PENDING ? 0 : 1)
                .ifPresent(sentence -> {
                    throw new Conflict(sentence);
                });
        send(now, inviter, invitation, AuditAction.INVITATION_RENEWED);
        return invitation;
    }

    /** What became of the addresses of one form, for the person who sent it. */
    public Optional<Batch> batch(UUID organization, UUID account, UUID id) {
        var rows = database.createNativeQuery("""
                        select cast(results as text) from invitation_batch
                        where organization_id = ?1 and id = ?2 and account_id = ?3
                        """, String.class)
                .setParameter(1, organization)
                .setParameter(2, id)
                .setParameter(3, account)
                .getResultList();
        if (rows.isEmpty()) return Optional.empty();
        var results = new JsonArray((String) rows.get(0))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(o -> new Result(o.getString("email"), Outcome.valueOf(o.getString("outcome"))))
                        .toList();
        return Optional.of(new Batch(id, results));
    }

    private List<Address> addresses(Problems problems, String typed) {
        var text = Text.lines(problems, "emails", typed == null ? "" : typed, LONGEST_PASTE);
        if (problems.get("emails") != null) return List.of();
        var pasted = Address.read(text);
        if (!pasted.wrong().isEmpty()) {
            var some = pasted.wrong().stream().limit(5).map(w -> "“" + w + "”").toList();
            var more = pasted.wrong().size() > 5 ? " and " + (pasted.wrong().size() - 5) + " more" : "";
            problems.add("emails", "Not a mail address: " + String.join(", ", some) + more + ". Nothing was sent.");
        } else if (pasted.addresses().isEmpty()) {
            problems.add("emails", "Enter at least one mail address.");
        }
        return pasted.addresses();
    }

    private Invitation create(Standing now, Address address, AccessModel.Role role, String message) {
        var invitation = new Invitation();
        invitation.id = Account.newId();
        invitation.organizationId = now.organization();
        invitation.email = address.typed();
        invitation.address = address.value();
        invitation.role = role.key();
        invitation.message = message;
        invitation.created = Instant.now();
        return invitation;
    }

    /** A new generation, a new term, a mail and an entry in the history. Whoever sends it, answers for it from now on. */
    private void send(Standing now, Person inviter, Invitation invitation, AuditAction action) {
        invitation.generation++;
        invitation.inviterId = inviter.id();
        invitation.expires = Instant.now().plus(settings.invitations().term());
        invitation.declined = null;
        invitation.declineReason = null;
        invitation.dismissed = null;
        link.renew(invitation);
        if (!database.contains(invitation)) database.persist(invitation);
        var role = now.roleOf(invitation.role);
        Outbox.invitation(now, inviter, invitation, role, invitation.expires);
        invitation.write(action, inviter, "As " + role.name());
    }

    private Batch keep(Standing now, Person inviter, List<Result> results) {
        var json = new JsonArray();
        for (var result : results) {
            json.add(new JsonObject()
                    .put("email", result.email())
                    .put("outcome", result.outcome().name()));
        }
        var id = Account.newId();
        database.createNativeQuery("""
                        insert into invitation_batch (organization_id, id, account_id, created, results)
                        values (?1, ?2, ?3, now(), cast(?4 as jsonb))
                        """)
                .setParameter(1, now.organization())
                .setParameter(2, id)
                .setParameter(3, inviter.id())
                .setParameter(4, json.encode())
                .executeUpdate();
        return new Batch(id, results);
    }

    private Set<String> members(Standing now, List<String> addresses) {
        return new HashSet<>(database.createNativeQuery("""
                        select a.address from account a join member m on m.account_id = a.id and m.organization_id = ?1
                        where a.address in (?2) and a.email_verified
                        """, String.class)
                .setParameter(1, now.organization())
                .setParameter(2, addresses)
                .getResultList());
    }

    private Map<String, Invitation> live(Standing now, List<String> addresses) {
        var live = new HashMap<String, Invitation>();
        database.createQuery("""
                        from Invitation where organizationId = ?1 and address in ?2 and accepted is null
                          and declined is null and revoked is null and dismissed is null
                        """, Invitation.class)
                .setParameter(1, now.organization())
                .setParameter(2, addresses)
                .getResultList()
                .forEach(invitation -> live.put(invitation.address, invitation));
        return live;
    }
}
