package roster.web;

import jakarta.persistence.Query;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A search by a part of a text, which each row keeps in NFC and lower case beside an index of its trigrams. One or two
 * letters, which make none, are looked for at the beginnings of words.
 *
 * @param typed what somebody typed; empty for all
 * @param text the text, in SQL
 * @param parameter what the statement calls what was typed
 */
public record Search(String typed, String text, String parameter) {
    private static final Pattern SHORT = Pattern.compile("[\\p{L}\\p{N}]{1,2}");

    /** What PostgreSQL finds a trigram in, wherever the text goes on. */
    private static final Pattern INDEXED =
            Pattern.compile("[\\p{L}\\p{N}]{3}|[\\p{L}\\p{N}]{2}[^\\p{L}\\p{N}]|[^\\p{L}\\p{N}][\\p{L}\\p{N}]");

    /** How many rows a search looks at in their order; of names, more, as the index of that order has the texts, too. */
    private static final int NEAR = 4000;

    private static final int NEAR_BY_NAME = 15_000;

    /** The search that {@code :q} stands for. */
    public Search(String typed, String text) {
        this(typed, text, "q");
    }

    public Search {
        typed = Normalizer.normalize(typed, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /**
     * What a list is sorted by: a column, then the id.
     *
     * @param row what the statement calls a row
     * @param column null if by the id alone
     * @param named whether the column is the {@link Text#sortKey} of a name
     * @param down whether it is read from the last to the first
     */
    public record Order(String row, String column, boolean named, boolean down) {
        /** By names, which the table keeps as {@code sort_name}. */
        public static Order ofNames(String row, boolean down) {
            return new Order(row, row + ".sort_name", true, down);
        }

        /** By ids, which tell the time. */
        public static Order ofIds(String row, boolean down) {
            return new Order(row, null, false, down);
        }

        /** As it stands after "order by". */
        public String by() {
            var direction = down ? "desc" : "asc";
            return (column == null ? "" : column + " " + direction + ", ") + row + ".id " + direction;
        }

        /** The condition after " and " that a row comes after the place {@code :key}, {@code :id}. */
        public String after() {
            var place = column == null ? "%s.id %s :id" : "(" + column + ", %s.id) %s (:key, :id)";
            return " and " + place.formatted(row, down ? "<" : ">");
        }
    }

    /**
     * The rows of one organization, {@code :organization}, as a list has them.
     *
     * @param table with an index for the order; its key is the organization and {@code id}
     * @param asked conditions of the order's index, each after " and "
     * @param beyond conditions asked only of rows that fit, likewise
     * @param from where reading begins; null for the beginning of the list
     * @param key the sort key there, as the column has it; null if there is none
     * @param most how many to read
     */
    public record Rows(Order order, String table, String asked, String beyond, Keyset from, Object key, int most) {

        private Rows with(String asked, String beyond, Keyset from) {
            return new Rows(order, table, this.asked + asked, this.beyond + beyond, from, key, most);
        }

        private String here() {
            return order.row + ".organization_id = :organization";
        }

        private String placed() {
            return from == null ? asked : asked + order.after();
        }

        private Map<String, Object> place() {
            if (from == null) return Map.of();
            return key == null ? Map.of("id", from.id()) : Map.of("key", key, "id", from.id());
        }
    }

    /**
     * Some of these rows, in SQL.
     *
     * @param table to read from, which has the table's columns
     * @param and conditions that are still to be asked, each after " and "
     * @param values of the parameters in both
     */
    public record Part(String table, String and, Map<String, Object> values) {
        public void bind(Query query) {
            values.forEach(query::setParameter);
        }
    }

    public boolean isEmpty() {
        return typed.isEmpty();
    }

    /** The condition after " and "; nothing if nothing was typed. */
    public String and() {
        return isEmpty() ? "" : " and " + fits();
    }

    /** Each pattern is a parameter as it is: what is made of one in the statement would be made anew for each row. */
    private String fits() {
        return patterns().keySet().stream()
                .map(name -> text + " like :" + name)
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    public void bind(Query query) {
        if (!isEmpty()) patterns().forEach(query::setParameter);
    }

    /** Letters that mean something to LIKE stand for themselves. */
    private Map<String, String> patterns() {
        var escaped = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        var patterns = new TreeMap<String, String>();
        patterns.put(parameter, (isShort() ? "" : "%") + escaped + "%");
        if (isShort()) {
            patterns.put(parameter + "Word", "% " + escaped + "%");
            patterns.put(parameter + "Line", "%\n" + escaped + "%");
        }
        return patterns;
    }

    /**
     * Reads the first of the rows that fit, or of all if nothing was typed. In a list of names, those come first that begin
     * with what was typed: as most people search, and side by side in the order, however many there are.
     *
     * @param read reads some of the rows, in their order
     */
    public <R> List<R> read(Rows rows, Function<Part, List<R>> read) {
        if (isEmpty()) return read.apply(new Part(rows.table, rows.placed() + rows.beyond, rows.place()));
        var lead = Text.sortKey(typed);
        if (!rows.order.named || lead.isEmpty()) return fitting(rows, Map.of(), read);
        var values =
                Map.<String, Object>of("lead", lead, "beyond", lead + Character.toString(Character.MAX_CODE_POINT));
        var leads = "%1$s >= :lead and %1$s < :beyond".formatted(rows.order.column);
        Function<Keyset, List<R>> first = from -> leading(rows.with(" and " + leads, "", from), values, read);
        Function<Keyset, List<R>> others =
                from -> fitting(rows.with("", " and not (" + leads + ")", from), values, read);
        if (rows.from == null) return joined(first, null, others, rows.most);
        var isFirst = rows.from.key().startsWith(lead);
        if (rows.from.backward()) {
            return isFirst ? first.apply(rows.from) : joined(others, rows.from, first, rows.most);
        }
        return isFirst ? joined(first, rows.from, others, rows.most) : others.apply(rows.from);
    }

    private static <R> List<R> joined(
            Function<Keyset, List<R>> some, Keyset from, Function<Keyset, List<R>> more, int most) {
        var read = new ArrayList<>(some.apply(from));
        if (read.size() < most) read.addAll(more.apply(null));
        return read.subList(0, Math.min(most, read.size()));
    }

    private <R> List<R> leading(Rows rows, Map<String, Object> values, Function<Part, List<R>> read) {
        return read.apply(part(rows, from(rows) + rows.placed(), "true" + rows.beyond, values));
    }

    /**
     * Many are found among the next in order. Few are all found by the index, and then sorted: those of one name stand side by
     * side, and the way to them in order may lead past everybody else.
     */
    private <R> List<R> fitting(Rows rows, Map<String, Object> values, Function<Part, List<R>> read) {
        var asked = new HashMap<String, Object>(values);
        asked.putAll(patterns());
        var order = " order by " + rows.order.by();
        var all = from(rows) + rows.placed() + order;
        var near = read.apply(
                part(rows, all + " limit " + (rows.order.named ? NEAR_BY_NAME : NEAR), fits() + rows.beyond, asked));
        if (near.size() == rows.most) return near;
        // "offset 0" keeps what is within apart: so far in order, or by the index of texts, before the rest is asked.
        return read.apply(
                INDEXED.matcher(typed).find() || isShort()
                        ? part(
                                rows,
                                from(rows) + " and " + fits() + " offset 0",
                                rows.here() + rows.placed() + rows.beyond,
                                asked)
                        : part(rows, all + " offset 0", fits() + rows.beyond, asked));
    }

    /** The whole rows of those few, out of the given ones, that fit the condition: the texts lie in the index of names. */
    private static Part part(Rows rows, String given, String condition, Map<String, Object> values) {
        var all = new HashMap<>(values);
        all.putAll(rows.place());
        return new Part(
                "(select %1$s.* from (select %1$s.id from (%3$s) %1$s where %4$s order by %5$s limit %6$d) found join %2$s %1$s on %7$s and %1$s.id = found.id)"
                        .formatted(
                                rows.order.row, rows.table, given, condition, rows.order.by(), rows.most, rows.here()),
                "",
                all);
    }

    private static String from(Rows rows) {
        return "select * from " + rows.table + " " + rows.order.row + " where " + rows.here();
    }

    private boolean isShort() {
        return SHORT.matcher(typed).matches();
    }
}
