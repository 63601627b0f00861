package roster.project;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
import roster.member.Member;
import roster.organization.Slug;
import roster.web.Conflict;
import roster.web.OneColumn;
import roster.web.Problems;

/**
 * A project that goes to another organization, with those who work on it (EI-15); and before it goes, what becomes of
 * everybody, by name.
 *
 * @param there what the viewer is in the other organization
 * @param people those with a role of their own in the project, but the viewer
 * @param losing by name, who has access by their role in the organization, or because the project is public
 * @param gaining by name, who has access by their role in the other organization
 */
public record Move(Standing there, List<Fate> people, List<String> losing, List<String> gaining) {
    private static final int MOST_SHOWN = 50;

    /**
     * What becomes of somebody who has a role of their own in the project.
     *
     * @param outside whether they keep it as somebody from outside
     * @param obstacle who loses it and why, as a sentence; null if they keep it
     */
    public record Fate(UUID account, String name, AccessModel.Role role, boolean outside, String obstacle) {}

    /**
     * What the form holds, as typed.
     *
     * @param to the other organization's slug
     * @param slug the project's slug there
     * @param confirm its slug here
     */
    public record Form(String to, String slug, String confirm) {}

    public List<Fate> staying() {
        return people.stream().filter(fate -> fate.obstacle() == null).toList();
    }

    public List<Fate> leaving() {
        return people.stream().filter(fate -> fate.obstacle() != null).toList();
    }

    /**
     * What the move would do.
     *
     * @throws Problems.Invalid if the viewer cannot bring the project to this organization
     */
    static Move rehearse(EntityManager database, Standing here, String to, Access access) {
        var there = target(here, access.standing(here.account(), to == null ? "" : to));
        var losing = new ArrayList<>(reaching(database, here, there));
        if (here.project().isPublic()) {
            Visibility.rehearse(database, here).losing().forEach(one -> losing.add(one.name()));
        }
        var gaining = there.may(Permission.MEMBER_VIEW) ? reaching(database, there, here) : List.<String>of();
        return new Move(there, fates(database, here, there), losing, gaining);
    }

    /**
     * Takes the project to the other organization: a private one there, which the actor runs. Whoever can have there what
     * they are in the project keeps it, as somebody from outside if they are no member; the others lose it. Needs a
     * transaction. Answers the address of the project.
     *
     * @throws Problems.Invalid if a field is wrong, the slug is taken, or the project cannot go there
     * @throws Refused if the actor may not delete the project
     * @throws Conflict if the other organization has as many projects as its model allows
     */
    static String carryOut(Standing before, Person actor, Form form, Access access) {
        var target = target(before, access.standing(actor.id(), form.to() == null ? "" : form.to()))
                .organization();
        var problems = Problems.none();
        var slug = Slug.of(problems, form.slug(), before.project().name());
        // Always in the same order, so that two moves in opposite directions wait for each other and go on.
        Stream.of(before.organization(), target).sorted().forEach(Access::lock);
        var now = access.lock(before, Permission.PROJECT_DELETE);
        var there = target(now, access.standing(actor.id(), target));
        if (form.confirm() == null
                || !form.confirm().strip().equals(now.project().slug())) {
            problems.add(
                    "confirm",
                    say(ProjectWords.class).typeToTransfer(now.project().slug()));
        }
        problems.stop();
        Project.needRoom(there);

        var database = Panache.getEntityManager();
        putAway(database, now, there, access);
        var fates = fates(database, now, there);
        Invitation.withdrawProject(now, actor, "The project went to another organization");
        var crew = database.createQuery(
                        "from Collaborator where organizationId = ?1 and projectId = ?2", Collaborator.class)
                .setParameter(1, now.organization())
                .setParameter(2, now.project().id())
                .getResultList();
        Project.find(now).moveTo(there, slug);
        bring(now, there, actor, crew, fates);
        Member.leaveFromOutside(now.organization(), now.model());
        write(now, there, actor, fates);
        tell(now, there, actor, fates, access);
        return there.path() + "/projects/" + slug;
    }

    /** Ends what is over of those who work on the project: nobody takes along what they have no more, nor has it there. */
    private static void putAway(EntityManager database, Standing now, Standing there, Access access) {
        var crew = database.createQuery(
                        "select accountId from Collaborator where organizationId = ?1 and projectId = ?2", UUID.class)
                .setParameter(1, now.organization())
                .setParameter(2, now.project().id())
                .getResultList();
        for (var account : crew) {
            Ending.of(now.organization(), account, access);
            Ending.of(there.organization(), account, access);
        }
    }

