package roster.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import roster.access.AccessModel.Role;

/**
 * One of the questions on which models differ, and a model's answer to it in words, made from what the program decides by.
 *
 * @param key names the question, the same in all models
 */
public record Law(String key, String question, String answer) {
    private static final int MOST_SENTENCES = 3;

    /** All questions with this model's answers, always the same questions in the same order. */
    public static List<Law> of(AccessModel model) {
        return List.of(
                new Law("owners", "How many owners are there?", owners(model)),
                new Law("outsiders", "Can people from outside work on projects?", outsiders(model)),
                new Law("inviting", "Who invites people to the organization?", inviting(model)),
                new Law("adding", "Who invites people to a project?", adding(model)),
                new Law("reach", "Whose role reaches every project?", reach(model)),
                new Law("creating", "Who creates projects?", some(model.rolesWith(Permission.PROJECT_CREATE))),
                new Law("ceiling", "Does somebody’s role here limit their role in a project?", ceiling(model)),
                new Law("public", "Are there public projects?", publicity(model)),
                new Law("naming", "How is somebody named who is invited?", naming(model)),
                new Law("billing", "Who deals with billing?", billing(model)),
                new Law("last", "Can the last person leave a project?", last(model)),
                new Law("joiners", "Does everybody who joins get a project?", joiners(model)),
                new Law("most", "How many projects can there be?", most(model)));
    }

    /** One line about a role for somebody who chooses one: what it adds to the next lower one, or, for the lowest, what it is. */
    public static String adds(AccessModel model, Role role) {
        var adds = model.adds(role);
        var below = model.below(role);
        if (adds.isEmpty()) {
            return below.map(lower -> "The same rights as " + lower.name() + ".")
                    .orElse("No rights by itself.");
        }
        return below.map(lower -> "Adds over " + lower.name() + ": ").orElse("The smallest role here: ") + few(adds)
                + ".";
    }

    /** What somebody should know before they give a role that lets people at money or at the whole organization; or null. */
    public static String warning(AccessModel model, Role role) {
        var rights = model.rights(role);
        var money = rights.contains(Permission.BILLING_VIEW) || rights.contains(Permission.BILLING_MANAGE);
        if (!money && !model.isOwner(role)) return null;
        var sensitive = rights.stream()
                .filter(Permission::isSensitive)
                .map(Permission::sentence)
                .toList();
        return "Give it with care. Whoever has it reaches sensitive information, and can " + list(sensitive, "and")
                + ".";
    }

    /** Words as a list in a sentence: "a, b or c". */
    public static String list(Collection<String> words, String last) {
        var all = List.copyOf(words);
        if (all.size() < 2) return String.join("", all);
        return String.join(", ", all.subList(0, all.size() - 1)) + " " + last + " " + all.get(all.size() - 1);
    }

    /** The names of roles as a list in a sentence. */
    public static String names(Collection<Role> roles, String last) {
        return list(roles.stream().map(Role::name).toList(), last);
    }

    private static String few(Collection<Permission> permissions) {
        var said = permissions.stream()
                .limit(MOST_SENTENCES)
                .map(Permission::sentence)
                .collect(Collectors.toCollection(ArrayList::new));
        var more = permissions.size() - said.size();
        if (more > 0) said.add(more + " more right" + (more == 1 ? "" : "s"));
        return String.join("; ", said.subList(0, said.size() - 1))
                + (said.size() > 1 ? "; and " : "")
                + said.get(said.size() - 1);
    }

    private static String owners(AccessModel model) {
        var owner = model.ownerRole().name();
        return model.singleOwner()
                ? "Always exactly one " + owner + ", who can hand ownership over."
                : "At least one " + owner + " at all times; there can be several.";
    }

    private static String outsiders(AccessModel model) {
        if (!model.policies().externals()) return "No. Whoever works on a project has to join the organization first.";
        var allowed = projectRoles(model, model::isEligibleFromOutside);
        var never = projectRoles(model, role -> !model.isEligibleFromOutside(role));
        return "Yes, as " + names(allowed, "or") + (never.isEmpty() ? "" : ", but never as " + names(never, "or"))
                + ". They count as " + outsider(model) + ".";
    }

