package roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class SignInAnewTest extends RosterTest {
    @Test
    void the_provider_is_told_to_ask_again_on_this_way_only() {
        var ada = signedIn("Ada");
        ada.open("/");
        var begun = ada.post("/sign-in/anew", "to", "/organizations/new");
        assertThat(begun.status()).isEqualTo(303);
        assertThat(begun.header("location")).isEqualTo("/sign-in/anew?to=/organizations/new");
        assertThat(ada.cookies()).doesNotContainKey("q_session");
        assertThat(sql("select count(*) from session where account_id = ?1 and ended is null", account("Ada")))
                .isEqualTo(0L);
        assertThat(ada.get("/sign-in/anew?to=/organizations/new").header("location"))
                .contains("response_type=code")
                .contains("prompt=login&max_age=0");
        for (var path :
                List.of("/sign-in", "/organizations/new", "/sign-in?to=/sign-in/anew", "/organizations/x/ownership")) {
            assertThat(new Visitor().get(path).header("location"))
                    .as(path)
                    .contains("response_type=code")
                    .doesNotContain("prompt", "max_age");
        }
    }

    @Test
    void the_way_back_leads_to_a_path_of_this_installation_only() {
        for (var to :
                List.of("https://evil.example/", "//evil.example", "/a?b=c", "", "/../x", "javascript:alert(1)")) {
            var ada = signedIn("Ada");
            ada.open("/");
            assertThat(ada.post("/sign-in/anew", "to", to).header("location"))
                    .as(to)
                    .isEqualTo("/sign-in/anew?to=/");
        }
        var ada = signedIn("Ada");
        assertThat(ada.get("/sign-in/anew?to=//evil.example").header("location"))
                .isEqualTo("/");
        ada.open("/");
        ada.post("/sign-in/anew", "to", "/organizations/new");
        var provider = ada.open("/sign-in/anew?to=/organizations/new");
        ada.submit(provider.page().select("form:has(input[name=name])").first(), Map.of("name", address("Ada")));
        assertThat(ada.last().title()).isEqualTo("Found an organization");
    }
}
