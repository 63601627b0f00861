package roster.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import roster.Visitor;
import roster.web.Keys;
import roster.web.Keyset;

/**
 * Roster under load, as {@code deploy/bench/run.sh} runs it: the packaged program with the options of its image, beside
 * the floor, in turns on one database, so that whatever else the machine does falls on both. Not among the tests.
 */
class Bench {
    private static final Path HERE = Path.of("target", "bench");
    private static final Path FLOOR = Path.of("deploy/bench/floor/target/quarkus-app/quarkus-run.jar");
    private static final List<Integer> CONNECTIONS = List.of(1, 16, 64);
    private static final int USUAL = 16;
    private static final int ROUNDS = 3;
    private static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final List<Integer> SIZES = Stream.of(
                    System.getProperty("members", "1000,1000000").split(","))
            .map(Integer::valueOf)
            .toList();
    /** How many POSTs a second are prepared. */
    private static final int MOST_POSTS = 1500;

    private static final double SHARE_OF_FLOOR = 0.5;
    private static final double GROWTH = 1.5;
    private static final double SEARCH_MILLIS = 20;
    private static final double PAGE_STATEMENTS = 6;
    private static final double DECISION_STATEMENTS = 2;
    private static final double MEMORY = 350;
    private static final double FIRST_PAGE_SECONDS = 3;

    private final List<String> report = new ArrayList<>();
    private final List<String> over = new ArrayList<>();
    private final String[] options = options();
    private BenchDatabase database;
    private Program roster;
    private Program floor;
    private Visitor ada;
    private Visitor mallory;

    /** An organization that was filled. */
    private record Place(String slug, String id, int members, String deep, String busiest) {
        String path() {
            return "/organizations/" + slug;
        }
    }

    /** What one run cost; the processor's time in microseconds a request, and memory in MB. */
    private record Cost(Wrk load, double statements, double millis, double program, double server, long memory) {}

    private record Ask(String name, Program program, String path, Visitor visitor, boolean refused) {}

    @Test
    void load() throws Exception {
        var data = HERE.resolve("database").toAbsolutePath();
        delete(data);
        try (var opened = new BenchDatabase(data);
                var provider = new IdentityProvider(0)) {
            database = opened;
            var settings = Program.settings(opened.url("roster"));
            settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", provider.address());
            // As in the image.
            settings.put("MALLOC_ARENA_MAX", "2");
            settings.putAll(tuning());
            var log = HERE.resolve("roster.log");
            var trained = Runtime.version().feature() >= 25;
            roster = trained ? Program.of(train(settings), settings, log, options) : Program.of(settings, log, options);
            floor = Program.of(
                    FLOOR,
                    Map.of("QUARKUS_DATASOURCE_JDBC_URL", opened.url("roster")),
                    HERE.resolve("floor.log"),
                    options);
            try {
                roster.start().await(Duration.ofMinutes(5));
                ada = signIn("ada@example.org");
                mallory = signIn("mallory@example.org");
                say(
                        "java %s%s, options %s, seconds a run: %d",
                        Runtime.version(), trained ? ", trained" : "", String.join(" ", options), SECONDS);
                var places = new ArrayList<Place>();
                for (var size : SIZES) places.add(place(size));
                firstPage(places.get(places.size() - 1));
                floor.start();
                while (!answers(floor, "/" + places.get(0).id)) Thread.sleep(10);
                measure(places);
            } finally {
                roster.close();
                floor.close();
            }
        } finally {
            Files.write(HERE.resolve("report.txt"), report);
            delete(data);
        }
        assertThat(over).as("over the budget").isEmpty();
    }

