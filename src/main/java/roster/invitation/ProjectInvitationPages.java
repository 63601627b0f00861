package roster.invitation;

import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
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
import roster.web.Settings;

/** The invitations that offer one project, for those who may invite to it (DT-12). */
@Path("/organizations/{org}/projects/{project}/invitations")
@Authenticated
public class ProjectInvitationPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final Inviting inviting;
    private final Link link;
    private final Settings settings;
    private final EntityManager database;
    private final Flash flash;

    ProjectInvitationPages(
            SignedIn signedIn,
            Here here,
            Access access,
            Inviting inviting,
            Link link,
            Settings settings,
            EntityManager database,
            Flash flash) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.inviting = inviting;
        this.link = link;
        this.settings = settings;
        this.database = database;
        this.flash = flash;
    }

    @GET
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response list(@QueryParam("state") String state, @QueryParam("page") String page) {
        var now = here.get();
        var asked = InvitationList.of(state, page);
        return Answer.page(InvitationPages.Templates.list(
                now,
                asked,
                InvitationList.counts(database, now),
                asked.read(database, now),
                null,
                settings.mail() == Settings.Mail.OFF));
    }

    @POST
    @Path("{invitation}/renewal")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response renew(UUID invitation) {
        return Answer.change(() -> {
            var renewed = inviting.renew(here.get(), signedIn.get(), invitation);
            flash.say("The invitation for " + renewed.named + " is renewed. The link before it no longer works.");
            return here.get().projectPath() + "/invitations";
        });
    }

    @POST
    @Path("{invitation}/revocation")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response withdraw(UUID invitation) {
        return Answer.change(() -> {
            var withdrawn = Invitation.withdrawFrom(here.get(), signedIn.get(), invitation, access);
            flash.say("The invitation for " + withdrawn.named + " no longer offers this project.");
            return here.get().projectPath() + "/invitations";
        });
    }

    @POST
    @Path("{invitation}/link")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response link(UUID invitation) {
        return Answer.change(() -> {
            var address = Invitation.showLink(here.get(), signedIn.get(), invitation, access, link);
            flash.say("Give this link only to the person it is for. The history notes that you have seen it.", address);
            return here.get().projectPath() + "/invitations";
        });
    }
}
