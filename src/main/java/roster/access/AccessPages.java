package roster.access;

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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestForm;
import roster.account.SignedIn;
import roster.collaborator.Collaborator;
import roster.web.Answer;
import roster.web.Csv;
import roster.web.Flash;
import roster.web.Keyset;
import roster.web.Problems;

/** The law of an organization, and what it makes of one person. */
@Path("/organizations/{org}")
@Authenticated
public class AccessPages {
    private final Here here;
    private final Access access;
    private final AccessModels models;
    private final EntityManager database;
    private final SignedIn signedIn;
    private final Flash flash;
    private final Csv csv;
    private final Clock clock;

    AccessPages(
            Here here,
            Access access,
            AccessModels models,
            EntityManager database,
            SignedIn signedIn,
            Flash flash,
            Csv csv,
            Clock clock) {
        this.csv = csv;
        this.clock = clock;
        this.signedIn = signedIn;
        this.flash = flash;
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

        /** The address of the table as a file. */
        public String file() {
            if (problem != null) return "?format=csv";
            if (!model.isEmpty()) return "?format=csv&model=" + model;
            return "?format=csv" + (compare.isEmpty() ? "" : "&compare=" + compare + "&with=" + with);
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
                Asked asked,
                Instant now);

        static native TemplateInstance comparison(
                Standing standing, Comparison comparison, List<AccessModel> models, Asked asked, Instant now);

        static native TemplateInstance person(Standing standing, Explanation person, Problems problems, Instant now);
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
            if (other.isEmpty()) return law(Matrix.of(own), asked.because(words().noSuchModel()));
            if (other.get().equals(own)) {
                return law(Matrix.of(own), asked.because(words().sameModel()));
            }
            var comparison = Comparison.of(own, other.get());
            if (csv.isAsked()) return comparison.file(csv);
            return Answer.page(Templates.comparison(here.get(), comparison, models.all(), asked, clock.instant()));
        }
        if (asked.compare().isEmpty() && asked.with().isEmpty()) return law(Matrix.of(own), asked);
        var one = own.role(asked.compare());
        var other = own.role(asked.with());
        if (one.isEmpty() || other.isEmpty()) {
            return law(Matrix.of(own), asked.because(words().chooseTwoRoles()));
        }
        var matrix = Matrix.of(own, one.get(), other.get());
        return matrix.isEmpty() ? law(Matrix.of(own), asked.because(same(one.get(), other.get()))) : law(matrix, asked);
    }

    @GET
    @Path("people/{account}")
    @Open("Everybody sees their own access; that of others, whoever may see the members")
    public Response person(UUID account, @QueryParam("page") String page) {
        return csv.isAsked() ? file(account) : Answer.page(person(account, page, Problems.none()));
    }

    @POST
    @Path("people/{account}/projects")
    @Needs(Permission.MEMBER_MANAGE)
    public Response change(
            UUID account,
            @RestForm("project") List<String> projects,
            @RestForm("projectRole") List<String> projectRoles,
            @RestForm("projectSeen") List<String> seen) {
        return Answer.change(
                () -> {
                    var wishes = wishes(projects, projectRoles, seen);
                    var changed = Collaborator.changeAll(here.get(), signedIn.get(), account, wishes, access);
                    flash.say(words().changedInProjects(changed));
                    return here.get().path() + (isHere(account) ? "/people/" + account : "/members");
                },
                problems -> person(account, null, problems));
    }

    private TemplateInstance person(UUID account, String page, Problems problems) {
        return Templates.person(
                here.get(), access.explain(here.get(), account, Keyset.parse(page)), problems, clock.instant());
    }

    private Response file(UUID account) {
        var standing = here.get();
        var first = access.explain(standing, account, null);
        return GrantList.file(csv, from -> from == null ? first : access.explain(standing, account, from));
    }

    /** Somebody from outside is gone with their last project. */
    private boolean isHere(UUID account) {
        return access.standing(account, here.get().organization()).isPresent();
    }

    private static List<Collaborator.Wish> wishes(List<String> projects, List<String> roles, List<String> seen) {
        var count = projects == null ? 0 : projects.size();
        var unseen = seen == null || seen.isEmpty();
        if (count == 0 || roles == null || roles.size() != count || !unseen && seen.size() != count) {
            throw new Problems.Invalid(Problems.none().add("project", words().chooseRoles()));
        }
        return IntStream.range(0, count)
                .mapToObj(i -> new Collaborator.Wish(projects.get(i), roles.get(i), unseen ? "" : seen.get(i)))
                .toList();
    }

    private Response law(Matrix matrix, Asked asked) {
        var standing = here.get();
        if (csv.isAsked() && asked.problem() == null) return matrix.file(csv);
        return Answer.page(Templates.law(
                standing,
                Law.of(standing.model()),
                matrix,
                Matrix.own(standing, database),
                models.all(),
                asked,
                clock.instant()));
    }

    private static String same(AccessModel.Role one, AccessModel.Role other) {
        return one.equals(other) ? words().chooseDifferentRoles() : words().sameRights(one.name(), other.name());
    }

    private static AccessWords words() {
        return say(AccessWords.class);
    }

    private static String text(String typed) {
        return typed == null ? "" : typed.strip();
    }
}
