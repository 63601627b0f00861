package roster;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the tests share that a fuzzer feeds: text made of any bytes, and the time that nothing may take. */
public final class Fuzz {
    /** Far more than any of it takes, but less than anybody waits for. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private Fuzz() {}

    /** How long this thread has worked, in nanoseconds; not how long it has waited for its turn. */
    public static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Text in UTF-8; behind a byte that never begins one, in UTF-16, where halves of letters can stand alone. */
    public static String text(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != (byte) 0xff) return new String(bytes, StandardCharsets.UTF_8);
        var text = new StringBuilder();
        for (var i = 1; i + 1 < bytes.length; i += 2) text.append((char) (bytes[i] << 8 | bytes[i + 1] & 0xff));
        return text.toString();
    }

    /**
     * The sentences of a bundle where no program runs that has them: each is its own name. In a program a fuzzer looks for
     * nothing new; the tests of Quarkus are run by Quarkus.
     */
    public static <T> T words(Class<T> bundle) {
        return bundle.cast(Proxy.newProxyInstance(
                bundle.getClassLoader(), new Class<?>[] {bundle}, (proxy, method, arguments) -> method.getName()));
    }
}
