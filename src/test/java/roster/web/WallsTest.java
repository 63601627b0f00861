package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;
import roster.Wire;

@QuarkusTest
class WallsTest extends RosterTest {
    private static final String EVIL = "evil.example";
    private final SoftAssertions all = new SoftAssertions();

    @Test
    void a_path_has_one_spelling() throws IOException {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        for (var path : List.of(
                "/organizations/" + slug,
                "/organizations/" + slug + "/members",
                "/organizations/" + slug + "/audit",
                "/organizations/new",
                "/invitations/accept",
                "/q/health")) {
            assertThat(raw(ada, "GET", path, "").status()).isIn(200, 404);
            for (var spelling : Wire.spellings(path)) {
                var answer = raw(ada, "GET", spelling, "");
                all.assertThat(answer.status()).as(spelling).isEqualTo(400);
                all.assertThat(answer.body())
                        .as(spelling)
                        .doesNotContain("Org " + slug, address("Ada"), "status\": \"UP");
            }
        }
        all.assertAll();
    }

    @Test
    void a_part_of_the_query_is_there_once_and_can_be_read() throws IOException {
        var ada = signedIn("Ada");
        var members = "/organizations/" + found(ada, "single-owner") + "/members";
        for (var query : List.of("?q=a&q=b", "?q=%00", "?%00=a", "?q=%zz", "?q=%", "?q=a&Q=b&q=c")) {
            all.assertThat(raw(ada, "GET", members + query, "").status())
                    .as(query)
                    .isEqualTo(400);
        }
        all.assertAll();
    }

    @Test
    void a_form_from_another_site_changes_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var token = ada.token();
        var foreign = new LinkedHashMap<String, List<String>>();
        foreign.put("Sec-Fetch-Site", List.of("cross-site", "same-site", "", "Same-Origin"));
        foreign.put(
                "Origin",
                List.of(
                        "https://" + EVIL,
                        "null",
                        "http://localhost",
                        "http://localhost:1",
                        "file://",
                        Visitor.base() + ".evil.example"));
        foreign.forEach((name, values) -> values.forEach(value -> {
            var answer = rename(ada, slug, token, "Stolen", name, value);
            all.assertThat(answer.status()).as("%s: %s", name, value).isEqualTo(403);
            all.assertThat(answer.title()).isEqualTo("This form was sent from another site");
        }));
        all.assertThat(sql("select name from organization where slug = ?1", slug))
                .isEqualTo("Org " + slug);
        all.assertThat(rename(ada, slug, token, "One", "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(303);
        all.assertThat(rename(ada, slug, token, "Two", "Sec-Fetch-Site", "none").status())
                .isEqualTo(303);
        all.assertThat(rename(ada, slug, token, "Three", "Origin", Visitor.base())
                        .status())
                .isEqualTo(303);
        all.assertAll();
    }

    @Test
    void every_answer_carries_strict_headers() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var home = "/organizations/" + slug;
        for (var path : List.of(
                "/",
                "/organizations/new",
                home,
                home + "/members",
                home + "/invitations",
                home + "/invitations/new",
                home + "/settings",
                home + "/audit",
                home + "/membership/removal",
                "/invitations/accept",
                "/invitations/open?token=x",
                "/sign-in",
                "/signed-out",
                "/nowhere",
                "/organizations/nowhere",
                "/organizations/;")) {
            var answer = ada.get(path);
            all.assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                    .doesNotContain("unsafe", "*", "data:");
            all.assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            all.assertThat(answer.header("Cache-Control")).as(path).isEqualTo("no-store");
            all.assertThat(answer.header("Referrer-Policy"))
                    .as(path)
                    .isEqualTo(path.startsWith("/invitations/") ? "no-referrer" : "same-origin");
            all.assertThat(answer.page().select("style, [style], script:not([src]), base, iframe"))
                    .as(path)
                    .isEmpty();
            all.assertThat(answer.page().select("*").stream()
                            .flatMap(e -> e.attributes().asList().stream())
                            .filter(a ->
                                    a.getKey().startsWith("on") || a.getValue().startsWith("javascript:")))
                    .as(path)
                    .isEmpty();
        }
        var style = new Visitor().get("/roster.css");
        all.assertThat(style.status()).isEqualTo(200);
        all.assertThat(style.header("X-Content-Type-Options")).isEqualTo("nosniff");
        all.assertThat(style.header("Cache-Control")).doesNotContain("no-store");
        all.assertAll();
    }

