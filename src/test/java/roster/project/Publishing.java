package roster.project;

import java.util.List;
import roster.access.Access;
import roster.access.Standing;
import roster.account.Person;

/** What only the pages about visibility can do, for tests elsewhere. */
public final class Publishing {
    private Publishing() {}

    public static void publish(Standing before, Person actor, Access access) {
        Visibility.publish(before, actor, access);
    }

    public static void makePrivate(Standing before, Person actor, List<String> keep, Access access) {
        Visibility.makePrivate(before, actor, keep, access);
    }
}
