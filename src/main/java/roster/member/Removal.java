package roster.member;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Given;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.collaborator.Collaborator;
import roster.invitation.Invitation;
import roster.mail.Outbox;
import roster.organization.Organization;
import roster.organization.Ownership;
import roster.web.Problems;

/**
 * How somebody is taken out of an organization, as the form holds it: with every way in that they have, or all but some
 * projects, on which they stay as somebody from outside.
 *
 * @param scope {@code everything}, {@code keep} or empty, which is everything
 * @param keep the projects on which they stay: id of the collaboration, colon, key of the role
 * @param successor who runs a project in their place: id of the project, colon, id of the account; or nobody
 */
public record Removal(String scope, List<String> keep, List<String> successor) {
    static final String EVERYTHING = "everything";
    static final String KEEP = "keep";

    public Removal {
        scope = scope == null ? "" : scope;
        keep = filled(keep);
        successor = filled(successor);
    }

    /** Everything ends, and no project needs anybody. */
    public static Removal ofEverything() {
        return new Removal("", List.of(), List.of());
    }

    public boolean isKeeping() {
        return scope.equals(KEEP);
    }

    /** Whether the form says that they stay on this project in this role. */
    public boolean keeps(Doors.Work work, AccessModel.Role role) {
        return keep.contains(work.id() + ":" + role.key());
    }

    /** Whether the form names this person for this project. */
    public boolean names(Doors.Work work, Doors.Candidate candidate) {
        return successor.contains(work.project() + ":" + candidate.account());
    }

    /**
     * What the form comes to, once it fits the doors.
     *
     * @param kept by collaboration, the role in which they stay
     * @param successors by project, who runs it then
     */
    private record Plan(Map<UUID, AccessModel.Role> kept, Map<UUID, UUID> successors) {}

    /**
     * Takes the member out. The caller holds the lock.
     *
     * @return the departure, by which it can be undone; empty for somebody who leaves
     * @throws Problems.Invalid if the form does not fit what they have now; nothing is changed then
     */
    Optional<UUID> carryOut(Standing now, Person actor, Member target, AuditAction action, Access access) {
        var was = now.roleOf(target.role);
        var self = target.accountId.equals(actor.id());
        var person = Panache.getEntityManager().find(Account.class, target.accountId);
        var doors = Doors.of(now, person, was);
        var plan = plan(now, doors, self);
        var departure = self
                ? Optional.<UUID>empty()
                : Optional.of(Departure.write(now, actor, person, target, doors, plan.kept()));
        for (var work : doors.projects()) {
            var heir = plan.successors().get(work.project());
            if (heir == null) continue;
            var there = access.standing(actor.id(), now.organization(), work.project());
            Collaborator.handOver(now.in(there.orElseThrow().project()), actor, heir, Given.by(actor, Given.Way.SET));
        }
        var ended = new ArrayList<String>();
        var stays = new ArrayList<String>();
        for (var collaborator : Collaborator.allOf(now, person.id)) {
            var work = doors.projects().stream()
                    .filter(w -> w.id().equals(collaborator.id))
                    .findFirst()
                    .orElseThrow();
            var role = plan.kept().get(collaborator.id);
            if (role == null) {
                ended.add(work.sentence(work.role()));
                Panache.getEntityManager().remove(collaborator);
                continue;
            }
            stays.add(work.sentence(role));
            if (role.equals(work.role())) continue;
            collaborator.give(role, Given.by(actor, Given.Way.SET).until(collaborator.ends));
        }
        if (stays.isEmpty()) Panache.getEntityManager().remove(target);
        else if (now.model().outsiderRole().filter(was::equals).isEmpty()) target.goOutside(now, actor);
        Organization.countOwners(now.organization(), now.model().isOwner(was) ? -1 : 0);
        closeOffers(now, actor, person, access);
        if (self) Departure.forget(now, person.id);
        Audit.write(
                now.organization(),
                action,
                actor,
                person.id,
                person.label(),
                "Was " + was.name() + list(". Ended: ", ended) + list(". Stays on: ", stays));
        if (!self) Outbox.removed(now, actor, person, was, stays);
        return departure;
    }

