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
            var cookies = ada.cookies().entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
            for (var i = 0; i < settings.requestsAtOnce(); i++) waiting.add(begin(base, cookies));
            // A turn ends just after its answer, so that one of these may have come too early.
            until(() -> ada.get("/").status() == 503 || !waiting.add(begin(base, cookies)));
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

    private static Socket begin(URI base, String cookies) {
        try {
            var socket = new Socket(base.getHost(), base.getPort());
            send(
                    socket,
                    "POST /organizations HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nCookie: " + cookies + "\r\n"
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