    @Test
    void no_script_and_no_other_site_gets_at_a_cookie() {
        var ada = new Visitor();
        var cookies = 0;
        ada.get("/sign-in");
        for (var step = 0; step < 12; step++) {
            var answer = ada.last();
            if (answer.address().toString().startsWith(Visitor.base())) {
                for (var cookie : answer.headers().getOrDefault("set-cookie", List.of())) {
                    var parts = List.of(cookie.toLowerCase().split("; *"));
                    if (parts.contains("max-age=0")) continue; // forgotten, and so without a value
                    cookies++;
                    all.assertThat(parts).as(cookie).contains("httponly", "samesite=lax", "path=/");
                    all.assertThat(cookie).doesNotContainIgnoringCase("domain=");
                }
            }
            var form = answer.page().select("form:has(input[name=name])").first();
            if (answer.status() >= 300 && answer.status() < 400) {
                ada.get(answer.address().resolve(answer.header("location")).toString());
            } else if (form != null && !answer.address().toString().startsWith(Visitor.base())) {
                var fields = new LinkedHashMap<String, String>();
                for (var field : form.select("input[name]")) fields.put(field.attr("name"), field.val());
                fields.put("name", address("Ada"));
                ada.send(ada.request(form.absUrl("action")).POST(Visitor.body(fields)));
            } else {
                break;
            }
        }
        assertThat(ada.last().text()).contains("Sign out");
        found(ada, "single-owner");
        ada.get("/invitations/open?token=x");
        assertThat(ada.last().header("set-cookie")).containsIgnoringCase("httponly");
        assertThat(cookies).isGreaterThan(1);
        all.assertAll();
    }

    @Test
    void whatever_host_a_request_names_it_is_answered() throws Exception {
        for (var host :
                List.of("%00", "evil.com%3F", "a%zz", "%", "%4", "h%41:80", "\u00e9", "[::1", ":", "a:b", "a b")) {
            var answer = raw(new Visitor(), "GET", "/", "Host: " + host + "\r\n");
            all.assertThat(answer.status()).as(host).isIn(200, 400);
            all.assertThat(answer.took()).as(host).isLessThan(Duration.ofSeconds(2));
        }
        all.assertAll();
    }

