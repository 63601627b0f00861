package roster.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param previous what {@code page=} leads to the page before, or null on the first
 * @param next the same for the page after, or null on the last
 */
public record Paged<T>(List<T> rows, String previous, String next) {
    public static final int SIZE = 25;

    /**
     * A page out of the rows that were read from a place on, in the direction of reading.
     *
     * @param read at most {@link #SIZE}, and one more if the list goes on
     * @param from where reading began, or null for the beginning of the list
     * @param place the place of a row, forward
     */
    public static <T> Paged<T> of(List<T> read, Keyset from, Function<T, Keyset> place) {
        return of(read, from, place, SIZE);
    }

    /** The same with so many rows on a page. */
    public static <T> Paged<T> of(List<T> read, Keyset from, Function<T, Keyset> place, int size) {
        var more = read.size() > size;
        var rows = new ArrayList<>(more ? read.subList(0, size) : read);
        var backward = from != null && from.backward();
        if (backward) Collections.reverse(rows);
        if (rows.isEmpty()) return new Paged<>(rows, null, null);
        var first = place.apply(rows.get(0));
        var last = place.apply(rows.get(rows.size() - 1));
        var before = backward ? more : from != null;
        var after = backward || more;
        return new Paged<>(
                rows,
                before ? new Keyset(true, first.key(), first.id()).toString() : null,
                after ? new Keyset(false, last.key(), last.id()).toString() : null);
    }

    /** The address of another page, of a list that nothing else in the address changes. */
    public String at(String place) {
        return "?page=" + (place == null ? "" : place);
    }
}
