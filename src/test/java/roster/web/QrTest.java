package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import io.quarkus.qute.Engine;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roster.RosterTest;

@QuarkusTest
class QrTest extends RosterTest {
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    @Inject
    Engine engine;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://roster.example.org/join/open?token=AZqk3n8xfV6Yc0m2Gq1pLwAZqk3n8xfV6Yc0m2Gq1pLwAZqk3n8xfV6Yc0m2Gq1pLw",
                "x",
                "https://höflich.example/überall"
            })
    void a_camera_reads_the_link_that_the_code_was_made_of(String link) throws Exception {
        assertThat(read(Qr.of(link))).isEqualTo(link);
    }

    @Test
    void the_tag_draws_it_in_black_on_white_with_words_for_who_cannot_see_it() throws Exception {
        var link = "http://localhost/join/open?token=a&b";
        var page = Jsoup.parse(engine.parse("{#qr link about='QR code of “<b>”' /}{#qr link /}")
                .data("link", link)
                .render());
        var code = Qr.of(link);
        var drawn = page.select("svg").first();
        assertThat(drawn.attr("aria-label")).isEqualTo("QR code of “<b>”");
        assertThat(page.select("svg").last().attr("aria-label")).startsWith("QR code of the link");
        assertThat(drawn.attr("role")).isEqualTo("img");
        assertThat(drawn.attr("viewBox")).isEqualTo("0 0 " + code.size() + " " + code.size());
        assertThat(drawn.select("path").first().attr("fill")).isEqualTo("#fff");
        assertThat(drawn.select("path").last().attr("d")).isEqualTo(code.path());
        assertThat(page.select("style, [style]")).isEmpty();
    }

    private static String read(Qr code) throws Exception {
        var modules = code.size() - 8;
        var matrix = new BitMatrix(modules);
        var runs = RUN.matcher(code.path());
        while (runs.find()) {
            var width = Integer.parseInt(runs.group(3));
            assertThat(runs.group(4)).isEqualTo(runs.group(3));
            matrix.setRegion(Integer.parseInt(runs.group(1)) - 4, Integer.parseInt(runs.group(2)) - 4, width, 1);
        }
        return new Decoder().decode(matrix).getText();
    }
}
