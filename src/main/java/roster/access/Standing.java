package roster.access;

import static roster.web.Reader.say;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import roster.branding.Brand;
import roster.web.Conflict;

/**
 * What one person is in one organization, and in one of its projects if the request is about one; read from the database
 * for this request.
 *
 * @param member the id of the row that says so
 * @param role the role in the organization; that of people from outside for somebody who only works on projects
 * @param owners how many owners the organization has
 * @param revision counts the changes of the organization's settings
 * @param asked whether there is any request here that nobody has answered yet
 * @param brand how the organization looks
 * @param lastSeen when this person last used the organization, as of before this request
 * @param project the project that this is about, or null
 */
public record Standing(
        UUID organization,
        String slug,
        String organizationName,
        String description,
        Instant founded,
        int owners,
        int revision,
        boolean projectForJoiners,
        boolean asked,
        Brand brand,
        AccessModel model,
        UUID account,
        UUID member,
        AccessModel.Role role,
        Instant since,
        Instant lastSeen,
        ProjectStanding project) {

    /** Whether this person may do this here: in the project, if this is about one, else in the organization. */
    public boolean may(Permission permission) {
        return rights().contains(permission);
    }

    /** For templates, which name permissions by their code; a code that does not exist fails the page. */
    public boolean may(String code) {
        return may(Permission.of(code).orElseThrow(() -> new IllegalArgumentException(code)));
    }

    /** All that this person may do here. */
    public Set<Permission> rights() {
        if (project == null) return role.permissions();
        var rights = EnumSet.noneOf(Permission.class);
        roles().forEach(held -> rights.addAll(model.rights(held)));
        return rights;
    }

    /** @throws Refused if this person may not do this */
    public void need(Permission permission) {
        if (!may(permission)) throw new Refused(this, permission);
    }

    /**
     * Stops a change of somebody's role that was chosen on a page older than another change.
     *
     * @param person the name of whose role it is
     * @param seen the key of the role that the page showed, or null if it does not say
     * @throws Conflict with both values
     */
    public void needSeen(String person, String seen, AccessModel.Role is, AccessModel.Role chosen) {
        if (seen == null || seen.isEmpty() || seen.equals(is.key())) return;
        var words = say(AccessWords.class);
        var shown = model.organizationRole(seen)
                .or(() -> model.projectRole(seen))
                .map(AccessModel.Role::name)
                .orElse(words.anotherRole());
        throw new Conflict(words.fasterRole(person, is.name(), shown, chosen.name()));
    }

    /** Whether this person belongs to the organization, and not only to projects of it. */
    public boolean isMember() {
        return !model.isOutsider(role);
    }

    /** The organization roles this person could give somebody, most powerful first. */
    public List<AccessModel.Role> grantable() {
        return model.organizationRoles().stream().filter(this::canGrant).toList();
    }

    /** The project roles this person could give somebody in this project, most powerful first. */
    public List<AccessModel.Role> grantableInProject() {
        return model.projectRoles().stream().filter(this::canGrant).toList();
    }

    /** Whether this person could give this role; a project role, in this project. */
    public boolean canGrant(AccessModel.Role other) {
        return roles().anyMatch(held -> model.canGrant(held, other));
    }

    /** @throws Refused for want of the permission if this person could not give this role; a project role, in this project */
    public void needGrant(AccessModel.Role other, Permission permission) {
        if (!canGrant(other)) {
            throw new Refused(this, permission, say(AccessWords.class).cannotGive(other.name()));
        }
    }

    /** Whether this person could change or end the role that somebody has now. */
    public boolean canChange(AccessModel.Role targetNow) {
        return roles().anyMatch(held -> model.canChange(held, targetNow));
    }

    /** What somebody with this organization role is in this project through its being public, if it is. */
    public Optional<AccessModel.Role> byPublicity(AccessModel.Role member) {
        return project != null && project.isPublic() ? model.inPublicProjects(member) : Optional.empty();
    }

    /** The organization role of this key in this organization's model. Rows hold only such keys. */
    public AccessModel.Role roleOf(String key) {
        return model.organizationRole(key).orElseThrow(() -> new IllegalStateException("No role " + key));
    }

    /** The project role of this key in this organization's model. Rows hold only such keys. */
    public AccessModel.Role projectRoleOf(String key) {
        return model.projectRole(key).orElseThrow(() -> new IllegalStateException("No project role " + key));
    }

    /** The same person, about another project or about none. */
    public Standing in(ProjectStanding other) {
        return with(account, member, role, since, lastSeen, other);
    }

    /** What another person is in the same organization. */
    Standing other(UUID account, UUID member, AccessModel.Role role, Instant since, Instant lastSeen) {
        return with(account, member, role, since, lastSeen, null);
    }

    private Standing with(
            UUID account,
            UUID member,
            AccessModel.Role role,
            Instant since,
            Instant lastSeen,
            ProjectStanding project) {
        return new Standing(
                organization,
                slug,
                organizationName,
                description,
                founded,
                owners,
                revision,
                projectForJoiners,
                asked,
                brand,
                model,
                account,
                member,
                role,
                since,
                lastSeen,
                project);
    }

    public String path() {
        return "/organizations/" + slug;
    }

    /** The address of the project that this is about. */
    public String projectPath() {
        return path() + "/projects/" + project.slug();
    }

    /** The address of what this is about: the project, or else the organization. */
    public String here() {
        return project == null ? path() : projectPath();
    }

    /** The names of the roles that count here: in the project if this is about one, else in the organization. */
    public List<String> roleNames() {
        return held().entrySet().stream()
                .filter(held -> project == null
                        || held.getKey() != Grant.Source.MEMBERSHIP
                        || model.seesEveryProject(held.getValue()))
                .map(held -> held.getValue().name())
                .distinct()
                .toList();
    }

    /** Every role that this person holds here, with what brings it: all that decides about them, and all that explains it. */
    Map<Grant.Source, AccessModel.Role> held() {
        var held = new EnumMap<Grant.Source, AccessModel.Role>(Grant.Source.class);
        held.put(Grant.Source.MEMBERSHIP, role);
        if (project == null) return held;
        if (project.role() != null) held.put(Grant.Source.COLLABORATION, project.role());
        byPublicity(role).ifPresent(all -> held.put(Grant.Source.PUBLICITY, all));
        return held;
    }

    private Stream<AccessModel.Role> roles() {
        return held().values().stream();
    }
}
