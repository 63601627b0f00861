package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import roster.Visitor;
import roster.dev.Database;
import roster.rig.IdentityProvider;
import roster.rig.Program;

/** The cookies of the packaged program, whose public address begins with https. */
class CookiesIT {
    private static final String SESSION = "__Host-q_session";

    /** Only for those who are signed in. */
    private static final String PAGE = "/organizations/new";

    private static IdentityProvider provider;
    private static Program program;

    @BeforeAll
    static void start() throws Exception {
        provider = new IdentityProvider(0);
        var settings = Program.settings(Database.start(
                Path.of("target", "database", UUID.randomUUID().toString()).toAbsolutePath()));
        settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", provider.address());
        program = Program.of(settings, Path.of("target", "cookies.log")).start();
        program.await(Duration.ofSeconds(90));
    }

    @AfterAll
    static void stop() {
        program.close();
        provider.close();
    }

    @Test
    void every_cookie_is_bound_to_this_host() {
        var seen = new TreeSet<String>();
        var ada = visitor();
        for (var answer = ada.get("/sign-in"); ; ) {
            for (var cookie : answer.headers().getOrDefault("set-cookie", List.of())) {
                if (!answer.address().toString().startsWith(program.address())) continue;
                seen.add(cookie.split("=")[0].replaceAll("q_auth_.*", "q_auth"));
                assertThat(List.of(cookie.toLowerCase().split("; *")))
                        .as(cookie)
                        .contains("secure", "httponly", "path=/")
                        .noneMatch(part -> part.startsWith("domain"));
            }
            var form = answer.page().selectFirst("form:has(input[name=name])");
            if (answer.status() / 100 == 3) {
                answer = ada.get(answer.address()
                        .resolve(answer.header("location").replace(Program.PUBLIC, program.address()))
                        .toString());
            } else if (form != null) {
                answer = ada.send(form, Map.of("name", "ada@example.org"));
            } else {
                break;
            }
        }
        assertThat(seen).contains("__Host-q_auth", SESSION).allMatch(name -> name.startsWith("__Host-"));
    }

    @Test
    void a_session_that_another_host_has_set_is_nobodys() {
        var ada = visitor().signIn("ada@example.org");
        var session = ada.cookies().get(SESSION);
        assertThat(visitor().cookie(SESSION, session).get(PAGE).status()).isEqualTo(200);
        assertThat(visitor().cookie("q_session", session).get(PAGE).status()).isEqualTo(302);

        var mallory = visitor().signIn("mallory@example.org").cookies().get(SESSION);
        var both = ada.cookie("q_session", mallory).get(PAGE);
        assertThat(both.status()).isEqualTo(200);
        assertThat(both.text()).contains("ada Sign out").doesNotContain("mallory");
    }

    @Test
    void a_session_that_is_over_keeps_nobody_from_what_is_the_same_for_all() {
        assertThat(visitor().cookie(SESSION, "over").get(PAGE).status()).isEqualTo(302);
        assertThat(visitor().cookie(SESSION, "over").get("/roster.css").status())
                .isEqualTo(200);
    }

    @Test
    void signing_out_forgets_the_session_here_and_in_the_browser() {
        var ada = visitor().signIn("ada@example.org");
        var session = ada.cookies().get(SESSION);
        var out = ada.post("/sign-out");
        assertThat(out.headers().get("set-cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith(SESSION + "=;").contains("Max-Age=0", "Path=/", "Secure"));
        assertThat(visitor().cookie(SESSION, session).get(PAGE).status()).isEqualTo(302);
    }

    @Test
    void sign_ins_that_were_begun_and_left_are_forgotten() {
        var ada = visitor();
        for (var i = 0; i < 30; i++) ada.get(PAGE);
        assertThat(ada.cookies().keySet().stream().filter(name -> name.startsWith("__Host-q_auth")))
                .hasSizeBetween(1, 9);
    }

    private static Visitor visitor() {
        return new Visitor(program.address(), Program.PUBLIC);
    }
}
