package roster.request;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.Here;
import roster.access.Open;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.invitation.Inviting;
import roster.web.Answer;
import roster.web.Csv;
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
    private final Csv csv;

    RequestPages(
            SignedIn signedIn,
            Here here,
            Access access,
            Inviting inviting,
            EntityManager database,
            Flash flash,
            Csv csv) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.inviting = inviting;
        this.database = database;
        this.flash = flash;
        this.csv = csv;
    }

    @CheckedTemplate(basePath = "request")
    static class Templates {
        static native TemplateInstance list(
                Standing standing,
                RequestList asked,
                Map<AccessRequest.Kind, Long> counts,
                Paged<RequestList.Row> page,
                Problems problems);
    }

    @GET
    @Open("It shows those requests alone that one could answer")
    public Response list(@QueryParam("kind") String kind, @QueryParam("page") String page) {
        var asked = RequestList.of(kind, page);
        if (csv.isAsked()) return asked.file(csv, database, here.get());
        return Answer.page(list(asked, Problems.none()));
    }

    @POST
    @Path("{request}/approval")
    @Open("Whoever could give what is asked for, which may be in a project alone; asked under the lock")
    public Response approve(UUID request, @RestForm String role, @RestForm Integer revision) {
        return Answer.change(
                () -> {
                    var approved = AccessRequest.approve(
                            here.get(), signedIn.get(), request, role, revision, access, inviting);
                    var words = say(RequestWords.class);
                    flash.say(
                            switch (approved.kind) {
                                case NEW_LINK -> words.getsNewLink(approved.name);
                                case READDRESS -> words.goesTo(approved.email);
                                case JOIN -> words.hasJoined(approved.name);
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
            flash.say(say(RequestWords.class).refused(refused.name));
            return here.get().path() + "/requests";
        });
    }

    private TemplateInstance list(RequestList asked, Problems problems) {
        return Templates.list(
                here.get(),
                asked,
                RequestList.counts(database, here.get()),
                asked.read(database, here.get()),
                problems);
    }
}
