package roster.account;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jose4j.jwt.consumer.InvalidJwtException;
import roster.access.Open;

/**
 * The provider tells that a session is over (OpenID Connect Back-Channel Logout 1.0). Sessions are rows, so whichever
 * node takes the call, the session is over on all of them; a call that comes twice ends nothing more.
 */
@Path("/sign-out/back-channel")
public class BackChannelPages {
    /** This endpoint's path, which no browser's form is ever sent to. */
    public static final String PATH = "/sign-out/back-channel";

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final TenantConfigBean tenants;
    private final Sessions sessions;

    BackChannelPages(TenantConfigBean tenants, Sessions sessions) {
        this.tenants = tenants;
        this.sessions = sessions;
    }

    @POST
    @PermitAll
    @Open("The provider's own call, proved by the signature of its token")
    public Response end(@RestForm("logout_token") String token) {
        var claims = verified(token);
        if (claims.isEmpty() || !tells(claims.get()))
            return Response.status(400).build();
        sessions.endedByProvider(
                claims.get().getString("iss"),
                claims.get().getString("sub"),
                claims.get().getString("sid"));
        return Response.ok().build();
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
    private static boolean tells(JsonObject claims) {
        return claims.getValue("events") instanceof JsonObject events
                && events.containsKey(EVENT)
                && !claims.containsKey("nonce")
                && (claims.containsKey("sub") || claims.containsKey("sid"));
    }
}
