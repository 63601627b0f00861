package roster.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import roster.MoodyServer.Act;
import roster.MoodyServer.Mood;
import roster.MoodyServer.Step;
import roster.Visitor;
import roster.rig.Journal.Outcome;

/**
 * Faults of all kinds under a load of real changes: nothing that was acknowledged is lost, nothing is done by half, and what
 * failed is there again by itself. {@code -Drig=long} is the long form, with {@code -Drig.minutes} as its bound and
 * {@code -Drig.seed} for other turns of events; {@code -Drig=history} makes 20,000 changes in peace, {@code -Drig=overload} asks for four times
 * what the nodes carry for three minutes.
 */
class RigIT {
    private static final String FORM = System.getProperty("rig", "short");
    private static final boolean LONG = FORM.equals("long");
    private static final long SEED = Long.getLong("rig.seed", 2026);
    private static final Duration MOST = Duration.ofMinutes(Long.getLong("rig.minutes", 45));

    /** How a mail server may fail; that it is away comes beside these. */
    private static final Map<String, Mood> MOODS = Map.of(
            "refuses for now", (step, address) -> step == Step.RCPT ? Act.say("451 not now") : Act.GO,
            "hangs", (step, address) -> step == Step.DATA ? Act.HANG : Act.GO,
            "is slow", (step, address) -> Act.slowly(20),
            "breaks off before its answer", (step, address) -> step == Step.TAKEN ? Act.CLOSE : Act.GO,
            "talks nonsense", (step, address) -> step == Step.MAIL ? Act.say("hello?") : Act.GO);

    private static Rig rig;

    @BeforeAll
    static void startRig() {
        var small = System.getProperty("rig.disk");
        rig = new Rig(
                !FORM.equals("history"),
                small == null ? null : Path.of(small, UUID.randomUUID().toString(), "data"));
    }

    @AfterAll
    static void stopRig() throws Exception {
        rig.close();
    }

    @Test
    void nothing_acknowledged_is_lost_whatever_fails() throws Exception {
        var load = new Load(rig.address(), LONG ? 6 : 4, SEED);
        load.start();
        var end = System.nanoTime() + MOST.toNanos();
        if (FORM.equals("history")) {
            while (load.acts() < Long.getLong("rig.changes", 20_000) && System.nanoTime() < end) Program.pause(200);
        } else {
            for (var fault : plan()) {
                if (System.nanoTime() > end) break;
                Program.pause(1000);
                fault.run();
            }
            Program.pause(1000);
        }
        load.stop();
        rig.settle(LONG ? 70 : 15);
        examine(load);
    }

    @Test
    void the_other_node_knows_at_its_first_request_what_was_committed() {
        var ada = rig.atBoth("ada@other.example.org");
        var ben = rig.atBoth("ben@other.example.org");
        var path = "/organizations/" + found(ada.get(0));
        for (var round = 0; round < (LONG ? 200 : 5); round++) {
            join(ada.get(0), ben.get(0), path);
            assertThat(ben.get(1).get(path + "/invitations/new").status()).isEqualTo(200);
            var member = path + "/members/" + id(ada.get(0), path + "/members?q=ben", "a[href$=/removal]");
            assertThat(ada.get(0).post(member + "/role", "role", "viewer").status())
                    .isEqualTo(303);
            assertThat(ben.get(1)
                            .post(path + "/invitations", "emails", "eve@other.example.org", "role", "viewer")
                            .status())
                    .as("who is no owner any more, in round " + round)
                    .isEqualTo(403);
            assertThat(ada.get(0).post(member + "/removal").status()).isEqualTo(303);
            assertThat(ben.get(1).get(path).status())
                    .as("who was removed, in round " + round)
                    .isEqualTo(404);
            var cleo = rig.atBoth("cleo@other.example.org");
            assertThat(ben.get(0).get("/").status()).isEqualTo(200);
            var elsewhere = rig.atBoth("cleo@other.example.org");
            assertThat(elsewhere.get(0).post("/sign-out/others").status()).isEqualTo(303);
            assertThat(cleo.get(1).get("/").status())
                    .as("whose session was ended, in round " + round)
                    .isEqualTo(302);
        }
    }

    @Test
    void many_large_tables_at_once_do_not_cost_a_node_its_memory() throws Exception {
        var table = "address,message\n"
                + IntStream.range(0, 5000)
                        .mapToObj(row -> "row%d@example.org,%s".formatted(row, "x".repeat(150)))
                        .collect(Collectors.joining("\n"));
        var people = new ArrayList<Visitor>();
        var paths = new ArrayList<String>();
        for (var i = 0; i < 40; i++) {
            var person =
                    new Visitor(rig.nodes.get(i % 2).address(), Program.PUBLIC).signIn("p" + i + "@tables.example.org");
            people.add(person);
            paths.add("/organizations/" + found(person) + "/batches");
            person.token();
        }
        var alive = rig.nodes.stream().map(node -> node.process().pid()).toList();
        var crowd = Executors.newFixedThreadPool(people.size());
        try {
            var answers = new ArrayList<Future<Integer>>();
            for (var i = 0; i < people.size(); i++) {
                var person = people.get(i);
                var path = paths.get(i);
                answers.add(crowd.submit(
                        () -> person.post(path, "rows", table, "role", "").status()));
            }
            var seen = new TreeMap<Integer, Integer>();
            for (var answer : answers) seen.merge(answer.get(), 1, Integer::sum);
            System.out.println("large tables at once: " + seen);
            assertThat(seen.keySet()).containsExactly(303, 503);
        } finally {
            crowd.shutdown();
        }
        for (var node : rig.nodes) assertThat(node.isReady()).isTrue();
        assertThat(rig.nodes.stream().map(node -> node.process().pid())).isEqualTo(alive);
        assertThat(people.get(0).post(paths.get(0), "rows", table, "role", "").status())
                .isEqualTo(303);
    }

