package roster.account;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jose4j.jwt.consumer.InvalidJwtException;
import roster.access.Open;

/**
 * The provider tells that a session is over (OpenID Connect Back-Channel Logout 1.0). Sessions are rows, so whichever
 * node takes the call, the session is over on all of them. A call counts once, and not for long, so that whoever got
 * hold of one can end no later session with it.
 */
@Path("/sign-out/back-channel")
public class BackChannelPages {
    /** This endpoint's path, which no browser's form is ever sent to. */
    public static final String PATH = "/sign-out/back-channel";

    /** How long a call counts, whatever it says of itself; so long it is remembered. */
    private static final Duration COUNTS = Duration.ofHours(1);

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final TenantConfigBean tenants;
    private final Sessions sessions;
    private final Clock clock;

    BackChannelPages(TenantConfigBean tenants, Sessions sessions, Clock clock) {
        this.tenants = tenants;
        this.sessions = sessions;
        this.clock = clock;
    }

    @POST
    @PermitAll
    @Open("The provider's own call, proved by the signature of its token")
    public Response end(@RestForm("logout_token") String token) {
        var claims = verified(token).filter(this::tells);
        return Response.status(claims.isPresent() && end(claims.get()) ? 200 : 400)
                .build();
    }

    private boolean end(JsonObject claims) {
        return sessions.endedByProvider(
                claims.getString("iss"),
                claims.getString("sub"),
                claims.getString("sid"),
                claims.getString("jti"),
                until(claims));
    }

    /** What the token says, if the provider signed it for this client and it has not expired. */
    private Optional<JsonObject> verified(String token) {
        if (token == null) return Optional.empty();
        try {
            tenants.getDefaultTenant().provider().verifyLogoutJwtToken(token);
            return Optional.of(Sessions.claims(token));
        } catch (InvalidJwtException e) {
            return Optional.empty();
        }
    }

    /** Section 2.6 of the specification: the event, somebody whom it is about, and never a nonce, as ID tokens have. */
    private boolean tells(JsonObject claims) {
        return claims.getValue("events") instanceof JsonObject events
                && events.containsKey(EVENT)
                && !claims.containsKey("nonce")
                && (isText(claims, "sub") || isText(claims, "sid"))
                && isText(claims, "jti")
                && until(claims).isAfter(clock.instant());
    }

    private static boolean isText(JsonObject claims, String name) {
        return claims.getValue(name) instanceof String text && !text.isEmpty();
    }

    private static Instant until(JsonObject claims) {
        return Instant.ofEpochSecond(claims.getLong("iat")).plus(COUNTS);
    }
}
