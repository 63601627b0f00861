package roster.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;
import roster.account.Address;
import roster.web.Reader;
import roster.web.Text;

/** Names that want to be more than names, through every kind of mail, as it comes over the wire. */
@QuarkusTest
class HostileMailTest extends RosterTest {
    /** Sixty names, of people, organizations, projects, roles, and as a message or a reason. */
    private static final List<String> NAMES = List.of(
            "Eve\r\nBcc: mallory@evil.example",
            "Eve\nBcc: mallory@evil.example",
            "Eve\rBcc: mallory@evil.example",
            "Eve\r\n Bcc: mallory@evil.example",
            "Eve\r\n\r\n<h1>Hello</h1>",
            "Eve\r\n.\r\nMAIL FROM:<mallory@evil.example>",
            "Eve\u0085Bcc: mallory@evil.example",
            "Eve\u2028Bcc: mallory@evil.example",
            "Eve\u2029Bcc: mallory@evil.example",
            "Eve\u000bBcc: mallory@evil.example\u000c",
            "Eve\u0000Bcc: mallory@evil.example",
            "Eve%0d%0aBcc: mallory@evil.example",
            "Eve%00",
            "Eve\\r\\nBcc: mallory@evil.example",
            "=?utf-8?Q?Eve=0D=0ABcc:_mallory@evil.example?=",
            "=?utf-8?B?RXZlDQpCY2M6IG1hbGxvcnlAZXZpbC5leGFtcGxl?=",
            "=?utf-8?Q?=E2=80=AERoster?=",
            "=?us-ascii?q?a?= =?us-ascii?q?b?=",
            "mallory@evil.example",
            "<mallory@evil.example>",
            "\"Eve\" <mallory@evil.example>",
            "Eve, mallory@evil.example",
            "Eve; mallory@evil.example",
            "mallory@evil.example, eve@evil.example",
            "\"Eve\", 'x' \\ (comment)",
            "Eve (Roster <roster@localhost>)",
            "group: mallory@evil.example;",
            "https://evil.example",
            "http://evil.example/invitations/open?token=x",
            "HTTPS://EVIL.EXAMPLE/login",
            "www.evil.example",
            "evil.example",
            "evil.example/roster@example.org",
            "ftp://evil.example",
            "https://localhost@evil.example/",
            "https://localhost:18116@evil.example/invitations/open?token=x",
            "https://localhost.evil.example",
            "https://lоcalhost",
            "https://xn--lcalhost-2ng.example",
            "https://evil。example",
            "//evil.example",
            "[See the invitation](https://evil.example)",
            "![x](https://evil.example/x.png)",
            "<https://evil.example>",
            "<a href=\"https://evil.example\">See the invitation</a>",
            "<img src=x onerror=alert(1)>",
            "<script>alert(1)</script>",
            "</title></head><body><h1>Hello</h1>",
            "</p></main><style>*{display:none}</style>",
            "\" onmouseover=\"alert(1)",
            "' style='x",
            "&lt;b&gt;&amp;&#60;b&#62;",
            "<!--",
            "{facts.organization}{x}{#if}",
            "{#include mail/frame.html}{/include}",
            "${x} #{x} {{x}} %s %1$s",
            "\u202eelpmaxe.live//:sptth\u202c",
            "\u2066Eve\u2069 \u200e\u200f\ufeff\u00ad",
            "😀👩‍👩‍👧‍👦".repeat(20),
            "x".repeat(1200));

