package roster.access;

import static roster.web.Reader.say;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Reader;
import roster.web.WebWords;

/**
 * How long access lasts: without an end, until a date, or for some days after joining. Dates are days of UTC, and access
 * lasts to their end.
 *
 * @param until the last day, or null
 * @param days how many days after joining, 1 to 3650; 0 if that is not what it says
 */
public record Lasting(LocalDate until, int days) {
    /** Access that does not end by itself. */
    public static final Lasting ALWAYS = new Lasting(null, 0);

    private static final int MOST_DAYS = 3650;

    /** The calendar goes on, but not every clock. */
    private static final int LAST_YEAR = 9999;

    private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,3}) ?(d|days?|tag|tagen?)?");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_LOCAL_DATE;
    private static final DateTimeFormatter GERMAN =
            DateTimeFormatter.ofPattern("d.M.uuuu").withResolverStyle(ResolverStyle.STRICT);

    /**
     * Reads nothing, {@code 2027-03-31} or {@code 31.3.2027}, {@code 30}, {@code 30d}, {@code 30 days} or {@code 30 Tage};
     * nothing if the text is none of them.
     */
    public static Optional<Lasting> parse(String text) {
        if (text == null || text.isBlank()) return Optional.of(ALWAYS);
        var plain = text.strip().toLowerCase(Locale.ROOT);
        var days = DAYS.matcher(plain);
        if (days.matches()) {
            var number = Integer.parseInt(days.group(1));
            return number <= MOST_DAYS ? Optional.of(new Lasting(null, number)) : Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(plain, plain.contains(".") ? GERMAN : ISO))
                    .filter(day -> day.getYear() > 0 && day.getYear() <= LAST_YEAR)
                    .map(day -> new Lasting(day, 0));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** What somebody typed; adds a problem to the field if it is neither a date to come nor a number of days. */
    public static Lasting read(Problems problems, String field, String text) {
        var read = parse(text);
        var now = Clocks.now();
        if (read.isEmpty()) {
            problems.add(field, say(AccessWords.class).lastsUnclear(MOST_DAYS));
        } else if (!read.get().end(now).isAfter(now)) {
            problems.add(field, say(AccessWords.class).lastsOver());
        } else if (read.get().isLimited() && read.get().end(now).isAfter(now.plus(MOST_DAYS + 1, ChronoUnit.DAYS))) {
            problems.add(field, say(AccessWords.class).lastsLong());
        }
        return read.orElse(ALWAYS);
    }

    /** The same for an end that counts from now, as a row keeps it: null for none. @throws Problems.Invalid if it is wrong */
    public static Instant readEnd(String text) {
        var problems = Problems.none();
        var lasting = read(problems, "lasts", text);
        problems.stop();
        return lasting.ends(Clocks.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * What the form of an end holds.
     *
     * @param lasts as typed
     * @param seen the end that it showed, for {@link #needSeen}
     */
    public record Form(String lasts, String seen) {
        public static Form of(Instant ends) {
            return new Form(typed(ends), Lasting.seen(ends));
        }
    }

    /** What is now true of an end, to stand after what it is the end of. */
    public static String becomes(Instant ends) {
        var words = say(AccessWords.class);
        return ends == null ? words.noLongerEnds() : words.endsAfter(day(ends));
    }

    /** An end in words, to stand after "until": its last day, if it is the end of a day, or the moment. */
    public static String day(Instant ends) {
        var time = ends.atOffset(ZoneOffset.UTC);
        if (time.toLocalTime().equals(LocalTime.MIDNIGHT))
            return day(time.toLocalDate().minusDays(1));
        var reader = Reader.current();
        return DateTimeFormatter.ofPattern(say(WebWords.class).dayMomentPattern(), reader.language())
                .format(ends.atZone(reader.zone()));
    }

    private static String day(LocalDate day) {
        return DateTimeFormatter.ofPattern(
                        say(WebWords.class).dayPattern(), Reader.current().language())
                .format(day);
    }

    /** An end as a form holds it: its last day; empty for none. */
    public static String typed(Instant ends) {
        return ends == null
                ? ""
                : ends.minusNanos(1).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** What the history says of a change, in its own language. */
    public static String change(Instant was, Instant is) {
        return Reader.ANYBODY.hear(() -> sentence(was) + " → " + sentence(is));
    }

    /** What a form says of the end that it shows, for {@link #needSeen}. */
    public static String seen(Instant ends) {
        return ends == null ? "none" : ends.toString();
    }

    /**
     * Stops a change of an end that was chosen on a page older than another change.
     *
     * @param person the name of whose access it is
     * @param seen what the page showed, or null if it does not say
     * @throws Conflict with what holds now
     */
    public static void needSeen(String person, String seen, Instant is) {
        if (seen == null || seen.isEmpty() || seen.equals(seen(is))) return;
        throw new Conflict(say(AccessWords.class).fasterEnd(person, sentence(is)));
    }

    private static String sentence(Instant ends) {
        var words = say(AccessWords.class);
        return ends == null ? words.withoutEnd() : words.untilDay(day(ends));
    }

    public boolean isLimited() {
        return until != null || days > 0;
    }

    /** When access ends for somebody who joins at this moment; {@link Instant#MAX} if it does not. */
    public Instant end(Instant joined) {
        if (until != null) return until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return days > 0 ? joined.plus(days, ChronoUnit.DAYS) : Instant.MAX;
    }

    /** The same as a row keeps it: null if it does not end. */
    public Instant ends(Instant joined) {
        return isLimited() ? end(joined) : null;
    }

    /** In words, to stand after a role: "until 31 March 2027", "for 30 days after joining"; empty if it does not end. */
    public String sentence() {
        if (until != null) return say(AccessWords.class).untilDay(day(until));
        return days == 0 ? "" : say(AccessWords.class).forDays(days);
    }

    /** As a row and a form hold it. */
    @Override
    public String toString() {
        return until != null ? until.toString() : days == 0 ? "" : days + "d";
    }
}
