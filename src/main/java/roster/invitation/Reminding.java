package roster.invitation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import roster.access.Access;
import roster.account.Account;
import roster.mail.Outbox;
import roster.web.OneColumn;

/**
 * Tells in time: the invited person, once, two days before a link expires that lived for at least three; and whoever
 * invited, at most once a day, which of their invitations have lapsed. Any number of nodes share the work.
 */
@ApplicationScoped
public class Reminding {
    private static final int SHORTEST_HOURS = 72;
    private static final int MOST_LINES = 50;

    private final EntityManager database;
    private final Access access;
    private final Inviting inviting;

    Reminding(EntityManager database, Access access, Inviting inviting) {
        this.database = database;
        this.access = access;
        this.inviting = inviting;
    }

    @Scheduled(every = "{roster.remind-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        while (QuarkusTransaction.requiringNew().call(this::remind)) {}
        while (QuarkusTransaction.requiringNew().call(this::digest)) {}
    }

    /** Writes the next reminder that is due. Needs a transaction. @return whether there was one */
    boolean remind() {
        var rows = database.createNativeQuery("""
                        update invitation set reminded = now() where (organization_id, id) in (
                          select organization_id, id from invitation
                          where %s and reminds and reminded is null and hours >= %d
                            and expires between now() and now() + interval '2 days'
                          order by expires limit 1 for update skip locked)
                        returning organization_id, id""".formatted(Event.REMINDED.condition(), SHORTEST_HOURS), Tuple.class)
                .getResultList();
        if (rows.isEmpty()) return false;
        var row = (Tuple) rows.get(0);
        var invitation = database.createQuery("from Invitation where organizationId = ?1 and id = ?2", Invitation.class)
                .setParameter(1, row.get("organization_id", UUID.class))
                .setParameter(2, row.get("id", UUID.class))
                .getSingleResult();
        access.standing(invitation.inviterId, invitation.organizationId)
                .filter(inviter -> !inviting.isMoot(inviter, invitation))
                .ifPresent(inviter -> Outbox.reminder(
                        inviter,
                        database.find(Account.class, invitation.inviterId).person(),
                        invitation));
        return true;
    }

    /** Writes the next list of what has lapsed, for one person. Needs a transaction. @return whether there was one */
    @SuppressWarnings("unchecked")
    boolean digest() {
        List<UUID> inviters = OneColumn.of(database, """
                        select a.id from account a where a.id in (select i.inviter_id from invitation i
                            where %s and i.lapse_told is null)
                          and not exists (select from outbox o where o.sender_id = a.id and o.kind = 'lapsed'
                            and o.created > now() - interval '1 day')
                        limit 1 for no key update skip locked""".formatted(Invitation.State.EXPIRED.condition()), UUID.class)
                .getResultList();
        if (inviters.isEmpty()) return false;
        var inviter = database.find(Account.class, inviters.get(0));
        List<Tuple> rows = database.createNativeQuery("""
                        update invitation i set lapse_told = now() from organization o
                        where o.id = i.organization_id and (i.organization_id, i.id) in (select organization_id, id from invitation
                          where inviter_id = ?1 and lapse_told is null and %s for update skip locked)
                        returning o.id, o.slug, o.name, i.named, i.expires""".formatted(Invitation.State.EXPIRED.condition()), Tuple.class)
                .setParameter(1, inviter.id)
                .getResultList();
        var lapsed = rows.stream()
                .map(row -> new Lapsed(
                        row.get("id", UUID.class),
                        row.get("slug", String.class),
                        row.get("name", String.class),
                        row.get("named", String.class),
                        row.get("expires", Instant.class)))
                .sorted((a, b) -> b.expires.compareTo(a.expires))
                .toList();
        if (!lapsed.isEmpty()) Outbox.lapsed(inviter, lapsed, MOST_LINES);
        return !lapsed.isEmpty();
    }

    /** An invitation that nobody answered in time, and where it led. */
    public record Lapsed(UUID organization, String slug, String organizationName, String named, Instant expires) {}
}
