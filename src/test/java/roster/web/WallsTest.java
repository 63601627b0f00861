package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class WallsTest extends RosterTest {
    private static final String EVIL = "evil.example";
    private final SoftAssertions all = new SoftAssertions();

    /** Second names for a path, each made from one with at least two segments. */
    private static List<String> spellings(String path) {
        var last = path.lastIndexOf('/');
        var head = path.substring(0, last);
        var tail = path.substring(last + 1);
        return List.of(
                path + ";a",
                path + ";",
                path + ";jsessionid=1",
                head + ";a/" + tail,
                path + "/;a",
                path + "%3b",
                path + "%3Ba=b",
                head + "\\" + tail,
                path + "\\",
                head + "%5c" + tail,
                path + "%5C",
                "/" + path,
                head + "//" + tail,
                path + "//",
                head + "/x/../" + tail,
                head + "/./" + tail,
                path + "/.",
                path + "/..",
                head + "/x/%2e%2e/" + tail,
                head + "/x/.%2E/" + tail,
                head + "/%2e/" + tail,
                head + "%2F" + tail,
                path + "%2f",
                path + "%00",
                path + "%0a",
                path + "%0d%0aX:%20y",
                path + "%7f",
                path + "%252e",
                path + "%",
                path + "%zz",
                path + "%c0%af",
                path + "%e2%80%ae",
                head + "/%" + Integer.toHexString(tail.charAt(0)) + tail.substring(1),
                "/%6f" + path.substring(2),
                path + "\u00e9",
                path + "\u0001");
    }

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
            for (var spelling : spellings(path)) {
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
    void the_host_that_a_request_names_leads_nowhere() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var token = ada.token();
        var invitations = "/organizations/" + slug + "/invitations";
        var lies = "X-Forwarded-Host: " + EVIL + "\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Prefix: /" + EVIL
                + "\r\nX-Original-Host: " + EVIL + "\r\nForwarded: host=" + EVIL + ";proto=https\r\n";
        for (var host : List.of("localhost:" + URI.create(Visitor.base()).getPort(), EVIL)) {
            var headers = "Host: " + host + "\r\n" + lies;
            for (var path :
                    List.of("/", "/organizations/new", "/organizations/" + slug, "/sign-in", invitations, "/nowhere")) {
                all.assertThat(raw(new Visitor(), "GET", path, headers).all())
                        .as("nobody, %s, %s", path, host)
                        .doesNotContain(EVIL);
                all.assertThat(raw(ada, "GET", path, headers).all())
                        .as("Ada, %s, %s", path, host)
                        .doesNotContain(EVIL);
            }
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
                "/" + "a/".repeat(1500))) {
            var path = "/sign-in?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
            var answer = ada.get(path);
            if (answer.status() >= 400 && answer.status() < 500) continue;
            all.assertThat(answer.status()).as(to).isEqualTo(303);
            all.assertThat(answer.address().resolve(answer.header("location")))
                    .as(to)
                    .isEqualTo(URI.create(Visitor.base() + "/"));
        }
        all.assertThat(ada.open("/sign-in?to=/organizations/new").title()).isEqualTo("Found an organization");
        var ben = new Visitor();
        ben.open("/sign-in?to=//" + EVIL);
        ben.submit(ben.last().page().select("form:has(input[name=name])").first(), Map.of("name", address("Ben")));
        all.assertThat(ben.last().address()).isEqualTo(URI.create(Visitor.base() + "/"));
        all.assertAll();
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

    private record Raw(int status, String head, String body) {
        String all() {
            return head + body;
        }
    }

    private static Raw raw(Visitor visitor, String verb, String path, String headers) throws IOException {
        return raw(visitor, verb, path, headers, "");
    }

    /** A request as it is written, with the visitor's cookies: no client straightens the path or the host. */
    private static Raw raw(Visitor visitor, String verb, String path, String headers, String body) throws IOException {
        var base = URI.create(Visitor.base());
        var cookies = visitor.cookies().entrySet().stream()
                .map(c -> c.getKey() + "=" + c.getValue())
                .collect(Collectors.joining("; "));
        var request = verb + " " + path + " HTTP/1.1\r\n"
                + (headers.contains("Host: ") ? "" : "Host: localhost:" + base.getPort() + "\r\n")
                + headers
                + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n")
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
                + "Connection: close\r\n\r\n"
                + body;
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var end = answer.indexOf("\r\n\r\n");
            return new Raw(Integer.parseInt(answer.split(" ", 3)[1]), answer.substring(0, end), answer.substring(end));
        }
    }
}
