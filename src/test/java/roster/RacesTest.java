package roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import roster.access.Access;
import roster.access.Refused;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.invitation.Invitation;
import roster.invitation.Inviting;
import roster.invitation.Link;
import roster.invitation.Offer;
import roster.member.Member;
import roster.organization.Organization;
import roster.organization.Ownership;
import roster.web.Conflict;
import roster.web.Problems;

/**
 * Two people act in the same moment, two hundred times each. The pages' own operations run in two threads that start
 * together, each in the transaction that a page gives it; then the rows are looked at. Each of these fails within a few
 * rounds once the lock, the compare-and-set or the constraint it rests on is taken away.
 */
@QuarkusTest
class RacesTest extends RosterTest {
    private static final int ROUNDS = 200;
    private static final int ROUNDS_OVER_HTTP = 20;
    private static final ExecutorService PEOPLE = Executors.newFixedThreadPool(2);

    @Inject
    Access access;

    @Inject
    Inviting inviting;

    @Inject
    Offer.Desk desk;

    @Inject
    Link link;

    private final List<String> violations = new ArrayList<>();

    @AfterAll
    static void everybodyGoesHome() {
        PEOPLE.shutdown();
    }

    @Test
    void of_two_owners_who_remove_each_other_one_stays() throws Exception {
        var two = twoOwners();
        for (var round = 1; round <= ROUNDS; round++) {
            two.reset();
            var ada = two.ada();
            var ben = two.ben();
            var outcomes = together(
                    () -> remove(ada, two.person("Ada"), ben.member()),
                    () -> remove(ben, two.person("Ben"), ada.member()));
            two.check(round, outcomes);
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void of_two_owners_who_give_up_their_role_at_once_one_stays_owner() throws Exception {
        var two = twoOwners();
        for (var round = 1; round <= ROUNDS; round++) {
            two.reset();
            var ada = two.ada();
            var ben = two.ben();
            var outcomes = together(
                    () -> changeRole(ada, two.person("Ada"), ada.member(), "viewer"),
                    () -> changeRole(ben, two.person("Ben"), ben.member(), "viewer"));
            two.check(round, outcomes);
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void of_two_owners_who_leave_at_once_in_their_browsers_one_stays() throws Exception {
        var two = twoOwners();
        var path = "/organizations/" + two.slug + "/membership/removal";
        for (var round = 1; round <= ROUNDS; round++) {
            two.reset();
            two.visitors.get("Ada").token();
            two.visitors.get("Ben").token();
            var outcomes = together(
                    () -> two.visitors.get("Ada").post(path).status(),
                    () -> two.visitors.get("Ben").post(path).status());
            var statuses =
                    outcomes.stream().map(o -> (Integer) o.answer).sorted().toList();
            check(round, statuses.equals(List.of(303, 409)), "answered " + statuses);
            two.checkOwners(round);
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void one_link_accepted_twice_at_once_makes_one_member() throws Exception {
        var offer = anOffer("owner-editor-viewer", "viewer");
        var dora = person("Dora");
        for (var round = 1; round <= ROUNDS; round++) {
            offer.reset();
            var one = offer.asSeenBy(dora);
            var other = offer.asSeenBy(dora);
            var before = offer.entries("INVITATION_ACCEPTED");
            var outcomes = together(() -> desk.accept(one, null, dora), () -> desk.accept(other, null, dora));
            check(
                    round,
                    outcomes.stream().allMatch(o -> o.answer == Offer.Ending.JOINED),
                    "the two clicks led to " + outcomes);
            check(round, offer.members() == 1, offer.members() + " memberships");
            check(round, offer.entries("INVITATION_ACCEPTED") == before + 1, "not one entry in the history");
            check(round, offer.mails("joined") == 1, offer.mails("joined") + " mails say that somebody joined");
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void one_link_accepted_at_once_by_two_accounts_of_one_address_makes_one_member() throws Exception {
        var offer = anOffer("owner-editor-viewer", "viewer");
        var dora = person("Dora");
        var double_ = new Person(firstSignIn("elsewhere", "Dora"), "Dora", "dora", dora.email(), dora.address(), true);
        for (var round = 1; round <= ROUNDS; round++) {
            offer.reset();
            var one = offer.asSeenBy(dora);
            var other = offer.asSeenBy(double_);
            var outcomes = together(() -> desk.accept(one, null, dora), () -> desk.accept(other, null, double_));
            var endings = outcomes.stream()
                    .map(o -> String.valueOf(o.answer))
                    .sorted()
                    .toList();
            check(round, endings.equals(List.of("JOINED", "USED")), "the two clicks led to " + outcomes);
            check(round, offer.members() == 1, offer.members() + " memberships");
            check(round, offer.mails("joined") == 1, offer.mails("joined") + " mails say that somebody joined");
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void an_invitation_renewed_and_accepted_at_once_is_either_accepted_or_open_again() throws Exception {
        var offer = anOffer("owner-editor-viewer", "viewer");
        var dora = person("Dora");
        var ada = standing("Ada", offer.organization);
        for (var round = 1; round <= ROUNDS; round++) {
            offer.reset();
            var seen = offer.asSeenBy(dora);
            var outcomes = together(
                    () -> inviting.renew(ada, person("Ada"), offer.id).id, () -> desk.accept(seen, null, dora));
            var row = offer.row();
            var joined = outcomes.get(1).answer == Offer.Ending.JOINED;
            var renewed = outcomes.get(0).answer != null;
            check(round, joined != renewed, "renewing led to " + outcomes.get(0) + ", joining to " + outcomes.get(1));
            check(round, offer.members() == (joined ? 1 : 0), offer.members() + " memberships");
            check(round, (row.accepted != null) == joined, joined ? "joined, and open again" : "accepted, not joined");
            check(
                    round,
                    row.generation == seen.invitation().generation + (renewed ? 1 : 0),
                    "accepted through a link that renewing had ended");
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void a_link_that_is_renewed_at_the_same_moment_declines_nothing() throws Exception {
        var offer = anOffer("owner-editor-viewer", "viewer");
        var ada = standing("Ada", offer.organization);
        for (var round = 1; round <= ROUNDS; round++) {
            offer.reset();
            var seen = offer.asSeenBy(null);
            together(
                    () -> inviting.renew(ada, person("Ada"), offer.id).id,
                    () -> desk.decline(seen, Optional.empty(), "No, thanks"));
            var row = offer.row();
            check(round, row.generation == seen.invitation().generation + 1, "not renewed");
            check(round, row.declined == null, "declined through a link that renewing had ended");
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void an_invitation_revoked_and_accepted_at_once_is_one_of_both() throws Exception {
        var offer = anOffer("owner-editor-viewer", "viewer");
        var dora = person("Dora");
        var ada = standing("Ada", offer.organization);
        for (var round = 1; round <= ROUNDS; round++) {
            offer.reset();
            var seen = offer.asSeenBy(dora);
            var outcomes = together(
                    () -> Invitation.revoke(ada, person("Ada"), offer.id, access).id,
                    () -> desk.accept(seen, null, dora));
            var row = offer.row();
            var revoked = outcomes.get(0).answer != null;
            check(
                    round,
                    outcomes.get(1).answer == (revoked ? Offer.Ending.REVOKED : Offer.Ending.JOINED),
                    "revoking led to " + outcomes.get(0) + ", joining to " + outcomes.get(1));
            check(round, (row.revoked != null) == revoked && (row.accepted != null) != revoked, "both or neither");
            check(round, offer.members() == (revoked ? 0 : 1), offer.members() + " memberships");
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void two_first_sign_ins_of_one_person_make_one_account() throws Exception {
        for (var round = 1; round <= ROUNDS; round++) {
            var subject = "nemo-" + round;
            var outcomes = together(() -> signIn("races", subject), () -> signIn("races", subject));
            check(
                    round,
                    outcomes.get(0).answer != null && outcomes.get(0).answer.equals(outcomes.get(1).answer),
                    "the two sign-ins led to " + outcomes);
            check(
                    round,
                    count("account where issuer = 'races' and subject = ?1 and address = ?2", subject, address("Nemo"))
                            == 1,
                    "not one account");
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void two_first_sign_ins_of_one_person_in_two_browsers_make_one_account() throws Exception {
        for (var round = 1; round <= ROUNDS_OVER_HTTP; round++) {
            var nemo = "Nemo" + round;
            var outcomes = together(
                    () -> signedIn(nemo).last().status(),
                    () -> signedIn(nemo).last().status());
            check(round, outcomes.stream().allMatch(o -> Integer.valueOf(200).equals(o.answer)), "led to " + outcomes);
            check(round, count("account where address = ?1", address(nemo)) == 1, "not one account");
        }
        assertNoViolations(ROUNDS_OVER_HTTP);
    }

    @Test
    void two_invitations_to_one_address_at_once_leave_one_open() throws Exception {
        var two = twoOwners();
        var ada = two.ada();
        var ben = two.ben();
        var form = new Inviting.Form(address("Dora"), "viewer", "", List.of(), List.of());
        for (var round = 1; round <= ROUNDS; round++) {
            sqlUpdate("delete from invitation where organization_id = ?1", two.organization);
            sqlUpdate("delete from outbox where organization_id = ?1", two.organization);
            var outcomes = together(
                    () -> inviting.invite(ada, two.person("Ada"), form)
                            .results()
                            .get(0)
                            .outcome(),
                    () -> inviting.invite(ben, two.person("Ben"), form)
                            .results()
                            .get(0)
                            .outcome());
            var results = outcomes.stream()
                    .map(o -> String.valueOf(o.answer))
                    .sorted()
                    .toList();
            check(round, results.equals(List.of("ALREADY_INVITED", "INVITED")), "the two forms led to " + outcomes);
            check(round, count("invitation where organization_id = ?1", two.organization) == 1, "not one invitation");
            check(round, count("outbox where organization_id = ?1", two.organization) == 1, "not one mail");
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void two_organizations_that_invite_one_address_at_once_do_not_pass_its_limit_together() throws Exception {
        var ours = organization(found(signedIn("Ada"), "owner-editor-viewer"));
        var theirs = organization(found(signedIn("Mallory"), "owner-editor-viewer"));
        var ada = standing("Ada", ours);
        var mallory = standing("Mallory", theirs);
        var form = new Inviting.Form(address("Dora"), "viewer", "", List.of(), List.of());
        for (var round = 1; round <= ROUNDS; round++) {
            sqlUpdate("delete from invitation where address = ?1", address("Dora"));
            sqlUpdate("delete from outbox where address = ?1", address("Dora"));
            sqlUpdate("""
                    insert into outbox (id, organization_id, kind, sender_id, recipient, address, facts, created, due, sent)
                    select gen_random_uuid(), gen_random_uuid(), 'invitation', gen_random_uuid(), ?1, ?1, '{}', now(), now(), now()
                    from generate_series(1, 2)""", address("Dora"));
            var outcomes = together(
                    () -> inviting.invite(ada, person("Ada"), form).sent(),
                    () -> inviting.invite(mallory, person("Mallory"), form).sent());
            check(
                    round,
                    outcomes.stream()
                                    .filter(o -> o.refusal instanceof Problems.Invalid)
                                    .count()
                            == 1,
                    "the two forms led to " + outcomes);
            check(round, count("outbox where address = ?1", address("Dora")) == 3, "not three mails");
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void where_there_is_one_owner_nobody_becomes_the_second() throws Exception {
        var offer = anOffer("single-owner", "admin");
        join(signedIn("Ada"), offer.slug, "Ben", "admin");
        var dora = person("Dora");
        var ada = standing("Ada", offer.organization);
        var ben = member(offer.slug, "Ben");
        // An offer of ownership that no page would make.
        sqlUpdate("update invitation set role = 'owner' where id = ?1", offer.id);
        for (var round = 1; round <= ROUNDS; round++) {
            offer.reset();
            var seen = offer.asSeenBy(dora);
            var outcomes =
                    together(() -> changeRole(ada, person("Ada"), ben, "owner"), () -> desk.accept(seen, null, dora));
            check(round, outcomes.get(0).refusal instanceof Refused, "led to " + outcomes.get(0));
            check(round, outcomes.get(1).answer == Offer.Ending.REVOKED, "led to " + outcomes.get(1));
            check(
                    round,
                    count("member where organization_id = ?1 and role = 'owner'", offer.organization) == 1,
                    "not one owner");
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void ownership_accepted_twice_at_once_is_handed_over_once() throws Exception {
        var offer = anOfferOfOwnership();
        for (var round = 1; round <= ROUNDS; round++) {
            offer.reset();
            var ben = offer.ben();
            var before = offer.entries();
            var outcomes = together(() -> accept(ben), () -> accept(ben));
            check(round, outcomes.stream().allMatch(o -> o.answer != null), "the two clicks led to " + outcomes);
            check(round, offer.owner().equals("Ben"), offer.owner() + " is owner");
            check(round, offer.entries() == before + 1, "not one entry in the history");
            check(round, offer.mails() == 1, offer.mails() + " mails say that somebody has taken over");
            offer.check(round);
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void ownership_accepted_and_withdrawn_at_once_is_one_of_both() throws Exception {
        var offer = anOfferOfOwnership();
        for (var round = 1; round <= ROUNDS; round++) {
            offer.reset();
            var ada = offer.ada();
            var ben = offer.ben();
            var outcomes = together(() -> accept(ben), () -> Ownership.withdraw(ada, person("Ada"), access));
            var accepted = outcomes.get(0).answer != null;
            check(round, accepted == (outcomes.get(1).answer == null), "led to " + outcomes);
            check(
                    round,
                    accepted
                            ? outcomes.get(1).refusal instanceof Refused
                            : outcomes.get(0).refusal instanceof NotFoundException,
                    "led to " + outcomes);
            check(round, offer.owner().equals(accepted ? "Ben" : "Ada"), offer.owner() + " is owner");
            offer.check(round);
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void ownership_accepted_by_somebody_who_is_removed_at_once_is_never_nobodys() throws Exception {
        var offer = anOfferOfOwnership();
        for (var round = 1; round <= ROUNDS; round++) {
            offer.reset();
            var ada = offer.ada();
            var ben = offer.ben();
            var outcomes = together(() -> accept(ben), () -> remove(ada, person("Ada"), ben.member()));
            var accepted = outcomes.get(0).answer != null;
            check(round, accepted == (outcomes.get(1).answer == null), "led to " + outcomes);
            check(
                    round,
                    accepted
                            ? outcomes.get(1).refusal instanceof Conflict
                            : outcomes.get(0).refusal instanceof NotFoundException,
                    "led to " + outcomes);
            check(round, offer.owner().equals(accepted ? "Ben" : "Ada"), offer.owner() + " is owner");
            offer.check(round);
        }
        assertNoViolations(ROUNDS);
    }

    @Test
    void the_database_itself_refuses_the_last_owner_out_and_a_second_one_in() {
        var alone = organization(found(signedIn("Ada"), "single-owner"));
        assertThatThrownBy(() -> countOwners(alone, 1)).hasMessageContaining("organization_has_one_owner");
        assertThatThrownBy(() -> countOwners(alone, -1)).hasMessageContaining("organization_has_an_owner");
        var together = organization(found(signedIn("Ada"), "owner-editor-viewer"));
        countOwners(together, 1);
        countOwners(together, -1);
        assertThatThrownBy(() -> countOwners(together, -1)).hasMessageContaining("organization_has_an_owner");
    }

    /** What came of one of two simultaneous acts: an answer, or why there is none. */
    private record Outcome(Object answer, RuntimeException refusal) {}

    /** Two acts that start at the same moment, each in a transaction as a page's change has it. */
    private static List<Outcome> together(Callable<?> one, Callable<?> other) throws Exception {
        var start = new CyclicBarrier(2);
        var first = PEOPLE.submit(() -> act(start, one));
        var second = PEOPLE.submit(() -> act(start, other));
        return List.of(first.get(1, TimeUnit.MINUTES), second.get(1, TimeUnit.MINUTES));
    }

    private static Outcome act(CyclicBarrier start, Callable<?> act) throws Exception {
        start.await(1, TimeUnit.MINUTES);
        try {
            return new Outcome(QuarkusTransaction.requiringNew().call(act), null);
        } catch (RuntimeException refusal) {
            return new Outcome(null, refusal);
        }
    }

    private void check(int round, boolean holds, String otherwise) {
        if (!holds) violations.add("round " + round + ": " + otherwise);
    }

    private void assertNoViolations(int rounds) {
        var wrong = violations.stream().map(v -> v.split(":")[0]).distinct().count();
        assertThat(violations)
                .as(wrong + " of " + rounds + " rounds broke the rule")
                .isEmpty();
    }

    private String remove(Standing actor, Person person, UUID member) {
        Member.remove(actor, person, member, access);
        return "removed";
    }

    private String accept(Standing member) {
        Ownership.accept(member, person("Ben"), access);
        return "accepted";
    }

    private String changeRole(Standing actor, Person person, UUID member, String role) {
        Member.changeRole(actor, person, member, role, null, access);
        return "changed";
    }

    private static void countOwners(UUID organization, int change) {
        QuarkusTransaction.requiringNew().run(() -> Organization.countOwners(organization, change));
    }

    private UUID signIn(String issuer, String subject) {
        var claims = new Account.Claims(issuer, subject, address("Nemo"), true, "nemo", "Nemo");
        return Account.signIn(claims, Instant.now());
    }

    private UUID firstSignIn(String issuer, String name) {
        var claims = new Account.Claims(issuer, address(name), address(name), true, name, name);
        return QuarkusTransaction.requiringNew().call(() -> Account.signIn(claims, Instant.now()));
    }

    private Person person(String name) {
        var row = (Object[]) sql("""
                select id, name, username, email from account where address = ?1 and issuer = 'development'""", address(name));
        return new Person(
                (UUID) row[0], (String) row[1], (String) row[2], (String) row[3], Optional.of(address(name)), true);
    }

    private UUID organization(String slug) {
        return (UUID) sql("select id from organization where slug = ?1", slug);
    }

    /** What somebody is in the organization, as the page's check reads it before the change. */
    private Standing standing(String name, UUID organization) {
        var account = person(name).id();
        return QuarkusTransaction.requiringNew()
                .call(() -> access.standing(account, organization).orElseThrow());
    }

    private long count(String from, Object... parameters) {
        return (Long) sql("select count(*) from " + from, parameters);
    }

    private TwoOwners twoOwners() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "owner");
        return new TwoOwners(slug, Map.of("Ada", ada, "Ben", ben));
    }

    /** An organization with two owners, which can be put back to where it began. */
    private final class TwoOwners {
        private final String slug;
        private final UUID organization;
        private final Map<String, Visitor> visitors;
        private final Map<String, UUID> members;
        private final Map<String, Person> people;

        TwoOwners(String slug, Map<String, Visitor> visitors) {
            this.slug = slug;
            this.visitors = visitors;
            organization = organization(slug);
            members = Map.of("Ada", member(slug, "Ada"), "Ben", member(slug, "Ben"));
            people = Map.of("Ada", RacesTest.this.person("Ada"), "Ben", RacesTest.this.person("Ben"));
        }

        void reset() {
            sqlUpdate("delete from member where organization_id = ?1", organization);
            people.forEach((name, person) -> sqlUpdate("""
                    insert into member (organization_id, id, account_id, role, since, granted_by, last_seen, sort_name, search)
                    values (?1, ?2, ?3, 'owner', now(), '', now(), ?4, ?4)""", organization, members.get(name), person.id(), name));
            sqlUpdate("update organization set owners = 2 where id = ?1", organization);
            sqlUpdate("delete from outbox where organization_id = ?1", organization);
        }

        Person person(String name) {
            return people.get(name);
        }

        Standing ada() {
            return standing("Ada", organization);
        }

        Standing ben() {
            return standing("Ben", organization);
        }

        void check(int round, List<Outcome> outcomes) {
            RacesTest.this.check(
                    round, outcomes.stream().filter(o -> o.answer != null).count() == 1, "led to " + outcomes);
            RacesTest.this.check(
                    round,
                    outcomes.stream()
                            .filter(o -> o.answer == null)
                            .allMatch(o -> o.refusal instanceof Conflict || o.refusal instanceof NotFoundException),
                    "led to " + outcomes);
            checkOwners(round);
        }

        void checkOwners(int round) {
            var owners = count("member where organization_id = ?1 and role = 'owner'", organization);
            RacesTest.this.check(round, owners == 1, owners + " owners are left");
            RacesTest.this.check(
                    round,
                    count("organization where id = ?1 and owners = ?2", organization, owners) == 1,
                    "counted wrong");
        }
    }

    private AnOfferOfOwnership anOfferOfOwnership() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        join(ada, slug, "Ben", "admin");
        return new AnOfferOfOwnership(slug);
    }

    /** Ownership of Ada's organization, offered to Ben. */
    private final class AnOfferOfOwnership {
        private final UUID organization;
        private final Map<String, UUID> members;

        AnOfferOfOwnership(String slug) {
            organization = organization(slug);
            members = Map.of("Ada", member(slug, "Ada"), "Ben", member(slug, "Ben"));
        }

        void reset() {
            for (var table : List.of("ownership_offer", "member", "outbox")) {
                sqlUpdate("delete from " + table + " where organization_id = ?1", organization);
            }
            members.forEach((name, id) ->
                    sqlUpdate("""
                    insert into member (organization_id, id, account_id, role, since, granted_by, last_seen, sort_name, search)
                    values (?1, ?2, ?3, ?4, now(), '', now(), ?5, ?5)""", organization, id, person(name).id(), name.equals("Ada") ? "owner" : "admin", name));
            sqlUpdate("""
                    insert into ownership_offer (organization_id, account_id, offered_by, offered, expires)
                    values (?1, ?2, ?3, now(), now() + interval '1 day')""", organization, person("Ben").id(), person("Ada").id());
        }

        Standing ada() {
            return standing("Ada", organization);
        }

        Standing ben() {
            return standing("Ben", organization);
        }

        /** Who is owner; several or nobody if the rule is broken. */
        String owner() {
            return String.valueOf(sql("""
                    select string_agg(a.name, ' and ') from member m join account a on a.id = m.account_id
                    where m.organization_id = ?1 and m.role = 'owner'""", organization));
        }

        long entries() {
            return count("audit_entry where organization_id = ?1 and action = 'OWNERSHIP_TAKEN'", organization);
        }

        long mails() {
            return count("outbox where organization_id = ?1 and kind = 'ownership_taken'", organization);
        }

        void check(int round) {
            RacesTest.this.check(
                    round, count("organization where id = ?1 and owners = 1", organization) == 1, "counted wrong");
            RacesTest.this.check(
                    round, count("ownership_offer where organization_id = ?1", organization) == 0, "still offered");
        }
    }

    /** An organization of Ada's with an invitation to Dora, who has an account. */
    private AnOffer anOffer(String model, String role) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        invite(ada, slug, "Dora", role);
        signedIn("Dora");
        return new AnOffer(slug);
    }

    private final class AnOffer {
        private final String slug;
        private final UUID organization;
        private final UUID id;

        AnOffer(String slug) {
            this.slug = slug;
            organization = organization(slug);
            id = invitation(slug, "Dora");
        }

        /** Opens the invitation again, in whatever generation it is by now. */
        void reset() {
            sqlUpdate(
                    "delete from member where organization_id = ?1 and account_id in (select id from account where address = ?2)",
                    organization,
                    address("Dora"));
            sqlUpdate("""
                    update invitation set accepted = null, accepted_by = null, declined = null, decline_reason = null,
                      revoked = null, revoked_by = null
                    where organization_id = ?1""", organization);
            sqlUpdate("delete from outbox where organization_id = ?1", organization);
        }

        /** What the page shows to somebody who has followed the newest link; null is somebody who is not signed in. */
        Offer asSeenBy(Person viewer) {
            var address = link.of(row());
            var token = address.substring(address.indexOf('=') + 1);
            return QuarkusTransaction.requiringNew()
                    .call(() -> desk.byToken(token, Optional.ofNullable(viewer)).orElseThrow());
        }

        Invitation row() {
            return QuarkusTransaction.requiringNew().call(() -> database.createQuery(
                            "from Invitation where organizationId = ?1 and id = ?2", Invitation.class)
                    .setParameter(1, organization)
                    .setParameter(2, id)
                    .getSingleResult());
        }

        long members() {
            return count(
                    "member m join account a on a.id = m.account_id where m.organization_id = ?1 and a.address = ?2",
                    organization,
                    address("Dora"));
        }

        long entries(String action) {
            return count("audit_entry where organization_id = ?1 and action = ?2", organization, action);
        }

        long mails(String kind) {
            return count("outbox where organization_id = ?1 and kind = ?2", organization, kind);
        }
    }
}