    private static String found(Visitor founder) {
        var slug = "n-" + UUID.randomUUID().toString().substring(0, 12);
        founder.open("/organizations/new");
        founder.submit("/organizations", Map.of("name", "Org " + slug, "slug", slug, "model", "owner-editor-viewer"));
        return slug;
    }

    private static void join(Visitor owner, Visitor person, String path) {
        owner.post(path + "/invitations", "emails", "ben@other.example.org", "role", "owner");
        person.open("/");
        var form =
                person.last().page().select("form[action=/invitations/accept]").first();
        assertThat(person.submit(form, Map.of()).status()).isEqualTo(200);
    }

    private static String id(Visitor reader, String page, String link) {
        var href = reader.open(page).page().select(link).attr("href");
        return href.replaceAll(".*/members/|/removal", "");
    }

    private static List<Runnable> plan() {
        return switch (FORM) {
            case "long" -> longPlan();
            case "overload" -> List.of(() -> rig.overload(Integer.getInteger("rig.seconds", 180)));
            default -> shortPlan();
        };
    }

    /** One of each; the kinds that need minutes are left to the long form. */
    private static List<Runnable> shortPlan() {
        return List.of(
                () -> rig.killNode(0),
                () -> rig.killDatabase(200),
                () -> rig.cutWire(0),
                () -> rig.loseWire(1),
                () -> rig.clock(1, "+1d"),
                () -> rig.mood("breaks off before its answer", MOODS.get("breaks off before its answer"), 1000),
                () -> rig.silenceWire(1, 2000),
                () -> rig.overload(8));
    }

    private static List<Runnable> longPlan() {
        var plan = new ArrayList<Runnable>();
        for (var i = 0; i < 50; i++) {
            var node = i % 2;
            plan.add(() -> rig.killNode(node));
        }
        for (var i = 0; i < 20; i++) {
            var away = i * 100L;
            plan.add(() -> rig.killDatabase(away));
        }
        for (var i = 0; i < 10; i++) {
            var wire = i % 2;
            plan.add(() -> rig.cutWire(wire));
            plan.add(() -> rig.delayWire(wire, 300, 3000));
            plan.add(() -> rig.silenceWire(wire, 4000));
            if (i < 4) plan.add(() -> rig.loseWire(wire));
            if (i < 6) plan.add(() -> rig.stopNode(wire));
        }
        MOODS.forEach((name, mood) -> plan.add(() -> rig.mood(name, mood, 8000)));
        plan.add(() -> rig.noMailServer(8000));
        plan.add(() -> rig.overload(60));
        if (System.getProperty("rig.disk") != null) plan.add(() -> rig.fillDisk(3000));
        Collections.shuffle(plan, new Random(SEED));
        // One after the other, with some of the rest in between; in the end the clock is right again.
        var place = plan.size() / 4;
        if (!"no".equals(System.getProperty("rig.clocks")))
            for (var offset : List.of("+1h", "-1h", "+1d", "-1d", "")) plan.add(place += 4, () -> rig.clock(1, offset));
        return plan;
    }

    private static void examine(Load load) throws Exception {
        var journal = load.journal;
        try (var database = rig.postgres.connect()) {
            var examination = new Examination(database);
            var entries = examination.history(journal.deeds());
            examination.tables();
            examination.invariants();
            examination.times();
            var twice = FORM.equals("history") ? 0 : examination.mails(rig.mail.taken());
            System.out.printf(
                    "%s%nchanges acknowledged %d, refused %d, put off %d, in doubt %d; entries of the history %d%n"
                            + "mails %d, of them once more %d, which %d may%n",
                    rig.report(),
                    journal.count(Outcome.DONE),
                    journal.count(Outcome.REFUSED),
                    journal.count(Outcome.PUT_OFF),
                    journal.count(Outcome.UNKNOWN),
                    entries,
                    rig.mail.taken().size(),
                    twice,
                    rig.mayComeTwice());
            assertThat(examination.violations()).isEmpty();
            assertThat(rig.verify())
                    .as("exit code of the command that verifies the history")
                    .isZero();
            assertThat(load.astonishing).isEmpty();
            assertThat(rig.wrong).as("answers under too much load").isEmpty();
            assertThat(journal.deeds())
                    .as("refused where nobody else acts")
                    .noneMatch(deed -> deed.outcome == Outcome.REFUSED && !deed.organization.equals(load.common));
            assertThat(twice).as("mails that came twice").isLessThanOrEqualTo(rig.mayComeTwice());
            assertThat(rig.errors()).as("errors of no fault").isEmpty();
            for (var fault : List.of("kill -9", "connections", "disk", "clock", "four times"))
                assertThat(rig.longest(fault))
                        .as("ms until the service is back after: " + fault)
                        .isLessThan(10_000);
        }
    }
}
