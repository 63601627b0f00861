package roster.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Numbers as a picture, which the tags {@code bars} and {@code columns} draw: lengths in percent of the width, so that it
 * fits any, and heights in pixels. The same numbers stand beside it as a table.
 *
 * @param id names it on its page
 * @param title what it shows
 * @param summary what one would tell somebody who cannot see it
 * @param head what the rows are
 * @param series what the numbers of a row are, in their order
 */
public record Chart(String id, String title, String summary, String head, List<String> series, List<Row> rows) {
    private static final int BAR = 44;
    private static final int PLOT = 130;
    private static final int TOP = 14;

    /** The part of the width that the scale beside columns takes, in percent. */
    private static final double SCALE = 9;

    /** The part of its place that a group of columns fills. */
    private static final double FILLED = 0.66;

    /**
     * @param under what stands below the label where something begins, such as a year, or null
     * @param link where what was counted is listed, or null
     */
    public record Row(String label, String under, String link, List<Count> counts) {
        public Row(String label, String link, List<Count> counts) {
            this(label, null, link, counts);
        }
    }

    /** @param text the number as it is written, which can say that there are more */
    public record Count(long number, String text) {
        public static Count of(long number) {
            return new Count(number, String.format(Reader.current().language(), "%,d", number));
        }
    }

    /** A bar with its words above it. */
    public record Bar(String label, String text, int base, int top, String width) {}

    public record Column(int series, String x, String y, String width, String height) {}

    /** @param between whether it can go where there is little room */
    public record Label(String text, String under, String x, boolean between) {}

    /** A line at some height, with the number that it stands for. */
    public record Line(String text, int y, int base) {}

    public boolean isEmpty() {
        return highest() == 0;
    }

    /** The first number of each row, as a bar below the one before. */
    public List<Bar> bars() {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> {
                    var count = rows.get(i).counts().get(0);
                    var width = isEmpty() ? 0 : 100.0 * count.number() / highest();
                    if (count.number() > 0) width = Math.max(width, 1);
                    return new Bar(rows.get(i).label(), count.text(), i * BAR + 16, i * BAR + 24, decimal(width));
                })
                .toList();
    }

    /** How high all bars are together. */
    public int barsHeight() {
        return rows.size() * BAR;
    }

    /** All numbers, those of a row side by side. */
    public List<Column> columns() {
        var columns = new ArrayList<Column>();
        var place = (100 - SCALE) / rows.size();
        var width = place * FILLED / series.size();
        for (var i = 0; i < rows.size(); i++) {
            for (var j = 0; j < series.size(); j++) {
                var number = rows.get(i).counts().get(j).number();
                var height = (double) PLOT * number / scale();
                var x = SCALE + i * place + place * (1 - FILLED) / 2 + j * width;
                columns.add(
                        new Column(j, decimal(x), decimal(TOP + PLOT - height), decimal(width * 0.9), decimal(height)));
            }
        }
        return columns;
    }

    /** What stands below the columns of each row. */
    public List<Label> labels() {
        var place = (100 - SCALE) / rows.size();
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new Label(
                        rows.get(i).label(),
                        rows.get(i).under(),
                        decimal(SCALE + (i + 0.5) * place),
                        (rows.size() - 1 - i) % 2 != 0))
                .toList();
    }

    /** The lines behind the columns: nothing, the half and the whole of the scale. */
    public List<Line> lines() {
        return IntStream.rangeClosed(0, 2)
                .mapToObj(i -> {
                    var y = TOP + PLOT - i * PLOT / 2;
                    return new Line(Count.of(scale() / 2 * i).text(), y, y + 4);
                })
                .toList();
    }

    /** Where the words below the columns stand. */
    public int base() {
        return TOP + PLOT + 20;
    }

    /** Where the words below those stand. */
    public int under() {
        return base() + 16;
    }

    /** How high the columns are with the words below them. */
    public int columnsHeight() {
        return (rows.stream().allMatch(row -> row.under() == null) ? base() : under()) + 6;
    }

    /** The number at the top of the scale: 2, 4, 10, 20, 40, 100 and so on. */
    private long scale() {
        var top = 2L;
        while (top < highest()) top = Long.toString(top).startsWith("4") ? top / 4 * 10 : top * 2;
        return top;
    }

    private long highest() {
        return rows.stream()
                .flatMap(row -> row.counts().stream())
                .mapToLong(Count::number)
                .max()
                .orElse(0);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
