package roster.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import roster.Fuzz;
import roster.account.Address;

/** What a fuzzer learns to call things, so that a mail program makes a link of a name. */
class FactsFuzzTest {
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}][.。．｡][\\p{L}\\p{N}]");

    static Stream<byte[]> names() {
        return Stream.of(
                        "",
                        "https://evil.example",
                        "www.evil.example",
                        "evil.example/roster@example.org",
                        "dora@example.org",
                        "evil。example",
                        "a.".repeat(3000),
                        "://".repeat(3000),
                        "a,b;c:(d)")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("names")
    @FuzzTest(maxDuration = "2m")
    void a_name_in_a_mail_is_no_link(byte[] bytes) {
        var name = Fuzz.text(bytes);
        var start = Fuzz.now();
        var unlinked = Samples.filled(name, name).unlinked().organization();
        assertThat(unlinked.replace("\u2060", "")).isEqualTo(name.replace("\u2060", ""));
        assertThat(unlinked).doesNotContainPattern("[\\p{L}\\p{N}+.-]://");
        for (var word : unlinked.split("[\\s,;:()]+"))
            if (HOST.matcher(word).find())
                assertThat(Address.parse(word)).as(word).isPresent();
        assertThat(Fuzz.now() - start).isLessThan(Fuzz.PATIENCE.toNanos());
    }
}
