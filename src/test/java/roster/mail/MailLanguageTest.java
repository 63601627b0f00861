package roster.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;
import roster.account.Address;
import roster.web.Reader;

/** Mails speak to whoever gets them, in their language and by their clock. */
@QuarkusTest
class MailLanguageTest extends RosterTest {
    private static final Reader GERMAN = Reader.of("de", "Europe/Berlin");

    private static final Set<Outbox.Kind> NEEDS_NO_ROLE = EnumSet.of(
            Outbox.Kind.INVITATION,
            Outbox.Kind.REMINDER,
            Outbox.Kind.JOINED,
            Outbox.Kind.DECLINED,
            Outbox.Kind.LINK_ASKED,
            Outbox.Kind.READDRESS_ASKED);

    @Inject
    Letters letters;

    @Test
    void a_German_gets_German_mail_with_times_of_Berlin_from_an_English_sender_who_gets_English_mail()
            throws Exception {
        var ada = signedIn("Ada");
        var ben = german("Ben");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Ben", "viewer");
        invite(ada, slug, "Cleo", "viewer");
        var expires = (Instant) sql("select expires from invitation where id = ?1", invitation(slug, "Ben"));

        var invited = RealMail.await(address("Ben"), 1);
        assertThat(invited.getSubject()).isEqualTo("Einladung: Ada lädt Sie zu Org " + slug + " ein");
        assertThat(text(invited))
                .contains("Ada (" + address("Ada") + ") lädt Sie ein, Org " + slug
                        + " beizutreten, mit der Rolle Viewer.")
                .contains("Der Link gilt 7 Tage, bis " + berlin(expires) + ".");
        var html = Jsoup.parse(OutboxTest.part(invited, "text/html"));
        assertThat(html.select("html").attr("lang")).isEqualTo("de");
        assertThat(html.title()).isEqualTo("Einladung zu Org " + slug);
        assertThat(html.select("h1").text()).isEqualTo("Ada lädt Sie zu Org " + slug + " ein");
        assertThat(html.select(".button").text()).isEqualTo("Einladung ansehen");
        assertThat(html.text()).contains("bis " + berlin(expires) + ".");

        var other = RealMail.await(address("Cleo"), 1);
        assertThat(other.getSubject()).isEqualTo("Invitation: Ada invites you to Org " + slug);
        assertThat(text(other)).contains("The link works for 7 days, until ", " UTC.");
        assertThat(Jsoup.parse(OutboxTest.part(other, "text/html"))
                        .select("html")
                        .attr("lang"))
                .isEqualTo("en");

        ben.open("/invitations/accept?invitation=" + invitation(slug, "Ben"));
        ben.submit("/invitations/accept", Map.of());
        assertThat(RealMail.await(address("Ada"), "Joined: Ben is now a member of Org " + slug))
                .isNotNull();
    }

