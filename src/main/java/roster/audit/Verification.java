package roster.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import roster.audit.Chain.Anchor;

/**
 * Whether the history still says what was written: reads the whole of it once, and holds none of it in memory. Two
 * commands of the program, which start nothing else: {@code anchor} prints where each chain ends, {@code verify} compares
 * every entry with its seal, and the chains with the anchors in the files it is given.
 */
public final class Verification {
    private final Consumer<String> findings;
    private final Map<UUID, TreeMap<Long, String>> anchors = new HashMap<>();
    private long entries;
    private long organizations;

    private UUID organization;
    private TreeMap<Long, String> anchored;
    private long number;
    private byte[] seal;

    private Verification(List<Anchor> anchors, Consumer<String> findings) {
        this.findings = findings;
        for (var anchor : anchors) {
            var other = this.anchors
                    .computeIfAbsent(anchor.organization(), any -> new TreeMap<>())
                    .put(anchor.number(), anchor.seal());
            if (other != null && !other.equals(anchor.seal())) {
                findings.accept("organization " + anchor.organization()
                        + ": two anchors contradict each other at entry " + anchor.number());
            }
        }
    }

    /** Whether the program was called for one of these commands, and not to serve pages. */
    public static boolean isAsked(String... arguments) {
        return arguments.length > 0 && (arguments[0].equals("anchor") || arguments[0].equals("verify"));
    }

    /**
     * Does what {@code anchor} or {@code verify file…} asks.
     *
     * @return the exit code: 0 if all is as it was written, 1 if something is not, 2 if that could not be found out
     */
    public static int run(PrintStream out, String... arguments) {
        try (var database = connect()) {
            if (arguments[0].equals("anchor")) {
                out.println("# Roster's history, " + Instant.now());
                ends(database, out::println);
                return 0;
            }
            var anchors = new ArrayList<Anchor>();
            for (var file : Arrays.asList(arguments).subList(1, arguments.length)) anchors.addAll(read(Path.of(file)));
            var found = new ArrayList<String>();
            var all = verify(database, anchors, found::add);
            found.forEach(out::println);
            out.printf(
                    "%,d entries of %,d organizations, %,d anchors: %s%n",
                    all.entries,
                    all.organizations,
                    anchors.size(),
                    found.isEmpty() ? "all is as it was written" : found.size() + " findings");
            return found.isEmpty() ? 0 : 1;
        } catch (SQLException | IOException | IllegalArgumentException e) {
            out.println("The history cannot be verified: " + e.getMessage());
            return 2;
        }
    }

    /** Says of each place where the history is not what was written; the transaction sees one moment of it. */
    static Verification verify(Connection database, List<Anchor> anchors, Consumer<String> findings)
            throws SQLException {
        var verification = new Verification(anchors, findings);
        try (var statement = database.createStatement()) {
            statement.setFetchSize(1000);
            try (var rows = statement.executeQuery("""
                    select coalesce(e.organization_id, c.organization_id) as organization, e.number, e.seal, e.id, e.at, e.action,
                      e.actor_id, e.actor, e.target_id, e.target, e.details, c.number as last, c.seal as end
                    from audit_entry e full join audit_chain c on c.organization_id = e.organization_id
                    order by 1, 2
                    """)) {
                long last = 0;
                byte[] end = null;
                while (rows.next()) {
                    var next = rows.getObject("organization", UUID.class);
                    if (!next.equals(verification.organization)) {
                        verification.finish(last, end);
                        verification.begin(next);
                    }
                    last = rows.getLong("last");
                    end = rows.getBytes("end");
                    if (rows.getObject("id") != null) verification.follow(rows);
                }
                verification.finish(last, end);
            }
        }
        verification.anchors.forEach((id, left) -> findings.accept("organization " + id + ": its history is missing"));
        return verification;
    }

    private void begin(UUID next) {
        organization = next;
        var known = anchors.remove(next);
        anchored = known == null ? new TreeMap<>() : known;
        organizations++;
        number = 0;
        seal = new byte[0];
    }

    private void follow(ResultSet row) throws SQLException {
        var at = row.getLong("number");
        if (at != number + 1) {
            say(
                    at == number + 2
                            ? "entry " + (at - 1) + " is missing"
                            : "entries " + (number + 1) + " to " + (at - 1) + " are missing");
        }
        var content = Chain.content(
                organization,
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("action"),
                row.getObject("actor_id", UUID.class),
                row.getString("actor"),
                row.getObject("target_id", UUID.class),
                row.getString("target"),
                row.getString("details"));
        var is = row.getBytes("seal");
        if (!Arrays.equals(is, Chain.seal(seal, content)))
            say("entry " + at + " does not follow from what is before it");
        var anchor = anchored.remove(at);
        if (anchor != null && !anchor.equals(Anchor.of(organization, at, is).seal()))
            say("entry " + at + " is not the one of the anchor");
        number = at;
        seal = is;
        entries++;
    }

    private void finish(long last, byte[] end) {
        if (organization == null) return;
        if (last != number || !Arrays.equals(seal, end)) say("ends with entry " + number + ", and not with " + last);
        anchored.keySet().forEach(entry -> say("entry " + entry + " of the anchor is missing"));
    }

    private void say(String what) {
        findings.accept("organization " + organization + ": " + what);
    }

    private static void ends(Connection database, Consumer<Anchor> each) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.setFetchSize(1000);
            try (var rows = statement.executeQuery(
                    "select organization_id, number, seal from audit_chain order by organization_id")) {
                while (rows.next()) {
                    each.accept(Anchor.of(rows.getObject(1, UUID.class), rows.getLong(2), rows.getBytes(3)));
                }
            }
        }
    }

    private static List<Anchor> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Anchor::parse)
                    .toList();
        }
    }

    private static Connection connect() throws SQLException {
        var config = ConfigProvider.getConfig();
        var url = config.getOptionalValue("quarkus.datasource.jdbc.url", String.class)
                .orElseThrow(() -> new IllegalArgumentException("set quarkus.datasource.jdbc.url"));
        var user = config.getOptionalValue("quarkus.datasource.username", String.class);
        var database = user.isEmpty()
                ? DriverManager.getConnection(url)
                : DriverManager.getConnection(
                        url,
                        user.get(),
                        config.getOptionalValue("quarkus.datasource.password", String.class)
                                .orElse(null));
        database.setReadOnly(true);
        database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        database.setAutoCommit(false);
        return database;
    }
}
