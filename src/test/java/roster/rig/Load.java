package roster.rig;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import roster.Visitor;

/**
 * People at work: each worker is the owner of organizations of its own, one after the other, and of the one that all share.
 * Where nobody knows what became of a change, an organization is left as it is and another one founded.
 */
final class Load {
    private static final int ACTS_IN_A_WORLD = 120;
    private static final int PEOPLE = 4;

    final Journal journal = new Journal();
    /** What nobody expected. */
    final Queue<String> astonishing = new ConcurrentLinkedQueue<>();

    /** The organization that all share, where somebody may be late. */
    final String common;

    private final AtomicLong acts = new AtomicLong();
    private final List<Thread> workers = new ArrayList<>();
    private final String front;
    private volatile boolean stopping;

    private record Crew(Visitor owner, String address, Map<String, Visitor> people) {}

    /** Signs everybody in, and lets the owners share an organization. */
    Load(String front, int size, long seed) {
        this.front = front;
        var crews = new ArrayList<Crew>();
        for (var i = 0; i < size; i++) {
            var address = "w%dx@people.example.org".formatted(i);
            var people = new LinkedHashMap<String, Visitor>();
            for (var j = 0; j < PEOPLE; j++) {
                var person = "w%dp%dx@people.example.org".formatted(i, j);
                people.put(person, visitor(person));
            }
            crews.add(new Crew(visitor(address), address, people));
        }
        var first = crews.get(0);
        var common = World.found(journal, new Random(seed), first.owner, first.people);
        this.common = common.slug();
        for (var i = 0; i < size; i++) {
            var crew = crews.get(i);
            var random = new Random(seed + i);
            var shared = i == 0 ? common : common.join(random, crew.address, crew.owner, crew.people);
            workers.add(new Thread(() -> work(crew, shared, random), "worker " + i));
        }
    }

    Visitor visitor(String address) {
        return new Visitor(front, Program.PUBLIC).signIn(address);
    }

    void start() {
        workers.forEach(Thread::start);
    }

    /** Lets everybody finish what they are about. */
    void stop() {
        stopping = true;
        try {
            for (var worker : workers) worker.join(120_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.stream().filter(Thread::isAlive).forEach(worker -> {
            astonishing.add(worker.getName() + " does not come to an end");
            worker.interrupt();
        });
    }

    /** How many changes were acknowledged. */
    long acts() {
        return acts.get();
    }

    private void work(Crew crew, World shared, Random random) {
        World own = null;
        var left = 0;
        while (!stopping) {
            try {
                if (random.nextInt(5) == 0) {
                    shared.act();
                } else if (own == null || left-- == 0) {
                    own = null;
                    own = World.found(journal, random, crew.owner, crew.people);
                    left = ACTS_IN_A_WORLD;
                } else {
                    own.act();
                }
                acts.incrementAndGet();
            } catch (World.Doubt e) {
                own = null;
            } catch (RuntimeException e) {
                if (!stopping) astonishing.add(crew.address + ": " + e);
                own = null;
            }
        }
    }
}
