package roster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an organization must be and answer after a sequence of operations, written down by hand from the four vendors'
 * rules, in plain maps and without the product's code: where the two differ, one of them is wrong.
 *
 * <p>A new operation needs a method here that answers what must come of it and, if it is allowed, does it to the maps: see
 * {@link #delete} for a short one. Publishing would be {@code project.open = true; project.crew.keySet().retainAll(creator)},
 * with each offer of it dropped as {@link #delete} does; a transfer {@code members.put(to, OWNER)} and the former owner's
 * next role; an undo puts back what a copy made before the removal holds.
 */
final class Oracle {

    /** How an operation ends. */
    enum Answer {
        ALLOWED,
        REFUSED,
        CONFLICT,
        INVALID,
        MISSING
    }

    /** One of the four systems: who may do what. Roles are listed from the most powerful one on. */
    enum Law {
        SINGLE_OWNER( // BigML
                "single-owner",
                List.of("owner", "admin", "member", "restricted-member"),
                List.of("project-admin", "project-write", "project-read"),
                Set.of("owner", "admin"), // BM-R4, BM-R5
                Set.of("owner", "admin", "member"), // BM-R7
                Set.of("owner", "admin"), // BM-R6
                Set.of("owner", "admin"),
                "resource:write"),
        OWNER_EDITOR_VIEWER( // AI & Analytics Engine
                "owner-editor-viewer",
                List.of("owner", "editor", "viewer"),
                List.of("project-owner", "project-editor", "project-viewer"),
                Set.of("owner"), // AA-P3
                Set.of("owner", "editor"), // AA-P5
                Set.of(), // AA-08
                Set.of(),
                "resource:write"),
        ADMINISTRATOR_VIEWER( // Disruptive Technologies
                "administrator-viewer",
                List.of("organization-administrator", "organization-viewer"),
                List.of("project-administrator", "project-developer", "project-user"),
                Set.of("organization-administrator"), // DT-P02
                Set.of("organization-administrator"), // DT-P11
                Set.of("organization-administrator", "organization-viewer"), // DT-M1, DT-M2
                Set.of("organization-administrator"),
                "device:edit"),
        ADMIN_MEMBER_GUEST( // Edge Impulse
                "admin-member-guest",
                List.of("admin", "member", "guest"),
                List.of("collaborator"),
                Set.of("admin"), // EI-08
                Set.of("admin"),
                Set.of("admin"), // EI-08, EI-09
                Set.of("admin"),
                "resource:write");

        final String model;
        final List<String> roles;
        final List<String> projectRoles;
        /** Invite, change and remove members. */
        final Set<String> manage;

        final Set<String> create;
        /** See every project. */
        final Set<String> see;
        /** Run every project. */
        final Set<String> run;
        /** The permission to work on what a project holds. */
        final String work;

        Law(
                String model,
                List<String> roles,
                List<String> projectRoles,
                Set<String> manage,
                Set<String> create,
                Set<String> see,
                Set<String> run,
                String work) {
            this.model = model;
            this.roles = roles;
            this.projectRoles = projectRoles;
            this.manage = manage;
            this.create = create;
            this.see = see;
            this.run = run;
            this.work = work;
        }

        String owner() {
            return roles.get(0);
        }

        /** The project role whose holders run the project; its creator has it. */
        String running() {
            return projectRoles.get(0);
        }

        /** C1. */
        boolean singleOwner() {
            return this == SINGLE_OWNER;
        }

        /** C2. */
        boolean outsiders() {
            return this != SINGLE_OWNER;
        }

        /** C8. */
        boolean publicProjects() {
            return this == SINGLE_OWNER;
        }

        /** Who deletes projects: BM-A4, the project owner, and only those at the top elsewhere. */
        boolean runnersDelete() {
            return this == SINGLE_OWNER || this == OWNER_EDITOR_VIEWER;
        }

        /** C7: nobody but people from outside is limited; they are never owners (AA-06), or not there at all (BM-17). */
        boolean eligible(boolean member, String projectRole) {
            return member || outsiders() && !projectRole.equals("project-owner");
        }

        /** Whether a manager could give this role: where there is one owner, nobody becomes the second (BM-01). */
        boolean given(String role) {
            return !singleOwner() || !role.equals(owner());
        }
    }

    static final class Project {
        final String slug;
        final String creator;
        boolean open;
        final Map<String, String> crew = new TreeMap<>();
        /** Which collaboration it is: another one after somebody went and came again. */
        final Map<String, Integer> since = new TreeMap<>();

        Project(String slug, String creator, boolean open) {
            this.slug = slug;
            this.creator = creator;
            this.open = open;
        }

        void join(String who, String role, int now) {
            if (!crew.containsKey(who)) since.put(who, now);
            crew.put(who, role);
        }
    }

    /** What somebody had in a project, and in which role they stayed there, or null. */
    private record Had(Project project, String role, int since, String kept) {}

    private static final class Departure {
        String who;
        /** Null for somebody from outside. */
        String role;

        final List<Had> had = new ArrayList<>();
        boolean undone;

        /** The person has left by themselves since, so nothing brings them back. */
        boolean forgotten;
    }

    private record Part(String role, String granter) {}

    private static final class Offer {
        String role;
        String inviter;
        final Map<String, Part> parts = new TreeMap<>();
    }

    final Law law;
    /** Members and their roles; not those from outside. */
    final Map<String, String> members = new TreeMap<>();

    final Map<String, Project> projects = new TreeMap<>();
    /** Open invitations by whom they are for. */
    private final Map<String, Offer> offers = new TreeMap<>();
    /** Removals by others, the oldest first. */
    private final List<Departure> departures = new ArrayList<>();

    private int joined;

    /** To whom the one owner offers ownership, or null. */
    private String heir;

    Oracle(Law law, String founder) {
        this.law = law;
        members.put(founder, law.owner());
    }

    /** What such a change of many roles begins with: crews and offers. */
    private Oracle(Oracle other) {
        law = other.law;
        other.projects.forEach((slug, project) -> {
            var copy = new Project(slug, project.creator, project.open);
            copy.crew.putAll(project.crew);
            projects.put(slug, copy);
        });
        other.offers.forEach((to, offer) -> {
            var copy = new Offer();
            copy.role = offer.role;
            copy.inviter = offer.inviter;
            copy.parts.putAll(offer.parts);
            offers.put(to, copy);
        });
        for (var gone : other.departures) {
            var copy = new Departure();
            copy.had.addAll(gone.had);
            copy.forgotten = gone.forgotten;
            departures.add(copy);
        }
    }

    private void becomeAgain(Oracle before) {
        before.projects.forEach((slug, was) -> {
            projects.get(slug).crew.clear();
            projects.get(slug).crew.putAll(was.crew);
        });
        offers.clear();
        offers.putAll(before.offers);
        for (var i = 0; i < departures.size(); i++) {
            departures.get(i).forgotten = before.departures.get(i).forgotten;
            departures.get(i).had.clear();
            departures.get(i).had.addAll(before.departures.get(i).had);
        }
    }

    // --- What somebody is and may ---

    boolean isInside(String who) {
        return members.containsKey(who) || isOutsider(who);
    }

    private boolean isOutsider(String who) {
        return !members.containsKey(who) && projects.values().stream().anyMatch(p -> p.crew.containsKey(who));
    }

    boolean sees(String who, Project project) {
        return project.crew.containsKey(who) || members.containsKey(who) && project.open || has(law.see, who);
    }

    boolean runs(String who, Project project) {
        return law.running().equals(project.crew.get(who)) || has(law.run, who);
    }

    boolean works(String who, Project project) {
        var role = project.crew.get(who);
        var own = role != null && law.projectRoles.indexOf(role) <= 1;
        return own || members.containsKey(who) && project.open || has(law.run, who);
    }

    private boolean manages(String who) {
        return has(law.manage, who);
    }

    private boolean has(Set<String> roles, String who) {
        return members.containsKey(who) && roles.contains(members.get(who));
    }

    private long owners() {
        return members.values().stream().filter(law.owner()::equals).count();
    }

    String owner() {
        return members.entrySet().stream()
                .filter(member -> member.getValue().equals(law.owner()))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    String heir() {
        return heir;
    }

    /** Who has an open invitation. */
    List<String> invited() {
        return List.copyOf(offers.keySet());
    }

    // --- Operations ---

    Answer create(String actor, String slug, boolean open) {
        if (!isInside(actor)) return Answer.MISSING;
        if (!has(law.create, actor)) return Answer.REFUSED;
        if (open && !law.publicProjects() || projects.containsKey(slug)) return Answer.INVALID;
        var project = new Project(slug, actor, open);
        project.join(actor, law.running(), ++joined);
        projects.put(slug, project);
        return Answer.ALLOWED;
    }

    /** @param role a role in the organization, or empty */
    Answer invite(String actor, String to, String role, Map<String, String> wanted) {
        if (!isInside(actor)) return Answer.MISSING;
        if (!manages(actor)) return Answer.REFUSED;
        if (role.isEmpty() ? wanted.isEmpty() : !law.roles.contains(role)) return Answer.INVALID;
        if (!law.projectRoles.containsAll(wanted.values())) return Answer.INVALID;
        for (var slug : wanted.keySet()) {
            if (!projects.containsKey(slug) || !sees(actor, projects.get(slug))) return Answer.INVALID;
        }
        if (!role.isEmpty() && !law.given(role)) return Answer.REFUSED;
        for (var slug : wanted.keySet()) {
            if (projects.get(slug).open) return Answer.INVALID;
            if (!runs(actor, projects.get(slug))) return Answer.REFUSED;
        }
        return offer(actor, to, role.isEmpty() ? null : role, wanted) == null ? Answer.INVALID : Answer.ALLOWED;
    }

    Answer inviteTo(String actor, String slug, String to, String role) {
        var project = projects.get(slug);
        if (!isInside(actor) || project == null) return Answer.MISSING;
        if (!runs(actor, project)) return Answer.REFUSED;
        if (!law.projectRoles.contains(role) || project.open) return Answer.INVALID;
        var sent = offer(actor, to, null, Map.of(slug, role));
        return sent == null || !sent ? Answer.INVALID : Answer.ALLOWED;
    }

    /** @return whether there was something to offer; null if the person could not have it */
    private Boolean offer(String actor, String to, String role, Map<String, String> wanted) {
        var member = members.containsKey(to);
        var offer = offers.get(to);
        var joins = member || role != null || offer != null && offer.role != null;
        for (var projectRole : wanted.values()) {
            if (!law.eligible(joins, projectRole)) return null;
        }
        var newRole = member ? null : role;
        var adds = newRole != null && (offer == null || offer.role == null);
        for (var slug : wanted.keySet()) {
            var had = projects.get(slug).crew.containsKey(to) || offer != null && offer.parts.containsKey(slug);
            adds |= !had;
        }
        if (!adds) return false;
        if (offer == null) {
            offer = new Offer();
            offer.inviter = actor;
            offers.put(to, offer);
        }
        if (offer.role == null && newRole != null) {
            offer.role = newRole;
            offer.inviter = actor;
        }
        for (var part : wanted.entrySet()) {
            if (projects.get(part.getKey()).crew.containsKey(to)) continue;
            offer.parts.putIfAbsent(part.getKey(), new Part(part.getValue(), actor));
        }
        return true;
    }

    /** Whoever has it all, or whose offer has shrunk or ended, gets nothing, and no error either. */
    Answer accept(String who) {
        var offer = offers.get(who);
        if (offer == null || hasAll(who, offer)) return Answer.ALLOWED;
        if (prune(who, offer, members.containsKey(who) || offer.role != null)) return Answer.ALLOWED;
        offers.remove(who);
        if (offer.role != null && !members.containsKey(who)) members.put(who, offer.role);
        offer.parts.forEach((slug, part) -> {
            if (!projects.get(slug).crew.containsKey(who)) projects.get(slug).join(who, part.role, ++joined);
        });
        return Answer.ALLOWED;
    }

    Answer decline(String who) {
        var offer = offers.get(who);
        if (offer != null && !hasAll(who, offer)) offers.remove(who);
        return Answer.ALLOWED;
    }

    Answer changeRole(String actor, String target, String role) {
        if (!isInside(actor)) return Answer.MISSING;
        if (!manages(actor)) return Answer.REFUSED;
        if (!isInside(target)) return Answer.MISSING;
        if (!law.roles.contains(role)) return Answer.INVALID;
        var was = members.get(target);
        if (role.equals(was)) return Answer.ALLOWED;
        if (isLastOwner(target)) return Answer.CONFLICT;
        if (!law.given(role)) return Answer.REFUSED;
        if (was == null) return Answer.CONFLICT; // Nobody joins without agreeing.
        members.put(target, role);
        reconsider(target);
        return Answer.ALLOWED;
    }

    /**
     * @param keep by project, in which role the person stays from outside; null if everything ends
     * @param heirs by project, who runs it in the person's place
     */
    Answer remove(String actor, String target, Map<String, String> keep, Map<String, String> heirs) {
        if (!isInside(actor)) return Answer.MISSING;
        if (!manages(actor)) return Answer.REFUSED;
        if (!isInside(target)) return Answer.MISSING;
        return end(actor, target, keep, heirs);
    }

    Answer leave(String actor, Map<String, String> heirs) {
        return isInside(actor) ? end(actor, actor, null, heirs) : Answer.MISSING;
    }

    private Answer end(String actor, String target, Map<String, String> keep, Map<String, String> heirs) {
        if (isLastOwner(target)) return Answer.CONFLICT;
        if (keep != null && (keep.isEmpty() || actor.equals(target))) return Answer.INVALID;
        var kept = keep == null ? Map.<String, String>of() : keep;
        for (var slug : kept.keySet()) {
            if (!mayStay(target, projects.get(slug), kept.get(slug))) return Answer.INVALID;
        }
        for (var slug : heirs.keySet()) {
            if (!mayInherit(actor, target, projects.get(slug), heirs.get(slug))) return Answer.INVALID;
        }
        var mine = new TreeMap<String, String>();
        for (var project : projects.values()) {
            if (!project.crew.containsKey(target)) continue;
            if (isLastRunning(target, project) && !heirs.containsKey(project.slug)) return Answer.INVALID;
            mine.put(project.slug, project.crew.get(target));
        }
        if (keep != null && !members.containsKey(target) && keep.equals(mine)) return Answer.INVALID; // Ends nothing.
        heirs.forEach((slug, heir) -> projects.get(slug).join(heir, law.running(), ++joined));
        if (actor.equals(target)) forget(target);
        else departures.add(departure(target, kept));
        members.remove(target);
        projects.values().forEach(project -> project.crew.remove(target));
        kept.forEach((slug, role) -> projects.get(slug).crew.put(target, role));
        offers.remove(target);
        if (target.equals(heir)) heir = null;
        reconsider(target);
        return Answer.ALLOWED;
    }

    private void forget(String who) {
        for (var gone : departures) gone.forgotten |= gone.who.equals(who) && !gone.undone;
    }

    private Departure departure(String who, Map<String, String> kept) {
        var departure = new Departure();
        departure.who = who;
        departure.role = members.get(who);
        for (var project : projects.values()) {
            if (!project.crew.containsKey(who)) continue;
            departure.had.add(new Had(project, project.crew.get(who), project.since.get(who), kept.get(project.slug)));
        }
        return departure;
    }

    int departures() {
        return departures.size();
    }

    /** @param which of the removals, from 0 */
    Answer undo(String actor, int which) {
        if (!isInside(actor)) return Answer.MISSING;
        if (!manages(actor)) return Answer.REFUSED;
        if (which >= departures.size() || departures.get(which).forgotten) return Answer.MISSING;
        var gone = departures.get(which);
        if (gone.undone || members.containsKey(gone.who)) return Answer.CONFLICT;
        if (gone.role != null && !law.given(gone.role)) return Answer.CONFLICT;
        var back = gone.had.stream().filter(had -> comesBack(gone, had)).toList();
        if (gone.role == null && back.isEmpty()) return Answer.CONFLICT;
        gone.undone = true;
        if (gone.role != null) members.put(gone.who, gone.role);
        for (var had : back) {
            had.project.crew.put(gone.who, had.role);
            had.project.since.put(gone.who, had.since);
        }
        return Answer.ALLOWED;
    }

    /** What the law allows now, unless something else was given to the person there meanwhile. */
    private boolean comesBack(Departure gone, Had had) {
        var project = had.project;
        if (!projects.containsValue(project) || !law.eligible(gone.role != null, had.role)) return false;
        if (project.open && !project.creator.equals(gone.who)) return false; // BM-05
        if (!project.crew.containsKey(gone.who)) return true;
        var as = project.crew.get(gone.who);
        return project.since.get(gone.who) == had.since && as.equals(had.kept) && !as.equals(had.role);
    }

    /** Nobody rises by being removed. */
    private boolean mayStay(String target, Project project, String role) {
        if (project == null || !project.crew.containsKey(target)) return false;
        return law.outsiders()
                && law.eligible(false, role)
                && law.projectRoles.indexOf(role) >= law.projectRoles.indexOf(project.crew.get(target));
    }

    /** Where somebody is needed: those who work there, owners, and whoever removes the person. */
    private boolean mayInherit(String actor, String target, Project project, String heir) {
        if (project == null || !needs(target, project)) return false;
        return isInside(heir)
                && !heir.equals(target)
                && (project.crew.containsKey(heir) || law.owner().equals(members.get(heir)) || heir.equals(actor))
                && law.eligible(members.containsKey(heir), law.running());
    }

    Answer changeRoleIn(String actor, String slug, String target, String role) {
        var project = projects.get(slug);
        if (!isInside(actor) || project == null) return Answer.MISSING;
        if (!runs(actor, project)) return Answer.REFUSED;
        if (!project.crew.containsKey(target)) return Answer.MISSING;
        if (!law.projectRoles.contains(role)) return Answer.INVALID;
        if (role.equals(project.crew.get(target))) return Answer.ALLOWED;
        if (project.open) return Answer.CONFLICT;
        if (!law.eligible(members.containsKey(target), role)) return Answer.INVALID;
        if (isLastRunning(target, project)) return Answer.CONFLICT;
        project.crew.put(target, role);
        reconsider(target);
        return Answer.ALLOWED;
    }

    Answer removeFrom(String actor, String slug, String target) {
        var project = projects.get(slug);
        if (!isInside(actor) || project == null) return Answer.MISSING;
        if (!runs(actor, project)) return Answer.REFUSED;
        return endIn(project, target, actor.equals(target));
    }

    Answer leaveProject(String actor, String slug) {
        var project = projects.get(slug);
        if (!isInside(actor) || project == null) return Answer.MISSING;
        if (!sees(actor, project)) return Answer.REFUSED;
        return endIn(project, actor, true);
    }

    private Answer endIn(Project project, String target, boolean self) {
        if (!project.crew.containsKey(target)) return Answer.MISSING;
        if (project.open) return Answer.CONFLICT; // BM-05
        if (isLastOne(target, project)) return Answer.CONFLICT;
        if (isLastRunning(target, project)) return Answer.CONFLICT;
        project.crew.remove(target);
        if (self) {
            for (var gone : departures) {
                if (gone.who.equals(target) && !gone.undone) gone.had.removeIf(had -> had.project == project);
            }
            if (!isInside(target)) forget(target);
        }
        reconsider(target);
        return Answer.ALLOWED;
    }

    /**
     * All of it or nothing (DT-14).
     *
     * @param wishes by project, the role; an empty one takes the person out
     */
    Answer changeAll(String actor, String target, Map<String, String> wishes) {
        if (!isInside(actor)) return Answer.MISSING;
        if (!manages(actor)) return Answer.REFUSED;
        var before = new Oracle(this);
        for (var wish : wishes.entrySet()) {
            var project = projects.get(wish.getKey());
            Answer answer;
            if (project == null || !isInside(actor)) answer = Answer.MISSING;
            else if (!runs(actor, project)) answer = Answer.REFUSED;
            else if (!project.crew.containsKey(target)) {
                answer = wish.getValue().isEmpty() ? Answer.ALLOWED : Answer.INVALID;
            } else if (wish.getValue().isEmpty()) answer = endIn(project, target, actor.equals(target));
            else answer = changeRoleIn(actor, project.slug, target, wish.getValue());
            if (answer == Answer.ALLOWED) continue;
            becomeAgain(before);
            return answer;
        }
        return Answer.ALLOWED;
    }

    Answer delete(String actor, String slug, boolean confirmed) {
        var project = projects.get(slug);
        if (!isInside(actor) || project == null) return Answer.MISSING;
        if (!has(law.run, actor) && !(law.runnersDelete() && runs(actor, project))) return Answer.REFUSED;
        if (!confirmed) return Answer.INVALID;
        projects.remove(slug);
        withdraw(slug);
        return Answer.ALLOWED;
    }

    /** No invitation offers the project any more. */
    private void withdraw(String slug) {
        offers.values()
                .removeIf(offer -> offer.parts.remove(slug) != null && offer.role == null && offer.parts.isEmpty());
    }

    Answer publish(String actor, String slug) {
        var project = projects.get(slug);
        if (!isInside(actor) || project == null) return Answer.MISSING;
        if (!runs(actor, project)) return Answer.REFUSED;
        if (!law.publicProjects() || project.open) return Answer.CONFLICT;
        withdraw(slug);
        project.open = true;
        project.crew.keySet().retainAll(Set.of(project.creator)); // BM-05
        return Answer.ALLOWED;
    }

    /** @param keep who works on it then, and in which role; its creator does so anyway */
    Answer makePrivate(String actor, String slug, Map<String, String> keep) {
        var project = projects.get(slug);
        if (!isInside(actor) || project == null) return Answer.MISSING;
        if (!runs(actor, project)) return Answer.REFUSED;
        if (!law.projectRoles.containsAll(keep.values())) return Answer.INVALID;
        if (!law.publicProjects() || !project.open) return Answer.CONFLICT;
        if (!members.keySet().containsAll(keep.keySet())) return Answer.INVALID;
        project.open = false;
        keep.forEach((who, role) -> {
            if (!project.crew.containsKey(who)) project.join(who, role, ++joined);
        });
        return Answer.ALLOWED;
    }

    Answer offerOwnership(String actor, String target) {
        var answer = needOneOwner(actor);
        if (answer != Answer.ALLOWED) return answer;
        if (heir != null) return Answer.CONFLICT;
        if (!members.containsKey(target) || target.equals(actor)) return Answer.INVALID;
        heir = target;
        return Answer.ALLOWED;
    }

    Answer withdrawOwnership(String actor) {
        var answer = needOneOwner(actor);
        if (answer != Answer.ALLOWED) return answer;
        if (heir == null) return Answer.CONFLICT;
        heir = null;
        return Answer.ALLOWED;
    }

    private Answer needOneOwner(String actor) {
        if (!isInside(actor)) return Answer.MISSING;
        if (!law.owner().equals(members.get(actor))) return Answer.REFUSED;
        return law.singleOwner() ? Answer.ALLOWED : Answer.CONFLICT;
    }

    Answer refuseOwnership(String actor) {
        if (!actor.equals(heir)) return Answer.MISSING;
        heir = null;
        return Answer.ALLOWED;
    }

    /** BM-02, BM-10; a second click changes nothing. */
    Answer acceptOwnership(String actor) {
        if (law.singleOwner() && law.owner().equals(members.get(actor))) return Answer.ALLOWED;
        if (!actor.equals(heir)) return Answer.MISSING;
        members.replaceAll((who, role) -> role.equals(law.owner()) ? law.roles.get(1) : role);
        members.put(actor, law.owner());
        heir = null;
        return Answer.ALLOWED;
    }

    /** Whoever manages people ends whatever an invitation offers. */
    Answer revoke(String actor, String to) {
        if (!isInside(actor)) return Answer.MISSING;
        if (!manages(actor)) return Answer.REFUSED;
        return offers.remove(to) == null ? Answer.MISSING : Answer.ALLOWED;
    }

    /** Whoever runs a project takes it out of an invitation. */
    Answer withdrawFrom(String actor, String slug, String to) {
        var project = projects.get(slug);
        if (!isInside(actor) || project == null) return Answer.MISSING;
        if (!runs(actor, project)) return Answer.REFUSED;
        var offer = offers.get(to);
        if (offer == null || offer.parts.remove(slug) == null) return Answer.MISSING;
        if (offer.role == null && offer.parts.isEmpty()) offers.remove(to);
        return Answer.ALLOWED;
    }

    // --- Rules behind several of them ---

    /** Whether somebody can be named in place of this person. */
    boolean needs(String who, Project project) {
        return isLastRunning(who, project) || isLastOne(who, project);
    }

    private boolean isLastOwner(String who) {
        return law.owner().equals(members.get(who)) && owners() == 1;
    }

    /** Where no role in the organization runs projects, somebody in each of them does (AA-08). */
    private boolean isLastRunning(String who, Project project) {
        return law.run.isEmpty()
                && law.running().equals(project.crew.get(who))
                && project.crew.values().stream().filter(law.running()::equals).count() == 1;
    }

    /** EI-13. */
    private boolean isLastOne(String who, Project project) {
        return law == Law.ADMIN_MEMBER_GUEST && project.crew.keySet().equals(Set.of(who));
    }

    private boolean hasAll(String who, Offer offer) {
        return isInside(who)
                && (offer.role == null || members.containsKey(who))
                && offer.parts.keySet().stream()
                        .allMatch(slug -> projects.get(slug).crew.containsKey(who));
    }

    /** What somebody offers ends with their right to offer it. */
    private void reconsider(String granter) {
        for (var to : new ArrayList<>(offers.keySet())) {
            var offer = offers.get(to);
            var offers = offer.inviter.equals(granter)
                    || offer.parts.values().stream().anyMatch(part -> part.granter.equals(granter));
            if (offers) prune(to, offer, true);
        }
    }

    /** @return whether something had to go */
    private boolean prune(String to, Offer offer, boolean member) {
        var keepsRole = offer.role == null || manages(offer.inviter) && law.given(offer.role);
        var kept = new TreeMap<String, Part>();
        offer.parts.forEach((slug, part) -> {
            var project = projects.get(slug);
            var joins = keepsRole || law.outsiders();
            if (joins && law.eligible(member, part.role) && runs(part.granter, project) && !project.open) {
                kept.put(slug, part);
            }
        });
        if (keepsRole && kept.size() == offer.parts.size()) return false;
        if (kept.isEmpty() && (offer.role == null || !keepsRole)) {
            offers.remove(to);
            return true;
        }
        offer.parts.keySet().retainAll(kept.keySet());
        if (!keepsRole) offer.role = null;
        if (!isInside(offer.inviter) && !kept.isEmpty())
            offer.inviter = kept.firstEntry().getValue().granter;
        return true;
    }

    /** Everything, in the words in which the test reads the rows. */
    Set<String> picture() {
        var picture = new TreeSet<String>();
        if (heir != null) picture.add("heir " + heir);
        members.forEach((who, role) -> picture.add("member " + who + " " + role));
        for (var project : projects.values()) {
            picture.add("project " + project.slug + (project.open ? " public" : " private"));
            project.crew.forEach((who, role) -> {
                picture.add("crew " + project.slug + " " + who + " " + role);
                if (!members.containsKey(who)) picture.add("member " + who + " external");
            });
        }
        offers.forEach((to, offer) -> {
            picture.add("offer " + to + " " + Objects.requireNonNullElse(offer.role, "-") + " " + offer.inviter);
            offer.parts.forEach(
                    (slug, part) -> picture.add("part " + to + " " + slug + " " + part.role + " " + part.granter));
        });
        return picture;
    }
}
