package roster;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pitest.bytecode.analysis.ClassTree;
import org.pitest.classinfo.ClassByteArraySource;
import org.pitest.classinfo.ClassName;
import org.pitest.mutationtest.EngineArguments;
import org.pitest.mutationtest.build.CompoundInterceptorFactory;
import org.pitest.mutationtest.build.MutationInterceptorFactory;
import org.pitest.mutationtest.config.ReportOptions;
import org.pitest.mutationtest.engine.Mutater;
import org.pitest.mutationtest.engine.MutationDetails;
import org.pitest.mutationtest.engine.gregor.config.GregorEngineFactory;
import org.pitest.reloc.asm.ClassReader;
import org.pitest.reloc.asm.ClassVisitor;
import org.pitest.reloc.asm.ClassWriter;
import org.pitest.reloc.asm.Label;
import org.pitest.reloc.asm.MethodVisitor;
import org.pitest.reloc.asm.Opcodes;

/**
 * Changes the rules that need the database, while the program runs: one small change at a time, and for each the tests
 * that come by its line, until one fails. PIT makes the changes, but cannot bring them past the program's own loader.
 *
 * <p>{@code mvn -Pmutation test -Dtest=Mutants} takes a sample, always the same; {@code -Dmutants=1000} a larger one,
 * {@code -Dmutants.seed=2} another, {@code -Dmutants.in=Invitation} all of the classes whose names begin so,
 * {@code -Dmutants.at=Limits:169,Offer:155} those of these lines; {@code -Dmutants.by=LimitsTest} asks only these tests.
 */
@QuarkusTest
public class Mutants extends RosterTest {
    private static final int SAMPLE = Integer.getInteger("mutants", 200);
    private static final long SEED = Long.getLong("mutants.seed", 1);
    private static final String IN = System.getProperty("mutants.in", "");
    private static final List<String> AT = listed("mutants.at");
    private static final List<String> BY = listed("mutants.by");
    private static final int LEAST_PERCENT = 90;

    /** How many tests try to notice a change, of those that come by it. */
    private static final int MOST_TESTS = 80;

    private static final List<String> PACKAGES = List.of("access", "account", "invitation");

    /** Tests of the whole program, those of other things too, which invite and give access. */
    private static final List<String> TESTS = List.of(
            "access.AccessPagesTest",
            "access.MapTest",
            "access.MatrixTest",
            "access.PeopleTest",
            "access.RefusedTest",
            "account.AccountTest",
            "account.HomeTest",
            "account.SessionsTest",
            "account.SignInAnewTest",
            "batch.BatchTest",
            "batch.RenewalTest",
            "collaborator.CollaboratorTest",
            "invitation.ContentTest",
            "invitation.EventTest",
            "invitation.GermanTest",
            "invitation.InvitationFileTest",
            "invitation.InvitationTest",
            "invitation.LimitsTest",
            "invitation.RemindingTest",
            "invitation.StoryTest",
            "member.DepartureTest",
            "member.EndTest",
            "member.OffboardingTest",
            "request.AskingTest",
            "request.RequestTest",
            "web.WallsTest");

    private static final BitSet PASSED = new BitSet();
    private static volatile int age;

    private final Instrumentation machine = ByteBuddyAgent.install();
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Class<?>> classes = new TreeMap<>();
    private final Map<String, byte[]> originals = new HashMap<>();

    /** The numbers of lines, {@code class:line}. */
    private final Map<String, Integer> lines = new HashMap<>();

    /** One method of a test class. */
    private record Case(Class<?> type, Method method, BitSet lines, long nanos) {
        @Override
        public String toString() {
            return type.getSimpleName() + "." + method.getName();
        }
    }

    private enum Fate {
        KILLED,
        TIMED_OUT,
        SURVIVED,
        NO_TEST
    }

    /** Called by each line of every class while it is found out which test comes by it. */
    public static void passed(int line) {
        synchronized (PASSED) {
            PASSED.set(line);
        }
    }

