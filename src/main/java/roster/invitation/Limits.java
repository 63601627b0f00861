package roster.invitation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import roster.web.Settings;

/**
 * How much may be invited: counted in the database, so that it holds over restarts and nodes. The organization is locked
 * by the caller; the inviter and each address are locked here, for they reach into other organizations.
 */
@ApplicationScoped
public class Limits {
    private static final String SENT =
            "select count(*) from outbox where kind = 'invitation' and created > now() - interval '1 day' and %s";

    private final EntityManager database;
    private final Settings.Invitations settings;

    Limits(EntityManager database, Settings settings) {
        this.database = database;
        this.settings = settings.invitations();
    }

    /** How many invitations the person may still send today from this organization; at least 0. */
    public long left(UUID organization, UUID inviter) {
        var sent = (Tuple) database.createNativeQuery(
                        "select (" + SENT.formatted("sender_id = ?1") + ") as own, ("
                                + SENT.formatted("organization_id = ?2") + ") as shared",
                        Tuple.class)
                .setParameter(1, inviter)
                .setParameter(2, organization)
                .getSingleResult();
        return Math.max(
                0,
                Math.min(
                        settings.inviterDaily() - sent.get("own", Long.class),
                        settings.organizationDaily() - sent.get("shared", Long.class)));
    }

    /**
     * Which limit stands in the way of mails to these addresses, as a sentence; empty if none does.
     *
     * @param addresses each with how the inviter knows the person
     */
    Optional<String> over(UUID organization, UUID inviter, Map<String, String> addresses, int newlyPending) {
        if (addresses.isEmpty()) return Optional.empty();
        database.createNativeQuery("select id from account where id = ?1 for no key update", UUID.class)
                .setParameter(1, inviter)
                .getResultList();
        var personal = settings.inviterDaily() - sent("sender_id", inviter);
        if (addresses.size() > personal) return Optional.of(sentence("You", settings.inviterDaily(), personal));
        var shared = settings.organizationDaily() - sent("organization_id", organization);
        if (addresses.size() > shared) {
            return Optional.of(sentence("This organization", settings.organizationDaily(), shared));
        }
        if (newlyPending > settings.organizationPending() - pending(organization)) {
            return Optional.of("At most " + settings.organizationPending()
                    + " invitations can be open at once. Revoke some, or wait for answers. Nothing was sent.");
        }
        var tired = tired(List.copyOf(addresses.keySet())).stream()
                .map(addresses::get)
                .toList();
        if (!tired.isEmpty()) {
            return Optional.of("Enough mail for today went to " + String.join(", ", tired)
                    + ". Leave them out, or try again tomorrow. Nothing was sent.");
        }
        return Optional.empty();
    }

    private static String sentence(String who, int limit, long left) {
        return who + " can send " + limit + " invitations in 24 hours; " + Math.max(0, left)
                + (left == 1 ? " is" : " are") + " left. Nothing was sent.";
    }

    private long sent(String column, UUID id) {
        return (Long) database.createNativeQuery(SENT.formatted(column + " = ?1"), Long.class)
                .setParameter(1, id)
                .getSingleResult();
    }

    private long pending(UUID organization) {
        return (Long) database.createNativeQuery(
                        "select count(*) from invitation where organization_id = ?1 and " + Invitation.PENDING,
                        Long.class)
                .setParameter(1, organization)
                .getSingleResult();
    }

    @SuppressWarnings("unchecked")
    private List<String> tired(List<String> addresses) {
        database.createNativeQuery("""
                        select 1 from (select pg_advisory_xact_lock(hashtextextended(a, 0))
                          from unnest(cast(?1 as text[])) a order by a) locked
                        """)
                .setParameter(1, addresses.toArray(String[]::new))
                .getResultList();
        return database.createNativeQuery("""
                        select address from outbox
                        where kind = 'invitation' and created > now() - interval '1 day' and address in (?1)
                        group by address having count(*) >= ?2 order by address
                        """, String.class)
                .setParameter(1, addresses)
                .setParameter(2, settings.addressDaily())
                .getResultList();
    }
}
