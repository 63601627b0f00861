package roster.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;
import roster.access.AccessModel;
import roster.access.AccessModels;
import roster.access.Permission;
import roster.access.ProjectStanding;
import roster.access.Standing;
import roster.branding.Brand;

@QuarkusTest
class RequestTest extends RosterTest {
    private static final String ACCEPT = "/invitations/accept";
    private static final String ASK = "/invitations/request";

    @Inject
    AccessModels models;

    // --- A new link ---

    @Test
    void an_expired_link_leads_to_a_new_one_by_two_clicks() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var old = link(ada, slug, "Dora");
        expire(slug, "Dora");
        var somebody = new Visitor();
        var other = new Visitor();
        assertThat(other.open(old).status()).isEqualTo(410);
        assertThat(somebody.open(old).status()).isEqualTo(410);
        var asked = somebody.submit(ASK, Map.of());
        assertThat(asked.status()).isEqualTo(410);
        assertThat(asked.text())
                .contains(
                        "Ada was asked for a new link",
                        "goes to d…@" + address("Dora").replaceAll(".*@(.).*", "$1…"))
                .doesNotContain(address("Dora"), slug);
        assertThat(other.submit(ASK, Map.of()).text()).as("asked twice").contains("was asked for a new link");
        assertThat(new Visitor().open(old).text())
                .as("another day, another browser")
                .contains("was asked");
        assertThat(mails(slug, "link_asked")).isEqualTo(1);
        assertThat(entries(slug, "LINK_ASKED")).isEqualTo(1);

