package floor;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The first 25 members of an organization by name: one indexed query and one template, for whoever asks. */
@Path("/{organization}")
public class FloorPages {
    private final EntityManager database;

    FloorPages(EntityManager database) {
        this.database = database;
    }

    record Row(String name, String username, String email, String role, Instant since) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<Row> rows);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @SuppressWarnings("unchecked")
    public String list(UUID organization) {
        List<Tuple> rows = database.createNativeQuery("""
                        select a.name, a.username, a.email, m.role, m.since from member m join account a on a.id = m.account_id
                        where m.organization_id = ?1 order by m.sort_name, m.id limit 25""", Tuple.class)
                .setParameter(1, organization)
                .getResultList();
        return Templates.list(rows.stream().map(FloorPages::row).toList()).render();
    }

    private static Row row(Tuple row) {
        return new Row(
                row.get("name", String.class),
                row.get("username", String.class),
                row.get("email", String.class),
                row.get("role", String.class),
                row.get("since", Instant.class));
    }

    /** Hibernate begins with the first entity. */
    @Entity
    static class Account {
        @Id
        UUID id;
    }
}
