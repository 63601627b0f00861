package roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import roster.rig.Program;

/** The packaged program, as an installation has it: started as a process, before anything is set up. */
class ProductIT {
    private static final Path PRODUCT = Path.of("target", "quarkus-app");

    /** What production needs, so that each test can leave one thing out. Nothing of it is reached. */
    private static Map<String, String> complete() {
        var settings = Program.settings("jdbc:postgresql://127.0.0.1:1/roster");
        settings.remove("QUARKUS_OIDC_CREDENTIALS_SECRET");
        settings.remove("ROSTER_MAIL");
        settings.put("QUARKUS_MAILER_HOST", "127.0.0.1");
        settings.put("QUARKUS_MAILER_FROM", "roster@example.org");
        return settings;
    }

    @Test
    void without_settings_it_does_not_start_and_names_each_in_a_line() throws Exception {
        var run = run(Map.of());
        assertThat(run.code).isEqualTo(1);
        assertThat(run.output.lines())
                .hasSize(7)
                .allMatch(line -> line.startsWith("Roster cannot start: set "))
                .noneMatch(line -> line.contains("Exception"));
        assertThat(run.output).contains(complete().keySet());
    }

    @Test
    void each_missing_setting_alone_stops_the_start() throws Exception {
        for (var left : complete().keySet()) {
            var settings = complete();
            settings.remove(left);
            var run = run(settings);
            assertThat(run.code).as(left).isEqualTo(1);
            assertThat(run.output.lines()).as(left).singleElement().asString().contains(left);
        }
    }

    @Test
    void a_public_address_without_tls_and_a_short_key_do_not_do() throws Exception {
        var settings = complete();
        settings.put("ROSTER_BASE_URL", "http://roster.example.org");
        settings.put("ROSTER_SERVER_KEY", "short");
        assertThat(run(settings).output.lines()).hasSize(2);
    }

    @Test
    void mail_is_switched_off_by_name() throws Exception {
        var settings = complete();
        settings.remove("QUARKUS_MAILER_HOST");
        settings.remove("QUARKUS_MAILER_FROM");
        settings.put("ROSTER_MAIL", "off");
        settings.remove("ROSTER_SERVER_KEY");
        assertThat(run(settings).output.lines()).singleElement().asString().contains("ROSTER_SERVER_KEY");
    }

    @Test
    void it_carries_no_database_of_its_own() throws Exception {
        try (var files = Files.walk(PRODUCT)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains("zonky") || name.contains("embedded"));
        }
    }

    @Test
    void the_list_of_its_parts_names_every_jar_that_it_carries_and_no_other() throws Exception {
        var list = new JsonObject(Files.readString(Path.of("target", "quarkus-run-cyclonedx.json")));
        var named = list.getJsonArray("components").stream()
                .map(JsonObject.class::cast)
                .filter(part -> part.getJsonObject("evidence") != null)
                .flatMap(part -> part.getJsonObject("evidence").getJsonArray("occurrences").stream())
                .map(place -> ((JsonObject) place).getString("location"))
                .filter(place -> place.startsWith("lib/"))
                .collect(Collectors.toSet());
        try (var files = Files.walk(PRODUCT.resolve("lib"))) {
            assertThat(named)
                    .containsExactlyInAnyOrderElementsOf(files.filter(
                                    file -> file.toString().endsWith(".jar"))
                            .map(file -> PRODUCT.relativize(file).toString().replace('\\', '/'))
                            .toList());
        }
    }

    private record Run(int code, String output) {}

    private static Run run(Map<String, String> settings) throws IOException {
        var log = Path.of("target", "product.log");
        Files.deleteIfExists(log);
        var code = Program.of(settings, log).run();
        return new Run(code, Files.readString(log));
    }
}
