package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import roster.Fuzz;

/** What a fuzzer learns to type where text is expected, or a cell of a table, or what was sealed. */
class TextFuzzTest {
    static Stream<byte[]> texts() {
        return Stream.of(
                        "",
                        "Ada",
                        "e\u0301",
                        "a" + "\u0301".repeat(40),
                        "a\u202eb",
                        "a\r\nb",
                        "\ufeff",
                        "\u3164",
                        "=1+1",
                        "''=1",
                        "🏳️‍🌈",
                        "a".repeat(300),
                        "AAAA")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("texts")
    @FuzzTest(maxDuration = "2m")
    void what_is_kept_shows_nothing_but_what_it_is(byte[] bytes) {
        var typed = Fuzz.text(bytes);
        var start = Fuzz.now();
        for (var lines : new boolean[] {false, true}) {
            var checked = Text.check(typed, 1, 200, lines);
            if (checked.problem() != null) continue;
            var text = checked.text();
            assertThat(text.codePointCount(0, text.length())).isBetween(1, 200);
            assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
            assertThat(text.codePoints())
                    .noneMatch(c -> Character.getType(c) == Character.SURROGATE
                            || Character.isISOControl(c) && !(lines && (c == '\n' || c == '\t')));
            var again = Text.check(text, 1, 200, lines);
            assertThat(again.problem()).isNull();
            assertThat(again.text()).isEqualTo(text);
        }
        assertThat(Fuzz.now() - start).isLessThan(Fuzz.PATIENCE.toNanos());
    }

    @MethodSource("texts")
    @FuzzTest(maxDuration = "2m")
    void what_a_provider_says_is_cleaned_once_and_for_all(byte[] bytes) {
        var given = Fuzz.text(bytes);
        var start = Fuzz.now();
        var text = Text.cleaned(given, 100);
        assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(100);
        assertThat(text.codePoints())
                .noneMatch(c -> Character.getType(c) == Character.SURROGATE || Character.isISOControl(c));
        assertThat(Text.cleaned(text, 100)).isEqualTo(text);
        assertThat(Fuzz.now() - start).isLessThan(Fuzz.PATIENCE.toNanos());
    }

    @MethodSource("texts")
    @FuzzTest(maxDuration = "2m")
    void a_cell_comes_back_from_a_spreadsheet_as_it_was(byte[] bytes) {
        var cell = Fuzz.text(bytes);
        var safe = Csv.safe(cell);
        assertThat(Csv.plain(safe)).isEqualTo(cell);
        if (!safe.isEmpty())
            assertThat("=+-@\t\r\n＝＋－＠".indexOf(safe.charAt(0))).isNegative();
    }
}
