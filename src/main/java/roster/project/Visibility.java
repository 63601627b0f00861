package roster.project;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Given;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.collaborator.Collaborator;
import roster.invitation.Invitation;
import roster.mail.Outbox;
import roster.member.Ending;
import roster.web.Conflict;
import roster.web.OneColumn;
import roster.web.Problems;

/**
 * Whether everybody in the organization works on a project (BM-05, BM-18). Changing it changes the access of many people at
 * once, so it is shown by name before: who gains it, who has less, who loses it and could be kept.
 *
 * @param people those whose access would change, by name; at most {@link #MOST_SHOWN}
 * @param more how many more there are, at least
 * @param role what everybody in the organization has in a public project
 */
public record Visibility(List<Affected> people, long more, AccessModel.Role role) {
    static final int MOST_SHOWN = 200;
    private static final int MOST_COUNTED = 100_000;

    /**
     * Somebody whose access would change.
     *
     * @param member their role in the organization
     * @param now their role in the project through a collaboration, or null
     */
    public record Affected(
            UUID account, String name, String email, AccessModel.Role member, AccessModel.Role now, boolean creator) {}

    /** Those who would have more than now if the project were public. */
    public List<Affected> gaining() {
        return people.stream()
                .filter(person ->
                        person.now() == null || !person.now().permissions().containsAll(role.permissions()))
                .toList();
    }

    /** Those who would have less than now if the project were public; its creator keeps everything. */
    public List<Affected> lessening() {
        return people.stream()
                .filter(person -> person.now() != null && !person.creator())
                .filter(person -> !role.permissions().containsAll(person.now().permissions()))
                .toList();
    }

    /** Those who would have no access if the project were private. */
    public List<Affected> losing() {
        return people.stream().filter(person -> person.now() == null).toList();
    }

    /** The organization roles whose access does not depend on the project's visibility, by name, in one text. */
    public String keeping(Standing here) {
        return here.model().organizationRoles().stream()
                .filter(here.model()::seesEveryProject)
                .map(AccessModel.Role::name)
                .collect(Collectors.joining(", "));
    }

    /** Whose access would change, if the project that the standing is about became public, or private. */
    @SuppressWarnings("unchecked")
    static Visibility rehearse(EntityManager database, Standing here) {
        var role = publicRole(here);
        var sql = """
                from member m join account a on a.id = m.account_id
                left join collaborator c on c.organization_id = m.organization_id and c.account_id = m.account_id
                  and c.project_id = ?3
                where m.organization_id = ?1 and m.role in (?2)""";
        List<Tuple> rows = database.createNativeQuery(
                        "select m.account_id, a.name, a.email, m.role, c.role as now " + sql
                                + " order by m.sort_name, m.id limit " + MOST_SHOWN,
                        Tuple.class)
                .setParameter(1, here.organization())
                .setParameter(2, governed(here))
                .setParameter(3, here.project().id())
                .getResultList();
        var more = rows.size() < MOST_SHOWN
                ? 0
                : OneColumn.of(
                                        database,
                                        "select count(*) from (select 1 " + sql + " limit " + MOST_COUNTED + ") x",
                                        Long.class)
                                .setParameter(1, here.organization())
                                .setParameter(2, governed(here))
                                .setParameter(3, here.project().id())
                                .getSingleResult()
                        - MOST_SHOWN;
        var people = rows.stream()
                .map(row -> new Affected(
                        row.get("account_id", UUID.class),
                        row.get("name", String.class),
                        row.get("email", String.class),
                        here.roleOf(row.get("role", String.class)),
                        Optional.ofNullable(row.get("now", String.class))
                                .map(here::projectRoleOf)
                                .orElse(null),
                        row.get("account_id", UUID.class).equals(here.project().creatorId())))
                .toList();
        return new Visibility(people, more, role);
    }

    /**
     * Lets everybody in the organization work on the project. Collaborations end, but for the creator's; invitations no
     * longer offer it. Needs a transaction.
     *
     * @throws Refused if the person does not manage the project's people
     * @throws Conflict if it is public already, or there are no public projects here
     */
    static void publish(Standing before, Person actor, Access access) {
        var now = access.lock(before, Permission.COLLABORATOR_MANAGE);
        var role = publicRole(now);
        if (now.project().isPublic()) throw new Conflict(say(ProjectWords.class).openAlready());
        Invitation.withdrawProject(now, actor, "The project became public");
        Project.find(now).isPublic = true;
        var ended = Collaborator.endAllBut(now, now.project().creatorId());
        Audit.write(
                now.organization(),
                AuditAction.PROJECT_PUBLISHED,
                actor,
                now.project().id(),
                now.project().name(),
                "Everybody has " + role.name()
                        + (ended.isEmpty() ? "" : ". Before, by themselves: " + String.join(", ", ended)));
        Outbox.visibility(now, actor, Outbox.Kind.PROJECT_PUBLIC, role, governed(now), creator(now, access));
    }

