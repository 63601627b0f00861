package roster.account;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
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
        var call = verified(token).flatMap(claims -> ProviderCall.of(claims, clock.instant()));
        return Response.status(call.filter(this::end).isPresent() ? 200 : 400).build();
    }

    private boolean end(ProviderCall call) {
        return sessions.endedByProvider(call.issuer(), call.subject(), call.session(), call.id(), call.until());
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
}
