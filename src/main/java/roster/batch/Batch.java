package roster.batch;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import io.vertx.core.json.JsonArray;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.PartitionKey;
import roster.access.Access;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.invitation.Foresight;
import roster.web.Clocks;
import roster.web.Conflict;
import roster.web.Problems;
import roster.web.Reader;

/**
 * Many invitations to send, renew or revoke: checked row by row before anything is done, then done one row a transaction
 * by {@link Execution}. Only whoever made it sees it.
 */
@Entity
public class Batch {
    public static final int MOST_ROWS = 5000;
    private static final int ROWS_A_STATEMENT = 1000;

    @Id
    public UUID id;

    @PartitionKey
    @Column(name = "organization_id")
    public UUID organizationId;

    @Column(name = "account_id")
    public UUID accountId;

    @Enumerated(EnumType.STRING)
    public Kind kind;

    public int size;
    public Instant created;
    public Instant confirmed;
    public Instant cancelled;
    public Instant finished;

    /** When its next row is tried. */
    public Instant due;

    /** When the limit in its way gives way, as far as is known. */
    public Instant until;

    /** The limit in its way, as a sentence; empty if none is. */
    public String waits;

    /** What is done with each row. */
    public enum Kind {
        /** What became of one form, which is done at once. */
        FORM,
        INVITE,
        RENEW,
        REVOKE
    }

    /**
     * What the form holds, as typed.
     *
     * @param file the content of the file that was chosen; empty if none was
     * @param role the key of the role for rows that offer nothing by themselves; may be empty
     */
    record Form(String rows, byte[] file, String role) {}

    /**
     * Reads a table of invitations, and keeps it with what would become of each row. Needs a transaction.
     *
     * @throws Problems.Invalid if it is no table
     */
    static Batch ofTable(Standing before, Person actor, Form form, Foresight foresight, Access access) {
        var problems = Problems.none();
        var words = say(BatchWords.class);
        var pasted = form.rows() == null ? "" : form.rows();
        var field = form.file().length > 0 ? "file" : "rows";
        if (form.file().length > 0 && !pasted.isBlank()) {
            problems.add("file", words.notBoth());
        }
        var role = form.role() == null ? "" : form.role();
        if (!role.isEmpty() && before.model().organizationRole(role).isEmpty()) {
            problems.add("role", words.chooseRole());
        }
        var text = form.file().length > 0 ? Sheet.text(words, problems, form.file()) : pasted;
        problems.stop();
        var sheet = Sheet.read(words, problems, field, text);
        problems.stop();
        var rows = new ArrayList<Row>();
        for (var line : sheet.lines()) rows.add(Row.of(rows.size() + 1, line, before.model(), role));
        var foreseen = foresight.ofInviting(
                before, rows.stream().map(row -> row.form(before.model())).toList());
        for (var i = 0; i < rows.size(); i++) rows.set(i, rows.get(i).with(foreseen.get(i)));
        return write(before, actor, Kind.INVITE, withoutTwins(rows), access);
    }

    /** Marks each row whose address another has before it. */
    private static List<Row> withoutTwins(List<Row> rows) {
        var first = new HashMap<String, Integer>();
        return rows.stream()
                .map(row -> {
                    var address = row.address();
                    var twin = address.isEmpty() ? null : first.putIfAbsent(address, row.number());
                    return twin == null
                            ? row
                            : row.with(
                                    roster.batch.Column.ADDRESS,
                                    say(BatchWords.class).twin(twin));
                })
                .toList();
    }

    /**
     * Keeps what would become of renewing or revoking these invitations. Needs a transaction.
     *
     * @throws Conflict if there is none of them
     */
    static Batch ofChosen(
            Standing before, Person actor, Kind kind, List<UUID> invitations, Foresight foresight, Access access) {
        var chosen = kind == Kind.RENEW
                ? foresight.ofRenewing(before, invitations)
                : foresight.ofRevoking(before, invitations);
        if (chosen.isEmpty()) throw new Conflict(say(BatchWords.class).noneSelected());
        var rows = new ArrayList<Row>();
        for (var one : chosen) rows.add(Row.of(rows.size() + 1, one));
        return write(before, actor, kind, rows, access);
    }