    /** Called by each line of a class that was changed: ends what would go on for ever after its time. */
    public static void alive(int born) {
        if (born != age) throw new IllegalStateException("This change is over");
    }

    @Test
    void at_least_ninety_of_a_hundred_changes_are_noticed() throws Exception {
        System.setProperty("lives", "300");
        System.setProperty("seed", "1");
        load();
        var mutater = new GregorEngineFactory()
                .createEngine(EngineArguments.arguments())
                .createMutator((ClassByteArraySource) this::bytes);
        var all = mutants(mutater);
        var sample = new ArrayList<>(all);
        if (!AT.isEmpty()) {
            sample.removeIf(mutant -> !AT.contains(place(mutant)));
        } else if (IN.isEmpty()) {
            Collections.shuffle(sample, new Random(SEED));
            sample.subList(Math.min(SAMPLE, sample.size()), sample.size()).clear();
            sample.sort(Comparator.comparing(mutant -> mutant.getId().toString()));
        }
        var cases = cases();
        var report = new StringBuilder();
        var fates = new TreeMap<String, Map<Fate, Integer>>();
        for (var mutant : sample) {
            var fate = fate(mutater, mutant, cases);
            var name = mutant.getClassName().asJavaName().replace("roster.", "").replaceFirst("\\$.*", "");
            fates.computeIfAbsent(name, key -> new TreeMap<>()).merge(fate, 1, Integer::sum);
            var told = "%-9s %s:%d %s, %s%n"
                    .formatted(
                            fate,
                            mutant.getClassName().asJavaName(),
                            mutant.getLineNumber(),
                            mutant.getMethod(),
                            mutant.getDescription());
            System.out.print(told);
            if (fate == Fate.SURVIVED || fate == Fate.NO_TEST) report.append(told);
        }
        all.stream()
                .filter(mutant -> coming(mutant, cases).isEmpty())
                .map(mutant -> mutant.getClassName().asJavaName() + "." + mutant.getMethod())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .forEach((name, number) -> System.out.println("No test: " + number + " " + name));
        fates.forEach((name, fate) -> report.append("%-32s %s%n".formatted(name, fate)));
        var total = new TreeMap<Fate, Integer>();
        fates.values().forEach(fate -> fate.forEach((key, number) -> total.merge(key, number, Integer::sum)));
        var killed = total.getOrDefault(Fate.KILLED, 0) + total.getOrDefault(Fate.TIMED_OUT, 0);
        report.append("%d of %d changes, %d tests, %s: %d %% killed%n"
                .formatted(sample.size(), all.size(), cases.size(), total, 100 * killed / sample.size()));
        System.out.print(report);
        Files.writeString(Path.of("target", "mutants.txt"), report);
        assertThat(100 * killed / sample.size()).isGreaterThanOrEqualTo(LEAST_PERCENT);
    }

