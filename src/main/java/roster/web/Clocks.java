package roster.web;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * The time by which everything is decided and written down: the database's, as all nodes have that in common. A node whose
 * own clock is right to the second goes by its own; one whose clock is wrong knows by how much.
 */
@Singleton
public class Clocks {
    private static final Duration RIGHT = Duration.ofSeconds(1);

    /** What is to be added to the time of this machine. */
    private static volatile Duration correction = Duration.ZERO;

    private final DataSource database;

    Clocks(DataSource database) {
        this.database = database;
    }

    /** What time it is. */
    public static Instant now() {
        return Instant.now().plus(correction);
    }

    /** What is to be added to the time of this machine; nothing, mostly. */
    public static Duration correction() {
        return correction;
    }

    /** The same, to be injected. */
    @Produces
    @Singleton
    Clock clock() {
        return new Corrected();
    }

    void start(@Observes StartupEvent event) {
        compare();
    }

    /** Looks at the database's clock; while that cannot be read, what was seen last holds. */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void compare() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            read(statement);
            var before = Instant.now();
            var there = read(statement);
            var after = Instant.now();
            // An answer that was long on its way says little.
            if (Duration.between(before, after).compareTo(RIGHT) < 0) correct(Duration.between(before, there));
        } catch (SQLException e) {
            Log.debugf(e, "The database's clock could not be read");
        }
    }

    private static void correct(Duration difference) {
        var now = difference.abs().compareTo(RIGHT) <= 0 ? Duration.ZERO : difference;
        if (now.minus(correction).abs().compareTo(RIGHT) > 0) {
            Log.warnf("This machine's clock differs from the database's, which counts, by %s", now);
        }
        correction = now;
    }

    private static Instant read(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select clock_timestamp()")) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static final class Corrected extends Clock {
        @Override
        public Instant instant() {
            return now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.systemUTC().withZone(zone);
        }
    }
}
