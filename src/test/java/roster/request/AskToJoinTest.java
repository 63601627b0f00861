package roster.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.access.Access;
import roster.access.Refused;
import roster.account.Account;
import roster.account.Person;
import roster.invitation.Inviting;
import roster.web.Conflict;

@QuarkusTest
class AskToJoinTest extends RosterTest {
    @Inject
    Access access;

    @Inject
    Inviting inviting;

    private UUID organization;

    @Test
    void nemo_asks_to_join_and_is_let_in_by_one_click() throws Exception {
        start("single-owner");
        assertThat(ask("Nemo", "Let me help")).isTrue();
        assertThat(ask("Nemo", "Let me help")).as("asked twice").isFalse();
        var mail = RealMail.await(address("Ada"), 2);
        assertThat(mail.getSubject()).startsWith("Asked: Nemo");
        assertThatThrownBy(() -> answer("Cleo", true, "")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> answer("Mallory", true, "")).isInstanceOf(NotFoundException.class);
        answer("Ada", true, "");
        assertThat(role("Nemo")).isEqualTo("member");
        assertThat(RealMail.await(address("Nemo"), 1).getSubject()).startsWith("Welcome: you have joined");
        assertThatThrownBy(() -> answer("Ada", false, ""))
                .isInstanceOf(Conflict.class)
                .hasMessage("You have approved this already.");
        assertThatThrownBy(() -> ask("Nemo", "")).isInstanceOf(Conflict.class).hasMessageContaining("a member already");
    }

    @Test
    void whoever_answers_gives_only_roles_that_are_theirs_to_give() {
        start("single-owner");
        ask("Nemo", "");
        assertThatThrownBy(() -> answer("Ada", true, "owner")).isInstanceOf(Refused.class);
        answer("Ada", true, "restricted-member");
        assertThat(role("Nemo")).isEqualTo("restricted-member");
    }

    @Test
    void refused_once_nemo_is_told_and_cannot_ask_again_at_once() throws Exception {
        start("single-owner");
        ask("Nemo", "");
        answer("Ada", false, "");
        assertThat(RealMail.await(address("Nemo"), 1).getSubject()).startsWith("Refused: ");
        assertThatThrownBy(() -> ask("Nemo", "")).isInstanceOf(Conflict.class).hasMessageContaining("7 days");
        sqlUpdate(
                "update access_request set answered = now() - interval '8 days' where organization_id = ?1",
                organization);
        assertThat(ask("Nemo", "")).isTrue();
    }

    @Test
    void an_address_that_is_not_or_no_longer_proved_joins_nothing() {
        start("single-owner");
        sqlUpdate("update account set email_verified = false where address = ?1", address("Nemo"));
        assertThatThrownBy(() -> ask("Nemo", "")).isInstanceOf(Conflict.class).hasMessageContaining("not verified");
        sqlUpdate("update account set email_verified = true where address = ?1", address("Nemo"));
        ask("Nemo", "");
        sqlUpdate("update account set address = 'x' || address where id = ?1", account("Nemo"));
        assertThatThrownBy(() -> answer("Ada", true, ""))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("no longer has the address");
    }

    @Test
    void what_somebody_asked_who_is_invited_meanwhile_settles_itself() {
        var slug = start("single-owner");
        ask("Nemo", "");
        join(signedIn("Ada"), slug, "Nemo", "restricted-member");
        assertThatThrownBy(() -> answer("Ada", true, ""))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("settled itself");
        assertThat(role("Nemo")).isEqualTo("restricted-member");
    }

    @Test
    void nobody_asks_many_organizations_on_one_day() {
        signedIn("Nemo");
        var ada = signedIn("Ada");
        for (var i = 0; i < 6; i++) {
            organization = (UUID) sql("select id from organization where slug = ?1", found(ada, "single-owner"));
            if (i < 5) assertThat(ask("Nemo", "", 1)).isTrue();
        }
        assertThatThrownBy(() -> ask("Nemo", "", 1))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("24 hours");
    }

    @Test
    void no_limit_tells_nemo_whether_there_was_anything_to_ask_for() {
        var slug = start("single-owner");
        sqlUpdate("update organization set takes_requests = true where slug = ?1", slug);
        signedIn("Nemo").post("/requests", "slug", slug, "message", "");
        assertThat(sql("select count(*) from access_request where organization_id = ?1", organization))
                .isEqualTo(1L);
        var mallory = signedIn("Mallory");
        for (var i = 0; i < 5; i++) {
            organization = (UUID) sql("select id from organization where slug = ?1", found(mallory, "single-owner"));
            assertThat(ask("Nemo", "", 1)).isTrue();
        }
    }

    private String start(String model) {
        var ada = signedIn("Ada");
        var slug = found(ada, model);
        organization = (UUID) sql("select id from organization where slug = ?1", slug);
        join(ada, slug, "Cleo", "restricted-member");
        signedIn("Nemo");
        found(signedIn("Mallory"), model);
        return slug;
    }

    private boolean ask(String name, String message) {
        return ask(name, message, null);
    }

    private boolean ask(String name, String message, Integer generation) {
        var role = access.model(organization).organizationRole("member").orElseThrow();
        return QuarkusTransaction.requiringNew()
                .call(() -> AccessRequest.askToJoin(organization, person(name), role, message, generation, access));
    }

    private void answer(String name, boolean yes, String role) {
        var request = (UUID)
                sql("select id from access_request where organization_id = ?1 order by id desc limit 1", organization);
        QuarkusTransaction.requiringNew().run(() -> {
            var before = access.standing(account(name), organization).orElseThrow(NotFoundException::new);
            if (yes) AccessRequest.approve(before, person(name), request, role, null, access, inviting);
            else AccessRequest.refuse(before, person(name), request, access);
        });
    }

    private Person person(String name) {
        var id = account(name);
        return QuarkusTransaction.requiringNew()
                .call(() -> database.find(Account.class, id).person());
    }

    private Object role(String name) {
        return sql(
                "select role from member where organization_id = ?1 and account_id = ?2", organization, account(name));
    }
}
