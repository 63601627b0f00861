package roster.organization;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The name of an organization in addresses: 2 to 40 lower-case letters, digits and single hyphens between them. */
final class Slug {
    static final int SHORTEST = 2;
    static final int LONGEST = 40;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Set<String> RESERVED = Set.of(
            "about",
            "account",
            "accounts",
            "admin",
            "administrator",
            "api",
            "app",
            "audit",
            "auth",
            "billing",
            "dashboard",
            "dev",
            "docs",
            "edit",
            "help",
            "home",
            "invitation",
            "invitations",
            "login",
            "logout",
            "mail",
            "me",
            "member",
            "members",
            "new",
            "organization",
            "organizations",
            "people",
            "project",
            "projects",
            "q",
            "root",
            "roster",
            "security",
            "settings",
            "sign-in",
            "sign-out",
            "signin",
            "signout",
            "static",
            "status",
            "support",
            "system",
            "www");

    private Slug() {}

    /** Why the text cannot be a slug, as a sentence; null if it can. */
    static String problem(String slug) {
        if (slug.length() < SHORTEST || slug.length() > LONGEST) {
            return "An address name has " + SHORTEST + " to " + LONGEST + " characters.";
        }
        if (!FORM.matcher(slug).matches()) {
            return "Use lower-case letters, digits, and single hyphens between them, such as acme-labs.";
        }
        if (RESERVED.contains(slug)) return "The word “" + slug + "” is reserved. Choose another.";
        return null;
    }

    /** A slug made from a name; may be too short or reserved, which {@link #problem} tells. */
    static String suggest(String name) {
        var plain = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                // Letters that Unicode does not take apart.
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("đ", "d")
                .replace("ð", "d")
                .replace("þ", "th")
                .replace("ı", "i")
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST).replaceAll("-+$", "");
    }
}
