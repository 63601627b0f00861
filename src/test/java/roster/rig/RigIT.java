package roster.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import roster.MoodyServer.Act;
import roster.MoodyServer.Step;
import roster.rig.Journal.Outcome;

/**
 * Faults of all kinds under a load of real changes: nothing that was acknowledged is lost, nothing is done by half, and what
 * failed is there again by itself. {@code -Drig=long} is the long form, {@code -Drig=history} 20,000 changes in peace.
 */
class RigIT {
    private static final boolean LONG = "long".equals(System.getProperty("rig"));
    private static final long SEED = Long.getLong("rig.seed", 2026);

    @Test
    void nothing_acknowledged_is_lost_whatever_fails() throws Exception {
        try (var rig = new Rig(true, null)) {
            var load = new Load(rig.address(), LONG ? 6 : 4, SEED);
            load.start();
            var faults = LONG ? longPlan(rig) : shortPlan(rig);
            for (var fault : faults) {
                Program.pause(LONG ? 1500 : 1000);
                fault.run();
            }
            Program.pause(1000);
            load.stop();
            rig.settle();
            examine(rig, load);
        }
    }

    private static List<Runnable> shortPlan(Rig rig) {
        return List.of(
                () -> rig.killNode(0),
                () -> rig.killDatabase(200),
                () -> rig.cutWire(0),
                () -> rig.stopNode(1),
                () -> rig.mood("breaks off before its answer", MOODS.get(4), 2000),
                () -> rig.silenceWire(1, 2000));
    }

    private static final List<String> MOOD_NAMES =
            List.of("", "refuses for now", "hangs", "is slow", "breaks off before its answer", "talks nonsense");

    private static final List<roster.MoodyServer.Mood> MOODS = List.of(
            (step, address) -> Act.CLOSE,
            (step, address) -> step == Step.RCPT ? Act.say("451 not now") : Act.GO,
            (step, address) -> step == Step.DATA ? Act.HANG : Act.GO,
            (step, address) -> Act.slowly(20),
            (step, address) -> step == Step.TAKEN ? Act.CLOSE : Act.GO,
            (step, address) -> step == Step.MAIL ? Act.say("hello?") : Act.GO);

    private static List<Runnable> longPlan(Rig rig) {
        var plan = new ArrayList<Runnable>();
        for (var i = 0; i < 50; i++) {
            var node = i % 2;
            plan.add(() -> rig.killNode(node));
        }
        for (var i = 0; i < 20; i++) {
            var away = i * 100L;
            plan.add(() -> rig.killDatabase(away));
        }
        Collections.shuffle(plan, new Random(SEED));
        return plan;
    }

    private static void examine(Rig rig, Load load) throws Exception {
        var journal = load.journal;
        try (var database = rig.postgres.connect()) {
            var examination = new Examination(database);
            var entries = examination.history(journal.deeds());
            examination.tables();
            examination.invariants();
            var twice = examination.mails(rig.mail.taken());
            System.out.printf(
                    "%s%nchanges acknowledged %d, refused %d, put off %d, in doubt %d; entries of the history %d%n"
                            + "mails %d, of them once more %d; crashes %d%nerrors %s%n",
                    rig.report(),
                    journal.count(Outcome.DONE),
                    journal.count(Outcome.REFUSED),
                    journal.count(Outcome.PUT_OFF),
                    journal.count(Outcome.UNKNOWN),
                    entries,
                    rig.mail.taken().size(),
                    twice,
                    rig.crashes(),
                    rig.errors());
            assertThat(examination.violations()).isEmpty();
            assertThat(load.astonishing).isEmpty();
            assertThat(twice).as("mails that came twice").isLessThanOrEqualTo(rig.crashes());
            assertThat(rig.longest("kill -9 of PostgreSQL"))
                    .as("ms until the service is back")
                    .isLessThan(10_000);
        }
    }
}