    /** The collaborations left with the project; those that go on begin again under the same ids. */
    private static void bring(Standing now, Standing there, Person actor, List<Collaborator> crew, List<Fate> fates) {
        var database = Panache.getEntityManager();
        var runs = now.model().creatorRole();
        var own = false;
        for (var collaborator : crew) {
            var self = collaborator.accountId.equals(actor.id());
            var stays = fates.stream()
                    .anyMatch(fate -> fate.obstacle() == null && fate.account().equals(collaborator.accountId));
            if (!self && !stays) continue;
            var person = database.find(Account.class, collaborator.accountId);
            Member.enterFromOutside(there.organization(), there.model(), person.person(), Given.as(Given.Way.CAME));
            collaborator.organizationId = there.organization();
            if (self && (!runs.key().equals(collaborator.role) || collaborator.ends != null)) {
                collaborator.give(runs, Given.as(Given.Way.BROUGHT));
            }
            database.persist(collaborator);
            own |= self;
        }
        if (!own) Collaborator.join(there, now.project().id(), actor, runs, Given.as(Given.Way.BROUGHT));
        database.flush();
    }

    private static void write(Standing now, Standing there, Person actor, List<Fate> fates) {
        var kept = labels(fates.stream().filter(fate -> fate.obstacle() == null));
        var lost = labels(fates.stream().filter(fate -> fate.obstacle() != null));
        var project = now.project();
        Audit.write(
                now.organization(),
                AuditAction.PROJECT_TRANSFERRED,
                actor,
                project.id(),
                project.name(),
                "To " + there.organizationName() + kept.map(". Kept: "::concat).orElse("")
                        + lost.map(". Lost it: "::concat).orElse(""));
        Audit.write(
                there.organization(),
                AuditAction.PROJECT_RECEIVED,
                actor,
                project.id(),
                project.name(),
                "From " + now.organizationName()
                        + kept.map(". With it: "::concat).orElse(""));
    }

    /** Whoever keeps a role is told where it holds now; whoever loses one, that it ended. */
    private static void tell(Standing now, Standing there, Person actor, List<Fate> fates, Access access) {
        var place = there.in(
                access.standing(actor.id(), there.organization(), now.project().id())
                        .orElseThrow()
                        .project());
        for (var fate : fates) {
            var person = Panache.getEntityManager().find(Account.class, fate.account());
            if (fate.obstacle() == null) Outbox.roleChanged(place, actor, person, null, fate.role());
            else Outbox.removed(now, actor, person, fate.role());
        }
    }

    private static Optional<String> labels(Stream<Fate> fates) {
        var labels = fates.map(fate -> fate.name() + ", " + fate.role().name()).toList();
        return labels.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", labels));
    }

    /** @throws Problems.Invalid if the person cannot bring the project to this organization */
    private static Standing target(Standing here, Optional<Standing> there) {
        var obstacle = there.filter(one -> !one.organization().equals(here.organization()))
                .map(one -> Optional.ofNullable(Transfer.obstacle(here.model(), one.model(), one.role())))
                .orElse(Optional.of(say(ProjectWords.class).chooseTarget()));
        if (obstacle.isPresent()) throw new Problems.Invalid(Problems.none().add("to", obstacle.get()));
        return there.get();
    }

    @SuppressWarnings("unchecked")
    private static List<Fate> fates(EntityManager database, Standing here, Standing there) {
        var model = here.model();
        List<Tuple> rows = database.createNativeQuery("""
                        select a.id, a.name, c.role, t.role as there from collaborator c join account a on a.id = c.account_id
                        left join member t on t.organization_id = ?3 and t.account_id = c.account_id
                        where c.organization_id = ?1 and c.project_id = ?2 and c.account_id <> ?4 order by c.sort_name, c.id""", Tuple.class)
                .setParameter(1, here.organization())
                .setParameter(2, here.project().id())
                .setParameter(3, there.organization())
                .setParameter(4, here.account())
                .getResultList();
        return rows.stream()
                .map(row -> {
                    var role = here.projectRoleOf(row.get("role", String.class));
                    var member = Optional.ofNullable(row.get("there", String.class))
                            .map(there::roleOf)
                            .or(model::outsiderRole);
                    var name = row.get("name", String.class);
                    var words = say(ProjectWords.class);
                    var obstacle = member.isEmpty()
                            ? words.losesNoMember(name, role.name())
                            : model.isEligible(member.get(), role)
                                    ? null
                                    : words.losesIneligible(
                                            name, role.name(), member.get().name());
                    return new Fate(
                            row.get("id", UUID.class),
                            name,
                            role,
                            member.filter(model::isOutsider).isPresent(),
                            obstacle);
                })
                .toList();
    }

    /** At most 50 names of those whose role reaches every project of the one organization, but none of the other. */
    private static List<String> reaching(EntityManager database, Standing one, Standing other) {
        var roles = one.model().organizationRoles().stream()
                .filter(one.model()::seesEveryProject)
                .map(AccessModel.Role::key)
                .toList();
        if (roles.isEmpty()) return List.of();
        return OneColumn.of(database, """
                        select a.name from member m join account a on a.id = m.account_id
                        where m.organization_id = ?1 and m.role in (?3) and m.account_id <> ?4 and not exists
                          (select from member t where t.organization_id = ?2 and t.account_id = m.account_id and t.role in (?3))
                        order by m.sort_name, m.id limit\s""" + MOST_SHOWN, String.class)
                .setParameter(1, one.organization())
                .setParameter(2, other.organization())
                .setParameter(3, roles)
                .setParameter(4, one.account())
                .getResultList();
    }
}
