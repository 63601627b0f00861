package roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

/**
 * Sign-in against a real provider, with the settings of production. Its realm knows Vera, whose address is verified, and
 * Ulla, whose address is not; whoever registers has to follow the link in its mail first.
 */
@QuarkusTest
@TestProfile(KeycloakTest.Production.class)
@EnabledIf("roster.account.KeycloakServer#canRun")
class KeycloakTest extends RosterTest {
    private static final Pattern LINK = Pattern.compile("http://\\S+");

    /** Takes back what development and the other tests set differently. */
    public static final class Production implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.devservices.enabled", "false",
                    "quarkus.oidc.authentication.nonce-required", "true",
                    "roster.sign-in.trust-unverified", "false",
                    "roster.sign-in.issuer", "");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(KeycloakServer.class));
        }
    }

    @Test
    void whoever_signs_in_has_one_account_known_by_issuer_and_subject() {
        var vera = signIn("vera");
        signIn("vera");

        var accounts =
                sqlAll("select issuer, subject, email_verified, username, name from account where username = 'vera'");
        assertThat(accounts).hasSize(1);
        var account = (Object[]) accounts.get(0);
        assertThat((String) account[0]).matches("http://127\\.0\\.0\\.1:\\d+/realms/roster");
        assertThat((String) account[1]).matches("[0-9a-f-]{36}");
        assertThat(List.of(account[2], account[3], account[4])).containsExactly(true, "vera", "Vera Verified");
        assertThat(vera.last().text())
                .contains("Vera Verified", "vera@example.org")
                .doesNotContain("not verified");
        assertThat(vera.cookies().get("q_session")).as("the session cookie").hasSizeLessThan(100);
    }

    @Test
    void somebody_invited_registers_proves_the_address_and_joins() throws Exception {
        var vera = signIn("vera");
        var slug = found(vera, "single-owner");
        invite(vera, slug, "Dora", "member");

        var dora = new Visitor();
        var offer = dora.open(link(RealMail.await(address("Dora"), 1)));
        assertThat(offer.title()).isEqualTo("Join Org " + slug + "?");
        dora.open(offer.page().select("a[href^=/sign-in]").attr("href"));
        var again = register(dora, "Dora");
        assertThat(again.address().getPath()).isEqualTo("/invitations/accept");
        assertThat(again.text()).contains("You join as Dora New");
        assertThat(dora.submit("/invitations/accept", Map.of()).title()).isEqualTo("Welcome to Org " + slug);
        assertThat(dora.open("/organizations/" + slug + "/members").text()).contains("Vera Verified", address("Dora"));
    }

    @Test
    void somebody_whose_address_is_not_verified_cannot_join() throws Exception {
        var vera = signIn("vera");
        var slug = found(vera, "single-owner");
        vera.open("/organizations/" + slug + "/invitations/new");
        vera.submit("/organizations/" + slug + "/invitations", Map.of("emails", "ulla@example.org", "role", "member"));

        var ulla = signIn("ulla");
        assertThat(ulla.last().text()).contains("not verified").doesNotContain("Org " + slug);
        var refused = ulla.open(link(RealMail.await("ulla@example.org", 1)));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.title()).isEqualTo("Your address is not verified yet");
        var invitation = sql("select cast(id as text) from invitation where address = 'ulla@example.org'");
        ulla.post("/invitations/accept", "invitation", (String) invitation);
        assertThat(ulla.open("/invitations/accept").status()).isEqualTo(403);
        assertThat(ulla.open("/organizations/" + slug).status()).isEqualTo(404);
        assertThat(vera.open("/organizations/" + slug + "/members").text()).doesNotContain("ulla@example.org");
    }

    @Test
    void sign_out_ends_the_session_here_and_at_the_provider() {
        var vera = signIn("vera");
        var thief = new Visitor();
        thief.cookies().put("q_session", vera.cookies().get("q_session"));
        assertThat(thief.get("/organizations/new").status()).isEqualTo(200);

        vera.open("/");
        var out = vera.submit("/sign-out", Map.of());
        assertThat(out.address().toString()).isEqualTo(Visitor.base() + "/signed-out");
        assertThat(out.title()).isEqualTo("You are signed out");
        assertThat(thief.open("/organizations/new").page().select("#kc-form-login"))
                .as("what the cookie of the session opens now")
                .hasSize(1);
        assertThat(vera.open("/sign-in").page().select("#kc-form-login input[name=password]"))
                .as("the question for the password at the next sign-in")
                .hasSize(1);
    }

    @Test
    void a_form_that_waited_longer_than_the_providers_token_still_counts() throws Exception {
        var vera = signIn("vera");
        var cookie = vera.cookies().get("q_session");
        vera.open("/organizations/new");
        Thread.sleep(5000); // The realm's tokens live for 4 seconds.
        var slug = address("x").replaceAll("[^a-z0-9]+", "-");
        var founded = vera.submit("/organizations", Map.of("name", "Late", "slug", slug, "model", "single-owner"));
        assertThat(founded.text()).contains("Late");
        assertThat(vera.cookies().get("q_session")).as("the same session").isEqualTo(cookie);

        vera.open("/organizations/new");
        sqlUpdate("update session set ended = now() where ended is null");
        Thread.sleep(5000);
        assertThat(vera.get("/organizations/new").status())
                .as("what was ended meanwhile stays over")
                .isEqualTo(302);
    }

    @Test
    void signing_in_anew_asks_for_the_password_again_and_begins_another_session() {
        var vera = signIn("vera");
        var slug = found(vera, "single-owner");
        var path = "/organizations/" + slug + "/deletion";
        var old = vera.cookies().get("q_session");
        var account = sql("select id from account where username = 'vera'");
        sqlUpdate(
                "update session set started = now() - interval '1 hour' where account_id = ?1 and ended is null",
                account);
        assertThat(vera.post(path, "confirm", slug).status()).isEqualTo(403);

        vera.open(path);
        assertThat(vera.submit("/sign-in/anew", Map.of()).page().select("#kc-form-login input[name=password]"))
                .as("the question for the password")
                .hasSize(1);
        var thief = new Visitor();
        thief.cookies().put("q_session", old);
        assertThat(thief.get(path).status()).as("the old session").isEqualTo(302);
        assertThat(logIn(vera, "vera", "wrong").page().select("#kc-form-login")).hasSize(1);
        assertThat(logIn(vera, "vera", "vera").address().getPath()).isEqualTo(path);
        assertThat(vera.cookies().get("q_session")).isNotEqualTo(old);
        assertThat(sql(
                        "select count(*) from session where account_id = ?1 and ended is null and started > now() - interval '1 minute'",
                        account))
                .isEqualTo(1L);
        assertThat(vera.post(path, "confirm", slug).status()).isEqualTo(303);
    }

    @Test
    void a_session_that_begins_without_a_question_is_as_old_as_the_last_answer() throws Exception {
        var vera = signIn("vera");
        var before = started();
        Thread.sleep(2500);
        vera.cookies().remove("q_session");
        assertThat(vera.open("/sign-in").address().getPath())
                .as("without a question")
                .isEqualTo("/");
        assertThat(started()).as("when Vera proved who she is").isBefore(before.plusSeconds(2));
    }

    /** When Vera's newest session began. */
    private Instant started() {
        return (Instant) sql("""
                select s.started from session s join account a on a.id = s.account_id
                where a.username = 'vera' order by s.id desc limit 1""");
    }

    @Test
    void a_session_that_the_provider_ends_is_over_here_at_the_next_request() {
        var vera = signIn("vera");
        var other = signIn("vera");
        assertThat(vera.get("/organizations/new").status()).isEqualTo(200);

        var issuer = (String) sql("select issuer from account where username = 'vera'");
        var asked = vera.open(issuer + "/protocol/openid-connect/logout?client_id=roster");
        vera.submit(asked.page().selectFirst("form"), Map.of());

        assertThat(vera.get("/organizations/new").status())
                .as("after the provider's call")
                .isEqualTo(302);
        assertThat(other.get("/organizations/new").status())
                .as("another session")
                .isEqualTo(200);
    }

    @Test
    void a_call_that_the_provider_did_not_sign_ends_nothing() {
        var vera = signIn("vera");
        var claims =
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"roster\",\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}}"
                        .formatted((Object[]) sql("select issuer, subject from account where username = 'vera'"));
        var forged = encoded("{\"alg\":\"none\"}") + "." + encoded(claims) + ".";
        for (var token : List.of(forged, forged + "AAAA", "a.b.c", "")) {
            var stranger = new Visitor();
            var answer = stranger.send(
                    stranger.request("/sign-out/back-channel").POST(Visitor.body(Map.of("logout_token", token))));
            assertThat(answer.status()).as(token).isEqualTo(400);
        }
        assertThat(vera.get("/organizations/new").status()).isEqualTo(200);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_address_changed_at_the_provider_is_taken_over_at_the_next_sign_in() throws Exception {
        var dora = new Visitor();
        dora.open("/sign-in");
        register(dora, "Dora");
        var slug = found(dora, "single-owner");
        var account = sql("select id from account where address = ?1", address("Dora"));
        dora.open("/");
        dora.submit("/sign-out", Map.of());

        dora.open(dora.get("/sign-in").header("location") + "&kc_action=UPDATE_PROFILE");
        logIn(dora, address("Dora"), "password");
        dora.submit(dora.last().page().selectFirst("form"), Map.of("email", address("Theodora")));
        assertThat(dora.last().address().toString()).isEqualTo(Visitor.base() + "/");
        assertThat(sql("select id from account where address = ?1", address("Theodora")))
                .isEqualTo(account);
        assertThat(sql("select email_verified from account where id = ?1", account))
                .as("verified")
                .isEqualTo(false);
        assertThat(dora.open("/organizations/" + slug + "/members?q=theodora").text())
                .contains(address("Theodora"));
    }

    /** Vera or Ulla, signed in; their names are their passwords. */
    private static Visitor signIn(String name) {
        var visitor = new Visitor();
        visitor.open("/sign-in");
        assertThat(logIn(visitor, name, name).address().toString()).isEqualTo(Visitor.base() + "/");
        return visitor;
    }

    private static Visitor.Answer logIn(Visitor visitor, String name, String password) {
        var form = visitor.last().page().selectFirst("#kc-form-login");
        return visitor.submit(form, Map.of("username", name, "password", password));
    }

    /** From the provider's sign-in page on: registers, and follows the link of the mail that asks for it. */
    private Visitor.Answer register(Visitor visitor, String name) throws Exception {
        var mails = RealMail.to(address(name)).size();
        visitor.open(visitor.last().page().select("a[href*=registration]").attr("abs:href"));
        var sent = visitor.submit(
                visitor.last().page().selectFirst("#kc-register-form"),
                Map.of(
                        "username",
                        address(name),
                        "password",
                        "password",
                        "password-confirm",
                        "password",
                        "email",
                        address(name),
                        "firstName",
                        name,
                        "lastName",
                        "New"));
        assertThat(sent.title()).isEqualTo("Email verification");
        return visitor.open(link(RealMail.await(address(name), mails + 1)));
    }

    /** The first link in the text of the mail. */
    private static String link(MimeMessage mail) throws Exception {
        var found = LINK.matcher(text(mail.getContent()));
        assertThat(found.find()).as("a link in the mail").isTrue();
        return found.group();
    }

    private static String text(Object content) throws Exception {
        return content instanceof Multipart parts ? text(parts.getBodyPart(0).getContent()) : content.toString();
    }
}
