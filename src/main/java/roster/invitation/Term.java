package roster.invitation;

import static roster.web.Reader.say;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long the link of an invitation lives, each time that one is made.
 *
 * @param hours 1 to 720, which are 30 days
 */
public record Term(int hours) {
    static final int MOST_HOURS = 30 * 24;

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,2}) ?(?:(h|hours?|stunden?)|d|days?|tage?n?)");

    /** Reads {@code 12h}, {@code 7d}, {@code 1 hour}, {@code 7 days}, {@code 7 Tage}; nothing if it is none, or too long. */
    public static Optional<Term> parse(String text) {
        var found = TEXT.matcher(text == null ? "" : text.strip().toLowerCase(Locale.ROOT));
        if (!found.matches()) return Optional.empty();
        var hours = Integer.parseInt(found.group(1)) * (found.group(2) == null ? 24 : 1);
        return hours > MOST_HOURS ? Optional.empty() : Optional.of(new Term(hours));
    }

    static Term of(Duration duration) {
        return new Term((int) Math.max(1, Math.min(MOST_HOURS, duration.toHours())));
    }

    /** When a link ends that is made at this moment. */
    Instant end(Instant made) {
        return made.plus(hours, ChronoUnit.HOURS);
    }

    private boolean isDays() {
        return hours % 24 == 0;
    }

    /** How many of the {@link #unit}. */
    public int number() {
        return isDays() ? hours / 24 : hours;
    }

    /** "d" or "h", as the form has them. */
    public String unit() {
        return isDays() ? "d" : "h";
    }

    /** In words: "7 days", "1 hour". */
    public String sentence() {
        var words = say(InvitationWords.class);
        return isDays() ? words.days(number()) : words.hours(number());
    }
}
