package roster.web;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.lang.reflect.Proxy;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    private static final int MOST = 40;

    /** Says of each sentence only which it is, and with what. */
    private static final WebWords NAMES = (WebWords) Proxy.newProxyInstance(
            WebWords.class.getClassLoader(),
            new Class<?>[] {WebWords.class},
            (words, sentence, with) -> sentence.getName() + (with == null ? "" : Arrays.toString(with)));

    @Property
    void what_passes_can_be_seen_and_is_normal(@ForAll("texts") String typed) {
        var checked = Text.check(typed, 2, MOST, false);
        if (checked.problem() != null) return;
        var text = checked.text();
        assertThat(text.codePointCount(0, text.length())).isBetween(2, MOST);
        assertThat(text).isEqualTo(text.strip());
        assertThat(text.codePoints()).noneMatch(TextTest::invisible);
        assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
        assertThat(Text.check(text, 2, MOST, false)).isEqualTo(checked);
        assertThat(Text.cleaned(text, MOST)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "Ünal Öztürk, unal ozturk",
        "Łukasz Ørsted, lukasz orsted",
        "Zoë Groß Æsa Þór, zoe gross aesa thor",
        "DİANA, diana",
        "Ελένη, ελενη",
        "Йордан, иордан",
        "한국, 한국",
        "हिन्दी, हिन्दी",
        "李伟 🦁, 李伟 🦁"
    })
    void a_sort_key_has_no_case_and_no_accents(String name, String key) {
        assertThat(Text.sortKey(name)).isEqualTo(Normalizer.normalize(key, Normalizer.Form.NFC));
    }

    @Property
    void a_sort_key_is_its_own(@ForAll("texts") String name) {
        var key = Text.sortKey(name);
        assertThat(Text.sortKey(key)).isEqualTo(key);
    }

    @Property
    void several_lines_differ_only_in_their_line_ends(@ForAll("texts") String typed) {
        var checked = Text.check(typed, 0, MOST, true);
        if (checked.problem() != null) return;
        var text = checked.text();
        assertThat(text.replaceAll("[\n\t]", "").codePoints()).noneMatch(TextTest::invisible);
        assertThat(Text.check(text.replace("\n", "\r\n"), 0, MOST, true)).isEqualTo(checked);
    }

    @Property
    void a_text_from_outside_is_cleaned_once_and_for_all(@ForAll("texts") String given) {
        var text = Text.cleaned(given, MOST);
        assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(MOST);
        assertThat(text.codePoints()).noneMatch(TextTest::invisible);
        assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
        assertThat(Text.cleaned(text, MOST)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u00a0\u00a0\u00a0",
                "\u3000\u2003\u202f",
                "\u200d\u200d\u200d",
                "\u200c \u200c",
                "\ufe0f\ufe0f\ufe0f",
                "\u3164\u3164\u3164",
                "\u115f\u1160\uffa0",
                "\u2800\u2800",
                "\u034f\u034f",
                "A\u00a0",
                "\u200dA"
            })
    void a_name_that_nobody_can_see_is_no_name(String typed) {
        assertThat(problem(typed)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u202eb",
                "a\u200eb",
                "a\u2066b",
                "a\u0000b",
                "a\u001bb",
                "a\u007fb",
                "a\u0085b",
                "a\nb",
                "a\tb",
                "a\rb",
                "a\u2028b",
                "a\ufeffb",
                "a\u00adb",
                "a\u200bb",
                "a\u2060b",
                "a\ud800b",
                "a\udc00b",
                "a\ufffdb",
                "a\ue000b",
                "a\ufdd0b",
                "a\udb40\udc41b",
                "a\u3164b",
                "a\u2800b"
            })
    void what_misleads_or_cannot_be_seen_is_refused_and_cleaned_away(String typed) {
        assertThat(problem(typed)).startsWith("invisible");
        assertThat(Text.cleaned(typed, MOST)).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "Zoë Ærøskøbing",
                "李小龍",
                "葛\udb40\udd00城市",
                "محمد",
                "می‌خواهم",
                "नमस्ते",
                "👩\u200d🔬 Lab",
                "❤\ufe0f Team",
                "<b>&amp;</b>",
                "Robert'); drop table",
                "{inject:signedIn.name}",
                "O’Neil “Quotes”"
            })
    void names_of_all_kinds_stay_as_they_are(String typed) {
        assertThat(problem(typed)).isNull();
        assertThat(Text.check("  " + typed + "\u00a0", 2, MOST, false).text()).isEqualTo(typed);
    }

    @Test
    void a_letter_and_its_mark_become_one() {
        assertThat(Text.check("Zoe\u0308", 1, 3, false).text()).isEqualTo("Zo\u00eb");
        assertThat(Text.cleaned("Zoe\u200e\u0308", 3)).isEqualTo("Zo\u00eb");
    }

    @Test
    void length_counts_what_people_count() {
        assertThat(problem("👍".repeat(MOST))).isNull();
        assertThat(problem("👍".repeat(MOST + 1))).isEqualTo("tooLong[40, 41]");
        assertThat(problem("a")).isEqualTo("tooShort[2]");
        assertThat(problem(" ")).isEqualTo("empty");
    }

    @Test
    void no_text_keeps_the_program_busy() {
        for (var typed : List.of(
                "a" + "\u0301\u0316".repeat(500_000),
                "a" + "\u0301".repeat(500_000) + "\u0316".repeat(500_000),
                " ".repeat(500_000) + "x" + " ".repeat(500_000),
                "\ufdfa".repeat(300_000),
                "\ud800".repeat(1_000_000))) {
            assertTimeout(ofSeconds(20), () -> Text.check(typed, 0, 20_000, true));
            assertTimeout(ofSeconds(20), () -> Text.cleaned(typed, 20_000));
            assertThat(problem(typed)).isNotNull();
        }
        assertThat(problem("a" + "\u0301".repeat(31))).isEqualTo("tooManyMarks[30]");
        assertThat(problem("a" + "\u0301".repeat(30))).isNull();
    }

    /** Letters of many kinds, and often what no name should hold. */
    @Provide
    Arbitrary<String> texts() {
        var usual = Arbitraries.of(
                "a", "Z", " ", "é", "e\u0301", "ß", "字", "한", "\u1112\u1161", "ا", "👍", "<", "&", "\u00a0");
        var odd = Arbitraries.of(
                "\u0000",
                "\n",
                "\r\n",
                "\t",
                "\u202e",
                "\u200b",
                "\u200d",
                "\u200c",
                "\ufe0f",
                "\u0301",
                "\u0316",
                "\u0338",
                "\u00ad",
                "\u2028",
                "\ud800",
                "\udc00",
                "\ufffd",
                "\u3164",
                "\u2800",
                "\u034f",
                "\u2126",
                "\u0344",
                "\ufb1d",
                "\ud834\udd5e");
        var any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT).map(Character::toString);
        var half = Arbitraries.oneOf(usual, usual, usual, odd, any).list().ofMaxSize(50);
        return Arbitraries.oneOf(half, usual.list().ofMaxSize(50)).map(pieces -> String.join("", pieces));
    }

    private static String problem(String typed) {
        var problem = Text.check(typed, 2, MOST, false).problem();
        return problem == null ? null : problem.apply(NAMES);
    }

    /** What draws nothing or turns the line around; the joiners and the choosers of a letter's form are part of words. */
    private static boolean invisible(int c) {
        var type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT && c != 0x200C && c != 0x200D
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || List.of(0xFFFD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0)
                        .contains(c);
    }
}
