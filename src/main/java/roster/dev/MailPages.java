package roster.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.mailer.Mail;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import roster.access.Open;
import roster.account.Address;
import roster.mail.Facts;
import roster.mail.Letters;
import roster.mail.Outbox;
import roster.web.Answer;
import roster.web.Reader;

/** The mails of development, newest first, as they were sent: text, HTML and links. No other build has this page. */
@Path("/dev/mail")
@IfBuildProfile("dev")
public class MailPages {
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private final EntityManager database;
    private final Letters letters;
    private final RoutingContext request;

    MailPages(EntityManager database, Letters letters, RoutingContext request) {
        this.database = database;
        this.letters = letters;
        this.request = request;
    }

    @CheckedTemplate(basePath = "dev")
    static class Templates {
        static native TemplateInstance mails(List<Sent> mails, List<Preview> previews, String language);
    }

    /** A mail of one kind, about made-up people; no link in it opens anything. */
    public record Preview(Outbox.Kind kind, String subject, String text) {
        /** What stands in the address of the preview. */
        public String key() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param gone what became of a mail that is not shown: its invitation ended meanwhile; else null */
    public record Sent(
            UUID id,
            String to,
            Instant created,
            boolean delivered,
            String subject,
            String text,
            List<String> links,
            String gone) {}

    @GET
    @PermitAll
    @Open("Development only")
    public Response mails(@QueryParam("language") String language) {
        var previews = Arrays.stream(Outbox.Kind.values())
                .map(kind -> {
                    var letter = sample(kind, language);
                    return new Preview(kind, letter.getSubject(), letter.getText());
                })
                .toList();
        return Answer.page(Templates.mails(rows("true").stream().map(this::sent).toList(), previews, tag(language)));
    }

    @GET
    @Path("previews/{kind}")
    @Produces(MediaType.TEXT_HTML)
    @PermitAll
    @Open("Development only")
    public Response preview(String kind, @QueryParam("language") String language) {
        return html(Arrays.stream(Outbox.Kind.values())
                .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(kind))
                .findFirst()
                .map(k -> sample(k, language)));
    }

    private Mail sample(Outbox.Kind kind, String language) {
        return new Reader(Reader.of(language, null).language(), Reader.current().zone())
                .hear(() -> letters.letter(
                        kind,
                        Facts.sample(),
                        "http://localhost/sample",
                        Address.parse("dora@example.org").orElseThrow()));
    }

    private static String tag(String language) {
        return Reader.of(language, null).language().toLanguageTag();
    }

    @GET
    @Path("{mail}/html")
    @Produces(MediaType.TEXT_HTML)
    @PermitAll
    @Open("Development only")
    public Response html(UUID mail) {
        return html(rows("id = '" + mail + "'").stream().findFirst().flatMap(letters::write));
    }

    private Response html(Optional<Mail> letter) {
        // A mail brings its own style, as in a mail client; the pages' policy forbids that.
        request.response().headers().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        return Response.ok(letter.orElseThrow(NotFoundException::new).getHtml()).build();
    }

    private Sent sent(Tuple row) {
        Optional<Mail> letter = letters.write(row);
        var text = letter.map(Mail::getText).orElse("");
        return new Sent(
                row.get("id", UUID.class),
                row.get("recipient", String.class),
                row.get("created", Instant.class),
                row.get("sent", Instant.class) != null,
                letter.map(Mail::getSubject).orElse("Invitation"),
                text,
                LINK.matcher(text).results().map(m -> m.group()).toList(),
                letter.isPresent() ? null : "The invitation has ended, so this link is dead.");
    }

    @SuppressWarnings("unchecked")
    private List<Tuple> rows(String condition) {
        return database.createNativeQuery("""
                        select id, kind, organization_id, invitation_id, generation, recipient, cast(facts as text) as facts,
                          created, sent
                        from outbox where\s""" + condition + " order by created desc limit 50", Tuple.class)
                .getResultList();
    }
}
