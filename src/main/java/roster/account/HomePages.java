package roster.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;
import roster.access.Open;
import roster.invitation.Offer;
import roster.organization.Membership;
import roster.organization.Ownership;
import roster.request.Waiting;
import roster.web.Answer;

/** The first page of everybody, and the way in. */
@Path("/")
public class HomePages {
    /**
     * Where sign-in may lead: a plain path of this installation, so never to another site. What repeats takes nothing
     * back, so that the longest path needs no deeper stack than the shortest.
     */
    private static final Pattern OWN_PATH = Pattern.compile("(?:/[a-z0-9-]++)++");

    private final SignedIn signedIn;
    private final Offer.Desk offers;
    private final Membership.Finder memberships;
    private final Waiting.Counter waiting;

    HomePages(SignedIn signedIn, Offer.Desk offers, Membership.Finder memberships, Waiting.Counter waiting) {
        this.signedIn = signedIn;
        this.offers = offers;
        this.memberships = memberships;
        this.waiting = waiting;
    }

    @CheckedTemplate(basePath = "account")
    static class Templates {
        static native TemplateInstance home(
                Person person,
                List<Membership> memberships,
                List<Offer.Waiting> offers,
                List<Ownership.Waiting> ownerships,
                List<Waiting> requests);

        static native TemplateInstance welcome();
    }

    @GET
    @PermitAll
    @Open("It shows one's own organizations, or the way in")
    public Response home() {
        return Answer.page(signedIn.person()
                .map(person -> Templates.home(
                        person,
                        memberships.of(person),
                        offers.openTo(person),
                        Ownership.openTo(person),
                        waiting.of(person)))
                .orElseGet(Templates::welcome));
    }

    @GET
    @Path("sign-in")
    @Authenticated
    @Open("Signing in is for everybody")
    public Response signIn(@QueryParam("to") String to) {
        return Answer.go(own(to));
    }

    /** The path, if it is one of this installation; else the home page's. */
    static String own(String path) {
        return path != null && OWN_PATH.matcher(path).matches() ? path : "/";
    }
}
