package roster.batch;

import static roster.web.Reader.say;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import roster.access.Standing;
import roster.web.Csv;
import roster.web.Keyset;
import roster.web.Paged;

/** Somebody's batches, newest first; without what became of single forms. */
record BatchList(Keyset from) {

    static BatchList of(String page) {
        return new BatchList(Keyset.parse(page));
    }

    /** All of them as a file. */
    static Response file(Csv csv, EntityManager database, Standing here) {
        var words = say(BatchWords.class);
        return csv.list(
                "batches",
                List.of(words.what(), words.state(), words.rows(), words.prepared(), words.confirmed(), words.ended()),
                from -> new BatchList(from).read(database, here),
                batch -> Arrays.asList(
                        batch.title(), batch.state(), batch.size, batch.created, batch.confirmed, batch.ended()));
    }

    Paged<Batch> read(EntityManager database, Standing here) {
        var backward = from != null && from.backward();
        var query = database.createQuery(
                        "from Batch where organizationId = :organization and accountId = :account and kind <> :form"
                                + (from == null ? "" : " and id " + (backward ? ">" : "<") + " :id")
                                + " order by id " + (backward ? "asc" : "desc") + " limit " + (Paged.SIZE + 1),
                        Batch.class)
                .setParameter("organization", here.organization())
                .setParameter("account", here.account())
                .setParameter("form", Batch.Kind.FORM);
        if (from != null) query.setParameter("id", from.id());
        List<Batch> rows = query.getResultList();
        return Paged.of(rows, from, batch -> new Keyset(false, "", batch.id));
    }
}
