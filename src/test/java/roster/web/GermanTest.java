package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roster.RosterTest;
import roster.Visitor;
import roster.audit.AuditAction;

/** Whoever reads German is spoken to in German, also where something goes wrong; what is written down stays English. */
@QuarkusTest
class GermanTest extends RosterTest {
    private static final Reader GERMAN = Reader.of("de", null);

    @Test
    void the_members_and_what_one_can_do_with_them() {
        var ada = signedIn("Ada").header("Accept-Language", "de");
        var slug = found(signedIn("Ada"), "single-owner");
        var ben = join(ada("en"), slug, "Ben", "admin");
        var page = ada.open(home(slug) + "/members");
        assertThat(page.page().select("html").attr("lang")).isEqualTo("de");
        assertThat(page.title()).isEqualTo("Mitglieder");
        assertThat(page.text())
                .contains("Personen einladen", "Rolle von Ben ändern", "Entfernen Ben aus Org " + slug)
                .contains("Die eine Person mit der Rolle Owner bleibt")
                .doesNotContain("Remove", "Apply", "stays");

        var removal = home(slug) + "/members/" + member(slug, "Ben") + "/removal";
        page = ada.open(removal);
        assertThat(page.title()).isEqualTo("Ben aus Org " + slug + " entfernen?");
        assertThat(page.page().select("a[autofocus]").text()).isEqualTo("Ben behalten");
        page = ada.submit(removal, Map.of());
        assertThat(page.page().select(".flash").text())
                .isEqualTo("Ben ist nicht mehr Mitglied von Org " + slug + ". Rückgängig machen");
        assertThat(ben.open(home(slug)).status()).isEqualTo(404);
        assertThat(ada.open(home(slug) + "/audit")
                        .page()
                        .select(".history p")
                        .first()
                        .text())
                .isEqualTo("Ada (" + address("Ada") + ") hat Ben (" + address("Ben") + ") entfernt. Was Admin");
    }

    @Test
    void what_could_not_be_given_back_is_said_in_German_and_written_down_in_English() {
        var ada = signedIn("Ada").header("Accept-Language", "de");
        var slug = found(ada("en"), "single-owner");
        var rain = createProject(ada, slug, "Rain");
        join(ada("en"), slug, "Ben", "member", rain, "project-read");
        ada.post(home(slug) + "/members/" + member(slug, "Ben") + "/removal");
        sqlUpdate(
                "delete from collaborator where project_id = (select id from project where slug = ?1 and "
                        + "organization_id = (select id from organization where slug = ?2))",
                rain,
                slug);
        sqlUpdate(
                "delete from project where slug = ?1 and organization_id = "
                        + "(select id from organization where slug = ?2)",
                rain,
                slug);
        var list = ada.open(home(slug) + "/departures");
        assertThat(list.page().select("td .reason").text()).isEqualTo("Rain wurde gelöscht.");
        var page = ada.submit(list.page().select("form[action$=/undoing]").first(), Map.of());
        assertThat(page.page().select(".flash").text())
                .isEqualTo("Ben ist zurück, aber nicht mit allem. Rain wurde gelöscht.");
        assertThat(sql(
                        "select details from audit_entry where action = 'MEMBER_RESTORED' and organization_id = "
                                + "(select id from organization where slug = ?1)",
                        slug))
                .isEqualTo("Member. Not given back: Rain was deleted.");
    }

    @Test
    void a_refusal() {
        var slug = found(signedIn("Ada"), "single-owner");
        var cleo = join(ada("en"), slug, "Cleo", "restricted-member").header("Accept-Language", "de");
        var page = cleo.open(home(slug) + "/members");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.title()).isEqualTo("Das dürfen Sie nicht");
        assertThat(page.text())
                .contains("Ihre Rolle in Org " + slug + " ist Restricted member.", "member:view", "Wer es geben kann")
                .doesNotContain("You are", "permission");
    }

    @Test
    void what_is_not_there_and_what_is_no_address() {
        var nemo = new Visitor().header("Accept-Language", "de");
        var page = nemo.open("/nowhere");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.title()).isEqualTo("Hier ist nichts");
        assertThat(page.page().select("main a").text()).isEqualTo("Zu Ihrer Startseite");

        page = nemo.open("/members;a");
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.page().select("html").attr("lang")).isEqualTo("de");
        assertThat(page.title()).isEqualTo("Diese Adresse ist keine von unseren");
        assertThat(new Visitor().open("/members;a").page().select("html").attr("lang"))
                .isEqualTo("en");

        page = nemo.open("/");
        assertThat(page.title()).isEqualTo("Wer dazugehört, und was wer darf");
        assertThat(nemo.open("/signed-out").title()).isEqualTo("Sie sind abgemeldet");
    }

    @Test
    void a_problem_of_a_form() {
        var ada = signedIn("Ada").header("Accept-Language", "de");
        var page = ada.open("/organizations/new");
        assertThat(page.title()).isEqualTo("Eine Organisation gründen");
        page = ada.submit("/organizations", Map.of("name", "", "slug", "A B", "model", "none"));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.problem("name")).isEqualTo("Das kann nicht leer bleiben.");
        assertThat(page.problem("slug")).startsWith("Nehmen Sie Kleinbuchstaben");
        assertThat(page.page().select(".summary").text())
                .startsWith("Das wurde nicht gespeichert. 3 Felder brauchen noch einen Blick:")
                .contains("Adressname: ", "Zugangsmodell: Wählen Sie");
    }

    @ParameterizedTest
    @EnumSource
    void every_deed_has_a_name_and_a_sentence_in_both_languages(AuditAction action) {
        for (var reader : new Reader[] {Reader.ANYBODY, GERMAN}) {
            assertThat(reader.hear(action::title)).isNotBlank().doesNotContain("{");
            assertThat(reader.hear(() -> action.deed("Dora"))).isNotBlank().doesNotContain("{");
        }
        assertThat(GERMAN.hear(() -> action.deed("Dora")))
                .matches("(hat|ist) .*")
                .isNotEqualTo(action.deed("Dora"));
        // A sentence that names its target does so in both, or in neither.
        assertThat(GERMAN.hear(() -> action.deed("Dora")).contains("Dora"))
                .isEqualTo(action.deed("Dora").contains("Dora"));
    }

    private static String home(String slug) {
        return "/organizations/" + slug;
    }

    /** Ada at another browser. */
    private Visitor ada(String language) {
        return signedIn("Ada").header("Accept-Language", language);
    }
}
