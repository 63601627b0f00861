package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class InvitationTest extends RosterTest {
    private static final String ACCEPT = "/invitations/accept";
    private static final String DECLINE = "/invitations/decline";

    @Test
    void whose_work_is_over_accepts_the_same_work_anew() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "viewer", rain, "project-viewer");
        sqlUpdate(
                "update collaborator set ends = now() - interval '1 minute' where id = ?1",
                collaborator(slug, rain, "Ben"));
        collaborate(ada, slug, rain, "Ben", "project-editor");
        assertThat(sql("select role from collaborator where id = ?1", collaborator(slug, rain, "Ben")))
                .isEqualTo("project-editor");
    }

    @Test
    void somebody_invited_by_mail_follows_the_link_and_joins() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var answer = invite(ada, slug, "Dora", "member");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("One person was invited").contains(address("Dora"));

        var mail = RealMail.await(address("Dora"), 1);
        assertThat(mail.getSubject()).startsWith("Invitation: ").contains("Org " + slug);
        var text = GreenMailUtil.getBody(mail);
        var link = Pattern.compile("http://\\S+/invitations/open\\?token=(3D)?\\S+")
                .matcher(text.replace("=\r\n", "").replace("=3D", "="));
        assertThat(link.find()).isTrue();

        var dora = new Visitor();
        var offer = dora.open(link.group());
        assertThat(offer.status()).isEqualTo(200);
        assertThat(offer.address().toString()).endsWith(ACCEPT);
        assertThat(offer.title()).isEqualTo("Join Org " + slug + "?");
        dora.signIn(address("Dora"));
        dora.open(ACCEPT);
        var joined = dora.submit(ACCEPT, Map.of());
        assertThat(joined.title()).isEqualTo("Welcome to Org " + slug);
        assertThat(dora.open("/organizations/" + slug + "/members").text()).contains(address("Ada"), address("Dora"));
        assertThat(RealMail.await(address("Ada"), 1).getSubject()).startsWith("Joined: Dora");
    }

    @Test
    void who_joins_from_home_goes_on_to_the_organization_and_who_comes_late_reads_why() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var dora = signedIn("Dora");
        var id = invitation(slug, "Dora");
        sqlUpdate("update invitation set expires = now() - interval '1 minute' where id = ?1", id);
        var late = dora.post(ACCEPT, "invitation", id.toString(), "from", "home");
        assertThat(late.header("location")).contains(ACCEPT);
        sqlUpdate("update invitation set expires = now() + interval '1 minute' where id = ?1", id);
        var joined = dora.post(ACCEPT, "invitation", id.toString(), "from", "home");
        assertThat(joined.header("location")).endsWith("/organizations/" + slug);
        assertThat(dora.open(joined.header("location")).text()).contains("You have joined");
    }

    // --- The form ---

    @Test
    void addresses_are_pasted_in_any_way_and_each_is_invited_once() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var pasted = "\"Doe, Dora\" <" + address("Dora") + ">, " + address("Ben") + "; " + address("Cleo") + " "
                + address("Nemo") + "\r\n" + address("Dora").toUpperCase() + "\n,\n" + address("Eve") + ",\t"
                + address("ben") + "\r\nRoe, Rita <" + address("Rita") + "> "
                + address("Pam");
        var answer = send(ada, slug, pasted, "member", "");
        assertThat(answer.text()).contains("7 people were invited");
        assertThat(answer.page().select("section[role=status] li").eachText())
                .extracting(text -> text.split(" ")[0])
                .containsExactly(
                        address("Dora"),
                        address("Ben"),
                        address("Cleo"),
                        address("Nemo"),
                        address("Eve"),
                        address("Rita"),
                        address("Pam"));
        assertThat(sqlAll("select address from invitation where organization_id = ?1 order by id", id(slug)))
                .hasSize(7)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_result_page_says_what_became_of_each_address() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        join(ada, slug, "Ben", "admin");
        invite(ada, slug, "Cleo", "member");
        invite(ada, slug, "Nemo", "member");
        expire(slug, "Nemo");
        var nemosBefore = invitation(slug, "Nemo");

        var all = String.join(" ", address("Ben"), address("Cleo"), address("Nemo"), address("Dora"));
        var answer = send(ada, slug, all, "restricted-member", "");
        assertThat(answer.text()).contains("2 people were invited");
        assertThat(answer.page().select("section[role=status] li").eachText())
                .satisfiesExactly(
                        ben -> assertThat(ben).startsWith(address("Ben")).contains("Is a member already"),
                        cleo -> assertThat(cleo).startsWith(address("Cleo")).contains("Has an open invitation already"),
                        nemo -> assertThat(nemo)
                                .startsWith(address("Nemo"))
                                .contains("an earlier invitation had expired"),
                        dora -> assertThat(dora).startsWith(address("Dora")).endsWith("Invited."));
        assertThat(invitation(slug, "Nemo")).isEqualTo(nemosBefore);
        assertThat(row(slug, "Nemo", "role")).isEqualTo("restricted-member");
        assertThat(row(slug, "Cleo", "role")).isEqualTo("member");
        assertThat(mails(slug, "Cleo")).isEqualTo(1);
        assertThat(mails(slug, "Nemo")).isEqualTo(2);
        // The results can be read again, by Ada alone.
        assertThat(ada.open(answer.address().toString()).text()).contains("2 people were invited");
        var ben = signedIn("Ben").open(answer.address().toString());
        assertThat(ben.status()).isEqualTo(200);
        assertThat(ben.text()).doesNotContain("2 people were invited");
    }

    @Test
    void a_form_with_something_wrong_comes_back_as_typed_and_sends_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var before = footprint(slug);

        var wrong = send(ada, slug, address("Dora") + ", dora@, eve@@x.org", "viewer", "Hello");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.problem("emails")).contains("“dora@”", "“eve@@x.org”", "Nothing was sent");
        assertThat(wrong.page().select("textarea[name=emails]").val())
                .contains(address("Dora") + ", dora@, eve@@x.org");
        assertThat(wrong.page().select("textarea[name=message]").val()).isEqualTo("Hello");
        assertThat(wrong.page().select("input[name=role][checked]").val()).isEqualTo("viewer");

        assertThat(send(ada, slug, " ,;\r\n ", "viewer", "").problem("emails")).contains("Enter at least one");
        assertThat(send(ada, slug, "Dora", "viewer", "").problem("emails")).contains("“Dora”");
        assertThat(send(ada, slug, address("Dora") + "\u202e", "viewer", "").status())
                .isEqualTo(422);
        assertThat(send(ada, slug, "a@b.org,".repeat(3000), "viewer", "").status())
                .isEqualTo(422);
        assertThat(send(ada, slug, address("Dora"), "emperor", "").problem("role"))
                .contains("Choose a role");
        // A role that follows from something else is never given.
        assertThat(send(ada, slug, address("Dora"), "external", "").status()).isEqualTo(422);
        assertThat(send(ada, slug, address("Dora"), "project-owner", "").status())
                .isEqualTo(422);
        var long_ = send(ada, slug, address("Dora"), "viewer", "é".repeat(1001));
        assertThat(long_.status()).isEqualTo(422);
        assertThat(long_.problem("message")).contains("1000", "1001");
        assertThat(footprint(slug)).isEqualTo(before);
        assertThat(send(ada, slug, address("Dora"), "viewer", "é".repeat(1000)).status())
                .isEqualTo(200);
    }

    @Test
    void nobody_invites_above_their_own_role() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var cleo = join(ada, slug, "Cleo", "member");
        var path = "/organizations/" + slug + "/invitations";
        var before = footprint(slug);

        assertThat(ben.open(path + "/new").page().select("input[name=role]").eachAttr("value"))
                .containsExactly("admin", "member", "restricted-member");
        assertThat(post(ben, path, "emails", address("Dora"), "role", "owner").status())
                .isEqualTo(403);
        // Under a single owner, ownership is handed over: not even the owner can offer it.
        assertThat(post(ada, path, "emails", address("Dora"), "role", "owner").status())
                .isEqualTo(403);

        for (var page : List.of(path, path + "/new")) {
            var refused = cleo.open(page);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("member:invite", "Admin");
        }
        assertThat(post(cleo, path, "emails", address("Dora"), "role", "restricted-member")
                        .status())
                .isEqualTo(403);
        assertThat(cleo.open("/organizations/" + slug).page().select("a[href$=/invitations]"))
                .isEmpty();

        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        assertThat(mallory.open(path).status()).isEqualTo(404);
        assertThat(post(mallory, path, "emails", address("Dora"), "role", "member")
                        .status())
                .isEqualTo(404);
        assertThat(new Visitor().get(path).status()).isEqualTo(302);
        assertThat(footprint(slug)).isEqualTo(before);
    }

    @Test
    void letter_case_makes_no_second_person_of_an_address() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var shouted = address("Dora").toUpperCase();
        send(ada, slug, shouted, "viewer", "");
        assertThat(row(slug, "Dora", "email")).isEqualTo(shouted);
        assertThat(send(ada, slug, "dOra" + address("Dora").substring(4), "viewer", "")
                        .text())
                .contains("Nobody was invited", "Has an open invitation already");

        // The provider may write the address in yet another way.
        var dora = new Visitor().signIn("Dora" + address("Dora").substring(4));
        sqlUpdate(
                "update account set email = ?2 where address = ?1",
                address("Dora"),
                "DORA" + address("Dora").substring(4));
        assertThat(dora.open("/").text()).contains("Org " + slug);
        dora.open(link(ada, slug, "Dora"));
        assertThat(dora.submit(ACCEPT, Map.of()).title()).startsWith("Welcome");
        assertThat(send(ada, slug, shouted, "viewer", "").text()).contains("Is a member already");
    }

    @Test
    void a_message_is_shown_as_text_in_page_and_mail() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var message = "<script>alert(1)</script> {organization}\n\"Welcome\" & <b>hello</b>";
        send(ada, slug, address("Dora"), "viewer", message);

        var page = new Visitor().open(link(ada, slug, "Dora"));
        assertThat(page.page().select(".message").first().wholeText()).isEqualTo(message);
        assertThat(page.body()).doesNotContain("<script>", "<b>hello");
        var mail = RealMail.await(address("Dora"), 1);
        assertThat(part(mail, "text/html"))
                .contains("&lt;script&gt;", "{organization}", "&lt;b&gt;hello")
                .doesNotContain("<script>", "<b>hello");
        assertThat(part(mail, "text/plain").replace("\r", ""))
                .contains("> <script>alert(1)</script> {organization}\n> \"Welcome\" & <b>hello</b>\n");
    }

    // --- The list ---

    @Test
    void the_list_shows_each_state_with_its_number() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        join(ada, slug, "Ben", "viewer");
        for (var name : List.of("Pam", "Pat", "Dora", "Rita", "Eve")) invite(ada, slug, name, "viewer");
        sqlUpdate(
                "update invitation set declined = now(), decline_reason = 'No time' where id = ?1",
                invitation(slug, "Dora"));
        submit(ada, slug, "Rita", "revocation");
        expire(slug, "Eve");

        var path = "/organizations/" + slug + "/invitations";
        var all = ada.open(path);
        assertThat(all.page().select("main nav.tabs").first().text())
                .isEqualTo("All Pending 2 Expired 1 Accepted 1 Declined 1 Revoked 1");
        assertThat(all.page().select("tbody tr")).hasSize(6);
        var expected = Map.of(
                "pending", List.of("Pat", "Pam"),
                "expired", List.of("Eve"),
                "accepted", List.of("Ben"),
                "declined", List.of("Dora"),
                "revoked", List.of("Rita"));
        expected.forEach((state, names) -> {
            var list = ada.open(path + "?state=" + state);
            assertThat(list.page().select("tbody th strong").eachText())
                    .as(state)
                    .containsExactlyElementsOf(names.stream().map(this::address).toList());
            assertThat(list.page().select("main nav [aria-current]").text().toLowerCase())
                    .startsWith(state);
        });
        assertThat(ada.open(path + "?state=declined").text()).contains("“No time”");
        assertThat(buttons(ada, slug, "Pam")).containsExactlyInAnyOrder("renewal", "link", "revocation");
        assertThat(buttons(ada, slug, "Eve")).containsExactlyInAnyOrder("renewal", "dismissal");
        assertThat(buttons(ada, slug, "Dora")).containsExactlyInAnyOrder("renewal", "dismissal");
        assertThat(buttons(ada, slug, "Ben")).isEmpty();
        assertThat(buttons(ada, slug, "Rita")).isEmpty();
        assertThat(ada.open(path + "?state=nonsense").status()).isEqualTo(200);
        assertThat(ada.open(path + "?page=nonsense").status()).isLessThan(500);
    }

    @Test
    void the_list_says_how_the_mail_fares() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        RealMail.await(address("Dora"), 1);
        var id = invitation(slug, "Dora");
        assertThat(fares(ada, slug, "sent = now(), doubtful = false")).endsWith("Mail handed to the mail server.");
        assertThat(fares(ada, slug, "doubtful = true")).endsWith("It may have arrived twice.");
        assertThat(fares(ada, slug, "sent = null, due = now() + interval '1 hour', problem = null, attempts = 0"))
                .endsWith("Mail is waiting to go out.");
        assertThat(fares(ada, slug, "problem = 'The mail server does not answer', attempts = 2"))
                .contains("The mail server does not answer; tried 2 times.");
        assertThat(fares(ada, slug, "dropped = now()"))
                .contains("does not answer. ")
                .doesNotContain("tried");
        assertThat(fares(ada, slug, "dropped = null, dead = now()"))
                .contains("does not answer. ")
                .doesNotContain("tried");
        sqlUpdate("delete from outbox where invitation_id = ?1", id);
        assertThat(ada.open("/organizations/" + slug + "/invitations").text()).doesNotContain("ail is", "mail server");
    }

    /** What the row of Dora's invitation says where her mail has come this far. */
    private String fares(Visitor ada, String slug, String change) {
        sqlUpdate("update outbox set " + change + " where invitation_id = ?1", invitation(slug, "Dora"));
        return ada.open("/organizations/" + slug + "/invitations")
                .page()
                .select("#invitation-" + invitation(slug, "Dora") + " td:contains(ail)")
                .text();
    }

    @Test
    void renewing_an_open_invitation_ends_its_old_link_and_starts_a_full_term() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        invite(ada, slug, "Dora", "member");
        sqlUpdate("update invitation set expires = now() + interval '1 hour' where id = ?1", invitation(slug, "Dora"));
        var old = link(ada, slug, "Dora");

        var answer = submit(ben, slug, "Dora", "renewal");
        assertThat(answer.text()).contains("is renewed").contains("no longer works");
        assertThat(hasFullTerm(slug, "Dora")).isTrue();
        assertThat(row(slug, "Dora", "revision")).isEqualTo(2);
        assertThat(row(slug, "Dora", "inviter_id")).isEqualTo(account("Ben"));
        assertThat(entries(slug, "INVITATION_RENEWED")).isEqualTo(1);
        assertThat(mails(slug, "Dora")).isEqualTo(2);

        var unknown = new Visitor().open(old);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.title()).isEqualTo("This link leads to no invitation");
        var dora = signedIn("Dora");
        assertThat(dora.open(old).status()).isEqualTo(404);
        dora.open(link(ben, slug, "Dora"));
        assertThat(dora.submit(ACCEPT, Map.of()).title()).startsWith("Welcome");
    }

    @Test
    void an_expired_or_declined_invitation_can_be_renewed() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var old = link(ada, slug, "Dora");
        expire(slug, "Dora");
        submit(ada, slug, "Dora", "renewal");
        assertThat(hasFullTerm(slug, "Dora")).isTrue();
        assertThat(new Visitor().open(old).status()).isEqualTo(404);

        var dora = new Visitor();
        dora.open(link(ada, slug, "Dora"));
        assertThat(dora.submit(DECLINE, Map.of("reason", "Not now")).status()).isEqualTo(410);
        submit(ada, slug, "Dora", "renewal");
        assertThat(row(slug, "Dora", "declined")).isNull();
        assertThat(row(slug, "Dora", "decline_reason")).isNull();
        assertThat(dora.open(ACCEPT).status()).isEqualTo(404);
        assertThat(new Visitor().open(link(ada, slug, "Dora")).status()).isEqualTo(200);
    }

    @Test
    void whoever_has_it_all_by_now_is_not_invited_anew() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        join(ada, slug, "Ben", "viewer");
        join(ada, slug, "Dora", "", rain, "project-viewer");
        sqlUpdate("update invitation set accepted = null, accepted_by = null where organization_id = ?1", id(slug));
        assertThat(force(ada, slug, "Ben", "renewal").text()).contains("is a member already");
        assertThat(force(ada, slug, "Dora", "renewal").text()).contains("has all of this already");
        // What is new to her can be offered still.
        send(ada, slug, address("Dora"), "", "", snow, "project-viewer");
        assertThat(force(ada, slug, "Dora", "renewal").status()).isEqualTo(303);
        assertThat(sql("select count(*) from invitation_project where invitation_id = ?1", invitation(slug, "Dora")))
                .isEqualTo(2L);
    }

    @Test
    void what_nobody_from_outside_can_be_is_not_offered_by_the_form() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var before = footprint(slug);
        var refused = invite(ada, slug, "Dora", "", rain, "project-owner");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem("emails")).contains("cannot be Project owner as External user");
        assertThat(footprint(slug)).isEqualTo(before);
        // As part of an open offer of a role in the organization, it can.
        invite(ada, slug, "Dora", "viewer");
        assertThat(invite(ada, slug, "Dora", "", rain, "project-owner").status())
                .isEqualTo(200);
    }

    @Test
    void who_is_invited_again_is_named_as_whoever_invited_knows_them() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        signedIn("Dora");
        var username = "dora-" + slug;
        sqlUpdate("update account set username = ?2 where address = ?1", address("Dora"), username);
        invite(ada, slug, "Dora", "", rain, "collaborator");
        assertThat(row(slug, "Dora", "named")).isEqualTo(address("Dora"));
        post(ada, path(slug), "emails", username, "role", "", "project", snow, "projectRole", "collaborator");
        assertThat(row(slug, "Dora", "named")).as("by username").isEqualTo(username);
        var shouted = address("Dora").toUpperCase();
        post(ada, path(slug), "emails", shouted, "role", "guest");
        assertThat(row(slug, "Dora", "role")).isEqualTo("guest");
        assertThat(row(slug, "Dora", "named")).as("by username still").isEqualTo(username);
        assertThat(row(slug, "Dora", "email")).isEqualTo(address("Dora"));
        expire(slug, "Dora");
        sqlUpdate("delete from outbox where address = ?1", address("Dora"));
        post(ada, path(slug), "emails", shouted, "role", "guest");
        assertThat(row(slug, "Dora", "named")).as("in a new offer").isEqualTo(shouted);
        assertThat(row(slug, "Dora", "email")).isEqualTo(shouted);
    }

    @Test
    void who_adds_to_an_offer_without_a_role_answers_for_the_role_and_says_so_in_their_own_words() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var ben = join(ada, slug, "Ben", "owner");
        send(ada, slug, address("Dora"), "", "Come, says Ada", rain, "project-viewer");
        send(ben, slug, address("Dora"), "viewer", "Come, says Ben");
        assertThat(row(slug, "Dora", "inviter_id")).isEqualTo(account("Ben"));
        assertThat(row(slug, "Dora", "role")).isEqualTo("viewer");
        assertThat(row(slug, "Dora", "message")).isEqualTo("Come, says Ben");
        assertThat(sql("select granter_id from invitation_project where invitation_id = ?1", invitation(slug, "Dora")))
                .isEqualTo(account("Ada"));
    }

    @Test
    void an_added_project_brings_the_words_of_its_own_inviter_alone_and_a_longer_term_only_by_its_own() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "owner");
        var snow = createProject(ben, slug, "Snow");
        send(ada, slug, address("Dora"), "viewer", "Come, says Ada");
        var id = invitation(slug, "Dora");
        assertThat(row(slug, "Dora", "reminds")).isEqualTo(true);
        sqlUpdate(
                "update invitation set expires = now() + interval '1 hour', hours = 48, reminds = false where id = ?1",
                id);
        send(ben, slug, address("Dora"), "", "Come, says Ben", snow, "project-viewer");
        assertThat(row(slug, "Dora", "message")).isEqualTo("Come, says Ada");
        assertThat(row(slug, "Dora", "inviter_id")).isEqualTo(account("Ada"));
        assertThat(row(slug, "Dora", "expires > now() + interval '47 hours' and hours = 48"))
                .as("as Ben can grant all of it")
                .isEqualTo(true);
        assertThat(row(slug, "Dora", "reminds")).isEqualTo(false);
        assertThat(row(slug, "Dora", "revision")).isEqualTo(2);
        assertThat(row(slug, "Dora", "generation")).isEqualTo(2);

        // Ada does not see Ben's project, so she cannot prolong what he offers there.
        var rain = createProject(ada, slug, "Rain");
        sqlUpdate("update invitation set expires = now() + interval '1 hour' where id = ?1", id);
        send(ada, slug, address("Dora"), "", "Come soon", rain, "project-viewer");
        assertThat(row(slug, "Dora", "message")).isEqualTo("Come soon");
        assertThat(row(slug, "Dora", "expires < now() + interval '2 hours'")).isEqualTo(true);
        assertThat(sql("select count(*) from invitation_project where invitation_id = ?1", id))
                .isEqualTo(2L);
    }

    @Test
    void a_new_link_starts_with_a_clean_page() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        sqlUpdate(
                "update invitation set expires = now(), reminded = now(), lapse_told = now() where id = ?1",
                invitation(slug, "Dora"));
        assertThat(force(ada, slug, "Dora", "renewal").status()).isEqualTo(303);
        assertThat(row(slug, "Dora", "reminded")).isNull();
        assertThat(row(slug, "Dora", "lapse_told")).isNull();
        sqlUpdate(
                "update invitation set declined = now(), decline_reason = 'No', dismissed = now() where id = ?1",
                invitation(slug, "Dora"));
        assertThat(force(ada, slug, "Dora", "renewal").status()).isEqualTo(303);
        assertThat(row(slug, "Dora", "declined")).isNull();
        assertThat(row(slug, "Dora", "decline_reason")).isNull();
        assertThat(row(slug, "Dora", "dismissed")).isNull();
    }

    @Test
    void what_has_ended_for_good_is_not_renewed() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        join(ada, slug, "Ben", "viewer");
        assertThat(force(ada, slug, "Ben", "renewal").status()).isEqualTo(409);
        invite(ada, slug, "Dora", "viewer");
        submit(ada, slug, "Dora", "revocation");
        assertThat(force(ada, slug, "Dora", "renewal").status()).isEqualTo(409);

        // Declined once and invited anew: the first offer stays what it was.
        invite(ada, slug, "Eve", "viewer");
        var first = invitation(slug, "Eve");
        sqlUpdate("update invitation set declined = now() where id = ?1", first);
        invite(ada, slug, "Eve", "viewer");
        assertThat(invitation(slug, "Eve")).isNotEqualTo(first);
        var path = "/organizations/" + slug + "/invitations/" + first + "/renewal";
        assertThat(post(ada, path).status()).isEqualTo(409);
        assertThat(sql(
                        "select count(*) from invitation where organization_id = ?1 and address = ?2 and declined is null",
                        id(slug),
                        address("Eve")))
                .isEqualTo(1L);
    }

    @Test
    void a_revoked_invitation_opens_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var dora = signedIn("Dora");
        dora.open(link(ada, slug, "Dora"));
        assertThat(submit(ada, slug, "Dora", "revocation").text()).contains("is revoked");
        // The page was open all the time.
        var answer = dora.submit(ACCEPT, Map.of());
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.title()).isEqualTo("This invitation was taken back");
        assertThat(isMember(slug, "Dora")).isFalse();
        assertThat(force(ada, slug, "Dora", "revocation").status()).isEqualTo(409);
        assertThat(entries(slug, "INVITATION_REVOKED")).isEqualTo(1);
        // After that, one can begin anew.
        assertThat(invite(ada, slug, "Dora", "viewer").text()).contains("One person was invited");
    }

    @Test
    void the_link_is_shown_to_whoever_could_grant_the_role_and_each_look_is_written_down() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var cleo = join(ada, slug, "Cleo", "member");
        invite(ada, slug, "Dora", "member");
        var first = link(ada, slug, "Dora");
        assertThat(first).startsWith(Visitor.base() + "/invitations/open?token=");
        assertThat(link(ben, slug, "Dora")).isEqualTo(first);
        assertThat(entries(slug, "INVITATION_LINK_SHOWN")).isEqualTo(2);
        // The link goes with the page that showed it.
        assertThat(ben.open("/organizations/" + slug + "/invitations").page().select("#flash-link"))
                .isEmpty();

        assertThat(force(cleo, slug, "Dora", "link").status()).isEqualTo(403);
        // An offer that Ben could not make: he can neither see its link nor renew, revoke or dismiss it.
        sqlUpdate("update invitation set role = 'owner' where id = ?1", invitation(slug, "Dora"));
        for (var verb : List.of("link", "renewal", "revocation")) {
            assertThat(force(ben, slug, "Dora", verb).status()).as(verb).isEqualTo(403);
        }
        assertThat(buttons(ben, slug, "Dora")).isEmpty();
        sqlUpdate("update invitation set role = 'member' where id = ?1", invitation(slug, "Dora"));
        expire(slug, "Dora");
        assertThat(force(ada, slug, "Dora", "link").status()).isEqualTo(409);
        assertThat(entries(slug, "INVITATION_LINK_SHOWN")).isEqualTo(2);
        assertThat(row(slug, "Dora", "revoked")).isNull();
    }

    @Test
    void what_is_over_can_be_taken_off_the_list() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        for (var name : List.of("Dora", "Eve", "Pam")) invite(ada, slug, name, "viewer");
        var doras = link(ada, slug, "Dora");
        var eves = link(ada, slug, "Eve");
        expire(slug, "Eve");
        sqlUpdate("update invitation set declined = now() where id = ?1", invitation(slug, "Dora"));
        var list = submit(ada, slug, "Eve", "dismissal");
        assertThat(list.text()).contains("off the list");
        list = submit(ada, slug, "Dora", "dismissal");
        assertThat(list.page().select("tbody th strong").eachText()).containsExactly(address("Pam"));
        assertThat(list.page().select("main nav.tabs").first().text())
                .isEqualTo("All Pending 1 Expired 0 Accepted 0 Declined 0 Revoked 0");
        assertThat(force(ada, slug, "Pam", "dismissal").status()).isEqualTo(409);
        assertThat(force(ada, slug, "Eve", "dismissal").status()).isEqualTo(409);
        assertThat(entries(slug, "INVITATION_DISMISSED")).isEqualTo(2);
        // Its link says what it said before, to whoever comes late.
        assertEnd(new Visitor().open(eves), 410, "This invitation has expired");
        assertEnd(new Visitor().open(doras), 410, "This invitation was declined");
        // A dismissed one is in nobody's way.
        assertThat(invite(ada, slug, "Eve", "viewer").text()).contains("One person was invited");
    }

    @Test
    void somebody_elses_invitations_cannot_be_reached_through_ones_own_organization() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var mallory = signedIn("Mallory");
        var hers = found(mallory, "owner-editor-viewer");
        for (var verb : List.of("link", "renewal", "revocation", "dismissal")) {
            var path = "/organizations/" + hers + "/invitations/" + invitation(slug, "Dora") + "/" + verb;
            assertThat(post(mallory, path).status()).as(verb).isEqualTo(404);
        }
        assertThat(row(slug, "Dora", "revoked")).isNull();
        assertThat(row(slug, "Dora", "revision")).isEqualTo(1);
    }

    // --- The invited person ---

    @Test
    void who_has_a_part_of_an_offer_joins_the_rest() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var dora = join(ada, slug, "Dora", "", rain, "project-viewer");
        var worksSince = sql("select id from collaborator where id = ?1", collaborator(slug, rain, "Dora"));
        invite(ada, slug, "Dora", "viewer", snow, "project-viewer");
        sqlUpdate("""
                insert into invitation_project (organization_id, invitation_id, project_id, role, granter_id, lasts)
                select organization_id, invitation_id, (select id from project where organization_id = ip.organization_id and slug = ?2),
                  'project-editor', granter_id, lasts
                from invitation_project ip where invitation_id = ?1""", invitation(slug, "Dora"), rain);
        assertThat(dora.open("/").text()).contains("As Viewer; Snow: Project viewer, invited by Ada");
        assertThat(dora.open(link(ada, slug, "Dora")).status()).isEqualTo(200);
        dora.submit(ACCEPT, Map.of());
        assertThat(sql("select role from member where id = ?1", member(slug, "Dora")))
                .isEqualTo("viewer");
        assertThat(sql("select role from collaborator where id = ?1", worksSince))
                .as("what she was before")
                .isEqualTo("project-viewer");
        assertThat(sql(
                        "select details from audit_entry where target_id = ?1 and action = 'INVITATION_ACCEPTED'",
                        invitation(slug, "Dora")))
                .isEqualTo("Joined as Viewer; Snow: Project viewer");
        // A member is offered no role any more, wherever the offer says so still.
        var hail = createProject(ada, slug, "Hail");
        invite(ada, slug, "Dora", "", hail, "project-viewer");
        sqlUpdate("update invitation set role = 'editor' where id = ?1", invitation(slug, "Dora"));
        assertThat(dora.open("/").text()).contains("Hail: Project viewer").doesNotContain("As Editor");
        dora.open(link(ada, slug, "Dora"));
        dora.submit(ACCEPT, Map.of());
        assertThat(sql("select role from member where id = ?1", member(slug, "Dora")))
                .isEqualTo("viewer");
        assertThat(collaborator(slug, hail, "Dora")).isNotNull();
    }

    @Test
    void looking_at_a_link_changes_nothing_however_often() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var link = link(ada, slug, "Dora");
        var before = whole(slug, "Dora");
        var written = footprint(slug);
        var scanner = new Visitor();
        for (var round = 0; round < 2; round++) {
            var answer = scanner.get(link);
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.header("Location")).endsWith(ACCEPT);
            assertThat(scanner.open(ACCEPT).status()).isEqualTo(200);
        }
        var head = scanner.send(scanner.request(link).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(303);
        var dora = signedIn("Dora");
        dora.open(link);
        dora.open(link);
        assertThat(whole(slug, "Dora")).isEqualTo(before);
        assertThat(footprint(slug)).isEqualTo(written);
        dora.open(ACCEPT);
        assertThat(dora.submit(ACCEPT, Map.of()).title()).startsWith("Welcome");
    }

    @Test
    void the_page_of_an_invitation_keeps_its_secret() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var link = link(ada, slug, "Dora");
        var token = link.substring(link.indexOf('=') + 1);
        var visitor = new Visitor();
        var opened = visitor.get(link);
        assertThat(opened.header("Location")).doesNotContain(token);
        assertThat(opened.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(String.join("\n", opened.headers().get("set-cookie")))
                .containsIgnoringCase("; HttpOnly")
                .contains("; SameSite=Lax")
                .doesNotContain(token);
        var page = visitor.open(ACCEPT);
        assertThat(page.address().toString()).isEqualTo(Visitor.base() + ACCEPT);
        assertThat(page.body()).doesNotContain(token);
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.text()).contains(address("Ada"), "Viewer", "Org " + slug, address("Dora"));
    }

    @Test
    void joining_twice_is_joining_once() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var dora = signedIn("Dora");
        dora.open(link(ada, slug, "Dora"));
        var fields = new String[] {"invitation", invitation(slug, "Dora").toString()};
        for (var round = 0; round < 2; round++) {
            assertThat(dora.post(ACCEPT, fields).status()).isEqualTo(303);
            var page = dora.open(ACCEPT);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.title()).isEqualTo("Welcome to Org " + slug);
        }
        assertThat(entries(slug, "INVITATION_ACCEPTED")).isEqualTo(1);
        assertThat(sql("select count(*) from outbox where organization_id = ?1 and kind = 'joined'", id(slug)))
                .isEqualTo(1L);
        // Too late to decline.
        dora.post(DECLINE, fields);
        assertThat(row(slug, "Dora", "declined")).isNull();
        assertThat(isMember(slug, "Dora")).isTrue();
    }

    @Test
    void a_stranger_who_knows_only_the_id_finds_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var before = whole(slug, "Dora");
        var id = invitation(slug, "Dora").toString();
        var nemo = signedIn("Nemo");
        assertThat(nemo.open(ACCEPT + "?invitation=" + id).status()).isEqualTo(404);
        assertThat(post(nemo, ACCEPT, "invitation", id).status()).isEqualTo(404);
        assertThat(post(nemo, DECLINE, "invitation", id, "reason", "").status()).isEqualTo(404);
        assertThat(post(nemo, ACCEPT).status()).isEqualTo(404);
        assertThat(post(nemo, ACCEPT, "invitation", "nonsense").status()).isBetween(400, 404);

        var nobody = new Visitor();
        assertThat(nobody.open(ACCEPT + "?invitation=" + id).status()).isEqualTo(404);
        nobody.open("/invitations/open?token=nonsense");
        assertThat(nobody.post(DECLINE, "invitation", id).status()).isIn(403, 404);
        assertThat(nobody.post(ACCEPT, "invitation", id).status()).isIn(302, 401, 403, 404);

        // Neither does a link to something else lead there.
        var slugOfMallory = found(signedIn("Mallory"), "owner-editor-viewer");
        invite(signedIn("Mallory"), slugOfMallory, "Nemo", "viewer");
        nemo.open(link(signedIn("Mallory"), slugOfMallory, "Nemo"));
        assertThat(nemo.post(ACCEPT, "invitation", id).status()).isEqualTo(404);
        assertThat(whole(slug, "Dora")).isEqualTo(before);
    }

    @Test
    void the_home_page_lists_invitations_to_a_verified_address_only() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var dora = signedIn("Dora");
        assertThat(dora.open("/").page().select("a[href^=" + ACCEPT + "]").attr("href"))
                .isEqualTo(ACCEPT + "?invitation=" + invitation(slug, "Dora"));
        verified("Dora", false);
        var home = dora.open("/");
        assertThat(home.text()).contains("not verified").doesNotContain("Org " + slug);
        assertThat(dora.open(ACCEPT + "?invitation=" + invitation(slug, "Dora")).status())
                .isEqualTo(404);
        verified("Dora", true);
        assertThat(dora.open("/").text()).contains("Org " + slug);
        assertThat(signedIn("Nemo").open("/").text()).doesNotContain("Org " + slug);
        expire(slug, "Dora");
        assertThat(dora.open("/").page().select("main form[action=/invitations/accept]"))
                .isEmpty();
    }

    @Test
    void declining_with_a_reason_tells_the_inviter() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var dora = signedIn("Dora");
        dora.open(link(ada, slug, "Dora"));
        var answer = dora.submit(DECLINE, Map.of("reason", "I have <no> time\r\nat all"));
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.title()).isEqualTo("This invitation was declined");
        var mail = RealMail.await(address("Ada"), 1);
        assertThat(mail.getSubject()).isEqualTo("Declined: " + address("Dora") + " will not join Org " + slug);
        assertThat(part(mail, "text/plain").replace("\r", "")).contains("> I have <no> time\n> at all\n");
        assertThat(part(mail, "text/html")).contains("I have &lt;no&gt; time");
        assertThat(ada.open("/organizations/" + slug + "/invitations?state=declined")
                        .text())
                .contains("“I have <no> time at all”");
        assertThat(entries(slug, "INVITATION_DECLINED")).isEqualTo(1);
        // It is over, for Dora too.
        dora.post(ACCEPT, "invitation", invitation(slug, "Dora").toString());
        assertThat(isMember(slug, "Dora")).isFalse();
    }

    @Test
    void whoever_holds_the_link_can_decline_without_signing_in() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var somebody = new Visitor();
        somebody.open(link(ada, slug, "Dora"));
        var tooLong = somebody.submit(DECLINE, Map.of("reason", "x".repeat(501)));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.problem("reason")).contains("500", "501");
        assertThat(tooLong.page().select("textarea[name=reason]").val()).hasSize(501);
        assertThat(row(slug, "Dora", "declined")).isNull();
        assertThat(somebody.submit(DECLINE, Map.of("reason", "")).status()).isEqualTo(410);
        assertThat(row(slug, "Dora", "declined")).isNotNull();
        assertThat(row(slug, "Dora", "decline_reason")).isEqualTo("");
        assertThat(sql(
                        "select actor from audit_entry where organization_id = ?1 and action = 'INVITATION_DECLINED'",
                        id(slug)))
                .isEqualTo(address("Dora"));
    }

    @Test
    void somebody_signed_in_with_another_address_can_neither_join_nor_decline() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var before = whole(slug, "Dora");
        var nemo = signedIn("Nemo");
        var page = nemo.open(link(ada, slug, "Dora"));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.title()).isEqualTo("This invitation is for another address");
        assertThat(page.page().select("main").text()).contains(address("Nemo"), address("Dora"));
        assertThat(page.page().select("main form[action=/sign-out]")).hasSize(1);
        var id = invitation(slug, "Dora").toString();
        for (var path : List.of(ACCEPT, DECLINE)) {
            nemo.post(path, "invitation", id);
            assertThat(nemo.open(ACCEPT).status()).isEqualTo(403);
        }
        assertThat(isMember(slug, "Nemo")).isFalse();
        assertThat(whole(slug, "Dora")).isEqualTo(before);
    }

    @Test
    void an_address_that_is_not_verified_waits() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var before = whole(slug, "Dora");
        var link = link(ada, slug, "Dora");
        var dora = signedIn("Dora");
        dora.open(link);
        verified("Dora", false);
        var answer = dora.submit(ACCEPT, Map.of());
        // The page was made when the address was still believed.
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.title()).isEqualTo("Your address is not verified yet");
        assertThat(dora.open(link).status()).isEqualTo(403);
        assertThat(whole(slug, "Dora")).isEqualTo(before);
        verified("Dora", true);
        dora.open(link);
        assertThat(dora.submit(ACCEPT, Map.of()).title()).startsWith("Welcome");
    }

    @Test
    void a_member_has_nothing_to_join() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "editor");
        var dora = signedIn("Dora");
        sqlUpdate("""
                insert into member (organization_id, id, account_id, role, since, granted_by, last_seen, sort_name, search)
                values (?1, gen_random_uuid(), ?2, 'viewer', now(), '', now(), 'dora', 'dora')""", id(slug), account("Dora"));
        var before = whole(slug, "Dora");
        var page = dora.open(link(ada, slug, "Dora"));
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.title()).isEqualTo("You are a member already");
        dora.post(ACCEPT, "invitation", invitation(slug, "Dora").toString());
        assertThat(dora.open(ACCEPT).status()).isEqualTo(409);
        assertThat(whole(slug, "Dora")).isEqualTo(before);
        assertThat(sql("select role from member where id = ?1", member(slug, "Dora")))
                .isEqualTo("viewer");
        assertThat(dora.open("/").page().select("a[href^=" + ACCEPT + "]")).isEmpty();
    }

    @Test
    void each_end_of_a_link_has_a_page_of_its_own() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        for (var name : List.of("Dora", "Eve", "Rita", "Pam")) invite(ada, slug, name, "viewer");
        var links = new java.util.HashMap<String, String>();
        for (var name : List.of("Dora", "Eve", "Rita", "Pam")) links.put(name, link(ada, slug, name));
        var dora = signedIn("Dora");
        dora.open(links.get("Dora"));
        dora.submit(ACCEPT, Map.of());
        expire(slug, "Eve");
        submit(ada, slug, "Rita", "revocation");
        sqlUpdate("update invitation set declined = now() where id = ?1", invitation(slug, "Pam"));

        assertEnd(dora.open(links.get("Dora")), 200, "Welcome to Org " + slug);
        for (var viewer : List.of(new Visitor(), signedIn("Nemo"))) {
            assertEnd(viewer.open(links.get("Dora")), 410, "This invitation was used already");
            assertEnd(viewer.open(links.get("Eve")), 410, "This invitation has expired");
            assertEnd(viewer.open(links.get("Rita")), 410, "This invitation was taken back");
            assertEnd(viewer.open(links.get("Pam")), 410, "This invitation was declined");
            // No dead link tells whose it was.
            for (var name : List.of("Dora", "Eve", "Rita", "Pam")) {
                assertThat(viewer.open(links.get(name)).page().select("main").text())
                        .doesNotContain(slug, address(name), address("Ada"));
            }
            var token = links.get("Pam");
            var last = token.charAt(token.length() - 1);
            var altered = token.substring(0, token.length() - 1) + (last == 'A' ? 'B' : 'A');
            for (var wrong : List.of(
                    altered,
                    token.substring(0, token.length() - 2),
                    token + "AAAA",
                    "/invitations/open",
                    "/invitations/open?token=",
                    "/invitations/open?token=%F0%9F%90%99",
                    "/invitations/open?token=" + "A".repeat(64),
                    "/invitations/open?token=" + "A".repeat(3000))) {
                assertEnd(viewer.open(wrong), 404, "This link leads to no invitation");
            }
        }
        // The dead cannot be woken by a click.
        var eve = signedIn("Eve");
        eve.open(links.get("Eve"));
        eve.post(ACCEPT, "invitation", invitation(slug, "Eve").toString());
        assertThat(isMember(slug, "Eve")).isFalse();
    }

    // --- The inviter's right ---

    @Test
    void whoever_is_removed_leaves_no_open_invitation_behind() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        invite(ada, slug, "Cleo", "member");
        invite(ben, slug, "Dora", "member");
        var link = link(ben, slug, "Dora");
        var dora = signedIn("Dora");
        dora.open(link);
        var path = "/organizations/" + slug + "/members/" + member(slug, "Ben") + "/removal";
        assertThat(post(ada, path).status()).isEqualTo(303);
        assertThat(row(slug, "Dora", "revoked")).isNotNull();
        assertThat(row(slug, "Cleo", "revoked")).isNull();
        assertThat(dora.submit(ACCEPT, Map.of()).status()).isEqualTo(410);
        // In the same transaction: Roster never knew one without the other.
        assertThat(sql("""
                select count(distinct xmin) from (
                  select cast(xmin as text) from audit_entry where organization_id = ?1 and action in ('MEMBER_REMOVED', 'INVITATION_REVOKED')
                  union all select cast(xmin as text) from invitation where organization_id = ?1 and revoked is not null) x""", id(slug))).isEqualTo(1L);
    }

    @Test
    void whoever_is_demoted_leaves_no_open_invitation_behind() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        invite(ben, slug, "Dora", "member");
        var path = "/organizations/" + slug + "/members/" + member(slug, "Ben") + "/role";
        assertThat(post(ada, path, "role", "member").status()).isEqualTo(303);
        assertThat(row(slug, "Dora", "revoked")).isNotNull();
        assertThat(entries(slug, "INVITATION_REVOKED")).isEqualTo(1);
        assertThat(mails(slug, "Dora")).isEqualTo(1);
    }

    @Test
    void whoever_leaves_leaves_no_open_invitation_behind() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        invite(ben, slug, "Dora", "member");
        sqlUpdate("update outbox set sent = now() where address = ?1 and sent is null", address("Dora"));
        assertThat(post(ben, "/organizations/" + slug + "/membership/removal").status())
                .isEqualTo(303);
        assertThat(row(slug, "Dora", "revoked")).isNotNull();
        assertThat(row(slug, "Dora", "revoked_by")).isEqualTo(account("Ben"));
        assertThat(sql("select count(*) from outbox where address = ?1 and kind = 'revoked'", address("Dora")))
                .as("mails that say so")
                .isEqualTo(1L);
    }

    @Test
    void what_others_offer_stays_when_whoever_invited_goes_and_one_of_them_answers_for_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "owner");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ben, slug, "Snow");
        collaborate(ben, slug, snow, "Ada", "project-owner");
        send(ben, slug, address("Dora"), "viewer", "Come, says Ben", snow, "project-viewer");
        send(ada, slug, address("Dora"), "", "", rain, "project-viewer");
        send(ada, slug, address("Eve"), "viewer", "Come, says Ada");
        send(ben, slug, address("Eve"), "", "", snow, "project-viewer");
        var revision = (Integer) row(slug, "Dora", "revision");
        assertThat(post(ada, "/organizations/" + slug + "/members/" + member(slug, "Ben") + "/removal")
                        .status())
                .isEqualTo(303);

        assertThat(row(slug, "Dora", "revoked")).isNull();
        assertThat(row(slug, "Dora", "role")).isNull();
        assertThat(row(slug, "Dora", "inviter_id")).isEqualTo(account("Ada"));
        assertThat(row(slug, "Dora", "message")).isEqualTo("");
        assertThat(row(slug, "Dora", "revision")).isEqualTo(revision + 1);
        assertThat(offered(slug, "Dora")).containsExactly(rain);
        assertThat(sql(
                        "select details from audit_entry where organization_id = ?1 and target_id = ?2 and action = 'INVITATION_CHANGED'",
                        id(slug),
                        invitation(slug, "Dora")))
                .isEqualTo("Holds only what can still be granted: Rain: Project viewer");

        assertThat(row(slug, "Eve", "role")).isEqualTo("viewer");
        assertThat(row(slug, "Eve", "message")).isEqualTo("Come, says Ada");
        assertThat(offered(slug, "Eve")).isEmpty();
        assertThat(sql("select count(*) from outbox where organization_id = ?1 and kind = 'revoked'", id(slug)))
                .isEqualTo(0L);
    }

    /** The slugs of the projects that somebody's invitation offers. */
    private List<Object> offered(String slug, String name) {
        return sqlAll("""
                select p.slug from invitation_project i join project p on p.id = i.project_id
                where i.invitation_id = ?1 order by 1""", invitation(slug, name));
    }

    @Test
    void joining_asks_again_whether_the_inviter_may_still_grant_the_role() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        invite(ben, slug, "Dora", "member");
        var dora = signedIn("Dora");
        dora.open(link(ben, slug, "Dora"));
        sqlUpdate("update member set role = 'member' where id = ?1", member(slug, "Ben"));
        var answer = dora.submit(ACCEPT, Map.of());
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.title()).isEqualTo("This invitation was taken back");
        assertThat(isMember(slug, "Dora")).isFalse();
        assertThat(row(slug, "Dora", "revoked")).isNotNull();
    }

    // --- The limits ---

    @Test
    void an_inviter_can_send_fifty_a_day_over_all_organizations() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        sentBefore(UUID.randomUUID(), account("Ada"), "somebody@example.org", 49);
        assertThat(ada.open("/organizations/" + slug + "/invitations/new").text())
                .contains("You can send 1 more invitation today, this organization 200; 100 more can be open at once.");
        var before = footprint(slug);
        assertOver(
                send(ada, slug, address("Dora") + " " + address("Eve"), "viewer", ""),
                "You can send 50 invitations in 24 hours; 1 is left.");
        assertThat(footprint(slug)).isEqualTo(before);
        assertThat(invite(ada, slug, "Dora", "viewer").status()).isEqualTo(200);
        assertOver(invite(ada, slug, "Eve", "viewer"), "You can send 50 invitations");
        // To renew is to send.
        assertThat(force(ada, slug, "Dora", "renewal").status()).isEqualTo(409);
        assertThat(row(slug, "Dora", "revision")).isEqualTo(1);
        sqlUpdate("update outbox set created = now() - interval '25 hours' where sender_id = ?1", account("Ada"));
        assertThat(invite(ada, slug, "Eve", "viewer").status()).isEqualTo(200);
    }

    @Test
    void an_organization_can_send_two_hundred_a_day() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        sentBefore(id(slug), UUID.randomUUID(), "somebody@example.org", 199);
        var before = footprint(slug);
        assertOver(
                send(ada, slug, address("Dora") + " " + address("Eve"), "viewer", ""),
                "This organization can send 200 invitations");
        assertThat(footprint(slug)).isEqualTo(before);
        assertThat(invite(ada, slug, "Dora", "viewer").status()).isEqualTo(200);
    }

    @Test
    void an_organization_can_have_a_hundred_open_invitations() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        sqlUpdate("""
                insert into invitation (organization_id, id, email, named, address, role, message, inviter_id, nonce, generation, token_hash,
                  created, expires, hours)
                select ?1, gen_random_uuid(), n || '@example.org', n || '@example.org', n || '@example.org', 'viewer', '', ?2, '', 1,
                  sha256(cast(cast(n as text) as bytea)), now(), now() + interval '1 day', 24
                from generate_series(1, 99) n""", id(slug), account("Ada"));
        var before = footprint(slug);
        assertOver(send(ada, slug, address("Dora") + " " + address("Eve"), "viewer", ""), "At most 100 invitations");
        assertThat(footprint(slug)).isEqualTo(before);
        assertThat(invite(ada, slug, "Dora", "viewer").status()).isEqualTo(200);
        // An open one can be renewed all the same: there are no more of them afterwards.
        assertThat(force(ada, slug, "Dora", "renewal").status()).isEqualTo(303);
        assertOver(invite(ada, slug, "Eve", "viewer"), "At most 100 invitations");
        expire(slug, "Dora");
        assertThat(invite(ada, slug, "Eve", "viewer").status()).isEqualTo(200);
        assertThat(force(ada, slug, "Dora", "renewal").status()).isEqualTo(409);
    }

    @Test
    void an_address_gets_three_mails_a_day_from_all_organizations_together() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        sentBefore(UUID.randomUUID(), UUID.randomUUID(), address("Dora"), 2);
        assertThat(invite(ada, slug, "Dora", "viewer").status()).isEqualTo(200);
        assertThat(force(ada, slug, "Dora", "renewal").status()).isEqualTo(409);
        assertThat(row(slug, "Dora", "revision")).isEqualTo(1);

        var mallory = signedIn("Mallory");
        var hers = found(mallory, "owner-editor-viewer");
        var before = footprint(hers);
        var answer = send(mallory, hers, address("Eve") + "," + address("Dora").toUpperCase(), "viewer", "");
        assertOver(answer, "Enough mail for today went to " + address("Dora"));
        assertThat(footprint(hers)).isEqualTo(before);
        assertThat(send(mallory, hers, address("Eve"), "viewer", "").status()).isEqualTo(200);
    }

    // --- What the tests say over and over ---

    /** Sends the form with a message and an offer of a role in one project. */
    private Visitor.Answer send(
            Visitor inviter, String slug, String emails, String role, String message, String project, String in) {
        var answer = post(
                inviter,
                path(slug),
                "emails",
                emails,
                "role",
                role,
                "message",
                message,
                "project",
                project,
                "projectRole",
                in);
        assertThat(answer.status()).isEqualTo(303);
        return answer;
    }

    private static String path(String slug) {
        return "/organizations/" + slug + "/invitations";
    }

    private Visitor.Answer send(Visitor inviter, String slug, String emails, String role, String message) {
        inviter.open("/organizations/" + slug + "/invitations/new");
        return inviter.submit(
                "/organizations/" + slug + "/invitations", Map.of("emails", emails, "role", role, "message", message));
    }

    /** Presses a button in the row of somebody's invitation. */
    private Visitor.Answer submit(Visitor visitor, String slug, String name, String verb) {
        var path = "/organizations/" + slug + "/invitations";
        visitor.open(path);
        return visitor.submit(path + "/" + invitation(slug, name) + "/" + verb, Map.of());
    }

    /** The same where the page has no such button. */
    private Visitor.Answer force(Visitor visitor, String slug, String name, String verb) {
        return post(visitor, "/organizations/" + slug + "/invitations/" + invitation(slug, name) + "/" + verb);
    }

    private static Visitor.Answer post(Visitor visitor, String path, String... fields) {
        visitor.open("/");
        return visitor.post(path, fields);
    }

    /** The link that the page shows the inviter. */
    private String link(Visitor inviter, String slug, String name) {
        var link =
                submit(inviter, slug, name, "link").page().select("#flash-link").val();
        assertThat(link).isNotEmpty();
        return link;
    }

    private List<String> buttons(Visitor visitor, String slug, String name) {
        return visitor
                .open("/organizations/" + slug + "/invitations")
                .page()
                .select("#invitation-" + invitation(slug, name) + " form")
                .eachAttr("action")
                .stream()
                .map(action -> action.substring(action.lastIndexOf('/') + 1))
                .toList();
    }

    private static void assertEnd(Visitor.Answer answer, int status, String title) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.title()).isEqualTo(title);
        assertThat(answer.page().select("main form[action^=/invitations]:not([action=/invitations/request])"))
                .isEmpty();
    }

    private static void assertOver(Visitor.Answer answer, String sentence) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("emails")).startsWith(sentence).endsWith("Nothing was sent.");
    }

    /** Invitation mails that went out earlier today. */
    private void sentBefore(UUID organization, UUID sender, String to, int number) {
        sqlUpdate("""
                insert into outbox (id, organization_id, kind, sender_id, recipient, address, facts, created, due, sent)
                select gen_random_uuid(), ?1, 'invitation', ?2, ?3, ?3, '{}', now(), now(), now()
                from generate_series(1, ?4)""", organization, sender, to, number);
    }

    private void expire(String slug, String name) {
        sqlUpdate("update invitation set expires = now() - interval '1 minute' where id = ?1", invitation(slug, name));
    }

    private void verified(String name, boolean verified) {
        sqlUpdate("update account set email_verified = ?2 where address = ?1", address(name), verified);
    }

    private UUID id(String slug) {
        return (UUID) sql("select id from organization where slug = ?1", slug);
    }

    private Object row(String slug, String name, String column) {
        return sql("select " + column + " from invitation where id = ?1", invitation(slug, name));
    }

    /** The whole row of somebody's invitation, as text. */
    private Object whole(String slug, String name) {
        return sql("select cast(i as text) from invitation i where id = ?1", invitation(slug, name));
    }

    private boolean hasFullTerm(String slug, String name) {
        return (Boolean) sql("""
                select expires between now() + interval '7 days' - interval '1 minute' and now() + interval '7 days'
                from invitation where id = ?1""", invitation(slug, name));
    }

    private boolean isMember(String slug, String name) {
        return !sqlAll("""
                select m.id from member m join account a on a.id = m.account_id
                where m.organization_id = ?1 and a.address = ?2""", id(slug), address(name)).isEmpty();
    }

    private long mails(String slug, String name) {
        return (Long) sql(
                "select count(*) from outbox where organization_id = ?1 and address = ?2 and kind = 'invitation'",
                id(slug),
                address(name));
    }

    private long entries(String slug, String action) {
        return (Long)
                sql("select count(*) from audit_entry where organization_id = ?1 and action = ?2", id(slug), action);
    }

    /** How much the organization has written so far. */
    private List<Long> footprint(String slug) {
        return List.of("invitation", "outbox", "audit_entry", "batch", "member").stream()
                .map(table -> (Long) sql("select count(*) from " + table + " where organization_id = ?1", id(slug)))
                .toList();
    }

    private static String part(MimeMessage mail, String type) throws Exception {
        return part((Multipart) mail.getContent(), type);
    }

    private static String part(Multipart parts, String type) throws Exception {
        for (var i = 0; i < parts.getCount(); i++) {
            var one = parts.getBodyPart(i);
            if (one.isMimeType(type)) return (String) one.getContent();
            if (one.getContent() instanceof Multipart inner) return part(inner, type);
        }
        throw new AssertionError("The mail has no part of type " + type);
    }
}
