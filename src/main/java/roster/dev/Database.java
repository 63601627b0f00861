package roster.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A PostgreSQL server for development and tests, started from the class path. The packaged product does not carry it.
 * The application gets an ordinary role, so that what the schema forbids is forbidden here too.
 */
public final class Database {
    private static final String URL = "quarkus.datasource.jdbc.url";

    private Database() {}

    /** Whether the class path carries a database server: in development and tests it does, in the product never. */
    public static boolean isHere() {
        try {
            Class.forName("io.zonky.test.db.postgres.embedded.EmbeddedPostgres");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Starts the server on the folder {@code .data/postgresql} beside the sources, or joins one that still runs there. */
    public static void startForDevelopment() {
        if (System.getProperty(URL) == null && System.getenv("QUARKUS_DATASOURCE_JDBC_URL") == null) {
            var base = Path.of(System.getProperty("roster.data", ".data")).toAbsolutePath();
            System.setProperty(URL, start(base.resolve("postgresql")));
        }
    }

    /**
     * Starts a server whose data live in the folder, and answers the JDBC address of the database {@code roster} with
     * its user. The server ends with this program.
     */
    public static String start(Path data) {
        var left = stillRunning(data);
        if (left != null) return left;
        try {
            Files.createDirectories(data.getParent());
            var server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("timezone", "UTC")
                    .start();
            prepare(server);
            return url(server.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException("The database in " + data + " did not start", e);
        } catch (SQLException e) {
            throw new IllegalStateException("The database in " + data + " could not be prepared", e);
        }
    }

    private static void prepare(EmbeddedPostgres server) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("select 1 from pg_roles where rolname = 'roster'")
                    .next()) {
                statement.execute("create role roster login");
                statement.execute("create database roster owner roster");
            }
        }
    }

    private static String url(int port) {
        return "jdbc:postgresql://localhost:" + port + "/roster?user=roster";
    }

    /** A program that was killed leaves its server behind; the fourth line of its pid file is the port. */
    private static String stillRunning(Path data) {
        try {
            var pid = data.resolve("postmaster.pid");
            if (!Files.exists(pid)) return null;
            var url = url(Integer.parseInt(Files.readAllLines(pid).get(3).strip()));
            DriverManager.getConnection(url).close();
            return url;
        } catch (IOException | RuntimeException | SQLException e) {
            return null;
        }
    }
}
