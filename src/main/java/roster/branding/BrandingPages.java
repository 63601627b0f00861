package roster.branding;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import roster.access.Access;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.web.Answer;
import roster.web.Flash;
import roster.web.Problems;
import roster.web.Upload;

/** Where an organization gets its look. */
@Path("/organizations/{org}/branding")
@Authenticated
public class BrandingPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final Flash flash;

    BrandingPages(SignedIn signedIn, Here here, Access access, Flash flash) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "branding")
    static class Templates {
        static native TemplateInstance form(Standing standing, Branding.Form form, Problems problems);
    }

    @GET
    @Needs(Permission.BRANDING_EDIT)
    public Response form() {
        return Answer.page(Templates.form(here.get(), Branding.Form.of(here.get()), Problems.none()));
    }

    @POST
    @Needs(Permission.BRANDING_EDIT)
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response change(
            @RestForm String accent, @RestForm FileUpload file, @RestForm String bare, @RestForm Integer revision) {
        var form = new Branding.Form(accent, Upload.content(file, Logo.MOST_BYTES), bare != null, revision);
        return Answer.change(
                () -> {
                    if (Branding.change(here.get(), signedIn.get(), form, access)) {
                        flash.say(say(BrandingWords.class).changed());
                    }
                    return here.get().path() + "/branding";
                },
                problems -> Templates.form(here.get(), form, problems));
    }
}
