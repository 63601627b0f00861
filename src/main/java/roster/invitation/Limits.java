package roster.invitation;

import static roster.web.Reader.say;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Settings;

/**
 * How much may be invited: counted in the database, so that it holds over restarts and nodes. The organization is locked
 * by the caller; the inviter and each address are locked here, for they reach into other organizations. An operator can
 * raise the limits of one organization, in its row.
 */
@ApplicationScoped
public class Limits {
    private static final String SENT =
            "from outbox where kind = 'invitation' and created > now() - interval '1 day' and ";
    private static final Duration DAY = Duration.ofDays(1);

    private final EntityManager database;
    private final Settings.Invitations settings;

    Limits(EntityManager database, Settings settings) {
        this.database = database;
        this.settings = settings.invitations();
    }

    /**
     * What may still be done; no number is below 0.
     *
     * @param own mails that this person may send within 24 hours
     * @param shared mails that the organization may send within 24 hours
     * @param open invitations that may come to be open
     */
    public record Left(long own, long shared, long open) {

        /** How many invitations can go out now. */
        public long now() {
            return Math.min(Math.min(own, shared), open);
        }

        public String sentence() {
            return say(InvitationWords.class).left(own, shared, open);
        }
    }

    /** What a limit is about. */
    public enum Bound {
        INVITER,
        ORGANIZATION,
        OPEN,
        ADDRESS
    }

    /**
     * A limit in the way.
     *
     * @param next when it gives way, as far as can be known
     */
    public record Over(Bound bound, String sentence, Instant next) {}

    /** Thrown where a limit is in the way; answered as what cannot be done now. */
    public static final class Reached extends Conflict {
        private final transient Over over;

        Reached(Over over) {
            super(say(InvitationWords.class).limitReached(over.sentence()));
            this.over = over;
        }

        public Over over() {
            return over;
        }
    }

    private record Bounds(long inviter, long organization, long open) {}

    /** What the person may still do today from this organization. */
    public Left left(UUID organization, UUID inviter) {
        var row = (Tuple) database.createNativeQuery("""
                        select coalesce(o.inviter_daily, ?3) - (select count(*) %1$s sender_id = ?2) as own,
                          coalesce(o.organization_daily, ?4) - (select count(*) %1$s organization_id = ?1) as shared,
                          coalesce(o.organization_pending, ?5)
                            - (select count(*) from invitation where organization_id = ?1 and %2$s) as open
                        from organization o where o.id = ?1""".formatted(SENT, Invitation.PENDING), Tuple.class)
                .setParameter(1, organization)
                .setParameter(2, inviter)
                .setParameter(3, settings.inviterDaily())
                .setParameter(4, settings.organizationDaily())
                .setParameter(5, settings.organizationPending())
                .getSingleResult();
        return new Left(
                Math.max(0, row.get("own", Long.class)),
                Math.max(0, row.get("shared", Long.class)),
                Math.max(0, row.get("open", Long.class)));
    }

    /**
     * Which limit stands in the way of mails to these addresses; empty if none does.
     *
     * @param addresses each with how the inviter knows the person
     */
    Optional<Over> over(UUID organization, UUID inviter, Map<String, String> addresses, int newlyPending) {
        if (addresses.isEmpty()) return Optional.empty();
        database.createNativeQuery("select id from account where id = ?1 for no key update", UUID.class)
                .setParameter(1, inviter)
                .getResultList();
        var bounds = bounds(organization);
        var personal = bounds.inviter() - sent("sender_id", inviter);
        if (addresses.size() > personal) {
            return Optional.of(new Over(
                    Bound.INVITER,
                    say(InvitationWords.class).inviterLimit(bounds.inviter(), Math.max(0, personal)),
                    next("sender_id", inviter, bounds.inviter())));
        }
        var shared = bounds.organization() - sent("organization_id", organization);
        if (addresses.size() > shared) {
            return Optional.of(new Over(
                    Bound.ORGANIZATION,
                    say(InvitationWords.class).organizationLimit(bounds.organization(), Math.max(0, shared)),
                    next("organization_id", organization, bounds.organization())));
        }
        if (newlyPending > bounds.open() - pending(organization)) {
            return Optional.of(new Over(
                    Bound.OPEN, say(InvitationWords.class).openLimit(bounds.open()), firstToExpire(organization)));
        }
        var tired = tired(List.copyOf(addresses.keySet()));
        if (!tired.isEmpty()) {
            return Optional.of(new Over(
                    Bound.ADDRESS,
                    say(InvitationWords.class)
                            .addressLimit(String.join(
                                    ", ", tired.stream().map(addresses::get).toList())),
                    next("address", tired.get(0), settings.addressDaily())));
        }
        return Optional.empty();
    }

    private Bounds bounds(UUID organization) {
        var row = (Tuple) database.createNativeQuery("""
                        select inviter_daily, organization_daily, organization_pending from organization where id = ?1""", Tuple.class)
                .setParameter(1, organization)
                .getSingleResult();
        return new Bounds(
                or(row.get("inviter_daily", Integer.class), settings.inviterDaily()),
                or(row.get("organization_daily", Integer.class), settings.organizationDaily()),
                or(row.get("organization_pending", Integer.class), settings.organizationPending()));
    }

    private static int or(Integer own, int usual) {
        return own == null ? usual : own;
    }

    private long sent(String column, UUID id) {
        return (Long) database.createNativeQuery("select count(*) " + SENT + column + " = ?1", Long.class)
                .setParameter(1, id)
                .getSingleResult();
    }

    /** When so many mails have left the 24 hours that one more can go. */
    private Instant next(String column, Object value, long limit) {
        if (limit <= 0) return Clocks.now().plus(DAY);
        var created = database.createNativeQuery(
                        "select created " + SENT + column + " = ?1 order by created desc offset ?2 limit 1",
                        Instant.class)
                .setParameter(1, value)
                .setParameter(2, limit - 1)
                .getResultList();
        return created.isEmpty() ? Clocks.now() : ((Instant) created.get(0)).plus(DAY);
    }

    private long pending(UUID organization) {
        return (Long) database.createNativeQuery(
                        "select count(*) from invitation where organization_id = ?1 and " + Invitation.PENDING,
                        Long.class)
                .setParameter(1, organization)
                .getSingleResult();
    }

    private Instant firstToExpire(UUID organization) {
        var first = (Instant) database.createNativeQuery(
                        "select min(expires) from invitation where organization_id = ?1 and " + Invitation.PENDING,
                        Instant.class)
                .setParameter(1, organization)
                .getSingleResult();
        return first == null ? Clocks.now().plus(DAY) : first;
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
