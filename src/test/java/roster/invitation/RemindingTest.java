package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roster.RosterTest;

/** Who is told in time, and how often. */
@QuarkusTest
class RemindingTest extends RosterTest {
    @Inject
    Reminding reminding;

    @Test
    void the_invited_person_is_reminded_once_two_days_before_the_link_expires() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var dora = invitation(slug, "Dora");
        reminding.run();
        assertThat(mails(dora, "reminder")).isZero();

        expiresIn(dora, "47 hours");
        everywhereAtOnce();
        reminding.run();
        assertThat(mails(dora, "reminder")).isEqualTo(1);

        // The reminder brings the same link, which still works; renewing starts a new term, with a reminder of its own.
        ada.post("/organizations/" + slug + "/invitations/" + dora + "/renewal");
        expiresIn(dora, "30 hours");
        reminding.run();
        assertThat(mails(dora, "reminder")).isEqualTo(2);
    }

    @Test
    void an_edit_at_the_same_moment_does_not_have_the_reminder_sent_twice() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        var dora = invitation(slug, "Dora");
        expiresIn(dora, "47 hours");
        QuarkusTransaction.requiringNew().run(() -> {
            var edited = database.createQuery("from Invitation where id = ?1", Invitation.class)
                    .setParameter(1, dora)
                    .getSingleResult();
            reminding.run();
            edited.message = "Welcome";
        });
        reminding.run();
        assertThat(mails(dora, "reminder")).isEqualTo(1);
    }

    @Test
    void nobody_is_reminded_who_should_not_be() {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        for (var name : new String[] {"Quiet", "Short", "Declined", "Gone"}) invite(ada, slug, name, "member");
        sqlUpdate("update invitation set reminds = false where id = ?1", invitation(slug, "Quiet"));
        sqlUpdate("update invitation set hours = 24 where id = ?1", invitation(slug, "Short"));
        sqlUpdate("update invitation set declined = now() where id = ?1", invitation(slug, "Declined"));
        for (var name : new String[] {"Quiet", "Short", "Declined"}) expiresIn(invitation(slug, name), "40 hours");
        expiresIn(invitation(slug, "Gone"), "-1 hours");
        reminding.run();
        for (var name : new String[] {"Quiet", "Short", "Declined", "Gone"}) {
            assertThat(mails(invitation(slug, name), "reminder")).as(name).isZero();
        }
    }

    @Test
    void whoever_invited_is_told_once_a_day_of_all_that_has_lapsed() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var second = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "member");
        invite(ada, slug, "Eve", "member");
        invite(ada, second, "Fay", "viewer");
        expiresIn(invitation(slug, "Dora"), "-1 hours");
        expiresIn(invitation(second, "Fay"), "-1 hours");
        everywhereAtOnce();
        assertThat(lapsed("Ada")).isEqualTo(1);
        assertThat((String) sql(
                        "select cast(facts as text) from outbox where kind = 'lapsed' and sender_id = ?1",
                        account("Ada")))
                .contains(address("Dora"), address("Fay"))
                .doesNotContain(address("Eve"));

        expiresIn(invitation(slug, "Eve"), "-1 hours");
        reminding.run();
        assertThat(lapsed("Ada")).isEqualTo(1);
        sqlUpdate(
                "update outbox set created = created - interval '25 hours' where kind = 'lapsed' and sender_id = ?1",
                account("Ada"));
        reminding.run();
        assertThat(lapsed("Ada")).isEqualTo(2);
        reminding.run();
        assertThat(lapsed("Ada")).isEqualTo(2);
    }

    /** As several nodes would. */
    private void everywhereAtOnce() throws Exception {
        var nodes = Executors.newFixedThreadPool(4);
        try {
            for (var run : IntStream.range(0, 4)
                    .mapToObj(i -> nodes.submit(reminding::run))
                    .toList()) run.get();
        } finally {
            nodes.shutdown();
        }
    }

    private void expiresIn(UUID invitation, String time) {
        sqlUpdate("update invitation set expires = now() + cast(?2 as interval) where id = ?1", invitation, time);
    }

    private long mails(UUID invitation, String kind) {
        return (Long) sql("select count(*) from outbox where invitation_id = ?1 and kind = ?2", invitation, kind);
    }

    private long lapsed(String name) {
        return (Long) sql("select count(*) from outbox where kind = 'lapsed' and sender_id = ?1", account(name));
    }
}
