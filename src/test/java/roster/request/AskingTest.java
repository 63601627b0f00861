package roster.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class AskingTest extends RosterTest {
    private static final String TOLD =
            "If this organization exists and takes requests, the people who decide have been told.";

    @Test
    void nemo_asks_where_the_organization_wants_it_and_those_who_decide_are_told() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        take(ada, slug);
        var nemo = signedIn("Nemo");
        var page = nemo.open("/organizations/" + slug + "/members");
        assertThat(page.status()).isEqualTo(404);
        var after = nemo.submit("/requests", Map.of("message", "Let me help"));
        assertThat(after.status()).isEqualTo(404);
        assertThat(after.address().getPath()).isEqualTo("/organizations/" + slug);
        assertThat(after.text()).contains(TOLD);
        assertThat(requests(slug)).containsExactly("member Let me help");
        assertThat(RealMail.await(address("Ada"), "Asked: ").getSubject()).contains("wants to join Org " + slug);
        assertThat(after.page().select("form[action=/requests] textarea").text())
                .isEmpty();
    }

    @Test
    void nothing_that_nemo_sees_tells_whether_there_is_an_organization() {
        var ada = signedIn("Ada");
        var takes = found(ada, "single-owner");
        take(ada, takes);
        var silent = found(ada, "single-owner");
        var nowhere = "n-" + UUID.randomUUID().toString().substring(0, 12);
        var nemo = signedIn("Nemo");
        for (var place : List.of("", "/members", "/projects/rain", "/nothing")) {
            var seen = new ArrayList<String>();
            for (var slug : List.of(takes, silent, nowhere)) {
                seen.add(masked(nemo.get("/organizations/" + slug + place), slug));
            }
            assertThat(seen).as(place).containsOnly(seen.get(0));
            assertThat(seen.get(0)).startsWith("404").contains("Ask for access");
        }
        var seen = new ArrayList<String>();
        for (var slug : List.of(takes, silent, nowhere)) {
            var answer = nemo.post("/requests", "slug", slug, "message", "");
            seen.add(answer.status()
                    + answer.header("location").replace(slug, "…")
                    + masked(nemo.open(answer.header("location")), slug));
        }
        assertThat(seen).containsOnly(seen.get(0));
        assertThat(seen.get(0)).startsWith("303").contains(TOLD);
        assertThat(requests(takes)).hasSize(1);
        assertThat(requests(silent)).isEmpty();

        // Asking again, being refused lately, or a message that is too long: each time the same for all three.
        for (var message : List.of("again", "x".repeat(501))) {
            seen.clear();
            for (var slug : List.of(takes, silent, nowhere)) {
                sqlUpdate("delete from asking where account_id = ?1", account("Nemo"));
                var answer = nemo.post("/requests", "slug", slug, "message", message);
                seen.add(answer.status() + masked(answer, slug));
            }
            assertThat(seen).as(message.substring(0, 1)).containsOnly(seen.get(0));
        }
        assertThat(seen.get(0)).startsWith("422");
        assertThat(requests(takes)).hasSize(1);
    }

    @Test
    void nemo_asks_five_times_a_day_whether_or_not_there_is_anything() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        take(ada, slug);
        var nemo = signedIn("Nemo");
        for (var i = 0; i < 5; i++) assertThat(ask(nemo, "nothing-" + i)).contains(TOLD);
        for (var one : List.of(slug, "nothing-6")) {
            assertThat(ask(nemo, one)).contains("You have asked often enough today. Try again tomorrow.");
        }
        assertThat(requests(slug)).isEmpty();
        sqlUpdate("update asking set at = at - interval '1 day' where account_id = ?1", account("Nemo"));
        assertThat(ask(nemo, slug)).contains(TOLD);
        assertThat(requests(slug)).hasSize(1);
    }

    @Test
    void an_address_that_is_not_verified_asks_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        take(ada, slug);
        var nemo = signedIn("Nemo");
        sqlUpdate("update account set email_verified = false where address = ?1", address("Nemo"));
        for (var one : List.of(slug, "nothing-here")) {
            assertThat(ask(nemo, one)).contains("Your address is not verified yet.");
        }
        assertThat(requests(slug)).isEmpty();
    }

    @Test
    void who_is_inside_is_not_offered_to_ask_and_who_is_not_signed_in_neither() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        take(ada, slug);
        for (var place : List.of("/projects/nothing", "/people/" + UUID.randomUUID())) {
            var page = ada.open("/organizations/" + slug + place);
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.page().select("form[action=/requests]")).as(place).isEmpty();
        }
        assertThat(signedIn("Nemo").open("/nothing").page().select("form[action=/requests]"))
                .isEmpty();
        assertThat(new Visitor().get("/organizations/" + slug + "/nothing").body())
                .doesNotContain("/requests");
        ada.post("/requests", "slug", slug, "message", "");
        assertThat(requests(slug)).isEmpty();
        assertThat(ada.post("/requests", "slug", "//example.org", "message", "").status())
                .isEqualTo(404);
    }

    private void take(Visitor ada, String slug) {
        var path = "/organizations/" + slug + "/settings";
        assertThat(ada.open(path).page().select("#takesRequests[checked], #replyToInviter[checked]"))
                .as("off by default")
                .isEmpty();
        ada.submit(path, Map.of("takesRequests", "yes"));
        assertThat(ada.last().page().select("#takesRequests[checked]")).hasSize(1);
    }

    private static String ask(Visitor nemo, String slug) {
        return nemo.open(nemo.post("/requests", "slug", slug, "message", "").header("location"))
                .text();
    }

    private static String masked(Visitor.Answer answer, String slug) {
        var headers = new java.util.TreeMap<>(answer.headers());
        headers.remove("date");
        headers.remove("set-cookie");
        return (answer.status() + "\n" + headers + "\n" + answer.body()).replace(slug, "…");
    }

    private List<Object> requests(String slug) {
        return sqlAll("""
                select trim(r.role || ' ' || r.message) from access_request r join organization o on o.id = r.organization_id
                where o.slug = ?1""", slug);
    }
}
