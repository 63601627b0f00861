package roster.account;

import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who is signed in, as far as pages and rules need to know.
 *
 * @param address the normalized address, if the account has one that can be compared; verified or not
 */
public record Person(
        UUID id, String name, String username, String email, Optional<String> address, boolean emailVerified) {

    /** The program itself, which does what nobody has to ask for; it has no account. */
    public static final Person ROSTER = new Person(null, "Roster", "", "", Optional.empty(), false);

    /** The address this person has proved to own, normalized. */
    public Optional<String> verifiedAddress() {
        return emailVerified ? address : Optional.empty();
    }

    /** Name and address, as the history keeps them. */
    public String label() {
        return Account.label(name, email);
    }
}
