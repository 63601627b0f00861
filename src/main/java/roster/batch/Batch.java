package roster.batch;

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
import roster.web.Conflict;
import roster.web.Problems;

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
        FORM("Invite", "person", "people"),
        INVITE("Invite", "person", "people"),
        RENEW("Renew", "invitation", "invitations"),
        REVOKE("Revoke", "invitation", "invitations");

        private final String verb;
        private final String one;
        private final String many;

        Kind(String verb, String one, String many) {
            this.verb = verb;
            this.one = one;
            this.many = many;
        }

        public String verb() {
            return verb;
        }
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
        var pasted = form.rows() == null ? "" : form.rows();
        var field = form.file().length > 0 ? "file" : "rows";
        if (form.file().length > 0 && !pasted.isBlank()) {
            problems.add("file", "Choose a file or paste rows, not both.");
        }
        var role = form.role() == null ? "" : form.role();
        if (!role.isEmpty() && before.model().organizationRole(role).isEmpty()) {
            problems.add("role", "Choose one of these roles, or none.");
        }
        var text = form.file().length > 0 ? Sheet.text(problems, form.file()) : pasted;
        problems.stop();
        var sheet = Sheet.read(problems, field, text);
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
                            : row.with(roster.batch.Column.ADDRESS, "This address is in row " + twin + " already.");
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
        if (chosen.isEmpty()) throw new Conflict("No invitation is selected.");
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
        batch.created = Instant.now();
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
        if (batch.cancelled != null) throw new Conflict("This was stopped. Prepare it anew.");
        if (batch.confirmed != null) return batch;
        var wrong = Panache.getEntityManager()
                .createNativeQuery("""
                        update batch_row set done = now() where organization_id = ?1 and batch_id = ?2 and problems is not null""")
                .setParameter(1, batch.organizationId)
                .setParameter(2, id)
                .executeUpdate();
        if (wrong == batch.size) throw new Conflict("No row of this can be done.");
        batch.confirmed = Instant.now();
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
        if (batch.finished != null) throw new Conflict("All of this is done already.");
        if (batch.cancelled != null) throw new Conflict("This was stopped already.");
        batch.cancelled = Instant.now();
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
        return kind.verb + " " + size + " " + (size == 1 ? kind.one : kind.many);
    }

    public boolean isOpen() {
        return confirmed == null && cancelled == null;
    }

    public boolean isRunning() {
        return confirmed != null && cancelled == null && finished == null;
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
        if (cancelled != null) return "Stopped";
        if (finished != null) return "Finished";
        return confirmed == null ? "Not confirmed" : waits.isEmpty() ? "Running" : "Waiting";
    }

    private void write(AuditAction action, Person actor, String details) {
        Audit.write(organizationId, action, actor, id, title(), details);
    }
}
