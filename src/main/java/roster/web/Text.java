package roster.web;

import java.text.Normalizer;
import java.util.Locale;

/** The one place that checks text somebody typed: length in code points, NFC, nothing invisible that misleads. */
public final class Text {
    private Text() {}

    /** One line, trimmed, between {@code min} and {@code max} code points; else a problem at the field. */
    public static String line(Problems problems, String field, String typed, int min, int max) {
        return check(problems, field, typed, min, max, false);
    }

    /** Several lines, trimmed, at most {@code max} code points; line ends become a single line feed. */
    public static String lines(Problems problems, String field, String typed, int max) {
        return check(problems, field, typed, 0, max, true);
    }

    /**
     * The pattern, for {@code like … escape '!'}, that finds what somebody typed anywhere in a text that is kept in NFC and
     * lower case. Letters that mean something to LIKE stand for themselves.
     */
    public static String anywhere(String typed) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** A text from outside that must never fail, such as a name from the identity provider: cleaned and cut. */
    public static String cleaned(String given, int max) {
        if (given == null) return "";
        var clean = new StringBuilder();
        Normalizer.normalize(given, Normalizer.Form.NFC)
                .codePoints()
                .filter(c -> !misleads(c, false))
                .limit(max)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    private static String check(Problems problems, String field, String typed, int min, int max, boolean lines) {
        if (typed == null) typed = "";
        var text = Normalizer.normalize(typed.replace("\r\n", "\n").strip(), Normalizer.Form.NFC);
        var length = text.codePointCount(0, text.length());
        if (text.codePoints().anyMatch(c -> misleads(c, lines))) {
            problems.add(field, "This contains a character that cannot be seen. Type it again, without pasting.");
        } else if (length < min) {
            problems.add(field, length == 0 ? "This cannot be empty." : "This needs at least " + min + " characters.");
        } else if (length > max) {
            problems.add(field, "This can have at most " + max + " characters; it has " + length + ".");
        }
        return text;
    }

    /** Control, format (bidi marks among them), unassigned and private characters, and what is left of broken input. */
    private static boolean misleads(int c, boolean lines) {
        if (c == '\n' || c == '\t') return !lines;
        if (c == 0xFFFD) return true;
        // The joiners are part of names and emoji in several scripts.
        if (c == 0x200C || c == 0x200D) return false;
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
