package roster.batch;

import static roster.web.Reader.say;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import roster.access.AccessModel;
import roster.access.Standing;

/** The columns of a table of invitations. */
public enum Column {
    ADDRESS("emails"),
    ROLE("role"),
    PROJECTS("project"),
    MESSAGE("message"),
    TERM("term"),
    ENDS("lasts");

    private static final Set<String> ADDRESSES = Set.of("email", "e-mail", "mail", "mail address", "email address");

    private final String field;

    Column(String field) {
        this.field = field;
    }

    /** Its name in a file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What pages call it. */
    public String title() {
        var words = say(BatchWords.class);
        return switch (this) {
            case ADDRESS -> words.address();
            case ROLE -> words.role();
            case PROJECTS -> words.projects();
            case MESSAGE -> words.text();
            case TERM -> words.term();
            case ENDS -> words.ends();
        };
    }

    /** What its cells can hold, for somebody who writes a table here. */
    public String about(Standing here) {
        var words = say(BatchWords.class);
        var inProject = here.model().projectRoles();
        return switch (this) {
            case ADDRESS -> words.aboutAddress();
            case ROLE -> words.aboutRole(keys(here.grantable()));
            case PROJECTS -> words.aboutProjects("rain=" + inProject.get(0).key(), keys(inProject));
            case MESSAGE -> words.aboutMessage();
            case TERM -> words.aboutTerm();
            case ENDS -> words.aboutEnds();
        };
    }

    private static String keys(List<AccessModel.Role> roles) {
        return roles.stream().map(AccessModel.Role::key).collect(Collectors.joining(", "));
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