    private static void closeOffers(Standing now, Person actor, Account person, Access access) {
        Ownership.endWith(now, actor, person);
        if (person.emailVerified) {
            Invitation.revokeTo(now, person.address, actor, "The person left or was removed");
        }
        Invitation.revokeUnfounded(now, person.id, actor, access);
    }

    private Plan plan(Standing now, Doors doors, boolean self) {
        var problems = Problems.none();
        var words = say(MemberWords.class);
        if (!scope.isEmpty() && !scope.equals(EVERYTHING) && (!isKeeping() || self)) {
            problems.add("scope", self ? words.leavingIsWhole() : words.chooseScope());
        } else if (!isKeeping() && !keep.isEmpty()) {
            problems.add("scope", words.scopeContradicts());
        } else if (isKeeping() && keep.isEmpty()) {
            problems.add("scope", words.scopeIsEmpty());
        }
        var kept = kept(problems, now, doors);
        var successors = successors(problems, doors);
        for (var work : doors.projects()) {
            var runs = Optional.ofNullable(kept.get(work.id())).filter(now.model()::runsProject);
            if (!work.isRequired() || runs.isPresent() || successors.containsKey(work.project())) continue;
            problems.add(
                    "successor-" + work.project(),
                    words.needsSuccessor(work.name(), now.model().creatorRole().name()));
        }
        var nothing = now.model().isOutsider(doors.role())
                && doors.projects().stream().allMatch(work -> work.role().equals(kept.get(work.id())));
        if (nothing && isKeeping()) problems.add("scope", words.nothingWouldEnd());
        problems.stop();
        return new Plan(kept, successors);
    }

    private Map<UUID, AccessModel.Role> kept(Problems problems, Standing now, Doors doors) {
        var kept = new HashMap<UUID, AccessModel.Role>();
        var words = say(MemberWords.class);
        for (var typed : keep) {
            var parts = typed.split(":", 2);
            var work = doors.projects().stream()
                    .filter(w -> w.id().toString().equals(parts[0]))
                    .findFirst();
            if (work.isEmpty()) {
                problems.add("keep", words.notTheirProject());
                continue;
            }
            var field = "keep-" + work.get().id();
            var role = now.model().projectRole(parts.length < 2 ? "" : parts[1]);
            if (role.isEmpty()) {
                problems.add(field, words.chooseProjectRole());
            } else if (!now.model().isEligibleFromOutside(role.get())) {
                problems.add(field, words.notOutside(role.get().name()));
            } else if (!work.get().outside().contains(role.get())) {
                problems.add(
                        field, words.wouldRise(role.get().name(), work.get().name()));
            } else if (kept.put(work.get().id(), role.get()) != null) {
                problems.add(field, words.chooseOneRole());
            }
        }
        return kept;
    }

    private Map<UUID, UUID> successors(Problems problems, Doors doors) {
        var successors = new HashMap<UUID, UUID>();
        var words = say(MemberWords.class);
        for (var typed : successor) {
            var parts = typed.split(":", 2);
            if (parts.length == 2 && parts[1].isEmpty()) continue;
            var work = doors.projects().stream()
                    .filter(w -> w.isHandedOver() && w.project().toString().equals(parts[0]))
                    .findFirst();
            if (work.isEmpty()) {
                problems.add("successor", words.noSuccessorNeeded());
                continue;
            }
            var field = "successor-" + work.get().project();
            var heir = work.get().candidates().stream()
                    .filter(c -> parts.length == 2 && c.account().toString().equals(parts[1]))
                    .findFirst();
            if (heir.isEmpty()) {
                problems.add(field, words.chooseFromList(work.get().name()));
            } else if (successors.put(work.get().project(), heir.get().account()) != null) {
                problems.add(field, words.chooseOnePerson());
            }
        }
        return successors;
    }

    private static List<String> filled(List<String> typed) {
        return typed == null
                ? List.of()
                : typed.stream().filter(value -> !value.isEmpty()).toList();
    }

    private static String list(String before, List<String> all) {
        return all.isEmpty() ? "" : before + String.join("; ", all);
    }
}
