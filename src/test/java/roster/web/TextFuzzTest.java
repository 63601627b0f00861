package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import roster.Fuzz;

/** What a fuzzer learns to type where text is expected, or a cell of a table, or to send as what was sealed. */
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

    static Stream<byte[]> cookies() {
        var sealed = Installation.KEYS.seal("invitation", "dora").getBytes(StandardCharsets.US_ASCII);
        var cut = Arrays.copyOf(sealed, sealed.length / 2);
        return Stream.concat(texts(), Stream.of(sealed, cut));
    }

    @MethodSource("cookies")
    @FuzzTest(maxDuration = "2m")
    void what_nobody_sealed_does_not_open(byte[] bytes) {
        var text = Fuzz.text(bytes);
        var sealed = Installation.KEYS.seal("invitation", text);
        assertThat(sealed).matches("[\\w-]++");
        assertThat(Installation.KEYS.open("invitation", sealed))
                .contains(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        assertThat(Installation.KEYS.open("join", sealed)).isEmpty();
        assertThat(Installation.KEYS.open("join", text)).isEmpty();
        if (bytes.length > 0) {
            var altered = Base64.getUrlDecoder().decode(sealed);
            altered[Math.floorMod(Arrays.hashCode(bytes), altered.length)] ^= 1;
            assertThat(Installation.KEYS.open("invitation", Keys.encode(altered)))
                    .isEmpty();
        }
    }

    static Stream<byte[]> headers() {
        return Stream.of(
                        "de",
                        "en-GB,en;q=0.9,de;q=0.8",
                        "*;q=0",
                        "-",
                        "de;q=2",
                        "i-klingon,x-x,zh-cmn-Hans-CN",
                        "Europe/Berlin",
                        "Etc/../../x",
                        "UTC+25")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("headers")
    @FuzzTest(maxDuration = "2m")
    void who_reads_has_one_of_our_languages_and_a_clock(byte[] bytes) {
        var said = Fuzz.text(bytes);
        var start = Fuzz.now();
        var reader = Reader.of(said, said);
        assertThat(Reader.LANGUAGES).contains(reader.language());
        assertThat(reader.zone().getId()).isIn("UTC", said);
        assertThat(Fuzz.now() - start).isLessThan(Fuzz.PATIENCE.toNanos());
    }
}
