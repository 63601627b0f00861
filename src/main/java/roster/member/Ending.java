package roster.member;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import roster.access.Access;
import roster.access.Given;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.collaborator.Collaborator;
import roster.invitation.Invitation;
import roster.mail.Outbox;
import roster.organization.Ownership;
import roster.web.Clocks;
import roster.web.OneColumn;

/**
 * How access comes to its end by itself. What is over counts for nothing from that moment on, whoever asks; this takes its
 * rows away, keeps them in mind as ended, and tells of it. The caller holds the organization's lock.
 */
public final class Ending {
    /** How long before the end person and granter are told, if access lasts longer than that at all. */
    static final Duration NOTICE = Duration.ofDays(7);

    /** How many grants one transaction ends, or tells of, at most. */
    private static final int BATCH = 50;

    private final UUID organization;
    private final Access access;
    private final UUID owner;
    private final Standing now;
    private final Set<UUID> people = new LinkedHashSet<>();

    /** The program acts where an owner could: there always is one, and an owner's role has no end. */
    private Ending(UUID organization, Access access) {
        this.organization = organization;
        this.access = access;
        var role = access.model(organization).ownerRole().key();
        owner = Panache.getEntityManager()
                .createQuery(
                        "select accountId from Member where organizationId = ?1 and role = ?2 order by since, id limit 1",
                        UUID.class)
                .setParameter(1, organization)
                .setParameter(2, role)
                .getSingleResult();
        now = access.standing(owner, organization).orElseThrow();
    }

    /** Ends what is over, and tells of what ends soon, up to some of it. @return whether there may be more */
    static boolean of(UUID organization, Access access) {
        var ending = new Ending(organization, access);
        return ending.end("") | ending.warn();
    }

    /** Ends what is over of one person, before they are given something anew. */
    public static void of(UUID organization, UUID account, Access access) {
        var theirs = " and account_id = '" + account + "'";
        var over = OneColumn.of(
                        Panache.getEntityManager(),
                        "select exists (select from member where %1$s) or exists (select from collaborator where %1$s)"
                                .formatted(over(theirs)),
                        Boolean.class)
                .setParameter(1, organization)
                .getSingleResult();
        if (over.equals(true)) new Ending(organization, access).end(theirs);
    }

    /** Whether an end is so near that it needs no warning any more. */
    public static boolean isNear(Instant ends) {
        return ends != null && !ends.isAfter(Clocks.now().plus(NOTICE));
    }

    private boolean end(String whose) {
        var collaborators = rows("collaborator", Collaborator.class, over(whose));
        // Whoever was made to run the project in place of one before them on this list, has no end any more.
        collaborators.stream().filter(c -> c.ends != null).forEach(this::end);
        var members = rows("member", Member.class, over(whose));
        members.forEach(this::end);
        Member.leaveFromOutside(organization, now.model());
        for (var account : people) {
            if (access.standing(account, organization)
                    .filter(Standing::isMember)
                    .isEmpty()) {
                Ownership.endWith(now, Person.ROSTER, account(account));
            }
            Invitation.revokeUnfounded(now, account, Person.ROSTER, access);
        }
        return collaborators.size() == BATCH || members.size() == BATCH;
    }

    private void end(Collaborator collaborator) {
        var there = there(collaborator.projectId);
        var role = now.projectRoleOf(collaborator.role);
        var person = end(there, collaborator);
        Outbox.accessEnded(there, person, role, collaborator.ends, List.of(), granter(collaborator.granterId, person));
    }

    /** Ends the collaboration, because it is over itself or with the role in the organization. */
    private Account end(Standing there, Collaborator collaborator) {
        var person = account(collaborator.accountId);
        Panache.getEntityManager().remove(collaborator);
        Panache.getEntityManager().flush();
        EndedGrant.keep(there, person, collaborator.role, collaborator.grantedBy, collaborator.since);
        write(
                person,
                "Project " + there.project().name() + ". Was "
                        + there.projectRoleOf(collaborator.role).name() + ", " + collaborator.grantedBy);
        handOver(there, person);
        people.add(person.id);
        return person;
    }

