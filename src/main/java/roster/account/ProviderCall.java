package roster.account;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a call of the provider says: whose session is over.
 *
 * @param subject null if the session says enough
 * @param session null if all of the subject's are over
 * @param id what sets this call apart from all others of the issuer
 * @param until when the call is too old to be taken
 */
record ProviderCall(String issuer, String subject, String session, String id, Instant until) {
    /** How long a call counts, whatever it says of itself; so long it is remembered. */
    private static final Duration COUNTS = Duration.ofHours(1);

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /**
     * Section 2.6 of the specification: the event, somebody whom it is about, and never a nonce, as ID tokens have.
     *
     * @param claims of a token that has been verified
     */
    static Optional<ProviderCall> of(JsonObject claims, Instant now) {
        var call = new ProviderCall(
                claims.getString("iss"),
                claims.getString("sub"),
                claims.getString("sid"),
                claims.getString("jti"),
                Instant.ofEpochSecond(claims.getLong("iat", 0L)).plus(COUNTS));
        var tells = claims.getValue("events") instanceof JsonObject events
                && events.containsKey(EVENT)
                && !claims.containsKey("nonce")
                && (isText(claims, "sub") || isText(claims, "sid"))
                && isText(claims, "jti")
                && call.until.isAfter(now);
        return tells ? Optional.of(call) : Optional.empty();
    }

    private static boolean isText(JsonObject claims, String name) {
        return claims.getValue(name) instanceof String text && !text.isEmpty();
    }
}
