package roster.account;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Property
    void whatever_is_typed_is_one_plain_address_or_none(@ForAll("anything") String typed) {
        Address.parse(typed).ifPresent(address -> {
            assertThat(address.typed()).isEqualTo(typed);
            assertThat(address.value())
                    .hasSizeLessThanOrEqualTo(254)
                    .matches("[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9.-]+\\.[a-z][a-z0-9-]*");
            assertThat(Address.parse(address.value()).orElseThrow().value()).isEqualTo(address.value());
        });
    }

    @Property
    void an_address_is_the_same_in_capitals(@ForAll("addresses") String typed) {
        var address = Address.parse(typed).orElseThrow();
        assertThat(address.value()).isEqualTo(typed.toLowerCase(Locale.ROOT));
        assertThat(Address.parse(typed.toUpperCase(Locale.ROOT)).orElseThrow().value())
                .isEqualTo(address.value());
    }

    @Property
    void every_address_of_a_pasted_list_is_found_and_every_other_word_named(
            @ForAll("lists") List<String> pieces, @ForAll("separators") String separator) {
        var pasted = Address.read(String.join(separator, pieces));
        var expected = new LinkedHashSet<String>();
        var wrong = new LinkedHashSet<String>();
        for (var piece : pieces) {
            Address.parse(piece).ifPresentOrElse(a -> expected.add(a.value()), () -> wrong.add(piece));
        }
        assertThat(pasted.addresses().stream().map(Address::value)).containsExactlyElementsOf(expected);
        assertThat(pasted.wrong()).containsExactlyInAnyOrderElementsOf(wrong);
    }

    @Property
    void reading_a_paste_never_fails_and_finds_each_address_once(@ForAll("anything") String text) {
        var pasted = Address.read(text);
        assertThat(pasted.addresses().stream().map(Address::value)).doesNotHaveDuplicates();
        assertThat(pasted.wrong()).doesNotHaveDuplicates().noneMatch(piece -> Address.parse(piece)
                .isPresent());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    dora@example.org | dora@example.org
                    Dora.Lee+Roster@EXAMPLE.org | dora.lee+roster@example.org
                    o'neil@example.org | o'neil@example.org
                    dora@bücher.example | dora@xn--bcher-kva.example
                    dora@BÜCHER.example | dora@xn--bcher-kva.example
                    dora@xn--bcher-kva.example | dora@xn--bcher-kva.example
                    dora@例え.jp | dora@xn--r8jz45g.jp
                    dora@example。org | dora@example.org
                    dora@\u212Aelvin.org | dora@kelvin.org
                    dora@\u0131stanbul.org | dora@xn--stanbul-qfb.org
                    1@2.co | 1@2.co""")
    void addresses_have_one_spelling(String typed, String value) {
        assertThat(Address.parse(typed)).map(Address::value).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "dora",
                "dora@",
                "@example.org",
                "dora@localhost",
                "dora@example",
                "dora@@example.org",
                "dora@mallory@example.org",
                ".dora@example.org",
                "dora.@example.org",
                "do..ra@example.org",
                "dora@.example.org",
                "dora@example.org.",
                "dora@exa..mple.org",
                "dora@-example.org",
                "dora@example-.org",
                "dora@example.1",
                "dora@127.0.0.1",
                "dora@[127.0.0.1]",
                "\"dora\"@example.org",
                "dora(x)@example.org",
                "dora@example.org(x)",
                "Dora <dora@example.org>",
                "<dora@example.org>",
                "dora@example.org,ben@example.org",
                "dora@exam ple.org",
                " dora@example.org",
                "dora@example.org ",
                "dora@example.org\n",
                "dora@example.org\r\nBcc: ben@example.org",
                "dora\u0000@example.org",
                "dora@example\u0000.org",
                "dör@example.org",
                "\u212Aelvin@example.org",
                "dora@exam_ple.org",
                "dora@exam\u200dple.org",
                "dora@exam\u00adple.org",
                "dora@exam\u200bple.org",
                "dora@exam\ufe0fple.org",
                "dora@exa\u202emple.org",
                "dora@exa\ud800mple.org",
                "dora@xn--.org",
                "dora%40example.org"
            })
    void what_is_not_exactly_one_plain_address_is_none(String typed) {
        assertThat(Address.parse(typed)).isEmpty();
    }

    @Test
    void an_address_that_stands_before_a_bracketed_one_is_not_lost() {
        assertThat(Address.read("eve@x.org Dora <dora@x.org> finn@x.org Gina <gina@x.org>")
                        .addresses())
                .extracting(Address::value)
                .containsExactly("eve@x.org", "dora@x.org", "finn@x.org", "gina@x.org");
        assertThat(Address.read("Jane @ Acme <jane@x.org>").wrong()).isEmpty();
    }

    @Test
    void a_domain_is_what_stands_behind_the_last_at() {
        assertThat(Address.parse("dora@EXAMPLE.org").map(Address::domain)).contains("example.org");
        assertThat(Address.domain("BÜCHER.example")).contains("xn--bcher-kva.example");
        assertThat(Address.domain("localhost")).isEmpty();
        assertThat(Address.domain("dora@example.org")).isEmpty();
    }

    @Test
    void an_address_is_shown_as_it_was_typed() {
        assertThat(Address.parse("Dora@EXAMPLE.org").orElseThrow()).hasToString("Dora@EXAMPLE.org");
    }

    @Test
    void nothing_is_no_address() {
        assertThat(Address.parse(null)).isEmpty();
    }

    @Test
    void lengths_have_limits() {
        var label = "a".repeat(63);
        assertThat(Address.parse("a".repeat(64) + "@example.org")).isPresent();
        assertThat(Address.parse("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(Address.parse("a@" + label + ".org")).isPresent();
        assertThat(Address.parse("a@" + label + "a.org")).isEmpty();
        assertThat(Address.parse("a@" + (label + ".").repeat(3) + "b".repeat(60)))
                .isPresent();
        assertThat(Address.parse("a@" + (label + ".").repeat(3) + "b".repeat(61)))
                .isEmpty();
        assertThat(Address.parse("a@" + "ü".repeat(200) + ".org")).isEmpty();
    }

    @Test
    void the_language_of_the_machine_plays_no_part() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Address.parse("IRIS@ISTANBUL.ORG")).map(Address::value).contains("iris@istanbul.org");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    Dora Lee <dora@x.org>, Ben <ben@x.org> | dora@x.org ben@x.org |
                    "Lee, Dora" <dora@x.org>; ben@x.org | dora@x.org ben@x.org |
                    Lee, Dora <dora@x.org> | dora@x.org |
                    "dora@x.org" <dora@x.org> | dora@x.org |
                    dora@x.org <dora@x.org> | dora@x.org |
                    Dora <dora@x.org> Ben <ben@x.org> | dora@x.org ben@x.org |
                    Dora <dora@x.org> ben@x.org | dora@x.org ben@x.org |
                    <dora@x.org>ben@x.org | dora@x.org ben@x.org |
                    DORA@x.org dora@X.org | DORA@x.org |
                    dora@x.org;;,, ,ben@x.org, | dora@x.org ben@x.org |
                    dora@x.org, ben | dora@x.org | ben
                    Dora <dora@x.org | | Dora <dora@x.org
                    Dora < dora@x.org > | dora@x.org |
                    dora@x.org, "ben@x.org", cleo@x.org | dora@x.org cleo@x.org | "ben@x.org"
                    dora@x.org", ben@x.org, "cleo@x.org | ben@x.org | dora@x.org" "cleo@x.org
                    "Dora <dora@x.org> | dora@x.org |
                    Dora <> | | EMPTY
                    "Dora" | | "Dora\"""")
    void people_paste_as_mail_programs_write(String text, String addresses, String wrong) {
        var pasted = Address.read(text);
        assertThat(String.join(
                        " ", pasted.addresses().stream().map(Address::typed).toList()))
                .isEqualTo(addresses == null ? "" : addresses);
        assertThat(String.join(" ", pasted.wrong())).isEqualTo(wrong == null ? "" : wrong.replace("EMPTY", ""));
        assertThat(pasted.wrong().isEmpty()).isEqualTo(wrong == null);
    }

    @Test
    void lines_separate_too() {
        assertThat(Address.read("dora@x.org\r\nben@x.org\n\nCleo\n<cleo@x.org>").addresses())
                .extracting(Address::value)
                .containsExactly("dora@x.org", "ben@x.org", "cleo@x.org");
        assertThat(Address.read("\"Lee\n<dora@x.org>\nben@x.org, \"x\" <cleo@x.org>")
                        .addresses())
                .extracting(Address::value)
                .containsExactly("dora@x.org", "ben@x.org", "cleo@x.org");
    }

    @Tag("timed")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<", ">", "\"", "@", ",", ";", " ", "a", "<a", "\" ", "\"<", "a@", ".", "a.", "<>", "\\", "'", "a@b.c ",
                "\u0301", "\n"
            })
    void no_paste_keeps_the_program_busy(String piece) {
        var text = piece.repeat(20_000 / piece.length());
        assertTimeout(ofSeconds(20), () -> Address.read(text));
        assertTimeout(ofSeconds(20), () -> Address.read(text + "<dora@x.org>"));
    }

    @Provide
    Arbitrary<String> anything() {
        var piece = Arbitraries.of(
                "dora",
                "@",
                "@",
                "x.org",
                "Ä",
                ".",
                "。",
                "-",
                "xn--",
                "<",
                ">",
                "\"",
                ",",
                ";",
                " ",
                "\n",
                "\r",
                "\t",
                "\u0000",
                "\u212a",
                "\u0131",
                "\u200d",
                "\u00ad",
                "\u202e",
                "\ud800",
                "\udc00",
                "İ",
                "ß",
                "字",
                "(",
                ")",
                ":",
                "\\",
                "'",
                "[1.2.3.4]",
                "a@b.co",
                "\u0301");
        var any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT).map(Character::toString);
        return Arbitraries.oneOf(piece, piece, piece, any).list().ofMaxSize(12).map(all -> String.join("", all));
    }

    @Provide
    Arbitrary<String> addresses() {
        var local = Arbitraries.strings()
                .withChars("abcXYZ019!#$%&'*+/=?^_`{|}~-")
                .ofMinLength(1)
                .ofMaxLength(20);
        var label = Arbitraries.strings().withChars("abcXYZ019").ofMinLength(1).ofMaxLength(10);
        return Combinators.combine(local, label, Arbitraries.of("org", "co.uk", "EXAMPLE"))
                .as((l, d, top) -> l + "@" + d + "." + top);
    }

    @Provide
    Arbitrary<List<String>> lists() {
        var junk = Arbitraries.of("ben", "ben@", "@x.org", "a@b@c.org", "ben@local", "x..y@z.org", "?");
        return Arbitraries.oneOf(addresses(), addresses(), junk).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(",", ";", " ", "\n", "\r\n", ", ", "; ", "\t", " ,\n", ";;", "  ");
    }
}
