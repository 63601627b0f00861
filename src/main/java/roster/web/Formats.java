package roster.web;

import static roster.web.Reader.say;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import roster.access.Lasting;

/** How pages write moments, a day and an hour by the reader’s clock, and how far away they are; and what they call fields and addresses. */
@TemplateExtension
class Formats {
    private static final Map<Style, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();

    private record Style(String pattern, Locale language) {}

    private Formats() {}

    /** For {@code datetime}: ISO 8601, to the second. */
    static String iso(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String moment(Instant moment) {
        return written(moment, say(WebWords.class).momentPattern());
    }

    static String exact(Instant moment) {
        return written(moment, say(WebWords.class).exactPattern());
    }

    /** "in 3 days", "5 minutes ago". */
    static String away(Instant moment) {
        var words = say(WebWords.class);
        var span = Duration.between(Clocks.now(), moment);
        var length = span.abs();
        var past = span.isNegative();
        if (length.toDays() >= 60) {
            var months = length.toDays() / 30;
            return past ? words.monthsAgo(months) : words.inMonths(months);
        }
        if (length.toHours() >= 36) {
            var days = Math.round(length.toHours() / 24.0);
            return past ? words.daysAgo(days) : words.inDays(days);
        }
        if (length.toMinutes() >= 90) {
            var hours = Math.round(length.toMinutes() / 60.0);
            return past ? words.hoursAgo(hours) : words.inHours(hours);
        }
        if (length.toSeconds() < 45) return words.justNow();
        var minutes = Math.max(1, Math.round(length.toSeconds() / 60.0));
        return past ? words.minutesAgo(minutes) : words.inMinutes(minutes);
    }

    private static String written(Instant moment, String pattern) {
        var reader = Reader.current();
        return FORMATTERS
                .computeIfAbsent(
                        new Style(pattern, reader.language()),
                        style -> DateTimeFormatter.ofPattern(style.pattern(), style.language()))
                .withZone(reader.zone())
                .format(moment);
    }

    /** The text as the value of something in an address. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** When access ends, to stand after "until": its last day, or the moment. */
    static String until(Instant end) {
        return Lasting.day(end);
    }

    /** Whether it is over. */
    static boolean over(Instant end) {
        return !end.isAfter(Clocks.now());
    }

    /** Whether it comes within the next 7 days. */
    static boolean soon(Instant end) {
        return end.isBefore(Clocks.now().plus(7, ChronoUnit.DAYS));
    }

    /** What forms call the field of this name. */
    static String label(String field) {
        return say(WebWords.class).field(field.replaceFirst("-[0-9a-f-]{36}$", ""));
    }
}
