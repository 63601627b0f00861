package roster.joinlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;
import roster.access.Access;
import roster.account.Account;
import roster.invitation.Inviting;
import roster.request.AccessRequest;

@QuarkusTest
class JoinLinkTest extends RosterTest {
    @Inject
    Access access;

    @Inject
    Inviting inviting;

    private static final String UNKNOWN = "This link leads nowhere";

    @Test
    void nobody_can_join_by_a_link_until_somebody_makes_one() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var page = ada.open(path(slug));
        assertThat(page.title()).isEqualTo("Join link");
        assertThat(page.page().select("h2").eachText()).containsExactly("Make a link");
        assertThat(page.page().select("[name=role]").eachAttr("value")).containsExactly("member", "restricted-member");
        assertThat(page.page().select("[name=role][checked]").val()).isEqualTo("member");
        for (var verb : List.of("link", "regeneration", "removal")) {
            assertThat(ada.post(path(slug) + "/" + verb).status()).as(verb).isEqualTo(409);
        }
        assertThat(ada.open("/organizations/" + slug + "/invitations").page().select("a[href=" + path(slug) + "]"))
                .hasSize(1);
        assertThat(ada.open("/organizations/" + slug + "/settings").page().select("a[href=" + path(slug) + "]"))
                .hasSize(1);

        ada.open(path(slug));
        page = ada.submit(path(slug), Map.of("role", "restricted-member", "uses", "3"));
        assertThat(page.text())
                .contains("The join link is saved.", "Used 0 of 3 times", "Ada")
                .doesNotContain("token=");
        var link = link(ada, slug);
        assertThat(link).startsWith(Visitor.base() + "/join/open?token=");
        assertThat(ada.last().page().select("svg.qr path").last().attr("d"))
                .isEqualTo(roster.web.Qr.of(link).path());
        assertThat(ada.open(path(slug)).page().select("svg.qr, #flash-link")).isEmpty();

        var dora = signedIn("Dora");
        var offer = dora.open(link);
        assertThat(offer.address().toString()).endsWith("/join");
        assertThat(offer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(offer.title()).isEqualTo("Join Org " + slug + "?");
        assertThat(offer.text())
                .contains(
                        "You join at once.", "Restricted member", "but creates none", address("Ada"), address("Dora"));
        assertThat(roles(slug)).hasSize(1);
        var joined = dora.submit("/join", Map.of());
        assertThat(joined.address().getPath()).isEqualTo("/organizations/" + slug);
        assertThat(joined.text()).contains("You have joined as Restricted member.");
        assertThat(roles(slug)).containsExactly("owner", "restricted-member");
        assertThat(sql("select granted_by from member where id = ?1", member(slug, "Dora"))
                        .toString())
                .startsWith("by the join link of ");
        assertThat(sql("select granter_id from member where id = ?1", member(slug, "Dora")))
                .isEqualTo(account("Ada"));
        assertThat(details(slug, "MEMBER_JOINED_BY_LINK").toString())
                .contains("As Restricted member, by the link of ", address("Ada"));
        assertThat(ada.open(path(slug)).text()).contains("Used 1 of 3 times");
        var mail = RealMail.await(address("Ada"), "Joined: ");
        assertThat(mail.getSubject()).contains("is now a member of Org " + slug);
    }

