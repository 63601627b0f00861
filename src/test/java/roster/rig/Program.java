package roster.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packaged program as an installation runs it: a process of its own, with the settings of production. */
public final class Program implements AutoCloseable {
    /** The address by which the program is known, behind whatever passes requests on to it. */
    public static final String PUBLIC = "https://roster.example.org";

    private static final Path PRODUCT = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern IMAGE_OPTIONS = Pattern.compile("(?m)^ENV JAVA_OPTS=\"(.*)\"$");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Path program;
    private final Map<String, String> settings;
    private final List<String> options;
    private final List<String> arguments = new ArrayList<>();
    private final Path log;
    private final int port;
    private volatile Process process;

    private Program(Path program, Map<String, String> settings, List<String> options, Path log, int port) {
        this.program = program;
        this.settings = settings;
        this.options = options;
        this.log = log;
        this.port = port;
    }

    /** What production needs; each test changes what it is about. Without mail, and with no provider behind the address. */
    public static Map<String, String> settings(String database) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", database);
        settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", "http://127.0.0.1:1/");
        settings.put("QUARKUS_OIDC_CLIENT_ID", "roster");
        settings.put("QUARKUS_OIDC_CREDENTIALS_SECRET", "s".repeat(32));
        settings.put("ROSTER_BASE_URL", PUBLIC);
        settings.put("ROSTER_SERVER_KEY", "k".repeat(32));
        settings.put("ROSTER_MAIL", "off");
        return settings;
    }

    /** The settings by which the program sends its mail to a server on this machine. */
    public static Map<String, String> mail(int port) {
        return Map.of(
                "ROSTER_MAIL", "smtp",
                "QUARKUS_MAILER_HOST", "127.0.0.1",
                "QUARKUS_MAILER_PORT", String.valueOf(port),
                "QUARKUS_MAILER_START_TLS", "DISABLED",
                "QUARKUS_MAILER_FROM", "Roster <roster@example.org>");
    }

    /**
     * Not yet started.
     *
     * @param settings the environment: {@link #settings}, and what differs
     * @param log where the program's words go, after what is there
     * @param options of the virtual machine
     */
    public static Program of(Map<String, String> settings, Path log, String... options) {
        return of(PRODUCT, settings, log, options);
    }

    /** The same with another program: a jar, or a file of arguments that name one, such as deploy/train.sh leaves. */
    static Program of(Path program, Map<String, String> settings, Path log, String... options) {
        return new Program(program, settings, List.of(options), log, freePort());
    }

    /** The options of the virtual machine that the image has. */
    static String[] imageOptions() {
        try {
            var line = IMAGE_OPTIONS.matcher(Files.readString(Path.of("deploy/Dockerfile")));
            if (!line.find()) throw new AssertionError("deploy/Dockerfile names no JAVA_OPTS");
            return line.group(1).split(" +");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the program do something else than to serve pages. */
    public Program with(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Runs the program until it ends by itself, for a minute at most; answers its exit code. */
    public int run() {
        start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    /** Starts the process, and does not wait until it answers. */
    public Program start() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                program.toString().endsWith(".jar") ? List.of("-jar", program.toString()) : List.of("@" + program));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ROSTER_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(settings);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Process process() {
        return process;
    }

    public int port() {
        return port;
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Whether the program says that it and its database can answer. */
    public boolean isReady() {
        var request = HttpRequest.newBuilder(URI.create(address() + "/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @throws AssertionError if the program is not ready in time, or has ended */
    public Program await(Duration most) {
        var end = System.nanoTime() + most.toNanos();
        while (!isReady()) {
            if (!process.isAlive()) throw new AssertionError("The program ended; its words are in " + log);
            if (System.nanoTime() > end) throw new AssertionError("The program is not ready; its words are in " + log);
            pause(50);
        }
        return this;
    }

    /** kill -9, as when a machine fails. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, as when a machine is shut down; waits until the program has ended. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process != null) kill();
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
