package roster.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests this node works on at once. One more than it can answer soon is told at once when to come again
 * (RFC 9110, 15.6.4), so that whoever got a turn is not made to wait for those who will have left.
 */
@Singleton
class Turns {
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    Turns(Settings settings) {
        most = settings.requestsAtOnce();
    }

    /** Takes a turn, which ends with the answer or the connection; answers whether there was one. */
    boolean take(RoutingContext context) {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            return false;
        }
        // Told more than once, where a connection closes after its answer.
        var ended = new AtomicBoolean();
        context.addEndHandler(any -> {
            if (ended.compareAndSet(false, true)) taken.decrementAndGet();
        });
        return true;
    }

    /** Seconds to wait; not the same for all, or all came again together. */
    static String pause() {
        return String.valueOf(ThreadLocalRandom.current().nextInt(1, 6));
    }
}
