package roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import roster.Fuzz;

/** What a fuzzer learns to type where the end of access is expected. */
class LastingFuzzTest {
    static Stream<byte[]> ends() {
        return Stream.of(
                        "",
                        "30",
                        "30 Tage",
                        "2031-03-31",
                        "31.3.2031",
                        "+999999999-12-31",
                        "-999999999-01-01",
                        "31.12.999999999")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("ends")
    @FuzzTest(maxDuration = "2m")
    void an_end_is_a_day_or_some_days_or_none(byte[] bytes) {
        var now = Instant.parse("2026-01-01T00:00:00Z");
        Lasting.parse(Fuzz.text(bytes)).ifPresent(lasting -> {
            assertThat(lasting.days()).isBetween(0, 3650);
            if (lasting.isLimited()) assertThat(lasting.end(now)).isNotNull();
        });
    }
}
