package roster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import roster.Visitor;
import roster.dev.Database;
import roster.rig.IdentityProvider;
import roster.rig.Program;

/** The commands {@code anchor} and {@code verify} of the packaged program. */
class VerificationIT {
    private static final Path FOLDER = Path.of("target", "verification");

    @Test
    void an_altered_history_is_found_by_a_command_and_an_anchor() throws Exception {
        Files.createDirectories(FOLDER);
        var url = Database.start(
                Path.of("target", "database", UUID.randomUUID().toString()).toAbsolutePath());
        var settings = Program.settings(url);
        try (var provider = new IdentityProvider(0)) {
            settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", provider.address());
            try (var program = Program.of(settings, FOLDER.resolve("log")).start()) {
                program.await(Duration.ofSeconds(90));
                var ada = new Visitor(program.address(), Program.PUBLIC).signIn("ada@example.org");
                for (var slug : new String[] {"rain", "snow"}) {
                    ada.post("/organizations", "name", "Org", "slug", slug, "model", "single-owner");
                    ada.post("/organizations/" + slug + "/settings", "name", "New", "slug", slug, "description", "");
                }
            }
        }
        var anchors = FOLDER.resolve("anchors");
        assertThat(run(settings, anchors, "anchor")).isZero();
        assertThat(Files.readAllLines(anchors)).hasSize(3);
        var findings = FOLDER.resolve("findings");
        assertThat(run(settings, findings, "verify", anchors.toString())).isZero();
        assertThat(Files.readString(findings))
                .isEqualTo("4 entries of 2 organizations, 2 anchors: all is as it was written\n");

        try (var database = DriverManager.getConnection(url);
                var statement = database.createStatement()) {
            statement.execute("grant update, delete on audit_entry to current_user");
            statement.execute("update audit_entry set details = 'Forged' where number = 2 and actor like 'ada%'");
        }
        assertThat(run(settings, findings, "verify")).isEqualTo(1);
        assertThat(Files.readAllLines(findings))
                .hasSize(3)
                .element(0)
                .asString()
                .endsWith(": entry 2 does not follow from what is before it");
        assertThat(run(settings, findings, "verify", "missing")).isEqualTo(2);
    }

    private static int run(java.util.Map<String, String> settings, Path output, String... arguments) throws Exception {
        Files.deleteIfExists(output);
        return Program.of(settings, output).with(arguments).run();
    }
}
