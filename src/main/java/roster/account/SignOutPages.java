package roster.account;

import static roster.web.Reader.say;

import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.OidcSession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import roster.access.Open;
import roster.web.Answer;
import roster.web.Flash;
import roster.web.Settings;

/** Ends sessions: this one, here and at the provider; or one's other ones. */
@Path("/")
public class SignOutPages {
    private final OidcSession session;
    private final SecurityIdentity identity;
    private final Provider provider;
    private final Settings settings;
    private final Sessions sessions;
    private final SignedIn signedIn;
    private final Flash flash;

    SignOutPages(
            OidcSession session,
            SecurityIdentity identity,
            Provider provider,
            Settings settings,
            Sessions sessions,
            SignedIn signedIn,
            Flash flash) {
        this.session = session;
        this.identity = identity;
        this.provider = provider;
        this.settings = settings;
        this.sessions = sessions;
        this.signedIn = signedIn;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "account")
    static class Templates {
        static native TemplateInstance signed_out();
    }

    @POST
    @Path("sign-out")
    @Authenticated
    @Open("Everybody may end their own session")
    public Response signOut() {
        var hint = identity.getCredential(IdTokenCredential.class).getToken();
        session.logout().await().indefinitely();
        return Response.seeOther(provider.endSession()
                        .map(address -> UriBuilder.fromUri(address)
                                .queryParam("id_token_hint", hint)
                                .queryParam("post_logout_redirect_uri", settings.baseUrl() + "/signed-out")
                                .build())
                        .orElse(URI.create(settings.baseUrl() + "/signed-out")))
                .build();
    }

    @POST
    @Path("sign-out/others")
    @Authenticated
    @Open("Everybody may end their own sessions")
    public Response signOutOthers() {
        var ended = sessions.endOthers(signedIn.get().id(), signedIn.sessionId().orElseThrow());
        flash.say(say(AccountWords.class).othersEnded(ended));
        return Answer.go("/");
    }

    @GET
    @Path("signed-out")
    @PermitAll
    @Open("It says that somebody has signed out")
    public Response signedOut() {
        return Answer.page(Templates.signed_out());
    }
}
