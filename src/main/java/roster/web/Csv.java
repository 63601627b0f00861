package roster.web;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Lists as files for spreadsheets: at the address of the list, with {@code format=csv} or {@code Accept: text/csv}. The
 * file has all of the list that was asked for, and is written page after page.
 */
@RequestScoped
public class Csv {
    /** What spreadsheets take for a formula (CWE-1236), also in full width, behind the apostrophes that keep them from it. */
    private static final Pattern FORMULA = Pattern.compile("(?s)'*[=+\\-@\\t\\r\\n＝＋－＠].*");

    private final RoutingContext request;

    Csv(RoutingContext request) {
        this.request = request;
    }

    /** Whether the request asks for a file instead of the page. */
    public boolean isAsked() {
        var accepted = request.request().getHeader("Accept");
        return "csv".equals(request.request().getParam("format"))
                || accepted != null
                        && accepted.strip().toLowerCase(java.util.Locale.ROOT).startsWith("text/csv");
    }

    /**
     * The whole list.
     *
     * @param name of the file, without its ending
     * @param columns what the first row says
     * @param read a page of the list from a place, null for the first; each is read in a transaction of its own
     * @param cells of a row, as many as there are columns; null is an empty cell
     */
    public <T> Response list(
            String name, List<String> columns, Function<Keyset, Paged<T>> read, Function<T, List<?>> cells) {
        var reader = Reader.current();
        StreamingOutput file = out -> {
            try (var printer = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), CSVFormat.DEFAULT)) {
                printer.getOut().append('\uFEFF');
                printer.printRecord(columns);
                Keyset from = null;
                do {
                    var place = from;
                    var page =
                            reader.hear(() -> QuarkusTransaction.requiringNew().call(() -> read.apply(place)));
                    for (var row : page.rows()) print(printer, reader.hear(() -> cells.apply(row)));
                    from = Keyset.parse(page.next());
                } while (from != null);
            }
        };
        return Response.ok(file, "text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                .build();
    }

    private static void print(CSVPrinter printer, List<?> cells) throws IOException {
        for (var cell : cells) printer.print(cell == null ? "" : safe(cell.toString()));
        printer.println();
    }

    /** The text as no spreadsheet takes it for a formula. */
    public static String safe(String cell) {
        return FORMULA.matcher(cell).matches() ? "'" + cell : cell;
    }

    /** The text that {@link #safe} was made from. */
    public static String plain(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
