package roster.rig;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL that counts the statements it carries out and their time; on a folder of its own, which goes with it. */
final class BenchDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Connection connection;
    private final long process;

    BenchDatabase(Path data) throws IOException, SQLException {
        Files.createDirectories(data.getParent());
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("max_connections", "100")
                .setServerConfig("timezone", "UTC")
                // As an installation keeps its data, and unlike the database of the tests.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                // What a server with some GB of memory is given.
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("maintenance_work_mem", "512MB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("pg_stat_statements.track_planning", "on")
                .start();
        process = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        try (var first = server.getPostgresDatabase().getConnection()) {
            first.createStatement().execute("create role roster login");
            first.createStatement().execute("create database roster owner roster");
        }
        connection = DriverManager.getConnection(url("postgres"));
        execute("create extension pg_stat_statements");
    }

    /** The JDBC address of the database for this role. */
    String url(String role) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/roster?user=" + role;
    }

    /** Statements that the program had carried out, and milliseconds that they took. */
    record Work(long statements, double millis) {}

    void forget() throws SQLException {
        execute("select pg_stat_statements_reset()");
    }

    /** The work since {@link #forget}; to begin and to end a transaction is none. */
    Work work() throws SQLException {
        var row = rows("""
                select coalesce(sum(calls), 0), coalesce(sum(total_exec_time + total_plan_time), 0) from pg_stat_statements
                where userid = 'roster'::regrole and query !~* '^(begin|commit|rollback|set|show)'""").get(0);
        return new Work(((Number) row.get(0)).longValue(), ((Number) row.get(1)).doubleValue());
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<List<Object>> rows(String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
            var rows = new ArrayList<List<Object>>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var row = new ArrayList<>();
                    for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) row.add(result.getObject(i));
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    String one(String sql, Object... parameters) throws SQLException {
        return rows(sql, parameters).get(0).get(0).toString();
    }

    long process() {
        return process;
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        server.close();
    }
}
