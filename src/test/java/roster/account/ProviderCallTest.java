package roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the provider says when a session is over. */
class ProviderCallTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static JsonObject claims() {
        return new JsonObject()
                .put("iss", "https://id.example.org")
                .put("iat", NOW.minusSeconds(60).getEpochSecond())
                .put("jti", "one")
                .put("sub", "vera")
                .put("sid", "s1")
                .put(
                        "events",
                        new JsonObject().put("http://schemas.openid.net/event/backchannel-logout", new JsonObject()));
    }

    private static boolean counts(JsonObject claims) {
        return ProviderCall.of(claims, NOW).isPresent();
    }

    @Test
    void a_whole_call_counts_for_an_hour_from_when_it_was_made() {
        assertThat(ProviderCall.of(claims(), NOW))
                .contains(new ProviderCall(
                        "https://id.example.org",
                        "vera",
                        "s1",
                        "one",
                        NOW.minusSeconds(60).plus(Duration.ofHours(1))));
        assertThat(counts(claims().put("iat", NOW.minusSeconds(3599).getEpochSecond())))
                .isTrue();
        assertThat(counts(claims().put("iat", NOW.minusSeconds(3600).getEpochSecond())))
                .isFalse();
    }

    @Test
    void a_call_that_does_not_say_when_it_was_made_does_not_count() {
        var claims = claims();
        claims.remove("iat");
        assertThat(counts(claims)).isFalse();
    }

    @Test
    void it_is_about_a_session_or_about_all_of_somebody() {
        for (var one : new String[] {"sub", "sid"}) {
            for (var empty : new Object[] {null, "", 7}) {
                assertThat(counts(claims().put(one, empty))).as(one + empty).isTrue();
            }
        }
        for (var empty : new Object[] {null, "", 7}) {
            assertThat(counts(claims().put("sub", empty).put("sid", empty)))
                    .as("about nobody: " + empty)
                    .isFalse();
        }
    }

    @Test
    void what_is_no_call_or_cannot_be_told_from_another_does_not_count() {
        assertThat(counts(claims().put("nonce", "n"))).as("as ID tokens have").isFalse();
        assertThat(counts(claims().put("jti", ""))).isFalse();
        assertThat(counts(claims().putNull("jti"))).isFalse();
        assertThat(counts(claims().put("events", "backchannel-logout"))).isFalse();
        assertThat(counts(claims().put("events", new JsonObject().put("other", new JsonObject()))))
                .isFalse();
    }
}
