package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as lengths. */
class ChartTest {

    @Test
    void the_longest_bar_fills_the_width_and_the_smallest_is_seen() {
        var bars = chart(List.of("n"), 2000, 1000, 1, 0).bars();
        assertThat(bars).extracting(Chart.Bar::width).containsExactly("100.00", "50.00", "1.00", "0.00");
        assertThat(bars).extracting(Chart.Bar::text).containsExactly("2,000", "1,000", "1", "0");
        assertThat(bars).extracting(Chart.Bar::top).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void nothing_at_all_is_drawn_as_nothing() {
        assertThat(chart(List.of("n"), 0, 0).isEmpty()).isTrue();
        assertThat(chart(List.of("n"), 0, 0).bars())
                .extracting(Chart.Bar::width)
                .containsOnly("0.00");
        assertThat(chart(List.of("n"), 0).columns().get(0).height()).isEqualTo("0.00");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2",
        "1, 2",
        "2, 2",
        "3, 4",
        "4, 4",
        "5, 10",
        "11, 20",
        "21, 40",
        "41, 100",
        "399, 400",
        "12345, '20,000'"
    })
    void the_scale_ends_at_a_round_number_with_a_round_half(long highest, String top) {
        var chart = chart(List.of("n"), highest);
        assertThat(chart.lines()).extracting(Chart.Line::text).first().isEqualTo("0");
        assertThat(chart.lines()).extracting(Chart.Line::text).last().isEqualTo(top);
    }

    @Test
    void columns_stand_side_by_side_within_the_picture() {
        var rows = LongStream.rangeClosed(1, 12)
                .mapToObj(n -> new Chart.Row("m" + n, null, List.of(Chart.Count.of(n), Chart.Count.of(12 - n))))
                .toList();
        var chart = new Chart("c", "", "", "", List.of("in", "out"), rows);
        var columns = chart.columns();
        assertThat(columns).hasSize(24);
        for (var i = 0; i < columns.size(); i++) {
            var right = number(columns.get(i).x()) + number(columns.get(i).width());
            assertThat(right)
                    .isLessThanOrEqualTo(
                            i + 1 < columns.size() ? number(columns.get(i + 1).x()) : 100);
            assertThat(number(columns.get(i).y()) + number(columns.get(i).height()))
                    .as("all stand on one line")
                    .isBetween(143.98, 144.02);
            assertThat(number(columns.get(i).y())).isPositive();
        }
        assertThat(chart.labels()).filteredOn(Chart.Label::between).hasSize(6);
        assertThat(chart.labels().get(11).between())
                .as("this month is always named")
                .isFalse();
    }

    private static Chart chart(List<String> series, long... numbers) {
        return new Chart(
                "c",
                "",
                "",
                "",
                series,
                LongStream.of(numbers)
                        .mapToObj(n -> new Chart.Row("r", null, List.of(Chart.Count.of(n))))
                        .toList());
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }
}
