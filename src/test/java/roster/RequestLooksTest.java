package roster;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The pages of people who were invited, and of those whom they ask, in a real browser. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class RequestLooksTest extends RosterTest {
    private static final String ACCEPT = "/invitations/accept";

    @AfterAll
    static void closed() {
        Browser.stop();
    }

    @Test
    void every_end_of_a_link_and_what_comes_of_it_can_be_read_on_any_screen() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "organization-viewer", rain, "project-developer");
        invite(ada, slug, "Pam", "organization-viewer");
        var link = link(ada, slug, "Pam");
        var nemo = signedIn("Nemo");
        Browser.open(true)
                .as(nemo)
                .go(link, 403)
                .look("other account", "This invitation is for another address")
                .press("Ask to re-address this to " + address("Nemo"))
                .look("readdress asked", "This invitation is for another address");
        var dora = signedIn("Dora");
        var home = Browser.open(true).as(dora).go("/", 200).look("inbox", "Your organizations");
        sqlUpdate("update invitation set expires = now() - interval '1 hour' where id = ?1", invitation(slug, "Dora"));
        home.go("/", 200)
                .look("inbox of the expired", "Your organizations")
                .go(ACCEPT + "?invitation=" + invitation(slug, "Dora"), 410)
                .look("expired", "This invitation has expired")
                .press("Ask for a new link")
                .look("link asked", "This invitation has expired");
        sqlUpdate("""
                insert into access_request (organization_id, id, kind, account_id, name, email, address, role, message, created)
                select o.id, gen_random_uuid(), 'JOIN', a.id, a.name, a.email, a.address, 'organization-viewer',
                  'I work with you on Rain', now() from organization o, account a where o.slug = ?1 and a.address = ?2""", slug, address("Nemo"));
        Browser.open(true)
                .as(ada)
                .go("/", 200)
                .look("home with requests", "Your organizations")
                .go("/organizations/" + slug + "/requests", 200)
                .look("requests", "Waiting for you")
                .press("Refuse what Nemo asks for")
                .look("refused", "Waiting for you")
                .go("/organizations/" + slug + "/requests?kind=new_link", 200)
                .look("requests of a kind", "Waiting for you");
        ada.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Pam") + "/revocation");
        Browser.open(true).go(link, 410).look("revoked", "This invitation was taken back");
    }

    private String link(Visitor inviter, String slug, String name) {
        inviter.post("/organizations/" + slug + "/invitations/" + invitation(slug, name) + "/link");
        return inviter.open("/organizations/" + slug + "/invitations")
                .page()
                .select("#flash-link")
                .val();
    }
}
