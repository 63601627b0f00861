package roster.batch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The columns of a table of invitations. */
public enum Column {
    ADDRESS("Address", "emails"),
    ROLE("Role", "role"),
    PROJECTS("Projects", "project"),
    MESSAGE("Message", "message"),
    TERM("Link works for", "term"),
    ENDS("Access ends", "lasts");

    private static final Set<String> ADDRESSES = Set.of("email", "e-mail", "mail", "mail address", "email address");

    private final String title;
    private final String field;

    Column(String title, String field) {
        this.title = title;
        this.field = field;
    }

    /** Its name in a file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** The column of this name, in whatever case. */
    static Optional<Column> named(String header) {
        var name = header.strip().toLowerCase(Locale.ROOT);
        if (ADDRESSES.contains(name)) return Optional.of(ADDRESS);
        return Arrays.stream(values())
                .filter(column -> column.key().equals(name))
                .findFirst();
    }

    /** Where a problem with this field of the invitation's form is told. */
    static Column ofField(String field) {
        return Arrays.stream(values())
                .filter(column -> column.field.equals(field))
                .findFirst()
                .orElse(ADDRESS);
    }
}
