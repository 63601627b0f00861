package roster.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import roster.MoodyServer;
import roster.Visitor;

/**
 * Two nodes of the packaged program on one PostgreSQL, behind a proxy that asks them in turn, with a mail server and a
 * provider of sign-ins; and all that can befall them.
 */
final class Rig implements AutoCloseable {
    private static final Pattern FAILURE = Pattern.compile("^\\S+ \\S+ ERROR .*");
    private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    /** Without the last one, waits of the virtual machine end at once. */
    private static final Map<String, String> WRONG_CLOCK =
            Map.of("LD_PRELOAD", FAKETIME.toString(), "DONT_FAKE_MONOTONIC", "1", "FAKETIME_FORCE_MONOTONIC_FIX", "0");

    /** What a program may complain of whose database goes away, or that is told to stop. */
    private static final Pattern EXPECTED = Pattern.compile(
            "Unable to acquire JDBC Connection|JDBCConnectionException|Could not commit transaction|After Shutdown|No space left|could not extend|onnection has been closed|terminating connection|An I/O error occurred|the database system is|Acquisition timeout|Connection to \\S+ refused");

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    final Path folder = Path.of("target", "rig", UUID.randomUUID().toString().substring(0, 8));
    final MoodyServer mail = new MoodyServer(0);
    final Postgres postgres;
    /** The lines between the nodes and the database. */
    final List<Proxy> wires = new ArrayList<>();

    final List<Program> nodes = new ArrayList<>();
    final Proxy front;
    private final Program verification;

    private final IdentityProvider provider = new IdentityProvider(0);
    private final List<Map<String, String>> settings = new ArrayList<>();
    private final List<Visitor> probes = new ArrayList<>();
    /** How long each kind of fault kept people from their pages, in milliseconds. */
    private final Map<String, List<Long>> pauses = new TreeMap<>();

    private Flood flood;
    private final List<String> loads = new ArrayList<>();
    /** What somebody was answered under too much load who should not have been. */
    final List<Object> wrong = new ArrayList<>();

    private final AtomicInteger brokenOff = new AtomicInteger();
    /** How many mails may have been in hand when something failed, and so may have come twice. */
    private int inHand;

