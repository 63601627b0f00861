package roster.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roster.Crowd;
import roster.RosterTest;
import roster.Visitor;
import roster.web.Paged;

@QuarkusTest
class AuditTest extends RosterTest {
    @Test
    void every_change_is_there_newest_first_with_who_and_when() {
        var start = Instant.now().minusSeconds(2);
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        ada.post(path(slug) + "/members/" + member(slug, "Ben") + "/role", "role", "member");
        ben.post(path(slug) + "/membership/removal");
        Crowd.join(slug, "member", "Grace", "", "grace@" + slug + ".example.org");
        ada.post(path(slug) + "/members/" + seeded(slug) + "/removal");
        invite(ada, slug, "Cleo", "member");
        var cleo = path(slug) + "/invitations/" + invitation(slug, "Cleo");
        ada.post(cleo + "/renewal");
        ada.post(cleo + "/link");
        ada.post(cleo + "/revocation");
        invite(ada, slug, "Dora", "member");
        var dora = signedIn("Dora");
        dora.open(dora.open("/").page().select("a[href^=/invitations/accept]").attr("href"));
        dora.submit("/invitations/decline", Map.of("reason", "No time"));
        ada.post(path(slug) + "/invitations/" + invitation(slug, "Dora") + "/dismissal");
        ada.post(path(slug) + "/settings", "name", "Org " + slug, "slug", slug, "description", "Fine");

        var page = ada.open(path(slug) + "/audit");
        var a = "Ada (" + address("Ada") + ") ";
        var b = "Ben (" + address("Ben") + ")";
        assertThat(page.page().select(".history p").eachText())
                .containsExactly(
                        a + "changed the settings of Org " + slug + ". Description: “” → “Fine”",
                        a + "took off the list the invitation for " + address("Dora"),
                        "Dora (" + address("Dora") + ") declined the invitation for " + address("Dora") + ". “No time”",
                        a + "invited " + address("Dora") + ". As Member",
                        a + "revoked the invitation for " + address("Cleo"),
                        a + "was shown the invitation link for " + address("Cleo"),
                        a + "renewed the invitation for " + address("Cleo") + ". As Member",
                        a + "invited " + address("Cleo") + ". As Member",
                        a + "removed Grace (grace@" + slug + ".example.org). Was Member",
                        b + " left the organization. Was Member",
                        a + "changed the role of " + b + ". Admin → Member",
                        b + " accepted the invitation for " + address("Ben") + ". Joined as Admin",
                        a + "invited " + address("Ben") + ". As Admin",
                        a + "founded Org " + slug + ". Access model: Single owner");
        var times = page.page().select(".history time").eachAttr("datetime").stream()
                .map(Instant::parse)
                .toList();
        assertThat(times).isSortedAccordingTo(Comparator.reverseOrder()).allSatisfy(time -> assertThat(time)
                .isBetween(start, Instant.now()));
    }

    @Test
    void a_person_is_found_by_part_of_name_or_address_and_by_account() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var account = Crowd.join(slug, "member", "Ünal 100%", "", "u_n@" + slug + ".example.org");
        ben.post(path(slug) + "/members/" + seeded(slug) + "/role", "role", "restricted-member");

