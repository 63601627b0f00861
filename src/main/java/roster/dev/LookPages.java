package roster.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import roster.access.Open;
import roster.web.Answer;
import roster.web.Problems;

/** What pages are made of: every part in all its states, and the tokens. No build but that of development has it. */
@Path("/dev/look")
@IfBuildProfile("dev")
public class LookPages {
    @CheckedTemplate(basePath = "dev")
    static class Templates {
        static native TemplateInstance look(
                Palette palette, Problems problems, Problems none, Instant now, Instant soon, Instant over);
    }

    @GET
    @PermitAll
    @Open("Development only")
    public Response look() {
        var problems = Problems.none();
        problems.add("name", "Write a name of 2 to 80 characters.");
        problems.add("access", "Choose a role.");
        var now = Instant.now();
        return Answer.page(Templates.look(
                Palette.read(),
                problems,
                Problems.none(),
                now,
                now.plus(Duration.ofDays(5)),
                now.minus(Duration.ofDays(5))));
    }

    /** The colours on that page, as a style sheet: the pages' policy allows no style in a page. */
    @GET
    @Path("colours.css")
    @Produces("text/css")
    @PermitAll
    @Open("Development only")
    public String colours() {
        return Palette.read().all().stream()
                .map(colour -> ".of-%1$s { fill: var(--%1$s) }".formatted(colour.name()))
                .collect(Collectors.joining(
                        "\n", ".light { color-scheme: light }\n.dark { color-scheme: dark }\n", "\n"));
    }
}
