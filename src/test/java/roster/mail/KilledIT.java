package roster.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import roster.MoodyServer;
import roster.MoodyServer.Act;
import roster.MoodyServer.Step;
import roster.dev.Database;
import roster.rig.Program;

/** The packaged program, killed between each two steps of sending a mail, and started again. */
class KilledIT {
    private static final Pattern LINK =
            Pattern.compile("https://roster\\.example\\.org/invitations/open\\?token=[\\w-]+");
    private static final UUID ORGANIZATION = UUID.randomUUID();
    private static final UUID ADA = UUID.randomUUID();

    private final MoodyServer server = new MoodyServer(0);
    private final AtomicReference<Step> death = new AtomicReference<>();
    private volatile Program program;
    private String url;

    @Test
    void every_invitation_goes_out_once_or_as_the_same_mail_twice() throws Exception {
        url = Database.start(
                Path.of("target", "database", UUID.randomUUID().toString()).toAbsolutePath());
        server.mood((step, address) -> {
            if (death.compareAndSet(step, null)) {
                program.kill();
                return Act.CLOSE;
            }
            // So that each mail begins with a greeting.
            return step == Step.ANSWERED ? Act.CLOSE : Act.GO;
        });
        start();
        try (var database = DriverManager.getConnection(url)) {
            until(() -> ready(database));
            found(database);
            for (var step : List.of(
                    Step.GREETING, Step.EHLO, Step.MAIL, Step.RCPT, Step.DATA, Step.END, Step.TAKEN, Step.ANSWERED)) {
                death.set(step);
                var address = step.name().toLowerCase() + "@example.org";
                var mail = invite(database, address);
                until(() -> !program.process().isAlive());
                assertThat(program.process().exitValue()).as("killed").isEqualTo(137);
                // As if two minutes had passed.
                update(
                        database,
                        "update outbox set leased_until = now() - interval '1 second' where leased_until is not null");
                start();
                until(() -> number(database, "select count(*) from outbox where sent is null") == 0);

                var taken = server.taken(address);
                var most = step == Step.TAKEN || step == Step.ANSWERED ? 2 : 1;
                assertThat(taken.size()).as("mails, killed at " + step).isBetween(1, most);
                if (step == Step.TAKEN) assertThat(taken).hasSize(2);
                assertThat(taken.stream().map(MoodyServer.Taken::id)).containsOnly("<" + mail + "@roster.example.org>");
                assertThat(taken.stream().map(KilledIT::links).distinct())
                        .singleElement()
                        .asString()
                        .contains("token=");
                var twice = number(database, "select count(*) from outbox where doubtful and id = '" + mail + "'");
                if (taken.size() == 2) assertThat(twice).as("the page says so").isEqualTo(1);
            }
        } finally {
            program.close();
        }
    }

    private void start() {
        var settings = Program.settings(url);
        settings.putAll(Program.mail(server.port()));
        program = Program.of(settings, Path.of("target", "killed.log")).start();
    }

    private static boolean ready(Connection database) {
        return number(
                        database,
                        "select count(*) from information_schema.columns where table_name = 'outbox' and column_name = 'doubtful'")
                == 1;
    }

    private static void found(Connection database) {
        update(database, """
                insert into account (id, issuer, subject, email, address, email_verified, username, name, created, last_seen)
                values ('%s', 'test', 'ada', 'ada@example.org', 'ada@example.org', true, 'ada', 'Ada', now(), now())""".formatted(ADA));
        update(database, """
                insert into organization (id, slug, name, description, plan, model, single_owner, owners, created)
                values ('%s', 'snow', 'Snow', '', 'free', 'owner-editor-viewer', false, 1, now())""".formatted(ORGANIZATION));
    }

    /** @return the id of the mail */
    private static UUID invite(Connection database, String address) {
        var invitation = UUID.randomUUID();
        var mail = UUID.randomUUID();
        update(database, """
                insert into invitation (organization_id, id, email, address, named, role, message, inviter_id, nonce, generation,
                  token_hash, created, expires)
                values ('%s', '%s', '%s', '%3$s', '%3$s', 'viewer', '', '%s', '\\x%s', 1, '\\x%5$s', now(), now() + interval '7 days')""".formatted(
                ORGANIZATION, invitation, address, ADA, invitation.toString().replace("-", "")));
        update(database, """
                insert into outbox (id, organization_id, kind, invitation_id, generation, sender_id, recipient, address, facts,
                  created, due)
                values ('%s', '%s', 'invitation', '%s', 1, '%s', '%s', '%5$s', cast('%s' as jsonb), now(), now())""".formatted(
                        mail,
                        ORGANIZATION,
                        invitation,
                        ADA,
                        address,
                        Facts.sample().toJson().replace("'", "''")));
        return mail;
    }

    private static String links(MoodyServer.Taken mail) {
        var text = mail.data().replace("=\r\n", "").replace("=3D", "=");
        return LINK.matcher(text)
                .results()
                .map(found -> found.group())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static void update(Connection database, String statement) {
        try (var change = database.createStatement()) {
            change.executeUpdate(statement);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(Connection database, String query) {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(java.util.function.BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("It did not happen within 90 seconds");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
