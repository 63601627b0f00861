package roster.batch;

import static roster.web.Reader.say;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.NotFoundException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import roster.access.Access;
import roster.access.Refused;
import roster.account.Account;
import roster.invitation.Invitation;
import roster.invitation.Inviting;
import roster.invitation.Limits;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Reader;

/**
 * Does what batches hold, one row a transaction. Any number of nodes share the work: each claims an organization by its
 * lock, under which every change of it happens anyway, so that no row is done twice, and a crash leaves a row done and
 * noted, or neither. A row in the way of a limit is no failure: the batch waits, and is tried again.
 */
@ApplicationScoped
class Execution {
    private static final Logger LOG = Logger.getLogger(Execution.class);
    private static final Duration TRIED_AGAIN = Duration.ofMinutes(1);

    private final EntityManager database;
    private final Access access;
    private final Inviting inviting;
    private boolean stopping;

    Execution(EntityManager database, Access access, Inviting inviting) {
        this.database = database;
        this.access = access;
        this.inviting = inviting;
    }

    /** The row in hand, while its transaction runs; what is said of it is said to whoever confirmed the batch. */
    private static final class Turn {
        private Reader reader = Reader.ANYBODY;
        private UUID organization;
        private UUID batch;
        private int number;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        while (next()) {}
    }

    private synchronized boolean next() {
        return !stopping && one();
    }

    /** Waits until the row in hand is done; after this the database connections close. */
    synchronized void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Does the row that has waited longest. @return whether there was anything to do */
    boolean one() {
        var turn = new Turn();
        try {
            return QuarkusTransaction.requiringNew().call(() -> one(turn));
        } catch (RuntimeException e) {
            if (turn.batch == null) throw e;
            return turn.reader.hear(() -> QuarkusTransaction.requiringNew().call(() -> settle(turn, e)));
        }
    }

    private boolean one(Turn turn) {
        var claimed = database.createNativeQuery("""
                        select b.organization_id, b.id, a.language, a.zone from batch b
                        join organization o on o.id = b.organization_id join account a on a.id = b.account_id
                        where b.confirmed is not null and b.cancelled is null and b.finished is null and b.due <= now()
                        order by b.due, b.id limit 1 for update of o skip locked""", Tuple.class).getResultList();
        if (claimed.isEmpty()) return false;
        var claim = (Tuple) claimed.get(0);
        var organization = claim.get("organization_id", UUID.class);
        var id = claim.get("id", UUID.class);
        // Read under the lock: it may have been stopped in the moment before.
        var rows = database.createNativeQuery("""
                        select r.number, cast(r.cells as text) as cells, r.invitation_id, cast(r.problems as text) as problems,
                          r.outcome, r.due, r.done
                        from batch b join batch_row r on r.organization_id = b.organization_id and r.batch_id = b.id
                        where b.organization_id = ?1 and b.id = ?2 and b.cancelled is null and b.finished is null
                          and r.done is null and (r.due is null or r.due <= now())
                        order by r.number limit 1""", Tuple.class)
                .setParameter(1, organization)
                .setParameter(2, id)
                .getResultList();
        if (rows.isEmpty()) {
            finish(organization, id);
            return true;
        }
        var row = Row.of((Tuple) rows.get(0));
        turn.organization = organization;
        turn.batch = id;
        turn.number = row.number();
        turn.reader = Reader.of(claim.get("language", String.class), claim.get("zone", String.class));
        var outcome = turn.reader.hear(() -> perform(database.find(Batch.class, id), row));
        database.flush();
        if (note(turn, "done = now(), outcome = '" + outcome + "'") == 0) throw new IllegalStateException("Done twice");
        // The others come first.
        update(turn, "due = clock_timestamp(), until = null, waits = ''", Map.of());
        return true;
    }

    private Inviting.Outcome perform(Batch batch, Row row) {
        var person = database.find(Account.class, batch.accountId).person();
        var standing = access.standing(batch.accountId, batch.organizationId)
                .orElseThrow(() -> new Conflict(say(BatchWords.class).belongNoMore()));
        switch (batch.kind) {
            case RENEW -> {
                inviting.renew(standing, person, row.invitation());
                return Inviting.Outcome.SENT_ANEW;
            }
            case REVOKE -> {
                Invitation.revoke(standing, person, row.invitation(), access);
                return Inviting.Outcome.REVOKED;
            }
            default -> {
                return inviting.inviteOne(standing, person, row.form(standing.model()));
            }
        }
    }

