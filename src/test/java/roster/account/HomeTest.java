package roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roster.Crowd;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class HomeTest extends RosterTest {
    @Test
    void nobody_signed_in_finds_the_way_in_and_nothing_else() {
        var page = new Visitor().open("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.title()).isEqualTo("Who belongs here, and what each may do");
        assertThat(page.page().select("main a").eachAttr("href")).containsExactly("/sign-in");
        assertThat(page.text()).doesNotContain("Sign out", "Found an organization");
    }

    @Test
    void somebody_without_an_organization_reads_what_to_do() {
        var page = signedIn("Nemo").open("/");
        assertThat(page.title()).isEqualTo("Your organizations");
        assertThat(page.text())
                .contains("You belong to no organization yet", "ask somebody to invite you at " + address("Nemo"));
        assertThat(page.page().select("main a.button").attr("href")).isEqualTo("/organizations/new");
    }

    @Test
    void somebody_in_several_organizations_sees_each_with_their_role() {
        var ada = signedIn("Ada");
        var first = found(ada, "owner-editor-viewer");
        var ben = join(ada, first, "Ben", "viewer");
        var second = found(ben, "administrator-viewer");
        var third = found(ada, "admin-member-guest");
        join(ada, third, "Ben", "guest");
        found(signedIn("Mallory"), "single-owner");
        rename(first, "zebras");
        rename(second, "Apes");
        rename(third, "lions");
        var page = ben.open("/").page();
        assertThat(page.select("section:has(h2:contains(Organizations)) li").eachText())
                .containsExactly("Apes Organization administrator", "lions Guest", "zebras Viewer");
        assertThat(page.select("main li a").eachAttr("href"))
                .containsExactly("/organizations/" + second, "/organizations/" + third, "/organizations/" + first);
    }

    @Test
    void an_invitation_appears_to_its_verified_address_only() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        ada.open("/organizations/" + slug + "/invitations/new");
        ada.submit(
                "/organizations/" + slug + "/invitations",
                Map.of("emails", address("Dora").toUpperCase(), "role", "restricted-member"));
        var dora = signedIn("Dora");
        var page = dora.open("/");
        assertThat(page.text()).contains("Invitations to you", "Org " + slug, "As Restricted member, invited by Ada");
        assertThat(page.page().select("a[href^=/invitations/accept]").attr("href"))
                .endsWith(invitation(slug, "Dora").toString());
        assertThat(signedIn("Nemo").open("/").text()).doesNotContain("Org " + slug, "Invitations to you");

        sqlUpdate("update account set email_verified = false where address = ?1", address("Dora"));
        page = dora.open("/");
        assertThat(page.text()).contains("not verified").doesNotContain("Invitations to you", "Org " + slug);
        assertThat(dora.open("/invitations/accept?invitation=" + invitation(slug, "Dora"))
                        .text())
                .doesNotContain("Org " + slug);
    }

    @Test
    void invitations_that_have_ended_do_not_appear() {
        var ada = signedIn("Ada");
        var dora = signedIn("Dora");
        for (var end : List.of(
                "revoked = now()",
                "declined = now()",
                "expires = now() - interval '31 days'",
                "dismissed = now()",
                "accepted = now()")) {
            var slug = found(ada, "single-owner");
            // The limit of mails for one address is not what this is about.
            sqlUpdate("delete from outbox where address = ?1", address("Dora"));
            invite(ada, slug, "Dora", "member");
            assertThat(dora.open("/").text()).contains("Org " + slug);
            sqlUpdate("update invitation set " + end + " where id = ?1", invitation(slug, "Dora"));
            assertThat(dora.open("/").text()).as(end).doesNotContain("Org " + slug);
        }
    }

    @Test
    void one_joins_at_home_and_lands_where_one_has_joined() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "member", rain, "project-read");
        var dora = signedIn("Dora");
        var page = dora.open("/");
        assertThat(page.text()).contains("As Member; Rain: Project read, invited by Ada, open until");
        assertThat(page.page().select("section").first().select("button, a").eachText())
                .containsExactly("Decline", "Join Org " + slug, "Look closer at the invitation to Org " + slug);
        var joined = dora.submit("/invitations/accept", Map.of());
        assertThat(joined.address().getPath()).isEqualTo("/organizations/" + slug);
        assertThat(joined.text()).contains("You have joined Org " + slug);
        var other = found(ada, "administrator-viewer");
        var snow = createProject(ada, other, "Snow");
        invite(ada, other, "Eve", "", snow, "project-user");
        var eve = signedIn("Eve");
        eve.open("/");
        assertThat(eve.submit("/invitations/accept", Map.of()).address().getPath())
                .isEqualTo("/organizations/" + other + "/projects/" + snow);
    }

    @Test
    void nobody_joins_at_home_what_was_changed_since_the_page_was_shown() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var dora = signedIn("Dora");
        dora.open("/");
        sqlUpdate("update invitation set revision = revision + 1 where id = ?1", invitation(slug, "Dora"));
        assertThat(dora.submit("/invitations/accept", Map.of()).status()).isEqualTo(409);
    }

    @Test
    void one_declines_at_home_or_asks_there_for_a_new_link() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var dora = signedIn("Dora");
        dora.open("/");
        assertThat(dora.submit("/invitations/decline", Map.of("reason", "No time"))
                        .title())
                .isEqualTo("This invitation was declined");
        assertThat(dora.open("/").text()).doesNotContain("Org " + slug);

        invite(ada, slug, "Eve", "member");
        sqlUpdate("update invitation set expires = now() - interval '29 days' where id = ?1", invitation(slug, "Eve"));
        var eve = signedIn("Eve");
        assertThat(eve.open("/").text()).contains("Org " + slug, "expired");
        eve.submit("/invitations/request", Map.of());
        var page = eve.open("/");
        assertThat(page.text()).contains("A new link was asked for");
        assertThat(page.page().select("form[action=/invitations/request]")).isEmpty();
    }

    @Test
    void an_invitation_to_where_one_belongs_already_does_not_appear() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var dora = signedIn("Dora");
        invite(ada, slug, "Dora", "member");
        Crowd.join(slug, "member", "Grace", "", "grace@" + slug + ".example.org");
        sqlUpdate("""
                update member set account_id = (select id from account where address = ?1)
                where search like 'grace%' and organization_id = (select id from organization where slug = ?2)""", address("Dora"), slug);
        assertThat(dora.open("/").text()).contains("Org " + slug).doesNotContain("Invitations to you");
    }

    @Test
    void the_first_sign_in_makes_one_account_and_the_second_brings_it_up_to_date() {
        var nemo = signedIn("Nemo");
        assertThat(accounts("Nemo")).isEqualTo(1);
        sqlUpdate(
                "update account set name = 'Old Name', username = 'old', email = 'old@example.org', address = 'old@example.org', email_verified = false, last_seen = now() - interval '1 day' where address = ?1",
                address("Nemo"));
        assertThat(nemo.open("/").text()).contains("Old Name", "old@example.org");
        var again = signedIn("Nemo");
        assertThat(accounts("Nemo")).isEqualTo(1);
        assertThat(again.open("/").text())
                .contains("Nemo", address("Nemo"))
                .doesNotContain("Old Name", "old@example.org", "not verified");
        assertThat(sql(
                        "select last_seen > now() - interval '1 minute' from account where address = ?1",
                        address("Nemo")))
                .isEqualTo(true);
    }

    @Test
    void first_sign_ins_at_the_same_moment_make_one_account() throws Exception {
        var signIns = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> signedIn("Nemo")))
                .toList();
        for (var signIn : signIns) {
            assertThat(signIn.get(60, TimeUnit.SECONDS).open("/").text()).contains(address("Nemo"));
        }
        assertThat(accounts("Nemo")).isEqualTo(1);
    }

    @Test
    void two_accounts_with_one_address_are_two_people() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var other = Crowd.account("Ada", "ada", address("Ada"));
        assertThat(accounts("Ada")).isEqualTo(2);
        assertThat(sql("select count(*) from member where account_id = ?1", other))
                .isEqualTo(0L);
        assertThat(ada.open("/").text()).contains("Org " + slug);
    }

    @Test
    void a_changed_name_is_what_members_are_sorted_and_searched_by() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var email = "grace@" + slug + ".example.org";
        Crowd.join(slug, "member", "Aaron Early", "early", email);
        var members = "/organizations/" + slug + "/members";
        assertThat(names(ada, members)).containsExactly("Aaron Early", "Ada");
        Crowd.account("Zoë Late", "late", email);
        assertThat(names(ada, members)).containsExactly("Ada", "Zoë Late");
        assertThat(names(ada, members + "?q=ZO%C3%8B")).containsExactly("Zoë Late");
        assertThat(names(ada, members + "?q=late")).containsExactly("Zoë Late");
        assertThat(names(ada, members + "?q=early")).isEmpty();
    }

    @Test
    void a_name_from_the_provider_can_be_anything() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var email = "grace@" + slug + ".example.org";
        Crowd.join(slug, "member", "Grace", "", email);
        for (var name : List.of("<script>x</script>", "a\u0000b\u202Ec", "🦁".repeat(200), "\ud800x", " ")) {
            Crowd.account(name, "", email);
            var page = ada.open("/organizations/" + slug + "/members");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.page().select("script:not([src])")).isEmpty();
            assertThat(page.page().select("tbody tr")).hasSize(2);
            assertThat(page.text()).contains(email);
        }
    }

    @Test
    void every_page_says_who_one_is() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        for (var page : List.of(
                "/",
                "/organizations/new",
                "/organizations/" + slug,
                "/organizations/" + slug + "/members",
                "/organizations/" + slug + "/invitations",
                "/organizations/" + slug + "/audit",
                "/organizations/" + slug + "/settings",
                "/no-such-page",
                "/organizations/no-such-organization")) {
            assertThat(ada.open(page).page().select("header form span").text())
                    .as(page)
                    .isEqualTo("Ada");
        }
    }

    @Test
    void a_way_back_of_any_length_is_followed_or_leads_home() {
        var ada = signedIn("Ada");
        var far = "/a".repeat(7000);
        assertThat(ada.get("/sign-in?to=" + far).header("location")).endsWith(far);
        assertThat(ada.get("/sign-in?to=" + far + "?").header("location")).endsWith("/");
    }

    private static List<String> names(Visitor visitor, String path) {
        return visitor.open(path).page().select("tbody th a").eachText();
    }

    private long accounts(String name) {
        return ((Number) sql("select count(*) from account where address = ?1", address(name))).longValue();
    }

    private void rename(String slug, String name) {
        sqlUpdate("update organization set name = ?2 where slug = ?1", slug, name);
    }
}
