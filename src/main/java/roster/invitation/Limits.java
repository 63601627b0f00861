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
import roster.web.OneColumn;
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

    private record Count(
            long inviter, long organization, long open, long sentByInviter, long sentByOrganization, long pending) {
        long own() {
            return Math.max(0, inviter - sentByInviter);
        }

        long shared() {
            return Math.max(0, organization - sentByOrganization);
        }

        long left() {
            return Math.max(0, open - pending);
        }
    }

    /** What the person may still do today from this organization. */
    public Left left(UUID organization, UUID inviter) {
        var count = count(organization, inviter);
        return new Left(count.own(), count.shared(), count.left());
    }

    /**
     * Which limit stands in the way of mails to these addresses; empty if none does.
     *
     * @param addresses each with how the inviter knows the person
     */
    Optional<Over> over(UUID organization, UUID inviter, Map<String, String> addresses, int newlyPending) {
        if (addresses.isEmpty()) return Optional.empty();
        OneColumn.of(database, "select id from account where id = ?1 for no key update", UUID.class)
                .setParameter(1, inviter)
                .getResultList();
        var count = count(organization, inviter);
        if (addresses.size() > count.own()) {
            return Optional.of(new Over(
                    Bound.INVITER,
                    say(InvitationWords.class).inviterLimit(count.inviter(), count.own()),
                    next("sender_id", inviter, count.inviter())));
        }
        if (addresses.size() > count.shared()) {
            return Optional.of(new Over(
                    Bound.ORGANIZATION,
                    say(InvitationWords.class).organizationLimit(count.organization(), count.shared()),
                    next("organization_id", organization, count.organization())));
        }
        if (newlyPending > count.open() - count.pending()) {
            return Optional.of(new Over(
                    Bound.OPEN, say(InvitationWords.class).openLimit(count.open()), firstToExpire(organization)));
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

    private Count count(UUID organization, UUID inviter) {
        var row = (Tuple) database.createNativeQuery("""
                        select coalesce(o.inviter_daily, ?3) as inviter, coalesce(o.organization_daily, ?4) as organization,
                          coalesce(o.organization_pending, ?5) as open,
                          (select count(*) %1$s sender_id = ?2) as own, (select count(*) %1$s organization_id = ?1) as shared,
                          (select count(*) from invitation where organization_id = ?1 and %2$s) as pending
                        from organization o where o.id = ?1""".formatted(SENT, Invitation.PENDING), Tuple.class)
                .setParameter(1, organization)
                .setParameter(2, inviter)
                .setParameter(3, settings.inviterDaily())
                .setParameter(4, settings.organizationDaily())
                .setParameter(5, settings.organizationPending())
                .getSingleResult();
        return new Count(
                row.get("inviter", Integer.class),
                row.get("organization", Integer.class),
                row.get("open", Integer.class),
                row.get("own", Long.class),
                row.get("shared", Long.class),
                row.get("pending", Long.class));
    }

    /** When so many mails have left the 24 hours that one more can go. */
    private Instant next(String column, Object value, long limit) {
        if (limit <= 0) return Clocks.now().plus(DAY);
        var created = OneColumn.of(
                        database,
                        "select created " + SENT + column + " = ?1 order by created desc offset ?2 limit 1",
                        Instant.class)
                .setParameter(1, value)
                .setParameter(2, limit - 1)
                .getResultList();
        return created.isEmpty() ? Clocks.now() : ((Instant) created.get(0)).plus(DAY);
    }

    private Instant firstToExpire(UUID organization) {
        var first = OneColumn.of(
                        database,
                        "select min(expires) from invitation where organization_id = ?1 and " + Invitation.PENDING,
                        Instant.class)
                .setParameter(1, organization)
                .getSingleResult();
        return first == null ? Clocks.now().plus(DAY) : first;
    }

    private List<String> tired(List<String> addresses) {
        database.createNativeQuery("""
                        select 1 from (select pg_advisory_xact_lock(hashtextextended(a, 0))
                          from unnest(cast(?1 as text[])) a order by a) locked
                        """)
                .setParameter(1, addresses.toArray(String[]::new))
                .getResultList();
        return OneColumn.of(database, """
                        select address from outbox
                        where kind = 'invitation' and created > now() - interval '1 day' and address in (?1)
                        group by address having count(*) >= ?2 order by address
                        """, String.class)
                .setParameter(1, addresses)
                .setParameter(2, settings.addressDaily())
                .getResultList();
    }
}
