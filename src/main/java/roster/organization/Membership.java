package roster.organization;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import roster.access.Access;
import roster.access.AccessModels;
import roster.account.Person;

/** One of a person's organizations, as their home page lists it. */
public record Membership(String slug, String name, String role) {
    private static final int MOST = 200;

    /** Finds the organizations of a person. */
    @ApplicationScoped
    public static class Finder {
        private final EntityManager database;
        private final AccessModels models;

        Finder(EntityManager database, AccessModels models) {
            this.database = database;
            this.models = models;
        }

        /** At most 200, by name. */
        @SuppressWarnings("unchecked")
        public List<Membership> of(Person person) {
            List<Tuple> rows = database.createNativeQuery("""
                            select o.slug, o.name, o.model, %s from member m join organization o on o.id = m.organization_id
                            where m.account_id = ?1 order by lower(o.name), o.id limit %d""".formatted(Access.PRESENT, MOST), Tuple.class)
                    .setParameter(1, person.id())
                    .getResultList();
            return rows.stream()
                    .flatMap(row -> Access.present(models.get(row.get("model", String.class)), row)
                            .map(role -> new Membership(
                                    row.get("slug", String.class), row.get("name", String.class), role.name()))
                            .stream())
                    .toList();
        }
    }
}
