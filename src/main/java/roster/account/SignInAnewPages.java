package roster.account;

import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Open;
import roster.web.Answer;

/** Ends this session and begins another, for which the provider asks who one is, also where it still knows. */
@Path(SignInAnewPages.PATH)
@Authenticated
public class SignInAnewPages {
    static final String PATH = "/sign-in/anew";

    private final OidcSession session;

    SignInAnewPages(OidcSession session) {
        this.session = session;
    }

    @POST
    @Open("Everybody may begin their own session anew")
    public Response begin(@RestForm String to) {
        session.logout().await().indefinitely();
        return Answer.go(PATH + "?to=" + HomePages.own(to));
    }

    @GET
    @Open("Signing in is for everybody")
    public Response signedIn(@QueryParam("to") String to) {
        return Answer.go(HomePages.own(to));
    }
}
