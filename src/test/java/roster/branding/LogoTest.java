package roster.branding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roster.Fuzz;
import roster.web.Problems;

class LogoTest {
    private static final BrandingWords WORDS = Fuzz.words(BrandingWords.class);
    private static final long MOST_MEMORY = 12_000_000;

    @ParameterizedTest
    @CsvSource({"3000, 2000, png", "3000, 2000, jpeg", "6000, 1000, png", "100, 60000, png", "1000, 6000, jpeg"})
    void a_picture_of_six_million_points_is_drawn_small_without_the_memory_for_all_of_them(
            int width, int height, String format) throws IOException {
        var file = halves(width, height, format);
        // What is loaded once is not counted.
        Logo.read(WORDS, Problems.none(), file);

        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        var problems = Problems.none();
        var logo = Logo.read(WORDS, problems, file);
        var taken = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(problems.get("file")).isNull();
        var scale = Math.min(Logo.WIDEST / (double) width, Logo.HIGHEST / (double) height);
        var picture = ImageIO.read(new ByteArrayInputStream(logo.image()));
        assertThat(picture.getWidth()).isEqualTo((int) Math.max(1, Math.round(width * scale)));
        assertThat(picture.getHeight()).isEqualTo((int) Math.max(1, Math.round(height * scale)));
        assertThat(new Color(picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 4)))
                .isEqualTo(Color.BLACK);
        assertThat(new Color(picture.getRGB(picture.getWidth() / 2, picture.getHeight() * 3 / 4)))
                .isEqualTo(Color.WHITE);
        assertThat(taken).isLessThan(MOST_MEMORY);
    }

    /** The upper half is black, the lower white. */
    private static byte[] halves(int width, int height, String format) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, height / 2, width, height);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }
}
