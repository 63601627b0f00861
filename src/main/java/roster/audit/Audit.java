package roster.audit;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.FlushModeType;
import java.sql.Timestamp;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.type.StandardBasicTypes;
import roster.account.Account;
import roster.account.Person;
import roster.web.Clocks;

/** Writes the history. Every change writes one entry, in its own transaction, so that neither is ever without the other. */
public final class Audit {
    private Audit() {}

    /**
     * Adds the entry at the end of the organization's {@link Chain}; whoever writes the next one waits for the end of this
     * transaction, as every change of an organization does.
     *
     * @param actor who did it, or null for somebody without an account, who then is called by the target's name
     * @param targetId the account or other thing it was done to, or null if it has no id yet
     * @param details what else is worth knowing in a year; never a secret
     */
    public static void write(
            UUID organization, AuditAction action, Person actor, UUID targetId, String target, String details) {
        var id = Account.newId();
        // The database keeps no more.
        var at = Clocks.now().truncatedTo(ChronoUnit.MICROS);
        var actorId = actor == null ? null : actor.id();
        var name = actor == null ? target : actor.label();
        var content = Chain.content(organization, id, at, action.name(), actorId, name, targetId, target, details);
        Panache.getEntityManager()
                .createNativeQuery("""
                        with link as (
                          insert into audit_chain as chain (organization_id, number, seal) values (?1, 1, sha256(?10))
                          on conflict (organization_id)
                          do update set number = chain.number + 1, seal = sha256(chain.seal || cast(?10 as bytea))
                          returning number, seal)
                        insert into audit_entry
                          (organization_id, id, at, action, actor_id, actor, target_id, target, details, search, number, seal)
                        select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?11, number, seal from link
                        """)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter(1, organization)
                .setParameter(2, id)
                .setParameter(3, Timestamp.from(at))
                .setParameter(4, action.name())
                .unwrap(org.hibernate.query.NativeQuery.class)
                .setParameter(5, actorId, StandardBasicTypes.UUID)
                .setParameter(6, name)
                .setParameter(7, targetId, StandardBasicTypes.UUID)
                .setParameter(8, target)
                .setParameter(9, details)
                .setParameter(10, content)
                .setParameter(11, (name + '\n' + target).toLowerCase(Locale.ROOT))
                .executeUpdate();
    }
}
