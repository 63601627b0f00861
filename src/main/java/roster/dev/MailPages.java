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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import roster.access.Open;
import roster.mail.Letters;
import roster.web.Answer;

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
        static native TemplateInstance mails(List<Sent> mails);
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
    public Response mails() {
        return Answer.page(Templates.mails(rows("true").stream().map(this::sent).toList()));
    }

    @GET
    @Path("{mail}/html")
    @Produces(MediaType.TEXT_HTML)
    @PermitAll
    @Open("Development only")
    public Response html(UUID mail) {
        var letter = rows("id = '" + mail + "'").stream().findFirst().flatMap(letters::write);
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
