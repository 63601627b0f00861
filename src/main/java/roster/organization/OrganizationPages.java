package roster.organization;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.AccessModels;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Open;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.web.Answer;
import roster.web.Flash;
import roster.web.Problems;

/** Founding an organization, its first page, and its settings. */
@Path("/organizations")
@Authenticated
public class OrganizationPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final AccessModels models;
    private final EntityManager database;
    private final Flash flash;

    OrganizationPages(
            SignedIn signedIn, Here here, Access access, AccessModels models, EntityManager database, Flash flash) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.models = models;
        this.database = database;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "organization")
    static class Templates {
        static native TemplateInstance founding(
                Organization.Founding form, List<AccessModel> models, Problems problems);

        static native TemplateInstance overview(Standing standing, Ownership ownership, Overview numbers);

        static native TemplateInstance settings(Organization.Settings form, Problems problems);

        static native TemplateInstance deletion(
                Standing standing,
                Organization.Contents contents,
                boolean fresh,
                boolean refused,
                String confirm,
                Problems problems);
    }

    @GET
    @Path("new")
    @Open("Everybody may found an organization")
    public Response founding() {
        return Answer.page(
                Templates.founding(new Organization.Founding("", "", "", ""), models.all(), Problems.none()));
    }

    @POST
    @Open("Everybody may found an organization")
    public Response found(
            @RestForm String name, @RestForm String slug, @RestForm String description, @RestForm String model) {
        var form = new Organization.Founding(name, slug, description, model);
        return Answer.change(
                () -> {
                    var path = "/organizations/" + Organization.found(signedIn.get(), form, models);
                    flash.say(say(OrganizationWords.class).founded());
                    return path + "/invitations/new?founded=yes";
                },
                problems -> Templates.founding(form, models.all(), problems));
    }

    @GET
    @Path("{org}")
    @Open("Whoever is inside sees its name and their own access; the rest asks for organization:view (DT-X1)")
    public Response overview() {
        return Answer.page(Templates.overview(
                here.get(),
                Ownership.to(here.get()).filter(offer -> !offer.expired()).orElse(null),
                Overview.read(database, here.get())));
    }

    @GET
    @Path("{org}/settings")
    @Needs(Permission.ORGANIZATION_EDIT)
    public Response settings() {
        return Answer.page(Templates.settings(Organization.Settings.of(here.get()), Problems.none()));
    }

    @POST
    @Path("{org}/settings")
    @Needs(Permission.ORGANIZATION_EDIT)
    public Response change(
            @RestForm String name,
            @RestForm String slug,
            @RestForm String description,
            @RestForm String projectForJoiners,
            @RestForm String takesRequests,
            @RestForm String replyToInviter,
            @RestForm Integer revision) {
        var form = new Organization.Settings(
                name, slug, description, projectForJoiners, takesRequests, replyToInviter, revision);
        return Answer.change(
                () -> {
                    var now = Organization.change(here.get(), signedIn.get(), form, access);
                    flash.say(say(OrganizationWords.class).saved());
                    return "/organizations/" + now + "/settings";
                },
                problems -> Templates.settings(form, problems));
    }

    @GET
    @Path("{org}/deletion")
    @Needs(Permission.ORGANIZATION_DELETE)
    public Response deletion() {
        return Answer.page(deletion(false, "", Problems.none()));
    }

    @POST
    @Path("{org}/deletion")
    @Needs(Permission.ORGANIZATION_DELETE)
    public Response delete(@RestForm String confirm) {
        if (!signedIn.isFresh()) return Answer.page(403, deletion(true, "", Problems.none()));
        return Answer.change(
                () -> {
                    Organization.delete(here.get(), signedIn.get(), confirm, access);
                    flash.say(say(OrganizationWords.class).deleted(here.get().organizationName()));
                    return "/";
                },
                problems -> deletion(false, confirm, problems));
    }

    private TemplateInstance deletion(boolean refused, String confirm, Problems problems) {
        return Templates.deletion(
                here.get(), Organization.contents(here.get()), signedIn.isFresh(), refused, confirm, problems);
    }
}
