package roster.access;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import roster.web.Answer;
import roster.web.Csv;

/** Who has access to which project, at one look. */
@Path("/organizations/{org}/access/map")
@Authenticated
public class MapPages {
    private final Here here;
    private final EntityManager database;
    private final Csv csv;

    MapPages(Here here, EntityManager database, Csv csv) {
        this.here = here;
        this.database = database;
        this.csv = csv;
    }

    @CheckedTemplate(basePath = "access")
    static class Templates {
        static native TemplateInstance map(Standing standing, AccessMap map);
    }

    @GET
    @Open("Everybody sees their own row; those of others, whoever may see the members")
    public Response map(
            @QueryParam("q") String q,
            @QueryParam("project") String project,
            @QueryParam("role") String role,
            @QueryParam("page") String page,
            @QueryParam("projects") String projects) {
        var asked = AccessMap.Asked.of(q, project, role, page, projects);
        if (csv.isAsked()) return AccessMap.file(csv, database, here.get(), asked);
        return Answer.page(Templates.map(here.get(), AccessMap.read(database, here.get(), asked)));
    }
}
