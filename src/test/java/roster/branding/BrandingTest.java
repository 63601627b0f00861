package roster.branding;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;
import roster.mail.OutboxTest;

/** Ada's organization gets a colour and a logo. */
@QuarkusTest
class BrandingTest extends RosterTest {
    private Visitor ada;
    private String slug;

    @BeforeEach
    void an_organization() {
        ada = signedIn("Ada");
        slug = found(ada, "single-owner");
    }

    @Test
    void a_colour_shows_on_every_page_of_the_organization_and_on_no_other() throws Exception {
        assertThat(change("accent", "#663399").status()).isEqualTo(303);
        var sheet = ada.open("/organizations/" + slug + "/members")
                .page()
                .select("link[rel=stylesheet][href^=/brands/]")
                .attr("href");
        assertThat(sheet).isEqualTo("/brands/663399.css");
        assertThat(ada.open("/").page().select("link[href^=/brands/]")).isEmpty();
        var style = new Visitor().open(sheet);
        assertThat(style.header("content-type")).startsWith("text/css");
        assertThat(style.header("cache-control")).contains("immutable");
        assertThat(style.body()).contains("--accent: light-dark(#663399, #");
        assertThat(ada.open("/organizations/" + slug + "/audit").text())
                .contains("Colour: none → #663399")
                .doesNotContain("Logo");
        assertThat(change("accent", "").status()).isEqualTo(303);
        assertThat(ada.open("/organizations/" + slug).page().select("link[href^=/brands/]"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000", "ffffff", "ffee00", "17624f", "ff0000", "808080", "00ff00", "0000ff", "7fcdb3"})
    void every_colour_becomes_one_that_everybody_can_read(String hex) {
        var accent = new Accent(hex);
        assertThat(Accent.contrast(accent.light(), "f6f5f0")).isGreaterThanOrEqualTo(4.5);
        assertThat(Accent.contrast(accent.light(), "ffffff")).isGreaterThanOrEqualTo(4.5);
        assertThat(Accent.contrast(accent.dark(), "1d2221")).isGreaterThanOrEqualTo(4.5);
        assertThat(Accent.contrast(accent.dark(), "0c1413")).isGreaterThanOrEqualTo(4.5);
        assertThat(accent.css()).doesNotContain("%");
    }

    @Test
    void a_colour_that_cannot_be_read_is_corrected_and_the_page_says_so() {
        change("accent", "#FFEE00");
        var page = ada.open("/organizations/" + slug + "/branding").page();
        assertThat(page.select("#accent").val()).isEqualTo("#ffee00");
        assertThat(page.text())
                .contains("it is #" + new Accent("ffee00").light() + " on light pages and #ffee00 on dark ones");
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#12345", "#1234567", "#12345g", "#123456;}body{}", "url(x)"})
    void what_is_no_colour_is_told_at_its_field_and_kept_there(String colour) {
        var answer = change("accent", colour);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("accent")).contains("such as #17624f");
        assertThat(answer.page().select("#accent").val()).isEqualTo(colour);
        assertThat(sql("select accent from organization where slug = ?1", slug)).isNull();
    }

    @Test
    void no_style_sheet_is_made_of_what_is_no_colour() {
        for (var colour : new String[] {"red", "FFEE00", "12345", "%7D", "1234567"}) {
            assertThat(new Visitor().open("/brands/" + colour + ".css").status())
                    .as(colour)
                    .isBetween(400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void a_logo_is_drawn_anew_and_shown_small(String format) throws Exception {
        var file = picture(format, 2000, 500);
        assertThat(ada.upload(path(), ada.token(), "file", file, "accent", "").status())
                .isEqualTo(303);
        var shown = ada.open("/organizations/" + slug).page().select("header img.logo");
        var logo = logo(shown.attr("src"));
        assertThat(logo.getWidth()).isEqualTo(384);
        assertThat(logo.getHeight()).isEqualTo(96);
        assertThat(new Color(logo.getRGB(190, 48)).getRed()).isGreaterThan(200);
        assertThat(ada.open("/organizations/" + slug + "/audit").text()).contains("Logo added");
    }

    @Test
    void what_else_a_file_carries_is_left_behind() throws Exception {
        var out = new ByteArrayOutputStream();
        out.write(picture("png", 100, 50));
        out.write("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        ada.upload(path(), ada.token(), "file", out.toByteArray(), "accent", "");
        var kept = (byte[]) sql(
                "select image from logo where organization_id = " + "(select id from organization where slug = ?1)",
                slug);
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("script");
        var address = ada.open("/organizations/" + slug)
                .page()
                .select("header img.logo")
                .attr("src");
        assertThat(ada.get(address).header("content-type")).isEqualTo("image/png");
        assertThat(ada.last().header("x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void what_is_no_picture_is_told_at_its_field() throws Exception {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("svg", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
        bad.put("text", "hello".getBytes(StandardCharsets.UTF_8));
        bad.put("gif", picture("gif", 10, 10));
        bad.put("half", Arrays.copyOf(picture("png", 100, 100), 60));
        bad.put("bomb", bomb());
        bad.put("long", new byte[Logo.MOST_BYTES + 1]);
        for (var file : bad.entrySet()) {
            var answer = ada.upload(path(), ada.token(), "file", file.getValue(), "accent", "#663399");
            assertThat(answer.status()).as(file.getKey()).isEqualTo(422);
            assertThat(answer.problem("file")).as(file.getKey()).isNotEmpty();
        }
        assertThat(sql(
                        "select count(*) from logo where organization_id = "
                                + "(select id from organization where slug = ?1)",
                        slug))
                .isEqualTo(0L);
        assertThat(sql("select accent from organization where slug = ?1", slug)).isNull();
    }

    @Test
    void a_logo_is_found_only_by_who_was_shown_it_and_as_long_as_it_is_the_logo() throws Exception {
        ada.upload(path(), ada.token(), "file", picture("png", 100, 50), "accent", "");
        var address = ada.open("/organizations/" + slug)
                .page()
                .select("header img.logo")
                .attr("src");
        assertThat(new Visitor().get(address).status()).isEqualTo(200);
        assertThat(new Visitor()
                        .get(address.replaceAll("[^/]{43}\\.png", "A".repeat(43) + ".png"))
                        .status())
                .isEqualTo(404);
        ada.upload(path(), ada.token(), "file", picture("png", 50, 50), "accent", "");
        assertThat(new Visitor().get(address).status()).isEqualTo(404);
        change("accent", "", "bare", "yes");
        assertThat(ada.open("/organizations/" + slug).page().select("header img.logo"))
                .isEmpty();
        assertThat(ada.open("/organizations/" + slug + "/audit").text()).contains("Logo removed");
    }

    @Test
    void who_is_invited_sees_the_look_in_the_mail_and_on_the_page_of_the_offer() throws Exception {
        ada.upload(path(), ada.token(), "file", picture("png", 100, 50), "accent", "#663399");
        var logo = ada.open("/organizations/" + slug)
                .page()
                .select("header img.logo")
                .attr("src");
        invite(ada, slug, "Dora", "member");
        var mail = Jsoup.parse(OutboxTest.part(RealMail.await(address("Dora"), 1), "text/html"));
        var link = mail.select("a.button").attr("href");
        assertThat(mail.select("img").attr("src")).isEqualTo(Visitor.base() + logo);
        assertThat(mail.select("img").attr("alt")).isEqualTo("Org " + slug);
        assertThat(mail.select("style").html()).contains("background: #663399").doesNotContain("17624f");
        var page = new Visitor().open(link).page();
        assertThat(page.select("link[href=/brands/663399.css]")).hasSize(1);
        assertThat(page.select("header img.logo").attr("src")).isEqualTo(logo);
        ada.post("/organizations/" + slug + "/invitations/" + invitation(slug, "Dora") + "/revocation");
        assertThat(new Visitor().open(link).page().select("img.logo, link[href^=/brands/]"))
                .isEmpty();
    }

    @Test
    void only_whose_role_may_change_the_look_and_strangers_find_nothing() {
        var ben = join(ada, slug, "Ben", "admin");
        assertThat(ben.open("/organizations/" + slug + "/branding").status()).isEqualTo(403);
        assertThat(ben.post("/organizations/" + slug + "/branding", "accent", "#663399")
                        .status())
                .isEqualTo(403);
        var mallory = signedIn("Mallory");
        assertThat(mallory.open("/organizations/" + slug + "/branding").status())
                .isEqualTo(404);
        assertThat(mallory.post("/organizations/" + slug + "/branding", "accent", "#663399")
                        .status())
                .isEqualTo(404);
        assertThat(sql("select accent from organization where slug = ?1", slug)).isNull();
    }

    @Test
    void a_form_older_than_another_change_says_so() {
        var form = ada.open("/organizations/" + slug + "/branding").page();
        var revision = form.select("input[name=revision]").val();
        change("accent", "#663399");
        var late = change("accent", "#112233", "revision", revision);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem("accent")).contains("#663399");
        assertThat(sql("select accent from organization where slug = ?1", slug)).isEqualTo("663399");
    }

    @Test
    void a_deleted_organization_leaves_no_logo() throws Exception {
        ada.upload(path(), ada.token(), "file", picture("png", 100, 50), "accent", "");
        var organization = sql("select id from organization where slug = ?1", slug);
        assertThat(ada.post("/organizations/" + slug + "/deletion", "confirm", slug)
                        .status())
                .isEqualTo(303);
        assertThat(sql("select count(*) from logo where organization_id = ?1", organization))
                .isEqualTo(0L);
    }

    private String path() {
        return "/organizations/" + slug + "/branding";
    }

    private Visitor.Answer change(String... fields) {
        return ada.post(path(), fields);
    }

    private BufferedImage logo(String address) throws IOException {
        var request =
                HttpRequest.newBuilder(URI.create(Visitor.base() + address)).build();
        try {
            var bytes = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, format, out);
        return out.toByteArray();
    }

    /** A small file that says it is a picture of 30,000 × 30,000 pixels. */
    private static byte[] bomb() throws IOException {
        var file = picture("png", 10, 10);
        var crc = new CRC32();
        var header = ByteBuffer.wrap(file);
        header.putInt(16, 30_000).putInt(20, 30_000);
        crc.update(file, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return file;
    }
}
