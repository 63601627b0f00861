package roster.invitation;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * That the page behind the present link of an invitation was looked at. It says nothing of who did, and changes nothing
 * of the invitation.
 *
 * @param times how often, counted at most once a minute
 */
public record Visit(Kind kind, Instant first, Instant last, int times) {

    /** By whom. */
    public enum Kind {
        /** By nobody signed in, or by the person with the address. */
        OPENED,
        /** By somebody with another address. */
        OTHER_ACCOUNT,
        /** By somebody with another address, who said that it is not for them. */
        MISDELIVERED;

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All of the invitation's present link, with one statement. */
    @SuppressWarnings("unchecked")
    public static List<Visit> of(Invitation invitation) {
        List<Tuple> rows = Panache.getEntityManager()
                .createNativeQuery("""
                        select kind, first_at, last_at, times from invitation_visit
                        where organization_id = ?1 and invitation_id = ?2 and generation = ?3 order by first_at, kind""", Tuple.class)
                .setParameter(1, invitation.organizationId)
                .setParameter(2, invitation.id)
                .setParameter(3, invitation.generation)
                .getResultList();
        return rows.stream()
                .map(row -> new Visit(
                        Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                        row.get("first_at", Instant.class),
                        row.get("last_at", Instant.class),
                        row.get("times", Integer.class)))
                .toList();
    }

    /** Writes down a look, in a transaction of its own. */
    static void note(Offer offer, boolean own) {
        var invitation = offer.invitation();
        QuarkusTransaction.requiringNew()
                .run(() -> write(
                        invitation.organizationId,
                        invitation.id,
                        invitation.generation,
                        own ? Kind.OPENED : Kind.OTHER_ACCOUNT));
    }

    /** Writes down that the present link has reached somebody else. @return whether that is new */
    static boolean misdelivered(Invitation invitation) {
        var known = of(invitation).stream().anyMatch(visit -> visit.kind == Kind.MISDELIVERED);
        write(invitation.organizationId, invitation.id, invitation.generation, Kind.MISDELIVERED);
        return !known;
    }

    private static void write(UUID organization, UUID invitation, int generation, Kind kind) {
        Panache.getEntityManager()
                .createNativeQuery("""
                        insert into invitation_visit as v (organization_id, invitation_id, generation, kind, first_at, last_at, times)
                        values (?1, ?2, ?3, ?4, now(), now(), 1)
                        on conflict (organization_id, invitation_id, generation, kind) do update
                          set last_at = now(), times = v.times + 1 where v.last_at < now() - interval '1 minute'""")
                .setParameter(1, organization)
                .setParameter(2, invitation)
                .setParameter(3, generation)
                .setParameter(4, kind.key())
                .executeUpdate();
    }
}
