package roster.joinlink;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Here;
import roster.access.Open;
import roster.account.Person;
import roster.account.SignedIn;
import roster.web.Answer;
import roster.web.Cookies;
import roster.web.Flash;
import roster.web.Keys;

/** The joiner's side of a join link. Opening it changes nothing and leaves no secret in the address; joining is a button. */
@Path("/join")
public class JoinPages {
    private static final String COOKIE = "join";
    private static final int SECONDS = 3600;

    private final SignedIn signedIn;
    private final Here here;
    private final Entry.Desk desk;
    private final Keys keys;
    private final Cookies cookies;
    private final RoutingContext request;
    private final Flash flash;

    JoinPages(
            SignedIn signedIn,
            Here here,
            Entry.Desk desk,
            Keys keys,
            Cookies cookies,
            RoutingContext request,
            Flash flash) {
        this.here = here;
        this.signedIn = signedIn;
        this.desk = desk;
        this.keys = keys;
        this.cookies = cookies;
        this.request = request;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "joinlink")
    static class Templates {
        static native TemplateInstance join(Entry entry, Person person);

        static native TemplateInstance ended(Entry entry, Person person);

        static native TemplateInstance unknown();
    }

    @GET
    @Path("open")
    @PermitAll
    @Open("Whoever has the link may see what it gives")
    public Response open(@QueryParam("token") String token) {
        // Any text is sealed, right or wrong: the answer to a wrong one is the page, as for every other.
        var sealed = keys.seal(COOKIE, token == null || token.length() > 200 ? "" : token);
        cookies.set(request, COOKIE, sealed, SECONDS, CookieSameSite.LAX);
        return Answer.go("/join");
    }

    @GET
    @PermitAll
    @Open("Whoever has the link may see what it gives")
    public Response look() {
        return show(token().flatMap(token -> desk.byToken(token, signedIn.person())));
    }

    @POST
    @Authenticated
    @Open("The joiner's own decision, bound to the link and to a verified address")
    public Response join(@RestForm Integer revision) {
        var token = token().orElse("");
        return Answer.change(() -> {
            var entry = desk.join(token, revision, signedIn.get());
            if (entry.isEmpty()) return "/join";
            flash.say(say(JoinLinkWords.class).joined(entry.get().role().name()));
            return "/organizations/" + entry.get().slug();
        });
    }

    private Optional<String> token() {
        return Optional.ofNullable(cookies.get(request, COOKIE)).flatMap(value -> keys.open(COOKIE, value));
    }

    private Response show(Optional<Entry> entry) {
        if (entry.isEmpty()) return Answer.page(404, Templates.unknown());
        var person = signedIn.person().orElse(null);
        if (entry.get().ending().status() == 200) here.show(entry.get().brand());
        return Answer.page(
                entry.get().ending().status(),
                switch (entry.get().ending()) {
                    case OPEN, SIGN_IN -> Templates.join(entry.get(), person);
                    default -> Templates.ended(entry.get(), person);
                });
    }
}
