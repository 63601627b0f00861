package roster.invitation;

import static roster.web.Reader.say;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import roster.access.Permission;
import roster.access.Standing;
import roster.audit.AuditAction;
import roster.mail.Undelivered;

/**
 * What has happened to an invitation so far, oldest first: what people did, how its mails fared, who looked at it.
 *
 * @param moments at most 200, the latest
 */
public record Story(List<Moment> moments) {
    private static final int MOST = 200;

    /**
     * One thing that happened.
     *
     * @param who by whom, as the history names them; empty where that is not known
     * @param what the rest of the sentence, without a stop
     * @param details more of it, as far as the reader may know; or empty
     * @param problem whether somebody should do something about it
     */
    public record Moment(Instant at, String who, String what, String details, boolean problem) {}

    /** The story of this invitation; what it held at the time, only for those who may read the history. */
    @SuppressWarnings("unchecked")
    static Story read(EntityManager database, Standing reader, UUID invitation) {
        List<Tuple> rows = database.createNativeQuery("""
                        select * from (
                          select at, 'audit' as source, action as kind, actor as who, target, details, null as problem, 0 as times, false as doubtful
                          from audit_entry where organization_id = ?1 and target_id = ?2
                          union all
                          select coalesce(sent, dead, dropped, created), 'mail', kind, '', '',
                            case when sent is not null then 'sent' when dead is not null or dropped is not null then 'ended'
                              else 'waits' end, problem, attempts, doubtful
                          from outbox where organization_id = ?1 and invitation_id = ?2
                          union all
                          select first_at, 'visit', kind, '', '', '', null, times, false
                          from invitation_visit where organization_id = ?1 and invitation_id = ?2 and kind <> 'misdelivered'
                          union all
                          select expires, 'expiry', '', '', '', '', null, 0, false from invitation
                          where organization_id = ?1 and id = ?2 and accepted is null and declined is null and revoked is null
                            and expires <= now()) story
                        order by at desc limit %d""".formatted(MOST), Tuple.class)
                .setParameter(1, reader.organization())
                .setParameter(2, invitation)
                .getResultList();
        var moments = new ArrayList<Moment>();
        for (var row : rows) {
            var at = row.get("at", Instant.class);
            switch (row.get("source", String.class)) {
                case "audit" -> moments.add(done(row, at, reader.may(Permission.AUDIT_VIEW)));
                case "mail" -> moments.add(mail(row, at));
                case "visit" -> moments.add(visit(row, at));
                default ->
                    moments.add(new Moment(at, "", say(InvitationWords.class).linkExpired(), "", true));
            }
        }
        // Of one instant, what was done comes before the mail about it.
        moments.sort(Comparator.comparing(Moment::at).thenComparing(moment -> moment.who.isEmpty()));
        return new Story(moments);
    }

    private static Moment done(Tuple row, Instant at, boolean all) {
        var action = AuditAction.valueOf(row.get("kind", String.class));
        return new Moment(
                at,
                row.get("who", String.class),
                action.deed(row.get("target", String.class)),
                all ? row.get("details", String.class) : "",
                false);
    }

    private static Moment mail(Tuple row, Instant at) {
        var attempts = row.get("times", Integer.class);
        var words = say(InvitationWords.class);
        var which = words.whichMail(row.get("kind", String.class));
        var problem = Optional.ofNullable(row.get("problem", String.class))
                .map(Undelivered::said)
                .orElse("");
        var tried = attempts > 1 ? words.tried(attempts) : "";
        return switch (row.get("details", String.class)) {
            case "sent" ->
                new Moment(
                        at,
                        "",
                        words.wasHandedOver(which),
                        row.get("doubtful", Boolean.class) ? both(words.maybeTwice(), tried) : tried,
                        false);
            case "ended" -> new Moment(at, "", words.wasNotSent(which), both(problem, tried), true);
            default ->
                new Moment(
                        at,
                        "",
                        words.isWaiting(which),
                        problem.isEmpty() ? "" : both(problem, tried),
                        !problem.isEmpty());
        };
    }

    private static String both(String problem, String tried) {
        return tried.isEmpty() ? problem : problem + ". " + tried;
    }

    private static Moment visit(Tuple row, Instant at) {
        var words = say(InvitationWords.class);
        var times = row.get("times", Integer.class);
        var more = times > 1 ? words.openedAgain(times) : "";
        var what =
                switch (Visit.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT))) {
                    case OPENED -> words.opened();
                    case OTHER_ACCOUNT -> words.openedByOther();
                    case MISDELIVERED -> throw new IllegalStateException("Told by the history");
                };
        return new Moment(at, "", what, more, false);
    }
}