        assertThat(shown(ada, slug, "who=" + encoded(address("Ben").toUpperCase())))
                .hasSize(3)
                .allMatch(entry -> entry.contains(address("Ben")));
        for (var who : List.of("ÜNA", "u\u0308nal", "100%", "u_n@", "  ünal ", account.toString())) {
            assertThat(shown(ada, slug, "who=" + encoded(who)))
                    .as(who)
                    .singleElement()
                    .asString()
                    .contains("changed the role of Ünal 100%");
        }
        var id =
                sql("select id from account where address = ?1", address("Ben")).toString();
        // As who did something, and as whom it was done to; the invitation was to an address.
        assertThat(shown(ada, slug, "who=" + id)).hasSize(2);
        assertThat(shown(ada, slug, "who=" + id.toUpperCase())).hasSize(2);
        assertThat(shown(ada, slug, "who=" + UUID.randomUUID())).isEmpty();
        assertThat(shown(ada, slug, "who=%25%25")).isEmpty();
        assertThat(shown(ada, slug, "who=b_n@")).isEmpty();
        assertThat(shown(ada, slug, "who=" + encoded("<b>'\"!"))).isEmpty();
        assertThat(ada.last().text()).contains("No entry fits");
        assertThat(ada.last().page().select("input[name=who]").val()).isEqualTo("<b>'\"!");
    }

    @Test
    void one_kind_of_change_is_found_alone_and_together_with_a_person() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        join(ada, slug, "Ben", "admin");
        join(ada, slug, "Cleo", "member");
        assertThat(shown(ada, slug, "action=INVITATION_SENT")).hasSize(2).allMatch(entry -> entry.contains("invited"));
        assertThat(ada.last().page().select("option[selected]").val()).isEqualTo("INVITATION_SENT");
        assertThat(shown(ada, slug, "action=INVITATION_SENT&who=cleo")).hasSize(1);
        assertThat(shown(ada, slug, "action=MEMBER_REMOVED")).isEmpty();
        assertThat(shown(ada, slug, "action=NO_SUCH_ACTION")).hasSize(5);
        assertThat(ada.open(path(slug) + "/audit")
                        .page()
                        .select("#action option")
                        .eachAttr("value"))
                .hasSize(AuditAction.values().length + 1);
    }

    @Test
    void pages_hold_every_entry_once_forward_and_back_while_new_ones_come() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        seed(slug, 129);
        var expected = new ArrayList<>(shown(ada, slug, ""));
        assertThat(expected).hasSize(Paged.SIZE);
        var all = new ArrayList<>(expected);
        var more = 0;
        while (!ada.last().page().select("a[rel=next]").isEmpty()) {
            seed(slug, 1);
            more++;
            ada.open(ada.last().page().select("a[rel=next]").first().absUrl("href"));
            all.addAll(entries(ada));
        }
        assertThat(all).hasSize(130).doesNotHaveDuplicates();
        assertThat(all.get(129)).contains("founded");
        var back = new ArrayList<>(entries(ada));
        while (!ada.last().page().select("a[rel=prev]").isEmpty()) {
            ada.open(ada.last().page().select("a[rel=prev]").first().absUrl("href"));
            back.addAll(entries(ada));
        }
        assertThat(back).hasSize(130 + more).doesNotHaveDuplicates().containsAll(all);

        var filtered = new ArrayList<>(shown(ada, slug, "who=target&action=MEMBER_REMOVED"));
        while (!ada.last().page().select("a[rel=next]").isEmpty()) {
            ada.open(ada.last().page().select("a[rel=next]").first().absUrl("href"));
            filtered.addAll(entries(ada));
        }
        assertThat(filtered).hasSize(129 + more).doesNotHaveDuplicates();
        assertThat(ada.open(path(slug) + "/audit?page=nonsense").status()).isEqualTo(400);
    }

    @Test
    void entries_outlive_the_people_and_keep_their_names() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var grace = Crowd.join(slug, "member", "Grace", "", "grace@" + slug + ".example.org");
        ben.post(path(slug) + "/members/" + seeded(slug) + "/removal");
        ada.post(path(slug) + "/members/" + member(slug, "Ben") + "/removal");
        var before = shown(ada, slug, "");

        sqlUpdate(
                "update account set name = 'Somebody Else', email = 'x@y.example' where address = ?1", address("Ben"));
        assertThat(shown(ada, slug, "")).isEqualTo(before);
        sqlUpdate("update invitation set accepted_by = null where address = ?1", address("Ben"));
        sqlUpdate(
                "delete from session where account_id in (select id from account where address = ?1)", address("Ben"));
        assertThat(sqlUpdate("delete from account where address = ?1 or id = ?2", address("Ben"), grace))
                .isEqualTo(2);
        assertThat(shown(ada, slug, "")).isEqualTo(before);
        assertThat(shown(ada, slug, "who=" + grace)).singleElement().asString().contains("removed Grace");
        assertThat(shown(ada, slug, "who=ben@")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set actor = 'Nobody' where organization_id = ?1",
                "delete from audit_entry where organization_id = ?1"
            })
    void not_even_the_program_can_change_an_entry(String statement) {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var organization = sql("select id from organization where slug = ?1", slug);
        assertThatThrownBy(() -> sqlUpdate(statement, organization)).hasMessageContaining("permission denied");
        assertThat(shown(ada, slug, "")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "admin-member-guest, member, 403",
        "administrator-viewer, organization-viewer, 200",
        "owner-editor-viewer, editor, 403",
        "single-owner, admin, 200",
        "single-owner, member, 403"
    })
    void only_who_may_view_the_history_sees_it(String model, String role, int status) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var ben = join(ada, slug, "Ben", role);
        assertThat(ada.open(path(slug) + "/audit").status()).isEqualTo(200);
        var link = ben.open(path(slug)).page().select("nav a[href$=/audit]");
        assertThat(link).hasSize(status == 200 ? 1 : 0);
        var page = ben.open(path(slug) + "/audit");
        assertThat(page.status()).isEqualTo(status);
        if (status == 403) assertThat(page.text()).contains("audit:view").doesNotContain("founded");
        assertThat(signedIn("Nemo").open(path(slug) + "/audit").status()).isEqualTo(404);
    }

    @Test
    void no_entry_holds_a_link_or_what_it_is_made_of() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var dora = path(slug) + "/invitations/" + invitation(slug, "Dora");
        ada.open(path(slug) + "/invitations");
        var link = ada.submit(dora + "/link", Map.of())
                .page()
                .select("#flash-link")
                .val();
        var token = link.substring(link.indexOf("token=") + 6);
        assertThat(token).hasSizeGreaterThan(40);
        ada.post(dora + "/renewal");

        var body = ada.open(path(slug) + "/audit").body();
        var rows = sql(
                        "select string_agg(cast(e as text), ' ') from audit_entry e where organization_id = "
                                + "(select id from organization where slug = ?1)",
                        slug)
                .toString();
        var hash = (String) sql(
                "select concat(encode(token_hash, 'hex'), ' ', encode(nonce, 'hex')) from invitation where id = ?1",
                invitation(slug, "Dora"));
        for (var text : List.of(body, rows)) {
            assertThat(text).contains(address("Dora")).doesNotContain("token=", token, token.substring(22));
            assertThat(text).doesNotContain(hash.split(" "));
        }
    }

    @Test
    void a_page_that_cannot_be_is_a_bad_address() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        for (var page : List.of("x", "AAAA", "%25", Base64.getUrlEncoder().encodeToString("<no".getBytes()))) {
            assertThat(ada.open(path(slug) + "/audit?page=" + page).status()).isEqualTo(400);
        }
    }

    private static String path(String slug) {
        return "/organizations/" + slug;
    }

    private static List<String> shown(Visitor visitor, String slug, String query) {
        visitor.open(path(slug) + "/audit?" + query);
        assertThat(visitor.last().status()).isEqualTo(200);
        return entries(visitor);
    }

    private static List<String> entries(Visitor visitor) {
        return visitor.last().page().select(".history p").eachText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The one member who was not invited. */
    private Object seeded(String slug) {
        return sql("""
                select m.id from member m join organization o on o.id = m.organization_id
                join account a on a.id = m.account_id where o.slug = ?1 and a.name not in ('Ada', 'Ben', 'Cleo', 'Dora')""", slug);
    }

    private void seed(String slug, int number) {
        sqlUpdate("""
                insert into audit_entry (organization_id, id, at, action, actor_id, actor, target_id, target, details, search, number, seal)
                select o.id, uuidv7(), now(), 'MEMBER_REMOVED', null, 'Actor', null, 'Target ' || uuidv7(), '', 'actor' || chr(10) || 'target',
                  -row_number() over () - (select count(*) from audit_entry), sha256('')
                from organization o, generate_series(1, ?2) where o.slug = ?1""", slug, number);
    }
}
