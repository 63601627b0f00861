package roster.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The colours of the style sheet, without a browser. */
class PaletteTest {
    private final Palette palette = Palette.read();

    @Test
    void words_and_edges_can_be_seen_in_the_light_and_in_the_dark() {
        assertThat(palette.colours()).hasSizeGreaterThan(15);
        assertThat(palette.sizes()).containsKeys("s1", "t1", "round", "motion");
        assertThat(palette.pairs()).hasSizeGreaterThan(25).allMatch(Palette.Pair::isEnough);
    }

    @Test
    void contrast_is_measured_as_the_guidelines_do() {
        assertThat(Palette.contrast("#000000", "#ffffff")).isEqualTo(21, within(0.001));
        assertThat(Palette.contrast("#777777", "#ffffff")).isEqualTo(4.478, within(0.001));
        assertThat(Palette.contrast("#17624f", "#17624f")).isEqualTo(1);
    }
}
