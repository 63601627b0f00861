package roster.request;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.Open;
import roster.account.SignedIn;
import roster.organization.Slug;
import roster.web.Answer;
import roster.web.Flash;
import roster.web.Problems;
import roster.web.Text;

/** Asking for access, from the page that says that there is nothing. Its answer is the same whether or not there is. */
@Path("/requests")
@Authenticated
public class AskPages {
    private final SignedIn signedIn;
    private final Access access;
    private final Flash flash;

    AskPages(SignedIn signedIn, Access access, Flash flash) {
        this.signedIn = signedIn;
        this.access = access;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "request")
    static class Templates {
        static native TemplateInstance nothing(String slug, String message, String problem);
    }

    /** What a stranger sees at an address of this organization, and at one of none. */
    public static TemplateInstance nothing(String slug) {
        return Templates.nothing(slug, "", null);
    }

    @POST
    @Open("Anybody may ask, and nobody learns from the answer whether there is anything")
    public Response ask(@RestForm String slug, @RestForm String message) {
        if (!Slug.fits(slug)) throw new NotFoundException();
        var person = signedIn.get();
        return Answer.change(
                () -> {
                    var problems = Problems.none();
                    var text = Text.lines(problems, "message", message, AccessRequest.LONGEST_MESSAGE);
                    problems.stop();
                    if (person.verifiedAddress().isEmpty()) {
                        flash.problem(say(RequestWords.class).verifyToAsk());
                    } else if (!Asking.attempt(person)) {
                        flash.problem(say(RequestWords.class).enoughToday());
                    } else {
                        Asking.ask(person, slug, text, access);
                        flash.say(say(RequestWords.class).maybeTold());
                    }
                    return "/organizations/" + slug;
                },
                problems -> Templates.nothing(slug, message, problems.get("message")));
    }
}
