package roster.rig;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import roster.Visitor;

/**
 * People who look at their own organizations, as many at once as come: nobody waits for the answers to others. Each answer
 * has to be the page of whoever asked, whole, or a refusal that says when to come again.
 */
final class Flood implements AutoCloseable {
    private static final int PEOPLE = 8;
    /** Whoever waits longer stands in a queue that grows. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** As many as may wait at once, which is no bound but for the machine's sake. */
    private static final int CROWD = 20_000;

    private static final String NAME = "Organization ";
    private static final String TITLE = "Too many people at once";

    private record Reader(String organization, String address, int port, String path, String cookies) {}

    /** One thread, so that it takes little of the processors, which the nodes need. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient http =
            vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CROWD).setKeepAliveTimeout(20));
    private final List<Reader> readers = new ArrayList<>();

    /** Answers of one kind, in milliseconds from asking to the last byte. */
    private static final class Times {
        private final Queue<Long> micros = new ConcurrentLinkedQueue<>();

        void since(long began) {
            micros.add((System.nanoTime() - began) / 1_000);
        }

        long count() {
            return micros.size();
        }

        /** What this share of them took at most; 0 if there are none. */
        double share(double share) {
            var sorted = micros.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1))) / 1e3;
        }
    }

    /**
     * What became of the requests.
     *
     * @param waiting how many had no answer yet at once, at most
     * @param wrong what was neither a right page nor a right refusal, with how often
     */
    record Seen(int seconds, Times pages, Times refusals, int waiting, Map<String, Integer> wrong) {
        double perSecond() {
            return pages.count() / (double) seconds;
        }

        @Override
        public String toString() {
            return "%,d pages (p50 %.0f, p99 %.0f, max %.0f ms), %,d refused (p50 %.0f, p99 %.0f, max %.0f ms), %d waiting at most"
                    .formatted(
                            pages.count(),
                            pages.share(0.5),
                            pages.share(0.99),
                            pages.share(1),
                            refusals.count(),
                            refusals.share(0.5),
                            refusals.share(0.99),
                            refusals.share(1),
                            waiting);
        }
    }

    /** Signs everybody in at each of these nodes, where they found their organizations. */
    Flood(Collection<Program> nodes) {
        for (var i = 0; i < PEOPLE; i++) {
            for (var node : nodes) {
                var slug = "flood-" + UUID.randomUUID().toString().substring(0, 12);
                var address = slug + "@people.example.org";
                var visitor = new Visitor(node.address(), Program.PUBLIC).signIn(address);
                visitor.open("/organizations/new");
                visitor.submit(
                        "/organizations", Map.of("name", NAME + slug, "slug", slug, "model", "owner-editor-viewer"));
                var cookies = visitor.cookies().entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "));
                readers.add(
                        new Reader(NAME + slug, address, node.port(), "/organizations/" + slug + "/members", cookies));
            }
        }
    }

    /**
     * How many pages a second there are, while so many people wait for an answer at any time.
     *
     * @throws AssertionError if somebody gets anything else
     */
    double carried(int people, int seconds) {
        var seen = ask(1e6, people, seconds);
        if (seen.refusals.count() > 0 || !seen.wrong.isEmpty()) throw new AssertionError(seen + " " + seen.wrong);
        return seen.perSecond();
    }

    /** Asks so often in a second, whatever is answered. */
    Seen at(double perSecond, int seconds) {
        return ask(perSecond, CROWD, seconds);
    }

    private Seen ask(double perSecond, int most, int seconds) {
        var seen = new Seen(seconds, new Times(), new Times(), 0, new ConcurrentHashMap<>());
        var places = new Semaphore(most);
        var waiting = new AtomicInteger();
        var peak = new AtomicInteger();
        var began = System.nanoTime();
        var end = began + Duration.ofSeconds(seconds).toNanos();
        try {
            for (var i = 0; System.nanoTime() < end; i++) {
                var due = began + (long) (i * 1e9 / perSecond);
                var early = due - System.nanoTime();
                if (early > 0) TimeUnit.NANOSECONDS.sleep(early);
                places.acquire();
                peak.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                var reader = readers.get(i % readers.size());
                var asked = System.nanoTime();
                // On this thread, an answer could be there before anybody listens to it, and be lost.
                loop.runOnContext(any -> ask(reader, asked, seen, () -> {
                    waiting.decrementAndGet();
                    places.release();
                }));
            }
            if (!places.tryAcquire(most, 60, TimeUnit.SECONDS)) seen.wrong.merge("never answered", 1, Integer::sum);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Seen(seconds, seen.pages, seen.refusals, peak.get(), new TreeMap<>(seen.wrong));
    }

    private void ask(Reader reader, long asked, Seen seen, Runnable after) {
        http.request(HttpMethod.GET, reader.port, "127.0.0.1", reader.path)
                .map(request -> request.putHeader("Cookie", reader.cookies))
                .compose(HttpClientRequest::send)
                .compose(answer -> answer.body().onSuccess(body -> judge(reader, answer, body, asked, seen)))
                .onFailure(failure -> seen.wrong.merge(failure.toString(), 1, Integer::sum))
                .onComplete(any -> after.run());
    }

    private static void judge(Reader reader, HttpClientResponse answer, Buffer bytes, long asked, Seen seen) {
        var body = bytes.toString();
        var whole = body.stripTrailing().endsWith("</html>");
        if (System.nanoTime() - asked > LONGEST.toNanos()) {
            seen.wrong.merge("after more than " + LONGEST, 1, Integer::sum);
        } else if (answer.statusCode() == 200 && whole && isOf(reader, body)) {
            seen.pages.since(asked);
        } else if (answer.statusCode() == 503 && whole && body.contains(TITLE) && isDated(answer.headers())) {
            seen.refusals.since(asked);
        } else {
            seen.wrong.merge(answer.statusCode() + (whole ? " whole" : " cut"), 1, Integer::sum);
        }
    }

    /** Whether it says when to come again. */
    private static boolean isDated(MultiMap headers) {
        return headers.contains("Retry-After") && headers.get("Retry-After").matches("[1-5]");
    }

    /** Whether it names this reader's organization, and no other. */
    private static boolean isOf(Reader reader, String body) {
        return body.contains(reader.address) && times(body, NAME) == times(body, reader.organization);
    }

    private static int times(String body, String part) {
        var times = 0;
        for (var at = body.indexOf(part); at >= 0; at = body.indexOf(part, at + 1)) times++;
        return times;
    }

    @Override
    public void close() {
        vertx.close();
    }
}
