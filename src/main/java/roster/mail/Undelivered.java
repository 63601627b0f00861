package roster.mail;

import static roster.web.Reader.say;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Why a mail has not gone out. Its row keeps that in English; pages say it in the language of whoever reads them. */
public enum Undelivered {
    UNWRITTEN("Roster could not write the mail", MailWords::unwritten),
    UNTRUE("It was no longer true when its turn came", MailWords::untrue),
    OFF("Mail is switched off", MailWords::off),
    ORGANIZATION_DELETED("The organization was deleted", MailWords::organizationDeleted),
    ADDRESS_BUSY("The mail server takes no mail for the address now", MailWords::addressBusy),
    LATER("The mail server asks to try later", MailWords::later),
    ADDRESS_REFUSED("The mail server refuses the address", MailWords::addressRefused),
    MAIL_REFUSED("The mail server refuses the mail", MailWords::mailRefused),
    ROSTER_REFUSED("The mail server takes no mail from Roster", MailWords::rosterRefused),
    BROKEN_OFF(
            "The mail server broke off without saying whether it took the mail, which may have arrived",
            MailWords::brokenOff),
    UNREACHABLE("The mail server cannot be reached", MailWords::unreachable),
    SILENT("The mail server does not answer", MailWords::silent),
    FAILING("The connection to the mail server fails", MailWords::failing);

    private static final Pattern KEPT =
            Pattern.compile("(?<why>.*?)(?<code> \\([0-9]{3}\\))?(; given up after (?<attempts>[0-9]{1,9}) attempts)?");

    private final String kept;
    private final Function<MailWords, String> said;

    Undelivered(String kept, Function<MailWords, String> said) {
        this.kept = kept;
        this.said = said;
    }

    /** As a row keeps it. */
    String kept() {
        return kept;
    }

    /** The same of a mail that was tried for the last time. */
    static String givenUp(String problem, int attempts) {
        return problem + "; given up after " + attempts + " attempts";
    }

    /**
     * What a row keeps, for the reader, without a stop at its end; as it is, if it is none of these.
     *
     * @param kept null if nothing hinders the mail
     */
    public static String said(String kept) {
        var parts = KEPT.matcher(kept == null ? "" : kept);
        if (!parts.matches()) return kept;
        var why = Arrays.stream(values())
                .filter(one -> one.kept.equals(parts.group("why")))
                .findFirst();
        if (why.isEmpty()) return kept;
        var words = say(MailWords.class);
        var sentence = why.get().said.apply(words) + (parts.group("code") == null ? "" : parts.group("code"));
        return parts.group("attempts") == null
                ? sentence
                : words.givenUp(sentence, Integer.parseInt(parts.group("attempts")));
    }
}
