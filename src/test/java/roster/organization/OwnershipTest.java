package roster.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roster.Crowd;
import roster.RosterTest;
import roster.Visitor;

/** Ada owns an organization with a single owner, in which Ben is admin and Cleo the least. */
@QuarkusTest
class OwnershipTest extends RosterTest {
    private Visitor ada;
    private Visitor ben;
    private Visitor cleo;
    private String slug;
    private String path;

    @BeforeEach
    void ada_founds() {
        ada = signedIn("Ada");
        slug = found(ada, "single-owner");
        path = "/organizations/" + slug + "/ownership";
        ben = join(ada, slug, "Ben", "admin");
        cleo = join(ada, slug, "Cleo", "restricted-member");
    }

    // Offering

    @Test
    void the_owner_chooses_a_member_and_reads_what_will_happen() {
        var settings = ada.open("/organizations/" + slug + "/settings").page();
        assertThat(settings.select("a[href=" + path + "]").text()).isEqualTo("Hand over Org " + slug + "…");
        var page = ada.open(path);
        assertThat(page.page().select("input[name=account]").eachAttr("value"))
                .containsExactly(account("Ben").toString(), account("Cleo").toString());
        assertThat(page.text())
                .contains("become Owner of Org " + slug, "and you, Ada, become Admin", "7 days to accept");
        assertThat(ada.open(path + "?q=CLEO")
                        .page()
                        .select("input[name=account]")
                        .eachAttr("value"))
                .containsExactly(account("Cleo").toString());
        assertThat(ada.open(path + "?q=nobody").page().select(".empty h2").text())
                .isEqualTo("No member fits");

        ada.open(path);
        var form = ada.last().page().select("form[method=post][action=" + path + "]");
        var offered = ada.submit(form.first(), Map.of("account", account("Ben").toString()));
        assertThat(offered.status()).isEqualTo(200);
        assertThat(offered.text())
                .contains(
                        "Ben is offered ownership, and gets a mail about it.", "Ben becomes Owner and you become Admin")
                .doesNotContain("Who becomes Owner");
        assertThat(roles()).isEqualTo("Ada owner, Ben admin, Cleo restricted-member; 1");
        assertThat(mails("ownership_offered")).containsExactly(address("Ben"));
    }

    @Test
    void an_owner_alone_is_told_to_invite_somebody() {
        var alone = found(ada, "single-owner");
        assertThat(ada.open("/organizations/" + alone + "/ownership").text()).contains("You are the only member");
    }

    @Test
    void of_many_members_the_first_50_are_shown_and_the_others_found() {
        Crowd.fill(slug, "member", 120);
        var page = ada.open(path).page();
        assertThat(page.select("input[name=account]")).hasSize(50);
        assertThat(page.text()).contains("These are the first 50 by name.");
        page = ada.open(path + "?q=000119@").page();
        assertThat(page.select("input[name=account]")).hasSize(1);
        assertThat(page.text()).doesNotContain("the first 50");
    }

