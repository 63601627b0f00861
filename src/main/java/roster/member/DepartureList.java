package roster.member;

import static roster.web.Reader.say;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import roster.access.Standing;
import roster.web.Csv;
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

    /** All of them, as a file. */
    static Response file(Csv csv, EntityManager database, Standing here) {
        var words = say(MemberWords.class);
        return csv.list(
                "departures",
                List.of(words.who(), words.had(), words.removed(), words.removedWho(), words.undone()),
                from -> new DepartureList(from).read(database, here),
                row -> Arrays.asList(
                        row.person(), String.join("; ", row.had(here)), row.at(), row.actor(), row.undone()));
    }
}
