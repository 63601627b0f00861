package roster.access;

import static java.util.Collections.unmodifiableMap;
import static java.util.Collections.unmodifiableSet;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roster.web.Reader;

/**
 * The constitution of an organization: its roles, what each may do, and its answers where such systems differ. Both
 * lists of roles start with the most powerful one. Nothing but this record and its file decides by the name of a role.
 *
 * @param summaries what it is, in each language
 * @param distinctions what sets it apart from the other models, for somebody who chooses one, in each language
 * @param origin the product whose rules it follows
 */
public record AccessModel(
        String key,
        String name,
        Map<Locale, String> summaries,
        Map<Locale, String> distinctions,
        String origin,
        List<Role> organizationRoles,
        List<Role> projectRoles,
        Policies policies) {

    public AccessModel {
        summaries = Map.copyOf(summaries);
        distinctions = Map.copyOf(distinctions);
        organizationRoles = List.copyOf(organizationRoles);
        projectRoles = List.copyOf(projectRoles);
    }

    /**
     * A role in the organization or in a project.
     *
     * @param key unique among all roles of the model
     * @param descriptions what it is, in each language; its name is the same in all
     * @param assignable false if nobody is ever given it directly
     * @param grants the keys of the roles it can grant, within the ceiling; if empty, the ceiling alone decides
     */
    public record Role(
            String key,
            String name,
            Map<Locale, String> descriptions,
            Set<Permission> permissions,
            boolean assignable,
            Optional<Set<String>> grants) {

        public Role {
            descriptions = Map.copyOf(descriptions);
            var ordered = EnumSet.noneOf(Permission.class);
            ordered.addAll(permissions);
            permissions = unmodifiableSet(ordered);
            grants = grants.map(keys -> unmodifiableSet(new LinkedHashSet<>(keys)));
        }

        /** What it is, in the reader's language. */
        public String description() {
            return descriptions.get(Reader.current().language());
        }
    }

    /**
     * The answers to the questions on which the models differ, beyond their permissions.
     *
     * @param singleOwner exactly one owner, who hands ownership over; otherwise at least one
     * @param defaultRole the organization role that is offered first for a new person
     * @param externalRoles the project roles that people from outside can be given; none if they are kept out
     * @param reach from an organization role to the project role it brings in every project
     * @param publicProjectRole what the organization's people are in its public projects, where there are such
     * @param lastCollaboratorStays whether the only collaborator of a project cannot be taken out of it (EI-13)
     * @param projectForJoiners whether an organization can choose that everybody who joins gets a project (BM-15)
     * @param mostProjects how many projects an organization can have, where there is a limit (BM-20)
     */
    public record Policies(
            boolean singleOwner,
            String ownerRole,
            String defaultRole,
            Set<String> externalRoles,
            Map<String, String> reach,
            Optional<String> publicProjectRole,
            boolean lastCollaboratorStays,
            boolean projectForJoiners,
            Optional<Integer> mostProjects,
            Naming inviteeNaming) {

        public Policies {
            externalRoles = unmodifiableSet(new LinkedHashSet<>(externalRoles));
            reach = unmodifiableMap(new LinkedHashMap<>(reach));
        }

        /** Whether somebody can be named by username who is not in the organization yet. */
        public boolean namesByUsername() {
            return inviteeNaming != Naming.ADDRESS;
        }

        /** Whether people from outside of the organization may work on its projects. */
        public boolean externals() {
            return !externalRoles.isEmpty();
        }
    }

    /** How an inviter names the person: by email address, by username, or by either. */
    public enum Naming {
        ADDRESS,
        USERNAME,
        EITHER
    }

    /** What it is, in the reader's language. */
    public String summary() {
        return summaries.get(Reader.current().language());
    }

    /** What sets it apart from the other models, in the reader's language. */
    public String distinction() {
        return distinctions.get(Reader.current().language());
    }

    public Optional<Role> organizationRole(String key) {
        return organizationRoles.stream().filter(role -> role.key().equals(key)).findFirst();
    }

    public Optional<Role> projectRole(String key) {
        return projectRoles.stream().filter(role -> role.key().equals(key)).findFirst();
    }

    /** The role of this key, whether in the organization or in projects. */
    public Optional<Role> role(String key) {
        return organizationRole(key).or(() -> projectRole(key));
    }

    /** What the role adds to the next lower one, in words. */
    public String addition(Role role) {
        return Law.adds(this, role);
    }

    /** What to think of before giving the role, in words; null if nothing. */
    public String warning(Role role) {
        return Law.warning(this, role);
    }

    /** The role without which no organization may be left, and which its founder gets. */
    public Role ownerRole() {
        return organizationRole(policies.ownerRole()).orElseThrow();
    }

    /** The role that is offered first to a person who is invited. */
    public Role defaultRole() {
        return organizationRole(policies.defaultRole()).orElseThrow();
    }

    /** The role of somebody who has handed ownership over: the most powerful one below the owner's. */
    public Role formerOwnerRole() {
        return organizationRoles.stream()
                .filter(role -> role.assignable() && !role.equals(ownerRole()))
                .findFirst()
                .orElseThrow();
    }

    /** The project role of somebody who creates a project. */
    public Role creatorRole() {
        return projectRoles.get(0);
    }

    /** The organization role that people from outside count as, where the model has a name for them. */
    public Optional<Role> outsiderRole() {
        return organizationRoles.stream().filter(role -> !role.assignable()).findFirst();
    }

    /** Whether this is what people from outside count as, and so no membership. */
    public boolean isOutsider(Role role) {
        return outsiderRole().equals(Optional.of(role));
    }

    /** Whether this is the role without which no organization may be left. */
    public boolean isOwner(Role role) {
        return role.equals(ownerRole());
    }

    /** Whether projects can be public here. */
    public boolean hasPublicProjects() {
        return policies.publicProjectRole().isPresent();
    }

    /** Whether somebody who has this project role runs the project: decides who works on it. */
    public boolean runsProject(Role projectRole) {
        return projectRole.permissions().contains(Permission.COLLABORATOR_MANAGE);
    }

    /** Whether every project has somebody who runs it by an organization role that somebody always holds. */
    public boolean ownerRunsProjects() {
        return rights(ownerRole()).contains(Permission.COLLABORATOR_MANAGE);
    }

    /** Whether the organization role alone lets somebody see every project. */
    public boolean seesEveryProject(Role member) {
        return rights(member).contains(Permission.PROJECT_VIEW);
    }

    /** Whether there is exactly one owner at all times. */
    public boolean singleOwner() {
        return policies.singleOwner();
    }

    /** The project role that an organization role brings in every project. */
    public Optional<Role> inEveryProject(Role member) {
        return Optional.ofNullable(policies.reach().get(member.key())).flatMap(this::projectRole);
    }

    /** The project role that an organization role brings in public projects; empty if the model has none. */
    public Optional<Role> inPublicProjects(Role member) {
        return policies.publicProjectRole()
                .filter(key -> member.permissions().contains(Permission.PROJECT_ACCESS_PUBLIC))
                .flatMap(this::projectRole);
    }

    /** All that a role may do by itself: its permissions, and those of the project role it has in every project. */
    public Set<Permission> rights(Role role) {
        var rights = EnumSet.noneOf(Permission.class);
        rights.addAll(role.permissions());
        inEveryProject(role).ifPresent(reached -> rights.addAll(reached.permissions()));
        return rights;
    }

    /** Whether somebody with this organization role, which may be that of people from outside, can be given this project role. */
    public boolean isEligible(Role member, Role projectRole) {
        if (isOutsider(member) && !isEligibleFromOutside(projectRole)) return false;
        var permission = Permission.of("eligible:" + projectRole.key());
        return isProjectRole(projectRole)
                && permission.map(member.permissions()::contains).orElse(true);
    }

    /** Whether somebody who is no member of the organization can be given this project role. */
    public boolean isEligibleFromOutside(Role projectRole) {
        return isProjectRole(projectRole) && policies.externalRoles().contains(projectRole.key());
    }

    /**
     * Whether somebody with one role can give another, by invitation or by change: who may neither invite nor manage
     * gives none, nobody gives more than they may do themselves, and where there is a single owner, ownership is handed
     * over, not given. For a project role, the actor's role is any one through which they are in that project.
     */
    public boolean canGrant(Role actor, Role role) {
        return role.assignable()
                && !isOnlyOwner(role)
                && actor.grants().map(keys -> keys.contains(role.key())).orElse(true)
                && (has(actor, inviting(role)) || has(actor, managing(role)))
                && isWithin(role, actor);
    }

    /** Whether somebody with one role can change or remove somebody who now has the other. */
    public boolean canChange(Role actor, Role targetNow) {
        return !isOnlyOwner(targetNow) && has(actor, managing(targetNow)) && isWithin(targetNow, actor);
    }

    /** The organization roles that somebody with this role can give, most powerful first. */
    public List<Role> grantableBy(Role actor) {
        return organizationRoles.stream().filter(role -> canGrant(actor, role)).toList();
    }

    /** The project roles that somebody with this role can give, most powerful first. */
    public List<Role> projectRolesGrantableBy(Role actor) {
        return projectRoles.stream().filter(role -> canGrant(actor, role)).toList();
    }

    /** The organization roles which have this right, most powerful first. */
    public List<Role> rolesWith(Permission permission) {
        return organizationRoles.stream().filter(role -> has(role, permission)).toList();
    }

    /** The project roles which have this right, most powerful first. */
    public List<Role> projectRolesWith(Permission permission) {
        return projectRoles.stream().filter(role -> has(role, permission)).toList();
    }

    /** The organization role with the fewest rights among those which have this one and can be given. */
    public Optional<Role> smallestRoleWith(Permission permission) {
        return smallest(rolesWith(permission));
    }

    /** The project role with the fewest rights among those which have this one and can be given. */
    public Optional<Role> smallestProjectRoleWith(Permission permission) {
        return smallest(projectRolesWith(permission));
    }

    /** The next role below, among those of the same kind that can be given; empty for the lowest. */
    public Optional<Role> below(Role role) {
        var roles = isProjectRole(role) ? projectRoles : organizationRoles;
        return roles.stream()
                .skip(roles.indexOf(role) + 1L)
                .filter(Role::assignable)
                .findFirst();
    }

    /** The rights that a role has beyond those of the next one below; all of them for the lowest. */
    public Set<Permission> adds(Role role) {
        var rights = EnumSet.copyOf(rights(role));
        below(role).ifPresent(lower -> rights.removeAll(rights(lower)));
        return rights;
    }

    private Optional<Role> smallest(List<Role> roles) {
        return roles.stream().filter(Role::assignable).min(Comparator.comparingInt(role -> rights(role)
                .size()));
    }

    private boolean has(Role role, Permission permission) {
        return rights(role).contains(permission);
    }

    private boolean isWithin(Role role, Role ceiling) {
        return isKnown(role) && isKnown(ceiling) && rights(ceiling).containsAll(rights(role));
    }

    private boolean isKnown(Role role) {
        return organizationRoles.contains(role) || isProjectRole(role);
    }

    private boolean isProjectRole(Role role) {
        return projectRoles.contains(role);
    }

    private boolean isOnlyOwner(Role role) {
        return singleOwner() && role.equals(ownerRole());
    }

    private Permission inviting(Role role) {
        return isProjectRole(role) ? Permission.COLLABORATOR_INVITE : Permission.MEMBER_INVITE;
    }

    private Permission managing(Role role) {
        return isProjectRole(role) ? Permission.COLLABORATOR_MANAGE : Permission.MEMBER_MANAGE;
    }
}
