package roster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roster.web.Clocks;
import roster.web.Problems;

/** How long access lasts, as people type it and as rows keep it. */
class LastingTest {
    private static final Instant JOINED = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2031-03-31, 2031-03-31, 0",
        "9999-12-31, 9999-12-31, 0",
        "0001-01-01, 0001-01-01, 0",
        "31.3.2031, 2031-03-31, 0",
        "' 2031-03-31 ', 2031-03-31, 0",
        "1, , 1",
        "30d, , 30",
        "30 days, , 30",
        "1 Day, , 1",
        "30 Tage, , 30",
        "30 Tagen, , 30",
        "3650, , 3650"
    })
    void a_day_or_some_days_are_read(String text, LocalDate until, int days) {
        assertThat(Lasting.parse(text)).contains(new Lasting(until, days));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "3651",
                "10000",
                "1.5",
                "30 weeks",
                "soon",
                "2031-02-30",
                "31.2.2031",
                "2031-3-1",
                "31/3/2031",
                "+10000-01-01",
                "+999999999-12-31",
                "-999999999-01-01",
                "31.12.10000",
                "0000-01-01"
            })
    void anything_else_is_no_end(String text) {
        assertThat(Lasting.parse(text)).isEmpty();
    }

    @Test
    void nothing_is_no_limit() {
        for (var text : new String[] {null, "", "  "})
            assertThat(Lasting.parse(text)).contains(Lasting.ALWAYS);
        assertThat(Lasting.ALWAYS.isLimited()).isFalse();
        assertThat(Lasting.ALWAYS.end(JOINED)).isEqualTo(Instant.MAX);
        assertThat(Lasting.ALWAYS.ends(JOINED)).isNull();
        assertThat(Lasting.ALWAYS).hasToString("");
        assertThat(Lasting.ALWAYS.sentence()).isEmpty();
        assertThat(Lasting.typed(null)).isEmpty();
        assertThat(Lasting.seen(null)).isEqualTo("none");
    }

    @Test
    void access_lasts_to_the_end_of_its_last_day() {
        var lasting = Lasting.parse("2031-03-31").orElseThrow();
        assertThat(lasting.isLimited()).isTrue();
        assertThat(lasting.end(JOINED)).isEqualTo("2031-04-01T00:00:00Z");
        assertThat(lasting.ends(JOINED)).isEqualTo("2031-04-01T00:00:00Z");
        assertThat(lasting).hasToString("2031-03-31");
        assertThat(Lasting.typed(lasting.end(JOINED))).isEqualTo("2031-03-31");
        assertThat(Lasting.seen(lasting.end(JOINED))).isEqualTo("2031-04-01T00:00:00Z");
    }

    @Test
    void days_count_from_joining() {
        var lasting = Lasting.parse("30 days").orElseThrow();
        assertThat(lasting.isLimited()).isTrue();
        assertThat(lasting.ends(JOINED)).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(lasting).hasToString("30d");
        assertThat(Lasting.parse(lasting.toString())).contains(lasting);
    }

    @Test
    void an_end_to_come_is_taken_up_to_ten_years_from_now() {
        var today = LocalDate.ofInstant(Clocks.now(), ZoneOffset.UTC);
        for (var text :
                List.of("", "1", "3650", today.toString(), today.plusDays(3650).toString())) {
            var problems = Problems.none();
            assertThat(Lasting.read(problems, "lasts", text))
                    .isEqualTo(Lasting.parse(text).orElseThrow());
            assertThat(problems.isEmpty()).isTrue();
        }
    }

    @Test
    void an_end_counts_from_now_in_whole_seconds() {
        assertThat(Lasting.readEnd("")).isNull();
        var before = Clocks.now().truncatedTo(ChronoUnit.SECONDS).plus(30, ChronoUnit.DAYS);
        var end = Lasting.readEnd("30d");
        assertThat(end).isBetween(before, Clocks.now().plus(30, ChronoUnit.DAYS));
        assertThat(end.getNano()).isZero();
    }

    @Test
    void a_form_holds_an_end_as_it_was_seen() {
        assertThat(Lasting.Form.of(JOINED)).isEqualTo(new Lasting.Form("2026-01-01", "2026-01-01T12:00:00Z"));
        for (var seen : new String[] {null, "", "2026-01-01T12:00:00Z"}) {
            assertThatCode(() -> Lasting.needSeen("Cleo", seen, JOINED)).doesNotThrowAnyException();
        }
    }
}
