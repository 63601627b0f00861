package roster.invitation;

import static roster.web.Reader.say;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import roster.access.Access;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Permission;
import roster.account.SignedIn;
import roster.web.Answer;
import roster.web.Flash;

/** The invitations that offer one project, for those who may invite to it (DT-12). */
@Path("/organizations/{org}/projects/{project}/invitations")
@Authenticated
public class ProjectInvitationPages {
    private final InvitationPages pages;
    private final ContentPages contents;
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final Flash flash;

    ProjectInvitationPages(
            InvitationPages pages, ContentPages contents, SignedIn signedIn, Here here, Access access, Flash flash) {
        this.pages = pages;
        this.contents = contents;
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.flash = flash;
    }

    @GET
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response list(
            @QueryParam("q") String q, @QueryParam("state") String state, @QueryParam("page") String page) {
        return pages.list(q, state, page, null);
    }

    @GET
    @Path("{invitation}")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response story(UUID invitation) {
        return pages.story(invitation);
    }

    @GET
    @Path("{invitation}/content")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response content(UUID invitation, @QueryParam("q") String q, @QueryParam("page") String page) {
        return contents.form(invitation, q, page);
    }

    @POST
    @Path("{invitation}/content")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response edit(UUID invitation, @BeanParam ContentPages.Fields fields) {
        return contents.edit(invitation, fields);
    }

    @POST
    @Path("{invitation}/renewal")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response renew(UUID invitation) {
        return pages.renew(invitation);
    }

    @POST
    @Path("{invitation}/revocation")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response withdraw(UUID invitation) {
        return Answer.change(() -> {
            var withdrawn = Invitation.withdrawFrom(here.get(), signedIn.get(), invitation, access);
            flash.say(say(InvitationWords.class).isReduced(withdrawn.named));
            return here.get().projectPath() + "/invitations";
        });
    }

    @POST
    @Path("{invitation}/link")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response link(UUID invitation) {
        return pages.link(invitation);
    }
}