    @Test
    void an_invitation_to_an_address_without_an_account_speaks_the_inviters_language() throws Exception {
        var ada = german("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var mail = RealMail.await(address("Dora"), 1);
        assertThat(mail.getSubject()).isEqualTo("Einladung: Ada lädt Sie zu Org " + slug + " ein");
        assertThat(text(mail))
                .contains("weil Ada Ihre Adresse " + address("Dora") + " in Roster eingegeben hat.")
                .containsPattern("bis \\d+\\. \\p{L}+ \\d{4}, \\d\\d:\\d\\d MES?Z\\.");
    }

    @Test
    void an_account_that_has_not_proved_the_address_is_not_its_reader() throws Exception {
        var ada = signedIn("Ada");
        german("Dora");
        sqlUpdate("update account set email_verified = false where address = ?1", address("Dora"));
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        assertThat(RealMail.await(address("Dora"), 1).getSubject()).startsWith("Invitation: ");
    }

    @ParameterizedTest
    @EnumSource(Outbox.Kind.class)
    void no_sentence_of_a_German_mail_is_English(Outbox.Kind kind) {
        moods(kind).forEach((mood, facts) -> {
            var english = letter(kind, facts);
            var german = GERMAN.hear(() -> letter(kind, facts));
            assertThat(german.getSubject()).as(mood).isNotEqualTo(english.getSubject());
            assertThat(sentences(german.getText()))
                    .as(mood)
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(sentences(english.getText()));
            assertThat(sentences(html(german)))
                    .as(mood)
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(sentences(html(english)));
        });
    }

    @ParameterizedTest
    @EnumSource(Outbox.Kind.class)
    void the_text_says_what_the_page_of_a_mail_says(Outbox.Kind kind) {
        for (var reader : List.of(Reader.ANYBODY, GERMAN)) {
            moods(kind).forEach((mood, facts) -> {
                var letter = reader.hear(() -> letter(kind, facts));
                var text = letter.getText().replaceAll("\\s+", " ");
                assertThat(Jsoup.parse(letter.getHtml())
                                .select("p:not(:has(a))")
                                .eachText())
                        .as(mood)
                        .isNotEmpty()
                        .allMatch(text::contains);
            });
        }
    }

    @Test
    void lists_of_what_was_offered_and_of_what_has_lapsed_are_told_to_the_reader() {
        var facts = with(
                "projects",
                new JsonArray(List.of(
                        new Facts.Line("dora@example.org", "Org", "2027-03-31T21:30:00Z", 0).toJson(),
                        Facts.Line.more(3).toJson())));
        assertThat(facts.lines())
                .containsExactly("dora@example.org, to Org, until 31 March 2027, 21:30 UTC", "and 3 more");
        assertThat(GERMAN.hear(facts::lines))
                .containsExactly("dora@example.org, zu Org, bis 31. März 2027, 23:30 MESZ", "und 3 weitere");
        assertThat(letter(Outbox.Kind.LAPSED, facts).getSubject()).isEqualTo("Expired: 4 invitations of yours");
        assertThat(Facts.sample().lines())
                .containsExactly(
                        "Rain: Project editor",
                        "Snow and sleet of the northern islands: Project viewer, for 30 days after joining");
    }

    @Test
    void a_mail_that_a_former_version_left_waiting_still_goes_out() throws Exception {
        var ada = signedIn("Ada");
        german("Ben");
        var slug = found(ada, "owner-editor-viewer");
        var facts = """
                {"organization": "Org", "slug": "org", "project": "", "actor": "Ada", "actorAddress": "", "role": "Editor",
                 "roleDescription": "Works on it.", "was": "until 31 March 2027", "projects": ["Rain: Viewer, for 30 days after joining"],
                 "text": "", "expires": "2027-03-31T21:30:00Z"}""";
        sqlUpdate("""
                insert into outbox (id, organization_id, kind, sender_id, recipient, address, facts, created, due)
                select ?1, id, 'role_changed', ?2, ?3, ?3, cast(?4 as jsonb), now(), now() from organization where slug = ?5""", UUID.randomUUID(), account("Ada"), address("Ben"), facts, slug);
        var mail = RealMail.await(address("Ben"), 1);
        assertThat(mail.getSubject()).isEqualTo("Ihre Rolle in Org ist jetzt Editor");
        assertThat(text(mail)).contains("Editor: Works on it.");
        var invitation = GERMAN.hear(() -> letter(Outbox.Kind.INVITATION, Facts.of(facts)));
        assertThat(invitation.getText())
                .contains("mit der Rolle Editor, until 31 March 2027.", "- Rain: Viewer, for 30 days after joining");
    }

    @ParameterizedTest
    @EnumSource(Undelivered.class)
    void why_a_mail_has_not_gone_out_is_told_to_whoever_looks(Undelivered why) {
        for (var kept : List.of(why.kept(), why.kept() + " (451)", Undelivered.givenUp(why.kept() + " (550)", 100))) {
            assertThat(Undelivered.said(kept)).isEqualTo(kept);
            assertThat(GERMAN.hear(() -> Undelivered.said(kept)))
                    .doesNotContain(why.kept(), "given up")
                    .matches(said -> said.contains("(451)") == kept.contains("(451)"));
        }
    }

    @Test
    void of_the_last_attempt_code_and_number_are_told() {
        assertThat(GERMAN.hear(
                        () -> Undelivered.said(Undelivered.givenUp("The mail server asks to try later (451)", 100))))
                .isEqualTo("Der Mailserver bittet um einen späteren Versuch (451); nach 100 Versuchen aufgegeben");
        assertThat(GERMAN.hear(() -> Undelivered.said(null))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The mail server did not take it yet",
                "Mail is switched off!",
                "x; given up after 3 attempts"
            })
    void a_reason_that_nobody_knows_any_more_is_told_as_it_is(String kept) {
        assertThat(GERMAN.hear(() -> Undelivered.said(kept))).isEqualTo(kept);
    }

    // --- What the tests say over and over ---

    private Visitor german(String name) {
        var visitor = signedIn(name).header("Accept-Language", "de").cookie("zone", "Europe/Berlin");
        visitor.open("/");
        assertThat(sql("select zone from account where address = ?1", address(name)))
                .isEqualTo("Europe/Berlin");
        return visitor;
    }

    private Mail letter(Outbox.Kind kind, Facts facts) {
        return letters.letter(
                kind,
                facts,
                Visitor.base() + "/x",
                Address.parse("dora@example.org").orElseThrow());
    }

    /** The facts under which mails of this kind say different things. */
    private static Map<String, Facts> moods(Outbox.Kind kind) {
        var moods = new LinkedHashMap<String, Facts>();
        moods.put("all", with());
        moods.put("no text", with("text", ""));
        moods.put("no text, no projects", with("text", "", "projects", new JsonArray()));
        moods.put("no projects", with("projects", new JsonArray()));
        if (NEEDS_NO_ROLE.contains(kind)) moods.put("no role", with("role", "", "was", ""));
        moods.put("no project", with("project", ""));
        moods.put("no project, no projects", with("project", "", "projects", new JsonArray()));
        if (kind == Outbox.Kind.END_CHANGED) moods.put("no end", with("expires", ""));
        if (kind == Outbox.Kind.LAPSED) moods.put("several places", with("slug", ""));
        if (kind == Outbox.Kind.REQUEST_REFUSED) {
            moods.put("joining", with("text", "JOIN"));
            moods.put("another address", with("text", "READDRESS"));
        }
        return moods;
    }

    private static Facts with(Object... fields) {
        var facts = new JsonObject(Facts.sample().toJson())
                .put("text", "Eve")
                .put("projects", new JsonArray(List.of("Rain", "Snow")));
        for (var i = 0; i < fields.length; i += 2) facts.put((String) fields[i], fields[i + 1]);
        return Facts.of(facts.encode());
    }

    private static String html(Mail letter) {
        return Jsoup.parse(letter.getHtml()).select("title, h1, p, .button").eachText().stream()
                .collect(Collectors.joining("\n"));
    }

    /** What Roster itself says, in three words or more: neither what somebody wrote nor names alone. */
    private static List<String> sentences(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("- ") && !line.startsWith("> "))
                .flatMap(line -> Arrays.stream(line.split("(?<=[.:]) ")))
                .map(String::strip)
                .filter(sentence -> sentence.split("\\s+").length >= 3)
                .toList();
    }

    private static String text(MimeMessage mail) throws Exception {
        return OutboxTest.part(mail, "text/plain").replaceAll("\\s+", " ");
    }

    private static String berlin(Instant moment) {
        return DateTimeFormatter.ofPattern("d. MMMM yyyy, HH:mm z", Locale.GERMAN)
                .format(moment.atZone(ZoneId.of("Europe/Berlin")));
    }
}
