package roster.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import roster.account.Address;
import roster.web.Csv;
import roster.web.Problems;

/**
 * A table of invitations, as somebody pastes or uploads it: CSV with commas, semicolons or tabs, with a row of titles in
 * any order or without one; or nothing but addresses.
 *
 * @param lines the rows, without that of titles
 */
record Sheet(List<Line> lines) {
    static final int MOST_BYTES = 1_000_000;
    static final int LONGEST_CELL = 2000;

    /** The column that Roster adds to what failed; read again, it is left out. */
    private static final String PROBLEM = "problem";

    /**
     * One row.
     *
     * @param problem what is wrong with it as a whole, or null
     */
    record Line(Map<Column, String> cells, String problem) {}

    /** The text of an uploaded file. */
    static String text(BatchWords words, Problems problems, byte[] file) {
        if (file.length > MOST_BYTES) {
            problems.add("file", words.fileTooLong());
            return "";
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.add("file", words.fileNotUtf8());
            return "";
        }
    }

    /** Reads the table; adds a problem to the field if it is none. */
    static Sheet read(BatchWords words, Problems problems, String field, String typed) {
        var text = typed.startsWith("\uFEFF") ? typed.substring(1) : typed;
        if (text.length() > MOST_BYTES) problems.add(field, words.textTooLong());
        else if (text.indexOf(0) >= 0) problems.add(field, words.noText());
        else if (text.isBlank()) problems.add(field, words.nothingInThis());
        if (problems.get(field) != null) return new Sheet(List.of());
        var first = text.lines().filter(line -> !line.isBlank()).findFirst().orElseThrow();
        var lines = isList(first) ? list(text) : table(words, problems, field, text, separator(first));
        if (lines.size() > Batch.MOST_ROWS) {
            problems.add(field, words.tooManyRows());
        } else if (lines.isEmpty()) {
            problems.add(field, words.noRow());
        }
        return new Sheet(lines);
    }

    /** Whether a text that begins like this holds nothing but addresses, as a mail program writes them. */
    private static boolean isList(String first) {
        return first.contains("<") || Address.read(first).addresses().size() > 1;
    }

    private static List<Line> list(String text) {
        var pasted = Address.read(text);
        var lines = new ArrayList<Line>();
        pasted.addresses().forEach(address -> lines.add(new Line(Map.of(Column.ADDRESS, address.typed()), null)));
        pasted.wrong().stream()
                .limit(Batch.MOST_ROWS + 1)
                .forEach(word -> lines.add(new Line(Map.of(Column.ADDRESS, word), null)));
        return lines;
    }

    private static char separator(String first) {
        if (first.indexOf('\t') >= 0) return '\t';
        return first.chars().filter(c -> c == ';').count()
                        > first.chars().filter(c -> c == ',').count()
                ? ';'
                : ',';
    }

    private static List<Line> table(BatchWords words, Problems problems, String field, String text, char separator) {
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        var lines = new ArrayList<Line>();
        List<Optional<Column>> columns = null;
        var near = 1L;
        try (var parser = CSVParser.parse(text, format)) {
            for (var record : parser) {
                near = parser.getCurrentLineNumber();
                if (columns == null) {
                    columns = titles(words, problems, field, record);
                    if (problems.get(field) != null) return lines;
                    if (columns != null) continue;
                    columns = Arrays.stream(Column.values()).map(Optional::of).toList();
                }
                if (record.stream().allMatch(String::isBlank)) continue;
                lines.add(line(words, columns, record));
                if (lines.size() > Batch.MOST_ROWS) break;
            }
        } catch (IOException | UncheckedIOException e) {
            problems.add(field, words.quotationMarks(near));
        }
        return lines;
    }

    /** The columns that the first row names; null if it names none. */
    private static List<Optional<Column>> titles(BatchWords words, Problems problems, String field, CSVRecord record) {
        var columns = record.stream().map(Column::named).toList();
        if (!columns.contains(Optional.of(Column.ADDRESS))) return null;
        var seen = new HashSet<Column>();
        for (var i = 0; i < columns.size(); i++) {
            var name = record.get(i).strip();
            if (columns.get(i).isEmpty() && !name.isEmpty() && !name.equalsIgnoreCase(PROBLEM)) {
                problems.add(
                        field,
                        words.noColumn(
                                cut(name, 40),
                                Arrays.stream(Column.values()).map(Column::key).collect(Collectors.joining(", "))));
            } else if (columns.get(i).filter(column -> !seen.add(column)).isPresent()) {
                problems.add(field, words.columnTwice(cut(name, 40)));
            }
        }
        return columns;
    }

    private static Line line(BatchWords words, List<Optional<Column>> columns, CSVRecord record) {
        var cells = new EnumMap<Column, String>(Column.class);
        var surplus = false;
        for (var i = 0; i < record.size(); i++) {
            var cell = Csv.plain(record.get(i).strip());
            if (cell.isEmpty()) continue;
            if (i >= columns.size()) surplus = true;
            else columns.get(i).ifPresent(column -> cells.put(column, cell));
        }
        return new Line(cells, surplus ? words.surplusCells() : null);
    }

    /** The rows as a file that can be corrected and read again, each with its problem. */
    static String write(List<Row> rows) {
        var text = new StringBuilder("\uFEFF");
        try (var printer = new CSVPrinter(text, CSVFormat.DEFAULT)) {
            var columns = List.of(Column.values());
            for (var column : columns) printer.print(column.key());
            printer.print(PROBLEM);
            printer.println();
            for (var row : rows) {
                for (var column : columns) printer.print(Csv.safe(row.cell(column)));
                printer.print(Csv.safe(row.problem()));
                printer.println();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The beginning of a text that is too long. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }
}
