package roster.member;

import static roster.web.Reader.say;

import io.quarkus.qute.TemplateData;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import roster.access.AccessModel;
import roster.access.Given;
import roster.access.Permission;
import roster.access.Standing;
import roster.web.Csv;
import roster.web.Keyset;
import roster.web.Paged;
import roster.web.Problems;
import roster.web.Search;
import roster.web.WebWords;

/**
 * What somebody asked the members page for. One statement answers it, or two a search, on indexes, whatever the number
 * of members.
 *
 * @param q part of a name, username or address; empty for all
 * @param role the key of a role; empty for all
 * @param sort the column
 * @param edit the member whose role is about to be chosen, or null
 */
@TemplateData
record MemberList(String q, String role, Sort sort, Keyset from, UUID edit) {

    private static final String SELECT = """
            select m.id, m.account_id, a.name, a.username, a.email, m.role, m.since, m.last_seen, m.granted_by, m.ends, m.sort_name,
              (select count(*) from collaborator c where c.organization_id = m.organization_id and c.account_id = m.account_id
                and (c.ends is null or c.ends > now())) as projects
            from %s m join account a on a.id = m.account_id where\s""";
    private static final String HERE = "m.organization_id = :organization";

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The columns that a list of members can be sorted by, with their name in the address. */
    enum Sort {
        NAME("name", "m.sort_name", false),
        NAME_DOWN("-name", "m.sort_name", true),
        SINCE("since", "m.since", false),
        SINCE_DOWN("-since", "m.since", true),
        SEEN("last_seen", "m.last_seen", false),
        SEEN_DOWN("-last_seen", "m.last_seen", true);

        public final String key;
        final String column;
        final boolean down;

        Sort(String key, String column, boolean down) {
            this.key = key;
            this.column = column;
            this.down = down;
        }

        boolean time() {
            return !column.equals("m.sort_name");
        }

        static Sort of(String key) {
            for (var sort : values()) if (sort.key.equals(key)) return sort;
            return NAME;
        }
    }

    /**
     * One member, or somebody from outside, as the page shows it.
     *
     * @param ends when the role ends by itself, or null; what is over is there until it is put away
     * @param projects on how many projects they work through a collaboration
     */
    @TemplateData
    record Row(
            UUID id,
            UUID account,
            String name,
            String username,
            String email,
            AccessModel.Role role,
            Instant since,
            Instant lastSeen,
            String grantedBy,
            Instant ends,
            String sortName,
            long projects,
            Relation relation) {

        @Override
        public String grantedBy() {
            return Given.said(grantedBy);
        }
    }

    /**
     * How the viewer stands to those who have one role; to all of them alike.
     *
     * @param self whether this is the viewer
     * @param owner whether this is the role at the top
     * @param external whether this is no member, but somebody who only works on projects
     * @param obstacle why the viewer cannot change this member, as a sentence; null if they can
     * @param fixed why the viewer cannot change when the role ends, as a sentence; null if they can
     * @param changeable whether the viewer can give this member another role
     */
    @TemplateData
    record Relation(boolean self, boolean owner, boolean external, String obstacle, String fixed, boolean changeable) {

        static Relation of(Standing viewer, AccessModel.Role role, boolean self) {
            var external = viewer.model().isOutsider(role);
            var obstacle = sentence(Member.obstacle(viewer, role, self));
            return new Relation(
                    self,
                    viewer.model().isOwner(role),
                    external,
                    obstacle,
                    sentence(Member.endObstacle(viewer, role, self)),
                    viewer.may(Permission.MEMBER_MANAGE) && !external && obstacle == null);
        }

        private static String sentence(Optional<Member.Obstacle> obstacle) {
            return obstacle.map(Member.Obstacle::sentence).orElse(null);
        }
    }

    /** What the column's heading leads to: sorted by it, or the other way round. */
    public String toggled(String column) {
        return sort.key.equals(column) ? "-" + column : column;
    }

    /** For {@code aria-sort}; null where the list is not sorted by this column. */
    public String direction(String column) {
        return sort.key.equals(column) ? "ascending" : sort.key.equals("-" + column) ? "descending" : null;
    }

    public boolean isFiltered() {
        return !q.isEmpty() || !role.isEmpty();
    }

    /** The address of this list, with another role about to be chosen for the member. */
    public String editing(Row row) {
        return with("edit", row.id().toString(), place());
    }

    /** The address of this list, with no role about to be chosen. */
    public String calm() {
        return with("edit", "", place());
    }

    /** The address of this list from its beginning, with one thing different. */
    public String with(String name, String value) {
        return with(name, value, "");
    }