    /** Ends the batch, or has it wait for the rows whose addresses had enough mail. */
    private void finish(UUID organization, UUID id) {
        database.createNativeQuery("""
                        update batch b set due = w.due, finished = case when w.due is null then now() end, until = null, waits = ''
                        from (select min(due) as due from batch_row
                          where organization_id = ?1 and batch_id = ?2 and done is null) w
                        where b.organization_id = ?1 and b.id = ?2 and b.cancelled is null and b.finished is null""")
                .setParameter(1, organization)
                .setParameter(2, id)
                .executeUpdate();
    }

    /** Notes why the row was not done; its own transaction has left nothing. @return true, for there may be more to do */
    private boolean settle(Turn turn, RuntimeException e) {
        try {
            Access.lock(turn.organization);
        } catch (NotFoundException gone) {
            return true;
        }
        if (e instanceof Limits.Reached reached) {
            waitFor(turn, reached.over());
        } else {
            fail(turn, problems(turn, e));
        }
        return true;
    }

    private void waitFor(Turn turn, Limits.Over over) {
        if (over.bound() == Limits.Bound.ADDRESS) {
            note(turn, "due = '" + later(over.next()) + "'");
            return;
        }
        // Tried again before that time, for an operator may raise the limit, or somebody answer.
        var again = Clocks.now().plus(TRIED_AGAIN);
        update(
                turn,
                "until = :until, waits = :waits, due = :due",
                Map.of(
                        "until", Timestamp.from(over.next()),
                        "waits", over.sentence(),
                        "due", Timestamp.from(over.next().isBefore(again) ? later(over.next()) : again)));
    }

    /** Never at once, so that a clock that is a little off does not make it turn in circles. */
    private static Instant later(Instant next) {
        var soon = Clocks.now().plusSeconds(1);
        return next.isBefore(soon) ? soon : next;
    }

    private static Map<Column, String> problems(Turn turn, RuntimeException e) {
        if (e instanceof Problems.Invalid invalid) return Row.columns(invalid.problems());
        if (e instanceof Conflict) return Map.of(Column.ADDRESS, e.getMessage());
        if (e instanceof Refused refused) {
            return Map.of(
                    Column.ADDRESS,
                    refused.reason() != null
                            ? refused.reason()
                            : say(BatchWords.class)
                                    .mayNoMore(refused.permission().code()));
        }
        if (e instanceof NotFoundException)
            return Map.of(Column.ADDRESS, say(BatchWords.class).noInvitation());
        LOG.errorf(e, "Row %d of batch %s failed", turn.number, turn.batch);
        return Map.of(Column.ADDRESS, say(BatchWords.class).ourFault());
    }

    private void fail(Turn turn, Map<Column, String> problems) {
        database.createNativeQuery("""
                        update batch_row set done = now(), outcome = null, problems = cast(?4 as jsonb)
                        where organization_id = ?1 and batch_id = ?2 and number = ?3 and done is null""")
                .setParameter(1, turn.organization)
                .setParameter(2, turn.batch)
                .setParameter(3, turn.number)
                .setParameter(4, Row.json(problems).encode())
                .executeUpdate();
    }

    private int note(Turn turn, String change) {
        return database.createNativeQuery("update batch_row set " + change
                        + " where organization_id = ?1 and batch_id = ?2 and number = ?3 and done is null")
                .setParameter(1, turn.organization)
                .setParameter(2, turn.batch)
                .setParameter(3, turn.number)
                .executeUpdate();
    }

    private void update(Turn turn, String change, Map<String, Object> values) {
        var query = database.createNativeQuery(
                        "update batch set " + change
                                + " where organization_id = :organization and id = :batch and cancelled is null and finished is null")
                .setParameter("organization", turn.organization)
                .setParameter("batch", turn.batch);
        values.forEach(query::setParameter);
        query.executeUpdate();
    }
}
