package roster.web;

import static roster.web.Reader.say;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a sorted list, from which one page goes on: the sort key and id of the row beside it. It stands in the
 * address as {@code page}, holds for any number of rows, and stays right when rows come and go.
 *
 * @param backward whether the page ends before this row, instead of beginning after it
 * @param key the sort key of that row, as text
 */
public record Keyset(boolean backward, String key, UUID id) {

    /** The place that the text names, or null for the first page. @throws Problems.Invalid if it names none */
    public static Keyset parse(String page) {
        if (page == null || page.isEmpty()) return null;
        return read(page)
                .orElseThrow(() -> new Problems.Invalid(
                        Problems.none().add("page", say(WebWords.class).noSuchPage())));
    }

    /** The place that the text names, if it names one. */
    public static Optional<Keyset> read(String page) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(page), StandardCharsets.UTF_8);
            var id = UUID.fromString(text.substring(1, 37));
            if (text.charAt(0) != '<' && text.charAt(0) != '>' || text.indexOf(0) >= 0) return Optional.empty();
            return Optional.of(new Keyset(text.charAt(0) == '<', text.substring(37), id));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The text for the address. */
    @Override
    public String toString() {
        var text = (backward ? "<" : ">") + id + key;
        return Keys.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
