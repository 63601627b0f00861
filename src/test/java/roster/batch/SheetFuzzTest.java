package roster.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import roster.Fuzz;
import roster.web.Keyset;
import roster.web.Problems;

/** What a fuzzer learns to upload as a table, and to put where a place in a list is expected. */
class SheetFuzzTest {
    private static final BatchWords WORDS = Fuzz.words(BatchWords.class);

    static Stream<byte[]> tables() {
        return Stream.of(
                        "",
                        "dora@x.org\nben@x.org",
                        "address,role,projects\n\"dora@x.org\",member,\"rain=project-read\"",
                        "address;role\n\"dora@x.org;",
                        "address\taddress\nx",
                        "\"Lee, Dora\" <dora@x.org>",
                        "\ufeffrole,address,problem\nmember,'=dora@x.org,no",
                        "dora@x.org\n\"ben@x.org",
                        "\"".repeat(500))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<byte[]> places() {
        return Stream.of("", "x", "PDAxODkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMGFkYQ", "PjEtMS0xLTEtMQ")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("tables")
    @FuzzTest(maxDuration = "2m")
    void a_table_is_rows_or_a_problem(byte[] bytes) {
        var start = Fuzz.now();
        var problems = Problems.none();
        var text = Sheet.text(WORDS, problems, bytes);
        if (problems.isEmpty()) {
            var sheet = Sheet.read(WORDS, problems, "rows", text);
            if (problems.isEmpty()) assertThat(sheet.lines()).hasSizeBetween(1, Batch.MOST_ROWS);
            else assertThat(problems.get("rows")).isNotEmpty();
        }
        assertThat(Fuzz.now() - start).isLessThan(Fuzz.PATIENCE.toNanos());
    }

    @MethodSource("places")
    @FuzzTest(maxDuration = "2m")
    void a_place_in_a_list_is_one_or_is_refused(byte[] bytes) {
        Keyset.read(Fuzz.text(bytes))
                .ifPresent(place -> assertThat(Keyset.read(place.toString())).contains(place));
    }
}
