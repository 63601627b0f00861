package roster.audit;

import io.quarkus.hibernate.orm.panache.Panache;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import roster.account.Account;
import roster.account.Person;

/** Writes the history. Every change writes one entry, in its own transaction, so that neither is ever without the other. */
public final class Audit {
    private Audit() {}

    /**
     * @param actor who did it, or null for somebody without an account, who then is called by the target's name
     * @param targetId the account or other thing it was done to, or null if it has no id yet
     * @param details what else is worth knowing in a year; never a secret
     */
    public static void write(
            UUID organization, AuditAction action, Person actor, UUID targetId, String target, String details) {
        var entry = new AuditEntry();
        entry.id = Account.newId();
        entry.organizationId = organization;
        entry.at = Instant.now();
        entry.action = action;
        entry.actorId = actor == null ? null : actor.id();
        entry.actor = actor == null ? target : actor.label();
        entry.targetId = targetId;
        entry.target = target;
        entry.details = details;
        entry.search = (entry.actor + '\n' + target).toLowerCase(Locale.ROOT);
        Panache.getEntityManager().persist(entry);
    }
}
