package roster.batch;

import static roster.web.Reader.say;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roster.web.Keyset;
import roster.web.Paged;
import roster.web.Problems;

/**
 * What somebody asked the page of a batch for: its rows, in their order.
 *
 * @param part the only part to show, or nothing for all
 */
public record RowList(Optional<Part> part, Keyset from) {

    /** How rows stand. */
    public enum Part {
        OPEN("problems is null and done is null"),
        DONE("problems is null and done is not null"),
        FAILED("problems is not null");

        private final String condition;

        Part(String condition) {
            this.condition = condition;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What tabs call it. */
        public String title(Batch batch) {
            var words = say(BatchWords.class);
            if (this == DONE) return words.done();
            if (this == FAILED) return batch.isOpen() ? words.withProblems() : words.failed();
            return batch.cancelled != null ? words.notDone() : batch.isOpen() ? words.fine() : words.toDo();
        }
    }

    /**
     * How many rows stand how.
     *
     * @param waiting those of the open ones whose address had enough mail for a day
     * @param soonest when the first of these may go, or null
     */
    public record Counts(long open, long done, long failed, long waiting, Instant soonest) {
        public long of(Part part) {
            return part == Part.OPEN ? open : part == Part.DONE ? done : failed;
        }

        /** Those that were left when it was stopped. */
        public long undone(Batch batch) {
            return batch.cancelled == null ? 0 : open;
        }

        /** Those that need no more work. */
        public long settled() {
            return done + failed;
        }
    }

    static RowList of(String state, String page) {
        return new RowList(
                Arrays.stream(Part.values()).filter(p -> p.key().equals(state)).findFirst(), Keyset.parse(page));
    }

    public boolean shows(Part one) {
        return part.equals(Optional.of(one));
    }

    /** All parts, as tabs show them. */
    public List<Part> parts() {
        return List.of(Part.values());
    }

    /** The address of this list at another place. */
    public String at(String page) {
        return "?" + part.map(p -> "state=" + p.key() + "&").orElse("") + "page=" + page;
    }

    Paged<Row> read(EntityManager database, Batch batch) {
        var backward = from != null && from.backward();
        var rows = rows(
                database,
                batch,
                part.map(p -> " and " + p.condition).orElse("")
                        + (from == null ? "" : " and number " + (backward ? "<" : ">") + " :number")
                        + " order by number " + (backward ? "desc" : "asc") + " limit " + (Paged.SIZE + 1),
                from == null ? null : number());
        return Paged.of(rows, from, row -> new Keyset(false, String.valueOf(row.number()), batch.id));
    }

    /** All rows that are to be looked at again: what failed, and what was stopped before it was done. */
    static List<Row> failures(EntityManager database, Batch batch) {
        var left = batch.cancelled == null ? "" : " or done is null";
        return rows(database, batch, " and (problems is not null" + left + ") order by number", null);
    }

    static Counts counts(EntityManager database, Batch batch) {
        var row = (Tuple) database.createNativeQuery(
                        """
                        select count(*) filter (where %s) as open, count(*) filter (where %s) as done,
                          count(*) filter (where %s) as failed, count(*) filter (where done is null and due > now()) as waiting,
                          min(due) filter (where done is null and due > now()) as soonest
                        from batch_row where organization_id = ?1 and batch_id = ?2""".formatted(Part.OPEN.condition, Part.DONE.condition, Part.FAILED.condition), Tuple.class)
                .setParameter(1, batch.organizationId)
                .setParameter(2, batch.id)
                .getSingleResult();
        return new Counts(
                row.get("open", Long.class),
                row.get("done", Long.class),
                row.get("failed", Long.class),
                row.get("waiting", Long.class),
                row.get("soonest", Instant.class));
    }

    @SuppressWarnings("unchecked")
    private static List<Row> rows(EntityManager database, Batch batch, String condition, Integer number) {
        var query = database.createNativeQuery("""
                        select number, cast(cells as text) as cells, invitation_id, cast(problems as text) as problems, outcome,
                          due, done
                        from batch_row where organization_id = :organization and batch_id = :batch""" + condition, Tuple.class)
                .setParameter("organization", batch.organizationId)
                .setParameter("batch", batch.id);
        if (number != null) query.setParameter("number", number);
        List<Tuple> rows = query.getResultList();
        return rows.stream().map(Row::of).toList();
    }

    private int number() {
        try {
            return Integer.parseInt(from.key());
        } catch (NumberFormatException e) {
            throw new Problems.Invalid(
                    Problems.none().add("page", say(BatchWords.class).noSuchPage()));
        }
    }
}
