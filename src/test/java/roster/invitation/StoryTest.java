package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.Visitor;

/** The page of one invitation tells what has happened to it. */
@QuarkusTest
class StoryTest extends RosterTest {

    @Test
    void it_tells_what_people_did_and_how_its_mails_fared() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var path = path(slug, "Dora");
        sqlUpdate("update outbox set sent = now() where invitation_id = ?1", invitation(slug, "Dora"));
        assertThat(story(ada, path))
                .satisfiesExactly(
                        one -> assertThat(one).contains("Ada", "invited " + address("Dora"), "As Member"),
                        two -> assertThat(two).contains("The mail with the link was handed to the mail server"));

        ada.post(path + "/link");
        ada.post(path + "/renewal");
        sqlUpdate(
                "update outbox set problem = 'The mail server did not take it yet', attempts = 3, due = now() + interval '1 hour' where invitation_id = ?1 and generation = 2 and sent is null",
                invitation(slug, "Dora"));
        var dora = signedIn("Dora");
        dora.post("/invitations/decline", "invitation", invitation(slug, "Dora").toString(), "reason", "No time");
        assertThat(String.join("\n", story(ada, path)))
                .contains(
                        "was shown the invitation link",
                        "renewed the invitation",
                        "declined the invitation",
                        "No time");
        var page = ada.open(path);
        assertThat(page.text()).contains("Declined", "“No time”");
    }

    @Test
    void a_mail_that_does_not_get_through_is_told_with_the_reason_and_the_ways_out() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        sqlUpdate(
                "update outbox set sent = null, dead = now(), attempts = 10, problem = 'The mail server did not take it, after many attempts' where invitation_id = ?1",
                invitation(slug, "Dora"));
        var page = ada.open(path(slug, "Dora"));
        assertThat(page.text()).contains("Not delivered", "after many attempts", "Tried 10 times");
        assertThat(page.text()).doesNotContain("Write a mail with it");

        ada.post(path(slug, "Dora") + "/link");
        var shown = ada.open(path(slug, "Dora")).page();
        var link = shown.select("#flash-link").val();
        assertThat(link).contains("/invitations/open?token=");
        assertThat(shown.select("a[href^=mailto:]").attr("href"))
                .startsWith("mailto:" + address("Dora") + "?subject=Invitation%20to")
                .contains(java.net.URLEncoder.encode(link, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(signedIn("Dora").open(link).status()).isEqualTo(200);
    }

    @Test
    void an_expired_one_says_so_and_offers_to_renew_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        sqlUpdate(
                "update invitation set expires = now() - interval '1 minute' where id = ?1", invitation(slug, "Dora"));
        var page = ada.open(path(slug, "Dora"));
        assertThat(story(ada, path(slug, "Dora"))).anyMatch(line -> line.contains("The link expired"));
        assertThat(page.page().select("form[action$=/renewal]")).hasSize(1);
        assertThat(page.page().select("form[action$=/link]")).isEmpty();
        ada.open(path(slug, "Dora"));
        ada.submit(path(slug, "Dora") + "/renewal", Map.of());
        assertThat(ada.open(path(slug, "Dora")).text()).contains("Pending").doesNotContain("The link expired");
    }

    @Test
    void what_it_held_is_told_only_to_those_who_may_read_the_history() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        join(ada, slug, "Ben", "viewer", rain, "project-owner");
        invite(ada, slug, "Dora", "viewer", rain, "project-viewer", snow, "project-viewer");
        var ben = signedIn("Ben");
        var path = "/organizations/" + slug + "/projects/" + rain + "/invitations/" + invitation(slug, "Dora");
        var page = ben.open(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("invited " + address("Dora"), "1 project that you do not see")
                .doesNotContain("Snow");
        assertThat(ben.open(path(slug, "Dora")).status()).isEqualTo(403);
        assertThat(ben.open("/organizations/" + slug + "/projects/" + rain + "/invitations/" + account("Ben"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whose_work_on_a_project_is_over_reads_nothing_of_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var ben = join(ada, slug, "Ben", "viewer", rain, "project-owner", snow, "project-viewer");
        sqlUpdate(
                "update collaborator set ends = now() - interval '1 minute' where id = ?1",
                collaborator(slug, snow, "Ben"));
        invite(ada, slug, "Dora", "viewer", rain, "project-viewer", snow, "project-viewer");
        var path = "/organizations/" + slug + "/projects/" + rain + "/invitations/";
        assertThat(ben.open(path + invitation(slug, "Dora")).text())
                .contains("1 project that you do not see")
                .doesNotContain("Snow");
    }

    @Test
    void the_list_is_searched_by_how_the_person_is_named() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        invite(ada, slug, "Eve", "member");
        var found = ada.open("/organizations/" + slug + "/invitations?q=DORA@&state=pending");
        assertThat(found.page().select("tbody th").eachText())
                .singleElement()
                .asString()
                .contains(address("Dora"));
        assertThat(found.page()
                        .select("nav[aria-label=Invitations by state] a[aria-current]")
                        .attr("href"))
                .endsWith("state=pending");
        var none = ada.open("/organizations/" + slug + "/invitations?q=100%25");
        assertThat(none.text()).contains("No such invitations");
    }

    private static List<String> story(Visitor reader, String path) {
        return reader.open(path).page().select("ol.history li").eachText();
    }

    private String path(String slug, String name) {
        return "/organizations/" + slug + "/invitations/" + invitation(slug, name);
    }
}
