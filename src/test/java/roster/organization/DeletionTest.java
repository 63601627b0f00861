package roster.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.Multipart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roster.Crowd;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class DeletionTest extends RosterTest {
    @Test
    void the_owner_reads_what_is_lost_and_types_the_address_name() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var path = "/organizations/" + slug;
        join(ada, slug, "Ben", "admin");
        createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "member");
        assertThat(ada.open(path + "/settings")
                        .page()
                        .select("a[href=" + path + "/deletion]")
                        .text())
                .isEqualTo("Delete Org " + slug + "…");
        var page = ada.open(path + "/deletion");
        assertThat(page.title()).isEqualTo("Delete Org " + slug + "?");
        assertThat(page.page().select(".facts div").eachText())
                .containsExactly("Members 2, you included", "Projects 1", "Open invitations 1");
        var organization = organization(slug);
        var before = rows(organization);
        for (var typed : List.of("", "x", slug.toUpperCase(), slug + "x")) {
            ada.open(path + "/deletion");
            var wrong = ada.submit(path + "/deletion", Map.of("confirm", typed));
            assertThat(wrong.status()).as(typed).isEqualTo(422);
            assertThat(wrong.problem("confirm")).isEqualTo("Type " + slug + " to delete this organization.");
            assertThat(wrong.page().select("#confirm").val()).isEqualTo(typed);
        }
        assertThat(ada.post(path + "/deletion").status()).isEqualTo(422);
        assertThat(rows(organization)).isEqualTo(before);

        ada.open(path + "/deletion");
        var deleted = ada.submit(path + "/deletion", Map.of("confirm", slug));
        assertThat(deleted.address().getPath()).isEqualTo("/");
        assertThat(deleted.text()).contains("The organization Org " + slug + " is deleted.");
        assertThat(deleted.page().select("a[href=" + path + "]")).isEmpty();
        assertThat(rows(organization)).isEmpty();
        assertThat(sql("""
                select details from audit_entry where organization_id = ?1 and action = 'ORGANIZATION_DELETED'
                  and target_id = ?1 and actor_id = ?2""", organization, account("Ada")))
                .isEqualTo("Address name: " + slug + ". Lost: 2 members, 1 project, 1 open invitation");
        assertThat(sql("select count(*) from audit_entry where organization_id = ?1", organization))
                .as("the history outlives it")
                .isEqualTo(6L);
        assertThat(ada.post(path + "/deletion", "confirm", slug).status())
                .as("a second click")
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin-member-guest", "administrator-viewer", "owner-editor-viewer"})
    void in_the_other_models_people_from_outside_go_with_it(String model) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var rain = createProject(ada, slug, "Rain");
        var role = ada.open("/organizations/" + slug + "/projects/" + rain + "/collaborators")
                .page()
                .select("#role option")
                .first()
                .val();
        collaborate(ada, slug, rain, "Eve", role);
        var organization = organization(slug);
        assertThat(ada.open("/organizations/" + slug + "/deletion").text())
                .contains("Members 1, you alone", "External people 1");
        assertThat(ada.post("/organizations/" + slug + "/deletion", "confirm", slug)
                        .status())
                .isEqualTo(303);
        assertThat(rows(organization)).isEmpty();
    }

    @Test
    void who_may_not_delete_it_deletes_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var path = "/organizations/" + slug + "/deletion";
        var ben = join(ada, slug, "Ben", "admin");
        assertThat(ben.get(path).status()).isEqualTo(403);
        assertThat(ben.post(path, "confirm", slug).status()).isEqualTo(403);
        var nemo = signedIn("Nemo");
        assertThat(nemo.get(path).status()).isEqualTo(404);
        assertThat(nemo.post(path, "confirm", slug).status()).isEqualTo(404);
        assertThat(organization(slug)).isNotNull();
    }

    @Test
    void an_old_session_deletes_nothing() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var path = "/organizations/" + slug + "/deletion";
        sqlUpdate("update session set started = now() - interval '601 seconds' where account_id = ?1", account("Ada"));
        var page = ada.open(path);
        assertThat(page.text()).contains("Sign in anew first");
        assertThat(page.page().select("input[name=confirm]")).isEmpty();
        var before = rows(organization(slug));
        var answer = ada.post(path, "confirm", slug);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("Nothing was deleted: your session is too old for it.");
        assertThat(rows(organization(slug))).isEqualTo(before);

        ada.open(path);
        var provider = ada.submit("/sign-in/anew", Map.of());
        ada.submit(provider.page().select("form:has(input[name=name])").first(), Map.of("name", address("Ada")));
        assertThat(ada.last().address().getPath()).isEqualTo(path);
        assertThat(ada.submit(path, Map.of("confirm", slug)).text()).contains("is deleted.");
    }

    @Test
    void mails_that_wait_are_not_sent_and_links_lead_to_a_calm_page() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var mail = RealMail.await(address("Dora"), 1);
        var link = link((Multipart) mail.getContent());
        var dora = signedIn("Dora");
        dora.open(link);
        var invitation = invitation(slug, "Dora").toString();
        var organization = organization(slug);
        sqlUpdate("""
                insert into outbox (id, organization_id, kind, sender_id, recipient, address, facts, created, due)
                values (gen_random_uuid(), ?1, 'removed', ?2, ?3, ?3, '{}', now(), now() + interval '1 hour')""", organization, account("Ada"), address("Ben"));
        assertThat(ada.post("/organizations/" + slug + "/deletion", "confirm", slug)
                        .status())
                .isEqualTo(303);
        assertThat(sqlAll("select problem from outbox where organization_id = ?1 and sent is null", organization))
                .containsExactly("The organization was deleted");
        assertThat(sql("""
                select count(*) from outbox where organization_id = ?1 and sent is null and dropped is null and dead is null""", organization)).isEqualTo(0L);

        for (var visitor : List.of(dora, new Visitor(), signedIn("Nemo"))) {
            var answer = visitor.open(link);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.title()).isEqualTo("This link leads to no invitation");
        }
        for (var act : List.of("accept", "decline")) {
            var answer = dora.post("/invitations/" + act, "invitation", invitation, "reason", "");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.title()).isEqualTo("This link leads to no invitation");
        }
    }

    @Test
    void slugs_never_reach_another_tenant_after_reuse() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var path = "/organizations/" + slug;
        var ben = join(ada, slug, "Ben", "admin");
        var rain = createProject(ada, slug, "Rain");
        invite(ada, slug, "Dora", "member");
        var mail = RealMail.await(address("Dora"), 1);
        var link = link((Multipart) mail.getContent());
        var dora = signedIn("Dora");
        var ids = List.of(member(slug, "Ada"), member(slug, "Ben"), invitation(slug, "Dora"), account("Ben"));
        ada.post(path + "/ownership", "account", account("Ben").toString());
        assertThat(ada.post(path + "/deletion", "confirm", slug).status()).isEqualTo(303);

        var mallory = signedIn("Mallory");
        mallory.open("/organizations/new");
        var founded = mallory.submit("/organizations", Map.of("name", "Reborn", "slug", slug, "model", "single-owner"));
        assertThat(founded.text()).contains("Reborn");
        createProject(mallory, slug, "Rain");
        var organization = organization(slug);
        var before = rows(organization);

        for (var old : List.of(ada, ben, dora)) {
            for (var place : List.of(
                    "", "/members", "/settings", "/audit", "/deletion", "/ownership/acceptance", "/projects/" + rain)) {
                assertThat(old.get(path + place).status()).as(place).isEqualTo(404);
            }
            var forms = new ArrayList<>(List.of(
                    "/settings",
                    "/deletion",
                    "/ownership",
                    "/ownership/acceptance",
                    "/ownership/refusal",
                    "/invitations",
                    "/projects",
                    "/projects/" + rain + "/deletion",
                    "/membership/removal"));
            for (var id : ids) {
                forms.addAll(List.of("/members/" + id + "/role", "/members/" + id + "/removal"));
                forms.add("/invitations/" + id + "/renewal");
            }
            for (var form : forms) {
                var answer = old.post(
                        path + form,
                        "confirm",
                        slug,
                        "name",
                        "Taken",
                        "slug",
                        slug,
                        "role",
                        "member",
                        "emails",
                        address("Nemo"),
                        "account",
                        account("Ben").toString());
                assertThat(answer.status()).as(form).isEqualTo(404);
            }
            assertThat(old.open("/").text()).doesNotContain("Reborn");
        }
        assertThat(dora.open(link).status()).isEqualTo(404);
        assertThat(dora.post("/invitations/accept", "invitation", ids.get(2).toString())
                        .status())
                .isEqualTo(404);
        for (var id : ids) {
            assertThat(mallory.post(path + "/members/" + id + "/removal").status())
                    .isEqualTo(404);
        }
        assertThat(mallory.open(path + "/audit").text()).doesNotContain("Ada", "Ben");
        assertThat(rows(organization)).isEqualTo(before);
    }

    @Test
    void an_organization_with_many_members_is_deleted_at_once() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        Crowd.fill(slug, "member", 3_000);
        var organization = organization(slug);
        assertThat(ada.open("/organizations/" + slug + "/deletion").text()).contains("3001, you included");
        assertThat(ada.post("/organizations/" + slug + "/deletion", "confirm", slug)
                        .status())
                .isEqualTo(303);
        assertThat(rows(organization)).isEmpty();
    }

    private UUID organization(String slug) {
        return (UUID) sql("select id from organization where slug = ?1", slug);
    }

    /** Every row of the organization, in whatever table, but its history and its mails. */
    private List<Object> rows(UUID organization) {
        var rows = new ArrayList<>(sqlAll("select cast(o as text) from organization o where id = ?1", organization));
        for (var table : sqlAll("""
                select table_name from information_schema.columns where column_name = 'organization_id'
                  and table_schema = 'public' and table_name not in ('audit_entry', 'audit_chain', 'outbox') order by 1""")) {
            rows.addAll(sqlAll(
                    "select cast(t as text) from %s t where organization_id = ?1 order by 1".formatted(table),
                    organization));
        }
        return rows;
    }

    private static String link(Multipart mail) throws Exception {
        var content = mail.getBodyPart(0).getContent();
        if (content instanceof Multipart inner) return link(inner);
        var found = Pattern.compile("http://\\S+token=\\S+").matcher(content.toString());
        assertThat(found.find()).as("a link in the mail").isTrue();
        return found.group();
    }
}
