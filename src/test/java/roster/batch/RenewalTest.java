package roster.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roster.RosterTest;
import roster.Visitor;

/** Wherever an invitation is renewed, it is the same operation. */
@QuarkusTest
class RenewalTest extends RosterTest {
    @Inject
    Execution execution;

    /** Every place that offers a new link for an invitation that has expired. */
    enum Place {
        LIST,
        PROJECT,
        FORM,
        BATCH,
        REQUEST
    }

    @ParameterizedTest
    @EnumSource
    void renewing_keeps_the_invitation_and_gives_it_a_new_link_for_a_full_term(Place place) {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "member", rain, "project-read");
        var id = invitation(slug, "Dora");
        var old = link(ada, slug, id);
        sqlUpdate("update invitation set hours = 48, expires = now() - interval '1 hour' where id = ?1", id);
        assertThat(new Visitor().open(old).status()).isEqualTo(410);

        renew(place, ada, slug, rain, id, old);

        assertThat(sqlAll("select id from invitation where address = ?1", address("Dora")))
                .containsExactly(id);
        assertThat(sql("select generation from invitation where id = ?1", id)).isEqualTo(2);
        var term = place == Place.FORM ? "7 days" : "48 hours";
        assertThat(sql("""
                        select expires between now() + cast(?2 as interval) - interval '5 minutes' and now() + cast(?2 as interval)
                        from invitation where id = ?1""", id, term)).as("a full term").isEqualTo(true);
        assertThat(new Visitor().open(old).status()).as("the old link").isEqualTo(404);
        assertThat(sql(
                        "select count(*) from outbox where invitation_id = ?1 and generation = 2 and kind = 'invitation'",
                        id))
                .isEqualTo(1L);
        var dora = signedIn("Dora");
        dora.open(link(ada, slug, id));
        dora.submit("/invitations/accept", Map.of());
        assertThat(sql("select role from member where id = ?1", member(slug, "Dora")))
                .isEqualTo("member");
        assertThat(sql("select role from collaborator where id = ?1", collaborator(slug, rain, "Dora")))
                .isEqualTo("project-read");
    }

    private void renew(Place place, Visitor ada, String slug, String rain, UUID id, String old) {
        var path = "/organizations/" + slug;
        switch (place) {
            case LIST -> ada.post(path + "/invitations/" + id + "/renewal");
            case PROJECT -> ada.post(path + "/projects/" + rain + "/invitations/" + id + "/renewal");
            case FORM -> invite(ada, slug, "Dora", "member", rain, "project-read");
            case BATCH -> {
                var batch = ada.post(path + "/batches", "kind", "renew", "all", "expired")
                        .header("location");
                ada.post(batch + "/confirmation");
                execution.run();
            }
            case REQUEST -> {
                var somebody = new Visitor();
                somebody.open(old);
                somebody.submit("/invitations/request", Map.of());
                var request = sql("select id from access_request where invitation_id = ?1", id);
                ada.post(path + "/requests/" + request + "/approval");
            }
        }
    }

    private static String link(Visitor ada, String slug, UUID id) {
        var path = "/organizations/" + slug + "/invitations/" + id;
        ada.post(path + "/link");
        return ada.open(path).page().select("#flash-link").val();
    }
}
