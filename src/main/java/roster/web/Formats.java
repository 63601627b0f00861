package roster.web;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import roster.access.Lasting;

/** How pages write moments, a day and an hour in UTC, and how far away they are; and what they call fields and addresses. */
@TemplateExtension
class Formats {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "EEEE, d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Formats() {}

    /** For {@code datetime}: ISO 8601, to the second. */
    static String iso(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String moment(Instant moment) {
        return MOMENT.format(moment);
    }

    static String exact(Instant moment) {
        return EXACT.format(moment);
    }

    /** "in 3 days", "5 minutes ago". */
    static String away(Instant moment) {
        var span = Duration.between(Instant.now(), moment);
        var length = span.abs();
        var words = length.toDays() >= 60
                ? words(length.toDays() / 30, "month")
                : length.toHours() >= 36
                        ? words(Math.round(length.toHours() / 24.0), "day")
                        : length.toMinutes() >= 90
                                ? words(Math.round(length.toMinutes() / 60.0), "hour")
                                : length.toSeconds() >= 45
                                        ? words(Math.max(1, Math.round(length.toSeconds() / 60.0)), "minute")
                                        : null;
        if (words == null) return "just now";
        return span.isNegative() ? words + " ago" : "in " + words;
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
        return !end.isAfter(Instant.now());
    }

    /** Whether it comes within the next 7 days. */
    static boolean soon(Instant end) {
        return end.isBefore(Instant.now().plus(7, ChronoUnit.DAYS));
    }

    /** What forms call the field of this name. */
    static String label(String field) {
        return switch (field.replaceFirst("-[0-9a-f-]{36}$", "")) {
            case "keep" -> "Role from outside";
            case "successor" -> "Successor";
            case "slug" -> "Address name";
            case "model" -> "Access model";
            case "emails" -> "Mail addresses";
            case "lasts" -> "Ends";
            case "scope" -> "What ends";
            case "who" -> "Person";
            case "uses" -> "How many can join";
            case "expires" -> "Last day";
            case "domains" -> "Mail domains";
            case "confirm" -> "Confirmation";
            case "account" -> "Next owner";
            case "heir" -> "Who runs it then";
            case "then" -> "Your own role";
            case "to" -> "Organization";
            default -> field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        };
    }

    private static String words(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
