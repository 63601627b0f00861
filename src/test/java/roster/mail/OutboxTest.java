package roster.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;
import roster.access.Access;
import roster.account.Account;
import roster.account.Person;
import roster.invitation.Inviting;

@QuarkusTest
public class OutboxTest extends RosterTest {
    /** All that a mail may carry; the first two are the receiving server's. */
    static final Set<String> HEADERS = Set.of(
            "return-path",
            "received",
            "from",
            "to",
            "subject",
            "date",
            "message-id",
            "mime-version",
            "content-type",
            "auto-submitted");

    @Inject
    Access access;

    @Inject
    Inviting inviting;

    @Inject
    Delivery delivery;

    @Test
    void a_mail_is_written_with_the_change_it_tells_of_or_not_at_all() {
        var slug = found(signedIn("Ada"), "owner-editor-viewer");
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    invite(slug, address("Dora"));
                    throw new IllegalStateException("The power fails");
                }))
                .hasMessage("The power fails");
        for (var table : List.of("outbox", "invitation", "batch")) {
            assertThat(sql("select count(*) from " + table + " where organization_id = ?1", organization(slug)))
                    .as(table)
                    .isEqualTo(0L);
        }
        var number = sql("select count(*) from audit_entry where organization_id = ?1", organization(slug));
        hold(slug, address("Dora"));
        assertThat(sql("select count(*) from audit_entry where organization_id = ?1", organization(slug)))
                .isEqualTo((Long) number + 1);
        assertThat(RealMail.to(address("Dora"))).isEmpty();
    }

    @Test
    void an_invitation_arrives_whole() throws Exception {
        var slug = found(signedIn("Ada"), "single-owner");
        var ada = signedIn("Ada");
        ada.open("/organizations/" + slug + "/invitations/new");
        ada.submit(
                "/organizations/" + slug + "/invitations",
                Map.of(
                        "emails",
                        "Dora <" + address("Dora").toUpperCase() + ">",
                        "role",
                        "member",
                        "message",
                        "Hello!"));

        var mail = RealMail.await(address("Dora"), 1);
        assertThat(mail.getSubject()).isEqualTo("Invitation: Ada invites you to Org " + slug);
        assertThat(mail.getHeader("To")).containsExactly(address("Dora"));
        assertThat(mail.getHeader("From")).containsExactly("roster@localhost");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).isEqualTo("<" + mailId(slug, "Dora") + "@localhost>");
        assertHeaders(mail, address("Dora"));
        for (var text : List.of(
                part(mail, "text/plain"), Jsoup.parse(part(mail, "text/html")).text())) {
            assertThat(text)
                    .contains("Ada (" + address("Ada") + ")", "Org " + slug, "Member", "Hello!", "7 days")
                    .contains(address("Dora").toUpperCase(), Visitor.base() + "/invitations/open?token=");
        }
        var links = Jsoup.parse(part(mail, "text/html")).select("a").eachAttr("href");
        assertThat(links).hasSize(2).containsOnly(link(mail));
        assertThat(new Visitor().open(link(mail)).title()).isEqualTo("Join Org " + slug + "?");
    }

    @Test
    void the_link_leads_to_the_configured_address_whatever_the_request_says() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var fields = Map.of("csrf-token", ada.token(), "emails", address("Dora"), "role", "viewer");
        ada.send(ada.request("/organizations/" + slug + "/invitations")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=evil.example;proto=https")
                .POST(Visitor.body(fields)));
        var mail = RealMail.await(address("Dora"), 1);
        assertThat(link(mail)).startsWith(Visitor.base() + "/invitations/open?token=");
        assertThat(part(mail, "text/plain") + part(mail, "text/html")).doesNotContain("evil.example");
    }

    @Test
    void people_are_told_of_what_was_done_to_them() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var path = "/organizations/" + slug;
        var ben = join(ada, slug, "Ben", "viewer");
        var joined = await("Ada", "Joined");
        assertThat(joined.getSubject()).isEqualTo("Joined: Ben is now a member of Org " + slug);
        assertMail(joined, "Ben (" + address("Ben") + ") accepted your invitation", path + "/members");

        post(ada, path + "/members/" + member(slug, "Ben") + "/role", "role", "editor");
        var changed = await("Ben", "Your role");
        assertThat(changed.getSubject()).isEqualTo("Your role in Org " + slug + " is now Editor");
        assertMail(changed, "Ada has made you Editor of Org " + slug + "; you were Viewer.", path);

        post(ada, path + "/members/" + member(slug, "Ben") + "/removal");
        var removed = await("Ben", "You are no longer");
        assertThat(removed.getSubject()).isEqualTo("You are no longer a member of Org " + slug);
        assertMail(removed, "Ada has removed you from Org " + slug + ", where you were Editor.", "/");
        assertThat(ben.open(path).status()).isEqualTo(404);

        invite(ada, slug, "Dora", "viewer");
        var dora = signedIn("Dora");
        dora.open("/invitations/accept?invitation=" + invitation(slug, "Dora"));
        dora.submit("/invitations/decline", Map.of("reason", "No time"));
        var declined = await("Ada", "Declined");
        assertThat(declined.getSubject()).isEqualTo("Declined: " + address("Dora") + " will not join Org " + slug);
        assertMail(
                declined,
                address("Dora") + " declined your invitation to Org " + slug + " as Viewer.",
                path + "/invitations");
        assertThat(part(declined, "text/plain")).contains("> No time");
    }

    @Test
    void both_sides_are_told_what_became_of_an_offer_of_ownership() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var path = "/organizations/" + slug;
        var ben = join(ada, slug, "Ben", "admin");
        var cleo = join(ada, slug, "Cleo", "member");
        post(ada, path + "/ownership", "account", account("Ben").toString());
        var offered = await("Ben", "Ownership: Ada offers");
        assertThat(offered.getSubject()).isEqualTo("Ownership: Ada offers you Org " + slug);
        assertMail(
                offered,
                "Ada (" + address("Ada") + ") offers to make you Owner of Org " + slug + ", where you are Admin.",
                path + "/ownership/acceptance");
        assertThat(part(offered, "text/plain")).contains("unless you accept, after signing in anew, until ", " UTC.");

        post(ada, path + "/ownership/withdrawal");
        var withdrawn = await("Ben", "Ownership: Ada no longer");
        assertThat(withdrawn.getSubject()).isEqualTo("Ownership: Ada no longer offers you Org " + slug);
        assertMail(withdrawn, "no longer offers to make you Owner of Org " + slug + ".", path);

        post(ada, path + "/ownership", "account", account("Cleo").toString());
        post(cleo, path + "/ownership/refusal");
        var refused = await("Ada", "Ownership: Cleo");
        assertThat(refused.getSubject()).isEqualTo("Ownership: Cleo has refused Org " + slug);
        assertMail(refused, "has refused to become Owner of Org " + slug + ". You stay Owner", path + "/ownership");

        post(ada, path + "/ownership", "account", account("Ben").toString());
        post(ben, path + "/ownership/acceptance");
        var taken = await("Ada", "Ownership: Ben");
        assertThat(taken.getSubject()).isEqualTo("Ownership: Ben has taken over Org " + slug);
        assertMail(taken, "has accepted your offer and is now Owner of Org " + slug + ". You are now Admin.", path);
    }

    @Test
    void nobody_is_told_of_their_own_doing_nor_at_an_address_they_have_not_proved() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        join(ada, slug, "Ben", "owner");
        var cleo = join(ada, slug, "Cleo", "viewer");
        post(ada, "/organizations/" + slug + "/members/" + member(slug, "Ada") + "/role", "role", "editor");
        post(cleo, "/organizations/" + slug + "/membership/removal");
        sqlUpdate("update account set email_verified = false where address = ?1", address("Ada"));
        var ben = signedIn("Ben");
        post(ben, "/organizations/" + slug + "/members/" + member(slug, "Ada") + "/role", "role", "viewer");
        assertThat(sql(
                        "select count(*) from outbox where organization_id = ?1 and kind in ('role_changed', 'removed')",
                        organization(slug)))
                .isEqualTo(0L);
    }

    @Test
    void no_name_adds_a_header_or_leads_a_subject() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var names = List.of(
                "Eve\r\nBcc: " + address("Mallory"),
                "Eve\nBcc: " + address("Mallory"),
                "Eve\r\n\r\n<h1>Hello</h1>",
                "Eve\u0000\u0085\u2028Bcc: " + address("Mallory"),
                "x".repeat(300),
                "😀".repeat(300),
                "\u202eevE\u202c",
                "e\u200e\u0301",
                "\u0301Eve",
                "\"Eve\" <eve@example.org>, 'x' \\",
                "{facts.organization}{x}{#if}",
                "<b>Eve</b>&amp;",
                "=?utf-8?Q?=E2=80=AERoster?=",
                "Your invoice: pay now",
                "夏娃 Ève Ελένη",
                "\ud800Eve");
        for (var name : names) {
            rename("Ada", name);
            var to = address("n" + names.indexOf(name));
            ada.open("/organizations/" + slug + "/invitations/new");
            var answer = ada.submit("/organizations/" + slug + "/invitations", Map.of("emails", to, "role", "viewer"));
            assertThat(answer.status()).as(name).isEqualTo(200);
        }
        for (var name : names) {
            var mail = RealMail.await(address("n" + names.indexOf(name)), 1);
            assertThat(mail.getSubject()).as(name).startsWith("Invitation: ").endsWith(" invites you to Org " + slug);
            assertThat(mail.getSubject().codePointCount(0, mail.getSubject().length()))
                    .as(name)
                    .isLessThan(130);
            assertThat(mail.getSubject())
                    .as(name)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cs}\u202a-\u202e\u200e\u200f\u2028\u2029]");
            assertHeaders(mail, address("n" + names.indexOf(name)));
            var html = Jsoup.parse(part(mail, "text/html"));
            assertThat(html.select("h1")).as(name).hasSize(1);
            assertThat(html.select("main > *:not(h1, p)")).as(name).isEmpty();
            assertThat(html.select("b")).as(name).isEmpty();
        }
        assertThat(RealMail.to(address("Mallory"))).isEmpty();
        assertThat(subject(names, "{facts.organization}{x}{#if}")).contains("{facts.organization}{x}{#if}");
        assertThat(subject(names, "夏娃 Ève Ελένη")).contains("夏娃 Ève Ελένη");
        assertThat(subject(names, "e\u200e\u0301")).contains("é");
        assertThat(subject(names, "😀".repeat(300))).contains("😀".repeat(60) + "…");
        assertThat(subject(names, "=?utf-8?Q?=E2=80=AERoster?=")).contains("=?utf-8?Q?=E2=80=AERoster?=");
        assertThat(subject(names, "x".repeat(300))).contains("x".repeat(60) + "…");
    }

    @Test
    void an_organizations_name_stays_text() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        rename(slug, organization(slug), "{x} \"Ltd\" <b>& Sons</b> " + "y".repeat(300));
        invite(ada, slug, "Dora", "viewer");
        var mail = RealMail.await(address("Dora"), 1);
        assertThat(mail.getSubject()).startsWith("Invitation: Ada invites you to {x} \"Ltd\" <b>& Sons</b> yyy");
        assertThat(mail.getSubject()).hasSizeLessThan(120);
        assertHeaders(mail, address("Dora"));
        assertThat(part(mail, "text/html")).contains("{x} &quot;Ltd&quot; &lt;b&gt;&amp; Sons");

        // No form lets this in; if it were there all the same, the mail would stay here.
        rename(slug, organization(slug), "Org\r\nBcc: " + address("Mallory"));
        hold(slug, address("Eve"));
        release(slug);
        until(() -> (Integer) mail(slug, "Eve", "attempts") == 1 && mail(slug, "Eve", "leased_until") == null);
        assertThat(mail(slug, "Eve", "sent")).isNull();
        assertThat(mail(slug, "Eve", "problem")).isNotNull();
        assertThat(RealMail.to(address("Eve"))).isEmpty();
        assertThat(RealMail.to(address("Mallory"))).isEmpty();
    }

    @Test
    void every_address_that_can_be_invited_can_be_written_to() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        var domain = address("x").substring(1);
        var odd = List.of(
                "o'neil+tag/x=y?z^`{|}~-_!#$%&*" + domain, "a.b.c" + domain, "x".repeat(64) + domain, "-" + domain);
        var idn = "dora@bücher." + domain.substring(1);
        ada.open("/organizations/" + slug + "/invitations/new");
        var answer = ada.submit(
                "/organizations/" + slug + "/invitations",
                Map.of("emails", String.join("\n", odd) + "\n" + idn, "role", "viewer"));
        assertThat(answer.text()).contains("5 people were invited");
        for (var address : odd) {
            assertThat(RealMail.await(address, 1).getHeader("To")).containsExactly(address);
        }
        var mail = RealMail.await("dora@xn--bcher-kva." + domain.substring(1), 1);
        assertThat(part(mail, "text/plain")).contains("typed your address, " + idn);
    }

    @Test
    void an_invitation_revoked_before_its_mail_goes_out_is_not_sent() {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        hold(slug, address("Dora"));
        post(ada, "/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/revocation");
        release(slug);
        until(() -> mail(slug, "Dora", "dropped") != null);
        assertThat(mail(slug, "Dora", "sent")).isNull();
        assertThat(RealMail.to(address("Dora"))).isEmpty();
    }

    @Test
    void of_an_invitation_renewed_before_its_mail_goes_out_only_the_new_link_is_sent() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        hold(slug, address("Dora"));
        post(ada, "/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/renewal");
        release(slug);
        until(() -> (Long) sql(
                        "select count(*) from outbox where organization_id = ?1 and dropped is null and sent is null",
                        organization(slug))
                == 0);
        assertThat(sql(
                        "select generation from outbox where organization_id = ?1 and sent is not null",
                        organization(slug)))
                .isEqualTo(2);
        assertThat(RealMail.to(address("Dora"))).hasSize(1);
        assertThat(new Visitor().open(link(RealMail.await(address("Dora"), 1))).status())
                .isEqualTo(200);
    }

    @Test
    void a_mail_that_is_refused_is_tried_again_later_and_later_and_then_given_up() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        RealMail.take(address("Dora"), false);
        hold(slug, address("Dora"));
        // After this many attempts the next one is that far away, in seconds, give or take a half.
        Map.of(0, 30, 3, 240, 8, 3600).forEach((attempts, pause) -> {
            attempt(slug, attempts);
            var wait = (Number) sql(
                    "select extract(epoch from due - now()) from outbox where organization_id = ?1",
                    organization(slug));
            assertThat(wait.doubleValue())
                    .as("after attempt " + (attempts + 1))
                    .isBetween(pause * 0.5 - 20, pause * 1.5 + 1);
            assertThat(mail(slug, "Dora", "dead")).isNull();
        });
        attempt(slug, 0);
        assertThat(row(ada, slug)).contains("Not delivered", "asks to try later (451); tried 1 time.");

        attempt(slug, 99);
        assertThat(mail(slug, "Dora", "dead")).isNotNull();
        assertThat(row(ada, slug))
                .contains("Not delivered", "asks to try later (451); given up after 100 attempts.", "Show the link");
        release(slug);
        drain();
        assertThat(mail(slug, "Dora", "attempts")).isEqualTo(100);
        assertThat(RealMail.to(address("Dora"))).isEmpty();

        // A new mail is a new chance.
        RealMail.take(address("Dora"), true);
        post(ada, "/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/renewal");
        RealMail.await(address("Dora"), 1);
        until(() -> row(ada, slug).contains("Mail handed to the mail server"));
        assertThat(row(ada, slug)).doesNotContain("Not delivered");
    }

    @Test
    void mails_that_are_refused_stand_in_nobodys_way() {
        var slug = found(signedIn("Ada"), "owner-editor-viewer");
        RealMail.take(address("Dora"), false);
        hold(slug, address("Dora"));
        hold(slug, address("Eve"));
        // After each refusal the mail client connects anew.
        for (var round = 1; round <= 30; round++) {
            sqlUpdate(
                    "update outbox set due = now(), attempts = 0, sent = null where organization_id = ?1",
                    organization(slug));
            drain();
            until(() -> mail(slug, "Eve", "sent") != null);
            assertThat(mail(slug, "Eve", "attempts")).isEqualTo(1);
        }
    }

    @Test
    void a_mail_keeps_its_message_id_and_its_link_when_it_is_tried_again() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        RealMail.take(address("Dora"), false);
        hold(slug, address("Dora"));
        attempt(slug, 0);
        RealMail.take(address("Dora"), true);
        release(slug);
        var first = RealMail.await(address("Dora"), 1);
        assertThat(first.getMessageID()).isEqualTo("<" + mailId(slug, "Dora") + "@localhost>");
        until(() -> mail(slug, "Dora", "sent") != null);
        // As if the node had died between sending and writing that down.
        sqlUpdate(
                "update outbox set sent = null, leased_until = now() - interval '1 second' where organization_id = ?1",
                organization(slug));
        var second = RealMail.await(address("Dora"), 2);
        assertThat(second.getMessageID()).isEqualTo(first.getMessageID());
        assertThat(link(second)).isEqualTo(link(first));
        until(() -> row(ada, slug).contains("Mail handed to the mail server. It may have arrived twice."));
    }

    @Test
    void a_mail_that_another_node_is_sending_is_left_to_it_until_its_lease_ends() throws Exception {
        var slug = found(signedIn("Ada"), "owner-editor-viewer");
        hold(slug, address("Dora"));
        sqlUpdate(
                "update outbox set leased_until = now() + interval '1 minute', due = now() where organization_id = ?1",
                organization(slug));
        drain();
        assertThat(mail(slug, "Dora", "attempts")).isEqualTo(0);
        assertThat(RealMail.to(address("Dora"))).isEmpty();
        sqlUpdate(
                "update outbox set leased_until = now() - interval '1 second' where organization_id = ?1",
                organization(slug));
        RealMail.await(address("Dora"), 1);
    }

    @Test
    void two_nodes_that_empty_the_outbox_at_once_send_no_mail_twice() throws Exception {
        var slug = found(signedIn("Ada"), "owner-editor-viewer");
        hold(slug, address("Dora"));
        sqlUpdate("""
                insert into outbox (id, organization_id, kind, sender_id, recipient, address, facts, created, due)
                select gen_random_uuid(), organization_id, 'removed', sender_id, recipient, address, facts, now(), due
                from outbox, generate_series(1, 50) where organization_id = ?1""", organization(slug));
        sqlUpdate("delete from outbox where organization_id = ?1 and kind = 'invitation'", organization(slug));
        release(slug);
        var start = new CyclicBarrier(2);
        Callable<Integer> node = () -> {
            start.await(1, TimeUnit.MINUTES);
            var sent = 0;
            while (delivery.one()) sent++;
            return sent;
        };
        var nodes = Executors.newFixedThreadPool(2);
        try {
            for (var done : nodes.invokeAll(List.of(node, node))) done.get(1, TimeUnit.MINUTES);
        } finally {
            nodes.shutdown();
        }
        until(() -> (Long) sql(
                        "select count(*) from outbox where organization_id = ?1 and sent is null", organization(slug))
                == 0);
        assertThat(sql("select count(*) from outbox where organization_id = ?1 and attempts = 1", organization(slug)))
                .isEqualTo(50L);
        var ids = new TreeSet<String>();
        for (var mail : RealMail.to(address("Dora"))) ids.add(mail.getMessageID());
        assertThat(ids).hasSize(50);
        assertThat(RealMail.to(address("Dora"))).hasSize(50);
    }

    @Test
    void no_table_holds_a_link_that_opens_something() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "owner-editor-viewer");
        invite(ada, slug, "Dora", "viewer");
        var mail = RealMail.await(address("Dora"), 1);
        var path = "/organizations/" + slug + "/invitations/" + invitation(slug, "Dora");
        post(ada, path + "/link");
        ada.open("/organizations/" + slug + "/invitations");
        signedIn("Dora").open(link(mail));
        post(ada, path + "/renewal");
        var renewed = RealMail.await(address("Dora"), 2);
        assertThat(link(renewed)).isNotEqualTo(link(mail));
        signedIn("Dora").open(link(renewed));
        for (var one : List.of(mail, renewed)) {
            var token = link(one).substring(link(one).indexOf('=') + 1);
            var bytes = Base64.getUrlDecoder().decode(token);
            var hex = HexFormat.of();
            var forms = List.of(
                    token,
                    token.substring(24),
                    hex.formatHex(token.getBytes(StandardCharsets.US_ASCII)),
                    hex.formatHex(bytes, 16, 48));
            for (var table : sqlAll("select table_name from information_schema.tables where table_schema = 'public'")) {
                for (var form : forms) {
                    assertThat(sql(
                                    "select count(*) from " + table + " x where position(?1 in cast(x as text)) > 0",
                                    form))
                            .as("rows of %s with %s", table, form)
                            .isEqualTo(0L);
                }
            }
        }
        // The search would find it: the hash is there.
        var token = link(renewed).substring(link(renewed).indexOf('=') + 1);
        var hash = HexFormat.of()
                .formatHex(roster.web.Keys.sha256(Base64.getUrlDecoder().decode(token)));
        assertThat(sql("select count(*) from invitation x where position(?1 in cast(x as text)) > 0", hash))
                .isEqualTo(1L);
    }

    @Test
    void the_program_itself_cannot_alter_the_history() {
        var slug = found(signedIn("Ada"), "owner-editor-viewer");
        for (var statement : List.of(
                "update audit_entry set details = 'nothing'",
                "update audit_entry set actor = 'Nemo' where organization_id = '" + organization(slug) + "'",
                "delete from audit_entry",
                "delete from audit_entry where organization_id = '" + organization(slug) + "'",
                "truncate audit_entry")) {
            assertThatThrownBy(() -> sqlUpdate(statement))
                    .as(statement)
                    .hasMessageContaining("permission denied for table audit_entry");
        }
        assertThat(sql("select count(*) from audit_entry where organization_id = ?1", organization(slug)))
                .isEqualTo(1L);
    }

    // --- What the tests say over and over ---

    /** Invites the address, as the page does, in the transaction around. */
    private void invite(String slug, String address) {
        var ada = person("Ada");
        var standing = access.standing(ada.id(), slug).orElseThrow();
        inviting.invite(standing, ada, new Inviting.Form(address, "viewer", "", List.of(), List.of()));
    }

    /** Invites the address; the mail waits until it is released. */
    private void hold(String slug, String address) {
        QuarkusTransaction.requiringNew().run(() -> {
            invite(slug, address);
            database.createNativeQuery("update outbox set due = now() + interval '1 day' where address = ?1")
                    .setParameter(1, address)
                    .executeUpdate();
        });
    }

    private void release(String slug) {
        sqlUpdate("update outbox set due = now() where organization_id = ?1", organization(slug));
    }

    /** Lets one more attempt be made at a mail that was tried so often, and waits for its end. */
    private void attempt(String slug, int before) {
        sqlUpdate(
                "update outbox set due = now(), attempts = ?2, problem = null where organization_id = ?1",
                organization(slug),
                before);
        until(() -> (Long) sql(
                        "select count(*) from outbox where organization_id = ?1 and attempts = ?2 and leased_until is null and problem is not null",
                        organization(slug),
                        before + 1)
                == 1);
    }

    private void drain() {
        while (delivery.one()) {}
    }

    private static void until(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("It did not happen within 60 seconds");
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void post(Visitor visitor, String path, String... fields) {
        visitor.open("/");
        assertThat(visitor.post(path, fields).status()).isEqualTo(303);
    }

    /** What the inviter's list says of the one invitation. */
    private String row(Visitor visitor, String slug) {
        return visitor.open("/organizations/" + slug + "/invitations")
                .page()
                .select("tbody tr")
                .text();
    }

    private UUID organization(String slug) {
        return (UUID) sql("select id from organization where slug = ?1", slug);
    }

    private Person person(String name) {
        var row = (Object[]) sql("select id, name, username, email from account where address = ?1", address(name));
        return new Person(
                (UUID) row[0], (String) row[1], (String) row[2], (String) row[3], Optional.of(address(name)), true);
    }

    /** Has the provider call somebody so at their next sign-in. */
    private void rename(String person, String name) {
        var subject = (String) sql("select subject from account where address = ?1", address(person));
        var claims = new Account.Claims("development", subject, address(person), true, name, name);
        QuarkusTransaction.requiringNew().run(() -> Account.signIn(claims, Instant.now()));
    }

    private void rename(String slug, UUID organization, String name) {
        assertThat(sqlUpdate("update organization set name = ?2 where id = ?1 and slug = ?3", organization, name, slug))
                .isEqualTo(1);
    }

    private Object mail(String slug, String to, String column) {
        return sql(
                "select " + column + " from outbox where organization_id = ?1 and address = ?2",
                organization(slug),
                address(to));
    }

    private UUID mailId(String slug, String to) {
        return (UUID) mail(slug, to, "id");
    }

    private String subject(List<String> names, String name) throws Exception {
        return RealMail.await(address("n" + names.indexOf(name)), 1).getSubject();
    }

    /** The mail with this beginning; an invitation that is accepted before its mail goes out sends none. */
    private MimeMessage await(String name, String subject) {
        until(() -> RealMail.to(address(name)).stream().anyMatch(mail -> hasSubject(mail, subject)));
        return RealMail.to(address(name)).stream()
                .filter(mail -> hasSubject(mail, subject))
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasSubject(MimeMessage mail, String beginning) {
        try {
            return mail.getSubject().startsWith(beginning);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertMail(MimeMessage mail, String sentence, String path) throws Exception {
        assertHeaders(mail, mail.getHeader("To", null));
        assertThat(part(mail, "text/plain").replaceAll("\\s+", " "))
                .contains(sentence, " " + Visitor.base() + path + " ");
        var html = Jsoup.parse(part(mail, "text/html"));
        assertThat(html.text()).contains(sentence);
        assertThat(html.select("a").eachAttr("href")).containsExactly(Visitor.base() + path);
    }

    /** Nobody but this one address gets the mail, and nothing but what Roster says is in its head. */
    private static void assertHeaders(MimeMessage mail, String to) throws Exception {
        assertThat(HEADERS).containsAll(headers(mail));
        assertThat(headers(mail)).doesNotHaveDuplicates();
        assertThat(mail.getHeader("To")).containsExactly(to);
        assertThat(mail.getAllRecipients()).hasSize(1);
    }

    private static List<String> headers(MimeMessage mail) throws Exception {
        return Collections.list(mail.getAllHeaders()).stream()
                .map(Header::getName)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String link(MimeMessage mail) throws Exception {
        var link = Pattern.compile("http\\S+/invitations/open\\?token=\\S+").matcher(part(mail, "text/plain"));
        assertThat(link.find()).isTrue();
        return link.group();
    }

    public static String part(MimeMessage mail, String type) throws Exception {
        return parts((Multipart) mail.getContent())
                .filter(part -> part[0].startsWith(type))
                .findFirst()
                .orElseThrow()[1];
    }

    /** Type and text of each part. */
    private static Stream<String[]> parts(Multipart parts) throws Exception {
        var found = Stream.<String[]>empty();
        for (var i = 0; i < parts.getCount(); i++) {
            var part = parts.getBodyPart(i);
            var content = part.getContent();
            found = Stream.concat(
                    found,
                    content instanceof Multipart inner
                            ? parts(inner)
                            : Stream.<String[]>of(new String[] {part.getContentType(), (String) content}));
        }
        return found;
    }
}
