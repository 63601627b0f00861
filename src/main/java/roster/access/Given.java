package roster.access;

import java.time.Instant;
import java.util.UUID;
import roster.account.Person;

/**
 * How a grant came about, as its row keeps it.
 *
 * @param by the account that gave it, or null if no person did
 * @param words who gave it and how, such as "invited by Ada"
 * @param ends when it ends by itself, or null
 */
public record Given(UUID by, String words, Instant ends) {

    /** Given by the rules alone, without an end. */
    public static Given as(String words) {
        return new Given(null, words, null);
    }

    /** Given by a person, without an end. */
    public static Given by(Person actor, String verb) {
        return new Given(actor.id(), verb + " by " + actor.label(), null);
    }
}
