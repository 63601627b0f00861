package roster.request;

import static roster.web.Reader.say;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import roster.access.Standing;
import roster.web.Csv;
import roster.web.Keyset;
import roster.web.Paged;

/**
 * What somebody asked the page of requests for: those that wait for their answer, the longest waiting first.
 *
 * @param kind the only kind to show, or nothing for all
 */
record RequestList(Optional<AccessRequest.Kind> kind, Keyset from) {

    /**
     * One request, as the page shows it.
     *
     * @param email where the answer goes; null if that is none of the reader's business
     * @param invited for whom the invitation was made that it is about, or null
     * @param role the key of the role that somebody asks to join with, or null
     * @param revision of the invitation that it is about, or null
     * @param content what they would have with it, in words
     */
    record Row(
            UUID id,
            AccessRequest.Kind kind,
            String name,
            String email,
            String invited,
            String role,
            Integer revision,
            String content,
            String message,
            Instant created) {

        public boolean isNewLink() {
            return kind == AccessRequest.Kind.NEW_LINK;
        }

        public boolean isJoin() {
            return kind == AccessRequest.Kind.JOIN;
        }
    }

    static RequestList of(String kind, String page) {
        var wanted = Stream.of(AccessRequest.Kind.values())
                .filter(k -> k.key().equals(kind))
                .findFirst();
        return new RequestList(wanted, Keyset.parse(page));
    }

    public boolean shows(AccessRequest.Kind one) {
        return kind.equals(Optional.of(one));
    }

    /** The address of this list from its beginning, with one thing different. */
    public String with(String name, String value) {
        return "?" + kind.map(k -> "kind=" + k.key() + "&").orElse("") + name + "=" + value;
    }

    /** All that was asked for, as a file. */
    Response file(Csv csv, EntityManager database, Standing here) {
        var words = say(RequestWords.class);
        return csv.list(
                "requests",
                List.of(
                        words.who(),
                        words.address(),
                        words.asksFor(),
                        words.invited(),
                        words.offers(),
                        words.yourMessage(),
                        words.since()),
                from -> new RequestList(kind, from).read(database, here),
                row -> Arrays.asList(
                        row.name(),
                        row.email(),
                        row.kind().title(),
                        row.invited(),
                        row.content(),
                        row.message(),
                        row.created()));
    }

    @SuppressWarnings("unchecked")
    Paged<Row> read(EntityManager database, Standing here) {
        var backward = from != null && from.backward();
        var sql = """
                select r.id, r.kind, r.name, r.email, r.role, r.message, r.created, v.named, v.role as offered, v.revision,
                  (select cast(json_agg(json_build_object('name', p.name, 'role', ip.role) order by p.sort_name, p.id) as text)
                    from invitation_project ip
                    join project p on p.organization_id = ip.organization_id and p.id = ip.project_id
                    where ip.organization_id = v.organization_id and ip.invitation_id = v.id) as projects
                from access_request r join organization o on o.id = r.organization_id
                join member m on m.organization_id = r.organization_id and m.id = :member
                left join invitation v on v.organization_id = r.organization_id and v.id = r.invitation_id
                where r.organization_id = :organization and\s""" + Answerers.CONDITION
                + (kind.isEmpty() ? "" : " and r.kind = :kind")
                + (from == null ? "" : " and r.id " + (backward ? "<" : ">") + " :id")
                + " order by r.id " + (backward ? "desc" : "asc") + " limit " + (Paged.SIZE + 1);
        var query = Answerers.under(List.of(here.model()))
                .in(database.createNativeQuery(sql, Tuple.class))
                .setParameter("organization", here.organization())
                .setParameter("member", here.member());
        kind.ifPresent(k -> query.setParameter("kind", k.name()));
        if (from != null) query.setParameter("id", from.id());
        List<Tuple> rows = query.getResultList();
        return Paged.of(
                rows.stream().map(row -> row(row, here)).toList(), from, row -> new Keyset(false, "", row.id()));
    }

    /** How many wait for this person, of each kind. */
    @SuppressWarnings("unchecked")
    static Map<AccessRequest.Kind, Long> counts(EntityManager database, Standing here) {
        var query = database.createNativeQuery("""
                select r.kind, count(*) as requests from access_request r join organization o on o.id = r.organization_id
                join member m on m.organization_id = r.organization_id and m.id = :member
                where r.organization_id = :organization and %s group by r.kind""".formatted(Answerers.CONDITION), Tuple.class);
        List<Tuple> rows = Answerers.under(List.of(here.model()))
                .in(query)
                .setParameter("organization", here.organization())
                .setParameter("member", here.member())
                .getResultList();
        var counts = new EnumMap<AccessRequest.Kind, Long>(AccessRequest.Kind.class);
        for (var kind : AccessRequest.Kind.values()) counts.put(kind, 0L);
        for (var row : rows) {
            counts.put(AccessRequest.Kind.valueOf(row.get("kind", String.class)), row.get("requests", Long.class));
        }
        return counts;
    }

    private static Row row(Tuple row, Standing here) {
        var kind = AccessRequest.Kind.valueOf(row.get("kind", String.class));
        var role = row.get("role", String.class);
        var content = new ArrayList<String>();
        Optional.ofNullable(role)
                .or(() -> Optional.ofNullable(row.get("offered", String.class)))
                .ifPresent(key -> content.add(here.roleOf(key).name()));
        Optional.ofNullable(row.get("projects", String.class)).map(JsonArray::new).stream()
                .flatMap(JsonArray::stream)
                .map(JsonObject.class::cast)
                .forEach(project -> content.add(project.getString("name") + ": "
                        + here.projectRoleOf(project.getString("role")).name()));
        return new Row(
                row.get("id", UUID.class),
                kind,
                row.get("name", String.class),
                kind == AccessRequest.Kind.NEW_LINK ? null : row.get("email", String.class),
                row.get("named", String.class),
                role,
                row.get("revision", Integer.class),
                String.join("; ", content),
                row.get("message", String.class),
                row.get("created", Instant.class));
    }
}
