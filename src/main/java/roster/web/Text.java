package roster.web;

import static roster.web.Reader.say;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The one place that checks text somebody typed: length in code points, NFC, nothing invisible that misleads. */
public final class Text {
    /** The longest run of marks in the stream-safe text format of Unicode (UAX 15). */
    private static final int MOST_MARKS = 30;

    /** Letters, marks and symbols that draw nothing. */
    private static final String FILLERS = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    private static final int FIRST_ACCENT = 0x300;
    private static final int LAST_ACCENT = 0x36F;
    private static final Map<Integer, String> LETTERS = Map.of(
            (int) 'ł', "l", (int) 'ø', "o", (int) 'đ', "d", (int) 'ð', "d", (int) 'ħ', "h", (int) 'æ', "ae", (int) 'œ',
            "oe", (int) 'þ', "th");

    private Text() {}

    /** One line, trimmed, between {@code min} and {@code max} code points; else a problem at the field. */
    public static String line(Problems problems, String field, String typed, int min, int max) {
        return kept(problems, field, check(typed, min, max, false));
    }

    /** Several lines, trimmed, at most {@code max} code points; line ends become a single line feed. */
    public static String lines(Problems problems, String field, String typed, int max) {
        return kept(problems, field, check(typed, 0, max, true));
    }

    /** A text from outside that must never fail, such as a name from the identity provider: cleaned and cut. */
    public static String cleaned(String given, int max) {
        if (given == null) return "";
        var clean = new StringBuilder();
        var marks = 0;
        for (var c : given.codePoints().filter(c -> !misleads(c, false)).toArray()) {
            marks = isMark(c) ? marks + 1 : 0;
            if (marks <= MOST_MARKS) clean.appendCodePoint(c);
        }
        var text = Normalizer.normalize(clean, Normalizer.Form.NFC);
        var points = text.codePoints().limit(max).toArray();
        return trimmed(new String(points, 0, points.length));
    }

    /**
     * What a name is sorted by, letter by letter (the collation "C"), so that lists stand in the same order on every database:
     * in lower case, without accents, and with the letters that Unicode does not take apart written out.
     */
    public static String sortKey(String name) {
        var apart = Normalizer.normalize(name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        var key = new StringBuilder();
        apart.codePoints()
                .filter(c -> c < FIRST_ACCENT || c > LAST_ACCENT)
                .forEach(c -> key.append(LETTERS.getOrDefault(c, Character.toString(c))));
        return Normalizer.normalize(key, Normalizer.Form.NFC);
    }

    /**
     * What somebody typed.
     *
     * @param text as it is kept
     * @param problem says what is wrong with it; null if nothing is
     */
    record Checked(String text, Function<WebWords, String> problem) {}

    static Checked check(String typed, int min, int max, boolean lines) {
        if (typed == null) typed = "";
        if (hasTower(typed)) return new Checked("", words -> words.tooManyMarks(MOST_MARKS));
        var text = trimmed(Normalizer.normalize(typed.replace("\r\n", "\n"), Normalizer.Form.NFC));
        var length = text.codePointCount(0, text.length());
        var seen = text.codePoints().filter(c -> !isBlank(c)).count();
        if (text.codePoints().anyMatch(c -> misleads(c, lines))) return new Checked(text, WebWords::invisible);
        if (seen < min) return new Checked(text, seen == 0 ? WebWords::empty : words -> words.tooShort(min));
        return new Checked(text, length > max ? words -> words.tooLong(max, length) : null);
    }

    private static String kept(Problems problems, String field, Checked checked) {
        if (checked.problem != null) problems.add(field, checked.problem.apply(say(WebWords.class)));
        return checked.text;
    }

    /** More marks than any script piles up; sorting them into NFC would take minutes for a megabyte. */
    private static boolean hasTower(String text) {
        var marks = 0;
        for (var i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            marks = isMark(text.codePointAt(i)) ? marks + 1 : 0;
            if (marks > MOST_MARKS) return true;
        }
        return false;
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /** Without spaces of any kind at its ends. */
    private static String trimmed(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && isSpace(text.charAt(from))) from++;
        while (to > from && isSpace(text.charAt(to - 1))) to--;
        return text.substring(from, to);
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** What is fine within a word, but draws nothing by itself: spaces, joiners, choosers of a letter's form. */
    private static boolean isBlank(int c) {
        return isSpace(c) || c == 0x200C || c == 0x200D || c >= 0xFE00 && c <= 0xFE0F;
    }

    /** Control, format (bidi marks among them), unassigned and private characters, and what is left of broken input. */
    private static boolean misleads(int c, boolean lines) {
        if (c == '\n' || c == '\t') return !lines;
        if (c == 0xFFFD || FILLERS.indexOf(c) >= 0) return true;
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
