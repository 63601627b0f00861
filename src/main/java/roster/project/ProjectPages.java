package roster.project;

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
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Open;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.collaborator.CollaboratorList;
import roster.web.Answer;
import roster.web.Csv;
import roster.web.Flash;
import roster.web.Paged;
import roster.web.Problems;

/** An organization's projects: the list, a new one, its page, its settings, its end. */
@Path("/organizations/{org}/projects")
@Authenticated
public class ProjectPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final EntityManager database;
    private final Flash flash;
    private final Csv csv;

    ProjectPages(SignedIn signedIn, Here here, Access access, EntityManager database, Flash flash, Csv csv) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.database = database;
        this.flash = flash;
        this.csv = csv;
    }

    @CheckedTemplate(basePath = "project")
    static class Templates {
        static native TemplateInstance list(Standing standing, ProjectList asked, Paged<ProjectList.Row> page);

        static native TemplateInstance creation(Standing standing, Project.Form form, Problems problems);

        static native TemplateInstance overview(Standing standing, CollaboratorList.Glance people, Problems problems);

        static native TemplateInstance settings(Standing standing, Project.Form form, Problems problems);

        static native TemplateInstance visibility(Standing standing, Visibility rehearsal, Problems problems);

        static native TemplateInstance deletion(Standing standing, String confirm, Problems problems);
    }

    @GET
    @Open("Everybody inside sees the projects they have access to, and no others")
    public Response list(
            @QueryParam("q") String q,
            @QueryParam("visibility") String visibility,
            @QueryParam("tag") String tag,
            @QueryParam("page") String page) {
        var asked = ProjectList.of(q, visibility, tag, page);
        if (csv.isAsked()) return asked.file(csv, database, here.get());
        return Answer.page(Templates.list(here.get(), asked, asked.read(database, here.get())));
    }

    @GET
    @Path("new")
    @Needs(Permission.PROJECT_CREATE)
    public Response creation() {
        return Answer.page(Templates.creation(
                here.get(), new Project.Form("", "", "", "", Project.PRIVATE, null), Problems.none()));
    }

    @POST
    @Needs(Permission.PROJECT_CREATE)
    public Response create(
            @RestForm String name,
            @RestForm String slug,
            @RestForm String description,
            @RestForm String tags,
            @RestForm String visibility) {
        var form = new Project.Form(name, slug, description, tags, visibility, null);
        return Answer.change(
                () -> {
                    var created = Project.create(here.get(), signedIn.get(), form, access);
                    flash.say(say(ProjectWords.class).created());
                    return here.get().path() + "/projects/" + created;
                },
                problems -> Templates.creation(here.get(), form, problems));
    }

    @GET
    @Path("{project}")
    @Needs(Permission.PROJECT_VIEW)
    public Response overview() {
        return Answer.page(
                Templates.overview(here.get(), CollaboratorList.glance(database, here.get()), Problems.none()));
    }

    @GET
    @Path("{project}/settings")
    @Needs(Permission.PROJECT_EDIT)
    public Response settings() {
        var project = here.get().project();
        var form = new Project.Form(
                project.name(),
                project.slug(),
                project.description(),
                Project.joined(project.tags()),
                "",
                project.revision());
        return Answer.page(Templates.settings(here.get(), form, Problems.none()));
    }

    @POST
    @Path("{project}/settings")
    @Needs(Permission.PROJECT_EDIT)
    public Response change(
            @RestForm String name,
            @RestForm String slug,
            @RestForm String description,
            @RestForm String tags,
            @RestForm Integer revision) {
        var form = new Project.Form(name, slug, description, tags, "", revision);
        return Answer.change(
                () -> {
                    var now = Project.change(here.get(), signedIn.get(), form, access);
                    flash.say(say(ProjectWords.class).saved());
                    return here.get().path() + "/projects/" + now + "/settings";
                },
                problems -> Templates.settings(here.get(), form, problems));
    }

    @GET
    @Path("{project}/visibility")
    @Needs(Permission.COLLABORATOR_MANAGE)
    public Response visibility() {
        return Answer.page(visibility(Problems.none()));
    }

    @POST
    @Path("{project}/visibility")
    @Needs(Permission.COLLABORATOR_MANAGE)
    public Response changeVisibility(@RestForm String visibility, @RestForm("keep") List<String> keep) {
        return Answer.change(
                () -> {
                    var name = here.get().project().name();
                    if (Project.PUBLIC.equals(visibility)) {
                        Visibility.publish(here.get(), signedIn.get(), access);
                        flash.say(say(ProjectWords.class).isOpen(name));
                    } else if (Project.PRIVATE.equals(visibility)) {
                        Visibility.makePrivate(here.get(), signedIn.get(), keep == null ? List.of() : keep, access);
                        flash.say(say(ProjectWords.class).isClosed(name));
                    } else {
                        throw new Problems.Invalid(Problems.none()
                                .add("visibility", say(ProjectWords.class).chooseVisibility()));
                    }
                    return here.get().projectPath() + "/collaborators";
                },
                this::visibility);
    }

    private TemplateInstance visibility(Problems problems) {
        return Templates.visibility(here.get(), Visibility.rehearse(database, here.get()), problems);
    }

    @GET
    @Path("{project}/deletion")
    @Needs(Permission.PROJECT_DELETE)
    public Response deletion() {
        return Answer.page(Templates.deletion(here.get(), "", Problems.none()));
    }

    @POST
    @Path("{project}/deletion")
    @Needs(Permission.PROJECT_DELETE)
    public Response delete(@RestForm String confirm) {
        return Answer.change(
                () -> {
                    Project.delete(here.get(), signedIn.get(), confirm, access);
                    flash.say(
                            say(ProjectWords.class).deleted(here.get().project().name()));
                    return here.get().path() + "/projects";
                },
                problems -> Templates.deletion(here.get(), confirm, problems));
    }
}
