package roster.mail;

import static roster.web.Reader.say;

import io.quarkus.mailer.Mail;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import roster.account.Address;
import roster.branding.Brand;
import roster.invitation.Invitation;
import roster.invitation.Link;
import roster.organization.Organization;
import roster.web.OneColumn;
import roster.web.Reader;
import roster.web.Settings;
import roster.web.Text;

/** The one builder of mails: every address, header and part of every mail is made here. */
@ApplicationScoped
public class Letters {
    private static final int LONGEST_NAME_IN_SUBJECT = 60;
    /** In bytes, so that an encoded word has at most 75 characters. */
    private static final int LONGEST_WORD = 45;

    private final EntityManager database;
    private final Link link;
    private final Settings settings;

    Letters(EntityManager database, Link link, Settings settings) {
        this.database = database;
        this.link = link;
        this.settings = settings;
    }

    @CheckedTemplate(basePath = "mail")
    static class Templates {
        static native TemplateInstance invitation(Facts facts, String url, String recipient);

        static native TemplateInstance reminder(Facts facts, String url, String recipient);

        static native TemplateInstance lapsed(Facts facts, String url, String recipient);

        static native TemplateInstance role_changed(Facts facts, String url, String recipient);

        static native TemplateInstance removed(Facts facts, String url, String recipient);

        static native TemplateInstance restored(Facts facts, String url, String recipient);

        static native TemplateInstance joined(Facts facts, String url, String recipient);

        static native TemplateInstance joined_by_link(Facts facts, String url, String recipient);

        static native TemplateInstance declined(Facts facts, String url, String recipient);

        static native TemplateInstance revoked(Facts facts, String url, String recipient);

        static native TemplateInstance project_public(Facts facts, String url, String recipient);

        static native TemplateInstance project_private(Facts facts, String url, String recipient);

        static native TemplateInstance ownership_offered(Facts facts, String url, String recipient);

        static native TemplateInstance ownership_withdrawn(Facts facts, String url, String recipient);

        static native TemplateInstance ownership_refused(Facts facts, String url, String recipient);

        static native TemplateInstance ownership_taken(Facts facts, String url, String recipient);

        static native TemplateInstance access_ends(Facts facts, String url, String recipient);

        static native TemplateInstance access_ended(Facts facts, String url, String recipient);

        static native TemplateInstance end_changed(Facts facts, String url, String recipient);

        static native TemplateInstance link_asked(Facts facts, String url, String recipient);

        static native TemplateInstance readdress_asked(Facts facts, String url, String recipient);

        static native TemplateInstance join_asked(Facts facts, String url, String recipient);

        static native TemplateInstance request_approved(Facts facts, String url, String recipient);

        static native TemplateInstance request_refused(Facts facts, String url, String recipient);

        static native TemplateInstance misdelivered(Facts facts, String url, String recipient);
    }

