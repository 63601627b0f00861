package roster.access;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import roster.web.Answer;
import roster.web.Keyset;

/** The law of an organization, and what it makes of one person. */
@Path("/organizations/{org}")
@Authenticated
public class AccessPages {
    private final Here here;
    private final Access access;
    private final AccessModels models;
    private final EntityManager database;

    AccessPages(Here here, Access access, AccessModels models, EntityManager database) {
        this.here = here;
        this.access = access;
        this.models = models;
        this.database = database;
    }

    /**
     * What somebody asked to compare; each is the key of a role or a model, or empty.
     *
     * @param problem what is wrong with it, as a sentence, or null
     */
    record Asked(String compare, String with, String model, String problem) {
        Asked because(String sentence) {
            return new Asked(compare, with, model, sentence);
        }
    }

    @CheckedTemplate(basePath = "access")
    static class Templates {
        static native TemplateInstance law(
                Standing standing,
                List<Law> laws,
                Matrix matrix,
                Map<String, String> own,
                List<AccessModel> models,
                Asked asked);

        static native TemplateInstance comparison(
                Standing standing, Comparison comparison, List<AccessModel> models, Asked asked);

        static native TemplateInstance person(Standing standing, Explanation person);
    }

    @GET
    @Path("access")
    @Open("Everybody inside may read the law that binds them")
    public Response law(
            @QueryParam("compare") String compare, @QueryParam("with") String with, @QueryParam("model") String model) {
        var asked = new Asked(text(compare), text(with), text(model), null);
        var own = here.get().model();
        if (!asked.model().isEmpty()) {
            var other = models.find(asked.model());
            if (other.isEmpty()) return law(Matrix.of(own), asked.because("There is no such access model."));
            if (other.get().equals(own)) {
                return law(Matrix.of(own), asked.because("This organization follows that model itself."));
            }
            return Answer.page(Templates.comparison(here.get(), Comparison.of(own, other.get()), models.all(), asked));
        }
        if (asked.compare().isEmpty() && asked.with().isEmpty()) return law(Matrix.of(own), asked);
        var one = own.role(asked.compare());
        var other = own.role(asked.with());
        if (one.isEmpty() || other.isEmpty()) {
            return law(Matrix.of(own), asked.because("Choose two of the roles of this organization."));
        }
        var matrix = Matrix.of(own, one.get(), other.get());
        return matrix.isEmpty() ? law(Matrix.of(own), asked.because(same(one.get(), other.get()))) : law(matrix, asked);
    }

    @GET
    @Path("people/{account}")
    @Open("Everybody sees their own access; that of others, whoever may see the members")
    public Response person(UUID account, @QueryParam("page") String page) {
        return Answer.page(Templates.person(here.get(), access.explain(here.get(), account, Keyset.parse(page))));
    }

    private Response law(Matrix matrix, Asked asked) {
        var standing = here.get();
        return Answer.page(Templates.law(
                standing, Law.of(standing.model()), matrix, Matrix.own(standing, database), models.all(), asked));
    }

    private static String same(AccessModel.Role one, AccessModel.Role other) {
        return one.equals(other)
                ? "Choose two different roles."
                : one.name() + " and " + other.name() + " may do the same.";
    }

    private static String text(String typed) {
        return typed == null ? "" : typed.strip();
    }
}
