package roster.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import roster.dev.Database;

/** A PostgreSQL server with the safety of production, which can fail at any moment and come again on the same data. */
final class Postgres implements AutoCloseable {
    private final Path data;
    private final int port = Program.freePort();
    private final List<String> command = new ArrayList<>();
    private volatile Process process;

    /** Makes a cluster in the folder, with what the program needs, and starts it. */
    Postgres(Path data) {
        this.data = data.toAbsolutePath();
        Database.start(this.data);
        var maker = ProcessHandle.of(pid()).orElseThrow();
        var binary = maker.info().command().orElseThrow();
        maker.destroy();
        maker.onExit().join();
        // PostgreSQL does not run as root; in a namespace of its own it takes root for somebody else.
        if (System.getProperty("user.name").equals("root")) command.addAll(List.of("unshare", "-U"));
        command.addAll(List.of(binary, "-D", this.data.toString(), "-p", String.valueOf(port)));
        // The server of the other tests answers before a change is on the disk, and so loses some when it is killed.
        for (var setting : List.of(
                "fsync=on",
                "synchronous_commit=" + System.getProperty("rig.synchronous", "on"),
                "listen_addresses=127.0.0.1",
                "max_wal_size=128MB",
                "max_connections=200",
                "timezone=UTC",
                "track_commit_timestamp=on")) {
            command.addAll(List.of("-c", setting));
        }
        start();
    }

    int port() {
        return port;
    }

    Path data() {
        return data;
    }

    /** Waits until the server has helped itself, and starts it if it has given up. */
    void recover() {
        for (var i = 0; i < 500 && process.isAlive() && !answers(); i++) Program.pause(20);
        if (!process.isAlive()) start();
    }

    private boolean answers() {
        try {
            connect().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** The address at which a program reaches the database that answers at this port. */
    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/roster?user=roster";
    }

    /** Starts the server, and waits until it answers. */
    void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            data.resolveSibling("postgres.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!answers()) {
            if (System.nanoTime() > end) throw new IllegalStateException("PostgreSQL did not start");
            Program.pause(20);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(port));
    }

    /** kill -9 of each of its processes, as when the machine fails. */
    void kill() {
        var all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    private long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