    private static Batch write(Standing before, Person actor, Kind kind, List<Row> rows, Access access) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var database = Panache.getEntityManager();
        var batch = new Batch();
        batch.id = Account.newId();
        batch.organizationId = now.organization();
        batch.accountId = actor.id();
        batch.kind = kind;
        batch.size = rows.size();
        batch.created = Clocks.now();
        batch.waits = "";
        database.persist(batch);
        database.flush();
        for (var from = 0; from < rows.size(); from += ROWS_A_STATEMENT) {
            var slice = new JsonArray();
            rows.subList(from, Math.min(rows.size(), from + ROWS_A_STATEMENT)).forEach(row -> slice.add(row.toJson()));
            database.createNativeQuery("""
                            insert into batch_row (organization_id, batch_id, number, cells, invitation_id, problems, outcome)
                            select ?1, ?2, cast(r ->> 'number' as integer), r -> 'cells', cast(r ->> 'invitation' as uuid),
                              nullif(r -> 'problems', 'null'), r ->> 'outcome'
                            from jsonb_array_elements(cast(?3 as jsonb)) r""")
                    .setParameter(1, batch.organizationId)
                    .setParameter(2, batch.id)
                    .setParameter(3, slice.encode())
                    .executeUpdate();
        }
        batch.write(AuditAction.BATCH_PREPARED, actor, "");
        return batch;
    }

    /**
     * Has it done, as it was shown; once, however often it is asked for. Needs a transaction.
     *
     * @throws Conflict if it was stopped, or no row of it can be done
     */
    static Batch confirm(Standing before, Person actor, UUID id, Access access) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var batch = find(now, id);
        if (batch.cancelled != null) throw new Conflict(say(BatchWords.class).stoppedBefore());
        if (batch.confirmed != null) return batch;
        var wrong = Panache.getEntityManager()
                .createNativeQuery("""
                        update batch_row set done = now() where organization_id = ?1 and batch_id = ?2 and problems is not null""")
                .setParameter(1, batch.organizationId)
                .setParameter(2, id)
                .executeUpdate();
        if (wrong == batch.size) throw new Conflict(say(BatchWords.class).noneCanBeDone());
        batch.confirmed = Clocks.now();
        batch.due = batch.confirmed;
        batch.write(
                AuditAction.BATCH_CONFIRMED,
                actor,
                wrong == 0 ? "" : wrong + (wrong == 1 ? " row" : " rows") + " with problems left out");
        return batch;
    }

    /**
     * Stops it: what has been done stays, nothing more is. Needs a transaction.
     *
     * @throws Conflict if all of it is done, or it was stopped before
     */
    static Batch cancel(Standing before, Person actor, UUID id, Access access) {
        var now = access.lock(before, Permission.MEMBER_INVITE);
        var batch = find(now, id);
        if (batch.finished != null) throw new Conflict(say(BatchWords.class).allDone());
        if (batch.cancelled != null) throw new Conflict(say(BatchWords.class).stoppedAlready());
        batch.cancelled = Clocks.now();
        batch.write(AuditAction.BATCH_CANCELLED, actor, "");
        return batch;
    }

    /** The batch of this person. @throws NotFoundException if there is none */
    static Batch find(Standing here, UUID id) {
        return Panache.getEntityManager()
                .createQuery("from Batch where organizationId = ?1 and id = ?2 and accountId = ?3", Batch.class)
                .setParameter(1, here.organization())
                .setParameter(2, id)
                .setParameter(3, here.account())
                .getResultList()
                .stream()
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    /** What it is for: "Invite 3 people". */
    public String title() {
        var words = say(BatchWords.class);
        return switch (kind) {
            case FORM, INVITE -> words.invitePeople(size);
            case RENEW -> words.renewInvitations(size);
            case REVOKE -> words.revokeInvitations(size);
        };
    }

    /** What the button says that has so many rows done: "Invite 3". */
    public String action(long rows) {
        var words = say(BatchWords.class);
        return switch (kind) {
            case FORM, INVITE -> words.inviteNow(rows);
            case RENEW -> words.renewNow(rows);
            case REVOKE -> words.revokeNow(rows);
        };
    }

    public boolean isOpen() {
        return confirmed == null && cancelled == null;
    }

    public boolean isRunning() {
        return confirmed != null && cancelled == null && finished == null;
    }

    /** When it was finished or stopped, or null. */
    Instant ended() {
        return finished != null ? finished : cancelled;
    }

    /** Whether a limit is in its way. */
    public boolean isWaiting() {
        return isRunning() && !waits.isEmpty();
    }

    public boolean isTable() {
        return kind == Kind.INVITE || kind == Kind.FORM;
    }

    /** How it stands, in a word or two. */
    public String state() {
        var words = say(BatchWords.class);
        if (cancelled != null) return words.stopped();
        if (finished != null) return words.finished();
        return confirmed == null ? words.notConfirmed() : waits.isEmpty() ? words.running() : words.waiting();
    }

    private void write(AuditAction action, Person actor, String details) {
        Audit.write(organizationId, action, actor, id, Reader.ANYBODY.hear(this::title), details);
    }
}
