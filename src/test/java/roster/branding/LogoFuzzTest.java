package roster.branding;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.provider.MethodSource;
import roster.Fuzz;
import roster.web.Problems;

/** What a fuzzer learns to upload as a picture, and to type as a colour. */
class LogoFuzzTest {
    private static final BrandingWords WORDS = Fuzz.words(BrandingWords.class);

    static Stream<byte[]> pictures() {
        return Stream.of("png", "jpeg", "gif", "bmp").flatMap(format -> {
            var whole = picture(format);
            return Stream.of(whole, Arrays.copyOf(whole, whole.length / 2));
        });
    }

    static Stream<byte[]> colours() {
        return Stream.of("", "#17624f", "17624F", "#fff", "#ffffff", "000000")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] picture(String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @MethodSource("pictures")
    @FuzzTest(maxDuration = "2m")
    void a_logo_is_a_small_new_picture_or_a_problem(byte[] bytes) throws IOException {
        var start = Fuzz.now();
        var problems = Problems.none();
        var logo = Logo.read(WORDS, problems, bytes);
        if (logo == null) {
            assertThat(problems.get("file")).isNotEmpty();
        } else {
            var picture = ImageIO.read(new ByteArrayInputStream(logo.image()));
            assertThat(picture.getWidth()).isBetween(1, Logo.WIDEST);
            assertThat(picture.getHeight()).isBetween(1, Logo.HIGHEST);
        }
        assertThat(Fuzz.now() - start).isLessThan(Fuzz.PATIENCE.toNanos());
    }

    @MethodSource("colours")
    @FuzzTest(maxDuration = "2m")
    void a_colour_can_be_read_on_every_page_or_is_none(byte[] bytes) {
        Accent.parse(Fuzz.text(bytes)).ifPresent(accent -> {
            assertThat(accent.hex()).matches("[0-9a-f]{6}");
            assertThat(Accent.contrast(accent.light(), "ffffff")).isGreaterThanOrEqualTo(4.5);
            assertThat(accent.css()).doesNotContain("<", "url", "@");
            assertThat(Accent.parse(accent.hex())).contains(accent);
        });
    }
}
