package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Year;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

/** An open invitation is edited: what it offers, what it says, how long its link and the access last. */
@QuarkusTest
class ContentTest extends RosterTest {
    private static final String ACCEPT = "/invitations/accept";

    @Test
    void the_link_stays_and_leads_to_the_present_offer() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "restricted-member");
        var link = link(ada, slug);
        var before = sql("select token_hash from invitation where id = ?1", invitation(slug, "Dora"));

        var form = ada.open(content(slug, "Dora"));
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.page().select("input[name=role][checked]").val()).isEqualTo("restricted-member");
        var edited = ada.submit(
                content(slug, "Dora"),
                Map.of(
                        "role", "member",
                        "message", "Welcome, Dora",
                        "projectRole", "project-write",
                        "projectLasts", "30",
                        "term", "2 days",
                        "lasts", Year.now().plusYears(1) + "-03-31",
                        "quiet", "yes"));
        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.text())
                .contains("Its link stays", "Member, until 31 March", "Rain: Project write, for 30 days");
        assertThat(sql("select token_hash from invitation where id = ?1", invitation(slug, "Dora")))
                .isEqualTo(before);
        assertThat(sql("select hours from invitation where id = ?1", invitation(slug, "Dora")))
                .isEqualTo(48);
        assertThat(sql(
                        "select expires > now() + interval '47 hours' and expires < now() + interval '49 hours' from invitation where id = ?1",
                        invitation(slug, "Dora")))
                .isEqualTo(true);
        assertThat(sql("select reminds from invitation where id = ?1", invitation(slug, "Dora")))
                .isEqualTo(false);
        assertThat(sql("select count(*) from outbox where invitation_id = ?1", invitation(slug, "Dora")))
                .isEqualTo(1L);

        var dora = signedIn("Dora");
        var offer = dora.open(link);
        assertThat(offer.text()).contains("Member", "Rain");
        dora.submit(ACCEPT, Map.of());
        assertThat(sql("select role from member where id = ?1", member(slug, "Dora")))
                .isEqualTo("member");
        assertThat(sql("select ends from member where id = ?1", member(slug, "Dora")))
                .isNotNull();
        assertThat(sql(
                        "select ends > now() + interval '29 days' and ends < now() + interval '31 days' from collaborator where id = ?1",
                        collaborator(slug, rain, "Dora")))
                .isEqualTo(true);
    }

    @Test
    void whoever_edits_an_offer_answers_for_it_from_then_on() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "member", rain, "project-read");
        var id = invitation(slug, "Dora");
        sqlUpdate("update invitation set reminded = now() where id = ?1", id);
        ben.open(content(slug, "Dora"));
        ben.submit(content(slug, "Dora"), Map.of("message", "Come, says Ben"));
        assertThat(sql("select inviter_id from invitation where id = ?1", id)).isEqualTo(account("Ben"));
        assertThat(sql("select message from invitation where id = ?1", id)).isEqualTo("Come, says Ben");
        assertThat(sql("select granter_id from invitation_project where invitation_id = ?1", id))
                .isEqualTo(account("Ben"));
        assertThat(sql("select revision from invitation where id = ?1", id)).isEqualTo(2);
        assertThat(sql("select generation from invitation where id = ?1", id)).isEqualTo(1);
        assertThat(sql("select reminded from invitation where id = ?1", id))
                .as("the link ends when it did")
                .isNotNull();
        ben.open(content(slug, "Dora"));
        ben.submit(content(slug, "Dora"), Map.of("term", "5 days"));
        assertThat(sql("select reminded from invitation where id = ?1", id)).isNull();
    }

    @Test
    void a_member_is_offered_projects_alone() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Dora", "member");
        sqlUpdate("update invitation set accepted = null, accepted_by = null where id = ?1", invitation(slug, "Dora"));
        var edited = ada.post(
                content(slug, "Dora"), "role", "admin", "message", "", "project", rain, "projectRole", "project-read");
        assertThat(edited.status()).as(edited.text()).isEqualTo(303);
        assertThat(role(slug, "Dora")).isNull();
    }

    @Test
    void nobody_accepts_what_they_did_not_see() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "restricted-member");
        var dora = signedIn("Dora");
        var page = dora.open(link(ada, slug)).page();
        var revision = page.select("input[name=revision]").val();

        ada.open(content(slug, "Dora"));
        ada.submit(content(slug, "Dora"), Map.of("role", "admin"));
        var late = dora.post(ACCEPT, "invitation", invitation(slug, "Dora").toString(), "revision", revision);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("changed or renewed meanwhile");
        assertThat(sql("select count(*) from member where account_id = ?1", account("Dora")))
                .isEqualTo(0L);

        dora.open(ACCEPT);
        dora.submit(ACCEPT, Map.of());
        assertThat(sql("select role from member where id = ?1", member(slug, "Dora")))
                .isEqualTo("admin");
    }

    @Test
    void nobody_offers_more_by_editing_than_by_inviting() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var ben = join(ada, slug, "Ben", "member");
        invite(ada, slug, "Dora", "member");
        assertThat(ben.open(content(slug, "Dora")).status()).isEqualTo(403);
        assertThat(ben.post(content(slug, "Dora"), "role", "admin").status()).isEqualTo(403);

        var rita = signedIn("Rita");
        var other = found(rita, "single-owner");
        var cleo = join(rita, other, "Cleo", "admin");
        invite(rita, other, "Eve", "member");
        // The owner's role is nobody's to offer, and what Cleo may not give she may not write into an offer of another.
        assertThat(cleo.post(content(other, "Eve"), "role", "owner").status()).isIn(403, 422);
        assertThat(role(other, "Eve")).isEqualTo("member");
        assertThat(cleo.post(
                                "/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/content",
                                "role",
                                "member")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void nobody_edits_an_offer_that_they_could_not_make_as_it_is() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var ben = join(ada, slug, "Ben", "owner");
        invite(ada, slug, "Dora", "viewer", rain, "project-viewer");
        var parts = "select count(*) from invitation_project where invitation_id = ?1";
        assertThat(ben.post(content(slug, "Dora"), "role", "viewer", "message", "")
                        .status())
                .isEqualTo(403);
        assertThat(sql(parts, invitation(slug, "Dora"))).isEqualTo(1L);
        assertThat(ada.post(content(slug, "Dora"), "role", "viewer", "message", "")
                        .status())
                .isEqualTo(303);
        assertThat(sql(parts, invitation(slug, "Dora"))).isEqualTo(0L);
    }

    @Test
    void who_was_invited_and_is_offered_nothing_any_more_is_told() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "", rain, "project-viewer");
        var id = invitation(slug, "Dora");
        RealMail.await(address("Dora"), 1);
        sqlUpdate("update outbox set sent = now() where invitation_id = ?1 and sent is null", id);
        var path = "/organizations/" + slug + "/projects/" + rain + "/invitations/" + id + "/revocation";
        assertThat(ada.post(path).status()).isEqualTo(303);
        assertThat(sql("select revoked is not null from invitation where id = ?1", id))
                .isEqualTo(true);
        assertThat(sql("select count(*) from outbox where address = ?1 and kind = 'revoked'", address("Dora")))
                .isEqualTo(1L);
    }

    @Test
    void what_a_project_takes_back_makes_another_offer_of_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "viewer", rain, "project-viewer");
        var id = invitation(slug, "Dora");
        sqlUpdate("update outbox set sent = now() where invitation_id = ?1 and sent is null", id);
        var path = "/organizations/" + slug + "/projects/" + rain + "/invitations/" + id + "/revocation";
        assertThat(ada.post(path).status()).isEqualTo(303);
        assertThat(sql("select revoked from invitation where id = ?1", id)).isNull();
        assertThat(sql("select revision from invitation where id = ?1", id)).isEqualTo(2);
        assertThat(sql("select count(*) from invitation_project where invitation_id = ?1", id))
                .isEqualTo(0L);
        assertThat(sql("select count(*) from outbox where invitation_id = ?1 and kind = 'revoked'", id))
                .isEqualTo(0L);
        assertThat((String) sql(
                        "select details from audit_entry where target_id = ?1 and action = 'INVITATION_CHANGED'", id))
                .startsWith("Without Rain.");
    }

    @Test
    void what_is_wrong_comes_back_as_typed_and_changes_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var wrong = ada.post(
                content(slug, "Dora"),
                "role",
                "owner",
                "message",
                "New words",
                "term",
                "31 days",
                "lasts",
                "yesterday");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.problem("term")).contains("1 hour to 30 days");
        assertThat(wrong.problem("lasts")).contains("a date such as");
        assertThat(wrong.page().select("textarea[name=message]").text()).isEqualTo("New words");
        var limited = ada.post(content(slug, "Dora"), "role", "owner", "message", "", "lasts", "30");
        assertThat(limited.status()).isEqualTo(422);
        assertThat(limited.problem("lasts")).contains("has no end by time");
        assertThat(ada.post(content(slug, "Dora"), "role", "", "message", "").status())
                .isEqualTo(422);
        assertThat(role(slug, "Dora")).isEqualTo("viewer");
        assertThat(sql("select revision from invitation where id = ?1", invitation(slug, "Dora")))
                .isEqualTo(1);
    }

    @Test
    void of_two_who_edit_at_once_the_second_is_told() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        invite(ada, slug, "Dora", "member");
        var seen = ben.open(content(slug, "Dora"))
                .page()
                .select("input[name=revision]")
                .val();
        ada.open(content(slug, "Dora"));
        ada.submit(content(slug, "Dora"), Map.of("role", "restricted-member"));
        var late = ben.post(content(slug, "Dora"), "role", "admin", "message", "", "revision", seen);
        assertThat(late.status()).isEqualTo(409);
        assertThat(role(slug, "Dora")).isEqualTo("restricted-member");
    }

    @Test
    void access_that_would_be_over_at_once_is_not_taken_nor_sent_again_but_can_be_changed() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        sqlUpdate(
                "update invitation set lasts = cast(current_date - 2 as text) where id = ?1", invitation(slug, "Dora"));
        var dora = signedIn("Dora");
        var late = dora.post(ACCEPT, "invitation", invitation(slug, "Dora").toString());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("is over already. Ask Ada to change it.");
        assertThat(sql("select count(*) from member where account_id = ?1", account("Dora")))
                .isEqualTo(0L);
        var again = ada.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/renewal");
        assertThat(again.status()).isEqualTo(409);

        assertThat(ada.post(content(slug, "Dora"), "role", "member", "message", "", "lasts", "")
                        .status())
                .isEqualTo(303);
        dora.post(ACCEPT, "invitation", invitation(slug, "Dora").toString());
        assertThat(sql("select ends from member where id = ?1", member(slug, "Dora")))
                .isNull();
    }

    @Test
    void an_ended_invitation_is_not_edited() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        sqlUpdate("update invitation set expires = now() where id = ?1", invitation(slug, "Dora"));
        assertThat(ada.open(content(slug, "Dora")).status()).isEqualTo(409);
        assertThat(ada.post(content(slug, "Dora"), "role", "member", "message", "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void whoever_runs_a_project_edits_what_is_offered_there() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var ben = join(ada, slug, "Ben", "viewer", rain, "project-owner");
        ben.post(
                "/organizations/" + slug + "/projects/" + rain + "/collaborators",
                "who",
                address("Dora"),
                "role",
                "project-viewer");
        var path = "/organizations/" + slug + "/projects/" + rain + "/invitations/" + invitation(slug, "Dora");
        assertThat(ben.open(path).status()).isEqualTo(200);
        var form = ben.open(path + "/content");
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.page().select("input[type=radio][name=role]")).isEmpty();
        var edited = ben.submit(path + "/content", Map.of("projectRole", "project-editor"));
        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.text()).contains("Rain: Project editor");
        assertThat(ben.post(path + "/content", "role", "viewer", "message", "").status())
                .isEqualTo(403);
    }

    @Test
    void whoever_runs_one_project_does_not_learn_what_else_is_offered() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var ben = join(ada, slug, "Ben", "viewer", rain, "project-owner");
        invite(ada, slug, "Dora", "", rain, "project-viewer", snow, "project-viewer");
        var path = "/organizations/" + slug + "/projects/" + rain + "/invitations/" + invitation(slug, "Dora");
        assertThat(ben.open(path + "/content").status()).isEqualTo(403);
        var wrong = ben.post(path + "/content", "role", "", "message", "");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.text()).doesNotContain("Snow");
    }

    @Test
    void an_offer_is_never_edited_to_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        ada.post("/organizations/" + slug + "/join-link", "role", "member");
        var shown = ada.post("/organizations/" + slug + "/join-link/link");
        var dora = signedIn("Dora");
        dora.open(
                ada.open(shown.header("location")).page().select("#flash-link").val());
        dora.submit("/join", Map.of());
        var edited = ada.post(content(slug, "Dora"), "role", "admin");
        assertThat(edited.status()).isEqualTo(422);
        assertThat(edited.text()).contains("is a member already");
        assertThat(role(slug, "Dora")).isEqualTo("member");
    }

    private Object role(String slug, String name) {
        return sql("select role from invitation where id = ?1", invitation(slug, name));
    }

    private String content(String slug, String name) {
        return "/organizations/" + slug + "/invitations/" + invitation(slug, name) + "/content";
    }

    /** The link of Dora's invitation, as whoever invites is shown it. */
    private String link(Visitor ada, String slug) {
        UUID id = invitation(slug, "Dora");
        ada.post("/organizations/" + slug + "/invitations/" + id + "/link");
        return ada.open("/organizations/" + slug + "/invitations/" + id)
                .page()
                .select("#flash-link")
                .val();
    }
}
