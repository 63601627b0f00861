package roster.web;

import jakarta.persistence.Query;
import java.text.Normalizer;
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

    /** The search that {@code :q} stands for. */
    public Search(String typed, String text) {
        this(typed, text, "q");
    }

    public Search {
        typed = Normalizer.normalize(typed, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /**
     * The rows of one organization, {@code :organization}, as a list has them.
     *
     * @param table with an index for the order; its key is the organization and {@code id}
     * @param name what the conditions call a row
     * @param asked conditions of the order's index, each after " and "
     * @param beyond conditions asked only of rows that fit, likewise
     * @param order what the rows are sorted by
     * @param most how many to read
     * @param near how many to look at in order
     */
    public record Rows(String table, String name, String asked, String beyond, String order, int most, int near) {
        private String here() {
            return name + ".organization_id = :organization";
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
     * Reads the first of the rows that fit. Many are found among the next in order. Few are all found by the index, and
     * then sorted: those of one name stand side by side, and the way to them in order may lead past everybody else.
     *
     * @param read reads from this table in SQL, which holds the rows to read
     */
    public <R> List<R> read(Rows rows, Function<String, List<R>> read) {
        var near = read.apply(table(rows, inOrder(rows) + " limit " + rows.near, fits() + rows.beyond));
        if (near.size() == rows.most) return near;
        // "offset 0" keeps what is within apart: so far in order, or by the index of texts, before the rest is asked.
        var far = INDEXED.matcher(typed).find() || isShort()
                ? table(rows, from(rows) + " and " + fits() + " offset 0", rows.here() + rows.asked + rows.beyond)
                : table(rows, inOrder(rows) + " offset 0", fits() + rows.beyond);
        return read.apply(far);
    }

    /** The whole rows of those few, out of the given ones, that fit the condition: the texts lie in the index of names. */
    private static String table(Rows rows, String given, String condition) {
        return "(select %1$s.* from (select %1$s.id from (%3$s) %1$s where %4$s order by %5$s limit %6$d) found join %2$s %1$s on %7$s and %1$s.id = found.id)"
                .formatted(rows.name, rows.table, given, condition, rows.order, rows.most, rows.here());
    }

    private static String inOrder(Rows rows) {
        return from(rows) + rows.asked + " order by " + rows.order;
    }

    private static String from(Rows rows) {
        return "select * from " + rows.table + " " + rows.name + " where " + rows.here();
    }

    private boolean isShort() {
        return SHORT.matcher(typed).matches();
    }
}
