package roster.request;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.Here;
import roster.access.Open;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.invitation.Inviting;
import roster.web.Answer;
import roster.web.Flash;
import roster.web.Paged;
import roster.web.Problems;

/** What people without access ask for, to those who could give it. */
@Path("/organizations/{org}/requests")
@Authenticated
public class RequestPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final Inviting inviting;
    private final EntityManager database;
    private final Flash flash;

    RequestPages(SignedIn signedIn, Here here, Access access, Inviting inviting, EntityManager database, Flash flash) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.inviting = inviting;
        this.database = database;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "request")
    static class Templates {
        static native TemplateInstance list(
                Standing standing,
                RequestList asked,
                AccessRequest.Kind[] kinds,
                Paged<RequestList.Row> page,
                Problems problems);
    }

    @GET
    @Open("It shows those requests alone that one could answer")
    public Response list(@QueryParam("kind") String kind, @QueryParam("page") String page) {
        return Answer.page(list(RequestList.of(kind, page), Problems.none()));
    }

    @POST
    @Path("{request}/approval")
    @Open("Whoever could give what is asked for, which may be in a project alone; asked under the lock")
    public Response approve(UUID request, @RestForm String role, @RestForm Integer revision) {
        return Answer.change(
                () -> {
                    var approved = AccessRequest.approve(
                            here.get(), signedIn.get(), request, role, revision, access, inviting);
                    flash.say(
                            switch (approved.kind) {
                                case NEW_LINK -> approved.name + " gets a new link.";
                                case READDRESS -> "The invitation goes to " + approved.email + " now.";
                                case JOIN -> approved.name + " has joined.";
                            });
                    return here.get().path() + "/requests";
                },
                problems -> list(RequestList.of(null, null), problems));
    }

    @POST
    @Path("{request}/refusal")
    @Open("Whoever could give what is asked for, which may be in a project alone; asked under the lock")
    public Response refuse(UUID request) {
        return Answer.change(() -> {
            var refused = AccessRequest.refuse(here.get(), signedIn.get(), request, access);
            flash.say("Refused. " + refused.name + " gets a mail that says so.");
            return here.get().path() + "/requests";
        });
    }

    private TemplateInstance list(RequestList asked, Problems problems) {
        return Templates.list(
                here.get(), asked, AccessRequest.Kind.values(), asked.read(database, here.get()), problems);
    }
}
