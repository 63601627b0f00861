package roster.account;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import roster.RealMail;
import roster.Visitor;

/**
 * A real Keycloak on a free port, run from the distribution that the build unpacks. Each start has an empty database
 * with only the realm of {@code roster-realm.json}, whose mails go to the mail server of the tests.
 */
public final class KeycloakServer implements QuarkusTestResourceLifecycleManager {
    /** The setting that tells tests the key by which the realm signs, so that they can sign as it does. */
    static final String KEY = "test.keycloak-key";

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Path REALM = Path.of("src", "test", "resources", "roster-realm.json");

    private Path home;
    private Process process;

    /** Whether it is to run: not without a Java it runs on, which a build server must have, though. */
    static boolean canRun() {
        if (javaHome() != null || "true".equals(System.getenv("CI"))) return true;
        System.err.println("KeycloakTest is skipped: Keycloak runs on Java 17 or 21, not on "
                + Runtime.version().feature() + "; name the home of one with -Dkeycloak.java.home=...");
        return false;
    }

    /** After the mail server. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        try {
            home = distribution(Path.of("target", "keycloak").toAbsolutePath());
            endLeftOver();
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
            var url = "http://127.0.0.1:" + freePort();
            var keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            var key = Base64.getEncoder()
                    .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
            run(url, key);
            return Map.of(
                    "quarkus.oidc.auth-server-url",
                    url + "/realms/roster",
                    "quarkus.oidc.credentials.secret",
                    "secret",
                    KEY,
                    key);
        } catch (IOException | InterruptedException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server, by force if it takes longer than 10 seconds. */
    @Override
    public synchronized void stop() {
        if (process == null) return;
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void run(String url, String key) throws IOException, InterruptedException {
        var realm = Files.readString(REALM)
                .replace("${SMTP_PORT}", String.valueOf(RealMail.port()))
                .replace("${ROSTER}", Visitor.base())
                .replace("${KEY}", key);
        Files.writeString(Files.createDirectories(home.resolve("data/import")).resolve(REALM.getFileName()), realm);
        var built = Files.createDirectories(home.resolve("data/tmp")).resolve("built");
        if (!Files.exists(built)) {
            launch("build", "--db=dev-mem");
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0)
                throw failure("Keycloak's own build failed");
            Files.createFile(built);
        }
        launch(
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + URI.create(url).getPort(),
                "--hostname=" + url);
        var realmPage = URI.create(url + "/realms/roster/.well-known/openid-configuration");
        for (var end = System.nanoTime() + PATIENCE.toNanos(); !answers(realmPage); Thread.sleep(100)) {
            if (!process.isAlive()) throw failure("Keycloak ended with " + process.exitValue());
            if (System.nanoTime() > end) throw failure("Keycloak is not ready after " + PATIENCE);
        }
    }

    /** Runs what kc.sh runs, but without its shell, whose forced end would leave the server running. */
    private void launch(String... arguments) throws IOException {
        var java = javaHome();
        if (java == null) throw new IOException("Keycloak runs on Java 17 or 21: give keycloak.java.home");
        var command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        command.addAll(List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Duser.language=en"));
        for (var name : List.of("java.lang", "java.util", "java.util.concurrent", "java.security"))
            command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
        command.add("-Dkc.home.dir=" + home);
        command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        command.add("-Djava.io.tmpdir=" + home.resolve("data/tmp"));
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-Dpicocli.disable.closures=true");
        command.add("-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");
        command.addAll(List.of("-cp", jar(), "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(home.toFile());
        builder.redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KC_"));
        synchronized (this) {
            process = builder.start();
        }
    }

    /** Ends the server of an earlier test run that was killed, so that it could not do so itself. */
    private void endLeftOver() {
        ProcessHandle.allProcesses()
                .filter(any -> any.info().commandLine().orElse("").contains("-cp " + jar()))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private IllegalStateException failure(String message) throws IOException {
        var lines = Files.readAllLines(log());
        var tail = lines.subList(Math.max(0, lines.size() - 40), lines.size());
        return new IllegalStateException(message + "; the end of its log:\n" + String.join("\n", tail));
    }

    private String jar() {
        return home.resolve("lib/quarkus-run.jar").toString();
    }

    private Path log() {
        return home.resolve("data/tmp/keycloak.log");
    }

    private static boolean answers(URI page) throws InterruptedException {
        var request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(20));
        try {
            return HttpClient.newHttpClient()
                            .send(request.build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path distribution(Path folder) throws IOException {
        try (var found = Files.list(folder)) {
            var homes = found.toList();
            if (homes.size() == 1) return homes.get(0);
            throw new IOException("Not one Keycloak in " + folder + " but " + homes + "; mvn clean helps");
        }
    }

    private static Path javaHome() {
        var running = Runtime.version().feature();
        var own = running == 17 || running == 21 ? System.getProperty("java.home") : null;
        return Stream.of(System.getProperty("keycloak.java.home"), System.getenv("KEYCLOAK_JAVA_HOME"), own)
                .filter(home -> home != null && !home.isBlank())
                .findFirst()
                .map(Path::of)
                .orElse(null);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
