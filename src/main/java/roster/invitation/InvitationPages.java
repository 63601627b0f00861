package roster.invitation;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.project.ProjectList;
import roster.web.Answer;
import roster.web.Csv;
import roster.web.Flash;
import roster.web.Paged;
import roster.web.Problems;

/**
 * The inviter's side: who was invited, what became of it, and what can be done about it; to the organization, and, below
 * {@link ProjectInvitationPages}, to a project.
 */
@Path("/organizations/{org}/invitations")
@Authenticated
public class InvitationPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final Inviting inviting;
    private final Limits limits;
    private final Link link;
    private final EntityManager database;
    private final Flash flash;
    private final Csv csv;

    InvitationPages(
            SignedIn signedIn,
            Here here,
            Access access,
            Inviting inviting,
            Limits limits,
            Link link,
            EntityManager database,
            Flash flash,
            Csv csv) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.inviting = inviting;
        this.limits = limits;
        this.link = link;
        this.database = database;
        this.flash = flash;
        this.csv = csv;
    }

    @CheckedTemplate(basePath = "invitation")
    static class Templates {
        static native TemplateInstance list(
                Standing standing,
                InvitationList asked,
                Map<Invitation.State, String> counts,
                Paged<InvitationList.Row> page,
                Inviting.Batch batch);

        static native TemplateInstance story(Standing standing, InvitationList.Row row, Story story);

        static native TemplateInstance form(
                Standing standing,
                Inviting.Form form,
                Problems problems,
                ProjectList asked,
                List<Standing> projects,
                boolean more,
                Limits.Left left,
                Term usual,
                boolean founded);
    }

    @GET
    @Needs(Permission.MEMBER_INVITE)
    public Response list(
            @QueryParam("q") String q,
            @QueryParam("state") String state,
            @QueryParam("page") String page,
            @QueryParam("batch") UUID batch) {
        var now = here.get();
        var asked = InvitationList.of(q, state, page);
        if (csv.isAsked()) return asked.file(csv, database, now);
        var results = batch == null
                ? null
                : inviting.batch(now.organization(), now.account(), batch).orElse(null);
        return Answer.page(
                Templates.list(now, asked, InvitationList.counts(database, now), asked.read(database, now), results));
    }

    @GET
    @Path("new")
    @Needs(Permission.MEMBER_INVITE)
    public Response form(
            @QueryParam("who") String who,
            @QueryParam("role") String asked,
            @QueryParam("q") String q,
            @QueryParam("page") String page,
            @QueryParam("founded") String founded) {
        var role = asked == null ? here.get().model().defaultRole().key() : asked;
        return Answer.page(form(
                new Inviting.Form(who, role, "", List.of(), List.of()),
                ProjectList.of(q, null, null, page),
                Problems.none(),
                founded != null));
    }

    @POST
    @Needs(Permission.MEMBER_INVITE)
    public Response invite(@RestForm String emails, @BeanParam ContentPages.Fields fields, @RestForm String founded) {
        var form = fields.form(emails);
        return Answer.change(
                () -> {
                    var batch = inviting.invite(here.get(), signedIn.get(), form);
                    return here.get().path() + "/invitations?batch=" + batch.id();
                },
                problems -> form(form, ProjectList.of(null, null, null, null), problems, founded != null));
    }

    @GET
    @Path("{invitation}")
    @Needs(Permission.MEMBER_INVITE)
    public Response story(UUID invitation) {
        return Answer.page(Templates.story(
                here.get(),
                InvitationList.one(database, here.get(), invitation),
                Story.read(database, here.get(), invitation)));
    }

    @POST
    @Path("{invitation}/renewal")
    @Needs(Permission.MEMBER_INVITE)
    public Response renew(UUID invitation) {
        return Answer.change(() -> {
            var renewed = inviting.renew(here.get(), signedIn.get(), invitation);
            flash.say(say(InvitationWords.class).isRenewed(renewed.named));
            return here.get().here() + "/invitations";
        });
    }

    @POST
    @Path("{invitation}/revocation")
    @Needs(Permission.MEMBER_INVITE)
    public Response revoke(UUID invitation) {
        return Answer.change(() -> {
            var revoked = Invitation.revoke(here.get(), signedIn.get(), invitation, access);
            flash.say(say(InvitationWords.class).isRevoked(revoked.named));
            return here.get().here() + "/invitations";
        });
    }

    @POST
    @Path("{invitation}/link")
    @Needs(Permission.MEMBER_INVITE)
    public Response link(UUID invitation) {
        return Answer.change(() -> {
            var address = Invitation.showLink(here.get(), signedIn.get(), invitation, access, link);
            flash.say(say(InvitationWords.class).giveLink(), address);
            return here.get().here() + "/invitations/" + invitation;
        });
    }

    @POST
    @Path("{invitation}/dismissal")
    @Needs(Permission.MEMBER_INVITE)
    public Response dismiss(UUID invitation) {
        return Answer.change(() -> {
            Invitation.dismiss(here.get(), signedIn.get(), invitation, access);
            flash.say(say(InvitationWords.class).isDismissed());
            return here.get().here() + "/invitations";
        });
    }

    /** The form offers those projects, of one page of them, to which the person could invite somebody. */
    private TemplateInstance form(Inviting.Form form, ProjectList asked, Problems problems, boolean founded) {
        var page = asked.read(database, here.get());
        var projects = page.rows().stream()
                .map(ProjectList.Row::standing)
                .filter(s ->
                        s.may(Permission.COLLABORATOR_INVITE) && !s.project().isPublic())
                .toList();
        return Templates.form(
                here.get(),
                form,
                problems,
                asked,
                projects,
                page.next() != null || page.previous() != null,
                limits.left(here.get().organization(), here.get().account()),
                inviting.usual(),
                founded);
    }
}
