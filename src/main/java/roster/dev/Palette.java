package roster.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import roster.branding.Accent;

/**
 * The tokens of {@code roster.css}, read from the file itself, and how well its colours can be told apart.
 *
 * @param sizes tokens that are no colours, with their values
 */
public record Palette(Map<String, Colour> colours, Map<String, String> sizes) {
    private static final Pattern COLOUR =
            Pattern.compile("--([a-z-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);");
    private static final Pattern SIZE = Pattern.compile("--(s\\d|t\\d|round|control|wide|gutter|motion): ([^;]+);");

    /** What stands on what: words, which need 4.5 to 1, and the edges of controls, which need 3 to 1. */
    private static final List<String> WORDS = List.of(
            "ink paper surface accent-wash danger-wash caution-wash",
            "muted paper surface accent-wash",
            "accent paper surface accent-wash danger-wash",
            "accent-strong paper surface accent-wash",
            "on-accent accent accent-strong",
            "danger paper surface danger-wash",
            "on-danger danger danger-strong",
            "caution paper surface caution-wash");

    private static final List<String> EDGES =
            List.of("edge paper surface", "accent paper surface accent-wash danger-wash", "danger paper surface");

    /** A colour in the light and in the dark, such as {@code #1d2524}. */
    public record Colour(String name, String light, String dark) {}

    /** One colour on another, and the contrast that it needs. */
    public record Pair(Colour front, Colour ground, double needed) {
        public double light() {
            return contrast(front.light, ground.light);
        }

        public double dark() {
            return contrast(front.dark, ground.dark);
        }

        /** Rounded down, so that what is not enough never looks as if it were. */
        public String inLight() {
            return String.valueOf(Math.floor(light() * 10) / 10);
        }

        public String inDark() {
            return String.valueOf(Math.floor(dark() * 10) / 10);
        }

        public boolean isEnough() {
            return Math.min(light(), dark()) >= needed;
        }

        @Override
        public String toString() {
            return "%s on %s: %.2f in the light, %.2f in the dark".formatted(front.name, ground.name, light(), dark());
        }
    }

    public static Palette read() {
        var css = css();
        var colours = new LinkedHashMap<String, Colour>();
        COLOUR.matcher(css)
                .results()
                .forEach(found ->
                        colours.put(found.group(1), new Colour(found.group(1), found.group(2), found.group(3))));
        var sizes = new LinkedHashMap<String, String>();
        SIZE.matcher(css).results().forEach(found -> sizes.putIfAbsent(found.group(1), found.group(2)));
        return new Palette(colours, sizes);
    }

    /** All pairs that pages show. */
    public List<Pair> pairs() {
        var pairs = new ArrayList<Pair>();
        add(pairs, WORDS, 4.5);
        add(pairs, EDGES, 3);
        return pairs;
    }

    public Collection<Colour> all() {
        return colours.values();
    }

    private void add(List<Pair> pairs, List<String> lines, double needed) {
        for (var line : lines) {
            var names = line.split(" ");
            for (var i = 1; i < names.length; i++) {
                pairs.add(new Pair(colours.get(names[0]), colours.get(names[i]), needed));
            }
        }
    }

    /** The contrast of two colours by WCAG 2.2: from 1 for the same to 21 for black on white. */
    static double contrast(String one, String other) {
        return Accent.contrast(one.substring(1), other.substring(1));
    }

    private static String css() {
        try (var file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("META-INF/resources/roster.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
