package roster.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What one person is in one organization, read from the database for this request.
 *
 * @param member the id of the membership that gives the role
 * @param owners how many owners the organization has
 * @param lastSeen when this person last used the organization, as of before this request
 */
public record Standing(
        UUID organization,
        String slug,
        String organizationName,
        String description,
        Instant founded,
        int owners,
        AccessModel model,
        UUID account,
        UUID member,
        AccessModel.Role role,
        Instant since,
        Instant lastSeen) {

    /** Whether this person may do this in the organization. */
    public boolean may(Permission permission) {
        return role.permissions().contains(permission);
    }

    /** For templates, which name permissions by their code; a code that does not exist fails the page. */
    public boolean may(String code) {
        return may(Permission.of(code).orElseThrow(() -> new IllegalArgumentException(code)));
    }

    /** @throws Refused if this person may not do this */
    public void need(Permission permission) {
        if (!may(permission)) throw new Refused(this, permission);
    }

    /** The roles this person could give somebody, most powerful first. */
    public List<AccessModel.Role> grantable() {
        return model.grantableBy(role);
    }

    public boolean canGrant(AccessModel.Role other) {
        return model.canGrant(role, other);
    }

    public boolean canChange(AccessModel.Role targetNow) {
        return model.canChange(role, targetNow);
    }

    /** The role of this key in this organization's model. Rows hold only such keys. */
    public AccessModel.Role roleOf(String key) {
        return model.organizationRole(key).orElseThrow(() -> new IllegalStateException("No role " + key));
    }

    public String path() {
        return "/organizations/" + slug;
    }
}
