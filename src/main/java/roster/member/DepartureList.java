package roster.member;

import jakarta.persistence.EntityManager;
import java.util.Map;
import roster.access.Standing;
import roster.web.Keyset;
import roster.web.Paged;

/** What somebody asked the list of departures for: the removals of the last 30 days, newest first, from a place on. */
record DepartureList(Keyset from) {

    static DepartureList of(String page) {
        return new DepartureList(Keyset.parse(page));
    }

    Paged<Departure> read(EntityManager database, Standing here) {
        var backward = from != null && from.backward();
        var rows = Departure.read(
                database,
                here,
                "and d.at > now() - " + Departure.TERM
                        + (from == null ? "" : " and d.id " + (backward ? ">" : "<") + " :id")
                        + " order by d.id " + (backward ? "asc" : "desc") + " limit " + (Paged.SIZE + 1),
                from == null ? Map.of() : Map.of("id", from.id()));
        return Paged.of(rows, from, row -> new Keyset(false, "", row.id()));
    }
}
