package roster.organization;

import static roster.web.Reader.say;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import roster.web.Problems;

/** The name of an organization or a project in addresses: 2 to 40 lower-case letters, digits and single hyphens between them. */
public final class Slug {
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

    /** What was typed, or a slug made from the name if nothing was; a problem at the field if that cannot be one. */
    public static String of(Problems problems, String typed, String name) {
        var given = typed != null && !typed.isBlank();
        var slug = given ? typed.strip() : suggest(name);
        if (!given && problems.get("name") != null) return slug;
        if (!given && slug.length() < SHORTEST) {
            problems.add("slug", say(OrganizationWords.class).noSlugFromName());
        } else if (problem(slug) != null) {
            problems.add("slug", problem(slug));
        }
        return slug;
    }

    /** What is said when another has the slug already. */
    public static Problems.Invalid taken(String slug) {
        return new Problems.Invalid(
                Problems.none().add("slug", say(OrganizationWords.class).slugTaken(slug)));
    }

    /** Why the text cannot be a slug, as a sentence; null if it can. */
    static String problem(String slug) {
        if (fits(slug)) return null;
        var words = say(OrganizationWords.class);
        if (isOddlyLong(slug)) return words.slugLength(SHORTEST, LONGEST);
        return FORM.matcher(slug).matches() ? words.slugReserved(slug) : words.slugForm();
    }

    /** Whether an organization could have this slug. */
    public static boolean fits(String slug) {
        return slug != null && !isOddlyLong(slug) && FORM.matcher(slug).matches() && !RESERVED.contains(slug);
    }

    private static boolean isOddlyLong(String slug) {
        return slug.length() < SHORTEST || slug.length() > LONGEST;
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