    /** Loads every class of the packages, and asks the virtual machine what they have become. */
    private void load() throws IOException, ClassNotFoundException, UnmodifiableClassException {
        for (var name : PACKAGES) {
            try (var files = Files.walk(Path.of("target", "classes", "roster", name))) {
                for (var file : files.map(Path::getFileName).map(Path::toString).toList()) {
                    if (!file.endsWith(".class")) continue;
                    var type = Class.forName("roster." + name + "." + file.replace(".class", ""), false, loader);
                    if (!type.isInterface()) classes.put(type.getName(), type);
                }
            }
        }
        var reading = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
                if (type != null) originals.put(type.getName(), bytes.clone());
                return null;
            }
        };
        machine.addTransformer(reading, true);
        try {
            machine.retransformClasses(classes.values().toArray(Class<?>[]::new));
        } finally {
            machine.removeTransformer(reading);
        }
        assertThat(originals).containsOnlyKeys(classes.keySet());
    }

    private Optional<byte[]> bytes(String name) {
        var known = originals.get(name.replace('/', '.'));
        if (known != null) return Optional.of(known);
        try (var file = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All changes that PIT would make. */
    private List<MutationDetails> mutants(Mutater mutater) throws IOException {
        var filters = new CompoundInterceptorFactory(
                        List.of(),
                        ServiceLoader.load(
                                        MutationInterceptorFactory.class,
                                        MutationInterceptorFactory.class.getClassLoader())
                                .stream()
                                .map(ServiceLoader.Provider::get)
                                .toList())
                .createInterceptor(new ReportOptions(), null, this::bytes, null, null);
        var changedWithoutDatabase = changedWithoutDatabase();
        var mutants = new ArrayList<MutationDetails>();
        for (var name : classes.keySet()) {
            if (!name.replaceFirst(".*\\.", "").startsWith(IN)) continue;
            if (IN.isEmpty() && changedWithoutDatabase.matcher(name).matches()) continue;
            filters.begin(ClassTree.fromBytes(originals.get(name)));
            mutants.addAll(filters.intercept(mutater.findMutations(ClassName.fromString(name)), mutater));
            filters.end();
        }
        // What is generated has no line; what made the enums will not run again.
        mutants.removeIf(mutant -> mutant.getLineNumber() <= 0
                || mutant.getMethod().equals("<clinit>")
                || classes.get(mutant.getClassName().asJavaName()).isEnum()
                        && mutant.getMethod().equals("<init>"));
        return mutants;
    }

    private static List<String> listed(String property) {
        return Arrays.stream(System.getProperty(property, "").split(","))
                .filter(one -> !one.isBlank())
                .toList();
    }

    /** The class, as its file names it, and the line. */
    private static String place(MutationDetails mutant) {
        return mutant.getClassName().asJavaName().replaceFirst(".*\\.", "").replaceFirst("\\$.*", "") + ":"
                + mutant.getLineNumber();
    }

    /** The classes that PIT changes by itself, as pom.xml lists them. */
    private static Pattern changedWithoutDatabase() throws IOException {
        var list = Files.readString(Path.of("pom.xml")).replaceAll("(?s).*<targetClasses>|</targetClasses>.*", "");
        return Pattern.compile(Pattern.compile("<param>(.*?)</param>")
                .matcher(list)
                .results()
                .map(param -> Pattern.quote(param.group(1)).replace("*", "\\E.*\\Q"))
                .collect(Collectors.joining("|")));
    }

    /** The tests, each with the lines that it comes by; what fails without any change is left out. */
    private List<Case> cases() throws Exception {
        for (var name : classes.keySet()) {
            redefine(name, probed(originals.get(name), "passed", line -> number(name, line)));
        }
        var cases = new ArrayList<Case>();
        for (var name : TESTS) {
            if (!BY.isEmpty() && !BY.contains(name.replaceFirst(".*\\.", ""))) continue;
            var type = Class.forName("roster." + name, true, loader);
            for (var method : type.getDeclaredMethods()) {
                if (!method.isAnnotationPresent(Test.class)) continue;
                synchronized (PASSED) {
                    PASSED.clear();
                }
                var start = System.nanoTime();
                var failure = run(type, method, 300);
                var nanos = System.nanoTime() - start;
                if (failure != null) {
                    System.out.printf("Left out: %s.%s, %s%n", name, method.getName(), failure);
                    continue;
                }
                synchronized (PASSED) {
                    cases.add(new Case(type, method, (BitSet) PASSED.clone(), nanos));
                }
                System.out.printf("%6d ms %s%n", NANOSECONDS.toMillis(nanos), cases.get(cases.size() - 1));
            }
        }
        for (var name : classes.keySet()) redefine(name, originals.get(name));
        return cases;
    }

    private Fate fate(Mutater mutater, MutationDetails mutant, Collection<Case> cases) throws Exception {
        var name = mutant.getClassName().asJavaName();
        var coming = coming(mutant, cases);
        if (coming.isEmpty()) return Fate.NO_TEST;
        var born = age;
        redefine(name, probed(mutater.getMutation(mutant.getId()).getBytes(), "alive", l -> born));
        for (var test : coming) {
            var failure = run(test.type(), test.method(), 20 + 5 * NANOSECONDS.toSeconds(test.nanos()));
            if (failure == null) continue;
            age++;
            redefine(name, originals.get(name));
            recovered(test, mutant);
            return failure instanceof TimeoutException ? Fate.TIMED_OUT : Fate.KILLED;
        }
        age++;
        redefine(name, originals.get(name));
        return Fate.SURVIVED;
    }

    /** The tests that come by the line: those of its package first, and those that come by few others. */
    private List<Case> coming(MutationDetails mutant, Collection<Case> cases) {
        var type = mutant.getClassName().asJavaName();
        var here = classes.get(type).getPackage();
        var line = number(type, mutant.getLineNumber());
        return cases.stream()
                .filter(test -> test.lines().get(line))
                .sorted(Comparator.<Case, Boolean>comparing(
                                test -> !test.type().getPackage().equals(here))
                        .thenComparing(test -> test.lines().cardinality()))
                .limit(MOST_TESTS)
                .toList();
    }

    /** Without the change, the test does not fail: so it was the change that it noticed. */
    private void recovered(Case test, MutationDetails mutant) throws Exception {
        Throwable failure = null;
        for (var i = 0; i < 3; i++) {
            failure = run(test.type(), test.method(), 120);
            if (failure == null) return;
            Thread.sleep(2000);
        }
        throw new AssertionError("The program has not recovered from " + mutant.getId() + ": " + test, failure);
    }

    /** Runs one test as JUnit would, on an instance of its own; what it failed with, or null. */
    private Throwable run(Class<?> type, Method method, long seconds) throws Exception {
        var running = threads.submit(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            var request = Arc.container().requestContext();
            request.activate();
            try {
                var test = instance(type);
                for (var before : annotated(type, BeforeEach.class)) before.invoke(test);
                try {
                    method.setAccessible(true);
                    method.invoke(test);
                } finally {
                    for (var after : annotated(type, AfterEach.class)) after.invoke(test);
                }
                return null;
            } finally {
                request.terminate();
            }
        });
        try {
            running.get(seconds, SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof InvocationTargetException thrown ? thrown.getCause() : e.getCause();
        } catch (TimeoutException e) {
            age++;
            running.cancel(true);
            return e;
        }
    }

    private static Object instance(Class<?> type) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        var test = constructor.newInstance();
        for (Class<?> from = type; from != Object.class; from = from.getSuperclass()) {
            for (var field : from.getDeclaredFields()) {
                if (!field.isAnnotationPresent(Inject.class)) continue;
                field.setAccessible(true);
                field.set(test, Arc.container().instance(field.getType()).get());
            }
        }
        return test;
    }

    private static List<Method> annotated(Class<?> type, Class<? extends java.lang.annotation.Annotation> by) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(by))
                .peek(method -> method.setAccessible(true))
                .toList();
    }

    private void redefine(String name, byte[] bytes) throws ClassNotFoundException, UnmodifiableClassException {
        machine.redefineClasses(new ClassDefinition(classes.get(name), bytes));
    }

    private int number(String type, int line) {
        return lines.computeIfAbsent(type + ":" + line, key -> lines.size());
    }

    /** The class, which calls a method of this one at the beginning of each line. */
    private byte[] probed(byte[] bytes, String call, Function<Integer, Integer> argument) {
        var reader = new ClassReader(bytes);
        var writer = new ClassWriter(reader, ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return loader;
            }
        };
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        var method = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return new MethodVisitor(Opcodes.ASM9, method) {
                            @Override
                            public void visitLineNumber(int line, Label start) {
                                super.visitLineNumber(line, start);
                                super.visitLdcInsn(argument.apply(line));
                                super.visitMethodInsn(Opcodes.INVOKESTATIC, "roster/Mutants", call, "(I)V", false);
                            }
                        };
                    }
                },
                ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
