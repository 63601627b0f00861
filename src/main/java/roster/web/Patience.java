package roster.web;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.hibernate.Session;

/**
 * Lets statements take their time that have much to do. All others are given up after seconds (see socketTimeout in
 * application.properties), as the line to the database may be dead.
 */
public final class Patience {
    private static final Duration LONG = Duration.ofMinutes(10);

    private Patience() {}

    /** Does what may take minutes, within the transaction that there is. */
    public static void during(Runnable work) {
        var session = Panache.getEntityManager().unwrap(Session.class);
        var usual = session.doReturningWork(Connection::getNetworkTimeout);
        session.doWork(connection -> limit(connection, (int) LONG.toMillis()));
        work.run();
        session.doWork(connection -> limit(connection, usual));
    }

    private static void limit(Connection connection, int millis) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, millis);
    }

    /** Has migrations take as long as they need. */
    @Singleton
    static class Migrations extends BaseCallback implements FlywayConfigurationCustomizer {
        private int usual;

        @Override
        public void customize(FluentConfiguration configuration) {
            configuration.callbacks(this);
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                var connection = context.getConnection();
                if (event == Event.BEFORE_EACH_MIGRATE) usual = connection.getNetworkTimeout();
                limit(connection, event == Event.BEFORE_EACH_MIGRATE ? (int) LONG.toMillis() : usual);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
