package roster.mail;

import io.quarkus.hibernate.orm.panache.Panache;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import roster.access.AccessModel;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.invitation.Invitation;

/**
 * Mails that are to go out. A row is written in the transaction of the change that it tells of, so that there is never
 * one without the other; {@link Delivery} takes it from there.
 */
public final class Outbox {
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Outbox() {}

    /** The kinds of mail, each with a pair of templates of its name. */
    public enum Kind {
        INVITATION,
        ROLE_CHANGED,
        REMOVED,
        JOINED,
        DECLINED
    }

    /**
     * What a mail says, as it was when the change was made. A text that plays no part is empty.
     *
     * @param actor who made the change, by name
     * @param actorAddress the same person's address as typed
     * @param was the role before
     * @param text what somebody wrote: the message of an invitation, the reason of a refusal
     * @param expires when the invitation's link ends, in ISO 8601
     */
    public record Facts(
            String organization,
            String slug,
            String actor,
            String actorAddress,
            String role,
            String roleDescription,
            String was,
            String text,
            String expires) {

        /** When the invitation's link ends, for a reader. */
        public String until() {
            return UNTIL.format(Instant.parse(expires));
        }

        /** What somebody wrote, marked as a quotation in plain text. */
        public String quoted() {
            return text.lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
        }

        String toJson() {
            return new JsonObject()
                    .put("organization", organization)
                    .put("slug", slug)
                    .put("actor", actor)
                    .put("actorAddress", actorAddress)
                    .put("role", role)
                    .put("roleDescription", roleDescription)
                    .put("was", was)
                    .put("text", text)
                    .put("expires", expires)
                    .encode();
        }

        static Facts of(String json) {
            var facts = new JsonObject(json);
            return new Facts(
                    facts.getString("organization"),
                    facts.getString("slug"),
                    facts.getString("actor"),
                    facts.getString("actorAddress"),
                    facts.getString("role"),
                    facts.getString("roleDescription"),
                    facts.getString("was"),
                    facts.getString("text"),
                    facts.getString("expires"));
        }
    }

    /** The mail with the link; the link itself is derived again when the mail is sent. */
    public static void invitation(
            Standing now, Person inviter, Invitation invitation, AccessModel.Role role, Instant expires) {
        var facts =
                facts(now.organizationName(), now.slug(), inviter, role, "", invitation.message, expires.toString());
        write(
                now.organization(),
                Kind.INVITATION,
                invitation,
                inviter.id(),
                invitation.email,
                invitation.address,
                facts);
    }

    /** Tells a member of a new role. */
    public static void roleChanged(
            Standing now, Person actor, Account person, AccessModel.Role was, AccessModel.Role is) {
        var facts = facts(now.organizationName(), now.slug(), actor, is, was.name(), "", "");
        notice(now.organization(), Kind.ROLE_CHANGED, actor, person, facts);
    }

    /** Tells somebody who was a member. */
    public static void removed(Standing now, Person actor, Account person, AccessModel.Role was) {
        var facts = facts(now.organizationName(), now.slug(), actor, was, was.name(), "", "");
        notice(now.organization(), Kind.REMOVED, actor, person, facts);
    }

    /** Tells the inviter that somebody joined. */
    public static void joined(Standing inviter, Person joined, AccessModel.Role role) {
        var facts = facts(inviter.organizationName(), inviter.slug(), joined, role, "", "", "");
        notice(inviter.organization(), Kind.JOINED, joined, account(inviter.account()), facts);
    }

    /** Tells the inviter that somebody declined, with the reason, if one was given. */
    public static void declined(Standing inviter, Invitation invitation, AccessModel.Role role, String reason) {
        var facts = new Facts(
                inviter.organizationName(),
                inviter.slug(),
                invitation.email,
                invitation.email,
                role.name(),
                role.description(),
                "",
                reason,
                "");
        write(inviter.organization(), Kind.DECLINED, null, inviter.account(), account(inviter.account()), facts);
    }

    private static Account account(UUID id) {
        return Panache.getEntityManager().find(Account.class, id);
    }

    private static Facts facts(
            String organization,
            String slug,
            Person actor,
            AccessModel.Role role,
            String was,
            String text,
            String expires) {
        return new Facts(
                organization, slug, actor.name(), actor.email(), role.name(), role.description(), was, text, expires);
    }

    private static void notice(UUID organization, Kind kind, Person actor, Account to, Facts facts) {
        write(organization, kind, null, actor.id(), to, facts);
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
