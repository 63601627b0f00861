package roster.branding;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour for links and buttons, as an organization chose it, and what pages and mails make of it: darker on light
 * pages and lighter on dark ones, as far as everybody can read it (WCAG 2.2, 1.4.3: at least 4.5 to 1).
 *
 * @param hex six hexadecimal digits in lower case
 */
public record Accent(String hex) {
    private static final Pattern HEX = Pattern.compile("#?([0-9a-f]{6})");
    private static final double READABLE = 4.5;
    private static final double STEPS = 50;

    /** The darkest ground that text in this colour stands on in light pages, and the lightest in dark ones. */
    private static final String LIGHT_GROUND = "f6f5f0";

    private static final String DARK_GROUND = "1d2221";
    private static final String WHITE = "ffffff";
    private static final String NIGHT = "0c1413";

    /** The colour of {@code #17624f} or {@code 17624f}; nothing of any other text. */
    public static Optional<Accent> parse(String text) {
        var hex = HEX.matcher(text.strip().toLowerCase(Locale.ROOT));
        return hex.matches() ? Optional.of(new Accent(hex.group(1))) : Optional.empty();
    }

    /** The colour on light pages; white text on it is readable, too. */
    public String light() {
        return readable(NIGHT, LIGHT_GROUND);
    }

    /** The colour on dark pages; dark text on it is readable, too. */
    public String dark() {
        return readable(WHITE, DARK_GROUND);
    }

    /** Whether both are just what was chosen. */
    public boolean isReadable() {
        return light().equals(hex) && dark().equals(hex);
    }

    /** The style sheet that gives pages this colour. */
    public String css() {
        return """
                :root {
                  --accent: light-dark(#%s, #%s);
                  --accent-strong: light-dark(#%s, #%s);
                  --on-accent: light-dark(#ffffff, #%s);
                  --accent-wash: light-dark(#%s, #%s);
                }
                """.formatted(
                        light(),
                        dark(),
                        mixed(light(), NIGHT, 0.25),
                        mixed(dark(), WHITE, 0.35),
                        NIGHT,
                        mixed(LIGHT_GROUND, light(), 0.1),
                        mixed(DARK_GROUND, dark(), 0.1));
    }

    /** Mixed with another colour, by steps, until text in it can be read on the ground, also where that is tinted with it. */
    private String readable(String towards, String ground) {
        for (var step = 0; step < STEPS; step++) {
            var colour = mixed(hex, towards, step / STEPS);
            if (contrast(colour, mixed(ground, colour, 0.1)) >= READABLE) return colour;
        }
        return towards;
    }

    /** The first colour with a share of the second, 0 to 1. */
    private static String mixed(String first, String second, double share) {
        var mixed = new StringBuilder();
        for (var i = 0; i < 6; i += 2) {
            mixed.append("%02x".formatted(Math.round(part(first, i) * (1 - share) + part(second, i) * share)));
        }
        return mixed.toString();
    }

    /** Of two colours of six hexadecimal digits, 1 to 21 (WCAG 2.2, "contrast ratio"). */
    public static double contrast(String one, String other) {
        var brighter = Math.max(luminance(one), luminance(other));
        var darker = Math.min(luminance(one), luminance(other));
        return (brighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(part(colour, 0)) + 0.7152 * linear(part(colour, 2)) + 0.0722 * linear(part(colour, 4));
    }

    private static double linear(int part) {
        var value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int part(String colour, int from) {
        return Integer.parseInt(colour.substring(from, from + 2), 16);
    }
}