    /** A first start as the image has seen one; answers the file of arguments that starts from what it loaded. */
    private Path train(Map<String, String> settings) throws IOException, InterruptedException {
        var folder = Path.of("target", "quarkus-app").toAbsolutePath();
        var training = new ProcessBuilder("deploy/train.sh", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(HERE.resolve("training.log").toFile());
        var environment = training.environment();
        environment.putAll(settings);
        environment.put("JAVA_OPTS", String.join(" ", options));
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + environment.get("PATH"));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(Program.freePort()));
        if (training.start().waitFor() != 0) throw new AssertionError("The training's words are in " + HERE);
        return folder.resolve("roster.args");
    }

    private void measure(List<Place> places) throws Exception {
        var small = places.get(0);
        var large = places.get(places.size() - 1);
        warmUp(places);
        heading();
        for (var connections : CONNECTIONS) {
            for (var place : places) {
                run(floor(place), place, connections);
                for (var ask : pages(place)) run(ask, place, connections);
            }
        }
        var shares = new ArrayList<Double>();
        var growths = new ArrayList<Double>();
        var lone = new ArrayList<Double>();
        var alone = new ArrayList<Double>();
        for (var i = 0; i < ROUNDS; i++) {
            var page = get(members(small), USUAL);
            var least = get(floor(small), USUAL);
            var most = get(members(large), USUAL);
            shares.add(page.load.perSecond() / least.load.perSecond());
            growths.add(most.load.p50() / page.load.p50());
            alone.add(page.server
                    * SHARE_OF_FLOOR
                    * least.load.perSecond()
                    / (1e6 * Runtime.getRuntime().availableProcessors()));
            lone.add(get(members(large), 1).load.p50()
                    / get(members(small), 1).load.p50());
        }
        say("");
        say("Members page, the middle of %d rounds in turns:", ROUNDS);
        budget("of the floor's requests a second, at least", median(shares), SHARE_OF_FLOOR, true);
        say("%10.2f of the processors' time that this leaves for a page is PostgreSQL's alone", median(alone));
        budget(
                "times the p50 of %,d for %,d members".formatted(small.members, large.members),
                median(growths),
                GROWTH,
                false);
        budget("times the same over one connection", median(lone), GROWTH, false);
        var packed =
                Wrk.get(roster.address() + members(large).path, USUAL, SECONDS, cookies(ada), "Accept-Encoding: gzip");
        say("%,10.0f requests a second compressed, at %d connections", packed.perSecond(), USUAL);
        search(large);
        say("");
        say("Changes, each a commit that waits for the disk:");
        heading();
        for (var connections : CONNECTIONS) {
            for (var place : places) {
                change("invite", place, connections, invitations(place, connections));
                change("accept", place, connections, acceptances(place, connections));
            }
        }
        say("");
        budget(
                "MB of resident memory at most, of %d".formatted(memory(roster, "VmHWM")),
                memory(roster, "VmRSS"),
                MEMORY,
                false);
        tables();
    }

    private List<Ask> pages(Place place) {
        return List.of(
                members(place),
                roster("members, deep page", place, "/members?page=" + place.deep),
                roster("members, search “linden”", place, "/members?q=linden"),
                roster("a person’s access", place, "/people/" + place.busiest),
                new Ask("decision: a stranger’s 404", roster, place.path() + "/members", mallory, true),
                roster("access map", place, "/access/map"));
    }

    private Ask members(Place place) {
        return roster("members, page 1", place, "/members");
    }

    private Ask floor(Place place) {
        return new Ask("floor", floor, "/" + place.id, null, false);
    }

    private Ask roster(String name, Place place, String path) {
        return new Ask(name, roster, place.path() + path, ada, false);
    }

    private void warmUp(List<Place> places) {
        for (var place : places) {
            for (var i = 0; i < 3; i++) {
                ask(floor(place), USUAL, SECONDS);
                ask(members(place), USUAL, SECONDS);
            }
            for (var ask : pages(place)) ask(ask, USUAL, 2);
        }
    }

    private static Wrk ask(Ask ask, int connections, int seconds) {
        var load = Wrk.get(ask.program.address() + ask.path, connections, seconds, cookies(ask.visitor));
        if (load.refused() != (ask.refused ? load.requests() : 0)) {
            throw new AssertionError(ask.name + " was answered otherwise " + load.refused() + " of " + load.requests());
        }
        return load;
    }

    private Cost get(Ask ask, int connections) throws SQLException {
        return cost(ask.program, () -> ask(ask, connections, SECONDS));
    }

    private void run(Ask ask, Place place, int connections) throws SQLException {
        var cost = get(ask, connections);
        line(ask.name, place, connections, cost);
        if (connections != USUAL || ask.program == floor) return;
        var most = ask.refused ? DECISION_STATEMENTS : PAGE_STATEMENTS;
        // The clocks of the program ask now and then, too.
        if (cost.statements > most + 0.1) over.add(ask.name + ": " + cost.statements + " statements");
    }

    private void change(String name, Place place, int connections, Path requests) throws SQLException {
        var cost = cost(roster, () -> Wrk.post(roster.address(), requests, connections, SECONDS));
        if (cost.load.refused() > 0) over.add(name + ": " + cost.load.refused() + " refused, or too few prepared");
        line(name, place, connections, cost);
    }

    private Cost cost(Program program, Supplier<Wrk> loading) throws SQLException {
        var process = program.process().toHandle();
        var server = ProcessHandle.of(database.process()).orElseThrow();
        database.forget();
        var before = cpu(Stream.of(process));
        var serverBefore = cpu(Stream.concat(Stream.of(server), server.children()));
        var load = loading.get();
        var requests = (double) load.requests();
        var used = cpu(Stream.of(process)) - before;
        var serverUsed = cpu(Stream.concat(Stream.of(server), server.children())) - serverBefore;
        var work = database.work();
        return new Cost(
                load,
                work.statements() / requests,
                work.millis() / requests,
                used / 1e3 / requests,
                serverUsed / 1e3 / requests,
                memory(program, "VmRSS"));
    }

    private static double cpu(Stream<ProcessHandle> processes) {
        return processes
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    /** In MB; 0 where the system does not say. */
    private static long memory(Program program, String kind) {
        try (var lines = Files.lines(Path.of("/proc/" + program.process().pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(kind))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** What a search by a part of a name costs the database, over one connection. */
    private void search(Place place) throws SQLException {
        say("");
        say("Search among %,d members, milliseconds of the database a page:", place.members);
        for (var part : List.of(
                "quillfeather",
                "lindenhuber",
                "maria linden",
                "linden",
                "mann",
                "maria",
                "aria",
                "xx",
                "an",
                "nobody")) {
            var ask = roster("", place, "/members?q=" + URLEncoder.encode(part, StandardCharsets.UTF_8));
            ask(ask, 1, 1);
            var cost = cost(roster, () -> ask(ask, 1, 2));
            var patterns = part.length() < 3 ? "%1$s%%|%% %1$s%%|%%\n%1$s%%".formatted(part) : "%" + part + "%";
            var fit = database.one("""
                    select count(*) from member
                    where organization_id = ?::uuid and search like any (string_to_array(?, '|'))""", place.id, patterns);
            budget("“%s”, which %,d fit".formatted(part, Long.valueOf(fit)), cost.millis, SEARCH_MILLIS, false);
        }
    }

    /** From the start of the process to the first page, three times. */
    private void firstPage(Place place) throws Exception {
        var times = new ArrayList<Double>();
        for (var i = 0; i < ROUNDS; i++) {
            roster.stop();
            var start = System.nanoTime();
            roster.start();
            while (!answers(roster, place.path() + "/members")) Thread.sleep(10);
            times.add((System.nanoTime() - start) / 1e9);
        }
        budget("seconds from the start to the first page", median(times), FIRST_PAGE_SECONDS, false);
    }

    private boolean answers(Program program, String path) {
        if (!program.process().isAlive()) throw new AssertionError("A program ended; its words are in " + HERE);
        try {
            return ada.get(program.address() + path).status() == 200;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Has Ada found an organization and fills it. */
    private Place place(int members) throws Exception {
        var slug = "bench-" + members;
        var answer = ada.post(
                "/organizations", "name", "Bench %,d".formatted(members), "slug", slug, "model", "owner-editor-viewer");
        if (answer.status() != 303) throw new AssertionError(answer.text());
        // Takes the message that the founding left.
        ada.open(answer.header("location"));
        var start = System.nanoTime();
        database.execute("set bench.slug = '%s'; set bench.members = %d; set bench.invited = %d"
                .formatted(slug, members, prepared() * CONNECTIONS.size()));
        database.execute(Files.readString(Path.of("deploy/bench/seed.sql")));
        database.execute("drop table here, crowd, work, invited");
        database.execute("vacuum analyze");
        say("%,d members: filled in %.0f s", members, (System.nanoTime() - start) / 1e9);
        var id = database.one("select id from organization where slug = ?", slug);
        var row = database.rows("""
                select sort_name, id from member where organization_id = ?::uuid order by 1, 2 offset ? limit 1""", id, members * 3 / 4).get(0);
        return new Place(
                slug,
                id,
                members,
                new Keyset(false, (String) row.get(0), (UUID) row.get(1)).toString(),
                database.one("""
                        select account_id from collaborator where organization_id = ?::uuid
                        group by 1 order by count(*) desc limit 1""", id));
    }

    private static int prepared() {
        return SECONDS * MOST_POSTS;
    }

    private Path invitations(Place place, int connections) throws IOException {
        var token = ada.token();
        var session = ada.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        var lines = new ArrayList<String>();
        for (var i = 0; i < prepared(); i++) {
            var fields = Map.of(
                    "csrf-token",
                    token,
                    "emails",
                    "ben%d.%d@%s.example.org".formatted(i, connections, place.slug),
                    "role",
                    "viewer");
            lines.add(String.join("\t", place.path() + "/invitations", session, Visitor.encoded(fields)));
        }
        return Files.write(HERE.resolve("requests"), lines);
    }

    /** One POST of each of some people who were invited, with their own sessions. */
    private Path acceptances(Place place, int connections) throws IOException, SQLException {
        var lines = new ArrayList<String>();
        for (var row : database.rows("""
                select right(a.name, -5), s.id, i.id from account a join session s on s.account_id = a.id
                join invitation i on i.address = a.address
                where i.organization_id = ?::uuid order by i.id offset ? limit ?""", place.id, CONNECTIONS.indexOf(connections) * prepared(), prepared())) {
            var fields = Map.of(
                    "csrf-token", token(row.get(1)), "invitation", row.get(2).toString(), "revision", "0");
            lines.add(String.join(
                    "\t",
                    "/invitations/accept",
                    "__Host-q_session=" + place.slug + "-" + row.get(0),
                    Visitor.encoded(fields)));
        }
        return Files.write(HERE.resolve("requests"), lines);
    }

    /** The token of this session's forms, as {@link roster.web.Csrf} derives it from the server key. */
    private static String token(Object session) {
        var key = Program.settings("").get("ROSTER_SERVER_KEY").getBytes(StandardCharsets.UTF_8);
        return Keys.encode(mac(mac(key, "csrf"), "session " + session));
    }

    private static byte[] mac(byte[] key, String message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Visitor signIn(String address) {
        return new Visitor(roster.address(), Program.PUBLIC).signIn(address);
    }

    private static String cookies(Visitor visitor) {
        return visitor == null
                ? "Cookie: none"
                : "Cookie: "
                        + visitor.cookies().entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; "));
    }

    private void tables() throws SQLException {
        say("");
        say("%-20s %12s %10s %10s", "table", "rows", "MB", "of indexes");
        for (var row : database.rows("""
                select relname, cast(reltuples as bigint), pg_total_relation_size(oid) / 1e6, pg_indexes_size(oid) / 1e6 from pg_class
                where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_total_relation_size(oid) > 1e6 order by 3 desc""")) {
            say("%-20s %,12d %,10.0f %,10.0f", row.toArray());
        }
    }

    private void heading() {
        say(
                "%-28s %9s %4s %8s %7s %7s %7s %6s %7s %7s %7s %5s",
                "", "members", "conn", "req/s", "p50 ms", "p95", "p99", "stmts", "db ms", "JVM µs", "PG µs", "MB");
    }

    private void line(String name, Place place, int connections, Cost cost) {
        var load = cost.load;
        say(
                "%-28s %,9d %4d %,8.0f %7.2f %7.2f %7.2f %6.2f %7.3f %7.0f %7.0f %5d",
                name,
                place.members,
                connections,
                load.perSecond(),
                load.p50(),
                load.p95(),
                load.p99(),
                cost.statements,
                cost.millis,
                cost.program,
                cost.server,
                cost.memory);
    }

    private void budget(String what, double is, double bound, boolean atLeast) {
        var kept = atLeast ? is >= bound : is <= bound;
        say("%10.2f %s%s", is, what, kept ? "" : ", OVER the budget of " + bound);
        if (!kept) over.add("%.2f %s".formatted(is, what));
    }

    private void say(String format, Object... values) {
        var line = String.format(Locale.ROOT, format, values);
        report.add(line);
        System.out.println(line);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Those of the image, or of {@code -Dbench.jvm=…} to try others. */
    private static String[] options() {
        var tried = System.getProperty("bench.jvm");
        return tried == null ? Program.imageOptions() : tried.strip().split(" +");
    }

    /** Settings of the program to try, such as {@code -Dtune=QUARKUS_DATASOURCE_JDBC_MAX_SIZE=4}. */
    private static Map<String, String> tuning() {
        return Arrays.stream(System.getProperty("tune", "").split(" +"))
                .filter(setting -> setting.contains("="))
                .collect(Collectors.toMap(s -> s.split("=", 2)[0], s -> s.split("=", 2)[1]));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
