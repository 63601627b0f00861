package roster.request;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.UUID;
import roster.access.Access;
import roster.account.Person;
import roster.web.Conflict;
import roster.web.OneColumn;

/**
 * Asking for access at an address, of which nobody says whether there is anything. Attempts are counted whether or not
 * there is, so that no limit tells it either.
 */
final class Asking {
    private static final int MOST_A_DAY = 5;

    private Asking() {}

    /**
     * Counts an attempt, in a transaction of its own: it locks the account, which others do only after the organization.
     *
     * @return whether the person may still ask today
     */
    static boolean attempt(Person person) {
        return QuarkusTransaction.requiringNew().call(() -> {
            write("select 1 from account where id = ?1 for no key update", person, false);
            write("delete from asking where account_id = ?1 and at <= now() - interval '1 day'", person, true);
            return write(
                            "insert into asking select ?1, now() where (select count(*) from asking where account_id = ?1) < "
                                    + MOST_A_DAY,
                            person,
                            true)
                    == 1;
        });
    }

    /** Asks to join the organization of this slug, where there is one that takes requests. Needs a transaction. */
    static void ask(Person person, String slug, String message, Access access) {
        for (var organization : takers(slug)) {
            try {
                var role = access.model(organization).defaultRole();
                AccessRequest.askToJoin(organization, person, role, message, access);
            } catch (Conflict | NotFoundException e) {
                // Whoever asks learns nothing of it.
            }
        }
    }

    private static List<UUID> takers(String slug) {
        return OneColumn.of(
                        Panache.getEntityManager(),
                        "select id from organization where slug = ?1 and takes_requests",
                        UUID.class)
                .setParameter(1, slug)
                .getResultList();
    }

    private static int write(String statement, Person person, boolean changes) {
        var query = Panache.getEntityManager().createNativeQuery(statement).setParameter(1, person.id());
        return changes ? query.executeUpdate() : query.getResultList().size();
    }
}