    /** The mail of an outbox row, for its reader; nothing if it is no longer true. The Message-ID is the row's, however often it is sent. */
    public Optional<Mail> write(Tuple row) {
        var facts = Facts.of(row.get("facts", String.class));
        var recipient = Address.parse(row.get("recipient", String.class)).orElseThrow();
        var kind = Outbox.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT));
        var url = kind.hasLink() ? link(row) : Optional.of(page(kind, facts));
        if (url.isEmpty()) return Optional.empty();
        var mail = reader(row)
                .hear(() -> letter(kind, facts, url.get(), recipient, brand(row, facts)))
                .addHeader("Message-ID", "<" + row.get("id", UUID.class) + "@" + host() + ">");
        if (kind.hasLink()) inviter(row).ifPresent(address -> mail.setReplyTo(address.value()));
        return Optional.of(mail);
    }

    /** The same as from an organization that has no look of its own. */
    public Mail letter(Outbox.Kind kind, Facts facts, String url, Address recipient) {
        return letter(kind, facts, url, recipient, Brand.PLAIN);
    }

    /** A mail of this kind to the current reader, but for its Message-ID; the previews of development show it, too. */
    private Mail letter(Outbox.Kind kind, Facts facts, String url, Address recipient, Brand brand) {
        var template = template(kind, facts.unlinked(), url, recipient.typed())
                .data("brand", brand)
                .data("picture", brand.logo() == null ? null : settings.baseUrl() + brand.picture());
        return new Mail()
                .addTo(recipient.value())
                .setSubject(header(subject(kind, facts)))
                .setText(render(template, "text/plain"))
                .setHtml(render(template, "text/html"))
                .addHeader("Auto-Submitted", "auto-generated");
    }

    /** How the organization looks that the mail is about; a mail about several is Roster's own. */
    private Brand brand(Tuple row, Facts facts) {
        var organization = database.find(Organization.class, row.get("organization_id", UUID.class));
        return organization == null || facts.slug().isEmpty() ? Brand.PLAIN : organization.brand();
    }

    /** Whose address it is, if they have an account; else who has it sent, for they know each other. */
    @SuppressWarnings("unchecked")
    private Reader reader(Tuple row) {
        List<Tuple> accounts = database.createNativeQuery("""
                        select a.language, a.zone from outbox o cross join lateral (
                          select language, zone, last_seen, 1 as choice from account
                            where address = o.address and email_verified
                          union all select language, zone, last_seen, 2 from account where id = o.sender_id) a
                        where o.id = ?1 order by a.choice, a.last_seen desc limit 1""", Tuple.class)
                .setParameter(1, row.get("id", UUID.class))
                .getResultList();
        return accounts.stream()
                .findFirst()
                .map(account -> Reader.of(account.get("language", String.class), account.get("zone", String.class)))
                .orElse(Reader.ANYBODY);
    }

    /** The link of an invitation that is still open, in the generation that the mail was written for. */
    private Optional<String> link(Tuple row) {
        return database
                .createQuery(
                        "from Invitation where organizationId = ?1 and id = ?2 and generation = ?3", Invitation.class)
                .setParameter(1, row.get("organization_id", UUID.class))
                .setParameter(2, row.get("invitation_id", UUID.class))
                .setParameter(3, row.get("generation", Integer.class))
                .getResultList()
                .stream()
                .filter(invitation -> invitation.state() == Invitation.State.PENDING)
                .findFirst()
                .map(link::of);
    }

    /** The verified address of the inviter, where the organization wants replies to go there: one bare address, no name. */
    private Optional<Address> inviter(Tuple row) {
        return OneColumn.of(database, """
                        select a.email from invitation i join account a on a.id = i.inviter_id
                        join organization o on o.id = i.organization_id
                        where i.organization_id = ?1 and i.id = ?2 and o.reply_to_inviter and a.email_verified""", String.class)
                .setParameter(1, row.get("organization_id", UUID.class))
                .setParameter(2, row.get("invitation_id", UUID.class))
                .getResultStream()
                .map(String.class::cast)
                .findFirst()
                .flatMap(email -> Address.parse((String) email));
    }

    private String page(Outbox.Kind kind, Facts facts) {
        var organization = settings.baseUrl() + "/organizations/" + facts.slug();
        return switch (kind) {
            case LAPSED ->
                facts.slug().isEmpty() ? settings.baseUrl() + "/" : organization + "/invitations?state=expired";
            case JOINED -> organization + (facts.role().isEmpty() ? "/projects" : "/members");
            case JOINED_BY_LINK -> organization + "/members";
            case DECLINED, MISDELIVERED -> organization + (facts.role().isEmpty() ? "/projects" : "/invitations");
            case PROJECT_PUBLIC, PROJECT_PRIVATE -> organization + "/projects";
            case OWNERSHIP_OFFERED -> organization + "/ownership/acceptance";
            case OWNERSHIP_REFUSED -> organization + "/ownership";
            case REMOVED -> facts.projects().isEmpty() ? settings.baseUrl() + "/" : organization;
            case ACCESS_ENDS -> facts.text().isEmpty() ? organization : organization + people(facts);
            case ACCESS_ENDED -> facts.text().isEmpty() ? settings.baseUrl() + "/" : organization + people(facts);
            case REVOKED, REQUEST_REFUSED -> settings.baseUrl() + "/";
            case LINK_ASKED, READDRESS_ASKED, JOIN_ASKED -> organization + "/requests";
            default -> organization;
        };
    }

    private static String people(Facts facts) {
        return facts.project().isEmpty() ? "/members" : "/projects";
    }

    private TemplateInstance template(Outbox.Kind kind, Facts facts, String url, String recipient) {
        return switch (kind) {
            case INVITATION -> Templates.invitation(facts, url, recipient);
            case REMINDER -> Templates.reminder(facts, url, recipient);
            case LAPSED -> Templates.lapsed(facts, url, recipient);
            case ROLE_CHANGED -> Templates.role_changed(facts, url, recipient);
            case REMOVED -> Templates.removed(facts, url, recipient);
            case RESTORED -> Templates.restored(facts, url, recipient);
            case JOINED -> Templates.joined(facts, url, recipient);
            case JOINED_BY_LINK -> Templates.joined_by_link(facts, url, recipient);
            case DECLINED -> Templates.declined(facts, url, recipient);
            case REVOKED -> Templates.revoked(facts, url, recipient);
            case PROJECT_PUBLIC -> Templates.project_public(facts, url, recipient);
            case PROJECT_PRIVATE -> Templates.project_private(facts, url, recipient);

            case OWNERSHIP_OFFERED -> Templates.ownership_offered(facts, url, recipient);
            case OWNERSHIP_WITHDRAWN -> Templates.ownership_withdrawn(facts, url, recipient);
            case OWNERSHIP_REFUSED -> Templates.ownership_refused(facts, url, recipient);
            case OWNERSHIP_TAKEN -> Templates.ownership_taken(facts, url, recipient);
            case ACCESS_ENDS -> Templates.access_ends(facts, url, recipient);
            case ACCESS_ENDED -> Templates.access_ended(facts, url, recipient);
            case END_CHANGED -> Templates.end_changed(facts, url, recipient);
            case LINK_ASKED -> Templates.link_asked(facts, url, recipient);
            case READDRESS_ASKED -> Templates.readdress_asked(facts, url, recipient);
            case JOIN_ASKED -> Templates.join_asked(facts, url, recipient);
            case REQUEST_APPROVED -> Templates.request_approved(facts, url, recipient);
            case REQUEST_REFUSED -> Templates.request_refused(facts, url, recipient);
            case MISDELIVERED -> Templates.misdelivered(facts, url, recipient);
        };
    }

    /** Begins with Roster's own word, never with a name that somebody chose. */
    private static String subject(Outbox.Kind kind, Facts facts) {
        var words = say(MailWords.class);
        var organization = cut(facts.organization());
        var actor = cut(facts.actor());
        var project = cut(facts.project());
        var place = project.isEmpty() ? organization : project + " (" + organization + ")";
        var theirs = !facts.text().isEmpty();
        return switch (kind) {
            case INVITATION -> words.subjectInvites(actor, organization);
            case REMINDER -> words.subjectReminder(organization);
            case LAPSED -> words.subjectLapsed(facts.count());
            case ROLE_CHANGED -> words.subjectRole(place, facts.role());
            case REMOVED ->
                !facts.projects().isEmpty()
                        ? words.accessChanged(place)
                        : project.isEmpty() ? words.noMember(organization) : words.noCollaborator(place);
            case RESTORED -> words.restored(place);
            case PROJECT_PUBLIC -> words.subjectPublic(place);
            case PROJECT_PRIVATE -> words.subjectPrivate(place);
            case REVOKED -> words.takenBack(organization);
            case JOINED ->
                words.subjectJoined(actor, organization, !facts.role().isEmpty());
            case JOINED_BY_LINK -> words.subjectJoined(actor, organization, true);
            case DECLINED -> words.subjectDeclined(actor, organization);
            case OWNERSHIP_OFFERED -> words.subjectOffered(actor, organization);
            case OWNERSHIP_WITHDRAWN -> words.subjectWithdrawn(actor, organization);
            case OWNERSHIP_REFUSED -> words.subjectRefused(actor, organization);
            case OWNERSHIP_TAKEN -> words.subjectTaken(actor, organization);
            case ACCESS_ENDS -> theirs ? words.subjectTheirEnds(place) : words.accessEnds(place);
            case ACCESS_ENDED -> theirs ? words.subjectTheirEnded(place) : words.accessEnded(place);
            case END_CHANGED -> words.anotherEnd(place, facts.isLimited());
            case LINK_ASKED -> words.subjectLinkAsked(actor, organization);
            case READDRESS_ASKED -> words.subjectReaddressAsked(actor, organization);
            case JOIN_ASKED -> words.subjectJoinAsked(actor, organization);
            case REQUEST_APPROVED -> words.subjectApproved(organization);
            case REQUEST_REFUSED -> words.subjectRequestRefused(organization);
            case MISDELIVERED -> words.subjectMisdelivered(organization);
        };
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME_IN_SUBJECT
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME_IN_SUBJECT)) + "…";
    }

    /** A header is one line without control characters; whatever else a name holds does not get past here. */
    private static String header(String value) {
        var clean = Text.cleaned(value, 300);
        if (!clean.equals(value)) throw new IllegalArgumentException("A header value holds a control character");
        return clean;
    }

    /**
     * The subject as it goes over the wire, where the mail client would spoil it: it breaks every character beyond the
     * basic plane in two, and passes on what looks like an encoded word, which readers would decode (RFC 2047).
     */
    static String encoded(String subject) {
        if (!subject.contains("=?") && subject.chars().noneMatch(c -> Character.isSurrogate((char) c))) return subject;
        var words = new StringBuilder();
        var word = new StringBuilder();
        for (var c : subject.codePoints().mapToObj(Character::toString).toList()) {
            if (bytes(word + c).length > LONGEST_WORD) {
                words.append(word(word)).append(' ');
                word.setLength(0);
            }
            word.append(c);
        }
        return words.append(word(word)).toString();
    }

    private static String word(CharSequence text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes(text)) + "?=";
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String render(TemplateInstance template, String type) {
        @SuppressWarnings("unchecked")
        var variants = (Iterable<Variant>) template.getAttribute(TemplateInstance.VARIANTS);
        for (var variant : variants) {
            if (variant.getContentType().equals(type)) {
                return template.setAttribute(TemplateInstance.SELECTED_VARIANT, variant)
                        .render();
            }
        }
        throw new IllegalStateException("No " + type + " template");
    }

    private String host() {
        return URI.create(settings.baseUrl()).getHost();
    }
}
