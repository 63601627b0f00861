package roster.access;

import static roster.web.Reader.say;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import roster.access.AccessModel.Role;
import roster.web.Reader;

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
                law("owners", owners(model)),
                law("outsiders", outsiders(model)),
                law("inviting", inviting(model)),
                law("adding", adding(model)),
                law("reach", reach(model)),
                law("creating", some(model.rolesWith(Permission.PROJECT_CREATE))),
                law("ceiling", ceiling(model)),
                law("public", publicity(model)),
                law("naming", words().naming(model.policies().inviteeNaming().name())),
                law("billing", billing(model)),
                law("last", last(model)),
                law("joiners", joiners(model)),
                law("most", most(model)));
    }

    /** One line about a role for somebody who chooses one: what it adds to the next lower one, or, for the lowest, what it is. */
    public static String adds(AccessModel model, Role role) {
        var adds = model.adds(role);
        var below = model.below(role).map(Role::name);
        if (adds.isEmpty()) return below.map(words()::sameAs).orElseGet(words()::noRights);
        var few = few(adds);
        return below.map(lower -> words().addsOver(lower, few)).orElseGet(() -> words().smallest(few));
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
        return words().withCare(and(sensitive));
    }

    /** Words as a list in a sentence: "a, b and c". */
    public static String and(Collection<String> listed) {
        return list(listed, words()::and);
    }

    /** Words as a choice in a sentence: "a, b or c". */
    public static String or(Collection<String> listed) {
        return list(listed, words()::or);
    }

    public static List<String> names(Collection<Role> roles) {
        return roles.stream().map(Role::name).toList();
    }

    private static String list(Collection<String> listed, BinaryOperator<String> last) {
        var all = List.copyOf(listed);
        return all.size() < 2
                ? String.join("", all)
                : last.apply(String.join(", ", all.subList(0, all.size() - 1)), all.get(all.size() - 1));
    }

    private static Law law(String key, String answer) {
        return new Law(key, words().question(key), answer);
    }

    private static String few(Collection<Permission> permissions) {
        var said = permissions.stream()
                .limit(MOST_SENTENCES)
                .map(Permission::sentence)
                .collect(Collectors.toCollection(ArrayList::new));
        var more = permissions.size() - said.size();
        if (more > 0) said.add(words().moreRights(more));
        var last = said.remove(said.size() - 1);
        return said.isEmpty() ? last : words().few(String.join("; ", said), last);
    }

    private static String owners(AccessModel model) {
        var owner = model.ownerRole().name();
        return model.singleOwner() ? words().oneOwner(owner) : words().manyOwners(owner);
    }

    private static String outsiders(AccessModel model) {
        if (!model.policies().externals()) return words().outsidersNot();
        var allowed = or(names(projectRoles(model, model::isEligibleFromOutside)));
        var never = or(names(projectRoles(model, role -> !model.isEligibleFromOutside(role))));
        var outsider = model.outsiderRole().orElseThrow().name();
        return never.isEmpty()
                ? words().outsiders(allowed, outsider)
                : words().outsidersNever(allowed, never, outsider);
    }

    private static String inviting(AccessModel model) {
        var creating = model.rolesWith(Permission.ACCOUNT_CREATE);
        return some(model.rolesWith(Permission.MEMBER_INVITE))
                + (creating.isEmpty() ? "" : " " + words().creatingAccounts(and(names(creating))));
    }

    private static String adding(AccessModel model) {
        var inside = or(names(model.projectRolesWith(Permission.COLLABORATOR_INVITE)));
        var everywhere = or(names(model.rolesWith(Permission.COLLABORATOR_INVITE)));
        return (everywhere.isEmpty() ? words().inside(inside) : words().insideOrAbove(inside, everywhere))
                + (model.hasPublicProjects() ? " " + words().publicToNobody() : "");
    }

    private static String reach(AccessModel model) {
        var answers = model.organizationRoles().stream()
                .filter(model::seesEveryProject)
                .map(role -> model.inEveryProject(role)
                        .map(reached -> words().reachesAs(role.name(), reached.name()))
                        .orElseGet(() -> words().reachesSeeing(role.name())))
                .toList();
        return answers.isEmpty() ? words().reachesNot(model.ownerRole().name()) : String.join(" ", answers);
    }

    private static String ceiling(AccessModel model) {
        var limits = model.organizationRoles().stream()
                .filter(role -> !model.isOutsider(role) || model.policies().externals())
                .flatMap(role -> {
                    var never = projectRoles(model, inProject -> !model.isEligible(role, inProject));
                    return never.isEmpty()
                            ? Stream.<String>empty()
                            : Stream.of(words().never(role.name(), or(names(never))));
                })
                .toList();
        return (limits.isEmpty() ? words().noCeiling() : words().someCeiling(String.join(" ", limits))) + " "
                + words().nobodyBeyond();
    }

    private static String publicity(AccessModel model) {
        var roles = model.organizationRoles().stream()
                .filter(role -> model.inPublicProjects(role).isPresent())
                .toList();
        return model.policies()
                .publicProjectRole()
                .flatMap(model::projectRole)
                .map(all -> words().publicYes(or(names(roles)), all.name()))
                .orElseGet(words()::not);
    }

    private static String billing(AccessModel model) {
        var managing = model.rolesWith(Permission.BILLING_MANAGE);
        var looking = model.rolesWith(Permission.BILLING_VIEW).stream()
                .filter(role -> !managing.contains(role))
                .toList();
        if (managing.isEmpty() && looking.isEmpty()) return words().noBilling();
        return (managing.isEmpty() ? words().billingNobody() : words().billing(and(names(managing))))
                + (looking.isEmpty() ? "" : " " + words().billingSeen(and(names(looking))));
    }

    private static String last(AccessModel model) {
        if (model.policies().lastCollaboratorStays()) return words().lastStays();
        return model.ownerRunsProjects()
                ? words().lastLeaves(model.ownerRole().name())
                : words().lastRuns(or(names(projectRoles(model, model::runsProject))));
    }

    private static String joiners(AccessModel model) {
        return model.policies().projectForJoiners() ? words().ifChosen() : words().not();
    }

    private static String most(AccessModel model) {
        return model.policies()
                .mostProjects()
                .map(most -> words().atMost(String.format(Reader.current().language(), "%,d", most)))
                .orElseGet(words()::unlimited);
    }

    private static String some(List<Role> roles) {
        return roles.isEmpty() ? words().nobody() : words().whoever(or(names(roles)));
    }

    private static List<Role> projectRoles(AccessModel model, Predicate<Role> which) {
        return model.projectRoles().stream().filter(which).toList();
    }

    private static AccessWords words() {
        return say(AccessWords.class);
    }
}