    /**
     * Ends the access that everybody had through the project's being public. Needs a transaction.
     *
     * @param keep for each person who keeps access, account and project role, as {@code account:role}; empty ones count
     *     for nothing
     * @throws Problems.Invalid if one of them names no member of the organization, or no role
     * @throws Refused if the person does not manage the project's people, or cannot give one of the roles
     * @throws Conflict if it is private already
     */
    static void makePrivate(Standing before, Person actor, List<String> keep, Access access) {
        var chosen = keeps(before, keep);
        var now = access.lock(before, Permission.COLLABORATOR_MANAGE);
        var role = publicRole(now);
        if (!now.project().isPublic())
            throw new Conflict(say(ProjectWords.class).closedAlready());
        Project.find(now).isPublic = false;
        Panache.getEntityManager().flush();
        var kept = new ArrayList<UUID>();
        var labels = new ArrayList<String>();
        chosen.forEach((account, given) -> {
            now.needGrant(given, Permission.COLLABORATOR_MANAGE);
            Ending.of(now.organization(), account, access);
            var theirs = access.standing(
                            account, now.organization(), now.project().id())
                    .filter(s -> now.model().isEligible(s.role(), given))
                    .orElseThrow(() -> wrong(say(ProjectWords.class).goneFromHere()));
            if (theirs.project().collaborator() != null) return;
            var person = Panache.getEntityManager().find(Account.class, account);
            Collaborator.join(now, now.project().id(), person.person(), given, Given.by(actor, Given.Way.KEPT));
            kept.add(account);
            labels.add(person.label() + ": " + given.name());
            if (!account.equals(actor.id())) Outbox.roleChanged(now, actor, person, role, given);
        });
        kept.addAll(creator(now, access));
        Audit.write(
                now.organization(),
                AuditAction.PROJECT_MADE_PRIVATE,
                actor,
                now.project().id(),
                now.project().name(),
                labels.isEmpty() ? "Nobody was kept" : "Kept: " + String.join(", ", labels));
        Outbox.visibility(now, actor, Outbox.Kind.PROJECT_PRIVATE, role, governed(now), kept);
    }

    /** The creator, if the project's visibility does not matter to them: their collaboration stays in any case. */
    private static List<UUID> creator(Standing now, Access access) {
        return access
                .standing(
                        now.project().creatorId(),
                        now.organization(),
                        now.project().id())
                .filter(creator -> creator.project().collaborator() != null)
                .map(Standing::account)
                .stream()
                .toList();
    }

    private static Map<UUID, AccessModel.Role> keeps(Standing before, List<String> keep) {
        var chosen = new LinkedHashMap<UUID, AccessModel.Role>();
        for (var one : keep) {
            if (one.isEmpty()) continue;
            var parts = one.split(":", 2);
            try {
                chosen.put(
                        UUID.fromString(parts[0]),
                        before.model()
                                .projectRole(parts.length == 2 ? parts[1] : "")
                                .orElseThrow(() -> wrong(say(ProjectWords.class).chooseRole())));
            } catch (IllegalArgumentException e) {
                throw wrong(say(ProjectWords.class).chooseFromList());
            }
        }
        return chosen;
    }

    private static Problems.Invalid wrong(String sentence) {
        return new Problems.Invalid(Problems.none().add("keep", sentence));
    }

    /** @throws Conflict if there are no public projects here */
    private static AccessModel.Role publicRole(Standing here) {
        return here.model()
                .policies()
                .publicProjectRole()
                .flatMap(here.model()::projectRole)
                .orElseThrow(() -> new Conflict(say(ProjectWords.class).noneOpenHere()));
    }

    /** The organization roles whose access to a project depends on its visibility. */
    private static List<String> governed(Standing here) {
        return here.model().organizationRoles().stream()
                .filter(role -> here.model().inPublicProjects(role).isPresent()
                        && !here.model().seesEveryProject(role))
                .map(AccessModel.Role::key)
                .toList();
    }
}
