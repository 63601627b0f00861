package roster.account;

import java.net.IDN;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mail address: a single addr-spec (RFC 5321) with an ASCII local part and an IDNA domain; no display name, no
 * comment, no quoted part. Two are equal when their values are: lower case, the domain in its ASCII form.
 *
 * @param typed as somebody wrote it, for showing
 * @param value normalized, for comparing
 */
public record Address(String typed, String value) {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    /** What IDNA takes out of a domain without a word; whoever reads the address does not see it either. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\x{34F}\\x{180B}-\\x{180D}\\x{FE00}-\\x{FE0F}]");

    /** A name in quotation marks, which stands before an address in angle brackets. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"\\r\\n]*\"(?=\\s*<)");

    private static final Pattern ANGLED = Pattern.compile("<([^<>]*)>");

    /** The address, or nothing if the text is not exactly one. */
    public static Optional<Address> parse(String text) {
        if (text == null || text.length() > LONGEST) return Optional.empty();
        var at = text.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL) return Optional.empty();
        if (INVISIBLE.matcher(text).find()) return Optional.empty();
        var local = text.substring(0, at);
        var domain = ascii(text.substring(at + 1));
        if (!LOCAL.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) return Optional.empty();
        var value = local.toLowerCase(Locale.ROOT) + "@" + domain;
        return value.length() > LONGEST ? Optional.empty() : Optional.of(new Address(text, value));
    }

    /** A domain as the values of addresses hold it; nothing if the text is none. */
    public static Optional<String> domain(String text) {
        return parse("x@" + text).map(Address::domain);
    }

    /** What stands behind the @, normalized. */
    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    /**
     * Reads addresses as people paste them: separated by commas, semicolons, spaces or lines, alone or as a mail client
     * writes them, {@code Name <a@b.org>}. Each address comes once; what is none is kept apart.
     */
    public static Pasted read(String text) {
        var addresses = new LinkedHashMap<String, Address>();
        var wrong = new ArrayList<String>();
        for (var candidate : candidates(QUOTED.matcher(text).replaceAll(" "))) {
            parse(candidate).ifPresentOrElse(a -> addresses.putIfAbsent(a.value, a), () -> wrong.add(candidate));
        }
        return new Pasted(
                List.copyOf(addresses.values()), wrong.stream().distinct().toList());
    }

    /** @param wrong pieces of the text that are no address, as typed */
    public record Pasted(List<Address> addresses, List<String> wrong) {}

    private static List<String> candidates(String text) {
        var found = new ArrayList<String>();
        for (var line : text.split("[;\\r\\n]+")) {
            // Words before an address in angle brackets are a name, also across a comma: Doe, Jane <jane@doe.org>
            var name = new ArrayList<String>();
            for (var part : line.split(",")) {
                var angled = ANGLED.matcher(part);
                if (angled.find()) {
                    var end = 0;
                    do {
                        // A name with an @ is a name; a whole address before the brackets is one of its own.
                        words(part.substring(end, angled.start())).stream()
                                .filter(word -> parse(word).isPresent())
                                .forEach(found::add);
                        found.add(angled.group(1).strip());
                        end = angled.end();
                    } while (angled.find());
                    name.clear();
                    found.addAll(words(part.substring(end)));
                } else if (part.contains("@")) {
                    found.addAll(name);
                    name.clear();
                    found.addAll(words(part));
                } else {
                    name.addAll(words(part));
                }
            }
            found.addAll(name);
        }
        return found;
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return typed;
    }
}
