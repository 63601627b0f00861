package roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import roster.account.Address;
import roster.mail.Facts;
import roster.mail.Letters;
import roster.mail.Outbox;
import roster.mail.Samples;
import roster.web.Reader;

/** Every kind of mail, in a narrow and in a wide mail program, in the light and in the dark. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class MailLooksTest extends RosterTest {
    @Inject
    Letters letters;

    @AfterAll
    static void closeBrowser() {
        Browser.stop();
    }

    @Test
    void every_kind_of_mail_can_be_read_anywhere() {
        var window = Browser.open(true);
        var page = window.page();
        for (var kind : Outbox.Kind.values()) {
            people().forEach((who, facts) -> {
                var url = Visitor.base() + "/invitations/open?token=" + "x".repeat(64);
                var language = who.equals("German") ? "de" : "en";
                var letter = Reader.of(language, null)
                        .hear(() -> letters.letter(
                                kind,
                                facts,
                                url,
                                Address.parse("dora@example.org").orElseThrow()));
                var name = kind.name().toLowerCase(Locale.ROOT) + " " + who;
                structure(letter.getHtml(), language, name);
                text(letter.getText(), name);
                page.setContent(letter.getHtml());
                for (var width : List.of(1280, 320)) {
                    page.setViewportSize(width, 700);
                    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                        var where = "mail " + name + " at " + width + " in "
                                + scheme.name().toLowerCase(Locale.ROOT);
                        window.picture(where);
                        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                                .as(where + " fits")
                                .isTrue();
                        // Colours do not depend on the width.
                        if (width == 320) {
                            assertThat(window.inaccessible()).as(where).isEmpty();
                        }
                    }
                }
            });
        }
    }

    private static void structure(String html, String language, String name) {
        var page = Jsoup.parse(html);
        assertThat(page.select("html").attr("lang")).as(name).isEqualTo(language);
        assertThat(page.title()).as(name).isNotBlank();
        assertThat(page.select("img, picture, svg, video, script, link, iframe, form, object"))
                .as(name)
                .isEmpty();
        assertThat(page.select("style").html()).as(name).doesNotContain("url(", "@import");
        for (var element : page.getAllElements()) {
            for (var attribute : element.attributes()) {
                if (attribute.getValue().contains("//")) {
                    assertThat(attribute.getValue()).as(name).startsWith(Visitor.base() + "/");
                }
            }
        }
    }

    private static void text(String text, String name) {
        assertThat(text).as(name).doesNotContainPattern("<[a-z/!]").doesNotContainPattern("&(amp|lt|gt|quot|#\\d+);");
        assertThat(text)
                .as(name)
                .doesNotContain("{", "}", "\r", "\t", "NOT_FOUND")
                .contains("\n--\n");
        assertThat(text.split("\n")).as(name).hasSizeGreaterThan(3);
        assertThat(text).as(name).doesNotContain("\n\n\n").doesNotStartWith("\n");
    }

    private static Facts filled(String name) {
        return Samples.filled(name, name + "\n" + name);
    }

    private static Map<String, Facts> people() {
        var people = new LinkedHashMap<String, Facts>();
        people.put("sample", Facts.sample());
        people.put("German", Facts.sample());
        people.put("long", filled("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".repeat(4)));
        people.put("rtl", filled("הַחֶבְרָה הַמֶּטֵאוֹרוֹלוֹגִית שֶׁל הָאִיִּים — جمعية الأرصاد"));
        return people;
    }
}
