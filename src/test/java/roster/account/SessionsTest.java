package roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.Visitor;
import roster.web.Clocks;

/** What ends sessions, as far as no provider has to be asked. */
@QuarkusTest
class SessionsTest extends RosterTest {
    @Inject
    Sessions sessions;

    @Test
    void what_the_provider_ends_is_over_at_the_next_request_and_each_call_counts_once() {
        var ada = signedIn("Ada");
        var ben = signedIn("Ben");
        assertThat(ended("Ada", subject("Ada"), null, "one", soon())).isTrue();
        assertThat(isIn(ada)).isFalse();
        assertThat(isIn(ben)).isTrue();
        ada.signIn(address("Ada"));
        assertThat(ended("Ada", subject("Ada"), null, "one", soon()))
                .as("taken before")
                .isFalse();
        assertThat(isIn(ada)).isTrue();
        assertThat(ended("Ada", subject("Ada"), null, "two", soon())).isTrue();
        assertThat(isIn(ada)).isFalse();
    }

    @Test
    void a_session_ends_by_its_name_and_only_for_whose_it_is() {
        var ada = signedIn("Ada");
        var elsewhere = signedIn("Ada");
        var session = "sid-" + address("Ada");
        sqlUpdate(
                "update session set sid = ?1 where id = (select id from session where account_id = ?2 order by id limit 1)",
                session,
                account("Ada"));
        signedIn("Ben");
        assertThat(ended("Ada", subject("Ben"), session, "one", soon())).isTrue();
        assertThat(isIn(ada)).as("as it is not Ben's").isTrue();
        assertThat(ended("Ada", null, session, "two", soon())).isTrue();
        assertThat(isIn(ada)).isFalse();
        assertThat(isIn(elsewhere)).isTrue();
    }

    @Test
    void a_call_is_remembered_until_it_is_too_old_to_be_taken() {
        signedIn("Ada");
        var past = Clocks.now().minus(Duration.ofMinutes(1));
        assertThat(ended("Ada", "nobody", null, "one", past)).isTrue();
        assertThat(ended("Ada", "nobody", null, "one", soon())).isTrue();
        assertThat(ended("Ada", "nobody", null, "one", soon())).isFalse();
    }

    @Test
    void while_sessions_cannot_be_read_nobody_is_signed_out() {
        var ada = signedIn("Ada");
        sqlUpdate("alter table session rename to session_away");
        try {
            assertThat(ada.get("/").status()).isEqualTo(503);
        } finally {
            sqlUpdate("alter table session_away rename to session");
        }
        assertThat(isIn(ada)).isTrue();
    }

    @Test
    void a_session_of_another_server_key_leads_to_sign_in() {
        var ada = signedIn("Ada");
        sqlUpdate("update session set tokens = 'sealed elsewhere' where account_id = ?1", account("Ada"));
        assertThat(ada.get("/organizations/new").status()).isEqualTo(302);
        assertThat(isIn(ada.signIn(address("Ada")))).isTrue();
    }

    @Test
    void a_session_is_as_old_as_the_providers_question_and_never_begins_later_than_now() {
        var now = Instant.parse("2026-03-01T12:00:00Z");
        var before = now.minusSeconds(600);
        assertThat(Sessions.proved(new JsonObject(), now)).isEqualTo(now);
        assertThat(Sessions.proved(new JsonObject().put("auth_time", before.getEpochSecond()), now))
                .isEqualTo(before);
        assertThat(Sessions.proved(
                        new JsonObject().put("auth_time", now.plusSeconds(60).getEpochSecond()), now))
                .isEqualTo(now);
    }

    @Test
    void how_somebody_reads_is_known_at_their_next_request_and_that_they_do_every_five_minutes() {
        var ada = signedIn("Ada");
        ada.open("/");
        ada.header("Accept-Language", "de");
        ada.open("/");
        assertThat(sql("select language from account where id = ?1", account("Ada")))
                .isEqualTo("de");
        ada.cookie("zone", "Asia/Tokyo");
        ada.open("/");
        assertThat(sql("select zone from account where id = ?1", account("Ada")))
                .isEqualTo("Asia/Tokyo");
        for (var minutes : new int[] {4, 6}) {
            sqlUpdate(
                    "update session set last_seen = now() - ?2 * interval '1 minute' where account_id = ?1",
                    account("Ada"),
                    minutes);
            ada.open("/");
            assertThat(sql(
                            "select last_seen > now() - interval '1 minute' from session where account_id = ?1",
                            account("Ada")))
                    .as(minutes + " minutes ago")
                    .isEqualTo(minutes > 5);
        }
    }

    private boolean ended(String whose, String subject, String session, String call, Instant until) {
        var issuer = (String) sql("select distinct issuer from session where account_id = ?1", account(whose));
        return sessions.endedByProvider(issuer, subject, session, call + address(whose), until);
    }

    private String subject(String name) {
        return (String) sql("select subject from account where id = ?1", account(name));
    }

    private static Instant soon() {
        return Clocks.now().plus(Duration.ofMinutes(1));
    }

    private static boolean isIn(Visitor visitor) {
        return visitor.open("/").title().equals("Your organizations");
    }
}
