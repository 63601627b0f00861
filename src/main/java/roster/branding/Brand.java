package roster.branding;

import java.util.UUID;

/**
 * How an organization looks.
 *
 * @param accent the colour that it chose, as in {@link Accent}, or null
 * @param logo the digest of its logo, or null
 */
public record Brand(UUID organization, String accent, String logo) {
    /** As Roster looks. */
    public static final Brand PLAIN = new Brand(null, null, null);

    /** The path of the style sheet with its colour, or null. It holds nothing but the colour, and is for everybody. */
    public String style() {
        return accent == null ? null : "/brands/" + accent + ".css";
    }

    /** The path of its logo, or null. Only who was shown it knows the digest; so it is for everybody who does. */
    public String picture() {
        return logo == null ? null : "/brands/" + organization + "/" + logo + ".png";
    }

    /** Six hexadecimal digits for light grounds. */
    public String light() {
        return accent == null ? "17624f" : chosen().light();
    }

    /** The same for dark ones. */
    public String dark() {
        return accent == null ? "7fcdb3" : chosen().dark();
    }

    /** The colour that it chose, or null. */
    public Accent chosen() {
        return accent == null ? null : new Accent(accent);
    }
}
