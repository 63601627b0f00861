package roster.access;

import static roster.web.Reader.say;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import roster.account.Person;

/**
 * How a grant came about, as its row keeps it.
 *
 * @param by the account that gave it, or null if no person did
 * @param words who gave it and how, such as "invited by Ada"; {@link #said} tells it to whoever reads it
 * @param ends when it ends by itself, or null
 */
public record Given(UUID by, String words, Instant ends) {

    /** The ways to come by a role, with what rows keep of each; these words never change. */
    public enum Way {
        INVITED("invited by %s"),
        SET("set by %s"),
        LET_IN("let in by %s"),
        KEPT("kept by %s"),
        LINK("by the join link of %s"),
        TAKEN_OVER("handed over by %s"),
        HANDED_OVER("after handing over to %s"),
        FOUNDER("as founder"),
        CREATOR("as creator"),
        JOINER("as somebody who joined"),
        BROUGHT("as who brought the project"),
        CAME("came with a project"),
        ROLE_ENDED("when the role %s ended"),
        ACCESS_ENDED("when the access of %s ended");

        private final String kept;
        private final String before;
        private final String after;
        private final boolean named;

        Way(String kept) {
            this.kept = kept;
            var who = kept.indexOf("%s");
            named = who >= 0;
            before = named ? kept.substring(0, who) : kept;
            after = named ? kept.substring(who + 2) : "";
        }

        /** What a row keeps. */
        public String of(String who) {
            return kept.formatted(who);
        }

        private String said(String words) {
            var rest = words.length() - before.length() - after.length();
            var fits = (named ? rest >= 0 : rest == 0) && words.startsWith(before) && words.endsWith(after);
            return fits
                    ? say(AccessWords.class)
                            .given(name(), words.substring(before.length(), words.length() - after.length()))
                    : null;
        }
    }

    /** Given by the rules alone, without an end. */
    public static Given as(Way way) {
        return as(way, "");
    }

    /** The same, because of somebody or something. */
    public static Given as(Way way, String who) {
        return new Given(null, way.of(who), null);
    }

    /** Given by a person, without an end. */
    public static Given by(Person actor, Way way) {
        return new Given(actor.id(), way.of(actor.label()), null);
    }

    public Given until(Instant end) {
        return new Given(by, words, end);
    }

    /** What a row keeps of who gave it and how, in the language of who reads it; words that no way knows, as they are. */
    public static String said(String words) {
        if (words == null) return null;
        return Arrays.stream(Way.values())
                .map(way -> way.said(words))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(words);
    }
}
