package roster.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import roster.Crowd;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;
import roster.web.Paged;

@QuarkusTest
class MemberTest extends RosterTest {

    /** Each model with its role at the top, the one in the middle and the least one. */
    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("admin-member-guest", "admin", "member", "guest"),
                Arguments.of(
                        "administrator-viewer",
                        "organization-administrator",
                        "organization-viewer",
                        "organization-viewer"),
                Arguments.of("owner-editor-viewer", "owner", "editor", "viewer"),
                Arguments.of("single-owner", "owner", "admin", "restricted-member"));
    }

    /** The models under which only the role at the top manages members. */
    static Stream<Arguments> modelsWithSeveralOwners() {
        return models().filter(model -> !model.get()[0].equals("single-owner"));
    }

    // What the page shows

    @Test
    void the_page_shows_role_and_since_and_last_seen_and_who_granted_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        join(ada, slug, "Ben", "admin", createProject(ada, slug, "Rain"), "project-read");
        join(ada, slug, "Cleo", "member");
        ada.post(path(slug, "Cleo", "role"), "role", "restricted-member");
        sqlUpdate(
                "update member set since = timestamptz '2024-05-06 07:08:09Z', last_seen = now() - interval '3 days' where id = ?1",
                member(slug, "Ben"));

        ada.open(members(slug));
        assertThat(row(ada, slug, "Ada").text())
                .contains("Ada", "you", "Owner", address("Ada"), "as founder", "just now");
        assertThat(row(ada, slug, "Ben").text())
                .contains("Ben", address("Ben"), "6 May 2024, 07:08 UTC", "invited by Ada", "3 days ago")
                .doesNotContain("you");
        assertThat(shown(ada, slug, "Ben")).isEqualTo("Admin");
        assertThat(row(ada, slug, "Cleo").text()).contains("set by Ada (" + address("Ada") + ")");
        assertThat(shown(ada, slug, "Cleo")).isEqualTo("Restricted member");
        assertThat(row(ada, slug, "Ben").select("[data-label=Projects]").text()).isEqualTo("1");
        assertThat(row(ada, slug, "Cleo").select("[data-label=Projects]").text())
                .isEqualTo("0");
        assertThat(row(ada, slug, "Ben").select("th a").attr("href"))
                .isEqualTo(organization(slug) + "/people/" + account("Ben"));
    }

    @Test
    void last_seen_follows_the_use_of_the_organization() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "restricted-member");
        sqlUpdate("update member set last_seen = now() - interval '5 hours' where id = ?1", member(slug, "Ben"));
        ada.open(members(slug));
        assertThat(row(ada, slug, "Ben").text()).contains("5 hours ago");
        ben.open(organization(slug));
        ada.open(members(slug));
        assertThat(row(ada, slug, "Ben").text()).contains("just now");
    }

    // Searching and filtering

    @Test
    void search_finds_parts_of_names_usernames_and_addresses_in_either_case() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.join(slug, "member", "Ünal Öztürk", "lion77", "u.o@" + slug + ".example.org");
        Crowd.join(slug, "member", "100% Sure", "percent", "sure@" + slug + ".example.org");
        Crowd.join(slug, "member", "Under Score", "under_score", "score@" + slug + ".example.org");
        Crowd.join(slug, "member", "Back\\Slash", "backslash", "slash@" + slug + ".example.org");

        assertThat(names(ada, slug, "q=" + encoded("öztü"))).containsExactly("Ünal Öztürk");
        assertThat(names(ada, slug, "q=" + encoded("ÜNAL ÖZ"))).containsExactly("Ünal Öztürk");
        assertThat(names(ada, slug, "q=LiOn7")).containsExactly("Ünal Öztürk");
        assertThat(names(ada, slug, "q=U.O@" + slug)).containsExactly("Ünal Öztürk");
        assertThat(names(ada, slug, "q=++sure++")).containsExactly("100% Sure");
        assertThat(names(ada, slug, "q=%25")).containsExactly("100% Sure");
        assertThat(names(ada, slug, "q=r_s")).containsExactly("Under Score");
        assertThat(names(ada, slug, "q=%5C")).containsExactly("Back\\Slash");
        assertThat(names(ada, slug, "q=%5C%25")).isEmpty();
        assertThat(names(ada, slug, "q=" + encoded(slug))).hasSize(4);
        assertThat(names(ada, slug, "q=")).hasSize(5);
    }

    @Test
    void search_finds_one_or_two_letters_at_the_beginnings_of_words() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.join(slug, "member", "Li Wei", "first", "a@" + slug + ".example.org");
        Crowd.join(slug, "member", "Wei Lin", "second", "b@" + slug + ".example.org");
        Crowd.join(slug, "member", "Olivia", "third", "c@" + slug + ".example.org");
        Crowd.join(slug, "member", "Noor", "li7", "d@" + slug + ".example.org");
        Crowd.join(slug, "member", "Zoe", "fifth", "li@" + slug + ".example.org");
        assertThat(names(ada, slug, "q=LI")).containsExactly("Li Wei", "Noor", "Wei Lin", "Zoe");
        assertThat(names(ada, slug, "q=li&sort=-name")).containsExactly("Li Wei", "Zoe", "Wei Lin", "Noor");
        assertThat(names(ada, slug, "q=o")).containsExactly("Olivia");
        assertThat(names(ada, slug, "q=li7")).containsExactly("Noor");
        assertThat(names(ada, slug, "q=xx")).isEmpty();
        var words = "One or two letters are looked for only at the beginnings of words.";
        assertThat(ada.last().text()).contains(words);
        assertThat(names(ada, slug, "q=xxx")).isEmpty();
        assertThat(ada.last().text()).doesNotContain(words);
    }

    @Test
    void search_finds_letters_however_they_are_composed() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.join(slug, "member", "Ünal Öztürk", "", "u.o@" + slug + ".example.org");
        assertThat(names(ada, slug, "q=" + encoded("u\u0308nal"))).containsExactly("Ünal Öztürk");
    }

    @ParameterizedTest
    @CsvSource({
        "name, '', 'm.sort_name, m.id'",
        "name, &role=admin, 'm.sort_name, m.id'",
        "-name, '', 'm.sort_name desc, m.id desc'"
    })
    void whoever_is_called_what_was_typed_comes_before_all_others_who_fit(String sort, String role, String order) {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 300);
        Crowd.join(slug, "admin", "Kím Ålund", "", "kim.alund@" + slug + ".example.org");
        Crowd.join(slug, "member", "Kimberley", "", "x@" + slug + ".example.org");
        // 43 of the crowd are called Kim by their last name, and these 90 by their first.
        sqlUpdate("""
                update account set name = 'Kim ' || name where id in (select m.account_id from member m
                  where m.organization_id = (select id from organization where slug = ?1) and m.sort_name ~ '^(noor|lena|ivo)')""", slug);
        sqlUpdate("""
                update member m set sort_name = lower(a.name), search = lower(a.name), role = case when a.name ~ '[2-9]$' then 'admin' else role end
                from account a where a.id = m.account_id and a.name like 'Kim %'
                  and m.organization_id = (select id from organization where slug = ?1)""", slug);
        var fitting = """
                select cast(m.id as text) from member m join organization o on o.id = m.organization_id
                where o.slug = ?1 and (m.search like '%kim%' or m.sort_name like 'kim%')""" + (role.isEmpty() ? "" : " and m.role = 'admin'") + " order by m.sort_name not like 'kim%', ";
        var expected = sqlAll(fitting + order, slug);
        assertThat(expected).hasSizeGreaterThan(50);
        assertThat(walk(ada, members(slug) + "?q=KIM&sort=" + sort + role, "next"))
                .isEqualTo(expected);
        // The first page on the way back is not a whole one, and its rows stand as they do on the way there.
        var back = walk(ada, ada.last().address().toString(), "prev");
        assertThat(back)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(String.class::cast).toList());
        assertThat(back.subList(back.size() - 25, back.size())).isEqualTo(expected.subList(0, 25));
        if (!role.isEmpty()) return;
        assertThat(names(ada, slug, "q=" + encoded("kím å"))).containsExactly("Kím Ålund");
        assertThat(names(ada, slug, "q=" + encoded("kim alund"))).containsExactly("Kím Ålund");
        assertThat(names(ada, slug, "q=" + encoded("\u0301"))).isEmpty();
    }

    @Test
    void a_search_that_finds_nobody_says_so_and_shows_what_was_typed() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        for (var q : List.of("nobody", "<b>\"'&", "x".repeat(3000), "🦁")) {
            var page = ada.open(members(slug) + "?q=" + encoded(q));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("No member fits");
            assertThat(page.page().select("input[name=q]").val()).isEqualTo(q);
        }
    }

    @Test
    void the_role_filter_shows_its_holders_only() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.join(slug, "admin", "Grace Admin", "", "g@" + slug + ".example.org");
        Crowd.join(slug, "member", "Amir Member", "", "a@" + slug + ".example.org");
        Crowd.join(slug, "member", "Noor Member", "", "n@" + slug + ".example.org");
        assertThat(names(ada, slug, "role=owner")).containsExactly("Ada");
        assertThat(names(ada, slug, "role=admin")).containsExactly("Grace Admin");
        assertThat(names(ada, slug, "role=member")).containsExactly("Amir Member", "Noor Member");
        assertThat(names(ada, slug, "role=member&q=noor")).containsExactly("Noor Member");
        assertThat(names(ada, slug, "role=member&sort=-name")).containsExactly("Noor Member", "Amir Member");
        assertThat(names(ada, slug, "role=restricted-member")).isEmpty();
        assertThat(names(ada, slug, "role=guest")).isEmpty();
        var page = ada.open(members(slug) + "?role=admin&q=gr&sort=since").page();
        assertThat(page.select("select[name=role] option[selected]").val()).isEqualTo("admin");
        assertThat(page.select("input[type=hidden][name=sort]").val()).isEqualTo("since");
        assertThat(page.select("thead th a").eachAttr("href"))
                .allMatch(link -> link.contains("role=admin&q=gr") || link.contains("q=gr&role=admin"));
    }

    // Sorting and paging

    @ParameterizedTest
    @CsvSource({
        "name, Name, ascending, 'm.sort_name, m.id'",
        "-name, Name, descending, 'm.sort_name desc, m.id desc'",
        "since, Since, ascending, 'm.since, m.id'",
        "-since, Since, descending, 'm.since desc, m.id desc'",
        "last_seen, Last seen, ascending, 'm.last_seen, m.id'",
        "-last_seen, Last seen, descending, 'm.last_seen desc, m.id desc'"
    })
    void each_sort_reads_130_members_page_by_page_forward_and_back(
            String sort, String column, String direction, String order) {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 129);
        ada.open(organization(slug));

        var first = ada.open(members(slug) + "?sort=" + sort).page();
        var sorted = first.select("th[aria-sort]");
        assertThat(sorted.text()).isEqualTo(column);
        assertThat(sorted.attr("aria-sort")).isEqualTo(direction);
        var other = sort.startsWith("-") ? sort.substring(1) : "-" + sort;
        ada.open(sorted.select("a").first().absUrl("href"));
        assertThat(ada.last().page().select("th[aria-sort]").attr("aria-sort"))
                .isNotEqualTo(direction)
                .isEqualTo(other.startsWith("-") ? "descending" : "ascending");

        var expected = ids(slug, order);
        assertThat(expected).hasSize(130);
        assertThat(walk(ada, members(slug) + "?sort=" + sort, "next")).containsExactlyElementsOf(expected);
        assertThat(ada.last().page().select("tbody tr")).hasSize(130 % Paged.SIZE);
        var back = walk(ada, ada.last().address().toString(), "prev");
        assertThat(back).hasSize(130);
        assertThat(new HashSet<>(back)).isEqualTo(new HashSet<>(expected));
        assertThat(rows(ada)).containsExactlyElementsOf(expected.subList(0, Paged.SIZE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "-name", "since", "-since", "last_seen", "-last_seen"})
    void equal_names_and_times_lose_nobody(String sort) {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 129);
        sqlUpdate("""
                update member set sort_name = 'the same', since = timestamptz '2024-01-01 00:00:00.123456Z',
                  last_seen = timestamptz '2024-01-01 00:00:00.654321Z'
                where organization_id = (select id from organization where slug = ?1)""", slug);
        var expected = ids(slug, sort.startsWith("-") ? "m.id desc" : "m.id");
        if (sort.endsWith("last_seen")) {
            // Whoever looks is seen.
            var self = member(slug, "Ada").toString();
            expected.remove(self);
            expected.add(sort.startsWith("-") ? 0 : expected.size(), self);
            ada.open(organization(slug));
        }
        assertThat(walk(ada, members(slug) + "?sort=" + sort, "next")).containsExactlyElementsOf(expected);
        assertThat(new HashSet<>(walk(ada, ada.last().address().toString(), "prev")))
                .isEqualTo(new HashSet<>(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "-name", "since", "-since", "last_seen", "-last_seen"})
    void who_stays_is_listed_once_while_others_come_and_go(String sort) {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 129);
        ada.open(organization(slug));
        var before = walk(ada, members(slug) + "?sort=" + sort, "next");

        ada.open(members(slug) + "?sort=" + sort);
        var seen = new ArrayList<>(rows(ada));
        var gone = new ArrayList<String>();
        for (var page = 0; page < 3; page++) {
            // The row that the next page goes on from is removed, and one that is still to come; two come in.
            var ahead = before.get(before.indexOf(seen.get(seen.size() - 1)) + 3);
            gone.add(seen.get(seen.size() - 1));
            gone.add(ahead);
            sqlUpdate("delete from member where id = ?1", UUID.fromString(seen.get(seen.size() - 1)));
            sqlUpdate("delete from member where id = ?1", UUID.fromString(ahead));
            Crowd.join(slug, "member", "Aaron " + seen.size(), "", "aa" + seen.size() + "@" + slug + ".example.org");
            Crowd.join(slug, "member", "Zygmunt " + seen.size(), "", "zz" + seen.size() + "@" + slug + ".example.org");
            ada.open(ada.last().page().select("a[rel=next]").first().absUrl("href"));
            seen.addAll(rows(ada));
        }
        while (!ada.last().page().select("a[rel=next]").isEmpty()) {
            ada.open(ada.last().page().select("a[rel=next]").first().absUrl("href"));
            seen.addAll(rows(ada));
        }
        assertThat(seen).doesNotHaveDuplicates();
        var stayed = new ArrayList<>(before);
        stayed.removeAll(gone);
        assertThat(seen).containsSubsequence(stayed);

        var back = walk(ada, ada.last().address().toString(), "prev");
        assertThat(back).doesNotHaveDuplicates().containsAll(stayed);
    }

    @Test
    void pages_keep_search_and_role_and_sort() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 129);
        sqlUpdate("""
                update member set role = 'admin' where search like '%lena%'
                  and organization_id = (select id from organization where slug = ?1)""", slug);
        assertThat(walk(ada, members(slug) + "?role=member&q=crowd.example&sort=-since", "next"))
                .hasSize(129 - 13)
                .containsExactlyElementsOf(
                        sqlAll("""
                        select cast(m.id as text) from member m join organization o on o.id = m.organization_id
                        where o.slug = ?1 and role = 'member' order by m.since desc, m.id desc""", slug).stream().map(String.class::cast).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "name, 'm.sort_name, m.id'",
        "-name, 'm.sort_name desc, m.id desc'",
        "-last_seen, 'm.last_seen desc, m.id desc'"
    })
    void a_search_among_many_finds_near_and_far(String sort, String order) {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 1300);
        for (var part : List.of("amir", "zoe", "crowd.example", "zo")) {
            var expected = sqlAll("""
                    select cast(m.id as text) from member m join organization o on o.id = m.organization_id
                    where o.slug = ?1 and m.search like ?2 order by\s""" + order, slug, "%" + part + "%");
            assertThat(expected).hasSize(part.startsWith("crowd") ? 1300 : 130);
            var address = members(slug) + "?sort=" + sort + "&q=" + part;
            assertThat(walk(ada, address, "next")).isEqualTo(expected);
            assertThat(new HashSet<>(walk(ada, ada.last().address().toString(), "prev")))
                    .isEqualTo(new HashSet<>(expected));
        }
    }

    @Test
    void a_page_that_cannot_be_is_a_bad_address() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var id = UUID.randomUUID().toString();
        for (var page : List.of(
                "x",
                "%25%25",
                "AAAA",
                cursor(">" + "no-uuid"),
                cursor(">" + "z".repeat(36)),
                cursor("?" + id + "ada"),
                cursor(">" + id + "a\u0000b"))) {
            assertThat(ada.open(members(slug) + "?page=" + page).status())
                    .as(page)
                    .isEqualTo(400);
        }
        assertThat(ada.open(members(slug) + "?page=" + cursor(">" + id + "ada")).status())
                .isEqualTo(200);
        for (var moment : List.of(
                "",
                "ada",
                "2024-02-31T00:00:00Z",
                "+300000-01-01T00:00:00Z",
                "-300000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z")) {
            for (var sort : List.of("since", "-last_seen")) {
                assertThat(ada.open(members(slug) + "?sort=" + sort + "&page=" + cursor("<" + id + moment))
                                .status())
                        .as(moment)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void an_unknown_sort_is_the_sort_by_name() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var page = ada.open(members(slug) + "?sort=" + encoded("id; drop table member"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.page().select("th[aria-sort]").text()).isEqualTo("Name");
    }

    // Controls

    @ParameterizedTest
    @MethodSource("models")
    void the_role_at_the_top_sees_controls_for_everybody_below(String model, String top, String middle, String least) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        join(ada, slug, "Ben", middle);
        join(ada, slug, "Cleo", least);
        ada.open(members(slug));
        for (var name : List.of("Ben", "Cleo")) {
            var row = row(ada, slug, name);
            assertThat(controls(row))
                    .containsExactly(
                            "?edit=" + member(slug, name), path(slug, name, "removal"), path(slug, name, "end"));
        }
        var own = row(ada, slug, "Ada");
        assertThat(controls(own)).isEmpty();
        assertThat(own.text())
                .contains(
                        model.equals("single-owner")
                                ? "The one Owner stays: there is always exactly one"
                                : "stays. Make somebody else");
        assertThat(ada.last().text()).contains("Invite people");
        for (var name : List.of("Ben", "Cleo")) {
            ada.open(path(slug, name, "role"));
            assertThat(ada.last().page().select("main form").attr("action")).isEqualTo(path(slug, name, "role"));
            assertThat(ada.last().page().select("input[name=role]").eachAttr("value"))
                    .containsExactlyElementsOf(given(model));
        }
    }

    @ParameterizedTest
    @MethodSource("modelsWithSeveralOwners")
    void who_may_not_manage_members_reads_who_may_instead(String model, String top, String middle, String least) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var ben = join(ada, slug, "Ben", middle);
        join(ada, slug, "Cleo", least);
        ben.open(members(slug));
        assertThat(ben.last().page().select("tbody form, tbody select")).isEmpty();
        assertThat(ben.last().page().select("tbody td a").eachAttr("href"))
                .containsExactly(organization(slug) + "/membership/removal");
        for (var name : List.of("Ada", "Cleo")) {
            assertThat(row(ben, slug, name).select("td").last().text())
                    .matches("Only \\w+( \\w+)? can change or remove members\\.");
        }
        assertThat(ben.last().text()).contains("New members are invited by people whose role may do so.");

        var before = state(slug);
        for (var name : List.of("Ada", "Ben", "Cleo")) {
            for (var verb : List.of("role", "removal")) {
                assertThat(ben.get(path(slug, name, verb)).status()).isEqualTo(403);
                var answer = ben.post(path(slug, name, verb), "role", least);
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text()).contains("member:manage");
            }
        }
        assertThat(ben.post(path(slug, "Ben", "role"), "role", top).status()).isEqualTo(403);
        assertThat(state(slug)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"admin-member-guest, guest", "single-owner, restricted-member"})
    void who_may_not_see_the_members_sees_no_page_and_changes_nobody(String model, String least) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var cleo = join(ada, slug, "Cleo", least);
        var before = state(slug);
        assertThat(cleo.open(organization(slug)).page().select("nav a[href$=/members]"))
                .isEmpty();
        var page = cleo.open(members(slug));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("member:view").doesNotContain(address("Ada"));
        assertThat(cleo.post(path(slug, "Ada", "removal")).status()).isEqualTo(403);
        assertThat(cleo.post(path(slug, "Cleo", "role"), "role", "admin").status())
                .isEqualTo(403);
        assertThat(state(slug)).isEqualTo(before);
    }

    @Test
    void an_admin_below_the_one_owner_manages_all_but_the_owner() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        join(ada, slug, "Cleo", "restricted-member");
        Crowd.join(slug, "admin", "Grace", "", "grace@" + slug + ".example.org");
        ben.open(members(slug));
        assertThat(controls(row(ben, slug, "Ada"))).isEmpty();
        assertThat(row(ben, slug, "Ada").text()).contains("The one Owner stays");
        assertThat(ben.last().page().select("tbody a[href*=edit=]")).hasSize(3);
        assertThat(controls(row(ben, slug, "Ben")))
                .containsExactly("?edit=" + member(slug, "Ben"), organization(slug) + "/membership/removal");
        assertThat(ben.open(path(slug, "Cleo", "role"))
                        .page()
                        .select("input[name=role]")
                        .eachAttr("value"))
                .containsExactly("admin", "member", "restricted-member");
    }

    @Test
    void under_a_single_owner_nobody_touches_or_makes_an_owner() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        join(ada, slug, "Cleo", "member");
        var before = state(slug);

        for (var somebody : List.of(ada, ben)) {
            assertThat(somebody.post(path(slug, "Ada", "role"), "role", "admin").status())
                    .isEqualTo(409);
            assertThat(somebody.post(path(slug, "Ada", "removal")).status()).isEqualTo(409);
            for (var name : List.of("Ben", "Cleo")) {
                var answer = somebody.post(path(slug, name, "role"), "role", "owner");
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text()).contains("You cannot give the role Owner.");
            }
            for (var verb : List.of("role", "removal")) {
                var page = somebody.open(path(slug, "Ada", verb));
                assertThat(page.text()).contains("The one Owner stays");
                assertThat(page.page().select("main form")).isEmpty();
            }
        }
        assertThat(ada.open(organization(slug) + "/membership/removal").text()).contains("The one Owner stays");
        assertThat(ada.last().page().select("main form")).isEmpty();
        assertThat(ada.post(organization(slug) + "/membership/removal").status())
                .isEqualTo(409);
        assertThat(state(slug)).isEqualTo(before);
        assertThat(owners(slug)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("modelsWithSeveralOwners")
    void the_last_owner_can_neither_leave_nor_be_removed_nor_step_down(
            String model, String top, String middle, String least) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        join(ada, slug, "Ben", middle);
        var before = state(slug);
        assertThat(ada.post(path(slug, "Ada", "role"), "role", least).status()).isEqualTo(409);
        assertThat(ada.last().text()).contains("Make somebody else");
        assertThat(ada.post(path(slug, "Ada", "removal")).status()).isEqualTo(409);
        assertThat(ada.post(organization(slug) + "/membership/removal").status())
                .isEqualTo(409);
        assertThat(ada.open(organization(slug) + "/membership/removal").page().select("main form"))
                .isEmpty();
        assertThat(state(slug)).isEqualTo(before);
        assertThat(owners(slug)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("modelsWithSeveralOwners")
    void there_can_be_several_owners_and_each_but_the_last_can_go(
            String model, String top, String middle, String least) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var ben = join(ada, slug, "Ben", middle);
        var cleo = join(ada, slug, "Cleo", top);
        assertThat(owners(slug)).isEqualTo(2);
        ada.open(path(slug, "Ben", "role"));
        ada.submit(path(slug, "Ben", "role"), Map.of("role", top));
        assertThat(owners(slug)).isEqualTo(3);

        ben.open(members(slug));
        assertThat(controls(row(ben, slug, "Ada"))).contains("?edit=" + member(slug, "Ada"));
        ben.open(path(slug, "Ada", "role"));
        ben.submit(path(slug, "Ada", "role"), Map.of("role", least));
        assertThat(role(slug, "Ada")).isEqualTo(least);
        assertThat(owners(slug)).isEqualTo(2);
        cleo.open(organization(slug) + "/membership/removal");
        assertThat(cleo.submit(organization(slug) + "/membership/removal", Map.of())
                        .text())
                .contains("You have left");
        assertThat(owners(slug)).isEqualTo(1);

        ben.open(members(slug));
        assertThat(row(ben, slug, "Ben").text()).contains("stays. Make somebody else");
        assertThat(ben.post(organization(slug) + "/membership/removal").status())
                .isEqualTo(409);
        assertThat(ada.post(path(slug, "Ben", "removal")).status()).isEqualTo(403);
    }

    // Changing

    @ParameterizedTest
    @MethodSource("models")
    void a_role_is_changed_from_the_list(String model, String top, String middle, String least) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var ben = join(ada, slug, "Ben", least);
        var to = least.equals(middle) ? top : middle;
        ada.open(members(slug));
        ada.open(row(ada, slug, "Ben")
                .select("a:contains(Change the role of Ben)")
                .first()
                .absUrl("href"));
        var chooser = row(ada, slug, "Ben").select("[data-label=Role] form").first();
        assertThat(chooser.attr("method")).isEqualTo("get");
        assertThat(chooser.select("label").text()).isEqualTo("Role of Ben");
        assertThat(chooser.select("option").eachAttr("value")).containsExactlyElementsOf(given(model));
        assertThat(chooser.select("option[selected]").val()).isEqualTo(least);
        assertThat(ada.open(path(slug, "Ben", "role") + "?role=" + to)
                        .page()
                        .select("input[checked]")
                        .val())
                .isEqualTo(to);
        assertThat(role(slug, "Ben")).as("nothing is changed yet").isEqualTo(least);
        ada.open(path(slug, "Ben", "role"));
        assertThat(ada.last().title()).isEqualTo("Change the role of Ben");
        assertThat(ada.last().page().select("input[checked]").val()).isEqualTo(least);
        assertThat(ada.last().page().select("input[name=seen]").val()).isEqualTo(least);
        var answer = ada.submit(path(slug, "Ben", "role"), Map.of("role", to));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.page().select("[role=status]").text()).startsWith("The role of Ben is now ");
        assertThat(role(slug, "Ben")).isEqualTo(to);
        assertThat(audit(slug, "MEMBER_ROLE_CHANGED")).isEqualTo(1);
        assertThat(ben.open(organization(slug))
                        .page()
                        .select("dd strong")
                        .first()
                        .text())
                .isEqualTo(shown(ada, slug, "Ben"));
    }

    @Test
    void a_role_is_chosen_in_the_row_with_the_list_as_it_was() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var cleo = join(ada, slug, "Cleo", "member");
        Crowd.fill(slug, "member", 60);
        ada.open(members(slug) + "?q=crowd&sort=-since&role=member");
        ada.open(ada.last().page().select("a[rel=next]").first().absUrl("href"));
        var list = ada.last().address();
        ada.open(ada.last().page().select("tbody a[href*=edit=]").first().absUrl("href"));
        assertThat(ada.last().address().toString()).startsWith(list + "&edit=");
        assertThat(ada.last().page().select("tbody form")).hasSize(1);
        var cancel = ada.last().page().select("tbody form a").first().absUrl("href");
        assertThat(cancel.replaceFirst("#.*", "")).isEqualTo(list.toString());
        // Who may not change a role gets no form for it, whatever the address says.
        for (var visitor : List.of(ben, cleo)) {
            for (var edit : List.of(member(slug, "Ada"), UUID.randomUUID())) {
                var page = visitor.open(members(slug) + "?edit=" + edit).page();
                assertThat(page.select("tbody form")).isEmpty();
            }
        }
        assertThat(cleo.open(members(slug) + "?edit=" + member(slug, "Ben"))
                        .page()
                        .select("tbody form"))
                .isEmpty();
        assertThat(ada.open(members(slug) + "?edit=x").status()).isEqualTo(404);
        // A role that cannot be given is not chosen for anybody.
        var odd = ada.open(path(slug, "Ben", "role") + "?role=owner");
        assertThat(odd.page().select("input[checked]")).isEmpty();
    }

    @Test
    void a_role_that_the_model_has_not_is_refused_at_the_field() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        join(ada, slug, "Ben", "viewer");
        var before = state(slug);
        for (var role : List.of("guest", "", "admin", "external", "project-owner", "Owner", "owner\n")) {
            var answer = ada.post(path(slug, "Ben", "role"), "role", role);
            assertThat(answer.status()).as(role).isEqualTo(422);
            assertThat(answer.problem("role")).isEqualTo("Choose one of the roles of this organization.");
        }
        assertThat(ada.post(path(slug, "Ben", "role")).status()).isEqualTo(422);
        assertThat(state(slug)).isEqualTo(before);
    }

    @Test
    void one_changes_ones_own_role_on_a_page_that_warns() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var ben = join(ada, slug, "Ben", "admin");
        ben.open(members(slug));
        ben.open(row(ben, slug, "Ben")
                .select("a:contains(Change my role)")
                .first()
                .absUrl("href"));
        ben.open(path(slug, "Ben", "role"));
        assertThat(ben.last().title()).isEqualTo("Change your own role");
        assertThat(ben.last().text()).contains("you cannot take them back yourself");
        assertThat(ben.last().page().select("input[checked]").val()).isEqualTo("admin");
        var answer = ben.submit(path(slug, "Ben", "role"), Map.of("role", "guest"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("The role of Ben is now Guest; it was Admin.");
        assertThat(role(slug, "Ben")).isEqualTo("guest");
        assertThat(ben.open(members(slug)).status()).isEqualTo(403);
        assertThat(ben.post(path(slug, "Ben", "role"), "role", "admin").status())
                .isEqualTo(403);
    }

    @Test
    void a_member_of_another_organization_is_nobody_here() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var mallory = signedIn("Mallory");
        var other = found(mallory, "single-owner");
        join(mallory, other, "Ben", "member");
        var before = state(other);
        for (var verb : List.of("role", "removal")) {
            var path = members(slug) + "/" + member(other, "Ben") + "/" + verb;
            assertThat(ada.get(path).status()).isEqualTo(404);
            assertThat(ada.post(path, "role", "admin").status()).isEqualTo(404);
            assertThat(ada.post(members(slug) + "/" + UUID.randomUUID() + "/" + verb, "role", "admin")
                            .status())
                    .isEqualTo(404);
            assertThat(ada.post(path(other, "Ben", verb), "role", "admin").status())
                    .isEqualTo(404);
        }
        assertThat(state(other)).isEqualTo(before);
    }

    @Test
    void a_sign_in_at_the_same_moment_survives_a_change_of_role() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        join(ada, slug, "Ben", "member");
        var id = member(slug, "Ben");
        ada.open(members(slug));
        var change = QuarkusTransaction.requiringNew().call(() -> {
            database.createNativeQuery("update member set sort_name = 'benedict' where id = ?1")
                    .setParameter(1, id)
                    .executeUpdate();
            var meanwhile = CompletableFuture.supplyAsync(() -> ada.post(path(slug, "Ben", "role"), "role", "admin"));
            awaitWaiting("update member");
            return meanwhile;
        });
        assertThat(change.get(60, TimeUnit.SECONDS).status()).isEqualTo(303);
        assertThat(role(slug, "Ben")).isEqualTo("admin");
        assertThat(sql("select sort_name from member where id = ?1", id)).isEqualTo("benedict");
    }

    // Removing and leaving

    @ParameterizedTest
    @MethodSource("models")
    void a_member_is_removed_after_a_page_that_asks(String model, String top, String middle, String least) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        join(ada, slug, "Ben", middle);
        ada.open(members(slug));
        ada.open(row(ada, slug, "Ben").select("a[href$=/removal]").first().absUrl("href"));
        assertThat(ada.last().title()).isEqualTo("Remove Ben from Org " + slug + "?");
        assertThat(ada.last().text()).contains(address("Ben"), "lose access");
        var answer = ada.submit(path(slug, "Ben", "removal"), Map.of());
        assertThat(answer.text()).contains("Ben is no longer a member of Org " + slug);
        assertThat(answer.page().select("tbody tr")).hasSize(1);
        assertThat(audit(slug, "MEMBER_REMOVED")).isEqualTo(1);
    }

    @Test
    void access_is_lost_at_the_next_request_of_every_session() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var elsewhere = signedIn("Ben");
        assertThat(elsewhere.open(members(slug)).status()).isEqualTo(200);
        var cleo = join(ada, slug, "Cleo", "member");
        ben.open(members(slug));
        ada.post(path(slug, "Ben", "removal"));

        var before = state(slug);
        for (var session : List.of(ben, elsewhere)) {
            assertThat(session.post(path(slug, "Cleo", "removal")).status()).isEqualTo(404);
            for (var page : List.of("", "/members", "/audit", "/settings", "/invitations", "/membership/removal")) {
                var answer = session.open(organization(slug) + page);
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.text()).doesNotContain("Org " + slug);
            }
            assertThat(session.open("/").text()).doesNotContain("Org " + slug);
        }
        assertThat(state(slug)).isEqualTo(before);
        assertThat(cleo.open(members(slug)).status()).isEqualTo(200);
    }

    @Test
    void rights_are_lost_at_the_next_request_after_a_change_of_role() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        join(ada, slug, "Cleo", "member");
        ben.open(path(slug, "Cleo", "role"));
        ada.post(path(slug, "Ben", "role"), "role", "member");
        assertThat(ben.submit(path(slug, "Cleo", "role"), Map.of("role", "admin"))
                        .status())
                .isEqualTo(403);
        assertThat(ben.open(organization(slug) + "/audit").status()).isEqualTo(403);
        assertThat(role(slug, "Cleo")).isEqualTo("member");
    }

    @ParameterizedTest
    @MethodSource("models")
    void everybody_below_the_top_may_leave(String model, String top, String middle, String least) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var cleo = join(ada, slug, "Cleo", least);
        cleo.open(organization(slug));
        cleo.open(cleo.last()
                .page()
                .select("main a[href$=/membership/removal]")
                .first()
                .absUrl("href"));
        assertThat(cleo.last().title()).isEqualTo("Leave Org " + slug + "?");
        var answer = cleo.submit(organization(slug) + "/membership/removal", Map.of());
        assertThat(answer.text()).contains("You have left Org " + slug, "You belong to no organization yet");
        assertThat(cleo.open(organization(slug)).status()).isEqualTo(404);
        assertThat(audit(slug, "MEMBER_LEFT")).isEqualTo(1);
    }

    @Test
    void the_same_form_sent_twice_does_its_work_once() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        var cleo = join(ada, slug, "Cleo", "editor");
        var ben2 = path(slug, "Ben", "removal");

        for (var i = 0; i < 2; i++) {
            assertThat(ada.post(path(slug, "Cleo", "role"), "role", "viewer").status())
                    .isEqualTo(303);
        }
        assertThat(ada.open(members(slug)).text()).contains("The role of Cleo was Viewer already.");
        assertThat(audit(slug, "MEMBER_ROLE_CHANGED")).isEqualTo(1);
        assertThat(ada.post(ben2).status()).isEqualTo(303);
        assertThat(ada.post(ben2).status()).isEqualTo(404);
        assertThat(ada.post(ben2.replace("removal", "role"), "role", "viewer").status())
                .isEqualTo(404);
        assertThat(audit(slug, "MEMBER_REMOVED")).isEqualTo(1);
        assertThat(cleo.post(organization(slug) + "/membership/removal").status())
                .isEqualTo(303);
        assertThat(cleo.post(organization(slug) + "/membership/removal").status())
                .isEqualTo(404);
        assertThat(audit(slug, "MEMBER_LEFT")).isEqualTo(1);
        assertThat(ben.open("/").status()).isEqualTo(200);
    }

    @Test
    void the_same_removal_at_the_same_moment_happens_once() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        join(ada, slug, "Ben", "owner");
        var other = signedIn("Ada");
        ada.open(members(slug));
        other.open(members(slug));
        var path = path(slug, "Ben", "removal");
        var organization = sql("select id from organization where slug = ?1", slug);
        var answers = QuarkusTransaction.requiringNew().call(() -> {
            database.createNativeQuery("select id from organization where id = ?1 for update", UUID.class)
                    .setParameter(1, organization)
                    .getSingleResult();
            var both = List.of(
                    CompletableFuture.supplyAsync(() -> ada.post(path)),
                    CompletableFuture.supplyAsync(() -> other.post(path)));
            awaitWaiting("select id from organization", 2);
            return both;
        });
        var statuses = new ArrayList<Integer>();
        for (var answer : answers) statuses.add(answer.get(60, TimeUnit.SECONDS).status());
        assertThat(statuses).containsExactlyInAnyOrder(303, 404);
        assertThat(owners(slug)).isEqualTo(1);
        assertThat(audit(slug, "MEMBER_REMOVED")).isEqualTo(1);
    }

    // Mails

    @Test
    void who_gets_another_role_or_is_removed_gets_a_mail() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var email = "grace@" + slug + ".example.org";
        Crowd.join(slug, "member", "Grace", "grace", email);
        var id = sql("select id from member where search like ?1", "%" + email);
        ada.post(members(slug) + "/" + id + "/role", "role", "admin");
        var changed = RealMail.await(email, 1);
        assertThat(changed.getSubject()).isEqualTo("Your role in Org " + slug + " is now Admin");
        assertThat(text(changed)).contains("Ada has made you Admin", "you were Member");
        ada.post(members(slug) + "/" + id + "/removal");
        var removed = RealMail.await(email, 2);
        assertThat(removed.getSubject()).isEqualTo("You are no longer a member of Org " + slug);
        assertThat(text(removed)).contains("Ada has removed you", "where you were Admin", address("Ada"));
    }

    @Test
    void who_changes_or_removes_themselves_gets_no_mail() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var ben = join(ada, slug, "Ben", "admin");
        assertThat(ben.post(path(slug, "Ben", "role"), "role", "member").status())
                .isEqualTo(303);
        ben.open(organization(slug) + "/membership/removal");
        ben.submit(organization(slug) + "/membership/removal", Map.of());
        assertThat(mails(slug, "Ben")).isZero();
        assertThat(join(ada, slug, "Ben", "admin")
                        .post(path(slug, "Ben", "removal"))
                        .status())
                .isEqualTo(303);
        assertThat(mails(slug, "Ben")).isZero();
        assertThat(audit(slug, "MEMBER_LEFT")).isEqualTo(1);
    }

    // What the tests above ask

    private static String organization(String slug) {
        return "/organizations/" + slug;
    }

    private static String members(String slug) {
        return organization(slug) + "/members";
    }

    private String path(String slug, String name, String verb) {
        return members(slug) + "/" + member(slug, name) + "/" + verb;
    }

    private Element row(Visitor visitor, String slug, String name) {
        return visitor.last().page().select("#member-" + member(slug, name)).first();
    }

    /** The role that the list shows. */
    private String shown(Visitor visitor, String slug, String name) {
        return row(visitor, slug, name).select("[data-label=Role]").text();
    }

    /** Where the last column of a row leads. */
    private static List<String> controls(Element row) {
        return row.select("td").last().select("a").eachAttr("href");
    }

    /** The roles that the form of a role offers to the role at the top. */
    private static List<String> given(String model) {
        return switch (model) {
            case "admin-member-guest" -> List.of("admin", "member", "guest");
            case "administrator-viewer" -> List.of("organization-administrator", "organization-viewer");
            case "owner-editor-viewer" -> List.of("owner", "editor", "viewer");
            default -> List.of("admin", "member", "restricted-member");
        };
    }

    private static List<String> names(Visitor visitor, String slug, String query) {
        return visitor.open(members(slug) + "?" + query)
                .page()
                .select("tbody th > a")
                .eachText();
    }

    private static List<String> rows(Visitor visitor) {
        return visitor.last().page().select("tbody tr").eachAttr("id").stream()
                .map(id -> id.substring("member-".length()))
                .toList();
    }

    /** The ids on all pages from this one on, as the links lead. */
    private static List<String> walk(Visitor visitor, String address, String rel) {
        var all = new ArrayList<String>();
        visitor.open(address);
        while (true) {
            assertThat(visitor.last().status()).isEqualTo(200);
            all.addAll(rows(visitor));
            var link = visitor.last().page().select("a[rel=" + rel + "]").first();
            if (link == null || all.size() > 2000) return all;
            visitor.open(link.absUrl("href"));
        }
    }

    private List<String> ids(String slug, String order) {
        var ids = new ArrayList<String>();
        for (var id : sqlAll(
                "select cast(m.id as text) from member m join organization o on o.id = m.organization_id where o.slug = ?1 order by "
                        + order,
                slug)) {
            ids.add((String) id);
        }
        return ids;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String role(String slug, String name) {
        return (String) sql("select role from member where id = ?1", member(slug, name));
    }

    private int owners(String slug) {
        var counted = (Number) sql("select owners from organization where slug = ?1", slug);
        var are = (Number) sql("""
                select count(*) from member m join organization o on o.id = m.organization_id
                where o.slug = ?1 and m.role in ('owner', 'organization-administrator')
                  or o.slug = ?1 and m.role = 'admin' and o.model = 'admin-member-guest'""", slug);
        assertThat(are.intValue()).isEqualTo(counted.intValue());
        return counted.intValue();
    }

    private int audit(String slug, String action) {
        return ((Number) sql(
                        "select count(*) from audit_entry where action = ?2 and organization_id = (select id from organization where slug = ?1)",
                        slug,
                        action))
                .intValue();
    }

    private int mails(String slug, String name) {
        return ((Number) sql("""
                        select count(*) from outbox where address = ?2 and kind in ('role_changed', 'removed')
                          and organization_id = (select id from organization where slug = ?1)""", slug, address(name))).intValue();
    }

    /** All that a refused change must leave as it is. */
    private Object state(String slug) {
        return sql("""
                select concat(o.owners, ' ', (select string_agg(concat(m.account_id, m.role, m.granted_by), ',' order by m.id)
                    from member m where m.organization_id = o.id), ' ',
                  (select count(*) from audit_entry a where a.organization_id = o.id), ' ',
                  (select count(*) from outbox b where b.organization_id = o.id))
                from organization o where o.slug = ?1""", slug);
    }

    private void awaitWaiting(String statement) {
        awaitWaiting(statement, 1);
    }

    /** Until so many such statements wait for a lock. */
    private void awaitWaiting(String statement, int number) {
        for (var i = 0; i < 1200; i++) {
            var waiting = (Number) sql(
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ilike ?1",
                    statement + "%");
            if (waiting.intValue() >= number) return;
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("Nothing waits for " + statement);
    }

    private static String text(jakarta.mail.internet.MimeMessage mail) {
        var body = com.icegreen.greenmail.util.GreenMailUtil.getBody(mail);
        return body.replace("=\r\n", "").replace("\r\n", " ");
    }
}