    /** Addresses that the grammar lets in. */
    private static final List<String> LOCALS = List.of(
            "o'neil+tag/x=y?z^`{|}~-_!#$%&*", "{x}", "a.b.c", "x".repeat(64), "-", "%0d%0abcc", "bcc=mallory", "https");

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\")]+");
    /** What mail programs make a link of by themselves: a scheme, or words with dots between them that are no address. */
    private static final Pattern CLICKABLE = Pattern.compile(
            "(?iu)\\b(https?|ftp)://\\S|(?<![@\\p{L}\\p{N}.-])[\\p{L}\\p{N}-]+([.。][\\p{L}\\p{N}-]+)*[.。]\\p{L}{2,}(?![^\\s/]*@)");

    @Inject
    Letters letters;

    @Inject
    Delivery delivery;

    private final Map<String, String> asked = new LinkedHashMap<>();

    @Test
    void sixty_names_stay_names_in_every_kind_of_mail() throws Exception {
        assertThat(NAMES).hasSize(60);
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var invitation = invitation(slug, "Dora");
        var domain = address("x").substring(2);
        var number = 0;
        for (var kind : Outbox.Kind.values()) {
            for (var i = 0; i < NAMES.size(); i++) {
                var local = LOCALS.get(i % LOCALS.size());
                var suffix = "-" + number++;
                var address = (local.length() > 56 ? local.substring(0, 56) : local) + suffix + "@" + domain;
                write(slug, invitation, kind, address, facts(i));
                asked.put(Address.parse(address).orElseThrow().value(), kind + " with " + NAMES.get(i));
            }
        }
        drain();
        var wrong = new ArrayList<String>();
        for (var address : asked.keySet()) {
            try {
                check(address, asked.get(address));
            } catch (AssertionError e) {
                wrong.add(e.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(RealMail.front().taken("mallory@evil.example")).isEmpty();
    }

    @Test
    void no_name_that_got_past_all_doors_gets_past_the_last_one() {
        for (var kind : Outbox.Kind.values()) {
            for (var name : NAMES) {
                try {
                    var letter = letters.letter(
                            kind,
                            Samples.filled(name, name),
                            Visitor.base() + "/x",
                            Address.parse("dora@example.org").orElseThrow());
                    assertThat(letter.getSubject()).doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u2029\u202e]");
                    assertThat(letter.getTo()).containsExactly("dora@example.org");
                    assertThat(letter.getHeaders().keySet()).containsOnly("Auto-Submitted");
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessage("A header value holds a control character");
                }
            }
        }
    }

    @Test
    void no_name_leads_a_subject_in_any_language() {
        for (var language : Reader.LANGUAGES) {
            for (var kind : Outbox.Kind.values()) {
                for (var i = 0; i < NAMES.size(); i++) {
                    var facts = facts(i);
                    new Reader(language, Reader.ANYBODY.zone()).hear(() -> {
                        var letter = letters.letter(
                                kind,
                                facts,
                                Visitor.base() + "/x",
                                Address.parse("dora@example.org").orElseThrow());
                        return assertThat(letter.getSubject())
                                .as(language + " " + kind)
                                .startsWith(own(kind))
                                .matches("\\p{Lu}\\p{Ll}.*")
                                .doesNotStartWith("Eve")
                                .doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u2029\u202e\u2066]");
                    });
                }
            }
        }
    }

    /** Each name once in each place, as the forms and the provider's claims let it in. */
    private static Facts facts(int first) {
        return Samples.filled(
                Text.cleaned(NAMES.get(first), 1200),
                NAMES.get(first)
                        .replace("\r\n", "\n")
                        .lines()
                        .map(line -> Text.cleaned(line, 1200))
                        .collect(Collectors.joining("\n")));
    }

    private void write(String slug, UUID invitation, Outbox.Kind kind, String address, Facts facts) {
        sqlUpdate(
                """
                insert into outbox (id, organization_id, kind, invitation_id, generation, sender_id, recipient, address, facts,
                  created, due)
                select gen_random_uuid(), i.organization_id, ?2, i.id, i.generation, i.inviter_id, ?3, ?4, cast(?5 as jsonb),
                  now(), now() - interval '1 minute' from invitation i where i.id = ?1""",
                invitation,
                kind.name().toLowerCase(Locale.ROOT),
                address,
                Address.parse(address).orElseThrow().value(),
                facts.toJson());
    }

    /** Two nodes more help the program with the many mails. */
    private void drain() throws Exception {
        var nodes = Executors.newFixedThreadPool(2);
        for (var node = 0; node < 2; node++) {
            nodes.submit(() -> {
                while (delivery.one()) {}
            });
        }
        nodes.shutdown();
        assertThat(nodes.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        var end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        for (var address : asked.keySet()) {
            while (RealMail.front().taken(address).isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("No mail came: " + asked.get(address) + ": "
                            + sqlAll("select problem from outbox where address = ?1", address));
                }
                Thread.sleep(50);
            }
        }
    }

    private void check(String address, String what) throws Exception {
        var taken = RealMail.front().taken(address);
        assertThat(taken).as(what).hasSize(1);
        var raw = taken.get(0).data();
        var lines = raw.split("\r\n");
        for (var line : lines)
            assertThat(line.length()).as("length of a line of " + what).isLessThanOrEqualTo(998);

        var headers = headers(raw);
        assertThat(headers.keySet())
                .as(what)
                .containsExactlyInAnyOrder(
                        "from",
                        "to",
                        "subject",
                        "date",
                        "message-id",
                        "mime-version",
                        "content-type",
                        "auto-submitted");
        assertThat(headers.get("to")).as(what).containsExactly(address);
        assertThat(headers.get("from")).as(what).containsExactly("roster@localhost");
        assertThat(headers.values()).as(what).allMatch(values -> values.size() == 1);
        var subject =
                MimeUtility.decodeText(MimeUtility.unfold(headers.get("subject").get(0)));
        assertThat(subject)
                .as(what)
                .startsWith(own(Outbox.Kind.valueOf(what.substring(0, what.indexOf(' ')))))
                .doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u2029\u202e\u2066]");
        for (var start : List.of("Eve", "mallory", "=?", "Bcc"))
            assertThat(subject).as(what).doesNotStartWith(start);

        var mail = new MimeMessage(null, new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
        var text = OutboxTest.part(mail, "text/plain");
        var html = Jsoup.parse(OutboxTest.part(mail, "text/html"));
        assertThat(html.select("script, img, iframe, form, object, link, base, meta[http-equiv]"))
                .as(what)
                .isEmpty();
        assertThat(html.select("style")).as(what).hasSize(1);
        assertThat(html.select("main")).as(what).hasSize(1);
        assertThat(html.select("h1")).as(what).hasSize(1);
        for (var element : html.getAllElements()) {
            for (var attribute : element.attributes()) {
                assertThat(attribute.getKey()).as(what).doesNotStartWith("on").isNotEqualTo("style");
                assertThat(attribute.getValue()).as(what).doesNotContain("evil");
            }
        }
        var links = html.select("a").eachAttr("href");
        assertThat(links).as(what).isNotEmpty().allMatch(link -> link.startsWith(Visitor.base() + "/"));
        for (var words : List.of(text, html.body().wholeText())) {
            var ours = words;
            for (var link : links) ours = ours.replace(link, " ");
            ours = ours.replace(address, " ").replace("ada@example.org", " ");
            var clickable = CLICKABLE.matcher(ours);
            assertThat(clickable.results().map(found -> found.group()).toList())
                    .as("what becomes a link in " + what + "\n" + ours)
                    .isEmpty();
        }
        assertThat(ADDRESS.matcher(text).results().map(found -> found.group()).toList())
                .as(what)
                .allMatch(links::contains);
    }

    /** The word, before any name, that subjects of this kind begin with. */
    private String own(Outbox.Kind kind) {
        var subject = letters.letter(
                        kind,
                        Facts.sample(),
                        Visitor.base() + "/x",
                        Address.parse("dora@example.org").orElseThrow())
                .getSubject();
        return subject.substring(0, subject.indexOf(' ') + 1);
    }

    private static Map<String, List<String>> headers(String raw) {
        var head = raw.substring(0, raw.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]", " ");
        var headers = new LinkedHashMap<String, List<String>>();
        for (var line : head.split("\r\n")) {
            var colon = line.indexOf(':');
            assertThat(colon).as(line).isPositive();
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }
}
