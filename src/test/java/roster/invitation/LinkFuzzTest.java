package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import roster.Fuzz;
import roster.web.Keys;

/** What a fuzzer learns to send as the token of a link, or to type as the term of one. */
class LinkFuzzTest {
    static Stream<byte[]> tokens() {
        return Stream.concat(
                Stream.of("", "x", "AAAA", "====", "12h", "7 Tage", "999d")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Stream.of(47, 48, 49).map(size -> Keys.encode(new byte[size]).getBytes(StandardCharsets.US_ASCII)));
    }

    @MethodSource("tokens")
    @FuzzTest(maxDuration = "2m")
    void a_token_names_an_organization_and_a_hash_or_nothing(byte[] bytes) {
        Link.read(Fuzz.text(bytes)).ifPresent(target -> {
            assertThat(target.organization()).isNotNull();
            assertThat(target.hash()).hasSize(32);
        });
    }

    @MethodSource("tokens")
    @FuzzTest(maxDuration = "2m")
    void a_term_is_some_hours_or_none(byte[] bytes) {
        Term.parse(Fuzz.text(bytes)).ifPresent(term -> {
            assertThat(term.hours()).isBetween(1, Term.MOST_HOURS);
            assertThat(Term.parse(term.number() + term.unit())).contains(term);
        });
    }
}
