package roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import roster.Fuzz;

/** What a fuzzer learns to type where an address, a list of them, or a way back is expected. */
class AddressFuzzTest {
    static Stream<byte[]> pastes() {
        return Stream.of(
                        "",
                        "dora@example.org",
                        "Dora.Lee+Roster@EXAMPLE.org",
                        "dora@bücher.example",
                        "dora@xn--bcher-kva.example",
                        "\"Lee, Dora\" <dora@x.org>; ben@x.org",
                        "<".repeat(2000),
                        "a@" + "a.".repeat(200),
                        "\"" + "a@b.c ".repeat(900))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<byte[]> paths() {
        return Stream.of(
                        "/",
                        "/organizations/weather/members",
                        "//evil.example",
                        "/\\evil.example",
                        "https://evil.example",
                        "/a".repeat(8000),
                        "/" + "a".repeat(60_000),
                        "/a\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("pastes")
    @FuzzTest(maxDuration = "2m")
    void an_address_is_one_plain_spelling_or_none(byte[] bytes) {
        var typed = Fuzz.text(bytes);
        var start = Fuzz.now();
        Address.parse(typed).ifPresent(address -> {
            assertThat(address.value()).hasSizeLessThanOrEqualTo(254).matches("[\\x21-\\x7e]+@[a-z0-9.-]+");
            assertThat(address.value().chars().filter(c -> c == '@').count()).isEqualTo(1);
            assertThat(Address.parse(address.value()).orElseThrow().value()).isEqualTo(address.value());
            assertThat(Address.domain(address.domain())).contains(address.domain());
        });
        assertThat(Fuzz.now() - start).isLessThan(Fuzz.PATIENCE.toNanos());
    }

    @MethodSource("pastes")
    @FuzzTest(maxDuration = "2m")
    void a_paste_is_read_whole_and_each_address_once(byte[] bytes) {
        var start = Fuzz.now();
        var pasted = Address.read(Fuzz.text(bytes));
        assertThat(pasted.addresses()).extracting(Address::value).doesNotHaveDuplicates();
        assertThat(pasted.wrong()).allMatch(piece -> Address.parse(piece).isEmpty());
        assertThat(Fuzz.now() - start).isLessThan(Fuzz.PATIENCE.toNanos());
    }

    @MethodSource("paths")
    @FuzzTest(maxDuration = "2m")
    void a_way_back_leads_nowhere_but_here(byte[] bytes) {
        var start = Fuzz.now();
        var path = HomePages.own(Fuzz.text(bytes));
        assertThat(path).startsWith("/").doesNotContain("//").matches("[a-z0-9/-]++");
        assertThat(HomePages.own(path)).isEqualTo(path);
        var address = java.net.URI.create("https://roster.example.org/sign-in").resolve(path);
        assertThat(address.getHost()).isEqualTo("roster.example.org");
        assertThat(Fuzz.now() - start).isLessThan(Fuzz.PATIENCE.toNanos());
    }
}
