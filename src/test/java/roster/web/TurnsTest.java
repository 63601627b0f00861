package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class TurnsTest extends RosterTest {
    @Inject
    Settings settings;

    @Test
    void when_all_turns_are_taken_the_next_is_asked_to_come_again_and_nothing_else_suffers() throws Exception {
        var ada = signedIn("Ada");
        ada.token();
        var base = URI.create(Visitor.base());
        var waiting = new ArrayList<Socket>();
        try {
            // Forms of somebody signed in, of which the last byte is still on its way; some more, as one may come too
            // late.
            var length = "Content-Length: 2";
            for (var i = 0; i < settings.requestsAtOnce(); i++) waiting.add(begin(base, cookies(ada), length));
            // A turn ends just after its answer, so that one of these may have come too early.
            until(() -> ada.get("/").status() == 503 || !waiting.add(begin(base, cookies(ada), length)));
            var refused = ada.post("/organizations", "name", "Rain", "model", "single-owner");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 5);
            assertThat(refused.title()).isEqualTo("Too many people at once");
            assertThat(refused.header("content-security-policy")).isNotEmpty();
            assertThat(ada.get("/q/health/live").status()).isEqualTo(200);

            send(waiting.get(0), "b");
            until(() -> ada.get("/").status() == 200);
        } finally {
            for (var socket : waiting) socket.close();
        }
        until(() -> ada.get("/").status() == 200);
        assertThat(ada.post("/organizations", "name", "Rain", "slug", "", "model", "single-owner")
                        .status())
                .isEqualTo(303);
    }

    @Test
    void when_all_turns_of_large_forms_are_taken_only_those_are_asked_to_come_again() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var table = "a@example.org\n" + "\n".repeat(Turns.LARGE_BYTES);
        var base = URI.create(Visitor.base());
        for (var length : List.of("Content-Length: 70000", "Transfer-Encoding: chunked")) {
            var waiting = new ArrayList<Socket>();
            try {
                until(() -> !isRefused(ada, slug, table));
                for (var i = 0; i < Turns.MOST_LARGE; i++) waiting.add(begin(base, cookies(ada), length));
                until(() -> isRefused(ada, slug, table) || !waiting.add(begin(base, cookies(ada), length)));
                assertThat(ada.post("/organizations/" + slug + "/batches", "rows", "a@example.org", "role", "")
                                .status())
                        .isEqualTo(303);
                assertThat(ada.get("/").status()).isEqualTo(200);
            } finally {
                for (var socket : waiting) socket.close();
            }
        }
        until(() -> !isRefused(ada, slug, table));
    }

    private static boolean isRefused(Visitor person, String slug, String table) {
        var answer = person.post("/organizations/" + slug + "/batches", "rows", table, "role", "");
        if (answer.status() == 303) return false;
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).matches("[1-5]");
        assertThat(answer.title()).isEqualTo("Too many people at once");
        return true;
    }

    private static String cookies(Visitor person) {
        return person.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static Socket begin(URI base, String cookies, String length) {
        try {
            var socket = new Socket(base.getHost(), base.getPort());
            send(
                    socket,
                    "POST /organizations HTTP/1.1\r\nHost: x\r\n" + length + "\r\nCookie: " + cookies + "\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n\r\na");
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void until(java.util.function.BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + 120_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("It did not happen within two minutes");
            Thread.sleep(20);
        }
    }
}