    private void end(Member member) {
        var model = now.model();
        var person = account(member.accountId);
        var was = now.roleOf(member.role);
        var stays = new ArrayList<String>();
        var also = new ArrayList<String>();
        for (var work : Collaborator.allOf(now, person.id)) {
            var there = there(work.projectId);
            var role = now.projectRoleOf(work.role);
            var sentence = there.project().name() + ": " + role.name();
            if (model.isEligibleFromOutside(role)) {
                stays.add(sentence);
            } else {
                end(there, work);
                also.add(sentence);
            }
        }
        EndedGrant.keep(now, person, member.role, member.grantedBy, member.since);
        write(
                person,
                "Was " + was.name() + ", " + member.grantedBy
                        + (stays.isEmpty() ? "" : ". Stays on: " + String.join("; ", stays)));
        Outbox.accessEnded(now, person, was, member.ends, also, granter(member.granterId, person));
        if (stays.isEmpty()) {
            Panache.getEntityManager().remove(member);
        } else {
            member.since = Clocks.now();
            member.give(model.outsiderRole().orElseThrow(), Given.as(Given.Way.ROLE_ENDED, was.name()));
        }
        Panache.getEntityManager().flush();
        people.add(person.id);
    }

    /** Has an owner run the project, where nobody is left to. */
    private void handOver(Standing there, Account gone) {
        var model = now.model();
        var left = (Tuple) Panache.getEntityManager()
                .createNativeQuery("""
                        select count(*) as people, count(*) filter (where role in (?3)) as running from collaborator c
                        where organization_id = ?1 and project_id = ?2 and """ + Access.LASTING.formatted("c"), Tuple.class)
                .setParameter(1, organization)
                .setParameter(2, there.project().id())
                .setParameter(3, Collaborator.running(model))
                .getSingleResult();
        var alone = left.get("running", Long.class) == 0 && !model.ownerRunsProjects()
                || left.get("people", Long.class) == 0 && model.policies().lastCollaboratorStays();
        if (!alone) return;
        Collaborator.handOver(there, Person.ROSTER, owner, Given.as(Given.Way.ACCESS_ENDED, gone.label()));
    }

    /** Tells, once for each, of the grants that end soon. */
    private boolean warn() {
        var soon = "organization_id = ?1 and " + soon();
        var members = rows("member", Member.class, soon);
        for (var member : members) {
            member.warned = Clocks.now();
            var person = account(member.accountId);
            var granter = granter(member.granterId, person);
            Outbox.accessEnds(now, person, now.roleOf(member.role), member.ends, granter);
        }
        var collaborators = rows("collaborator", Collaborator.class, soon);
        for (var collaborator : collaborators) {
            collaborator.warned = Clocks.now();
            var person = account(collaborator.accountId);
            Outbox.accessEnds(
                    there(collaborator.projectId),
                    person,
                    now.projectRoleOf(collaborator.role),
                    collaborator.ends,
                    granter(collaborator.granterId, person));
        }
        return members.size() == BATCH || collaborators.size() == BATCH;
    }

    /** The condition, in SQL, of a grant that somebody is to be told of: what lasts no longer than the notice, ends unannounced. */
    static String soon() {
        return "ends > now() and ends <= now() + interval '%1$s' and ends - granted > interval '%1$s' and warned is null"
                .formatted(NOTICE);
    }

    private static String over(String whose) {
        return "organization_id = ?1 and ends <= now()" + whose;
    }

    private <T> List<T> rows(String table, Class<T> type, String condition) {
        return Panache.getEntityManager()
                .createNativeQuery(
                        "select * from " + table + " where " + condition + " order by ends, id limit " + BATCH, type)
                .setParameter(1, organization)
                .getResultList();
    }

    /** The owner's standing in the project. */
    private Standing there(UUID project) {
        return access.standing(owner, organization, project).orElseThrow();
    }

    /** Who gave it, if that is another person who is in the organization still; else null. */
    private Account granter(UUID granter, Account person) {
        if (granter == null || granter.equals(person.id)) return null;
        return access.standing(granter, organization).isPresent() ? account(granter) : null;
    }

    private void write(Account person, String details) {
        Audit.write(organization, AuditAction.ACCESS_ENDED, Person.ROSTER, person.id, person.label(), details);
    }

    private static Account account(UUID id) {
        return Panache.getEntityManager().find(Account.class, id);
    }
}
