package roster.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Tuple;
import java.util.List;
import roster.access.AccessModels;
import roster.access.Standing;
import roster.account.Person;
import roster.web.OneColumn;

/** How many requests wait for a person's answer in one of their organizations. */
public record Waiting(String slug, String organization, long requests) {
    private static final int MOST = 200;

    /** Counts them, each time with one statement. */
    @Named("waiting")
    @ApplicationScoped
    public static class Counter {
        private final EntityManager database;
        private final Answerers answerers;

        Counter(EntityManager database, AccessModels models) {
            this.database = database;
            this.answerers = Answerers.under(models.all());
        }

        /** Where requests wait for the person, by name; at most 200 organizations. */
        @SuppressWarnings("unchecked")
        public List<Waiting> of(Person person) {
            var query = database.createNativeQuery("""
                    select o.slug, o.name, count(*) as requests from member m join organization o on o.id = m.organization_id
                    join access_request r on r.organization_id = o.id
                    where m.account_id = :account and %s
                    group by o.id order by lower(o.name), o.id limit %d""".formatted(Answerers.CONDITION, MOST), Tuple.class);
            List<Tuple> rows =
                    answerers.in(query).setParameter("account", person.id()).getResultList();
            return rows.stream()
                    .map(row -> new Waiting(
                            row.get("slug", String.class),
                            row.get("name", String.class),
                            row.get("requests", Long.class)))
                    .toList();
        }

        /** How many wait for this person here; none where the database does not say, for the page of that failure asks too. */
        public long count(Standing here) {
            if (!here.asked()) return 0;
            var query = OneColumn.of(database, """
                    select count(*) from member m join organization o on o.id = m.organization_id
                    join access_request r on r.organization_id = o.id
                    where m.organization_id = :organization and m.id = :member and %s""".formatted(Answerers.CONDITION), Long.class);
            try {
                return (Long) answerers
                        .in(query)
                        .setParameter("organization", here.organization())
                        .setParameter("member", here.member())
                        .getSingleResult();
            } catch (PersistenceException e) {
                return 0;
            }
        }
    }
}
