package roster.collaborator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roster.Crowd;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class CollaboratorTest extends RosterTest {
    private static final String ACCEPT = "/invitations/accept";

    // --- Whom one can add ---

    @Test
    void where_outsiders_are_kept_out_the_form_is_there_only_as_long_as_somebody_is_left_to_add() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        for (var page : List.of(project(slug, rain), path(slug, rain))) {
            var alone = ada.open(page);
            assertThat(alone.page().select("form#add")).as(page).isEmpty();
            assertThat(alone.text()).contains("Add a collaborator", "Nobody is left to add");
            assertThat(alone.page().select("main a[href$=/invitations/new]")).isNotEmpty();
        }
        // Whom the organization has invited, a project can be offered to as well.
        invite(ada, slug, "Cleo", "restricted-member");
        assertThat(ada.open(path(slug, rain)).page().select("form#add")).isNotEmpty();

        var cleo = accept(slug, "Cleo");
        assertThat(ada.open(project(slug, rain)).page().select("form#add")).isNotEmpty();
        // Once everybody is invited, there is nobody left; an offer that lapsed can be made again.
        add(ada, slug, rain, address("Cleo"), "project-admin");
        assertThat(ada.open(path(slug, rain)).page().select("form#add")).isEmpty();
        sqlUpdate("update invitation set expires = now() where id = ?1", invitation(slug, "Cleo"));
        assertThat(ada.open(path(slug, rain)).page().select("form#add")).isNotEmpty();

        add(ada, slug, rain, address("Cleo"), "project-admin");
        accept(slug, "Cleo");
        // Cleo runs the project, but invites nobody to the organization.
        var hers = cleo.open(path(slug, rain));
        assertThat(hers.page().select("form#add")).isEmpty();
        assertThat(hers.text()).contains("ask those who invite people to it");
        assertThat(hers.page().select("main a[href$=/invitations/new]")).isEmpty();
        // Who sends the form all the same is told at the field, as ever.
        assertThat(add(ada, slug, rain, address("Nemo"), "project-read").problem("who"))
                .contains("is not in the organization");
    }

    @Test
    void a_role_is_chosen_in_the_row_among_those_that_the_person_can_have() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var cleo = collaborate(ada, slug, rain, "Cleo", "project-viewer");
        var row = "#collaborator-" + collaborator(slug, rain, "Cleo");
        ada.open(path(slug, rain));
        ada.open(ada.last()
                .page()
                .select(row + " a:contains(Change the role of Cleo)")
                .first()
                .absUrl("href"));
        var form = ada.last().page().select(row + " form").first();
        assertThat(form.select("option").eachAttr("value")).containsExactly("project-editor", "project-viewer");
        assertThat(form.select("option[selected]").val()).isEqualTo("project-viewer");
        var page = ada.open(form.attr("action") + "?role=project-editor").page();
        assertThat(page.select("input[checked]").val()).isEqualTo("project-editor");
        var edit = path(slug, rain) + "?edit=" + collaborator(slug, rain, "Cleo");
        assertThat(cleo.open(edit).page().select("tbody form")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"owner-editor-viewer", "administrator-viewer", "admin-member-guest"})
    void where_outsiders_work_on_projects_there_is_always_somebody_to_add(String model) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var rain = createProject(ada, slug, "Rain");
        assertThat(ada.open(path(slug, rain)).page().select("form#add")).isNotEmpty();

        assertThat(ada.open(project(slug, rain)).page().select("form#add")).isNotEmpty();
    }

    @Test
    void nobody_is_in_a_project_before_they_agree() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var dora = signedIn("Dora");
        ada.open(path(slug, rain));
        var added =
                ada.submit(path(slug, rain), Map.of("who", address("Dora").toUpperCase(), "role", "project-editor"));
        assertThat(added.status()).isEqualTo(200);
        assertThat(added.text()).contains("is invited to Rain");
        assertThat(crew(slug, rain)).containsExactly("Ada project-owner");
        assertThat(dora.open("/organizations/" + slug).status()).isEqualTo(404);
        assertThat(dora.open(project(slug, rain)).status()).isEqualTo(404);

        dora.open(ACCEPT + "?invitation=" + invitation(slug, "Dora"));
        assertThat(dora.last().text()).contains("Rain", "Project editor", "without becoming a member");
        assertThat(dora.submit(ACCEPT, Map.of()).title()).startsWith("Welcome");
        assertThat(crew(slug, rain)).containsExactly("Ada project-owner", "Dora project-editor");
        assertThat(dora.open(project(slug, rain)).status()).isEqualTo(200);
        assertThat(entries(slug, "INVITATION_SENT")).isEqualTo(1);
        assertThat(entries(slug, "INVITATION_ACCEPTED")).isEqualTo(1);
    }

    @Test
    void a_person_of_the_organization_too_has_to_agree() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        var rain = createProject(ada, slug, "Rain");
        assertThat(add(ada, slug, rain, address("Cleo"), "project-read").status())
                .isEqualTo(303);
        assertThat(cleo.open(project(slug, rain)).status()).isEqualTo(403);
        accept(slug, "Cleo");
        assertThat(cleo.open(project(slug, rain)).status()).isEqualTo(200);
        assertThat(role(slug, "Cleo")).isEqualTo("restricted-member");
    }

    @Test
    void where_people_are_named_either_way_anybodys_username_will_do() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var rain = createProject(ada, slug, "Rain");
        Crowd.account("Dora Doe", username("dora"), address("Dora"));
        ada.open(path(slug, rain));
        var added = ada.submit(path(slug, rain), Map.of("who", username("DORA"), "role", "collaborator"));
        assertThat(added.status()).isEqualTo(200);
        // Who typed a username does not learn the address behind it.
        assertThat(added.text()).doesNotContain(address("Dora"));
        assertThat(ada.open(project(slug, rain) + "/invitations").text())
                .contains(username("DORA"))
                .doesNotContain(address("Dora"));
        assertThat(invitation(slug, "Dora")).isNotNull();
        assertThat(add(ada, slug, rain, address("Nemo"), "collaborator").status())
                .isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({"owner-editor-viewer, viewer, project-viewer", "administrator-viewer, organization-viewer, project-user"
    })
    void where_people_are_named_by_address_only_usernames_of_people_here_will_do(
            String model, String member, String role) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        var rain = createProject(ada, slug, "Rain");
        Crowd.account("Dora Doe", username("dora"), address("Dora"));
        Crowd.join(slug, member, "Cleo Coe", username("cleo"), address("Cleo"));
        var unknown = add(ada, slug, rain, username("dora"), role);
        var nobody = add(ada, slug, rain, username("nobody"), role);
        assertThat(unknown.status()).isEqualTo(422);
        // The answer is the same whether there is such an account or none.
        assertThat(unknown.problem("who").replace(username("dora"), ""))
                .isEqualTo(nobody.problem("who").replace(username("nobody"), ""))
                .contains("Nothing was sent");
        assertThat(invited(slug)).isZero();
        assertThat(add(ada, slug, rain, username("cleo"), role).status()).isEqualTo(303);
        assertThat(add(ada, slug, rain, address("Dora"), role).status()).isEqualTo(303);
    }

    @Test
    void where_outsiders_are_kept_out_only_people_of_the_organization_are_added() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        Crowd.account("Dora Doe", username("dora"), address("Dora"));
        for (var who : List.of(address("Dora"), username("dora"), address("Nemo"))) {
            var answer = add(ada, slug, rain, who, "project-read");
            assertThat(answer.status()).as(who).isEqualTo(422);
            assertThat(answer.problem("who")).contains("is not in the organization");
        }
        assertThat(invited(slug)).isZero();
        Crowd.join(slug, "member", "Dora Doe", username("dora"), address("Dora"));
        assertThat(add(ada, slug, rain, username("dora"), "project-read").status())
                .isEqualTo(303);
        // Who joins with the same letter can have a project in it, though.
        assertThat(invite(ada, slug, "Nemo", "member", rain, "project-write").text())
                .contains("One person was invited");
    }

    @Test
    void a_form_that_names_nobody_or_too_many_comes_back_as_typed() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var rain = createProject(ada, slug, "Rain");
        Crowd.account("One", username("twice"), address("One"));
        Crowd.account("Two", username("twice"), address("Two"));
        Crowd.account("Unproved", username("unproved"), address("Unproved"));
        sqlUpdate("update account set email_verified = false where address = ?1", address("Unproved"));
        for (var who : List.of("", " ", username("nobody"), username("twice"), username("unproved"), "eve@@x.org")) {
            var answer = add(ada, slug, rain, who, "collaborator");
            assertThat(answer.status()).as(who).isEqualTo(422);
            assertThat(answer.problem("who")).as(who).isNotEmpty();
            assertThat(answer.page().select("input[name=who]").val()).isEqualTo(who);
        }
        assertThat(add(ada, slug, rain, address("Eve") + ", " + address("Pam"), "collaborator")
                        .problem("who"))
                .isEqualTo("Name one person.");
        for (var role : List.of("", "project-read", "admin", "external", "Collaborator")) {
            assertThat(add(ada, slug, rain, address("Eve"), role).problem("role"))
                    .as(role)
                    .isEqualTo("Choose a role.");
        }
        assertThat(ada.post(path(slug, rain)).status()).isEqualTo(422);
        assertThat(invited(slug)).isZero();
    }

    @Test
    void who_has_it_already_or_was_asked_already_is_not_asked_again() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        collaborate(ada, slug, rain, "Cleo", "project-viewer");
        assertThat(add(ada, slug, rain, address("Cleo"), "project-editor").problem("who"))
                .contains("Has all of this already");
        assertThat(add(ada, slug, rain, address("Ada"), "project-viewer").problem("who"))
                .contains("Has all of this already");
        add(ada, slug, rain, address("Dora"), "project-viewer");
        assertThat(add(ada, slug, rain, address("Dora"), "project-editor").problem("who"))
                .contains("Has an open invitation already");
        assertThat(parts(slug, "Dora")).containsExactly("rain project-viewer");
        assertThat(invited(slug)).isEqualTo(2);
    }

    @Test
    void nobody_is_added_to_a_public_project() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        join(ada, slug, "Cleo", "member");
        ada.post("/organizations/" + slug + "/projects", "name", "Open", "visibility", "public");
        assertThat(ada.open(path(slug, "open")).page().select("form[action$=/collaborators]"))
                .isEmpty();
        assertThat(add(ada, slug, "open", address("Cleo"), "project-read").status())
                .isEqualTo(422);
        var both = invite(ada, slug, "Dora", "member", "open", "project-admin");
        assertThat(both.status()).isEqualTo(422);
        assertThat(invited(slug)).isEqualTo(1);
        // And its creator's role is as fixed as everybody's.
        var creator = collaborator(slug, "open", "Ada");
        var change = ada.post(path(slug, "open") + "/" + creator + "/role", "role", "project-read");
        assertThat(change.status()).isEqualTo(409);
        assertThat(change.text()).contains("This project is public");
        assertThat(ada.post(path(slug, "open") + "/" + creator + "/removal").status())
                .isEqualTo(409);
    }

    @Test
    void somebody_from_outside_never_owns_a_project_but_a_viewer_may() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var ineligible = add(ada, slug, rain, address("Dora"), "project-owner");
        assertThat(ineligible.status()).isEqualTo(422);
        assertThat(ineligible.problem("who")).contains("cannot be Project owner as External user");
        assertThat(invite(ada, slug, "Dora", "", rain, "project-owner").status())
                .isEqualTo(422);
        assertThat(invited(slug)).isZero();

        collaborate(ada, slug, rain, "Cleo", "project-editor");
        var cleos = path(slug, rain) + "/" + collaborator(slug, rain, "Cleo") + "/role";
        assertThat(ada.open(cleos).page().select("input[name=role]").eachAttr("value"))
                .containsExactly("project-editor", "project-viewer");
        var promoted = ada.submit(cleos, Map.of("role", "project-owner"));
        assertThat(promoted.status()).isEqualTo(422);
        assertThat(promoted.text()).contains("is External user here, and cannot be Project owner");
        assertThat(crew(slug, rain)).containsExactly("Ada project-owner", "Cleo project-editor");

        join(ada, slug, "Ben", "viewer", rain, "project-owner");
        assertThat(invite(ada, slug, "Cleo", "viewer").text()).contains("One person was invited");
        accept(slug, "Cleo");
        assertThat(ada.post(cleos, "role", "project-owner").status()).isEqualTo(303);
        assertThat(crew(slug, rain)).containsExactly("Ada project-owner", "Ben project-owner", "Cleo project-owner");
    }

    @Test
    void a_role_of_another_model_is_no_role_here() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        collaborate(ada, slug, rain, "Cleo", "project-user");
        var cleos = path(slug, rain) + "/" + collaborator(slug, rain, "Cleo") + "/role";
        for (var role : List.of("project-owner", "project-admin", "collaborator", "organization-viewer", "", "x")) {
            assertThat(add(ada, slug, rain, address("Dora"), role).status())
                    .as(role)
                    .isEqualTo(422);
            assertThat(ada.post(cleos, "role", role).status()).as(role).isEqualTo(422);
        }
        assertThat(crew(slug, rain)).containsExactly("Ada project-administrator", "Cleo project-user");
    }

    @Test
    void only_who_runs_the_project_adds_people_and_only_within_their_own_rights() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var eve = collaborate(ada, slug, rain, "Eve", "project-administrator");
        var dev = collaborate(ada, slug, rain, "Ben", "project-developer");
        var vic = join(ada, slug, "Vic", "organization-viewer");
        for (var other : List.of(dev, vic)) {
            assertThat(other.open(path(slug, rain)).status()).isEqualTo(200);
            assertThat(add(other, slug, rain, address("Dora"), "project-user").status())
                    .isEqualTo(403);
            assertThat(other.open(project(slug, rain) + "/invitations").status())
                    .isEqualTo(403);
        }
        assertThat(add(eve, slug, rain, address("Dora"), "project-administrator")
                        .status())
                .isEqualTo(303);
        // She runs the project, not the organization.
        assertThat(invite(eve, slug, "Nemo", "", rain, "project-user").status()).isEqualTo(403);
        assertThat(invite(eve, slug, "Nemo", "organization-viewer").status()).isEqualTo(403);
    }

    // --- Invitations that hold projects ---

    @Test
    void one_invitation_gives_a_role_and_several_projects_at_once() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        createProject(ada, slug, "Hail");
        var dora = join(
                ada, slug, "Dora", "organization-viewer", rain, "project-user", snow, "project-developer", "hail", "");
        assertThat(role(slug, "Dora")).isEqualTo("organization-viewer");
        assertThat(crew(slug, rain)).contains("Dora project-user");
        assertThat(crew(slug, snow)).contains("Dora project-developer");
        assertThat(crew(slug, "hail")).doesNotContain("Dora");
        assertThat(entries(slug, "INVITATION_ACCEPTED")).isEqualTo(1);
        assertThat(dora.open(project(slug, snow) + "/settings").status()).isEqualTo(200);

        // Specific projects only, each with its own level (DT-03).
        var eve = join(ada, slug, "Eve", "", rain, "project-administrator", snow, "project-user");
        assertThat(role(slug, "Eve")).isEqualTo("external");
        assertThat(eve.open(project(slug, rain) + "/settings").status()).isEqualTo(200);
        assertThat(eve.open(project(slug, snow) + "/settings").status()).isEqualTo(403);
        assertThat(eve.open(project(slug, "hail")).status()).isEqualTo(403);
    }

    @Test
    void a_project_is_added_to_an_invitation_that_is_open_and_the_old_link_dies() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        invite(ada, slug, "Dora", "viewer", rain, "project-editor");
        var id = invitation(slug, "Dora");
        var old = link(ada, "/organizations/" + slug, id);
        var dora = signedIn("Dora");
        dora.open(old);

        assertThat(add(ada, slug, snow, address("Dora"), "project-viewer").status())
                .isEqualTo(303);
        assertThat(invitation(slug, "Dora")).isEqualTo(id);
        assertThat(sql("select concat(generation, ' ', role) from invitation where id = ?1", id))
                .isEqualTo("2 viewer");
        assertThat(parts(slug, "Dora")).containsExactly("rain project-editor", "snow project-viewer");
        assertThat(new Visitor().open(old).status()).isEqualTo(404);
        // She had looked at the smaller offer before.
        var late = dora.post(ACCEPT, "invitation", id.toString(), "revision", "1");
        assertThat(late.status()).isEqualTo(409);
        assertThat(isKnown(slug, "Dora")).isFalse();
        assertThat(dora.post(ACCEPT, "invitation", id.toString(), "revision", "2")
                        .status())
                .isEqualTo(303);
        assertThat(crew(slug, rain)).contains("Dora project-editor");
        assertThat(crew(slug, snow)).contains("Dora project-viewer");

        // In the form for several people, too.
        var hail = createProject(ada, slug, "Hail");
        invite(ada, slug, "Pam", "", rain, "project-viewer");
        assertThat(invite(ada, slug, "Pam", "", hail, "project-viewer").text()).contains("this was added to it");
        assertThat(invite(ada, slug, "Pam", "viewer").text()).contains("this was added to it");
        assertThat(parts(slug, "Pam")).containsExactly("hail project-viewer", "rain project-viewer");
        accept(slug, "Pam");
        assertThat(role(slug, "Pam")).isEqualTo("viewer");
    }

    @Test
    void what_somebody_offered_goes_when_they_could_not_offer_it_any_more() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        var rain = createProject(ben, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var cleo = join(ada, slug, "Cleo", "viewer");
        collaborate(ben, slug, rain, "Cleo", "project-owner");
        invite(ada, slug, "Dora", "viewer", snow, "project-viewer");
        assertThat(add(ben, slug, rain, address("Dora"), "project-editor").status())
                .isEqualTo(303);
        assertThat(add(ben, slug, rain, address("Eve"), "project-editor").status())
                .isEqualTo(303);
        assertThat(parts(slug, "Dora")).containsExactly("rain project-editor", "snow project-viewer");

        var bens = path(slug, rain) + "/" + collaborator(slug, rain, "Ben");
        assertThat(cleo.post(bens + "/role", "role", "project-editor").status()).isEqualTo(303);
        assertThat(parts(slug, "Dora")).containsExactly("snow project-viewer");
        assertThat(state(slug, "Dora")).isEqualTo("open");
        assertThat(state(slug, "Eve")).isEqualTo("revoked");
        assertThat(entries(slug, "INVITATION_CHANGED")).isEqualTo(1);
        assertThat(entries(slug, "INVITATION_REVOKED")).isEqualTo(1);
        accept(slug, "Dora");
        assertThat(crew(slug, rain)).containsExactly("Ben project-editor", "Cleo project-owner");
        assertThat(crew(slug, snow)).contains("Dora project-viewer");
    }

    @Test
    void an_offer_that_has_shrunk_is_shown_again_before_it_is_taken() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        join(ada, slug, "Olga", "owner");
        var ben = join(ada, slug, "Ben", "editor");
        var rain = createProject(ben, slug, "Rain");
        var snow = createProject(ben, slug, "Snow");
        invite(ada, slug, "Dora", "viewer");
        add(ben, slug, rain, address("Dora"), "project-owner");
        add(ben, slug, snow, address("Dora"), "project-viewer");
        invite(ada, slug, "Eve", "viewer");
        add(ben, slug, rain, address("Eve"), "project-owner");
        // Without the role that only Ada offered, both would come from outside, where nobody owns a project.
        var olga = signedIn("Olga");
        assertThat(olga.post("/organizations/" + slug + "/members/" + member(slug, "Ada") + "/role", "role", "viewer")
                        .status())
                .isEqualTo(303);
        var changed = entries(slug, "INVITATION_CHANGED");

        var dora = signedIn("Dora");
        dora.open(ACCEPT + "?invitation=" + invitation(slug, "Dora"));
        var again = dora.submit(ACCEPT, Map.of());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).contains("The offer has become a smaller one");
        assertThat(isKnown(slug, "Dora")).isFalse();
        assertThat(parts(slug, "Dora")).containsExactly("snow project-viewer");
        assertThat(entries(slug, "INVITATION_CHANGED") - changed).isEqualTo(1);
        assertThat(dora.submit(ACCEPT, Map.of()).title()).startsWith("Welcome");
        assertThat(role(slug, "Dora")).isEqualTo("external");
        assertThat(crew(slug, rain)).containsExactly("Ben project-owner");

        var eve = signedIn("Eve");
        eve.open(ACCEPT + "?invitation=" + invitation(slug, "Eve"));
        assertThat(eve.submit(ACCEPT, Map.of()).status()).isEqualTo(410);
        assertThat(state(slug, "Eve")).isEqualTo("revoked");
        assertThat(entries(slug, "INVITATION_REVOKED")).isEqualTo(1);
    }

    @Test
    void who_runs_a_project_looks_after_its_invitations() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var eve = collaborate(ada, slug, rain, "Eve", "project-administrator");
        add(eve, slug, rain, address("Dora"), "project-user");
        invite(ada, slug, "Pam", "organization-viewer", rain, "project-user", snow, "project-user");
        invite(ada, slug, "Pat", "", snow, "project-user");

        var page = eve.open(project(slug, rain) + "/invitations");
        assertThat(page.page().select("tbody th strong").eachText())
                .containsExactlyInAnyOrder(address("Dora"), address("Pam"), address("Eve"));
        assertThat(page.text()).doesNotContain("Snow");
        var doras = project(slug, rain) + "/invitations/" + invitation(slug, "Dora");
        var old = link(eve, project(slug, rain), invitation(slug, "Dora"));
        assertThat(new Visitor().open(old).status()).isEqualTo(200);
        assertThat(eve.post(doras + "/renewal").status()).isEqualTo(303);
        assertThat(new Visitor().open(old).status()).isEqualTo(404);
        assertThat(new Visitor()
                        .open(link(eve, project(slug, rain), invitation(slug, "Dora")))
                        .status())
                .isEqualTo(200);

        // Pam's holds what Eve could not offer: she takes her own project out of it, and no more.
        var pams = project(slug, rain) + "/invitations/" + invitation(slug, "Pam");
        assertThat(eve.post(pams + "/renewal").status()).isEqualTo(403);
        assertThat(eve.post(pams + "/link").status()).isEqualTo(403);
        assertThat(eve.post(pams + "/revocation").status()).isEqualTo(303);
        assertThat(parts(slug, "Pam")).containsExactly("snow project-user");
        assertThat(state(slug, "Pam")).isEqualTo("open");
        assertThat(eve.post(pams + "/revocation").status()).isEqualTo(404);

        var pats = project(slug, rain) + "/invitations/" + invitation(slug, "Pat");
        for (var verb : List.of("/renewal", "/revocation", "/link")) {
            assertThat(eve.post(pats + verb).status()).as(verb).isEqualTo(404);
            assertThat(eve.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + verb)
                            .status())
                    .as(verb)
                    .isEqualTo(403);
        }
        assertThat(eve.post(doras + "/revocation").status()).isEqualTo(303);
        assertThat(state(slug, "Dora")).isEqualTo("revoked");
        assertThat(eve.post(doras + "/revocation").status()).isEqualTo(409);
        assertThat(eve.post(doras + "/renewal").status()).isEqualTo(409);
    }

    // --- Roles ---

    @Test
    void a_role_is_changed_by_who_runs_the_project() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var pam = join(ada, slug, "Pam", "member");
        var rain = createProject(pam, slug, "Rain");
        join(ada, slug, "Ben", "admin");
        join(ada, slug, "Cleo", "restricted-member");
        collaborate(pam, slug, rain, "Cleo", "project-read");
        var cleo = signedIn("Cleo");
        var cleos = path(slug, rain) + "/" + collaborator(slug, rain, "Cleo") + "/role";
        assertThat(cleo.open(cleos).status()).isEqualTo(403);
        assertThat(cleo.post(cleos, "role", "project-admin").status()).isEqualTo(403);

        pam.open(cleos);
        var changed = pam.submit(cleos, Map.of("role", "project-write"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text()).contains("in Rain is Project write now.");
        assertThat(crew(slug, rain)).contains("Cleo project-write");
        assertThat(entries(slug, "COLLABORATOR_ROLE_CHANGED")).isEqualTo(1);
        // Admins of the organization reach every project.
        assertThat(signedIn("Ben").post(cleos, "role", "project-admin").status())
                .isEqualTo(303);
        assertThat(crew(slug, rain)).contains("Cleo project-admin");
        assertThat(cleo.post(cleos, "role", "project-read").status()).isEqualTo(303);
        assertThat(cleo.post(cleos, "role", "project-admin").status()).isEqualTo(403);
        assertThat(crew(slug, rain)).contains("Cleo project-read");
    }

    @Test
    void a_role_chosen_on_an_old_page_is_not_set() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "viewer", rain, "project-owner");
        collaborate(ada, slug, rain, "Cleo", "project-viewer");
        var cleos = path(slug, rain) + "/" + collaborator(slug, rain, "Cleo") + "/role";
        ada.open(cleos);
        assertThat(signedIn("Ben").post(cleos, "role", "project-editor").status())
                .isEqualTo(303);
        var late = ada.submit(cleos, Map.of("role", "project-viewer"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("is Project editor now. You saw Project viewer");
        assertThat(crew(slug, rain)).contains("Cleo project-editor");
    }

    @Test
    void the_last_one_who_runs_a_project_stays_where_nobody_else_could() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        var rain = createProject(ben, slug, "Rain");
        collaborate(ben, slug, rain, "Cleo", "project-editor");
        var bens = path(slug, rain) + "/" + collaborator(slug, rain, "Ben");
        for (var verb : List.of("/role", "/removal")) {
            var answer = ben.post(bens + verb, "role", "project-viewer");
            assertThat(answer.status()).as(verb).isEqualTo(409);
            assertThat(answer.text()).contains("The last Project owner stays");
        }
        assertThat(ben.post(project(slug, rain) + "/collaboration/removal").status())
                .isEqualTo(409);
        assertThat(ben.open(path(slug, rain)).text()).contains("The last Project owner stays");

        join(ada, slug, "Pam", "viewer");
        collaborate(ben, slug, rain, "Pam", "project-owner");
        assertThat(ben.post(project(slug, rain) + "/collaboration/removal").status())
                .isEqualTo(303);
        assertThat(crew(slug, rain)).containsExactly("Cleo project-editor", "Pam project-owner");
        assertThat(ben.open(project(slug, rain)).status()).isEqualTo(403);
        assertThat(entries(slug, "COLLABORATOR_LEFT")).isEqualTo(1);
    }

    @Test
    void the_only_collaborator_stays_where_the_model_says_so() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var rain = createProject(ada, slug, "Rain");
        var adas = path(slug, rain) + "/" + collaborator(slug, rain, "Ada");
        assertThat(ada.post(adas + "/removal").text()).contains("The only Collaborator stays");
        assertThat(ada.post(project(slug, rain) + "/collaboration/removal").status())
                .isEqualTo(409);
        var cleo = collaborate(ada, slug, rain, "Cleo", "collaborator");
        // Everybody on a project has the same rights in it, those from outside too.
        assertThat(cleo.post(adas + "/removal").status()).isEqualTo(303);
        assertThat(crew(slug, rain)).containsExactly("Cleo collaborator");
        assertThat(cleo.post(project(slug, rain) + "/collaboration/removal").status())
                .isEqualTo(409);
        assertThat(ada.open(project(slug, rain)).status()).isEqualTo(200);
    }

    @Test
    void where_the_owner_runs_every_project_everybody_may_leave_one() {
        var ada = signedIn("Ada");
        for (var model : List.of("single-owner", "administrator-viewer")) {
            var slug = found(ada, model);
            var rain = createProject(ada, slug, "Rain");
            assertThat(ada.post(project(slug, rain) + "/collaboration/removal").status())
                    .isEqualTo(303);
            assertThat(crew(slug, rain)).isEmpty();
            assertThat(ada.open(project(slug, rain)).status()).isEqualTo(200);
            assertThat(ada.open(project(slug, rain) + "/collaboration/removal").status())
                    .isEqualTo(404);
            assertThat(ada.post(project(slug, rain) + "/collaboration/removal").status())
                    .isEqualTo(404);
        }
    }

    // --- People from outside ---

    @Test
    void somebody_from_outside_is_known_as_long_as_they_are_in_a_project() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var cleo = collaborate(ada, slug, rain, "Cleo", "project-editor");
        collaborate(ada, slug, snow, "Cleo", "project-viewer");
        assertThat(role(slug, "Cleo")).isEqualTo("external");
        var row = ada.open("/organizations/" + slug + "/members").page().select("#member-" + member(slug, "Cleo"));
        assertThat(row.select("th .badge").text()).isEqualTo("External");
        assertThat(row.select("td[data-label=Projects]").text()).isEqualTo("2");
        assertThat(row.select("a[href*=edit=]")).isEmpty();
        assertThat(ada.open(path(slug, rain))
                        .page()
                        .select("#collaborator-" + collaborator(slug, rain, "Cleo") + " .badge")
                        .text())
                .isEqualTo("External");
        // They see their projects, and nothing of the organization's people.
        assertThat(cleo.open("/organizations/" + slug).status()).isEqualTo(200);
        assertThat(cleo.open("/organizations/" + slug + "/members").status()).isEqualTo(403);

        assertThat(cleo.post(project(slug, snow) + "/collaboration/removal").status())
                .isEqualTo(303);
        assertThat(role(slug, "Cleo")).isEqualTo("external");
        var removal = path(slug, rain) + "/" + collaborator(slug, rain, "Cleo") + "/removal";
        assertThat(ada.open(removal).text()).contains("no longer in Org " + slug + " at all");
        assertThat(ada.submit(removal, Map.of()).status()).isEqualTo(200);
        assertThat(isKnown(slug, "Cleo")).isFalse();
        assertThat(cleo.open("/organizations/" + slug).status()).isEqualTo(404);
        assertThat(entries(slug, "COLLABORATOR_REMOVED")).isEqualTo(1);
    }

    @Test
    void who_joins_keeps_the_projects_they_had_from_outside() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var cleo = collaborate(ada, slug, rain, "Cleo", "project-developer");
        var row = member(slug, "Cleo");
        // Nobody is made a member without agreeing.
        assertThat(ada.post("/organizations/" + slug + "/members/" + row + "/role", "role", "organization-viewer")
                        .status())
                .isEqualTo(409);
        invite(ada, slug, "Cleo", "organization-viewer");
        accept(slug, "Cleo");
        assertThat(member(slug, "Cleo")).isEqualTo(row);
        assertThat(role(slug, "Cleo")).isEqualTo("organization-viewer");
        assertThat(crew(slug, rain)).contains("Cleo project-developer");
        // And a member stays one without any project.
        assertThat(cleo.post(project(slug, rain) + "/collaboration/removal").status())
                .isEqualTo(303);
        assertThat(role(slug, "Cleo")).isEqualTo("organization-viewer");
        assertThat(cleo.open(project(slug, rain)).status()).isEqualTo(200);
    }

    @Test
    void who_runs_a_project_and_takes_themselves_out_is_led_to_a_page_they_may_see() {
        var ada = signedIn("Ada");
        var slug = found(ada, "administrator-viewer");
        var rain = createProject(ada, slug, "Rain");
        var eve = collaborate(ada, slug, rain, "Eve", "project-administrator");
        var gone = eve.post(path(slug, rain) + "/" + collaborator(slug, rain, "Eve") + "/removal");
        assertThat(gone.status()).isEqualTo(303);
        assertThat(eve.open(gone.header("location")).status()).isEqualTo(200);
    }

    @Test
    void somebody_of_another_project_learns_nothing_of_this_one() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var rain = createProject(ada, slug, "Rain");
        var secret = createProject(ada, slug, "Secret plan");
        var cleo = collaborate(ada, slug, rain, "Cleo", "collaborator");
        for (var page : List.of("", "/settings", "/deletion", "/collaborators", "/invitations")) {
            var refused = cleo.open(project(slug, secret) + page);
            assertThat(refused.status()).as(page).isEqualTo(403);
            assertThat(refused.text()).doesNotContain("Secret plan").doesNotContain(address("Ada"));
        }
        assertThat(cleo.post(project(slug, secret) + "/collaboration/removal").status())
                .isEqualTo(403);
        assertThat(add(cleo, slug, secret, address("Cleo"), "collaborator").status())
                .isEqualTo(403);
    }

    @Test
    void ids_of_another_place_lead_nowhere() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        createProject(ada, slug, "Snow");
        var mallory = signedIn("Mallory");
        var theirs = found(mallory, "single-owner");
        createProject(mallory, theirs, "Rain");
        createProject(mallory, theirs, "Theirs");
        var elsewhere = collaborator(theirs, "rain", "Mallory");
        for (var id : List.of(elsewhere, collaborator(slug, "snow", "Ada"), account("Ada"), UUID.randomUUID())) {
            for (var verb : List.of("/role", "/removal")) {
                var path = path(slug, rain) + "/" + id + verb;
                assertThat(ada.open(path).status()).as(path).isEqualTo(404);
                assertThat(ada.post(path, "role", "project-read").status())
                        .as(path)
                        .isEqualTo(404);
            }
        }
        assertThat(ada.open(project(slug, "theirs")).status()).isEqualTo(404);
        assertThat(ada.open(path(slug, rain) + "/x/role").status()).isEqualTo(404);
        assertThat(mallory.open(path(slug, rain)).status()).isEqualTo(404);
        assertThat(mallory.post(path(slug, rain) + "/" + collaborator(slug, rain, "Ada") + "/removal")
                        .status())
                .isEqualTo(404);
        assertThat(invite(ada, slug, "Dora", "member", "theirs", "project-read").status())
                .isEqualTo(422);
        assertThat(invited(slug)).isZero();
        assertThat(crew(theirs, "rain")).containsExactly("Mallory project-admin");
    }

    @Test
    void who_offered_a_part_of_an_invitation_hears_of_no_other_part_when_it_is_declined() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "editor");
        var rain = createProject(ben, slug, "Rain");
        invite(ada, slug, "Dora", "viewer");
        assertThat(add(ben, slug, rain, address("Dora"), "project-editor").status())
                .isEqualTo(303);
        var id = invitation(slug, "Dora").toString();
        assertThat(signedIn("Dora")
                        .post("/invitations/decline", "invitation", id, "reason", "No time")
                        .status())
                .isEqualTo(303);
        assertThat(mails("declined", "Ada"))
                .singleElement()
                .asString()
                .contains("Viewer", "No time")
                .doesNotContain("Rain");
        assertThat(mails("declined", "Ben"))
                .singleElement()
                .asString()
                .contains("Rain", "No time")
                .doesNotContain("Viewer");
    }

    @Test
    void nobodys_words_are_put_into_the_mouth_of_another_who_adds_to_the_offer_or_renews_it() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var ben = join(ada, slug, "Ben", "admin");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ada, slug, "Snow");
        var invitations = "/organizations/" + slug + "/invitations";
        var dora = signedIn("Dora");
        offer(ada, invitations, "Words of Ada", "", rain);
        offer(ben, invitations, "Words of Ben", "", snow);
        assertThat(mails("invitation", "Dora").get(1).toString())
                .contains("Words of Ben")
                .doesNotContain("Words of Ada");
        var page = "/invitations/accept?invitation=" + invitation(slug, "Dora");
        assertThat(dora.open(page).text()).contains("Ada invites you and writes: Words of Ada");

        offer(ben, invitations, "", "member", rain);
        assertThat(mails("invitation", "Dora").get(2).toString()).doesNotContain("Words of Ada");
        assertThat(dora.open(page).text()).contains("Ben invites you").doesNotContain("Words of Ada");

        invite(ada, slug, "Pam", "member");
        var pam = invitation(slug, "Pam");
        sqlUpdate("update invitation set message = 'Words of Ada' where id = ?1", pam);
        assertThat(ben.post(invitations + "/" + pam + "/renewal").status()).isEqualTo(303);
        assertThat(mails("invitation", "Pam").get(1).toString()).doesNotContain("Words of Ada");
    }

    @Test
    void who_names_somebody_by_username_never_learns_the_address() {
        var ada = signedIn("Ada");
        var slug = found(ada, "admin-member-guest");
        var rain = createProject(ada, slug, "Rain");
        var cleo = join(ada, slug, "Cleo", "guest", rain, "collaborator");
        Crowd.account("Dora Doe", username("dora"), address("Dora"));
        Crowd.account("Pam Poe", username("pam"), address("Pam"));
        var invitations = project(slug, rain) + "/invitations";

        // Ada knows the address; Cleo adds to her offer.
        invite(ada, slug, "Dora", "member");
        assertThat(add(cleo, slug, rain, username("dora"), "collaborator").status())
                .isEqualTo(303);
        assertThat(cleo.open(invitations).text()).contains(username("dora")).doesNotContain(address("Dora"));

        // Opening the link oneself.
        assertThat(add(cleo, slug, rain, username("pam"), "collaborator").status())
                .isEqualTo(303);
        var pam = invitation(slug, "Pam");
        var link = link(cleo, project(slug, rain), pam);
        assertThat(new Visitor().open(link).text()).contains(username("pam")).doesNotContain(address("Pam"));
        assertThat(cleo.open(link).text()).contains(username("pam")).doesNotContain(address("Pam"));

        // Writing to them too often.
        for (var i = 0; i < 2; i++) {
            assertThat(cleo.post(invitations + "/" + pam + "/renewal").status()).isEqualTo(303);
        }
        var over = cleo.post(invitations + "/" + pam + "/renewal");
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.text())
                .contains("Enough mail for today went to " + username("pam"))
                .doesNotContain(address("Pam"));
    }

    // --- The file and the language ---

    @Test
    void the_file_holds_all_who_work_on_the_project_and_no_formula() throws IOException {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        Crowd.fill(slug, "member", 119);
        Crowd.join(slug, "member", "@Pam", username("pam"), address("Pam"));
        sqlUpdate("""
                insert into collaborator (organization_id, id, project_id, account_id, role, since, granted, granted_by,
                  sort_name, search)
                select m.organization_id, uuidv7(), p.id, m.account_id, 'project-read', now(), now(), 'seeded', m.sort_name, m.search
                from member m join project p on p.organization_id = m.organization_id and p.slug = ?2
                where m.organization_id = ?1 on conflict do nothing""", id(slug), rain);

        assertThat(ada.open(path(slug, rain)).page().select("#list p.file a").attr("href"))
                .isEqualTo("?format=csv");
        var all = rows(ada.get(path(slug, rain) + "?format=csv"));
        assertThat(all.get(0))
                .containsExactly(
                        "Name",
                        "Username",
                        "Address",
                        "Role in the organization",
                        "Role in the project",
                        "Since",
                        "Granted by",
                        "Ends");
        assertThat(all).hasSize(122);
        assertThat(all.get(1)).startsWith("'@Pam", username("pam"), address("Pam"), "Member", "Project read");
        assertThat(all).extracting(row -> row.get(2)).doesNotHaveDuplicates();
    }

    @Test
    void the_files_are_for_those_who_see_the_pages() throws IOException {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        collaborateAs(ada, slug, rain, "Ben", "project-read");
        var cleo = join(ada, slug, "Cleo", "restricted-member");
        var mallory = signedIn("Mallory");
        found(mallory, "single-owner");
        for (var place : List.of(path(slug, rain), path(slug, rain) + "/ended")) {
            assertThat(mallory.get(place + "?format=csv").status()).isEqualTo(404);
            assertThat(cleo.get(place + "?format=csv").status()).isEqualTo(403);
        }

        sqlUpdate("""
                insert into ended_grant (organization_id, id, account_id, person, project_id, project, role, granted_by, since, ended)
                select organization_id, uuidv7(), ?2, '=Ben', id, name, 'project-read', '', now(), now() from project
                where organization_id = ?1""", id(slug), account("Ben"));
        assertThat(rows(ada.get(path(slug, rain) + "/ended?format=csv")))
                .hasSize(2)
                .last()
                .satisfies(row -> assertThat(row).startsWith("'=Ben").contains("Project read"));
    }

    @Test
    void collaborators_are_looked_after_in_german() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var rain = createProject(ada, slug, "Rain");
        collaborateAs(ada, slug, rain, "Ben", "project-read");
        ada.header("Accept-Language", "de");
        var list = ada.open(path(slug, rain));
        assertThat(list.title()).isEqualTo("Mitwirkende an Rain");
        assertThat(list.text()).contains("Rolle im Projekt", "eingeladen von Ada");
        var ben = collaborator(slug, rain, "Ben");
        var removal = ada.open(path(slug, rain) + "/" + ben + "/removal");
        assertThat(removal.title()).isEqualTo("Ben aus Rain entfernen?");
        assertThat(removal.page().select("[autofocus]").text()).isEqualTo("Ben behalten");
        assertThat(removal.text()).contains("Die Person verliert den Zugang zum Projekt mit dem nächsten Klick.");
        var wrong = ada.post(path(slug, rain) + "/" + ben + "/role", "role", "king");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("Wählen Sie eine der Rollen, die es in Projekten hier gibt.");
        var ended = ada.post(path(slug, rain) + "/" + ben + "/end", "lasts", "2031-03-31");
        assertThat(ada.open(ended.header("location")).text())
                .contains("Der Zugang von Ben zu Rain endet nach dem 31. März 2031.");
    }

    // --- What the tests say over and over ---

    private void offer(Visitor inviter, String path, String message, String role, String project) {
        var answer = inviter.post(
                path,
                "emails",
                address("Dora"),
                "role",
                role,
                "message",
                message,
                "project",
                project,
                "projectRole",
                "collaborator");
        assertThat(answer.status()).isEqualTo(303);
    }

    /** What the mails of this kind to somebody say, oldest first. */
    private List<Object> mails(String kind, String name) {
        return sqlAll(
                "select cast(facts as text) from outbox where kind = ?1 and address = ?2 order by created, id",
                kind,
                address(name));
    }

    /** Has somebody of the cast become a member, and then work on the project. */
    private void collaborateAs(Visitor inviter, String slug, String project, String name, String role) {
        join(inviter, slug, name, "member");
        collaborate(inviter, slug, project, name, role);
    }

    /** The rows of a file, each with its cells; the first holds the titles. */
    private static List<List<String>> rows(Visitor.Answer file) throws IOException {
        assertThat(file.status()).as(file.body()).isEqualTo(200);
        assertThat(file.header("content-type")).startsWith("text/csv");
        try (var parser = CSVParser.parse(file.body().replaceFirst("^\\uFEFF", ""), CSVFormat.DEFAULT)) {
            return parser.stream().map(record -> record.stream().toList()).toList();
        }
    }

    private static String project(String slug, String project) {
        return "/organizations/" + slug + "/projects/" + project;
    }

    private static String path(String slug, String project) {
        return project(slug, project) + "/collaborators";
    }

    private static Visitor.Answer add(Visitor inviter, String slug, String project, String who, String role) {
        return inviter.post(path(slug, project), "who", who, "role", role);
    }

    /** A username that nobody else in these tests has. */
    private String username(String name) {
        return name + "-" + address("x").substring(2, 10);
    }

    /** The link that the page below this path shows. */
    private static String link(Visitor inviter, String base, UUID invitation) {
        var answer = inviter.post(base + "/invitations/" + invitation + "/link");
        assertThat(answer.status()).isEqualTo(303);
        return inviter.open(answer.header("location"))
                .page()
                .select("#flash-link")
                .val();
    }

    private UUID id(String slug) {
        return (UUID) sql("select id from organization where slug = ?1", slug);
    }

    /** Who works on a project as what: "Ada project-owner". */
    private List<String> crew(String slug, String project) {
        return sqlAll("""
                select initcap(split_part(a.address, '@', 1)) || ' ' || c.role from collaborator c
                join project p on p.organization_id = c.organization_id and p.id = c.project_id
                join account a on a.id = c.account_id
                where c.organization_id = ?1 and p.slug = ?2 order by 1""", id(slug), project).stream().map(String::valueOf).toList();
    }

    private Object role(String slug, String name) {
        return sql("select role from member where organization_id = ?1 and account_id = ?2", id(slug), account(name));
    }

    private boolean isKnown(String slug, String name) {
        return !sqlAll("select 1 from member where organization_id = ?1 and account_id = ?2", id(slug), account(name))
                .isEmpty();
    }

    private long invited(String slug) {
        return (Long) sql("select count(*) from invitation where organization_id = ?1", id(slug));
    }

    private long entries(String slug, String action) {
        return (Long)
                sql("select count(*) from audit_entry where organization_id = ?1 and action = ?2", id(slug), action);
    }

    private Object state(String slug, String name) {
        return sql("""
                select case when accepted is not null then 'accepted' when revoked is not null then 'revoked'
                  when declined is not null then 'declined' else 'open' end from invitation where id = ?1""", invitation(slug, name));
    }

    private List<Object> parts(String slug, String name) {
        return sqlAll("""
                select p.slug || ' ' || ip.role from invitation_project ip
                join project p on p.organization_id = ip.organization_id and p.id = ip.project_id
                where ip.invitation_id = ?1 order by 1""", invitation(slug, name));
    }
}
