package roster.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import roster.Fuzz;

/** What a fuzzer learns to type where a slug, or a name that becomes one, is expected. */
class SlugFuzzTest {
    static Stream<byte[]> names() {
        return Stream.of(
                        "",
                        "weather",
                        "a--b",
                        "-a",
                        "Ærø & Þórshöfn",
                        "ﬁ½",
                        "İstanbul",
                        "-a".repeat(9000),
                        "e\u0301".repeat(50))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("names")
    @FuzzTest(maxDuration = "2m")
    void a_slug_stands_in_an_address_as_it_is(byte[] bytes) {
        var typed = Fuzz.text(bytes);
        if (!Slug.fits(typed)) return;
        assertThat(typed).matches("[a-z0-9-]{2,40}").doesNotContain("--");
        assertThat(java.net.URI.create("/organizations/" + typed).getPath()).endsWith("/" + typed);
    }

    @MethodSource("names")
    @FuzzTest(maxDuration = "2m")
    void what_a_name_suggests_is_a_slug_but_for_its_length_and_words_that_are_taken(byte[] bytes) {
        var start = Fuzz.now();
        var suggested = Slug.suggest(Fuzz.text(bytes));
        assertThat(suggested).matches("(?:[a-z0-9]++(?:-[a-z0-9]++)*+)?").hasSizeLessThanOrEqualTo(40);
        assertThat(Slug.suggest(suggested)).isEqualTo(suggested);
        assertThat(Fuzz.now() - start).isLessThan(Fuzz.PATIENCE.toNanos());
    }
}
