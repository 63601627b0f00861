package roster.access;

import static roster.web.Reader.say;

import java.time.Instant;
import java.util.Locale;

/**
 * One thing that gives somebody access, or, if it is an invitation, would give it once they agree.
 *
 * @param held the role that they hold by it
 * @param role what it makes them here: the same, or the project role that a role in the organization brings in every project
 * @param grantedBy who gave it, in words, or null where a rule gives it
 * @param since when it was given, or null where a rule gives it
 * @param ends when it ends by itself, or null
 */
public record Grant(
        Source source, AccessModel.Role held, AccessModel.Role role, String grantedBy, Instant since, Instant ends) {

    /** Where access comes from. */
    public enum Source {
        MEMBERSHIP,
        COLLABORATION,
        PUBLICITY,
        INVITATION
    }

    /** Whether it holds already. */
    public boolean counts() {
        return source != Source.INVITATION;
    }

    @Override
    public String grantedBy() {
        return Given.said(grantedBy);
    }

    /** How it brings somebody into a project, in words. */
    public String how() {
        return switch (source) {
            case MEMBERSHIP -> say(AccessWords.class).byRole(held.name());
            case COLLABORATION -> say(AccessWords.class).byCollaboration();
            case PUBLICITY -> say(AccessWords.class).byPublicity();
            case INVITATION -> say(AccessWords.class).byInvitation();
        };
    }

    /** For templates: {@code membership}, {@code collaboration} and so on. */
    public String kind() {
        return source.name().toLowerCase(Locale.ROOT);
    }
}
