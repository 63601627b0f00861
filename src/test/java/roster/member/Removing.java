package roster.member;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import roster.access.Access;
import roster.access.Standing;
import roster.account.Person;

/** What only the pages about members can do, for tests elsewhere. */
public final class Removing {
    private Removing() {}

    /** @param keep the projects on which the person stays; null if everything ends */
    public static Removal form(List<String> keep, List<String> successor) {
        return keep == null
                ? new Removal(Removal.EVERYTHING, List.of(), successor)
                : new Removal(Removal.KEEP, keep, successor);
    }

    public static Optional<UUID> remove(Standing before, Person actor, UUID member, Removal form, Access access) {
        return Member.remove(before, actor, member, form, access);
    }

    public static void undo(Standing before, Person actor, UUID departure, Access access) {
        Departure.undo(before, actor, departure, access);
    }
}
