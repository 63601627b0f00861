package roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What opens links before their people do: mail scanners, previews, browsers that fetch ahead. None of it uses a link up. */
@QuarkusTest
class ScannerTest extends RosterTest {
    private static final int TIMES = 50;
    private static final String ACCEPT = "/invitations/accept";

    private UUID id;
    private String link;

    @AfterAll
    static void closed() {
        Browser.stop();
    }

    @Test
    void whatever_fetches_a_link_leaves_the_invitation_as_it_is() {
        var slug = invited();
        var before = row();
        for (var i = 0; i < TIMES; i++) {
            var head = new Visitor();
            assertThat(head.send(head.request(link).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(303);
            assertThat(head.send(head.request(ACCEPT).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(200);
            for (var purpose : List.of("Sec-Purpose", "Purpose", "X-Moz")) {
                var ahead = new Visitor();
                ahead.send(ahead.request(link).header(purpose, "prefetch").GET());
                assertThat(ahead.send(ahead.request(ACCEPT)
                                        .header(purpose, "prefetch;prerender")
                                        .GET())
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(row()).isEqualTo(before);
        assertThat(visits()).as("looks, by nobody so far").isEmpty();
        for (var i = 0; i < TIMES; i++) {
            assertThat(new Visitor().open(link).title()).startsWith("Join ");
        }
        assertThat(row()).isEqualTo(before);
        assertThat(visits()).as("many looks within a minute").containsExactly("opened 1");
        signedIn("Nemo").open(link);
        sqlUpdate("update invitation_visit set last_at = last_at - interval '2 minutes' where invitation_id = ?1", id);
        new Visitor().open(link);
        assertThat(visits()).containsExactly("opened 2", "other_account 1");
        assertThat(row()).isEqualTo(before);
        joins(slug);
    }

    @Test
    @EnabledIf("roster.Browser#canRun")
    void a_scanner_that_is_a_real_browser_leaves_the_invitation_as_it_is() {
        var slug = invited();
        var before = row();
        var start = Instant.now();
        var scanner = Browser.open(true);
        for (var i = 0; i < TIMES; i++) {
            scanner.go(link, 200);
            // It follows what looks like a link, too.
            if (i % 10 == 0) scanner.page().evaluate("for (const a of document.links) fetch(a.href).catch(() => {})");
        }
        assertThat(scanner.page().locator("h1").innerText()).startsWith("Join ");
        assertThat(row()).isEqualTo(before);
        // Looks of one minute are one.
        var minutes = Duration.between(start, Instant.now()).toMinutes();
        assertThat(visits())
                .hasSize(1)
                .allMatch(visits -> visits.toString().matches("opened \\d")
                        && Integer.parseInt(visits.toString().substring(7)) <= 1 + minutes);
        joins(slug);
    }

    private String invited() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        id = invitation(slug, "Dora");
        ada.post("/organizations/" + slug + "/invitations/" + id + "/link");
        link = ada.open("/organizations/" + slug + "/invitations")
                .page()
                .select("#flash-link")
                .val();
        return slug;
    }

    private void joins(String slug) {
        var dora = signedIn("Dora");
        dora.open(link);
        assertThat(dora.submit(ACCEPT, Map.of()).title()).isEqualTo("Welcome to Org " + slug);
    }

    /** All columns. */
    private Object row() {
        return sql("select cast(i as text) from invitation i where id = ?1", id);
    }

    private List<Object> visits() {
        return sqlAll("select kind || ' ' || times from invitation_visit where invitation_id = ?1 order by kind", id);
    }
}
