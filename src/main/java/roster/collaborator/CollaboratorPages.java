package roster.collaborator;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.Here;
import roster.access.Lasting;
import roster.access.Needs;
import roster.access.Open;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.invitation.Inviting;
import roster.member.EndedGrant;
import roster.web.Answer;
import roster.web.Csv;
import roster.web.Flash;
import roster.web.Paged;
import roster.web.Problems;

/** Who works on a project, with which role; and the ways to change that. */
@Path("/organizations/{org}/projects/{project}")
@Authenticated
public class CollaboratorPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final Inviting inviting;
    private final EntityManager database;
    private final Flash flash;
    private final Csv csv;

    CollaboratorPages(
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

    /** What the form for somebody new holds, as typed. */
    record Form(String who, String role, String lasts) {}

    @CheckedTemplate(basePath = "collaborator")
    static class Templates {
        static native TemplateInstance list(
                Standing standing,
                CollaboratorList asked,
                Paged<CollaboratorList.Row> page,
                CollaboratorList.Around around,
                Form form,
                Problems problems);

        static native TemplateInstance role(Standing standing, CollaboratorList.Row row, String chosen, String problem);

        static native TemplateInstance end(
                Standing standing, CollaboratorList.Row row, Lasting.Form form, Problems problems);

        static native TemplateInstance ended(Standing standing, Paged<EndedGrant> page);

        static native TemplateInstance removal(Standing standing, CollaboratorList.Row row);
    }

    @GET
    @Path("collaborators")
    @Needs(Permission.PROJECT_VIEW)
    public Response list(
            @QueryParam("page") String page,
            @QueryParam("edit") UUID edit,
            @QueryParam("who") String who,
            @QueryParam("role") String role) {
        if (csv.isAsked()) return CollaboratorList.file(csv, database, here.get());
        var form = new Form(who == null ? "" : who.strip(), role, "");
        return Answer.page(list(CollaboratorList.of(page, edit), form, Problems.none()));
    }

    @POST
    @Path("collaborators")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response invite(@RestForm String who, @RestForm String role, @RestForm String lasts) {
        return Answer.change(
                () -> {
                    var invited = inviting.inviteTo(here.get(), signedIn.get(), who, role, lasts);
                    flash.say(say(CollaboratorWords.class)
                            .invited(invited.email(), here.get().project().name()));
                    return here.get().projectPath() + "/collaborators";
                },
                problems -> list(CollaboratorList.of(null, null), new Form(who, role, lasts), problems));
    }

    @GET
    @Path("collaborators/ended")
    @Needs(Permission.COLLABORATOR_INVITE)
    public Response ended(@QueryParam("page") String page) {
        if (csv.isAsked()) return EndedGrant.file(csv, database, here.get());
        return Answer.page(Templates.ended(here.get(), EndedGrant.read(database, here.get(), page)));
    }

    @GET
    @Path("collaborators/{collaborator}/end")
    @Needs(Permission.COLLABORATOR_MANAGE)
    public Response end(UUID collaborator) {
        var row = row(collaborator);
        return Answer.page(Templates.end(here.get(), row, Lasting.Form.of(row.ends()), Problems.none()));
    }

    @POST
    @Path("collaborators/{collaborator}/end")
    @Needs(Permission.COLLABORATOR_MANAGE)
    public Response changeEnd(UUID collaborator, @RestForm String lasts, @RestForm String seen) {
        return Answer.change(
                () -> {
                    Collaborator.changeEnd(here.get(), signedIn.get(), collaborator, lasts, seen, access);
                    var row = row(collaborator);
                    var words = say(CollaboratorWords.class);
                    var project = here.get().project().name();
                    flash.say(
                            row.ends() == null
                                    ? words.endsNoMore(row.name(), project)
                                    : words.endsAfter(row.name(), project, Lasting.day(row.ends())));
                    return here.get().projectPath() + "/collaborators";
                },
                problems -> Templates.end(here.get(), row(collaborator), new Lasting.Form(lasts, seen), problems));
    }

    @GET
    @Path("collaborators/{collaborator}/role")
    @Needs(Permission.COLLABORATOR_MANAGE)
    public Response role(UUID collaborator, @QueryParam("role") String chosen) {
        var row = row(collaborator);
        return Answer.page(
                Templates.role(here.get(), row, chosen == null ? row.role().key() : chosen, null));
    }

    @POST
    @Path("collaborators/{collaborator}/role")
    @Needs(Permission.COLLABORATOR_MANAGE)
    public Response changeRole(UUID collaborator, @RestForm String role, @RestForm String seen) {
        return Answer.change(
                () -> {
                    var row = row(collaborator);
                    Collaborator.changeRole(here.get(), signedIn.get(), collaborator, role, seen, access);
                    flash.say(say(CollaboratorWords.class)
                            .roleNow(
                                    row.name(),
                                    here.get().project().name(),
                                    here.get().projectRoleOf(role).name()));
                    return here.get().projectPath() + "/collaborators";
                },
                problems -> Templates.role(here.get(), row(collaborator), role, problems.get("role")));
    }

    @GET
    @Path("collaborators/{collaborator}/removal")
    @Needs(Permission.COLLABORATOR_MANAGE)
    public Response removal(UUID collaborator) {
        return Answer.page(Templates.removal(here.get(), row(collaborator)));
    }

    @POST
    @Path("collaborators/{collaborator}/removal")
    @Needs(Permission.COLLABORATOR_MANAGE)
    public Response remove(UUID collaborator) {
        return Answer.change(() -> {
            var row = row(collaborator);
            Collaborator.remove(here.get(), signedIn.get(), collaborator, access);
            flash.say(say(CollaboratorWords.class)
                    .worksNoLonger(row.name(), here.get().project().name()));
            return row.isSelf(here.get()) ? "/" : here.get().projectPath() + "/collaborators";
        });
    }

    @GET
    @Path("collaboration/removal")
    @Open("Everybody may leave a project that they see")
    public Response leaving() {
        var own = here.get().project().collaborator();
        if (own == null) throw new NotFoundException();
        return Answer.page(Templates.removal(here.get(), row(own)));
    }

    @POST
    @Path("collaboration/removal")
    @Open("Everybody may leave a project that they see")
    public Response leave() {
        return Answer.change(() -> {
            Collaborator.leave(here.get(), signedIn.get(), access);
            flash.say(say(CollaboratorWords.class).left(here.get().project().name()));
            return "/";
        });
    }

    private TemplateInstance list(CollaboratorList asked, Form form, Problems problems) {
        var now = here.get();
        return Templates.list(
                now, asked, asked.read(database, now), CollaboratorList.around(database, now), form, problems);
    }

    private CollaboratorList.Row row(UUID collaborator) {
        return CollaboratorList.one(database, here.get(), collaborator).orElseThrow(NotFoundException::new);
    }
}
