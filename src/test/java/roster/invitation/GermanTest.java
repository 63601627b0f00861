package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.Visitor;

/** What people read of an invitation whose browser asks for German. */
@QuarkusTest
class GermanTest extends RosterTest {
    private static final String ACCEPT = "/invitations/accept";

    @Test
    void a_German_is_invited_in_German_and_joins() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "member", rain, "project-read");
        var link = link(ada, slug, "Dora");
        var dora = german();
        var offer = dora.open(link);
        assertThat(offer.status()).isEqualTo(200);
        assertThat(offer.title()).isEqualTo("Org " + slug + " beitreten?");
        assertThat(offer.page().title()).startsWith("Einladung zu Org " + slug);
        assertThat(offer.text())
                .contains("Ada lädt Sie ein.", "Ihre Rolle Member", "Projekt Rain: ", "Offen bis", "in 7 Tagen")
                .contains("Anmelden oder registrieren, um beizutreten", "Ich möchte nicht beitreten")
                .contains("Verwenden Sie " + address("Dora") + ": Die Einladung gilt nur für diese Adresse.");
        dora.signIn(address("Dora"));
        assertThat(dora.open(ACCEPT).page().select("main button").eachText())
                .containsExactly("Org " + slug + " beitreten", "Ablehnen");
        var joined = dora.submit(ACCEPT, Map.of());
        assertThat(joined.title()).isEqualTo("Willkommen bei Org " + slug);
        assertThat(joined.text()).contains("Sie sind beigetreten als Member.", "Zu Org " + slug);
        assertThat(german().open(link).title()).as("to others").isEqualTo("Diese Einladung wurde schon verwendet");
        var snow = createProject(ada, slug, "Snow");
        invite(ada, slug, "Dora", "", snow, "project-read");
        sqlUpdate("delete from invitation_project where invitation_id = ?1", invitation(slug, "Dora"));
        var again = dora.open(ACCEPT + "?invitation=" + invitation(slug, "Dora"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.title()).isEqualTo("Sie sind schon Mitglied");
    }

    @Test
    void a_German_whose_link_is_dead_is_told_what_to_do_in_German() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        invite(ada, slug, "Pam", "member");
        var expired = link(ada, slug, "Dora");
        var revoked = link(ada, slug, "Pam");
        sqlUpdate("update invitation set expires = now() - interval '1 hour' where id = ?1", invitation(slug, "Dora"));
        ada.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Pam") + "/revocation");

        var dora = german();
        var page = dora.open(expired);
        assertThat(page.status()).isEqualTo(410);
        assertThat(page.title()).isEqualTo("Diese Einladung ist abgelaufen");
        assertThat(page.page().title()).startsWith("Abgelaufen");
        assertThat(page.text()).contains("Ada wird gefragt. Bei Zustimmung geht eine Mail mit einem neuen Link an d…@");
        var asked = dora.submit("/invitations/request", Map.of());
        assertThat(asked.text()).contains("Ada wurde am ", " um einen neuen Link gebeten.", "Mehr ist nicht zu tun.");

        var pam = german().open(revoked);
        assertThat(pam.status()).isEqualTo(410);
        assertThat(pam.title()).isEqualTo("Diese Einladung wurde zurückgezogen");
        assertThat(pam.text()).contains("Sie kam von Ada.");
        var unknown = german().open("/invitations/open?token=nothing");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.title()).isEqualTo("Dieser Link führt zu keiner Einladung");
    }

    @Test
    void a_German_who_is_not_meant_or_not_proved_to_be_is_told_so_in_German() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var link = link(ada, slug, "Dora");
        var nemo = german().signIn(address("Nemo"));
        var other = nemo.open(link);
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.title()).isEqualTo("Diese Einladung ist für eine andere Adresse");
        assertThat(other.text())
                .contains("Sie sind angemeldet als Nemo mit " + address("Nemo") + ".")
                .contains("Die Einladung ist für " + address("Dora") + ".");
        assertThat(other.page().select("main button").eachText())
                .containsExactly(
                        "Abmelden und Konto wechseln",
                        "Darum bitten, sie an " + address("Nemo") + " zu schicken",
                        "Das bin ich nicht");
        assertThat(nemo.submit("/invitations/misdelivery", Map.of()).text()).contains("Danke. Wer die Einladung");

        var dora = german().signIn(address("Dora"));
        sqlUpdate("update account set email_verified = false where address = ?1", address("Dora"));
        var unverified = dora.open(link);
        assertThat(unverified.status()).isEqualTo(403);
        assertThat(unverified.title()).isEqualTo("Ihre Adresse ist noch nicht bestätigt");
        sqlUpdate("update account set email_verified = true where address = ?1", address("Dora"));

        dora.open(link);
        var declined = dora.submit("/invitations/decline", Map.of("reason", "Keine Zeit"));
        assertThat(declined.status()).isEqualTo(410);
        assertThat(declined.title()).isEqualTo("Diese Einladung wurde abgelehnt");
        assertThat(declined.text()).contains("Haben Sie es sich anders überlegt?");
    }

    @Test
    void whoever_invites_in_German_is_answered_in_German() {
        var ada = german().signIn(address("Ada"));
        var slug = found(ada, "single-owner");
        var path = "/organizations/" + slug + "/invitations";
        assertThat(ada.open(path).text()).contains("Noch ist niemand eingeladen", "Personen einladen");
        var form = ada.open(path + "/new");
        assertThat(form.text())
                .contains("Er gilt 7 Tage, wenn Sie nichts anderes sagen")
                .contains("Heute können Sie noch 50 Einladungen verschicken");
        var wrong = ada.post(path, "emails", "dora", "role", "member", "term", "40 Tage");
        assertThat(wrong.text())
                .contains("Das wurde nicht gespeichert.")
                .contains("Von 1 Stunde bis 30 Tage, etwa 12 Stunden oder 7 Tage");
        var unknown = ada.post(path, "emails", "dora", "role", "member");
        assertThat(unknown.problem("emails"))
                .isEqualTo("Weder Mailadresse noch hier bekannter Benutzername: „dora“. Nichts wurde verschickt.");
        var sent = ada.post(path, "emails", address("Dora"), "role", "member", "term", "3 Tage");
        assertThat(ada.open(sent.header("location")).text())
                .contains("Eine Person wurde eingeladen", "Eingeladen.", "Offen 1", "Member, eingeladen von Ada");
        assertThat(sql("select hours from invitation where id = ?1", invitation(slug, "Dora")))
                .isEqualTo(72);
        var story = ada.open(path + "/" + invitation(slug, "Dora"));
        assertThat(story.title()).isEqualTo("Einladung für " + address("Dora"));
        assertThat(story.text()).contains("Was geschehen ist");
        ada.post(path + "/" + invitation(slug, "Dora") + "/renewal");
        assertThat(ada.open(path).text())
                .contains("Die Einladung für " + address("Dora") + " ist erneuert. Der Link davor gilt nicht mehr.");
        // What is kept, is kept in one language.
        assertThat(sql("select details from audit_entry where target_id = ?1 limit 1", invitation(slug, "Dora")))
                .isEqualTo("As Member");
        var gone = ada.post(path + "/" + invitation(slug, "Dora") + "/dismissal");
        assertThat(gone.status()).isEqualTo(409);
        assertThat(gone.text()).contains("Nur eine abgelaufene oder abgelehnte Einladung lässt sich ausblenden.");
        assertThat(german().signIn(address("Nemo"))
                        .open("/organizations/" + slug)
                        .title())
                .isEqualTo("Hier ist nichts");
    }

    private static Visitor german() {
        return new Visitor().header("Accept-Language", "de-DE,de;q=0.9,en;q=0.5");
    }

    private String link(Visitor inviter, String slug, String name) {
        UUID invitation = invitation(slug, name);
        inviter.post("/organizations/" + slug + "/invitations/" + invitation + "/link");
        return inviter.open("/organizations/" + slug + "/invitations")
                .page()
                .select("#flash-link")
                .val();
    }
}
