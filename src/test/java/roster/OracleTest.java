package roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import roster.Oracle.Answer;
import roster.Oracle.Law;
import roster.access.Access;
import roster.access.AccessModels;
import roster.access.Given;
import roster.access.Permission;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Person;
import roster.collaborator.Collaborator;
import roster.invitation.Invitation;
import roster.invitation.Inviting;
import roster.invitation.Offer;
import roster.member.Member;
import roster.member.Removal;
import roster.member.Removing;
import roster.organization.Organization;
import roster.organization.Ownership;
import roster.project.Project;
import roster.project.Publishing;
import roster.web.Conflict;
import roster.web.Problems;

/**
 * Thousands of random sequences of what people can do to each other in an organization. Each step runs through the
 * product's own operations, and is foretold by the {@link Oracle}: how it ends, which rows are there afterwards, and what
 * everybody may do in every project. Some rules are looked at in the rows alone, whatever the oracle says.
 *
 * <p>A sequence that failed comes again with {@code -Dseed=<its number> -Dsequences=1}.
 */
@QuarkusTest
class OracleTest extends RosterTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime() % 1_000_000_000);
    private static final int SEQUENCES = Integer.getInteger("sequences", 2000);
    private static final int STEPS = 12;
    private static final int WORKERS = 2;
    private static final List<String> NAMES = List.of("Ada", "Ben", "Cleo", "Dora", "Eve");
    private static final List<String> PROJECTS = List.of("hail", "rain", "snow");
    private static final String LIVE =
            " and i.accepted is null and i.declined is null and i.revoked is null and i.dismissed is null";
    private static final String ROWS = """
            select 'member ' || a.name || ' ' || m.role from member m join account a on a.id = m.account_id
            where m.organization_id = ?1
            union all select 'project ' || slug || case when public then ' public' else ' private' end from project
            where organization_id = ?1
            union all select 'crew ' || p.slug || ' ' || a.name || ' ' || c.role from collaborator c
              join project p on p.organization_id = c.organization_id and p.id = c.project_id
              join account a on a.id = c.account_id where c.organization_id = ?1
            union all select 'heir ' || a.name from ownership_offer w join account a on a.id = w.account_id
            where w.organization_id = ?1
            union all select 'offer ' || t.name || ' ' || coalesce(i.role, '-') || ' ' || a.name from invitation i
              join account a on a.id = i.inviter_id join account t on t.address = i.address
            where i.organization_id = ?1""" + LIVE + """

            union all select 'part ' || t.name || ' ' || p.slug || ' ' || ip.role || ' ' || a.name from invitation i
              join invitation_project ip on ip.organization_id = i.organization_id and ip.invitation_id = i.id
              join project p on p.organization_id = i.organization_id and p.id = ip.project_id
              join account a on a.id = ip.granter_id join account t on t.address = i.address
            where i.organization_id = ?1""" + LIVE;
    /** What may never be, whatever the oracle says; read with the rows, in one statement. */
    private static final String BROKEN = """
            select 'BROKEN: the owners are counted wrong' from organization where id = ?1
              and owners <> (select count(*) from member where organization_id = ?1 and role = ?2)
            union all select 'BROKEN: there is not exactly one owner' from organization where id = ?1 and single_owner
              and (select count(*) from member where organization_id = ?1 and role = ?2) <> 1
            union all select 'BROKEN: somebody from outside works on nothing' from member m where organization_id = ?1
              and role = 'external' and not exists (select from collaborator c
                where c.organization_id = m.organization_id and c.account_id = m.account_id)
            union all select 'BROKEN: somebody was added to a public project' from collaborator c
              join project p on p.organization_id = c.organization_id and p.id = c.project_id
              where c.organization_id = ?1 and p.public and c.account_id <> p.creator_id
            union all select 'BROKEN: nobody runs ' || p.slug from project p join organization o on o.id = p.organization_id
              where o.id = ?1 and o.model = 'owner-editor-viewer' and not exists (select from collaborator c
                where c.organization_id = o.id and c.project_id = p.id and c.role = 'project-owner')
            union all select 'BROKEN: an invitation offers nothing' from invitation i where organization_id = ?1 and role is null
              and not exists (select from invitation_project ip
                where ip.organization_id = i.organization_id and ip.invitation_id = i.id)""" + LIVE + """

            union all select 'BROKEN: two invitations to ' || address from invitation i where organization_id = ?1""" + LIVE + " group by address having count(*) > 1";

    @Inject
    Access access;

    @Inject
    AccessModels models;

    @Inject
    Inviting inviting;

    @Inject
    Offer.Desk desk;

    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicIntegerArray answers = new AtomicIntegerArray(Answer.values().length);

    @Test
    void whatever_people_do_the_product_answers_as_the_rules_say() throws Exception {
        System.out.println("The sequences begin with -Dseed=" + SEED);
        var begun = System.nanoTime();
        var next = new AtomicInteger();
        var workers = Executors.newFixedThreadPool(WORKERS);
        for (var i = 0; i < WORKERS; i++) {
            var cast = cast(i);
            workers.submit(() -> {
                for (var n = next.getAndIncrement(); n < SEQUENCES && failures.size() < 5; n = next.getAndIncrement()) {
                    play(SEED + n, cast);
                }
            });
        }
        workers.shutdown();
        assertThat(workers.awaitTermination(20, TimeUnit.MINUTES)).isTrue();
        var seconds = (System.nanoTime() - begun) / 1_000_000_000;
        var steps = 0;
        var counts = new StringBuilder();
        for (var answer : Answer.values()) {
            var number = answers.get(answer.ordinal());
            steps += number;
            counts.append(", ").append(number).append(' ').append(answer);
        }
        System.out.println(
                "-Dseed=%d: %d sequences, %d steps in %d s%s".formatted(SEED, SEQUENCES, steps, seconds, counts));
        assertThat(failures).isEmpty();
    }

    private void play(long seed, Map<String, Person> cast) {
        var told = new ArrayList<String>();
        try {
            var sequence = new Sequence(seed, cast, told);
            for (var step = 1; step <= STEPS; step++) sequence.step(step == STEPS);
        } catch (Throwable wrong) {
            failures.add("-Dseed=%d -Dsequences=1%n  %s%n  %s%n".formatted(seed, String.join("\n  ", told), wrong));
        }
    }

    private static Map<String, Person> cast(int worker) {
        var cast = new TreeMap<String, Person>();
        for (var name : NAMES) {
            var address = name.toLowerCase() + "@oracle" + worker + ".example.org";
            cast.put(
                    name,
                    new Person(
                            Crowd.account(name, name + worker, address),
                            name,
                            name + worker,
                            address,
                            Optional.of(address),
                            true));
        }
        return cast;
    }

    /** Something that somebody tries: in words, by the rules, and in the product. */
    private record Move(String words, Supplier<Answer> rule, Runnable act) {}

    /** One organization, of a random model, and what happens in it. */
    private final class Sequence {
        private final SplittableRandom random;
        private final Law law;
        private final Oracle oracle;
        private final Map<String, Person> cast;
        private final List<String> told;
        private final String slug;
        private final UUID organization;
        private final Permission work;
        private final List<UUID> departures = new ArrayList<>();
        /** What everybody could see, run and work on when it was looked at last. */
        private Map<String, List<Boolean>> could = Map.of();

        Sequence(long seed, Map<String, Person> cast, List<String> told) {
            this.cast = cast;
            this.told = told;
            random = new SplittableRandom(seed);
            law = pick(List.of(Law.values()));
            work = Permission.of(law.work).orElseThrow();
            oracle = new Oracle(law, "Ada");
            slug = "s-" + UUID.randomUUID().toString().substring(0, 18);
            organization = QuarkusTransaction.requiringNew().call(this::found);
            told.add(law.model + ": " + oracle.members);
        }

        /** Ada founds it; some of the others are there from the start. */
        private UUID found() {
            Organization.found(cast.get("Ada"), new Organization.Founding("Org", slug, "", law.model), models);
            var id = (UUID) one("select id from organization where slug = ?1", slug);
            for (var name : NAMES) {
                if (name.equals("Ada") || chance(40)) continue;
                var role = pick(law.roles);
                if (!law.given(role)) continue;
                oracle.members.put(name, role);
                Member.join(
                        id,
                        cast.get(name),
                        models.get(law.model).organizationRole(role).orElseThrow(),
                        Given.as(Given.Way.FOUNDER));
                Organization.countOwners(id, role.equals(law.owner()) ? 1 : 0);
            }
            return id;
        }

        /** @param last whether everybody is looked at in every project then, and not only where something changed */
        void step(boolean last) {
            // Without a project there would be little to do.
            var move = told.size() == 1 ? create("Ada") : move();
            told.add(move.words);
            var foretold = move.rule.get();
            var answer = answer(move.act);
            told.set(told.size() - 1, move.words + ": " + answer);
            answers.incrementAndGet(answer.ordinal());
            assertThat(answer).as("the answer").isEqualTo(foretold);
            QuarkusTransaction.requiringNew().run(() -> {
                // Other tests leave big organizations behind; for a small one, indexes are the way all the same.
                all("""
                        select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),
                          set_config('max_parallel_workers_per_gather', '0', true)""");
                var rows = all(ROWS + " union all " + BROKEN, organization, law.owner());
                assertThat(new TreeSet<Object>(rows)).as("the rows").isEqualTo(oracle.picture());
                everybodyMayWhatTheyShould(last);
            });
        }

        /** One of the things that can happen here; a new one is a line here and a method below. */
        private Move move() {
            var dice = random.nextInt(100);
            if (oracle.departures() > 0 && chance(20)) return undo();
            if (chance(law.publicProjects() ? 12 : 1)) return chance(50) ? publish() : makePrivate();
            if (chance(law.singleOwner() ? 12 : 2)) return ownership();
            if (chance(5)) return chance(50) ? revoke() : withdrawFrom();
            if (chance(5)) return changeAll();
            if (dice < 13) return create(manager());
            if (dice < 30) return invite();
            if (dice < 42) return inviteTo();
            if (dice < 62) return accept();
            if (dice < 65) return decline();
            if (dice < 71) return changeRole();
            if (dice < 79) return remove();
            if (dice < 82) return leave();
            if (dice < 92) return changeRoleIn();
            if (dice < 95) return removeFrom();
            if (dice < 97) return leaveProject();
            if (dice < 99) return delete();
            return undo();
        }

        private Move ownership() {
            if (oracle.heir() == null && chance(80)) return offerOwnership();
            return chance(25) ? withdrawOwnership() : answerOwnership();
        }

        private Move create(String actor) {
            var project = pick(PROJECTS);
            var open = chance(law.publicProjects() ? 30 : 5);
            return new Move(
                    actor + " creates " + project + (open ? ", public" : ""),
                    () -> oracle.create(actor, project, open),
                    () -> Project.create(
                            at(actor, Permission.PROJECT_CREATE),
                            cast.get(actor),
                            new Project.Form(project, project, "", "", open ? Project.PUBLIC : "", null),
                            access));
        }

        private Move invite() {
            var actor = manager();
            var to = pick(NAMES);
            var role = chance(25) ? "" : role();
            var wanted = new TreeMap<String, String>();
            for (var i = random.nextInt(3); i > 0; i--) wanted.put(project(), projectRole());
            var form = new Inviting.Form(
                    cast.get(to).email(), role, "", List.copyOf(wanted.keySet()), List.copyOf(wanted.values()));
            return new Move(
                    actor + " invites " + to + " as " + role + " to " + wanted,
                    () -> oracle.invite(actor, to, role, wanted),
                    () -> inviting.invite(at(actor, Permission.MEMBER_INVITE), cast.get(actor), form));
        }

        private Move inviteTo() {
            var project = project();
            var actor = runner(project);
            var to = pick(NAMES);
            var role = projectRole();
            return new Move(
                    actor + " adds " + to + " to " + project + " as " + role,
                    () -> oracle.inviteTo(actor, project, to, role),
                    () -> inviting.inviteTo(
                            at(actor, project, Permission.COLLABORATOR_INVITE),
                            cast.get(actor),
                            cast.get(to).email(),
                            role,
                            ""));
        }

        private Move accept() {
            var who = invited();
            return new Move(who + " accepts", () -> oracle.accept(who), () -> offer(who)
                    .ifPresent(offer -> desk.accept(offer, offer.invitation().revision, cast.get(who))));
        }

        private Move decline() {
            var who = invited();
            return new Move(who + " declines", () -> oracle.decline(who), () -> offer(who)
                    .ifPresent(offer -> desk.decline(offer, Optional.of(cast.get(who)), "")));
        }

        private Move changeRole() {
            var actor = manager();
            var target = pick(NAMES);
            var role = role();
            return new Move(
                    actor + " makes " + target + " " + role,
                    () -> oracle.changeRole(actor, target, role),
                    () -> Member.changeRole(
                            at(actor, Permission.MEMBER_MANAGE), cast.get(actor), member(target), role, null, access));
        }

        private Move remove() {
            var actor = manager();
            var target = pick(NAMES);
            var keep = chance(65) ? null : stays(target);
            var heirs = heirs(target);
            return new Move(
                    actor + " removes " + target + (keep == null ? "" : ", keeping " + keep) + said(heirs),
                    () -> oracle.remove(actor, target, keep, heirs),
                    () -> Removing.remove(
                                    at(actor, Permission.MEMBER_MANAGE),
                                    cast.get(actor),
                                    member(target),
                                    removal(target, keep, heirs),
                                    access)
                            .ifPresent(departures::add));
        }

        private Move undo() {
            var actor = manager();
            var which = oracle.departures() == 0 ? 0 : random.nextInt(oracle.departures());
            return new Move(
                    actor + " undoes removal " + which,
                    () -> oracle.undo(actor, which),
                    () -> Removing.undo(
                            at(actor, Permission.MEMBER_MANAGE),
                            cast.get(actor),
                            which < departures.size() ? departures.get(which) : UUID.randomUUID(),
                            access));
        }

        private Move leave() {
            var actor = pick(NAMES);
            var heirs = heirs(actor);
            return new Move(
                    actor + " leaves" + said(heirs),
                    () -> oracle.leave(actor, heirs),
                    () -> Member.leave(at(actor), cast.get(actor), removal(actor, null, heirs), access));
        }

        private TreeMap<String, String> stays(String target) {
            var keep = new TreeMap<String, String>();
            for (var project : oracle.projects.values()) {
                var is = project.crew.get(target);
                if (is == null ? !chance(3) : chance(30)) continue;
                keep.put(project.slug, is != null && chance(50) ? is : projectRole());
            }
            return keep;
        }

        /** Mostly somebody wherever somebody is needed. */
        private TreeMap<String, String> heirs(String target) {
            var heirs = new TreeMap<String, String>();
            for (var project : oracle.projects.values()) {
                if (chance(oracle.needs(target, project) ? 75 : 3)) heirs.put(project.slug, runner(project.slug));
            }
            return heirs;
        }

        private static String said(Map<String, String> heirs) {
            return heirs.isEmpty() ? "" : ", leaving to " + heirs;
        }

        private Removal removal(String target, Map<String, String> keep, Map<String, String> heirs) {
            var kept = new ArrayList<String>();
            if (keep != null) keep.forEach((project, role) -> kept.add(collaborator(project, target) + ":" + role));
            var successors = new ArrayList<String>();
            heirs.forEach((project, heir) ->
                    successors.add(idOf(project) + ":" + cast.get(heir).id()));
            return Removing.form(keep == null ? null : kept, successors);
        }

        private Move changeRoleIn() {
            var project = project();
            var actor = runner(project);
            var target = outsider(project).orElseGet(() -> runner(project));
            var role = projectRole();
            return new Move(
                    actor + " makes " + target + " " + role + " in " + project,
                    () -> oracle.changeRoleIn(actor, project, target, role),
                    () -> Collaborator.changeRole(
                            at(actor, project, Permission.COLLABORATOR_MANAGE),
                            cast.get(actor),
                            collaborator(project, target),
                            role,
                            null,
                            access));
        }

        private Move changeAll() {
            var actor = manager();
            var target = somebody();
            var wishes = new TreeMap<String, String>();
            for (var project : oracle.projects.values()) {
                var there = project.crew.containsKey(target);
                if (chance(there ? 80 : 10)) wishes.put(project.slug, chance(30) ? "" : projectRole());
            }
            return new Move(
                    actor + " changes " + target + " at once to " + wishes,
                    () -> oracle.changeAll(actor, target, wishes),
                    () -> Collaborator.changeAll(
                            at(actor, Permission.MEMBER_MANAGE),
                            cast.get(actor),
                            cast.get(target).id(),
                            wishes.entrySet().stream()
                                    .map(wish -> new Collaborator.Wish(wish.getKey(), wish.getValue(), ""))
                                    .toList(),
                            access));
        }

        private Move removeFrom() {
            var project = project();
            var actor = runner(project);
            var target = runner(project);
            return new Move(
                    actor + " removes " + target + " from " + project,
                    () -> oracle.removeFrom(actor, project, target),
                    () -> Collaborator.remove(
                            at(actor, project, Permission.COLLABORATOR_MANAGE),
                            cast.get(actor),
                            collaborator(project, target),
                            access));
        }

        private Move leaveProject() {
            var project = project();
            var actor = runner(project);
            return new Move(
                    actor + " leaves " + project,
                    () -> oracle.leaveProject(actor, project),
                    () -> Collaborator.leave(at(actor, project, Permission.PROJECT_VIEW), cast.get(actor), access));
        }

        private Move delete() {
            var project = project();
            var actor = runner(project);
            var confirmed = chance(85);
            return new Move(
                    actor + " deletes " + project + (confirmed ? "" : ", typing something else"),
                    () -> oracle.delete(actor, project, confirmed),
                    () -> Project.delete(
                            at(actor, project, Permission.PROJECT_DELETE),
                            cast.get(actor),
                            confirmed ? project : "no",
                            access));
        }

        private Move publish() {
            var project = project();
            var actor = runner(project);
            return new Move(
                    actor + " publishes " + project,
                    () -> oracle.publish(actor, project),
                    () -> Publishing.publish(
                            at(actor, project, Permission.COLLABORATOR_MANAGE), cast.get(actor), access));
        }

        private Move makePrivate() {
            var project = project();
            var actor = runner(project);
            var keep = new TreeMap<String, String>();
            for (var i = random.nextInt(3); i > 0; i--) keep.put(somebody(), projectRole());
            return new Move(
                    actor + " makes " + project + " private, keeping " + keep,
                    () -> oracle.makePrivate(actor, project, keep),
                    () -> Publishing.makePrivate(
                            at(actor, project, Permission.COLLABORATOR_MANAGE),
                            cast.get(actor),
                            keep.entrySet().stream()
                                    .map(kept -> cast.get(kept.getKey()).id() + ":" + kept.getValue())
                                    .toList(),
                            access));
        }

        private Move offerOwnership() {
            var actor = owner();
            var target = somebody();
            return new Move(
                    actor + " offers ownership to " + target,
                    () -> oracle.offerOwnership(actor, target),
                    () -> Ownership.offer(
                            at(actor, Permission.ORGANIZATION_DELETE),
                            cast.get(actor),
                            cast.get(target).id().toString(),
                            access));
        }

        private Move withdrawOwnership() {
            var actor = owner();
            return new Move(
                    actor + " withdraws the offer of ownership",
                    () -> oracle.withdrawOwnership(actor),
                    () -> Ownership.withdraw(at(actor, Permission.ORGANIZATION_DELETE), cast.get(actor), access));
        }

        private Move answerOwnership() {
            var actor = oracle.heir() == null || chance(15) ? somebody() : oracle.heir();
            return chance(60)
                    ? new Move(
                            actor + " accepts ownership",
                            () -> oracle.acceptOwnership(actor),
                            () -> Ownership.accept(at(actor), cast.get(actor), access))
                    : new Move(
                            actor + " refuses ownership",
                            () -> oracle.refuseOwnership(actor),
                            () -> Ownership.refuse(at(actor), cast.get(actor), access));
        }

        private Move revoke() {
            var actor = manager();
            var to = invited();
            return new Move(
                    actor + " revokes what " + to + " is offered",
                    () -> oracle.revoke(actor, to),
                    () -> Invitation.revoke(
                            at(actor, Permission.MEMBER_INVITE), cast.get(actor), openInvitation(to), access));
        }

        private Move withdrawFrom() {
            var project = project();
            var actor = runner(project);
            var to = invited();
            return new Move(
                    actor + " takes " + project + " out of what " + to + " is offered",
                    () -> oracle.withdrawFrom(actor, project, to),
                    () -> Invitation.withdrawFrom(
                            at(actor, project, Permission.COLLABORATOR_INVITE),
                            cast.get(actor),
                            openInvitation(to),
                            access));
        }

        /** What came of it, in one transaction as a page has it. Its mails are forgotten: they are no part of this. */
        private Answer answer(Runnable act) {
            try {
                QuarkusTransaction.requiringNew().run(() -> {
                    act.run();
                    Panache.getEntityManager().flush();
                    Panache.getEntityManager()
                            .createNativeQuery("delete from outbox where organization_id = ?1")
                            .setParameter(1, organization)
                            .executeUpdate();
                });
                return Answer.ALLOWED;
            } catch (Refused e) {
                return Answer.REFUSED;
            } catch (Conflict e) {
                return Answer.CONFLICT;
            } catch (Problems.Invalid e) {
                return Answer.INVALID;
            } catch (NotFoundException e) {
                return Answer.MISSING;
            }
        }

        private void everybodyMayWhatTheyShould(boolean all) {
            var should = new TreeMap<String, List<Boolean>>();
            var someone = random.nextInt(NAMES.size() * PROJECTS.size());
            for (var project : oracle.projects.values()) {
                for (var name : NAMES) {
                    var may = List.of(
                            oracle.sees(name, project), oracle.runs(name, project), oracle.works(name, project));
                    var key = name + " in " + project.slug;
                    should.put(key, may);
                    if (all || !may.equals(could.get(key)) || should.size() == someone) check(name, project.slug, may);
                }
            }
            could = should;
        }

        private void check(String name, String project, List<Boolean> may) {
            var standing = access.standing(cast.get(name).id(), slug, project);
            var is = Stream.of(Permission.PROJECT_VIEW, Permission.COLLABORATOR_MANAGE, work)
                    .map(permission -> standing.filter(s -> s.may(permission)).isPresent())
                    .toList();
            assertThat(is)
                    .as("whether %s sees, runs, and works on %s", name, project)
                    .isEqualTo(may);
        }

        // --- What pages do before an operation ---

        private Standing at(String who) {
            return access.standing(cast.get(who).id(), slug).orElseThrow(NotFoundException::new);
        }

        private Standing at(String who, Permission permission) {
            var standing = at(who);
            standing.need(permission);
            return standing;
        }

        private Standing at(String who, String project, Permission permission) {
            var standing = access.standing(cast.get(who).id(), slug, project).orElseThrow(NotFoundException::new);
            standing.need(permission);
            return standing;
        }

        private UUID member(String who) {
            return orAny(all(
                    "select id from member where organization_id = ?1 and account_id = ?2",
                    organization,
                    cast.get(who).id()));
        }

        private UUID idOf(String project) {
            return orAny(all("select id from project where organization_id = ?1 and slug = ?2", organization, project));
        }

        private UUID collaborator(String project, String who) {
            return orAny(all("""
                    select c.id from collaborator c join project p on p.organization_id = c.organization_id and p.id = c.project_id
                    where c.organization_id = ?1 and p.slug = ?2 and c.account_id = ?3""", organization, project, cast.get(who).id()));
        }

        /** The open invitation to somebody, or else one that has ended. */
        private Optional<Offer> offer(String who) {
            return all(
                            "select id from invitation i where organization_id = ?1 and address = ?2 order by (true"
                                    + LIVE + ") desc, id desc limit 1",
                            organization,
                            cast.get(who).email())
                    .stream()
                    .findFirst()
                    .flatMap(id -> desk.byId((UUID) id, cast.get(who)));
        }

        private UUID openInvitation(String who) {
            return orAny(all(
                    "select id from invitation i where organization_id = ?1 and address = ?2" + LIVE,
                    organization,
                    cast.get(who).email()));
        }

        private static UUID orAny(List<?> ids) {
            return ids.isEmpty() ? UUID.randomUUID() : (UUID) ids.get(0);
        }

        // --- Chance ---

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        private <T> T pick(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        /** Mostly a member. */
        private String somebody() {
            return chance(30) ? pick(NAMES) : pick(List.copyOf(oracle.members.keySet()));
        }

        /** Often somebody who runs the organization. */
        private String manager() {
            return chance(45) ? "Ada" : somebody();
        }

        /** Mostly the owner, or one of them. */
        private String owner() {
            return chance(20) ? somebody() : oracle.owner();
        }

        /** Often somebody who works on the project. */
        private String runner(String project) {
            var there = oracle.projects.get(project);
            return there == null || there.crew.isEmpty() || chance(30)
                    ? somebody()
                    : pick(List.copyOf(there.crew.keySet()));
        }

        /** Somebody who is not a member, but works on the project; often, for this is rare otherwise. */
        private Optional<String> outsider(String project) {
            var there = oracle.projects.get(project);
            if (there == null || chance(30)) return Optional.empty();
            return there.crew.keySet().stream()
                    .filter(who -> !oracle.members.containsKey(who))
                    .findFirst();
        }

        /** Mostly somebody with an open invitation. */
        private String invited() {
            var open = oracle.invited();
            return open.isEmpty() || chance(5) ? pick(NAMES) : pick(open);
        }

        /** Mostly a project that there is. */
        private String project() {
            var there = List.copyOf(oracle.projects.keySet());
            return there.isEmpty() || chance(5) ? pick(PROJECTS) : pick(there);
        }

        private String role() {
            return chance(4) ? "external" : pick(law.roles);
        }

        private String projectRole() {
            return chance(4) ? "project-emperor" : pick(law.projectRoles);
        }
    }

    private static Object one(String query, Object... parameters) {
        return all(query, parameters).get(0);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> all(String query, Object... parameters) {
        var native_ = Panache.getEntityManager().createNativeQuery(query);
        for (var i = 0; i < parameters.length; i++) native_.setParameter(i + 1, parameters[i]);
        return native_.getResultList();
    }
}
