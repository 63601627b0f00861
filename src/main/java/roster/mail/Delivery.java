package roster.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import roster.web.Settings;

/**
 * Empties the outbox. Any number of nodes share the work: each claims one mail with a lease, commits, sends it outside
 * of any transaction, and settles it. A mail may go out twice only if its node dies between sending and settling; both
 * carry the same Message-ID.
 */
@ApplicationScoped
class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_ATTEMPTS = 10;

    private final EntityManager database;
    private final ReactiveMailer mailer;
    private final Letters letters;
    private final Settings settings;
    private final Vertx vertx;
    private boolean stopping;

    Delivery(EntityManager database, ReactiveMailer mailer, Letters letters, Settings settings, Vertx vertx) {
        this.database = database;
        this.mailer = mailer;
        this.letters = letters;
        this.settings = settings;
        this.vertx = vertx;
    }

    @Scheduled(every = "{roster.mail-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        if (settings.mail() == Settings.Mail.OFF) {
            QuarkusTransaction.requiringNew().run(this::dropAll);
            return;
        }
        while (next()) {}
    }

    private synchronized boolean next() {
        return !stopping && one();
    }

    /** Waits until the mail in hand is settled; after this the database connections close. */
    synchronized void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Delivers the mail that has waited longest. @return whether there was one */
    boolean one() {
        var claimed = QuarkusTransaction.requiringNew().call(this::claim);
        if (claimed.isEmpty()) return false;
        var row = claimed.get();
        var id = row.get("id", UUID.class);
        var attempts = row.get("attempts", Integer.class);
        try {
            var letter = QuarkusTransaction.requiringNew().call(() -> letters.write(row));
            if (letter.isEmpty()) {
                settle(id, attempts, "dropped = now(), problem = 'It was no longer true when its turn came'");
            } else {
                send(letter.get());
                settle(id, attempts, "sent = now(), problem = null");
            }
        } catch (RuntimeException e) {
            LOG.warnf("Mail %s was not delivered (attempt %d): %s", id, attempts, e.getMessage());
            fail(id, attempts);
        }
        return true;
    }

    private void send(Mail letter) {
        letter.setSubject(Letters.encoded(letter.getSubject()));
        // Sent from another thread than its event loop, the mail client sometimes misses the server's greeting, and
        // hangs.
        mailer.send(letter)
                .runSubscriptionOn(task -> vertx.getOrCreateContext().runOnContext(ready -> task.run()))
                .await()
                .atMost(PATIENCE);
    }

    private Optional<Tuple> claim() {
        var rows = database.createNativeQuery("""
                        update outbox set leased_until = now() + interval '2 minutes', attempts = attempts + 1
                        where id = (select id from outbox
                          where sent is null and dropped is null and dead is null and due <= now()
                            and (leased_until is null or leased_until < now())
                          order by due limit 1 for update skip locked)
                        returning id, attempts, kind, organization_id, invitation_id, generation, recipient,
                          cast(facts as text) as facts
                        """, Tuple.class).getResultList();
        return rows.isEmpty() ? Optional.empty() : Optional.of((Tuple) rows.get(0));
    }

    /** Later, with growing and scattered pauses; after the last attempt the mail is dead, which its row shows. */
    private void fail(UUID id, int attempts) {
        if (attempts >= MOST_ATTEMPTS) {
            settle(id, attempts, "dead = now(), problem = 'The mail server did not take it, after many attempts'");
        } else {
            var pause = Math.min(3600, 15 << attempts)
                    * (0.5 + ThreadLocalRandom.current().nextDouble());
            settle(
                    id,
                    attempts,
                    "due = now() + interval '%d seconds', problem = 'The mail server did not take it yet'"
                            .formatted((long) pause));
        }
    }

    /** Only the holder of the lease settles: whoever claimed the mail later has counted one attempt more. */
    private void settle(UUID id, int attempts, String change) {
        QuarkusTransaction.requiringNew().run(() -> database.createNativeQuery(
                        "update outbox set leased_until = null, " + change + " where id = ?1 and attempts = ?2")
                .setParameter(1, id)
                .setParameter(2, attempts)
                .executeUpdate());
    }

    private void dropAll() {
        database.createNativeQuery("""
                        update outbox set dropped = now(), problem = 'Mail is switched off'
                        where sent is null and dropped is null and dead is null
                        """).executeUpdate();
    }
}
