package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class ReaderTest extends RosterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | de",
                "de-AT,en;q=0.5 | de",
                "en-GB,de;q=0.9 | en",
                "fr,de;q=0.3 | de",
                "fr | en",
                "* | en",
                "de;;;q=9 | en",
                "'' | en"
            })
    void a_page_speaks_the_language_that_the_browser_asks_for(String accepted, String language) {
        var nemo = new Visitor();
        nemo.header("Accept-Language", accepted);
        var page = nemo.open("/").page();
        assertThat(page.select("html").attr("lang")).isEqualTo(language);
        assertThat(page.select(".skip").text())
                .isEqualTo(language.equals("de") ? "Zum Inhalt springen" : "Skip to content");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, Europe/Berlin",
        "Europe%2FBerlin, Europe/Berlin",
        "America/Argentina/Ushuaia, America/Argentina/Ushuaia",
        "Mars/Olympus, Coordinated Universal Time (UTC)",
        "<b>, Coordinated Universal Time (UTC)"
    })
    void times_are_told_by_the_clock_that_the_browser_names(String cookie, String zone) {
        var nemo = new Visitor();
        nemo.cookie("zone", cookie);
        assertThat(nemo.open("/").page().select("body > footer").text()).contains(zone);
    }

    @Test
    void a_moment_is_written_in_the_readers_language_and_zone() {
        var moment = Instant.parse("2027-03-31T21:30:00Z");
        assertThat(Formats.moment(moment)).isEqualTo("31 Mar 2027, 21:30 UTC");
        assertThat(Reader.of("de", "Europe/Berlin").hear(() -> Formats.moment(moment)))
                .isEqualTo("31. März 2027, 23:30 MESZ");
        assertThat(Reader.of("de", null).hear(() -> Formats.away(Instant.now().plus(Duration.ofDays(3)))))
                .isEqualTo("in 3 Tagen");
        assertThat(Formats.away(Instant.now().minus(Duration.ofHours(2)))).isEqualTo("2 hours ago");
        assertThat(Reader.current()).isEqualTo(Reader.ANYBODY);
    }

    @Test
    void whom_one_speaks_to_is_forgotten_even_when_speaking_fails() {
        var german = new Reader(Locale.GERMAN, Reader.ANYBODY.zone());
        try {
            german.hear(() -> {
                throw new IllegalStateException();
            });
        } catch (IllegalStateException e) {
            assertThat(Reader.current()).isEqualTo(Reader.ANYBODY);
        }
    }
}