    @Test
    void it_changes_nothing_to_open_it_and_who_is_not_signed_in_is_asked_to() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var link = make(ada, slug, "uses", "1");
        var before = row(slug);
        for (var i = 0; i < 3; i++) {
            var page = new Visitor().open(link);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("Sign in or register to join");
            assertThat(page.page().select("form[action=/join]")).isEmpty();
        }
        assertThat(row(slug)).isEqualTo(before);
        var nobody = new Visitor();
        nobody.open(link);
        nobody.open("/sign-in?to=/join");
        var signIn = nobody.last().page().select("form:has(input[name=name])").first();
        assertThat(nobody.submit(signIn, Map.of("name", address("Dora"))).title())
                .isEqualTo("Join Org " + slug + "?");
        assertThat(nobody.submit("/join", Map.of()).text()).contains("You have joined as Member.");
    }

    @Test
    void its_terms_change_as_often_as_ada_likes() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        make(ada, slug);
        sqlUpdate(
                "update join_link set revision = 1000 where organization_id = (select id from organization where slug = ?1)",
                slug);
        ada.open(path(slug));
        assertThat(ada.submit(path(slug), Map.of("uses", "4")).text()).contains("The join link is saved.");
    }

    @Test
    void nobody_loosens_a_link_that_was_made_since_they_looked() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        ben.open(path(slug));
        make(ada, slug, "domains", "example.org", "approval", "yes");
        var late = ben.submit(path(slug), Map.of("uses", ""));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Somebody was faster");
        assertThat(row(slug).toString()).contains("{example.org}");
    }

    @Test
    void whose_access_had_ended_joins_without_what_ended_with_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Dora", "admin", rain, "project-admin");
        sqlUpdate("update member set ends = now() - interval '1 minute' where id = ?1", member(slug, "Dora"));
        assertThat(join(make(ada, slug), "Dora").text()).contains("You have joined as Member.");
        assertThat(sqlAll("select role from collaborator where account_id = ?1", account("Dora")))
                .isEmpty();
        assertThat(sqlAll("""
                        select e.details from audit_entry e join organization o on o.id = e.organization_id
                        where o.slug = ?1 and e.action = 'ACCESS_ENDED'""", slug)).hasSize(2);
    }

    @Test
    void exactly_as_many_join_as_may_also_at_the_same_moment() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var link = make(ada, slug, "uses", "3");
        var people = new ArrayList<Visitor>();
        for (var i = 0; i < 8; i++) {
            people.add(signedIn("Dora" + i));
            people.get(i).open(link);
        }
        var start = new CyclicBarrier(people.size());
        var threads = Executors.newFixedThreadPool(people.size());
        var ends = new ArrayList<Future<Visitor.Answer>>();
        for (var one : people) {
            ends.add(threads.submit(() -> {
                start.await();
                return one.submit("/join", Map.of());
            }));
        }
        var joined = 0;
        for (var end : ends) {
            if (end.get().text().contains("You have joined")) joined++;
            else {
                assertThat(end.get().status()).isEqualTo(410);
                assertThat(end.get().title()).isEqualTo("That link is all used up");
            }
        }
        threads.shutdown();
        assertThat(joined).isEqualTo(3);
        assertThat(roles(slug)).hasSize(4);
        assertThat(uses(slug)).isEqualTo(3);
        assertThat(new Visitor().open(link).status()).isEqualTo(410);
        var page = ada.open(path(slug));
        assertThat(page.text()).contains("It is all used up.", "Used 3 of 3 times");
        var few = ada.submit(path(slug), Map.of("uses", "2"));
        assertThat(few.problem("uses")).startsWith("3 have joined already.");
        ada.open(path(slug));
        ada.submit(path(slug), Map.of("uses", "4"));
        assertThat(join(link, "Eve").text()).contains("You have joined");
        assertThat(join(link, "Fay").status()).isEqualTo(410);
    }

    @Test
    void who_joins_twice_uses_it_once_and_who_is_in_already_keeps_the_role() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var link = make(ada, slug, "uses", "5");
        var dora = signedIn("Dora");
        dora.open(link);
        assertThat(dora.post("/join").status()).isEqualTo(303);
        for (var who : List.of(dora, ben, ada)) {
            who.open(link);
            assertThat(who.last().status()).isEqualTo(409);
            assertThat(who.last().title()).isEqualTo("You are a member already");
            assertThat(who.post("/join").header("location")).isEqualTo("/join");
        }
        assertThat(roles(slug)).containsExactly("admin", "member", "owner");
        assertThat(uses(slug)).isEqualTo(1);
    }

    @Test
    void somebody_from_outside_becomes_a_member_by_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var rain = createProject(ada, slug, "Rain");
        var role = ada.open("/organizations/" + slug + "/projects/" + rain + "/collaborators")
                .page()
                .select("#role option")
                .first()
                .val();
        collaborate(ada, slug, rain, "Eve", role);
        assertThat(join(make(ada, slug), "Eve").text()).contains("You have joined as Member.");
        assertThat(roles(slug)).containsExactly("admin", "member");
        assertThat(collaborator(slug, rain, "Eve")).isNotNull();
    }

    @Test
    void everybody_who_joins_gets_a_project_where_the_organization_wants_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        ada.post("/organizations/" + slug + "/settings", "name", "Org", "slug", slug, "projectForJoiners", "yes");
        join(make(ada, slug), "Dora");
        assertThat(sqlAll("""
                select p.name from project p join organization o on o.id = p.organization_id where o.slug = ?1""", slug)).singleElement().asString().endsWith("’s project");
    }

    @Test
    void only_verified_addresses_at_the_allowed_domains_get_in() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var world = address("x").substring(2);
        var link = make(ada, slug, "domains", world.toUpperCase() + ", höflich.example");
        assertThat(ada.open(path(slug)).text()).contains(world + ", höflich.example");
        var others = List.of("eve@sub." + world, "eve@x" + world, "eve@" + world + ".example", "eve@example.org");
        for (var address : others) {
            var eve = new Visitor().signIn(address);
            var page = eve.open(link);
            assertThat(page.status()).as(address).isEqualTo(403);
            assertThat(page.title()).isEqualTo("This link is for other addresses");
            assertThat(page.text()).contains(world, "höflich.example", address);
            assertThat(eve.post("/join").header("location")).as(address).isEqualTo("/join");
        }
        assertThat(roles(slug)).hasSize(1);

        var dora = signedIn("Dora");
        sqlUpdate("update account set email_verified = false where address = ?1", address("Dora"));
        var page = dora.open(link);
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.title()).isEqualTo("Your address is not verified yet");
        assertThat(dora.post("/join").header("location")).isEqualTo("/join");
        assertThat(roles(slug)).hasSize(1);
        sqlUpdate("update account set email_verified = true where address = ?1", address("Dora"));
        assertThat(dora.open(link).text()).contains("For addresses at " + world + ", höflich.example");
        assertThat(dora.post("/join").header("location")).isEqualTo("/organizations/" + slug);
        var polite = new Visitor().signIn("fay-" + world + "@xn--hflich-wxa.example");
        polite.open(link);
        assertThat(polite.post("/join").header("location")).isEqualTo("/organizations/" + slug);
    }

    @Test
    void a_link_that_is_off_or_replaced_is_as_unknown_as_one_that_never_was() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var first = make(ada, slug);
        var dora = signedIn("Dora");
        dora.open(first);
        assertThat(ada.post(path(slug) + "/regeneration").status()).isEqualTo(303);
        assertThat(dora.submit("/join", Map.of()).title())
                .as("replaced while the page was open")
                .isEqualTo(UNKNOWN);
        var second = link(ada, slug);
        assertThat(second).isNotEqualTo(first);
        dora.open(second);
        assertThat(ada.post(path(slug) + "/removal").status()).isEqualTo(303);
        assertThat(dora.submit("/join", Map.of()).title())
                .as("off while the page was open")
                .isEqualTo(UNKNOWN);
        assertThat(ada.post(path(slug) + "/removal").status()).isEqualTo(409);

        var cut = first.substring(0, first.length() - 4);
        var never = first.substring(0, first.length() - 6) + "AAAAAA";
        for (var link :
                List.of(first, second, cut, never, "/join/open", "/join/open?token=" + "x".repeat(500), "/join")) {
            var page = new Visitor().open(link);
            assertThat(page.status()).as(link).isEqualTo(404);
            assertThat(page.body())
                    .as(link)
                    .isEqualTo(new Visitor().get("/join").body());
        }
        assertThat(roles(slug)).hasSize(1);
        var third = make(ada, slug);
        assertThat(List.of(first, second)).doesNotContain(third);
        assertThat(new Visitor().open(first).status()).isEqualTo(404);
        assertThat(join(third, "Dora").text()).contains("You have joined");
        assertThat(sqlAll("""
                select action from audit_entry e join organization o on o.id = e.organization_id
                where o.slug = ?1 and action like '%JOIN%' order by e.id""", slug))
                .containsExactly(
                        "JOIN_LINK_MADE",
                        "JOIN_LINK_SHOWN",
                        "JOIN_LINK_MADE",
                        "JOIN_LINK_SHOWN",
                        "JOIN_LINK_REMOVED",
                        "JOIN_LINK_MADE",
                        "JOIN_LINK_SHOWN",
                        "MEMBER_JOINED_BY_LINK");
    }

    @Test
    void a_token_opens_its_own_organization_only() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var mallory = signedIn("Mallory");
        var hers = found(mallory, "single-owner");
        var token = token(make(ada, slug));
        var other = token(make(mallory, hers));
        System.arraycopy(token, 0, other, 0, 16);
        var forged = Base64.getUrlEncoder().withoutPadding().encodeToString(other);
        assertThat(new Visitor().open("/join/open?token=" + forged).status()).isEqualTo(404);
        // Neither kind of link opens what the other does.
        var join = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        assertThat(new Visitor().open("/invitations/open?token=" + join).status())
                .isEqualTo(404);
        invite(ada, slug, "Dora", "member");
        var shown = ada.open(ada.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/link")
                .header("location"));
        var invitation = shown.page().select("#flash-link").val().replaceAll(".*token=", "");
        assertThat(new Visitor().open("/join/open?token=" + invitation).status())
                .isEqualTo(404);
    }

    @Test
    void it_ends_with_its_last_day() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var link = make(ada, slug, "expires", LocalDate.now(ZoneOffset.UTC).toString());
        var dora = signedIn("Dora");
        assertThat(dora.open(link).text()).contains("Open until");
        sqlUpdate("""
                update join_link set expires = now() - interval '1 second'
                where organization_id = (select id from organization where slug = ?1)""", slug);
        var answer = dora.submit("/join", Map.of());
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.title()).isEqualTo("That link has expired");
        assertThat(roles(slug)).hasSize(1);
        assertThat(ada.open(path(slug)).text()).contains("It has expired.");
    }

    @Test
    void it_is_dead_while_who_answers_for_it_could_not_give_its_role() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var link = make(ben, slug);
        var dora = signedIn("Dora");
        dora.open(link);
        ada.post("/organizations/" + slug + "/members/" + member(slug, "Ben") + "/role", "role", "member");
        var answer = dora.submit("/join", Map.of());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo(signedIn("Dora").get("/join").text());
        assertThat(roles(slug)).hasSize(2);
        var page = ada.open(path(slug));
        assertThat(page.text()).contains("Nobody can join by it", "can no longer give the role Member");
        ada.submit(path(slug), Map.of());
        assertThat(ada.last().text()).doesNotContain("Nobody can join by it");
        assertThat(join(link, "Dora").text()).contains("You have joined as Member.");
        assertThat(details(slug, "MEMBER_JOINED_BY_LINK").toString()).contains(address("Ada"));
    }

    @Test
    void nobody_joins_as_what_they_did_not_see() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var link = make(ada, slug);
        var dora = signedIn("Dora");
        dora.open(link);
        ada.open(path(slug));
        ada.submit(path(slug), Map.of("role", "restricted-member"));
        var late = dora.submit("/join", Map.of());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("was changed meanwhile");
        assertThat(roles(slug)).hasSize(1);
        assertThat(join(link, "Dora").text()).contains("You have joined as Restricted member.");
    }

    @Test
    void where_somebody_has_to_agree_one_waits_and_a_use_counts_when_one_is_in() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var link = make(ada, slug, "uses", "2", "approval", "yes");
        var dora = signedIn("Dora");
        assertThat(dora.open(link).text()).contains("Joining is asking here", "Ask to join Org " + slug);
        for (var page : List.of(dora.submit("/join", Map.of()), dora.open("/join"), dora.open(link))) {
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.title()).isEqualTo("You have asked to join Org " + slug);
        }
        assertThat(dora.post("/join").header("location")).isEqualTo("/join");
        assertThat(uses(slug)).isZero();
        assertThat(roles(slug)).hasSize(2);
        answer("Ben", slug, true);
        assertThat(roles(slug)).containsExactly("admin", "member", "owner");
        assertThat(uses(slug)).isEqualTo(1);
        assertThat(details(slug, "MEMBER_JOINED_BY_LINK").toString())
                .contains("As Member, by the link of ", address("Ada"), ", let in by ", address("Ben"));
        assertThat(dora.open("/join").title()).isEqualTo("You are a member already");

        var eve = signedIn("Eve");
        eve.open(link);
        eve.submit("/join", Map.of());
        answer("Ada", slug, false);
        assertThat(eve.open("/join").title()).isEqualTo("Org " + slug + " has not let you in");
        assertThat(eve.last().status()).isEqualTo(403);
        assertThat(eve.post("/join").header("location")).isEqualTo("/join");
        assertThat(roles(slug)).hasSize(3);
        assertThat(uses(slug)).isEqualTo(1);

        // A request that came by a link which is gone is answered all the same, and counts nowhere.
        var fay = signedIn("Fay");
        fay.open(link);
        fay.submit("/join", Map.of());
        ada.post(path(slug) + "/regeneration");
        answer("Ada", slug, true);
        assertThat(roles(slug)).hasSize(4);
        assertThat(uses(slug)).isZero();
        assertThat(ben.open(path(slug)).text()).contains("Used 0 of 2 times", "once somebody has agreed");
    }

    @Test
    void whoever_cannot_give_the_role_neither_sees_nor_changes_the_link() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        var cleo = join(ada, slug, "Cleo", "member");
        make(ada, slug);
        var before = row(slug);
        for (var who : Map.of(cleo, 403, signedIn("Mallory"), 404).entrySet()) {
            assertThat(who.getKey().get(path(slug)).status()).isEqualTo(who.getValue());
            for (var verb : List.of("", "/link", "/regeneration", "/removal")) {
                assertThat(who.getKey()
                                .post(path(slug) + verb, "role", "member")
                                .status())
                        .as(verb)
                        .isEqualTo(who.getValue());
            }
        }
        for (var role : List.of("owner", "admin", "nonsense", "")) {
            var answer = ada.post(path(slug), "role", role);
            assertThat(answer.status()).as(role).isEqualTo(422);
            assertThat(answer.problem("role")).isEqualTo("Choose one of the roles that a link can give.");
        }
        assertThat(row(slug)).isEqualTo(before);
        // A link whose role no link can give, as a model that was changed might leave one.
        sqlUpdate("""
                update join_link set role = 'owner'
                where organization_id = (select id from organization where slug = ?1)""", slug);
        assertThat(ben.open(path(slug)).text()).contains("this link is not yours to show or change");
        for (var verb : List.of("/link", "/regeneration", "/removal")) {
            assertThat(ben.post(path(slug) + verb).status()).as(verb).isEqualTo(403);
        }
        assertThat(ben.post(path(slug), "role", "member").status()).isEqualTo(403);
    }

    @Test
    void of_two_who_change_it_the_late_one_is_told() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var ben = join(ada, slug, "Ben", "admin");
        make(ada, slug);
        ben.open(path(slug));
        var bens = ben.last();
        ada.open(path(slug));
        ada.submit(path(slug), Map.of("uses", "7"));
        var late =
                ben.submit(bens.page().select("form[action=" + path(slug) + "]").first(), Map.of("uses", "9"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Somebody was faster");
        assertThat(ada.open(path(slug)).text()).contains("Used 0 of 7 times");
    }

    /** Makes the link with these fields; answers its address. */
    @Test
    void the_link_speaks_german_on_both_sides() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        make(ada, slug);
        var link = link(ada, slug);
        ada.header("Accept-Language", "de");
        var wrong = ada.post(path(slug), "role", "member", "uses", "0", "expires", "morgen", "domains", "kein wort");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.title()).isEqualTo("Beitrittslink");
        assertThat(wrong.problem("uses"))
                .isEqualTo("Schreiben Sie eine Zahl von 1 bis 1000, oder lassen Sie das Feld leer.");
        assertThat(wrong.problem("domains")).isEqualTo("„kein“ ist keine Domain wie example.org.");
        assertThat(wrong.text()).contains("0 Mal");

        var dora = signedIn("Dora").header("Accept-Language", "de");
        var page = dora.open(link);
        assertThat(page.title()).endsWith(" beitreten?");
        assertThat(page.text()).contains("Sie treten sofort bei.");
        assertThat(dora.submit("/join", java.util.Map.of()).text()).contains("Sie sind als Member beigetreten.");
        assertThat(dora.open(link).title()).isEqualTo("Sie sind schon Mitglied");
    }

    private static String make(Visitor visitor, String slug, String... fields) {
        var all = new ArrayList<>(List.of(fields));
        if (!all.contains("role")) all.addAll(List.of("role", "member"));
        var answer = visitor.post(path(slug), all.toArray(String[]::new));
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        return link(visitor, slug);
    }

    private static String link(Visitor visitor, String slug) {
        var answer = visitor.post(path(slug) + "/link");
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        return visitor.open(answer.header("location"))
                .page()
                .select("#flash-link")
                .val();
    }

    private Visitor.Answer join(String link, String name) {
        var visitor = signedIn(name);
        visitor.open(link);
        return visitor.last().status() == 200 ? visitor.submit("/join", Map.of()) : visitor.last();
    }

    private void answer(String name, String slug, boolean yes) {
        var request = (UUID) sql("""
                select r.id from access_request r join organization o on o.id = r.organization_id
                where o.slug = ?1 and r.answered is null""", slug);
        QuarkusTransaction.requiringNew().run(() -> {
            var before = access.standing(account(name), slug).orElseThrow();
            var person = database.find(Account.class, account(name)).person();
            if (yes) AccessRequest.approve(before, person, request, "", null, access, inviting);
            else AccessRequest.refuse(before, person, request, access);
        });
    }

    private static byte[] token(String link) {
        return Base64.getUrlDecoder().decode(link.replaceAll(".*token=", ""));
    }

    private static String path(String slug) {
        return "/organizations/" + slug + "/join-link";
    }

    private List<Object> roles(String slug) {
        return sqlAll("""
                select m.role from member m join organization o on o.id = m.organization_id where o.slug = ?1 order by 1""", slug);
    }

    private int uses(String slug) {
        return (Integer) sql("""
                select j.uses from join_link j join organization o on o.id = j.organization_id where o.slug = ?1""", slug);
    }

    private Object row(String slug) {
        return sql("""
                select cast(j as text) from join_link j join organization o on o.id = j.organization_id where o.slug = ?1""", slug);
    }

    private Object details(String slug, String action) {
        return sql("""
                select e.details from audit_entry e join organization o on o.id = e.organization_id
                where o.slug = ?1 and e.action = ?2""", slug, action);
    }
}