        assertThat(RealMail.await(address("Ada"), "Asked: ").getSubject()).contains("needs a new link to Org " + slug);
        assertThat(ada.open("/").text()).contains("Waiting for you", "1 request in Org " + slug);
        var list = ada.open(path(slug));
        assertThat(list.title()).isEqualTo("Waiting for you");
        assertThat(list.page().select("nav.tabs a[aria-current=page]").first().text())
                .isEqualTo("Requests 1");
        assertThat(list.page().select("tbody tr").text()).contains(address("Dora"), "new link", "Member");
        var done = ada.submit(path(slug) + "/" + request(slug) + "/approval", Map.of());
        assertThat(done.text()).contains(address("Dora") + " gets a new link", "Nothing waits for you");
        assertThat(ada.open("/").text()).doesNotContain("Waiting for you");
        assertThat(row(slug, "generation")).isEqualTo(2);
        assertThat(entries(slug, "REQUEST_APPROVED")).isEqualTo(1);
        assertThat(somebody.open(old).status()).as("the old link").isEqualTo(404);
        assertThat(RealMail.await(address("Dora"), "Invitation: ").getSubject()).contains("Org " + slug);
        accept(slug, "Dora");
    }

    @Test
    void whoever_declined_can_change_their_mind() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var dora = signedIn("Dora");
        dora.open(link(ada, slug, "Dora"));
        assertThat(dora.submit("/invitations/decline", Map.of()).status()).isEqualTo(410);
        assertThat(dora.submit(ASK, Map.of()).text()).contains("was asked", "goes to " + address("Dora"));
        assertThat(answer(ada, slug, "approval").status()).isEqualTo(303);
        accept(slug, "Dora");
    }

    @Test
    void after_a_refusal_nothing_more_is_asked_about_this_link() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var dora = asked(ada, slug);
        assertThat(answer(ada, slug, "refusal").status()).isEqualTo(303);
        assertThat(RealMail.await(address("Dora"), "Refused: ").getSubject()).contains("Org " + slug);
        var page = dora.open(ACCEPT + "?invitation=" + invitation(slug, "Dora"));
        assertThat(page.text()).contains("and refused");
        assertThat(page.page().select("form[action=" + ASK + "]")).isEmpty();
        dora.post(ASK, "invitation", invitation(slug, "Dora").toString());
        assertThat(mails(slug, "link_asked")).isEqualTo(1);
        assertThat(sql("select count(*) from access_request where organization_id = ?1", id(slug)))
                .isEqualTo(1L);
        // Renewed by other means, there is a new link to ask about.
        ada.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/renewal");
        expire(slug, "Dora");
        assertThat(dora.post(ASK, "invitation", invitation(slug, "Dora").toString())
                        .status())
                .isEqualTo(303);
        assertThat(mails(slug, "link_asked")).isEqualTo(2);
    }

    @Test
    void an_open_link_is_no_reason_to_ask() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var dora = signedIn("Dora");
        var answer = dora.post(ASK, "invitation", invitation(slug, "Dora").toString());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(signedIn("Nemo")
                        .post(ASK, "invitation", invitation(slug, "Dora").toString())
                        .status())
                .as("somebody without the link")
                .isEqualTo(404);
        assertThat(sql("select count(*) from access_request where organization_id = ?1", id(slug)))
                .isEqualTo(0L);
    }

    // --- Another address ---

    @Test
    void an_invitation_goes_on_to_the_address_that_its_person_has_proved() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var old = link(ada, slug, "Dora");
        var nemo = signedIn("Nemo");
        var page = nemo.open(old);
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.page().select("main button").eachText())
                .containsExactly(
                        "Sign out and switch account", "Ask to re-address this to " + address("Nemo"), "Not me");
        var asked = nemo.submit(ASK, Map.of());
        assertThat(asked.text()).contains("Ada was asked for it", "at " + address("Nemo"));
        nemo.post(ASK, "invitation", invitation(slug, "Dora").toString());
        assertThat(mails(slug, "readdress_asked")).isEqualTo(1);
        assertThat(RealMail.await(address("Ada"), "Asked: ").getSubject()).startsWith("Asked: Nemo");
        assertThat(ada.open(path(slug)).page().select("tbody tr").text()).contains(address("Dora"), address("Nemo"));
        assertThat(answer(ada, slug, "approval").status()).isEqualTo(303);
        for (var column : new String[] {"address", "email", "named"}) {
            assertThat(row(slug, column)).as(column).isEqualTo(address("Nemo"));
        }
        assertThat(nemo.open(old).status()).as("the link before").isEqualTo(404);
        assertThat(signedIn("Dora").open("/").text()).doesNotContain("Org " + slug);
        assertThat(RealMail.await(address("Nemo"), 1).getSubject()).startsWith("Invitation: ");
        accept(slug, "Nemo");
    }

    @Test
    void an_address_that_is_not_proved_is_asked_for_in_vain() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var nemo = signedIn("Nemo");
        var link = link(ada, slug, "Dora");
        verified("Nemo", false);
        var page = nemo.open(link);
        assertThat(page.text()).contains("Your address is not verified yet");
        assertThat(page.page().select("form[action=" + ASK + "]")).isEmpty();
        var answer = nemo.post(ASK, "invitation", invitation(slug, "Dora").toString());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("not verified yet");

        verified("Nemo", true);
        nemo.open(link);
        nemo.submit(ASK, Map.of());
        verified("Nemo", false);
        answer = answer(ada, slug, "approval");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("no longer has the address");
        assertThat(row(slug, "address")).isEqualTo(address("Dora"));
        verified("Nemo", true);
        sqlUpdate("update account set address = 'x' || address, email = 'x' || email where id = ?1", account("Nemo"));
        assertThat(answer(ada, slug, "approval").status())
                .as("another address by now")
                .isEqualTo(409);
        assertThat(answer(ada, slug, "refusal").status()).isEqualTo(303);
        assertThat(mails(slug, "request_refused"))
                .as("mails to an address of another")
                .isEqualTo(0);
    }

    @Test
    void two_invitations_never_end_up_at_one_address() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        invite(ada, slug, "Nemo", "member");
        var nemo = signedIn("Nemo");
        nemo.open(link(ada, slug, "Dora"));
        nemo.submit(ASK, Map.of());
        var answer = answer(ada, slug, "approval");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("There is an invitation to this address already");
    }

    @Test
    void what_was_asked_about_an_offer_that_is_accepted_settles_itself() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var nemo = signedIn("Nemo");
        nemo.open(link(ada, slug, "Dora"));
        nemo.submit(ASK, Map.of());
        accept(slug, "Dora");
        assertThat(ada.open(path(slug)).text()).contains("Nothing waits for you");
        var answer = answer(ada, slug, "approval");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("settled itself");
    }

    @Test
    void a_link_in_wrong_hands_is_told_once_and_stays_for_whom_it_is() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var nemo = signedIn("Nemo");
        for (var time = 1; time <= 2; time++) {
            nemo.open(link(ada, slug, "Dora"));
            var answer = nemo.submit("/invitations/misdelivery", Map.of());
            assertThat(answer.address().getPath()).isEqualTo("/");
            assertThat(answer.text()).contains("Thank you");
            assertThat(nemo.open(ACCEPT).status()).as("the link is forgotten").isEqualTo(404);
        }
        assertThat(entries(slug, "INVITATION_MISDELIVERED")).isEqualTo(1);
        assertThat(RealMail.await(address("Ada"), "Misdelivered: ").getSubject())
                .contains("Org " + slug);
        assertThat(mails(slug, "misdelivered")).isEqualTo(1);
        var dora = signedIn("Dora");
        assertThat(dora.post(
                                "/invitations/misdelivery",
                                "invitation",
                                invitation(slug, "Dora").toString())
                        .status())
                .as("their own")
                .isEqualTo(409);
        accept(slug, "Dora");
    }

    // --- Who answers ---

    @Test
    void only_whoever_could_make_the_offer_sees_and_answers_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        asked(ada, slug);
        assertThat(ben.open(path(slug)).page().select("tbody tr")).hasSize(1);
        assertThat(cleo.open(path(slug)).page().select("tbody tr")).isEmpty();
        assertThat(cleo.open("/organizations/" + slug).page().select("nav a[href$=/requests]"))
                .isEmpty();
        assertThat(mallory.open(path(slug)).status()).isEqualTo(404);
        for (var answer : List.of("approval", "refusal")) {
            assertThat(answer(cleo, slug, answer).status()).isEqualTo(403);
            assertThat(answer(mallory, slug, answer).status()).isEqualTo(404);
        }
        assertThat(row(slug, "generation")).isEqualTo(1);
        assertThat(answer(ben, slug, "approval").status()).isEqualTo(303);
        var late = answer(ada, slug, "refusal");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Ben has approved this already");
        assertThat(answer(ben, slug, "approval").text()).contains("You have approved this already");
    }

    @Test
    void where_the_inviter_lost_the_right_others_are_asked() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        invite(ben, slug, "Dora", "member");
        var dora = signedIn("Dora");
        dora.post("/invitations/decline", "invitation", invitation(slug, "Dora").toString());
        ada.post("/organizations/" + slug + "/members/" + member(slug, "Ben") + "/role", "role", "member");
        dora.open(ACCEPT + "?invitation=" + invitation(slug, "Dora"));
        assertThat(dora.submit(ASK, Map.of()).text()).contains("Whoever can renew it was asked");
        RealMail.await(address("Ada"), "Asked: ");
        assertThat(sqlAll("select recipient from outbox where organization_id = ?1 and kind = 'link_asked'", id(slug)))
                .containsExactly(address("Ada"));
        assertThat(answer(ben, slug, "approval").status()).isEqualTo(403);
        assertThat(answer(ada, slug, "approval").status()).isEqualTo(303);
    }

    @Test
    void where_the_inviters_access_is_over_others_are_asked() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        invite(ben, slug, "Dora", "member");
        expire(slug, "Dora");
        sqlUpdate("update member set ends = now() - interval '1 minute' where id = ?1", member(slug, "Ben"));
        var dora = signedIn("Dora");
        dora.open(ACCEPT + "?invitation=" + invitation(slug, "Dora"));
        dora.submit(ASK, Map.of());
        assertThat(sqlAll("select recipient from outbox where organization_id = ?1 and kind = 'link_asked'", id(slug)))
                .containsExactly(address("Ada"));
        assertThat(ben.open("/").text()).doesNotContain("1 request in");
    }

    @Test
    void nobody_sends_on_another_offer_than_the_one_they_saw() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        invite(ada, slug, "Dora", "member");
        var nemo = signedIn("Nemo");
        nemo.open(link(ada, slug, "Dora"));
        nemo.submit(ASK, Map.of());
        var list = ben.open(path(slug));
        var form = list.page().select("form[action$=/approval]").first();
        ada.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/content", "role", "admin");
        var late = ben.submit(form, Map.of());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("was changed meanwhile");
        assertThat(row(slug, "address")).isEqualTo(address("Dora"));
        form = ben.open(path(slug)).page().select("form[action$=/approval]").first();
        assertThat(ben.submit(form, Map.of()).status()).isEqualTo(200);
        assertThat(row(slug, "address")).isEqualTo(address("Nemo"));
    }

    @Test
    void whoever_runs_a_project_answers_for_what_is_offered_there_alone() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var ben = join(ada, slug, "Ben", "", rain, "project-administrator");
        var cleo = join(ada, slug, "Cleo", "organization-viewer", rain, "project-user");
        ben.post(
                "/organizations/" + slug + "/projects/" + rain + "/collaborators",
                "who",
                address("Dora"),
                "role",
                "project-user");
        expire(slug, "Dora");
        var dora = signedIn("Dora");
        dora.open("/");
        dora.submit(ASK, Map.of());
        RealMail.await(address("Ben"), "Asked: ");
        assertThat(ben.open("/").text()).contains("1 request in");
        assertThat(ben.open("/organizations/" + slug)
                        .page()
                        .select("nav a[href$=/requests]")
                        .text())
                .isEqualTo("Requests 1");
        assertThat(ben.open(path(slug)).page().select("tbody tr").text()).contains("Rain: ");
        assertThat(cleo.open(path(slug)).page().select("tbody tr")).isEmpty();
        assertThat(answer(cleo, slug, "approval").status()).isEqualTo(403);
        assertThat(answer(ben, slug, "approval").status()).isEqualTo(303);
        accept(slug, "Dora");
    }

    @Test
    void nobody_whose_access_is_over_hears_of_what_is_asked() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        invite(ben, slug, "Dora", "member");
        expire(slug, "Dora");
        sqlUpdate("update member set ends = now() where id = ?1", member(slug, "Ben"));
        var dora = signedIn("Dora");
        dora.open(ACCEPT + "?invitation=" + invitation(slug, "Dora"));
        assertThat(dora.submit(ASK, Map.of()).text()).contains("Whoever can renew it was asked");
        assertThat(sqlAll("select recipient from outbox where organization_id = ?1 and kind = 'link_asked'", id(slug)))
                .containsExactly(address("Ada"));
        assertThat(ben.open("/").text()).doesNotContain("Waiting for you");
        assertThat(ada.open("/").text()).contains("Waiting for you");
    }

    @Test
    void a_limit_stops_an_approval_whole() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        asked(ada, slug);
        sqlUpdate("""
                insert into outbox (id, organization_id, kind, sender_id, recipient, address, facts, created, due, sent)
                select gen_random_uuid(), gen_random_uuid(), 'invitation', ?1, 'x', 'x-' || n || ?2, '{}', now(), now(), now()
                from generate_series(1, 50) n""", account("Ada"), slug);
        var answer = answer(ada, slug, "approval");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("50 invitations in 24 hours");
        assertThat(ada.open(path(slug)).page().select("tbody tr")).hasSize(1);
        assertThat(row(slug, "generation")).isEqualTo(1);
    }

    @Test
    void of_two_who_answer_at_once_one_does() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        asked(ada, slug);
        ada.token();
        ben.token();
        var two = Executors.newFixedThreadPool(2);
        try {
            for (var round = 1; round <= 20; round++) {
                var barrier = new CyclicBarrier(2);
                var one = two.submit(() -> {
                    barrier.await();
                    return answer(ada, slug, "approval").status();
                });
                var other = two.submit(() -> {
                    barrier.await();
                    return answer(ben, slug, "approval").status();
                });
                assertThat(List.of(one.get(), other.get())).as("round " + round).containsExactlyInAnyOrder(303, 409);
                assertThat(row(slug, "generation")).isEqualTo(round + 1);
                sqlUpdate("delete from outbox where organization_id = ?1 and kind = 'invitation'", id(slug));
                expire(slug, "Dora");
                sqlUpdate("""
                        update access_request set answered = null, answered_by = null, approved = null, generation = generation + 1
                        where organization_id = ?1""", id(slug));
            }
        } finally {
            two.shutdown();
        }
    }

    @Test
    void lists_and_decisions_agree_on_who_can_answer() {
        for (var model : models.all()) {
            var answerers = Answerers.under(List.of(model));
            var grants = new HashSet<String>();
            var offers = new HashSet<String>();
            for (var held : model.organizationRoles()) {
                var here = standing(model, held, null);
                model.organizationRoles().stream()
                        .filter(role -> here.may(Permission.MEMBER_INVITE) && here.canGrant(role))
                        .forEach(role -> grants.add(model.key() + " " + held.key() + " " + role.key()));
                Stream.concat(Stream.of((AccessModel.Role) null), model.projectRoles().stream())
                        .forEach(inProject -> {
                            var there = standing(model, held, project(inProject));
                            model.projectRoles().stream()
                                    .filter(role -> there.may(Permission.COLLABORATOR_INVITE) && there.canGrant(role))
                                    .forEach(role -> offers.add(String.join(
                                            " ",
                                            model.key(),
                                            held.key(),
                                            inProject == null ? "-" : inProject.key(),
                                            role.key())));
                        });
            }
            assertThat(answerers.grants()).as(model.key()).containsExactlyInAnyOrderElementsOf(grants);
            assertThat(answerers.offers()).as(model.key()).containsExactlyInAnyOrderElementsOf(offers);
        }
    }

    private static Standing standing(AccessModel model, AccessModel.Role held, ProjectStanding project) {
        var now = Instant.now();
        return new Standing(
                UUID.randomUUID(),
                "o",
                "O",
                "",
                now,
                1,
                0,
                false,
                false,
                new Brand(null, null, null),
                model,
                UUID.randomUUID(),
                UUID.randomUUID(),
                held,
                now,
                now,
                project);
    }

    private static ProjectStanding project(AccessModel.Role role) {
        return new ProjectStanding(
                UUID.randomUUID(), "p", "P", "", List.of(), false, null, "", Instant.now(), 0, null, role);
    }

    /** Dora, whose invitation as the least role has expired, and who has asked for a new link. */
    private Visitor asked(Visitor inviter, String slug) {
        var model = models.get((String) sql("select model from organization where slug = ?1", slug));
        invite(inviter, slug, "Dora", model.defaultRole().key());
        expire(slug, "Dora");
        var dora = signedIn("Dora");
        dora.open(ACCEPT + "?invitation=" + invitation(slug, "Dora"));
        assertThat(dora.submit(ASK, Map.of()).text()).contains("was asked for a new link");
        return dora;
    }

    private Visitor.Answer answer(Visitor who, String slug, String answer) {
        return who.post(path(slug) + "/" + request(slug) + "/" + answer);
    }

    private static String path(String slug) {
        return "/organizations/" + slug + "/requests";
    }

    private Object request(String slug) {
        return sql("select id from access_request where organization_id = ?1 order by id desc limit 1", id(slug));
    }

    private String link(Visitor inviter, String slug, String name) {
        inviter.post("/organizations/" + slug + "/invitations/" + invitation(slug, name) + "/link");
        return inviter.open("/organizations/" + slug + "/invitations")
                .page()
                .select("#flash-link")
                .val();
    }

    private void expire(String slug, String name) {
        sqlUpdate("update invitation set expires = now() - interval '1 hour' where id = ?1", invitation(slug, name));
    }

    private void verified(String name, boolean yes) {
        sqlUpdate("update account set email_verified = ?2 where id = ?1", account(name), yes);
    }

    private Object id(String slug) {
        return sql("select id from organization where slug = ?1", slug);
    }

    /** A column of the newest invitation. */
    private Object row(String slug, String column) {
        return sql(
                "select " + column + " from invitation where organization_id = ?1 order by id desc limit 1", id(slug));
    }

    private long mails(String slug, String kind) {
        return (Long) sql("select count(*) from outbox where organization_id = ?1 and kind = ?2", id(slug), kind);
    }

    private long entries(String slug, String action) {
        return (Long)
                sql("select count(*) from audit_entry where organization_id = ?1 and action = ?2", id(slug), action);
    }
}