    /** @param data where the database has its files, or null for a folder of the rig's own */
    Rig(boolean mails, Path data) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mail.forget();
        postgres = new Postgres(data == null ? folder.resolve("data") : data);
        // The memory of the image; compiled quickly, as a node here does not live for long.
        var options = Stream.concat(Stream.of(Program.imageOptions()), Stream.of("-XX:TieredStopAtLevel=1"))
                .toArray(String[]::new);
        for (var name : List.of("a", "b")) {
            var wire = new Proxy(postgres.port());
            wires.add(wire);
            var all = new LinkedHashMap<>(
                    Program.settings(Postgres.url(wire.port()) + System.getProperty("rig.jdbc", "")));
            if (mails) all.putAll(Program.mail(mail.port()));
            all.put("QUARKUS_OIDC_AUTH_SERVER_URL", provider.address());
            for (var limit : List.of("INVITER_DAILY", "ORGANIZATION_DAILY", "ADDRESS_DAILY", "ORGANIZATION_PENDING")) {
                all.put("ROSTER_INVITATIONS_" + limit, "1000000");
            }
            settings.add(all);
            nodes.add(Program.of(all, folder.resolve("node-" + name + ".log"), options));
        }
        verification =
                Program.of(settings.get(0), folder.resolve("verification.log")).with("verify");
        nodes.forEach(Program::start);
        nodes.forEach(node -> node.await(PATIENCE));
        front = new Proxy(nodes.get(0).port(), nodes.get(1).port());
        for (var node : nodes) probes.add(new Visitor(node.address(), Program.PUBLIC).signIn("probe@example.org"));
    }

    String address() {
        return "http://127.0.0.1:" + front.port();
    }

    /** Has the packaged program verify the whole history; answers its exit code. */
    int verify() {
        return verification.run();
    }

    /** The same person with the same session, at each of the two nodes. */
    List<Visitor> atBoth(String address) {
        var here = new Visitor(nodes.get(0).address(), Program.PUBLIC).signIn(address);
        var there = new Visitor(nodes.get(1).address(), Program.PUBLIC);
        here.cookies().forEach(there::cookie);
        return List.of(here, there);
    }

    /** kill -9 of a node, which comes again when somebody starts it: at once, here. */
    void killNode(int number) {
        inHand++;
        nodes.get(number).kill();
        pause("kill -9 of a node", List.of(1 - number));
        nodes.get(number).start().await(PATIENCE);
    }

    /** SIGTERM to a node that is at work. */
    void stopNode(int number) {
        var began = System.nanoTime();
        nodes.get(number).stop();
        note("SIGTERM (until the node has ended)", began);
        nodes.get(number).start().await(PATIENCE);
    }

    void killDatabase(long away) {
        inHand += nodes.size();
        postgres.kill();
        Program.pause(away);
        postgres.start();
        pause("kill -9 of PostgreSQL", List.of(0, 1));
    }

    void cutWire(int number) {
        inHand++;
        wires.get(number).cut();
        pause("connections to the database cut", List.of(number));
    }

    void delayWire(int number, long millis, long time) {
        wires.get(number).delay(millis);
        Program.pause(time);
        wires.get(number).delay(0);
        pause("connections to the database slow", List.of(number));
    }

    void silenceWire(int number, long time) {
        inHand++;
        wires.get(number).silent(true);
        Program.pause(time);
        wires.get(number).silent(false);
        pause("connections to the database silent", List.of(number));
    }

    void loseWire(int number) {
        inHand++;
        wires.get(number).lose();
        pause("connections to the database lost", List.of(number));
    }

    /** The mail server behaves like this for some time. */
    void mood(String name, MoodyServer.Mood mood, long time) {
        var began = System.nanoTime();
        mail.mood((step, address) -> {
            var act = mood.at(step, address);
            if (step == MoodyServer.Step.TAKEN && act.closes()) brokenOff.incrementAndGet();
            return act;
        });
        Program.pause(time);
        mail.mood(MoodyServer.Mood.GOOD);
        note("mail server: " + name, began);
    }

    /** SIGTERM to a node, which starts anew with this much on its clock, such as +1h; or as it was, with nothing. */
    void clock(int number, String offset) {
        var all = settings.get(number);
        all.keySet().removeAll(WRONG_CLOCK.keySet());
        all.remove("FAKETIME");
        if (!Files.exists(FAKETIME)) {
            var missing = "No clock is set wrong: libfaketime (the package faketime) is not here";
            if ("true".equals(System.getenv("CI"))) throw new AssertionError(missing);
            System.out.println(missing);
        } else if (!offset.isEmpty()) {
            all.putAll(WRONG_CLOCK);
            all.put("FAKETIME", offset);
        }
        stopNode(number);
        pause("clock of a node " + (offset.isEmpty() ? "right again" : offset), List.of(0, 1));
    }

    /** The mail server is away for some time. */
    void noMailServer(long time) {
        var began = System.nanoTime();
        try {
            mail.away(true);
            Program.pause(time);
            mail.away(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        note("mail server: away", began);
    }

    /** Fills the disk that the database is on, for some time. */
    void fillDisk(long time) {
        var ballast = postgres.data().resolveSibling("ballast");
        try (var out = Files.newOutputStream(ballast)) {
            var bytes = new byte[65_536];
            while (true) out.write(bytes);
        } catch (IOException e) {
            // Full.
        }
        inHand += nodes.size();
        Program.pause(time);
        try {
            Files.delete(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres.recover();
        pause("disk of the database full", List.of(0, 1));
    }

    /** Four times as many requests as the nodes carry at this time, for some seconds. */
    void overload(int seconds) {
        if (flood == null) flood = new Flood(nodes);
        var measured = Math.min(20, Math.max(3, seconds / 3));
        // The first pages are slow.
        flood.carried(32, measured);
        var carried = flood.carried(32, measured);
        var seen = flood.at(4 * carried, seconds);
        pause("four times the load", List.of(0, 1));
        loads.add("%.0f pages a second carried; %.0f asked for during %d s: %s; afterwards %.0f carried"
                .formatted(carried, 4 * carried, seconds, seen, flood.carried(32, measured)));
        wrong.addAll(seen.wrong().entrySet());
    }

    /** How many mails may have come twice: one for each time that a node, its database or the mail server failed it. */
    int mayComeTwice() {
        return inHand + brokenOff.get();
    }

    /** Waits until each of these nodes shows somebody their page, and notes how long that took. */
    private void pause(String fault, List<Integer> numbers) {
        var began = System.nanoTime();
        for (var number : numbers) {
            while (!shows(probes.get(number))) {
                if (System.nanoTime() - began > PATIENCE.toNanos()) break;
                Program.pause(20);
            }
        }
        note(fault, began);
    }

    private static boolean shows(Visitor probe) {
        try {
            return probe.get("/").status() == 200;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private void note(String fault, long began) {
        pauses.computeIfAbsent(fault, name -> new ArrayList<>()).add((System.nanoTime() - began) / 1_000_000);
    }

    /** How long faults whose name begins like this kept people from their pages at most, in milliseconds. */
    long longest(String fault) {
        return pauses.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(fault))
                .flatMap(entry -> entry.getValue().stream())
                .max(Long::compare)
                .orElse(0L);
    }

    /**
     * Lets all mails go out that can, as if the pauses after failures were over, and the leases of nodes that died.
     *
     * @param patience how long a node that lives may have a mail in hand, in seconds
     */
    void settle(int patience) throws SQLException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        try (var database = postgres.connect();
                var statement = database.createStatement()) {
            while (true) {
                statement.execute(
                        """
                        update outbox set due = now(),
                          leased_until = case when %1$s then now() - interval '1 second' else leased_until end
                        where sent is null and dropped is null and dead is null and (due > now() or %1$s)""".formatted("leased_until < now() + interval '%d seconds'".formatted(120 - patience)));
                try (var left = statement.executeQuery(
                        "select count(*) from outbox where sent is null and dropped is null and dead is null")) {
                    left.next();
                    if (left.getLong(1) == 0 || System.nanoTime() > end) return;
                }
                Program.pause(500);
            }
        }
    }

    /** What the nodes have called errors without naming a fault that there was; each once, with how often. */
    Map<String, Integer> errors() {
        var errors = new TreeMap<String, Integer>();
        for (var name : List.of("a", "b")) {
            try (var lines = Files.lines(folder.resolve("node-" + name + ".log"))) {
                lines.filter(line -> FAILURE.matcher(line).matches()
                                && !EXPECTED.matcher(line).find())
                        .map(line -> line.replaceAll("^\\S+ \\S+ ", "").replaceAll("[0-9a-f-]{8,}|\\d+", "#"))
                        .forEach(line -> errors.merge(line, 1, Integer::sum));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return errors;
    }

    /** One line for each kind of fault, and each time of too much load. */
    String report() {
        var text = new StringBuilder("%-45s %5s %9s %9s%n".formatted("fault", "times", "p50 ms", "max ms"));
        pauses.forEach((fault, times) -> {
            var sorted = new ArrayList<>(times);
            Collections.sort(sorted);
            text.append("%-45s %5d %9d %9d%n"
                    .formatted(fault, sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1)));
        });
        loads.forEach(line -> text.append(line).append(System.lineSeparator()));
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        if (flood != null) flood.close();
        nodes.forEach(Program::close);
        front.close();
        for (var wire : wires) wire.close();
        postgres.close();
        provider.close();
    }
}
