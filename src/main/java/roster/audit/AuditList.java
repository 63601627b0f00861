package roster.audit;

import static roster.web.Reader.say;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import roster.access.Standing;
import roster.web.Csv;
import roster.web.Keyset;
import roster.web.Paged;
import roster.web.Search;

/**
 * What somebody asked the history for; newest first.
 *
 * @param who part of a name or address, or the id of an account: entries by or about that person; empty for all
 * @param action the only thing that happened, or nothing for all
 */
record AuditList(String who, Optional<AuditAction> action, Keyset from) {

    private static final Pattern ID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    static AuditList of(String who, String action, String page) {
        var wanted = Arrays.stream(AuditAction.values())
                .filter(a -> a.name().equals(action))
                .findFirst();
        return new AuditList(who == null ? "" : who.strip(), wanted, Keyset.parse(page));
    }

    public boolean isFiltered() {
        return !who.isEmpty() || action.isPresent();
    }

    public boolean shows(AuditAction one) {
        return action.equals(Optional.of(one));
    }

    /** The address of this list at another place. */
    public String at(String page) {
        return with("page", page);
    }

    /** The address of this list as a file. */
    public String asFile() {
        return with("format", "csv");
    }

    private String with(String name, String value) {
        return "?" + (who.isEmpty() ? "" : "who=" + URLEncoder.encode(who, StandardCharsets.UTF_8) + "&")
                + action.map(a -> "action=" + a + "&").orElse("")
                + name + "=" + value;
    }

    Paged<AuditEntry> read(EntityManager database, Standing here) {
        var byId = ID.matcher(who).matches();
        var order = Search.Order.ofIds("e", from == null || !from.backward());
        var entries = new Search.Rows(
                order,
                "audit_entry",
                (byId ? " and (e.actor_id = :who or e.target_id = :who)" : "")
                        + (action.isEmpty() ? "" : " and e.action = :action"),
                "",
                from,
                null,
                Paged.SIZE + 1);
        var read = new Search(byId ? "" : who, "e.search", "who")
                .read(entries, part -> entries(database, here, part, order, byId));
        return Paged.of(read, from, entry -> new Keyset(false, "", entry.id));
    }

    @SuppressWarnings("unchecked")
    private List<AuditEntry> entries(
            EntityManager database, Standing here, Search.Part part, Search.Order order, boolean byId) {
        var query = database.createNativeQuery(
                        "select e.* from " + part.table() + " e where e.organization_id = :organization" + part.and()
                                + " order by " + order.by() + " limit " + (Paged.SIZE + 1),
                        AuditEntry.class)
                .setParameter("organization", here.organization());
        part.bind(query);
        if (byId) query.setParameter("who", UUID.fromString(who));
        action.ifPresent(a -> query.setParameter("action", a.name()));
        return query.getResultList();
    }

    /** All that was asked for, as a file. */
    Response file(Csv csv, EntityManager database, Standing here) {
        var words = say(AuditWords.class);
        return csv.list(
                "history",
                List.of(
                        words.when(),
                        words.actor(),
                        words.action(),
                        words.target(),
                        words.details(),
                        words.number(),
                        words.seal()),
                from -> new AuditList(who, action, from).read(database, here),
                entry -> List.of(
                        entry.at,
                        entry.actor,
                        entry.action.title(),
                        entry.target,
                        entry.details,
                        entry.number,
                        HexFormat.of().formatHex(entry.seal)));
    }
}
