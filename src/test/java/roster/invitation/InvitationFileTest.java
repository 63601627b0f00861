package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.Visitor;

/** The lists of invitations and of requests as files for spreadsheets. */
@QuarkusTest
class InvitationFileTest extends RosterTest {
    private static final String CSV = "format=csv";

    @Test
    void a_file_has_every_invitation_of_several_pages_newest_first() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        fill(slug, 120);
        invite(ada, slug, "Dora", "member");
        var page = ada.open(path(slug));
        assertThat(page.page().select("p.file a").attr("href")).isEqualTo("?" + CSV);
        var answer = ada.get(path(slug) + "?" + CSV);
        assertThat(answer.header("content-type")).startsWith("text/csv");
        assertThat(answer.header("content-disposition")).isEqualTo("attachment; filename=\"invitations.csv\"");
        var rows = rows(answer);
        assertThat(rows.get(0))
                .containsExactly(
                        "Invited",
                        "Offers",
                        "Invited by",
                        "Invited on",
                        "State",
                        "Open until",
                        "Ended",
                        "Reason",
                        "Mail");
        assertThat(rows).hasSize(1 + 121);
        assertThat(rows.get(1)).startsWith(address("Dora"), "Member", "Ada").contains("Pending");
        assertThat(rows.subList(2, 122)).extracting(row -> row.get(0)).doesNotHaveDuplicates();
        assertThat(rows.get(121)).startsWith("i1");
    }

    @Test
    void a_file_has_what_the_list_was_asked_for() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        fill(slug, 120);
        invite(ada, slug, "Dora", "member");
        var page = ada.open(path(slug) + "?q=i1&state=revoked");
        assertThat(page.page().select("p.file a").attr("href")).isEqualTo("?q=i1&state=revoked&" + CSV);
        var rows = rows(ada.get(path(slug) + page.page().select("p.file a").attr("href")));
        assertThat(rows.subList(1, rows.size()))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get(0)).startsWith("i1"))
                .allSatisfy(row -> assertThat(row.get(4)).isEqualTo("Revoked"));
        assertThat(rows(ada.get(path(slug) + "?q=nobody&" + CSV))).hasSize(1);
        ada.header("Accept-Language", "de");
        var german = rows(ada.get(path(slug) + "?state=pending&" + CSV));
        assertThat(german.get(0)).startsWith("Eingeladen", "Bietet an");
        assertThat(german.get(1)).contains("Offen").last().asString().startsWith("Mail ");
    }

    @Test
    void a_file_holds_nothing_that_a_spreadsheet_would_compute() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var dora = signedIn("Dora");
        dora.open("/invitations/accept?invitation=" + invitation(slug, "Dora"));
        dora.submit("/invitations/decline", Map.of("reason", "=HYPERLINK(\"http://evil.example\")"));
        sqlUpdate("update invitation set named = '+1' where id = ?1", invitation(slug, "Dora"));
        var row = rows(ada.get(path(slug) + "?" + CSV)).get(1);
        assertThat(row.get(0)).isEqualTo("'+1");
        assertThat(row.get(7)).isEqualTo("'=HYPERLINK(\"http://evil.example\")");
    }

    @Test
    void a_file_about_a_project_has_only_what_offers_it_and_only_what_the_reader_may_see() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        createProject(ada, slug, "Snow");
        invite(ada, slug, "Dora", "viewer", rain, "project-viewer", "snow", "project-viewer");
        invite(ada, slug, "Pam", "viewer");
        var rows = rows(ada.get("/organizations/" + slug + "/projects/" + rain + "/invitations?" + CSV));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).get(0)).isEqualTo(address("Dora"));
        assertThat(rows.get(1).get(1)).contains("Rain: ", "Snow: ");
    }

    @Test
    void a_file_is_for_whoever_may_see_the_list_alone() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        assertThat(cleo.get(path(slug) + "?" + CSV).status()).isEqualTo(403);
        assertThat(mallory.get(path(slug) + "?" + CSV).status()).isEqualTo(404);
        assertThat(signedIn("Nemo").get(path(slug) + "?" + CSV).status()).isEqualTo(404);
        assertThat(mallory.get("/organizations/" + slug + "/requests?" + CSV).status())
                .isEqualTo(404);
    }

    @Test
    void a_file_of_requests_has_those_that_its_reader_could_answer() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        sqlUpdate("update invitation set expires = now() - interval '1 hour' where id = ?1", invitation(slug, "Dora"));
        var dora = signedIn("Dora");
        dora.open("/invitations/accept?invitation=" + invitation(slug, "Dora"));
        dora.submit("/invitations/request", Map.of());
        var requests = "/organizations/" + slug + "/requests";
        assertThat(ada.open(requests + "?kind=new_link")
                        .page()
                        .select("p.file a")
                        .attr("href"))
                .isEqualTo("?kind=new_link&" + CSV);
        var rows = rows(ada.get(requests + "?" + CSV));
        assertThat(rows.get(0)).startsWith("Who", "Address", "Asks for");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1)).startsWith(address("Dora"), "", "New link", address("Dora"), "Member");
        assertThat(rows(ada.get(requests + "?kind=join&" + CSV))).hasSize(1);
        assertThat(rows(cleo.get(requests + "?" + CSV))).hasSize(1);
        ada.header("Accept-Language", "de");
        assertThat(rows(ada.get(requests + "?" + CSV)).get(1)).contains("Neuer Link");
    }

    /** Invitations to i1, i2, …; those with an even number are revoked. */
    private void fill(String slug, int number) {
        sqlUpdate("""
                insert into invitation (organization_id, id, email, named, address, role, message, inviter_id, nonce, generation,
                  token_hash, created, expires, hours, revoked)
                select m.organization_id, uuidv7(), 'i' || n, 'i' || n, 'i' || n, 'member', '', m.account_id, '', 1,
                  cast(cast(uuidv7() as text) as bytea), now(), now() + interval '1 day', 24, case when n % 2 = 0 then now() end
                from member m, generate_series(1, ?2) n where m.id = ?1""", member(slug, "Ada"), number);
    }

    private static String path(String slug) {
        return "/organizations/" + slug + "/invitations";
    }

    private static List<List<String>> rows(Visitor.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("\uFEFF");
        try (var parser = CSVFormat.DEFAULT.parse(new StringReader(answer.body().substring(1)))) {
            return parser.stream().map(record -> record.stream().toList()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