    @Test
    void the_host_that_a_request_names_leads_nowhere() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var token = ada.token();
        var invitations = "/organizations/" + slug + "/invitations";
        var lies = "X-Forwarded-Host: " + EVIL + "\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Prefix: /" + EVIL
                + "\r\nX-Original-Host: " + EVIL + "\r\nForwarded: host=" + EVIL + ";proto=https\r\n";
        var own = "localhost:" + URI.create(Visitor.base()).getPort();
        for (var host : List.of(own, EVIL, own + "\r\nHost: " + EVIL, EVIL + "\r\nHost: " + own, EVIL + ":80@" + own)) {
            var headers = "Host: " + host + "\r\n" + lies;
            for (var path :
                    List.of("/", "/organizations/new", "/organizations/" + slug, "/sign-in", invitations, "/nowhere")) {
                all.assertThat(raw(new Visitor(), "GET", path, headers).all())
                        .as("nobody, %s, %s", path, host)
                        .doesNotContain(EVIL);
                all.assertThat(raw(ada, "GET", path, headers).all())
                        .as("Ada, %s, %s", path, host)
                        .doesNotContain(EVIL);
                all.assertThat(raw(ada, "GET", "http://" + EVIL + path, headers).all())
                        .as("Ada, the whole address of %s, %s", path, host)
                        .doesNotContain(EVIL);
            }
            if (host.length() > own.length()) continue;
            var name = host.equals(EVIL) ? "Dora" : "Cleo";
            var sent = raw(
                    ada,
                    "POST",
                    invitations,
                    headers + "Content-Type: application/x-www-form-urlencoded\r\n",
                    Visitor.encoded(Map.of("csrf-token", token, "emails", address(name), "role", "member")));
            all.assertThat(sent.status()).isEqualTo(303);
            all.assertThat(sent.all()).as("invited, %s", host).doesNotContain(EVIL);
            var mail = GreenMailUtil.getWholeMessage(RealMail.await(address(name), 1));
            all.assertThat(mail.replace("=\r\n", ""))
                    .contains(Visitor.base() + "/invitations/open")
                    .doesNotContain(EVIL);
        }
        all.assertAll();
    }

    @Test
    void sign_in_leads_to_this_installation_only() {
        var ada = signedIn("Ada");
        for (var to : List.of(
                "//" + EVIL,
                "///" + EVIL,
                "https://" + EVIL,
                "https:" + EVIL,
                "\\" + EVIL,
                "\\\\" + EVIL,
                "/\\" + EVIL,
                "/\t/" + EVIL,
                "\t//" + EVIL,
                "/\n/" + EVIL,
                "%2F%2F" + EVIL,
                "/%2F" + EVIL,
                "/%5C" + EVIL,
                "//" + EVIL + "%2F..",
                "@" + EVIL,
                "." + EVIL,
                "/@" + EVIL,
                "/;@" + EVIL,
                "/..//" + EVIL,
                "javascript:alert(1)",
                "data:text/html,x",
                "/a?b=//" + EVIL,
                "/a#//" + EVIL,
                "/a\r\nLocation: //" + EVIL,
                "",
                "/" + "a/".repeat(1500),
                "//" + EVIL + "@localhost",
                "http:/" + EVIL,
                "http:\\\\" + EVIL,
                "HTTPS://" + EVIL,
                "vbscript:x",
                "java\nscript:alert(1)",
                "\u2044\u2044" + EVIL,
                "/\uff0f" + EVIL,
                "\u3002" + EVIL,
                "/\u0000/" + EVIL,
                "/ /" + EVIL,
                " //" + EVIL,
                "/./" + EVIL,
                "/.//" + EVIL,
                "/-//" + EVIL,
                "/a\u2028//" + EVIL)) {
            for (var start : List.of("/sign-in?to=", "/sign-in/anew?to=")) {
                inside(ada.get(start + URLEncoder.encode(to, StandardCharsets.UTF_8)), start + to);
            }
        }
        for (var to : List.of("//" + EVIL, "/\\" + EVIL, "https:" + EVIL, "javascript:alert(1)", "/a\r\nX: y")) {
            all.assertThat(signedIn("Ada").post("/sign-in/anew", "to", to).header("location"))
                    .as("anew: " + to)
                    .isEqualTo("/sign-in/anew?to=/");
        }
        all.assertThat(ada.open("/sign-in?to=/organizations/new").title()).isEqualTo("Found an organization");
        var ben = new Visitor();
        ben.open("/sign-in?to=//" + EVIL);
        ben.submit(ben.last().page().select("form:has(input[name=name])").first(), Map.of("name", address("Ben")));
        all.assertThat(ben.last().address()).isEqualTo(URI.create(Visitor.base() + "/"));
        all.assertAll();
    }

    /** Leads to the home page of this installation, or nowhere. */
    private void inside(Visitor.Answer answer, String what) {
        if (answer.status() >= 400 && answer.status() < 500) return;
        all.assertThat(answer.status()).as(what).isEqualTo(303);
        all.assertThat(answer.address().resolve(answer.header("location")))
                .as(what)
                .isEqualTo(URI.create(Visitor.base() + "/"));
    }

    @Test
    void after_signing_out_the_old_cookies_open_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var token = ada.token();
        var stolen = new Visitor();
        stolen.cookies().putAll(ada.cookies());
        assertThat(stolen.get("/organizations/" + slug).status()).isEqualTo(200);
        assertThat(ada.get("/sign-out").status()).isBetween(400, 499);
        assertThat(ada.open("/").text()).contains("Sign out");

        ada.submit("/sign-out", Map.of());
        assertThat(ada.open("/").text()).doesNotContain("Sign out");
        assertOver(stolen, slug, token);
        assertThat(sql(
                        "select count(*) from session s join account a on a.id = s.account_id"
                                + " where a.address = ?1 and (s.ended is null or length(s.tokens) > 0)",
                        address("Ada")))
                .isEqualTo(0L);
    }

    @Test
    void a_session_that_ends_in_the_database_is_over_at_the_next_request() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var token = ada.token();
        sqlUpdate(
                "update session set ended = now() where account_id = (select id from account where address = ?1)",
                address("Ada"));
        assertOver(ada, slug, token);
    }

    @Test
    void what_is_the_same_for_everybody_is_there_also_when_a_session_is_over() {
        var ada = signedIn("Ada");
        sqlUpdate(
                "update session set ended = now() where account_id = (select id from account where address = ?1)",
                address("Ada"));
        for (var path : List.of(
                "/roster.css",
                "/roster.js",
                "/roster.svg",
                "/pencil.svg",
                "/webjars/htmx.org/2.0.8/dist/htmx.min.js",
                "/brands/663399.css")) {
            var answer = ada.get(path);
            all.assertThat(answer.status()).as(path).isEqualTo(200);
            all.assertThat(answer.header("set-cookie")).as(path).isEmpty();
            all.assertThat(answer.header("Cache-Control")).as(path).doesNotContain("no-store");
        }
        for (var path :
                List.of("/organizations/new", "/roster.css/../organizations/new", "/brands/;/organizations/new")) {
            all.assertThat(ada.get(path).status()).as(path).isIn(302, 400);
        }
        all.assertAll();
    }

    @Test
    void whoever_opens_page_after_page_without_a_session_can_still_sign_in() {
        var nemo = new Visitor();
        for (var i = 1; i <= 60; i++) {
            all.assertThat(nemo.get("/organizations/new").status())
                    .as("page " + i)
                    .isEqualTo(302);
        }
        all.assertAll();
        assertThat(nemo.signIn(address("Nemo")).last().text()).contains("Your organizations");
    }

    @Test
    void of_two_pages_that_were_opened_without_a_session_the_first_still_leads_in() {
        var nemo = new Visitor();
        nemo.open("/sign-in");
        var first = nemo.last().page().select("form:has(input[name=name])").first();
        nemo.open("/organizations/new");
        assertThat(nemo.submit(first, Map.of("name", address("Nemo"))).text()).contains("Your organizations");
    }

    @Test
    void ada_ends_her_other_sessions_and_only_those() {
        var laptop = signedIn("Ada");
        var slug = found(laptop, "single-owner");
        var phone = signedIn("Ada");
        phone.open("/organizations/" + slug);
        var token = phone.token();
        var mallory = signedIn("Mallory");
        laptop.open("/");
        assertThat(laptop.submit("/sign-out/others", Map.of()).text()).contains("Your other session is over.");
        assertOver(phone, slug, token);
        assertThat(laptop.open("/organizations/" + slug).status()).isEqualTo(200);
        assertThat(mallory.open("/").text()).contains("Sign out");
        laptop.open("/");
        assertThat(laptop.submit("/sign-out/others", Map.of()).text()).contains("You have no other sessions.");
    }

    /** Neither page nor form works any more. */
    private void assertOver(Visitor visitor, String slug, String token) {
        var cookies = Map.copyOf(visitor.cookies());
        var page = visitor.get("/organizations/" + slug);
        assertThat(page.status()).isEqualTo(302);
        assertThat(page.header("location")).contains("response_type=code");
        visitor.cookies().putAll(cookies);
        assertThat(visitor.get("/").text()).doesNotContain("Sign out", address("Ada"));
        visitor.cookies().putAll(cookies);
        assertThat(rename(visitor, slug, token, "Stolen", "Accept", "text/html").status())
                .isEqualTo(302);
        assertThat(sql("select name from organization where slug = ?1", slug)).isEqualTo("Org " + slug);
    }

    private static Visitor.Answer rename(
            Visitor visitor, String slug, String token, String name, String header, String value) {
        var fields = Map.of("csrf-token", token, "name", name, "slug", slug, "description", "");
        return visitor.send(visitor.request("/organizations/" + slug + "/settings")
                .header(header, value)
                .POST(Visitor.body(fields)));
    }

    private static Wire.Answer raw(Visitor visitor, String verb, String path, String headers) throws IOException {
        return raw(visitor, verb, path, headers, "");
    }

    private static Wire.Answer raw(Visitor visitor, String verb, String path, String headers, String body)
            throws IOException {
        try (var wire = new Wire()) {
            return wire.send(visitor, verb, path, headers, body);
        }
    }
}
