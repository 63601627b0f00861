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
import java.util.ArrayList;
import java.util.List;
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
import roster.web.Flash;
import roster.web.Problems;

/** What an open invitation offers, to be edited: the link stays, and leads to the present offer. */
@Path("/organizations/{org}/invitations/{invitation}/content")
@Authenticated
public class ContentPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final Inviting inviting;
    private final EntityManager database;
    private final Flash flash;

    ContentPages(SignedIn signedIn, Here here, Access access, Inviting inviting, EntityManager database, Flash flash) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.inviting = inviting;
        this.database = database;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "invitation")
    static class Templates {
        static native TemplateInstance content(
                Standing standing,
                Invitation invitation,
                Integer revision,
                Inviting.Form form,
                Problems problems,
                ProjectList asked,
                List<Standing> projects,
                boolean more);
    }

    /** The fields of the form, but for the projects. */
    static class Fields {
        @RestForm
        String role;

        @RestForm
        String message;

        @RestForm("project")
        List<String> projects;

        @RestForm("projectRole")
        List<String> projectRoles;

        @RestForm("projectLasts")
        List<String> projectLasts;

        @RestForm
        String term;

        @RestForm
        String lasts;

        @RestForm
        String quiet;

        @RestForm
        Integer revision;

        /** What the fields hold, for these people. */
        Inviting.Form form(String emails) {
            return new Inviting.Form(
                    emails,
                    role,
                    message,
                    list(projects),
                    list(projectRoles),
                    term,
                    lasts,
                    list(projectLasts),
                    quiet == null);
        }

        private static List<String> list(List<String> values) {
            return values == null ? List.of() : values;
        }
    }

    @GET
    @Needs(Permission.MEMBER_INVITE)
    public Response form(UUID invitation, @QueryParam("q") String q, @QueryParam("page") String page) {
        return Answer.page(form(invitation, ProjectList.of(q, null, null, page)));
    }

    @POST
    @Needs(Permission.MEMBER_INVITE)
    public Response edit(UUID invitation, @BeanParam Fields fields) {
        var form = fields.form("");
        return Answer.change(
                () -> {
                    var edited = inviting.edit(here.get(), signedIn.get(), invitation, form, fields.revision);
                    flash.say(say(InvitationWords.class).isChanged(edited.named));
                    return here.get().here() + "/invitations/" + edited.id;
                },
                problems -> form(
                        Invitation.find(here.get(), invitation),
                        fields.revision,
                        form,
                        problems,
                        ProjectList.of(null, null, null, null)));
    }

    /** The form with what is offered now, for somebody who could make this offer. */
    TemplateInstance form(UUID id, ProjectList asked) {
        var now = here.get();
        var invitation = Invitation.find(now, id);
        Event.EDITED.need(invitation.state(), say(InvitationWords.class).notOpen());
        var parts = invitation.parts(now.model());
        var form = new Inviting.Form(
                "",
                invitation.role == null ? "" : invitation.role,
                invitation.message,
                parts.stream().map(Invitation.Part::slug).toList(),
                parts.stream().map(part -> part.role().key()).toList(),
                "",
                invitation.lasts,
                parts.stream().map(part -> part.lasting().toString()).toList(),
                invitation.reminds);
        return form(invitation, invitation.revision, form, Problems.none(), asked);
    }

    /**
     * Those projects that it offers, then those of one page of all to which the person could invite somebody. Only who could
     * make this offer sees it.
     */
    private TemplateInstance form(
            Invitation invitation, Integer revision, Inviting.Form form, Problems problems, ProjectList asked) {
        var now = here.get();
        invitation.needGrantable(now, access);
        var page = asked.read(database, now);
        var projects = new ArrayList<Standing>();
        InvitationList.one(database, now, invitation.id).projects().forEach(one -> projects.add(now.in(one.project())));
        page.rows().stream()
                .map(ProjectList.Row::standing)
                .filter(s ->
                        s.may(Permission.COLLABORATOR_INVITE) && !s.project().isPublic())
                .filter(s -> projects.stream()
                        .noneMatch(p -> p.project().id().equals(s.project().id())))
                .forEach(projects::add);
        var more = page.next() != null || page.previous() != null;
        return Templates.content(now, invitation, revision, form, problems, asked, projects, more);
    }
}