    @Test
    void only_the_owner_offers_and_withdraws() {
        for (var who : List.of(ben, cleo)) {
            for (var change : List.of("", "/withdrawal")) {
                var answer = who.post(path + change, "account", account("Ben").toString());
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.page().select("code").text()).isEqualTo("organization:delete");
            }
            assertThat(who.get(path).status()).isEqualTo(403);
        }
        for (var stranger : List.of(signedIn("Mallory"), signedIn("Nemo"))) {
            for (var place : List.of("", "/withdrawal", "/acceptance", "/refusal")) {
                assertThat(stranger.post(
                                        path + place, "account", account("Nemo").toString())
                                .status())
                        .isEqualTo(404);
            }
            assertThat(stranger.get(path).status()).isEqualTo(404);
        }
        assertThat(offers()).isZero();
    }

    @Test
    void ownership_is_offered_to_other_members_only() {
        found(signedIn("Mallory"), "single-owner");
        signedIn("Nemo");
        var nobody = UUID.randomUUID();
        for (var account : List.of(account("Ada"), account("Mallory"), account("Nemo"), member(slug, "Ben"), nobody)) {
            var answer = ada.post(path, "account", account.toString());
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.problem("account")).isEqualTo("Choose a member of this organization.");
        }
        assertThat(ada.post(path).status()).isEqualTo(422);
        assertThat(offers()).isZero();
    }

    @Test
    void there_is_one_offer_at_a_time_until_it_expires() {
        offer("Ben");
        for (var name : List.of("Cleo", "Ben")) {
            var second = ada.post(path, "account", account(name).toString());
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.text()).contains("Ownership is offered to Ben already. Withdraw that offer first.");
        }
        assertThat(mails("ownership_offered")).hasSize(1);

        expire();
        assertThat(ada.open(path).text()).contains("The offer to Ben expired", "Who becomes Owner");
        offer("Cleo");
        assertThat(ben.get(path + "/acceptance").status()).isEqualTo(404);
        assertThat(cleo.get(path + "/acceptance").status()).isEqualTo(200);
    }

    // Accepting

    @Test
    void the_member_accepts_and_both_roles_change_in_the_same_moment() {
        invite(ada, slug, "Dora", "admin");
        offer("Ben");
        assertThat(ben.open("/").page().select("a[href=" + path + "/acceptance]"))
                .hasSize(1);
        assertThat(ben.open("/organizations/" + slug).text()).contains("Ada offers you ownership");
        var page = ben.open(path + "/acceptance");
        assertThat(page.title()).isEqualTo("Become Owner of Org " + slug + "?");
        assertThat(page.text()).contains("you are Admin now", "Ada becomes Admin", "Open until");

        var accepted = ben.submit(path + "/acceptance", Map.of());
        assertThat(accepted.text()).contains("You are now Owner of Org " + slug + ".");
        assertThat(roles()).isEqualTo("Ada admin, Ben owner, Cleo restricted-member; 1");
        assertThat(offers()).isZero();
        assertThat(entries())
                .containsExactly(
                        "OWNERSHIP_OFFERED Ada > Ben: For 7 days",
                        "OWNERSHIP_TAKEN Ben > Ada: ",
                        "MEMBER_ROLE_CHANGED Ben > Ben: Admin → Owner",
                        "MEMBER_ROLE_CHANGED Ben > Ada: Owner → Admin");
        assertThat(mails("ownership_taken")).containsExactly(address("Ada"));
        assertThat(sql("select revoked is null from invitation where id = ?1", invitation(slug, "Dora")))
                .as("what an admin may offer too stays open")
                .isEqualTo(true);
        assertThat(ada.get(path).status()).isEqualTo(403);
        assertThat(ben.get(path).status()).isEqualTo(200);
        assertThat(ben.open("/").text()).doesNotContain("Ownership offered to you");
    }

    @Test
    void a_double_click_accepts_once() {
        offer("Ben");
        assertThat(ben.post(path + "/acceptance").status()).isEqualTo(303);
        assertThat(ben.post(path + "/acceptance").status()).isEqualTo(303);
        assertThat(roles()).isEqualTo("Ada admin, Ben owner, Cleo restricted-member; 1");
        assertThat(mails("ownership_taken")).hasSize(1);
        assertThat(entries()).hasSize(4);
    }

    @Test
    void nobody_but_the_member_accepts_or_refuses() {
        offer("Ben");
        for (var who : List.of(cleo, signedIn("Mallory"), new Visitor().signIn(address("Nemo")))) {
            for (var place : List.of("/acceptance", "/refusal")) {
                assertThat(who.post(path + place, "account", account("Ben").toString())
                                .status())
                        .isEqualTo(404);
            }
            assertThat(who.get(path + "/acceptance").status()).isEqualTo(404);
            assertThat(who.open("/").text()).doesNotContain("Ownership offered to you");
        }
        assertThat(ada.get(path + "/acceptance").status()).isEqualTo(404);
        assertThat(ada.post(path + "/refusal").status()).isEqualTo(404);
        ada.post(path + "/acceptance");
        assertThat(roles()).isEqualTo("Ada owner, Ben admin, Cleo restricted-member; 1");
        assertThat(offers()).isOne();
    }

    @Test
    void an_expired_offer_is_neither_shown_nor_accepted() {
        offer("Ben");
        expire();
        for (var answer : List.of(ben.get(path + "/acceptance"), ben.post(path + "/acceptance"))) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text()).contains("This offer has expired. Ada can make it again.");
        }
        assertThat(ben.open("/").text()).doesNotContain("Ownership offered to you");
        assertThat(ben.open("/organizations/" + slug).text()).doesNotContain("offers you ownership");
        assertThat(roles()).isEqualTo("Ada owner, Ben admin, Cleo restricted-member; 1");
    }

    @Test
    void a_withdrawn_offer_is_gone() {
        offer("Ben");
        ada.open(path);
        assertThat(ada.submit(path + "/withdrawal", Map.of()).text()).contains("The offer to Ben is withdrawn.");
        assertThat(mails("ownership_withdrawn")).containsExactly(address("Ben"));
        assertThat(ben.get(path + "/acceptance").status()).isEqualTo(404);
        assertThat(ben.post(path + "/acceptance").status()).isEqualTo(404);
        assertThat(ada.post(path + "/withdrawal").status()).isEqualTo(409);
        assertThat(roles()).isEqualTo("Ada owner, Ben admin, Cleo restricted-member; 1");
        assertThat(entries())
                .containsExactly("OWNERSHIP_OFFERED Ada > Ben: For 7 days", "OWNERSHIP_WITHDRAWN Ada > Ben: ");
    }

    @Test
    void a_refused_offer_is_gone_and_the_owner_is_told() {
        offer("Ben");
        ben.open(path + "/acceptance");
        assertThat(ben.submit(path + "/refusal", Map.of()).text()).contains("You have refused ownership.");
        assertThat(mails("ownership_refused")).containsExactly(address("Ada"));
        assertThat(ben.post(path + "/acceptance").status()).isEqualTo(404);
        assertThat(ben.post(path + "/refusal").status()).isEqualTo(404);
        assertThat(roles()).isEqualTo("Ada owner, Ben admin, Cleo restricted-member; 1");
        assertThat(entries())
                .containsExactly("OWNERSHIP_OFFERED Ada > Ben: For 7 days", "OWNERSHIP_REFUSED Ben > Ada: ");
    }

    @Test
    void somebody_who_leaves_or_is_removed_takes_the_offer_along() {
        offer("Cleo");
        cleo.post("/organizations/" + slug + "/membership/removal");
        assertThat(offers()).isZero();
        assertThat(cleo.post(path + "/acceptance").status()).isEqualTo(404);
        offer("Ben");
        ada.post("/organizations/" + slug + "/members/" + member(slug, "Ben") + "/removal");
        assertThat(offers()).isZero();
        assertThat(entries())
                .contains("OWNERSHIP_WITHDRAWN Cleo > Cleo: No longer a member: Cleo")
                .contains("OWNERSHIP_WITHDRAWN Ada > Ben: No longer a member: Ben");

        join(ada, slug, "Ben", "admin");
        assertThat(ben.get(path + "/acceptance").status())
                .as("an offer from before they came back")
                .isEqualTo(404);
    }

    @Test
    void the_new_owner_has_what_the_offer_said_whatever_their_role_became_meanwhile() {
        offer("Cleo");
        ada.post("/organizations/" + slug + "/members/" + member(slug, "Cleo") + "/role", "role", "member");
        assertThat(cleo.open(path + "/acceptance").text()).contains("you are Member now");
        cleo.post(path + "/acceptance");
        assertThat(roles()).isEqualTo("Ada admin, Ben admin, Cleo owner; 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "member", "owner"})
    void the_one_owner_is_not_demoted_by_anything_else(String role) {
        var adas = "/organizations/" + slug + "/members/" + member(slug, "Ada");
        for (var who : List.of(ada, ben)) {
            if (role.equals("owner") && who == ada) continue;
            assertThat(who.post(adas + "/role", "role", role).status()).isIn(303, 403, 409);
            assertThat(who.post(adas + "/removal").status()).isIn(403, 409);
        }
        assertThat(ada.post("/organizations/" + slug + "/membership/removal").status())
                .isEqualTo(409);
        var bens = "/organizations/" + slug + "/members/" + member(slug, "Ben");
        assertThat(ada.post(bens + "/role", "role", "owner").status()).isEqualTo(403);
        assertThat(ben.post(bens + "/role", "role", "owner").status()).isEqualTo(403);
        assertThat(roles()).isEqualTo("Ada owner, Ben admin, Cleo restricted-member; 1");
    }

    // Signing in anew

    @Test
    void an_old_session_accepts_nothing_but_may_refuse() {
        offer("Ben");
        age("Ben");
        var page = ben.open(path + "/acceptance");
        assertThat(page.page().select("form[action=" + path + "/acceptance]")).isEmpty();
        assertThat(page.text()).contains("Sign in anew first");
        var answer = ben.post(path + "/acceptance");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("Nothing was changed: your session is too old for it.");
        assertThat(roles()).isEqualTo("Ada owner, Ben admin, Cleo restricted-member; 1");
        assertThat(cleo.get(path + "/acceptance").status()).isEqualTo(404);

        var old = ben.cookies().get("q_session");
        ben.open(path + "/acceptance");
        var provider = ben.submit("/sign-in/anew", Map.of());
        assertThat(sql("select count(*) from session where account_id = ?1 and ended is null", account("Ben")))
                .as("sessions while the provider asks")
                .isEqualTo(0L);
        var back = ben.submit(
                provider.page().select("form:has(input[name=name])").first(), Map.of("name", address("Ben")));
        assertThat(back.address().getPath()).isEqualTo(path + "/acceptance");
        assertThat(ben.cookies().get("q_session")).isNotEqualTo(old);
        assertThat(ben.submit(path + "/acceptance", Map.of()).text()).contains("You are now Owner");
    }

    @Test
    void refusing_needs_no_new_session() {
        offer("Ben");
        age("Ben");
        assertThat(ben.post(path + "/refusal").status()).isEqualTo(303);
        assertThat(offers()).isZero();
    }

    // Other models

    @ParameterizedTest
    @CsvSource({
        "admin-member-guest, guest, Admin",
        "administrator-viewer, organization-viewer, Organization administrator",
        "owner-editor-viewer, viewer, Owner"
    })
    void where_several_can_be_owner_the_members_page_makes_them(String model, String least, String owner) {
        var other = found(ada, model);
        var place = "/organizations/" + other + "/ownership";
        var eve = join(ada, other, "Eve", least);
        var sentence = "Several people can be %1$s here. To make somebody %1$s, change their role on the members page."
                .formatted(owner);
        assertThat(ada.open(place).text()).contains(sentence);
        assertThat(ada.last().page().select("main form")).isEmpty();
        assertThat(ada.open("/organizations/" + other + "/settings").page().select("a[href=" + place + "]"))
                .isEmpty();
        var answer = ada.post(place, "account", account("Eve").toString());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains(sentence);
        assertThat(ada.post(place + "/withdrawal").status()).isEqualTo(409);
        assertThat(eve.get(place).status()).isEqualTo(403);
        for (var who : List.of(ada, eve)) {
            assertThat(who.post(place + "/acceptance").status()).isEqualTo(404);
            assertThat(who.get(place + "/acceptance").status()).isEqualTo(404);
        }
    }

    private void offer(String name) {
        assertThat(ada.post(path, "account", account(name).toString()).status()).isEqualTo(303);
    }

    private void expire() {
        sqlUpdate("""
                update ownership_offer set expires = now() - interval '1 second'
                where organization_id = (select id from organization where slug = ?1)""", slug);
    }

    /** Has somebody's sessions begin a little too long ago. */
    private void age(String name) {
        sqlUpdate("update session set started = now() - interval '601 seconds' where account_id = ?1", account(name));
    }

    private long offers() {
        return (Long) sql(
                "select count(*) from ownership_offer w join organization o on o.id = w.organization_id where slug = ?1",
                slug);
    }

    /** Who has which role, and how many owners are counted. */
    private String roles() {
        return (String) sql("""
                select string_agg(a.name || ' ' || m.role, ', ' order by a.name) || '; ' || min(o.owners) from member m
                join organization o on o.id = m.organization_id join account a on a.id = m.account_id where o.slug = ?1""", slug);
    }

    private List<Object> mails(String kind) {
        return sqlAll("""
                select x.address from outbox x join organization o on o.id = x.organization_id
                where o.slug = ?1 and x.kind = ?2 order by x.id""", slug, kind);
    }

    /** What the history says of ownership and roles, oldest first. */
    private List<Object> entries() {
        return sqlAll("""
                select e.action || ' ' || split_part(e.actor, ' ', 1) || ' > ' || split_part(e.target, ' ', 1) || ': ' || e.details
                from audit_entry e join organization o on o.id = e.organization_id
                where o.slug = ?1 and (e.action like 'OWNERSHIP%' or e.action = 'MEMBER_ROLE_CHANGED') order by e.id""", slug);
    }
}