    private String with(String name, String value, String page) {
        var query = new StringBuilder("?");
        for (var part : List.of("q", "role", "sort", "page", "edit", "format")) {
            var is = part.equals(name)
                    ? value
                    : switch (part) {
                        case "q" -> q;
                        case "role" -> role;
                        case "sort" -> sort.key;
                        case "page" -> page;
                        default -> "";
                    };
            if (is.isEmpty() || part.equals("sort") && is.equals("name")) continue;
            query.append(query.length() > 1 ? "&" : "")
                    .append(part)
                    .append('=')
                    .append(URLEncoder.encode(is, StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    static MemberList of(String q, String role, String sort, String page, UUID edit) {
        var by = Sort.of(sort);
        var from = Keyset.parse(page);
        if (from != null && by.time()) instant(from.key());
        return new MemberList(q == null ? "" : q.strip(), role == null ? "" : role, by, from, edit);
    }

    /** The member of this id, if this organization has one. */
    @SuppressWarnings("unchecked")
    static Optional<Row> one(EntityManager database, Standing here, UUID member) {
        List<Tuple> rows = database.createNativeQuery(
                        SELECT.formatted("member") + HERE + " and m.id = :id", Tuple.class)
                .setParameter("organization", here.organization())
                .setParameter("id", member)
                .getResultList();
        return rows.stream().findFirst().map(row -> row(row, here, new HashMap<>()));
    }

    Paged<Row> read(EntityManager database, Standing here) {
        var order = new Search.Order("m", sort.column, !sort.time(), sort.down != (from != null && from.backward()));
        var members = new Search.Rows(
                order,
                "member",
                role.isEmpty() ? "" : " and m.role = :role",
                "",
                from,
                from == null ? null : sort.time() ? Timestamp.from(instant(from.key())) : from.key(),
                Paged.SIZE + 1);
        var rows = new Search(q, "m.search").read(members, part -> rows(database, here, part, order));
        return Paged.of(rows, from, row -> new Keyset(false, key(row), row.id()));
    }

    /** All that was asked for, from the list's beginning, as a file. */
    Response file(Csv csv, EntityManager database, Standing here) {
        var words = say(MemberWords.class);
        return csv.list(
                "members",
                List.of(
                        words.name(),
                        words.username(),
                        words.address(),
                        words.role(),
                        words.projects(),
                        words.since(),
                        words.grantedBy(),
                        words.ends(),
                        words.lastSeen()),
                from -> new MemberList(q, role, sort, from, null).read(database, here),
                row -> Arrays.asList(
                        row.name(),
                        row.username(),
                        row.email(),
                        row.role().name(),
                        row.projects(),
                        row.since(),
                        row.grantedBy(),
                        row.ends(),
                        row.lastSeen()));
    }

    @SuppressWarnings("unchecked")
    private List<Row> rows(EntityManager database, Standing here, Search.Part part, Search.Order order) {
        var query = database.createNativeQuery(
                        SELECT.formatted(part.table()) + HERE + part.and() + " order by " + order.by() + " limit "
                                + (Paged.SIZE + 1),
                        Tuple.class)
                .setParameter("organization", here.organization());
        part.bind(query);
        if (!role.isEmpty()) query.setParameter("role", role);
        var relations = new HashMap<String, Relation>();
        return ((List<Tuple>) query.getResultList())
                .stream().map(row -> row(row, here, relations)).toList();
    }

    private String place() {
        return from == null ? "" : from.toString();
    }

    private String key(Row row) {
        return switch (sort) {
            case NAME, NAME_DOWN -> row.sortName();
            case SINCE, SINCE_DOWN -> row.since().toString();
            case SEEN, SEEN_DOWN -> row.lastSeen().toString();
        };
    }

    private static Row row(Tuple row, Standing here, Map<String, Relation> relations) {
        var account = row.get("account_id", UUID.class);
        var key = row.get("role", String.class);
        var role = here.roleOf(key);
        var relation = account.equals(here.account())
                ? Relation.of(here, role, true)
                : relations.computeIfAbsent(key, any -> Relation.of(here, role, false));
        return new Row(
                row.get("id", UUID.class),
                account,
                row.get("name", String.class),
                row.get("username", String.class),
                row.get("email", String.class),
                role,
                row.get("since", Instant.class),
                row.get("last_seen", Instant.class),
                row.get("granted_by", String.class),
                row.get("ends", Instant.class),
                row.get("sort_name", String.class),
                row.get("projects", Long.class),
                relation);
    }

    private static Instant instant(String key) {
        return moment(key)
                .orElseThrow(() -> new Problems.Invalid(
                        Problems.none().add("page", say(WebWords.class).noSuchPage())));
    }

    /** A moment that PostgreSQL can compare with; nobody joined before the year 1 or after 9999. */
    static Optional<Instant> moment(String key) {
        try {
            return Optional.of(Instant.parse(key))
                    .filter(moment -> moment.isAfter(EARLIEST) && moment.isBefore(LATEST));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
