package roster.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import roster.Fuzz;

/** What a fuzzer learns to put where a moment is expected, from which a list goes on. */
class MemberListFuzzTest {
    static Stream<byte[]> moments() {
        return Stream.of(
                        "",
                        "2026-01-01T00:00:00Z",
                        "2026-06-30T23:59:60Z",
                        "+1000000000-12-31T23:59:59.999999999Z",
                        "-1000000000-01-01T00:00:00Z",
                        "0001-01-01T00:00:00Z",
                        "9999-12-31T23:59:59Z")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("moments")
    @FuzzTest(maxDuration = "2m")
    void a_place_by_time_is_one_that_the_database_can_compare_with(byte[] bytes) {
        MemberList.moment(Fuzz.text(bytes)).ifPresent(moment -> {
            assertThat(moment.atOffset(ZoneOffset.UTC).getYear()).isBetween(1, 9999);
            assertThat(MemberList.moment(Timestamp.from(moment).toInstant().toString()))
                    .contains(moment);
        });
    }
}
