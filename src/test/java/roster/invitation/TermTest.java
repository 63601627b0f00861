package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a link lives. */
class TermTest {
    @ParameterizedTest
    @CsvSource({
        "1h, 1, 1, h",
        "12h, 12, 12, h",
        "1 hour, 1, 1, h",
        "36 Hours, 36, 36, h",
        "2 Stunden, 2, 2, h",
        "24h, 24, 1, d",
        "7d, 168, 7, d",
        "' 7 days ', 168, 7, d",
        "1 Tag, 24, 1, d",
        "30 Tage, 720, 30, d",
        "720h, 720, 30, d"
    })
    void hours_and_days_are_read(String text, int hours, int number, String unit) {
        var term = Term.parse(text).orElseThrow();
        assertThat(term.hours()).isEqualTo(hours);
        assertThat(term.number()).isEqualTo(number);
        assertThat(term.unit()).isEqualTo(unit);
        assertThat(Term.parse(number + unit)).contains(term);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0h", "-1d", "721h", "31d", "1000h", "7", "d", "1.5d", "7 weeks", "7dd"})
    void anything_else_is_none(String text) {
        assertThat(Term.parse(text)).isEmpty();
    }

    @Test
    void nothing_is_none() {
        assertThat(Term.parse(null)).isEmpty();
    }

    @Test
    void whatever_an_operator_sets_is_cut_to_what_a_link_may_live() {
        assertThat(Term.of(Duration.ofMinutes(5)).hours()).isEqualTo(1);
        assertThat(Term.of(Duration.ofDays(7)).hours()).isEqualTo(168);
        assertThat(Term.of(Duration.ofDays(365)).hours()).isEqualTo(720);
    }

    @Test
    void it_begins_when_the_link_is_made() {
        assertThat(Term.parse("36h").orElseThrow().end(Instant.parse("2026-01-01T12:00:00Z")))
                .isEqualTo("2026-01-03T00:00:00Z");
    }
}
