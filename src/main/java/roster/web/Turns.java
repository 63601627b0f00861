package roster.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests this node works on at once, and how many large ones among them. One more than it can answer soon, or has
 * the memory for, is told at once when to come again (RFC 9110, 15.6.4), so that whoever got a turn is not made to wait for
 * those who will have left.
 */
@Singleton
class Turns {
    /** Forms of people have a few thousand bytes; only long tables and pictures have more than this. */
    static final int LARGE_BYTES = 65_536;

    /** What is made of a table of 5,000 rows takes some 6 MB. */
    static final int MOST_LARGE = 4;

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger takenLarge = new AtomicInteger();

    Turns(Settings settings) {
        most = settings.requestsAtOnce();
    }

    /** Takes a turn, which ends with the answer or the connection; answers whether there was one. */
    boolean take(RoutingContext context) {
        return take(context, taken, most) && (!isLarge(context.request()) || take(context, takenLarge, MOST_LARGE));
    }

    private static boolean take(RoutingContext context, AtomicInteger taken, int most) {
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

    /** What does not say how long it is may be long. */
    private static boolean isLarge(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) return true;
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && Long.parseLong(length) > LARGE_BYTES;
    }

    /** Seconds to wait; not the same for all, or all came again together. */
    static String pause() {
        return String.valueOf(ThreadLocalRandom.current().nextInt(1, 6));
    }
}
