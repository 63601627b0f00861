package roster.organization;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Open;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.web.Answer;
import roster.web.Flash;
import roster.web.Problems;

/** Handing an organization over: the owner offers it, a member accepts or refuses. */
@Path("/organizations/{org}/ownership")
@Authenticated
public class OwnershipPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final Flash flash;

    OwnershipPages(SignedIn signedIn, Here here, Access access, Flash flash) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "organization")
    static class Templates {
        static native TemplateInstance ownership(
                Standing standing, Ownership offer, Ownership.Choice choice, String elsewhere, Problems problems);

        static native TemplateInstance ownership_acceptance(
                Standing standing, Ownership offer, boolean fresh, boolean refused);
    }

    @GET
    @Needs(Permission.ORGANIZATION_DELETE)
    public Response look(@QueryParam("q") String q) {
        Ownership.needOwner(here.get());
        return Answer.page(page(q, Problems.none()));
    }

    @POST
    @Needs(Permission.ORGANIZATION_DELETE)
    public Response offer(@RestForm String account) {
        return Answer.change(
                () -> {
                    var name = Ownership.offer(here.get(), signedIn.get(), account, access);
                    flash.say(say(OrganizationWords.class).offered(name));
                    return path();
                },
                problems -> page("", problems));
    }

    @POST
    @Path("withdrawal")
    @Needs(Permission.ORGANIZATION_DELETE)
    public Response withdraw() {
        return Answer.change(() -> {
            var name = Ownership.withdraw(here.get(), signedIn.get(), access);
            flash.say(say(OrganizationWords.class).withdrawn(name));
            return path();
        });
    }

    @GET
    @Path("acceptance")
    @Open("For the member whom ownership is offered to, and nobody else")
    public Response acceptance() {
        return Answer.page(Templates.ownership_acceptance(here.get(), toMe(), signedIn.isFresh(), false));
    }

    @POST
    @Path("acceptance")
    @Open("The decision of the member whom ownership is offered to, and of nobody else")
    public Response accept() {
        if (!signedIn.isFresh()) {
            return Answer.page(403, Templates.ownership_acceptance(here.get(), toMe(), false, true));
        }
        return Answer.change(() -> {
            Ownership.accept(here.get(), signedIn.get(), access);
            var role = here.get().model().ownerRole().name();
            flash.say(say(OrganizationWords.class).nowYouAre(role, here.get().organizationName()));
            return here.get().path();
        });
    }

    @POST
    @Path("refusal")
    @Open("The decision of the member whom ownership is offered to, and of nobody else")
    public Response refuse() {
        return Answer.change(() -> {
            Ownership.refuse(here.get(), signedIn.get(), access);
            flash.say(say(OrganizationWords.class).refused());
            return here.get().path();
        });
    }

    private Ownership toMe() {
        var offer = Ownership.to(here.get()).orElseThrow(NotFoundException::new);
        offer.needOpen();
        return offer;
    }

    private TemplateInstance page(String q, Problems problems) {
        return Templates.ownership(
                here.get(),
                Ownership.of(here.get()).orElse(null),
                Ownership.choice(here.get(), q),
                Ownership.elsewhere(here.get().model()),
                problems);
    }

    private String path() {
        return here.get().path() + "/ownership";
    }
}
