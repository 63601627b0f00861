package roster.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roster.MoodyServer;
import roster.MoodyServer.Act;
import roster.MoodyServer.Step;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;
import roster.web.Settings;

/** Mail while the mail server behaves badly: nobody waits for it, nothing is lost, and the pages say what is true. */
@QuarkusTest
class MoodsTest extends RosterTest {
    @Inject
    MailServer server;

    @Inject
    Letters letters;

    @Inject
    Settings settings;

    @Inject
    Vertx vertx;

    @Inject
    TlsConfigurationRegistry certificates;

    @Inject
    Config config;

    private final MoodyServer front = RealMail.front();
    private Visitor ada;
    private String slug;

    @BeforeEach
    void found() {
        ada = signedIn("Ada");
        slug = found(ada, "owner-editor-viewer");
        until(() -> sqlAll(
                        "select id from outbox where sent is null and dropped is null and dead is null and due <= now()")
                .isEmpty());
        // The next mail finds the server in its present mood from the greeting on.
        server.hangUp();
    }

    @AfterEach
    void calm() {
        front.mood(MoodyServer.Mood.GOOD);
        server.patience(Duration.ofSeconds(60));
        server.hangUp();
    }

    @Test
    void a_server_that_hangs_holds_up_nobody_and_takes_the_mail_when_it_is_well_again() {
        server.patience(Duration.ofSeconds(1));
        front.mood((step, address) -> Act.HANG);
        var before = System.nanoTime();
        assertThat(invite(ada, slug, "Dora", "viewer").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        until(() -> row("Dora").contains("The mail server does not answer; tried 1 time."));
        assertThat(story("Dora"))
                .contains("The mail with the link is waiting to go out. The mail server does not answer");
        // More often than the mail client has connections.
        for (var times = 2; times <= 12; times++) {
            var attempts = times;
            sqlUpdate(
                    "update outbox set due = now(), attempts = least(attempts, 5) where organization_id = ?1",
                    organization());
            until(() -> mail("Dora", "leased_until") == null
                    && (Long) sql(
                                    "select count(*) from outbox where organization_id = ?1 and due > now()",
                                    organization())
                            == 1);
        }
        server.patience(Duration.ofSeconds(60));
        front.mood(MoodyServer.Mood.GOOD);
        arrivesOnce("Dora");
    }

    @Test
    void a_server_that_is_away_gets_the_mail_when_it_is_back() throws Exception {
        front.away(true);
        try {
            invite(ada, slug, "Dora", "viewer");
            until(() -> row("Dora").contains("The mail server cannot be reached; tried 1 time."));
        } finally {
            front.away(false);
        }
        arrivesOnce("Dora");
    }

    @Test
    void an_address_that_is_refused_for_good_is_not_tried_again_and_stands_in_nobodys_way() {
        front.mood(of("Dora", Step.RCPT, Act.say("550 5.1.1 <b>No such user</b> at mx7.internal.example")));
        invite(ada, slug, "Dora", "viewer");
        invite(ada, slug, "Eve", "viewer");
        until(() -> row("Dora").contains("The mail server refuses the address (550). Show the link"));
        until(() -> mail("Eve", "sent") != null);
        assertThat(mail("Dora", "attempts")).isEqualTo(1);
        assertThat(story("Dora"))
                .contains("The mail with the link was not sent. The mail server refuses the address (550)")
                .doesNotContain("internal");

        // A new mail is a new chance.
        front.mood(MoodyServer.Mood.GOOD);
        ada.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/renewal");
        until(() -> RealMail.to(address("Dora")).size() == 1);
    }

    @Test
    void an_address_that_is_refused_for_now_is_tried_again_and_stands_in_nobodys_way() {
        front.mood(of("Dora", Step.RCPT, Act.say("450 4.2.0 Greylisted")));
        invite(ada, slug, "Dora", "viewer");
        invite(ada, slug, "Eve", "viewer");
        until(() -> row("Dora").contains("The mail server takes no mail for the address now (450); tried 1 time."));
        until(() -> mail("Eve", "sent") != null);
        front.mood(MoodyServer.Mood.GOOD);
        arrivesOnce("Dora");
    }

    @Test
    void a_mail_that_is_refused_for_its_contents_is_not_tried_again() {
        front.mood(of("Dora", Step.END, Act.say("554 5.7.1 Looks like spam")));
        invite(ada, slug, "Dora", "viewer");
        until(() -> row("Dora").contains("The mail server refuses the mail (554). Show the link"));
        assertThat(mail("Dora", "attempts")).isEqualTo(1);
        assertThat(front.taken(address("Dora"))).isEmpty();
    }

    @Test
    void a_server_that_refuses_this_program_is_asked_again_when_its_operator_has_seen_to_it() {
        front.mood((step, address) -> step == Step.MAIL ? Act.say("530 5.7.0 Authenticate first") : Act.GO);
        invite(ada, slug, "Dora", "viewer");
        until(() -> row("Dora").contains("The mail server takes no mail from Roster (530); tried 1 time."));
        front.mood((step, address) -> step == Step.GREETING ? Act.say("421 Too busy") : Act.GO);
        server.hangUp();
        again("Dora");
        until(() -> row("Dora").contains("The mail server asks to try later (421); tried 2 times."));
        front.mood(MoodyServer.Mood.GOOD);
        arrivesOnce("Dora");
    }

    @Test
    void a_server_that_breaks_off_may_have_taken_the_mail_and_the_page_says_so() {
        front.mood(of("Dora", Step.TAKEN, Act.CLOSE));
        invite(ada, slug, "Dora", "viewer");
        until(() -> row("Dora")
                .contains("broke off without saying whether it took the mail, which may have arrived; tried 1 time."));
        front.mood(MoodyServer.Mood.GOOD);
        again("Dora");
        until(() -> row("Dora").contains("Mail handed to the mail server. It may have arrived twice."));
        assertThat(story("Dora")).contains("was handed to the mail server. It may have arrived twice. Tried 2 times");
        var taken = front.taken(address("Dora"));
        assertThat(taken).hasSize(2);
        assertThat(taken).extracting(MoodyServer.Taken::id).containsOnly("<" + mail("Dora", "id") + "@localhost>");
    }

    @Test
    void a_slow_server_is_waited_for_but_not_for_ever_and_what_is_cut_off_does_not_go_out() throws Exception {
        front.mood(of("Dora", Step.END, Act.slowly(1000)));
        invite(ada, slug, "Dora", "viewer");
        until(() -> mail("Dora", "sent") != null);
        assertThat(mail("Dora", "attempts")).isEqualTo(1);
        assertThat(row("Dora")).contains("Mail handed to the mail server.").doesNotContain("twice");

        server.hangUp();
        server.patience(Duration.ofSeconds(2));
        front.mood((step, address) -> step == Step.EHLO ? new Act(false, false, 1000, "250 OK") : Act.GO);
        invite(ada, slug, "Eve", "viewer");
        until(() -> (Integer) mail("Eve", "attempts") == 1 && mail("Eve", "leased_until") == null);
        assertThat(mail("Eve", "problem")).isNotNull();
        server.patience(Duration.ofSeconds(60));
        front.mood(MoodyServer.Mood.GOOD);
        arrivesOnce("Eve");
        // Time for what was cut off to go on, if it could: the slow answer would be there now.
        Thread.sleep(9000);
        assertThat(front.taken(address("Eve"))).hasSize(1);
        assertThat(front.taken(address("Dora"))).hasSize(1);
    }

    @Test
    void the_program_stops_while_the_server_hangs() throws Exception {
        front.mood((step, address) -> Act.HANG);
        invite(ada, slug, "Eve", "viewer");
        until(() -> (Integer) mail("Eve", "attempts") == 1);
        // The program itself is busy with that one; the next is for a node of its own.
        invite(ada, slug, "Dora", "viewer");
        var node = new Delivery(database, new MailServer(vertx, certificates, config), letters, settings);
        var work = new Thread(node::run);
        work.start();
        until(() -> (Integer) mail("Dora", "attempts") == 1);
        var before = System.nanoTime();
        node.stop(null);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
        work.join(10_000);
        assertThat(work.isAlive()).isFalse();
        assertThat(mail("Dora", "leased_until")).isNull();
        assertThat(mail("Dora", "problem")).isEqualTo("The mail server does not answer");
        front.mood(MoodyServer.Mood.GOOD);
        server.hangUp();
        arrivesOnce("Dora");
    }

    private MoodyServer.Mood of(String name, Step where, Act act) {
        return (step, address) -> step == where && address.equals(address(name)) ? act : Act.GO;
    }

    /** Lets the mail be tried once more, at once. */
    private void again(String name) {
        sqlUpdate(
                "update outbox set due = now() where organization_id = ?1 and address = ?2",
                organization(),
                address(name));
    }

    private void arrivesOnce(String name) {
        again(name);
        until(() -> row(name).contains("Mail handed to the mail server."));
        assertThat(row(name)).doesNotContain("twice", "Not delivered");
        assertThat(front.taken(address(name))).hasSize(1);
        assertThat(RealMail.to(address(name))).hasSize(1);
    }

    private Object mail(String name, String column) {
        return sql(
                "select " + column + " from outbox where organization_id = ?1 and address = ?2",
                organization(),
                address(name));
    }

    private UUID organization() {
        return (UUID) sql("select id from organization where slug = ?1", slug);
    }

    /** What the inviter's list says of one invitation. */
    private String row(String name) {
        return ada.open("/organizations/" + slug + "/invitations").page().select("tbody tr").stream()
                .map(row -> row.text())
                .filter(row -> row.contains(address(name)))
                .findFirst()
                .orElse("");
    }

    private String story(String name) {
        return String.join(
                "\n",
                ada.open("/organizations/" + slug + "/invitations/" + invitation(slug, name))
                        .page()
                        .select(".history")
                        .eachText());
    }

    private static void until(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("It did not happen within 90 seconds");
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
