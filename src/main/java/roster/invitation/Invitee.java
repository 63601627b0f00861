package roster.invitation;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roster.access.Standing;
import roster.account.Address;
import roster.web.OneColumn;
import roster.web.Problems;
import roster.web.Text;

/**
 * Somebody to invite.
 *
 * @param named the address as typed, or the username by which they were named
 */
record Invitee(String named, Address address) {
    private static final int LONGEST_PASTE = 20_000;

    boolean isByUsername() {
        return !named.equals(address.typed());
    }

    /** How messages name the person. */
    String shown() {
        return isByUsername() ? named : address.value();
    }

    /** The people that a text names: by address, and, where somebody can be named so here, by username. */
    static List<Invitee> read(Problems problems, String field, String typed, Standing here) {
        var text = Text.lines(problems, field, typed == null ? "" : typed, LONGEST_PASTE);
        if (problems.get(field) != null) return List.of();
        var pasted = Address.read(text);
        var people = new ArrayList<Invitee>();
        pasted.addresses().forEach(address -> people.add(new Invitee(address.typed(), address)));
        var wrong = new ArrayList<String>();
        for (var word : pasted.wrong()) {
            byUsername(word, here).ifPresentOrElse(people::add, () -> wrong.add(word));
        }
        if (!wrong.isEmpty()) {
            var words = say(InvitationWords.class);
            var some = wrong.stream().limit(5).map(words::quoted).toList();
            problems.add(field, words.notAddresses(String.join(", ", some), wrong.size() - some.size()));
        } else if (people.isEmpty()) {
            problems.add(field, say(InvitationWords.class).enterOne());
        }
        var values = new HashSet<String>();
        people.removeIf(person -> !values.add(person.address().value()));
        return people;
    }

    /**
     * The one person of this username who can be written to. Where the model has people named by mail address (C9), only
     * those who are in the organization already are found.
     */
    private static Optional<Invitee> byUsername(String username, Standing here) {
        var anybody = here.model().policies().namesByUsername();
        var found = OneColumn.of(Panache.getEntityManager(), """
                        select a.email from account a where lower(a.username) = ?2 and a.email_verified
                          and (?3 or exists (select from member m where m.organization_id = ?1 and m.account_id = a.id)) limit 2""", String.class)
                .setParameter(1, here.organization())
                .setParameter(2, username.toLowerCase(Locale.ROOT))
                .setParameter(3, anybody)
                .getResultList();
        if (found.size() != 1) return Optional.empty();
        return Address.parse((String) found.get(0)).map(address -> new Invitee(username, address));
    }
}
