package roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
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
                    "roster.sign-in.issuer", "",
                    "quarkus.oidc.authentication.cookie-force-secure", "true");
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

    @Test
    void sign_in_begins_a_session_that_nobody_could_choose() {
        var vera = new Visitor();
        var chosen = "x".repeat(43);
        vera.cookie("q_session", chosen);
        vera.open("/sign-in");
        logIn(vera, "vera", "vera");
        var own = vera.cookies().get("q_session");
        assertThat(own).isNotEqualTo(chosen).hasSizeGreaterThan(40);
        assertIn(vera, true);
        assertThat(new Visitor()
                        .cookie("q_session", chosen)
                        .get("/organizations/new")
                        .status())
                .isEqualTo(302);

        vera.open("/");
        vera.submit("/sign-out", Map.of());
        vera.cookie("q_session", own);
        assertIn(vera, false);
        vera.cookie("q_session", own);
        vera.open("/sign-in");
        logIn(vera, "vera", "vera");
        assertThat(vera.cookies().get("q_session")).as("after another sign-in").isNotEqualTo(own);
        assertIn(vera, true);
    }

    @Test
    void the_way_back_from_the_provider_is_for_the_browser_that_set_out_and_for_once() {
        var vera = new Visitor();
        vera.open("/sign-in");
        var back = back(vera, "vera");
        var way = new Visitor();
        way.cookies().putAll(vera.cookies());

        assertOut(new Visitor(), back, "no cookie of the sign-in");
        var ulla = new Visitor();
        ulla.open("/sign-in");
        assertOut(ulla, back, "the cookie of another sign-in");
        ulla.open("/sign-in");
        var state = back(ulla, "ulla").replaceAll(".*[?&]state=([^&]+).*", "$1");
        assertOut(ulla, back.replaceAll("state=[^&]+", "state=" + state), "another’s code with the own state");
        for (var mutilated : List.of(
                back.replaceAll("[?&]state=[^&]+", ""),
                back.replaceAll("state=[^&]+", "state=x"),
                back.replaceAll("code=[^&]+", "code=x"),
                back + "&state=" + state)) {
            var other = new Visitor();
            other.cookies().putAll(way.cookies());
            assertOut(other, mutilated, mutilated);
        }

        var again = new Visitor();
        again.open("/sign-in");
        var once = back(again, "vera");
        var late = new Visitor();
        late.cookies().putAll(again.cookies());
        again.get(once);
        assertIn(again, true);
        assertOut(late, once, "a code that was used");
    }

    @Test
    void no_script_and_no_plain_connection_gets_at_a_cookie_of_the_session() {
        var vera = new Visitor();
        var seen = new TreeSet<String>();
        for (var answer = vera.get("/sign-in"); ; ) {
            if (answer.address().toString().startsWith(Visitor.base())) {
                for (var cookie : answer.headers().getOrDefault("set-cookie", List.of())) {
                    seen.add(cookie.split("=")[0].replaceAll("q_auth_.*", "q_auth"));
                    var parts = List.of(cookie.toLowerCase().split("; *"));
                    if (parts.contains("max-age=0")) continue; // forgotten, and so without a value
                    assertThat(parts).as(cookie).contains("secure", "httponly", "samesite=lax", "path=/");
                    assertThat(cookie).doesNotContainIgnoringCase("domain=");
                }
            }
            var form = answer.page().selectFirst("#kc-form-login");
            if (answer.status() / 100 == 3) {
                answer = vera.get(
                        answer.address().resolve(answer.header("location")).toString());
            } else if (form != null) {
                answer = vera.send(vera.request(form.absUrl("action"))
                        .POST(Visitor.body(Map.of("username", "vera", "password", "vera"))));
            } else if (answer.address().getPath().equals("/")) {
                answer = vera.post("/sign-out");
            } else {
                break;
            }
        }
        assertThat(seen).contains("q_auth", "q_session");
    }

    @Test
    void of_the_calls_of_the_provider_only_a_whole_and_new_one_ends_a_session() throws Exception {
        var vera = signIn("vera");
        var ulla = signIn("ulla");
        var calls = new Calls(sid("vera"), subject("vera"));
        for (var forged : calls.forged(sid("ulla"), subject("ulla")).entrySet()) {
            assertThat(call(forged.getValue())).as(forged.getKey()).isEqualTo(400);
            assertIn(vera, true);
            assertIn(ulla, true);
        }
        // Signed by the provider, but about Ulla, who has no such session.
        assertThat(call(calls.signed(Map.of("sub", subject("ulla"))))).isEqualTo(200);
        assertIn(vera, true);
        assertIn(ulla, true);

        var other = signIn("vera");
        var whole = calls.signed(Map.of());
        assertThat(call(whole)).isEqualTo(200);
        assertIn(vera, false);
        assertIn(other, true);
        assertIn(ulla, true);
        assertThat(call(whole)).as("once more").isEqualTo(400);

        var everywhere = calls.signed(Collections.singletonMap("sid", null));
        assertThat(call(everywhere)).isEqualTo(200);
        assertIn(other, false);
        var later = signIn("vera");
        assertThat(call(everywhere)).as("once more").isEqualTo(400);
        assertIn(later, true);
        assertIn(ulla, true);
        sqlUpdate("update provider_call set expires = now() - interval '1 second'");
        assertThat(call(calls.signed(Map.of()))).isEqualTo(200);
        assertThat(sql("select count(*) from provider_call"))
                .as("calls that are remembered")
                .isEqualTo(1L);
    }

    /** Calls about one of Vera's sessions, by somebody who has the provider's own key, or wishes to. */
    private static final class Calls {
        private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
        private static final String RS256 = AlgorithmIdentifiers.RSA_USING_SHA256;

        private final String issuer = ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
        private final String sid;
        private final String subject;
        private final PrivateKey key;
        private final PublicJsonWebKey published;

        Calls(String sid, String subject) throws Exception {
            this.sid = sid;
            this.subject = subject;
            var known =
                    Base64.getDecoder().decode(ConfigProvider.getConfig().getValue(KeycloakServer.KEY, String.class));
            key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(known));
            var keys = new JsonWebKeySet(
                    new Visitor().get(issuer + "/protocol/openid-connect/certs").body());
            published = (PublicJsonWebKey) keys.getJsonWebKeys().stream()
                    .filter(it -> RS256.equals(it.getAlgorithm()))
                    .findFirst()
                    .orElseThrow();
        }

        /** A call as the provider would make it but for these claims; null leaves one out. */
        String signed(Map<String, Object> other) throws JoseException {
            return sign(claims(other), key, RS256, published.getKeyId());
        }

        private String claims(Map<String, Object> other) {
            var now = Instant.now().getEpochSecond();
            var claims = new JsonObject()
                    .put("iss", issuer)
                    .put("aud", "roster")
                    .put("iat", now)
                    .put("exp", now + 120)
                    .put("jti", UUID.randomUUID().toString())
                    .put("sub", subject)
                    .put("sid", sid)
                    .put("events", new JsonObject().put(EVENT, new JsonObject()));
            other.forEach((name, value) -> {
                if (value == null) claims.remove(name);
                else claims.put(name, value);
            });
            return claims.encode();
        }

        Map<String, String> forged(String othersSid, String othersSubject) throws Exception {
            var now = Instant.now().getEpochSecond();
            var forged = new LinkedHashMap<String, String>();
            var own = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            var claims = claims(Map.of());
            forged.put("nothing", "");
            forged.put("no token", "a.b.c");
            forged.put("another key", sign(claims, own.getPrivate(), RS256, published.getKeyId()));
            forged.put("another key, named", sign(claims, own.getPrivate(), RS256, "own"));
            forged.put("another key, unnamed", sign(claims, own.getPrivate(), RS256, null));
            forged.put("another key, brought along", brought(claims, own));
            forged.put("no signature", encoded("{\"alg\":\"none\"}") + "." + encoded(claims) + ".");
            forged.put(
                    "no algorithm, but a signature", encoded("{\"alg\":\"none\"}") + "." + encoded(claims) + ".AAAA");
            forged.put("a signature taken off", signed(Map.of()).replaceAll("[^.]+$", ""));
            forged.put(
                    "a signature of other words", signed(Map.of()).replaceAll("\\..*\\.", "." + encoded(claims) + "."));
            var pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(published.getPublicKey().getEncoded())
                    + "\n-----END PUBLIC KEY-----\n";
            for (var secret : List.of(
                    published.getPublicKey().getEncoded(),
                    pem.getBytes(StandardCharsets.UTF_8),
                    "secret".getBytes(StandardCharsets.UTF_8)))
                forged.put(
                        "HMAC by what is public, " + secret.length,
                        sign(claims, new HmacKey(secret), AlgorithmIdentifiers.HMAC_SHA256, published.getKeyId()));
            Map<String, Object> wrong = new LinkedHashMap<>();
            wrong.put("iss", "https://evil.example");
            wrong.put("aud", "another");
            wrong.put("events", new JsonObject().put("http://evil.example", new JsonObject()));
            wrong.put("nonce", "x");
            wrong.put("iat", now - 3700);
            wrong.put("exp", now - 60);
            for (var claim : wrong.entrySet())
                forged.put("a wrong " + claim.getKey(), signed(Map.of(claim.getKey(), claim.getValue())));
            for (var claim : List.of("iss", "aud", "events", "iat", "exp", "jti"))
                forged.put("no " + claim, signed(Collections.singletonMap(claim, null)));
            var nobody = new LinkedHashMap<String, Object>();
            nobody.put("sub", null);
            nobody.put("sid", null);
            forged.put("nobody", signed(nobody));
            forged.put("an event that is none", signed(Map.of("events", EVENT)));
            forged.put("a subject that is none", signed(Map.of("sub", "", "sid", "")));
            forged.put("a session that is none", signed(Map.of("sub", 1, "sid", List.of(sid))));
            return forged;
        }

        private static String brought(String claims, KeyPair own) throws JoseException {
            var token = new JsonWebSignature();
            token.setPayload(claims);
            token.setKey(own.getPrivate());
            token.setAlgorithmHeaderValue(RS256);
            token.setJwkHeader(new RsaJsonWebKey((RSAPublicKey) own.getPublic()));
            return token.getCompactSerialization();
        }

        private static String sign(String claims, Key key, String algorithm, String id) throws JoseException {
            var token = new JsonWebSignature();
            token.setPayload(claims);
            token.setKey(key);
            token.setDoKeyValidation(false);
            token.setAlgorithmHeaderValue(algorithm);
            if (id != null) token.setKeyIdHeaderValue(id);
            return token.getCompactSerialization();
        }

        private static String encoded(String json) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int call(String token) {
        var provider = new Visitor();
        return provider.send(
                        provider.request("/sign-out/back-channel").POST(Visitor.body(Map.of("logout_token", token))))
                .status();
    }

    /** The provider's name for the person's newest session. */
    private String sid(String name) {
        return (String) sql("""
                select s.sid from session s join account a on a.id = s.account_id
                where a.username = ?1 order by s.id desc limit 1""", name);
    }

    private String subject(String name) {
        return (String) sql("select subject from account where username = ?1", name);
    }

    private static void assertIn(Visitor visitor, boolean in) {
        assertThat(visitor.get("/organizations/new").status()).isEqualTo(in ? 200 : 302);
    }

    /** Taking this way back signs nobody in. */
    private static void assertOut(Visitor visitor, String back, String what) {
        var answer = visitor.get(back);
        assertThat(answer.status()).as(what).isLessThan(500);
        assertThat(visitor.cookies()).as(what).doesNotContainKey("q_session");
        assertIn(visitor, false);
    }

    /** Where the provider sends somebody back to who has said who they are. */
    private static String back(Visitor visitor, String name) {
        var form = visitor.last().page().selectFirst("#kc-form-login");
        return visitor.send(visitor.request(form.absUrl("action"))
                        .POST(Visitor.body(Map.of("username", name, "password", name))))
                .header("location");
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
