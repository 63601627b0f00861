package roster.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roster.RosterTest;
import roster.Visitor;
import roster.access.AccessModels;

@QuarkusTest
class OrganizationTest extends RosterTest {
    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    // Founding

    @Test
    void the_page_describes_four_models_and_their_roles() {
        var ada = signedIn("Ada");
        var page = ada.open("/organizations/new");
        assertThat(page.page().select("input[name=model]")).hasSize(4);
        assertThat(page.page().select("input[name=model][checked]")).isEmpty();
        for (var model : new AccessModels().all()) {
            var choice = page.page()
                    .select(".choice:has(#model-" + model.key() + ")")
                    .first()
                    .text();
            assertThat(choice).contains(model.name(), model.summary(), model.distinction(), model.origin());
            for (var role : model.organizationRoles()) assertThat(choice).contains(role.name(), role.description());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "admin-member-guest, admin, Admin",
        "administrator-viewer, organization-administrator, Organization administrator",
        "owner-editor-viewer, owner, Owner",
        "single-owner, owner, Owner"
    })
    void the_founder_of_each_model_is_its_first_owner(String model, String role, String name) {
        var ada = signedIn("Ada");
        var slug = "f-" + unique;
        ada.open("/organizations/new");
        var answer = ada.submit("/organizations", Map.of("name", "Fine & Dandy", "slug", slug, "model", model));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.address().getPath()).isEqualTo("/organizations/" + slug + "/invitations/new");
        assertThat(answer.text()).contains("The organization is founded.", "Step 2 of 2", "Fine & Dandy");
        var skip = answer.page().select("main a:contains(Skip for now)").first();
        var overview = ada.open(skip.absUrl("href"));
        assertThat(overview.address().getPath()).isEqualTo("/organizations/" + slug);
        assertThat(overview.title()).isEqualTo("Fine & Dandy");
        assertThat(overview.page().select("dd strong").first().text()).isEqualTo(name);
        assertThat(sql("""
                select concat(o.model, ' ', o.owners, ' ', m.role, ' ', m.granted_by, ' ',
                  (select count(*) from member x where x.organization_id = o.id))
                from organization o join member m on m.organization_id = o.id where o.slug = ?1""", slug)).isEqualTo(model + " 1 " + role + " as founder 1");
        assertThat(ada.open("/organizations/" + slug + "/audit")
                        .page()
                        .select(".history li p")
                        .text())
                .contains("founded Fine & Dandy", "Access model: ");
    }

    @Test
    void the_second_step_of_founding_stays_that_while_something_is_wrong() {
        var ada = signedIn("Ada");
        var slug = "f-" + unique;
        assertThat(ada.open("/organizations/new").text()).contains("Step 1 of 2");
        var step = ada.submit("/organizations", Map.of("name", "Fine", "slug", slug, "model", "owner-editor-viewer"));
        var wrong = ada.submit("/organizations/" + slug + "/invitations", Map.of("emails", "nobody", "role", "viewer"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.problem("emails")).isNotEmpty();
        assertThat(wrong.text()).contains("Step 2 of 2", "Skip for now");
        var sent = ada.submit(
                "/organizations/" + slug + "/invitations", Map.of("emails", address("Dora"), "role", "viewer"));
        assertThat(sent.text()).contains("One person was invited");
        assertThat(step.text()).contains("Step 2 of 2");
        assertThat(ada.open("/organizations/" + slug + "/invitations/new").text())
                .doesNotContain("Step 2 of 2", "Skip for now");
    }

    @ParameterizedTest
    @CsvSource({
        "Müller & Söhne, muller-sohne",
        "Straße der Größe, strasse-der-grosse",
        "Đại học Bách khoa Hà Nội, dai-hoc-bach-khoa-ha-noi",
        "Łódź Øresund Æther Œuvre, lodz-oresund-aether-oeuvre",
        "Þingvellir og Reyðarfjörður, thingvellir-og-reydarfjordur",
        "ACME - Labs!!!, acme-labs",
        "東京 Tokyo ２０２４, tokyo-2024",
        "O'Neill 👩‍🔬 Lab, o-neill-lab",
        "ﬁne İstanbul ışık, fine-istanbul-isik"
    })
    void an_address_name_is_made_from_the_name(String name, String slug) {
        var answer = found(signedIn("Ada"), name + " " + unique, "", "single-owner");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.address().getPath()).isEqualTo("/organizations/" + slug + "-" + unique + "/invitations/new");
        assertThat(answer.text()).contains(name + " " + unique);
    }

    @Test
    void a_long_name_makes_an_address_name_of_40_characters() {
        var name = unique + " " + "Wonderful ".repeat(7) + "X";
        assertThat(found(signedIn("Ada"), name, "", "single-owner").address().getPath())
                .isEqualTo("/organizations/" + unique + "-wonderful-wonderful-wonderful-w/invitations/new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"東京大学", "Москва", "👩‍🔬👩‍🔬", "!?", "A東"})
    void a_name_without_latin_letters_asks_for_an_address_name(String name) {
        var ada = signedIn("Ada");
        var answer = found(ada, name, "", "owner-editor-viewer");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("slug"))
                .isEqualTo("No address name can be made from this name. Type one, such as acme-labs.");
        assertThat(answer.page().select("input[name=name]").val()).isEqualTo(name);
        assertThat(answer.page().select("input[checked]").val()).isEqualTo("owner-editor-viewer");
        var second = ada.submit("/organizations", Map.of("slug", "c-" + unique, "model", "owner-editor-viewer"));
        assertThat(second.text()).contains("Step 2 of 2", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "admin", "api", "organizations", "invitations", "sign-in", "q", "roster", "www"})
    void reserved_words_are_refused(String word) {
        var ada = signedIn("Ada");
        var typed = found(ada, "Fine " + unique, word, "single-owner");
        assertThat(typed.status()).isEqualTo(422);
        assertThat(typed.problem("slug")).isNotEmpty();
        if (word.length() > 1) assertThat(typed.problem("slug")).contains("“" + word + "” is reserved");
        var suggested = found(ada, word.toUpperCase() + "!", "", "single-owner");
        assertThat(suggested.status()).isEqualTo(422);
        assertThat(suggested.problem("slug")).isNotEmpty();
        assertThat(count(word)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "Acme",
                "ac--me",
                "-acme",
                "acme-",
                "ac me",
                "äcme",
                "ac/me",
                "ac.me",
                "ac_me",
                "аcme",
                "a234567890a234567890a234567890a234567890x"
            })
    void an_address_name_of_another_form_is_refused(String slug) {
        var answer = found(signedIn("Ada"), "Fine", slug, "single-owner");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("slug")).isNotEmpty();
        assertThat(answer.page().select("input[name=slug]").val()).isEqualTo(slug);
        assertThat(count(slug)).isZero();
    }

    @Test
    void a_taken_address_name_is_refused_whether_typed_or_made() {
        var slug = found(signedIn("Mallory"), "single-owner");
        for (var typed : List.of(slug, "")) {
            var answer = found(signedIn("Ada"), slug, typed, "owner-editor-viewer");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.problem("slug")).isEqualTo("The address name “" + slug + "” is taken. Choose another.");
        }
        assertThat(count(slug)).isEqualTo(1);
        assertThat(signedIn("Ada").open("/").text()).contains("You belong to no organization yet");
    }

    @Test
    void of_two_foundings_of_one_address_name_at_once_one_wins() throws Exception {
        var ada = signedIn("Ada");
        var mallory = signedIn("Mallory");
        ada.token();
        mallory.token();
        for (var i = 0; i < 5; i++) {
            var slug = "race-" + unique + "-" + i;
            var both = List.of(
                    CompletableFuture.supplyAsync(
                            () -> ada.post("/organizations", "name", "Ada's", "slug", slug, "model", "single-owner")),
                    CompletableFuture.supplyAsync(() -> mallory.post(
                            "/organizations", "name", "Mallory's", "slug", slug, "model", "single-owner")));
            var statuses = new ArrayList<Integer>();
            for (var answer : both)
                statuses.add(answer.get(60, TimeUnit.SECONDS).status());
            assertThat(statuses).containsExactlyInAnyOrder(303, 422);
            assertThat(count(slug)).isEqualTo(1);
            assertThat(sql("""
                    select count(*) from member m join organization o on o.id = m.organization_id
                    where o.slug = ?1""", slug)).isEqualTo(1L);
        }
    }

    @Test
    void a_model_has_to_be_chosen() {
        for (var model : List.of("", "no-such-model", "SINGLE-OWNER", "../single-owner")) {
            var answer = found(signedIn("Ada"), "Fine", "m-" + unique, model);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.problem("model")).isEqualTo("Choose how people work together here.");
            assertThat(answer.page().select("input[name=slug]").val()).isEqualTo("m-" + unique);
        }
        var ada = signedIn("Ada");
        assertThat(ada.post("/organizations").status()).isEqualTo(422);
        assertThat(count("m-" + unique)).isZero();
    }

    @Test
    void a_name_has_2_to_80_characters_of_any_script() {
        var ada = signedIn("Ada");
        for (var name : List.of("", " ", "x", "x".repeat(81), "🦁".repeat(81), "a\u0007b", "a\u202Eb", "a\nb")) {
            var answer = found(ada, name, "n-" + unique, "single-owner");
            assertThat(answer.status()).as(name).isEqualTo(422);
            assertThat(answer.problem("name")).isNotEmpty();
            assertThat(answer.problem("slug")).isEmpty();
        }
        var i = 0;
        for (var name :
                List.of("東京", "x".repeat(80), "🦁".repeat(80), "👩‍🔬 Lab", "<b>&amp;\"'", "O’Neill – “fine”")) {
            var answer = found(ada, name, "n-" + unique + "-" + i++, "single-owner");
            assertThat(answer.status()).as(name).isEqualTo(200);
            assertThat(answer.text()).contains(name);
        }
    }

    // The overview

    @Test
    void the_overview_says_what_one_is_and_may_here() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        var page = cleo.open("/organizations/" + slug);
        assertThat(page.title()).isEqualTo("Org " + slug);
        assertThat(page.text())
                .contains("Your role Restricted member", "Member since", "Access model Single owner", "Founded")
                .doesNotContain("Invite people");
        assertThat(page.page().select("details").first().select("li")).hasSize(3);
        assertThat(page.page().select("nav.tabs a").eachText()).containsExactly("Overview", "Projects", "Access");
        var own = ada.open("/organizations/" + slug);
        assertThat(own.text()).contains("Your role Owner", "Invite people");
        assertThat(own.page().select("nav.tabs a").eachText())
                .contains("Overview", "Projects", "Members", "Invitations", "Access", "History", "Settings");
    }

    @Test
    void strangers_find_nothing_where_an_organization_is_as_where_none_is() {
        var slug = found(signedIn("Ada"), "single-owner");
        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        for (var stranger : List.of(mallory, signedIn("Nemo"))) {
            for (var page : List.of("", "/settings", "/members")) {
                var here = stranger.open("/organizations/" + slug + page);
                var nowhere = stranger.open("/organizations/none-" + unique + page);
                assertThat(here.status()).isEqualTo(404);
                assertThat(here.body().replaceAll("value=\"[^\"]*\"", ""))
                        .isEqualTo(nowhere.body().replaceAll("value=\"[^\"]*\"", ""));
            }
            assertThat(stranger.post("/organizations/" + slug + "/settings", "name", "Mine", "slug", "mine")
                            .status())
                    .isEqualTo(404);
        }
    }

    // Settings

    @Test
    void the_settings_change_name_and_address_name_and_description() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var cleo = join(ada, slug, "Cleo", "member");
        ada.open("/organizations/" + slug + "/settings");
        var answer = ada.submit(
                "/organizations/" + slug + "/settings",
                Map.of("name", "New Name", "slug", "new-" + unique, "description", "First line\r\nSecond <line>"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.address().getPath()).isEqualTo("/organizations/new-" + unique + "/settings");
        assertThat(answer.text()).contains("The settings are saved.");
        assertThat(answer.page().select("textarea").first().wholeText().strip()).isEqualTo("First line\nSecond <line>");
        assertThat(cleo.open("/organizations/" + slug).status()).isEqualTo(404);
        assertThat(cleo.open("/organizations/new-" + unique).text()).contains("New Name", "Second <line>");
        assertThat(ada.open("/organizations/new-" + unique + "/audit?action=ORGANIZATION_CHANGED")
                        .page()
                        .select(".history li p")
                        .text())
                .contains(
                        "Ada (" + address("Ada") + ") changed the settings of Org " + slug,
                        "Name: “Org " + slug + "” → “New Name”",
                        "Address name: “" + slug + "” → “new-" + unique + "”",
                        "Description: “” → “First line Second <line>”");
        assertThat(found(signedIn("Mallory"), "Second", slug, "single-owner").status())
                .isEqualTo(200);
    }

    @Test
    void settings_that_stay_as_they_are_write_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var row = "select concat(xmin, ' ', (select count(*) from audit_entry where organization_id = o.id)) "
                + "from organization o where slug = ?1";
        var before = sql(row, slug);
        ada.open("/organizations/" + slug + "/settings");
        assertThat(ada.submit("/organizations/" + slug + "/settings", Map.of()).text())
                .contains("The settings are saved.");
        assertThat(sql(row, slug)).isEqualTo(before);
    }

    @Test
    void wrong_settings_are_refused_and_kept_for_another_try() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var taken = found(signedIn("Mallory"), "single-owner");
        var before = settings(slug);
        for (var wrong : List.of(taken, "Acme", "admin", "", "a")) {
            ada.open("/organizations/" + slug + "/settings");
            var answer = ada.submit("/organizations/" + slug + "/settings", Map.of("slug", wrong, "name", "New Name"));
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.problem("slug")).isNotEmpty();
            assertThat(answer.page().select("input[name=slug]").val()).isEqualTo(wrong);
            assertThat(answer.page().select("input[name=name]").val()).isEqualTo("New Name");
        }
        var long_ = ada.submit(
                "/organizations/" + slug + "/settings",
                Map.of("slug", slug, "name", " ", "description", "🦁".repeat(501)));
        assertThat(long_.problem("name")).isEqualTo("This cannot be empty.");
        assertThat(long_.problem("description")).contains("at most 500 characters; it has 501");
        assertThat(long_.page().select("textarea").first().wholeText().strip()).isEqualTo("🦁".repeat(501));
        assertThat(ada.post("/organizations/" + slug + "/settings").status()).isEqualTo(422);
        assertThat(settings(slug)).isEqualTo(before);
        assertThat(ada.post(
                                "/organizations/" + slug + "/settings",
                                "slug",
                                slug,
                                "name",
                                "🦁".repeat(80),
                                "description",
                                "🦁".repeat(500))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void an_address_name_that_is_taken_meanwhile_is_refused_at_the_field() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var other = found(signedIn("Mallory"), "single-owner");
        var wanted = "wanted-" + unique;
        ada.open("/organizations/" + slug + "/settings");
        var change = QuarkusTransaction.requiringNew().call(() -> {
            database.createNativeQuery("update organization set slug = ?1 where slug = ?2")
                    .setParameter(1, wanted)
                    .setParameter(2, other)
                    .executeUpdate();
            var meanwhile = CompletableFuture.supplyAsync(
                    () -> ada.submit("/organizations/" + slug + "/settings", Map.of("slug", wanted)));
            awaitWaiting();
            return meanwhile;
        });
        var answer = change.get(60, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("slug")).contains("is taken");
        assertThat(count(slug)).isEqualTo(1);
        assertThat(sql("""
                select count(*) from audit_entry where action = 'ORGANIZATION_CHANGED'
                  and organization_id = (select id from organization where slug = ?1)""", slug)).isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({
        "admin-member-guest, member",
        "administrator-viewer, organization-viewer",
        "owner-editor-viewer, editor",
        "single-owner, admin"
    })
    void who_may_not_change_the_settings_is_refused(String model, String role) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var ben = join(ada, slug, "Ben", role);
        var before = settings(slug);
        assertThat(ben.open("/organizations/" + slug).page().select("a[href$=/settings]"))
                .isEmpty();
        var page = ben.open("/organizations/" + slug + "/settings");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("organization:edit", "Ada");
        assertThat(ben.post("/organizations/" + slug + "/settings", "name", "Mine", "slug", slug, "description", "")
                        .status())
                .isEqualTo(403);
        assertThat(settings(slug)).isEqualTo(before);
    }

    // What the tests above ask

    private Visitor.Answer found(Visitor founder, String name, String slug, String model) {
        founder.open("/organizations/new");
        return founder.submit("/organizations", Map.of("name", name, "slug", slug, "model", model));
    }

    private long count(String slug) {
        return ((Number) sql("select count(*) from organization where slug = ?1", slug)).longValue();
    }

    private Object settings(String slug) {
        return sql("""
                select concat(name, '|', slug, '|', description, '|', (select count(*) from audit_entry where organization_id = o.id))
                from organization o where slug = ?1""", slug);
    }

    private void awaitWaiting() throws InterruptedException {
        for (var i = 0; i < 1200; i++) {
            var waiting = (Number) sql("""
                    select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ilike 'update organization%'""");
            if (waiting.intValue() > 0) return;
            Thread.sleep(50);
        }
        throw new AssertionError("Nothing waits");
    }
}
