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
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.AccessModels;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.web.Answer;
import roster.web.Flash;
import roster.web.Problems;

/** A project goes to somebody else who works on it, or to another organization (EI-15). */
@Path("/organizations/{org}/projects/{project}/transfer")
@Authenticated
public class TransferPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final AccessModels models;
    private final EntityManager database;
    private final Flash flash;

    TransferPages(
            SignedIn signedIn, Here here, Access access, AccessModels models, EntityManager database, Flash flash) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.models = models;
        this.database = database;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "project")
    static class Templates {
        static native TemplateInstance transfer(
                Standing standing, Transfer transfer, String heir, String then, Problems problems);

        static native TemplateInstance move(
                Standing standing, Move move, Move.Form form, boolean fresh, boolean refused, Problems problems);
    }

    /** Where the project could go; or, with an organization chosen, what its going there does. */
    @GET
    @Needs(Permission.PROJECT_DELETE)
    public Response transfer(@QueryParam("to") String to) {
        if (to == null) return Answer.page(transfer(null, null, Problems.none()));
        try {
            var form = new Move.Form(to, here.get().project().slug(), "");
            return Answer.page(move(form, false, Problems.none()));
        } catch (Problems.Invalid e) {
            // That page says why not, beside each organization.
            return Answer.go(here.get().projectPath() + "/transfer");
        }
    }

    @POST
    @Needs(Permission.PROJECT_DELETE)
    public Response handOver(@RestForm String heir, @RestForm String then) {
        return Answer.change(
                () -> {
                    Transfer.handOver(here.get(), signedIn.get(), heir, then, access);
                    flash.say(say(ProjectWords.class)
                            .handedOver(here.get().project().name()));
                    return Transfer.LEAVE.equals(then) ? "/" : here.get().projectPath();
                },
                problems -> transfer(heir, then, problems));
    }

    @POST
    @Path("organization")
    @Needs(Permission.PROJECT_DELETE)
    public Response move(@RestForm String to, @RestForm String slug, @RestForm String confirm) {
        var form = new Move.Form(to, slug, confirm);
        try {
            if (!signedIn.isFresh()) return Answer.page(403, move(form, true, Problems.none()));
            return Answer.change(
                    () -> {
                        var path = Move.carryOut(here.get(), signedIn.get(), form, access);
                        flash.say(say(ProjectWords.class)
                                .isHere(here.get().project().name()));
                        return path;
                    },
                    problems -> move(form, false, problems));
        } catch (Problems.Invalid e) {
            return Answer.page(422, transfer(null, null, e.problems()));
        }
    }

    private TemplateInstance transfer(String heir, String then, Problems problems) {
        return Templates.transfer(here.get(), Transfer.of(database, here.get(), models), heir, then, problems);
    }

    /** @throws Problems.Invalid if the project cannot go to the chosen organization */
    private TemplateInstance move(Move.Form form, boolean refused, Problems problems) {
        var rehearsal = Move.rehearse(database, here.get(), form.to(), access);
        return Templates.move(here.get(), rehearsal, form, signedIn.isFresh(), refused, problems);
    }
}
