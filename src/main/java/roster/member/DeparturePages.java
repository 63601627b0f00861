package roster.member;

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
import java.util.UUID;
import roster.access.Access;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.web.Answer;
import roster.web.Csv;
import roster.web.Flash;
import roster.web.Paged;

/** Who was removed from an organization lately, and the way to undo it. */
@Path("/organizations/{org}/departures")
@Authenticated
public class DeparturePages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final EntityManager database;
    private final Flash flash;
    private final Csv csv;

    DeparturePages(SignedIn signedIn, Here here, Access access, EntityManager database, Flash flash, Csv csv) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.database = database;
        this.flash = flash;
        this.csv = csv;
    }

    @CheckedTemplate(basePath = "member")
    static class Templates {
        static native TemplateInstance departures(Standing standing, Paged<Departure> page);
    }

    /** The address of the button that undoes a removal. */
    static String undoing(Standing here, UUID departure) {
        return here.path() + "/departures/" + departure + "/undoing";
    }

    @GET
    @Needs(Permission.MEMBER_MANAGE)
    public Response list(@QueryParam("page") String page) {
        var asked = DepartureList.of(page);
        if (csv.isAsked()) return DepartureList.file(csv, database, here.get());
        return Answer.page(Templates.departures(here.get(), asked.read(database, here.get())));
    }

    @POST
    @Path("{departure}/undoing")
    @Needs(Permission.MEMBER_MANAGE)
    public Response undo(UUID departure) {
        return Answer.change(() -> {
            var undoing = Departure.undo(here.get(), signedIn.get(), departure, access);
            var words = say(MemberWords.class);
            if (undoing.lost().isEmpty()) flash.say(words.everythingBack(undoing.name()));
            else flash.problem(words.backNotWithAll(undoing.name(), String.join(" ", undoing.lost())));
            return here.get().path() + "/members";
        });
    }
}
