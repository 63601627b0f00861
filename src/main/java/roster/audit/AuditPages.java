package roster.audit;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Permission;
import roster.access.Standing;
import roster.web.Answer;
import roster.web.Csv;
import roster.web.Paged;

/** What happened in an organization, by whom, when. */
@Path("/organizations/{org}/audit")
@Authenticated
public class AuditPages {
    private final Here here;
    private final EntityManager database;
    private final Csv csv;

    AuditPages(Here here, EntityManager database, Csv csv) {
        this.here = here;
        this.database = database;
        this.csv = csv;
    }

    @CheckedTemplate(basePath = "audit")
    static class Templates {
        static native TemplateInstance list(
                Standing standing, AuditList asked, AuditAction[] actions, Paged<AuditEntry> page, Chain.Anchor anchor);
    }

    @GET
    @Needs(Permission.AUDIT_VIEW)
    public Response list(
            @QueryParam("who") String who, @QueryParam("action") String action, @QueryParam("page") String page) {
        var asked = AuditList.of(who, action, page);
        if (csv.isAsked()) return asked.file(csv, database, here.get());
        return Answer.page(Templates.list(
                here.get(),
                asked,
                AuditAction.values(),
                asked.read(database, here.get()),
                Chain.end(here.get().organization())));
    }
}
