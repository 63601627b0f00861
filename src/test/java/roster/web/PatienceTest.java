package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Event;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PatienceTest {
    @Inject
    EntityManager database;

    @Inject
    Flyway flyway;

    @Test
    void only_what_has_much_to_do_is_waited_for() {
        var waits = new ArrayList<Integer>();
        QuarkusTransaction.requiringNew().run(() -> {
            waits.add(wait(database));
            Patience.during(() -> waits.add(wait(database)));
            waits.add(wait(database));
        });
        assertThat(waits).as("milliseconds").isEqualTo(List.of(30_000, 600_000, 30_000));
    }

    @Test
    void migrations_are_waited_for() {
        assertThat(flyway.getConfiguration().getCallbacks())
                .extracting(Callback::getCallbackName)
                .contains("Migrations");
        assertThat(flyway.getConfiguration().getCallbacks())
                .anyMatch(callback -> callback.supports(Event.BEFORE_EACH_MIGRATE, null)
                        && callback.supports(Event.AFTER_EACH_MIGRATE, null));
    }

    private static int wait(EntityManager database) {
        return database.unwrap(Session.class).doReturningWork(Connection::getNetworkTimeout);
    }
}
