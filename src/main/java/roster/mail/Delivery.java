package roster.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import roster.web.Settings;

/**
 * Empties the outbox. Any number of nodes share the work: each claims one mail with a lease, commits, sends it outside
 * of any transaction, and settles it. A mail may go out twice only if its node dies between sending and settling, or the
 * server breaks off without an answer; both carry the same Message-ID, and its row is marked as doubtful.
 */
@ApplicationScoped
class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);
    /** How long a stop of the program waits for the mail in hand, before it hangs up. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** At an hour between the later ones, about four days (RFC 5321, 4.5.4.1). */
    private static final int MOST_ATTEMPTS = 100;

    private final EntityManager database;
    private final MailServer server;
    private final Letters letters;
    private final Settings settings;
    private final ReentrantLock hand = new ReentrantLock();
    private volatile boolean stopping;

    Delivery(EntityManager database, MailServer server, Letters letters, Settings settings) {
        this.database = database;
        this.server = server;
        this.letters = letters;
        this.settings = settings;
    }

    @Scheduled(every = "{roster.mail-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        if (settings.mail() == Settings.Mail.OFF) {
            QuarkusTransaction.requiringNew().run(this::dropAll);
            return;
        }
        while (next()) {}
    }

    private boolean next() {
        hand.lock();
        try {
            return !stopping && one();
        } finally {
            hand.unlock();
        }
    }

    /** Waits until the mail in hand is settled; after this the database connections close. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (!hand.tryLock(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            server.hangUp();
            if (!hand.tryLock(GRACE.toMillis(), TimeUnit.MILLISECONDS)) return;
        }
        hand.unlock();
    }

    /** Delivers the mail that has waited longest. @return whether there was one */
    boolean one() {
        var claimed = QuarkusTransaction.requiringNew().call(this::claim);
        if (claimed.isEmpty()) return false;
        var row = claimed.get();
        var id = row.get("id", UUID.class);
        var attempts = row.get("attempts", Integer.class);
        Optional<Mail> letter;
        try {
            letter = QuarkusTransaction.requiringNew().call(() -> letters.write(row));
            if (letter.isPresent()) server.send(letter.get());
        } catch (MailServer.Refusal e) {
            LOG.warnf("Mail %s was not delivered (attempt %d): %s: %s", id, attempts, e.getMessage(), e.getCause());
            fail(id, attempts, e.getMessage(), e.forGood(), e.doubtful());
            return true;
        } catch (RuntimeException e) {
            LOG.errorf(e, "Mail %s could not be written (attempt %d)", id, attempts);
            fail(id, attempts, Undelivered.UNWRITTEN.kept(), false, false);
            return true;
        }
        // Where this fails, the mail is out all the same: its lease ends, and whoever claims it then marks the doubt.
        if (letter.isPresent()) settle(id, attempts, "sent = now()", null, false);
        else settle(id, attempts, "dropped = now()", Undelivered.UNTRUE.kept(), false);
        return true;
    }

    private Optional<Tuple> claim() {
        var rows = database.createNativeQuery("""
                        update outbox set leased_until = now() + interval '2 minutes', attempts = attempts + 1,
                          doubtful = doubtful or leased_until is not null
                        where id = (select id from outbox
                          where sent is null and dropped is null and dead is null and due <= now()
                            and (leased_until is null or leased_until < now())
                          order by due limit 1 for update skip locked)
                        returning id, attempts, kind, organization_id, invitation_id, generation, recipient,
                          cast(facts as text) as facts
                        """, Tuple.class).getResultList();
        return rows.isEmpty() ? Optional.empty() : Optional.of((Tuple) rows.get(0));
    }

    /** Later, with growing and scattered pauses; refused for good, or after the last attempt, the mail is dead. */
    private void fail(UUID id, int attempts, String problem, boolean forGood, boolean doubtful) {
        if (forGood) {
            settle(id, attempts, "dead = now()", problem, doubtful);
        } else if (attempts >= MOST_ATTEMPTS) {
            settle(id, attempts, "dead = now()", Undelivered.givenUp(problem, attempts), doubtful);
        } else {
            var pause = Math.min(3600, 15 << Math.min(attempts, 8))
                    * (0.5 + ThreadLocalRandom.current().nextDouble());
            settle(id, attempts, "due = now() + interval '%d seconds'".formatted((long) pause), problem, doubtful);
        }
    }

    /** Only the holder of the lease settles: whoever claimed the mail later has counted one attempt more. */
    private void settle(UUID id, int attempts, String change, String problem, boolean doubtful) {
        QuarkusTransaction.requiringNew().run(() -> database.createNativeQuery("update outbox set leased_until = null, "
                        + change
                        + ", problem = cast(?3 as text), doubtful = doubtful or ?4 where id = ?1 and attempts = ?2")
                .setParameter(1, id)
                .setParameter(2, attempts)
                .setParameter(3, problem)
                .setParameter(4, doubtful)
                .executeUpdate());
    }

    private void dropAll() {
        database.createNativeQuery("""
                        update outbox set dropped = now(), problem = ?1
                        where sent is null and dropped is null and dead is null
                        """).setParameter(1, Undelivered.OFF.kept()).executeUpdate();
    }
}