    private static String inviting(AccessModel model) {
        var creating = model.rolesWith(Permission.ACCOUNT_CREATE);
        return some(model.rolesWith(Permission.MEMBER_INVITE))
                + (creating.isEmpty()
                        ? ""
                        : " " + names(creating, "and") + " may also create an account for somebody who then joins.");
    }

    private static String adding(AccessModel model) {
        var inside = names(model.projectRolesWith(Permission.COLLABORATOR_INVITE), "or");
        var everywhere = names(model.rolesWith(Permission.COLLABORATOR_INVITE), "or");
        return "Whoever is " + inside + " in it"
                + (everywhere.isEmpty() ? "" : ", and whoever is " + everywhere + " of the organization") + "."
                + (model.hasPublicProjects() ? " To public projects, nobody." : "");
    }

    private static String reach(AccessModel model) {
        var answers = model.organizationRoles().stream()
                .filter(model::seesEveryProject)
                .map(role -> role.name()
                        + model.inEveryProject(role)
                                .map(reached -> " has the rights of " + reached.name() + " in every project.")
                                .orElse(" sees every project."))
                .toList();
        return answers.isEmpty()
                ? "Nobody’s. Even " + model.ownerRole().name() + " sees only the projects that they were added to."
                : String.join(" ", answers);
    }

    private static String ceiling(AccessModel model) {
        var limits = model.organizationRoles().stream()
                .filter(role -> !model.isOutsider(role) || model.policies().externals())
                .flatMap(role -> {
                    var never = projectRoles(model, inProject -> !model.isEligible(role, inProject));
                    return never.isEmpty()
                            ? Stream.<String>empty()
                            : Stream.of(role.name() + " can never be " + names(never, "or") + ".");
                })
                .toList();
        return (limits.isEmpty() ? "No: any role goes with any other." : "For some: " + String.join(" ", limits))
                + " Nobody gives a role with rights that they have not themselves.";
    }

    private static String publicity(AccessModel model) {
        var roles = model.organizationRoles().stream()
                .filter(role -> model.inPublicProjects(role).isPresent())
                .toList();
        return model.policies()
                .publicProjectRole()
                .flatMap(model::projectRole)
                .map(all -> "Yes. Whoever is " + names(roles, "or") + " is " + all.name() + " in every public project.")
                .orElse("No.");
    }

    private static String naming(AccessModel model) {
        return switch (model.policies().inviteeNaming()) {
            case ADDRESS -> "By mail address.";
            case USERNAME -> "By username, or by mail address where there is no account yet.";
            case EITHER -> "By mail address or username.";
        };
    }

    private static String billing(AccessModel model) {
        var managing = model.rolesWith(Permission.BILLING_MANAGE);
        var looking = model.rolesWith(Permission.BILLING_VIEW).stream()
                .filter(role -> !managing.contains(role))
                .toList();
        if (managing.isEmpty() && looking.isEmpty()) return "No role here has to do with billing.";
        return Optional.of(names(managing, "and")).filter(it -> !it.isEmpty()).orElse("Nobody")
                + " manages billing and the subscription."
                + (looking.isEmpty() ? "" : " " + names(looking, "and") + " can see it.");
    }

    private static String last(AccessModel model) {
        if (model.policies().lastCollaboratorStays()) {
            return "No. Somebody else is added first, or the project deleted.";
        }
        if (model.ownerRunsProjects()) {
            return "Yes: " + model.ownerRole().name() + " still runs the project.";
        }
        return "Whoever is the last " + names(projectRoles(model, model::runsProject), "or")
                + " stays, until somebody else is.";
    }

    private static String joiners(AccessModel model) {
        return model.policies().projectForJoiners() ? "If the organization chooses so." : "No.";
    }

    private static String most(AccessModel model) {
        return model.policies()
                .mostProjects()
                .map(most -> "At most %,d.".formatted(most))
                .orElse("As many as one likes.");
    }

    private static String some(List<Role> roles) {
        return roles.isEmpty() ? "Nobody." : "Whoever is " + names(roles, "or") + ".";
    }

    private static String outsider(AccessModel model) {
        return model.outsiderRole().map(Role::name).orElseThrow();
    }

    private static List<Role> projectRoles(AccessModel model, Predicate<Role> which) {
        return model.projectRoles().stream().filter(which).toList();
    }
}
