package roster.branding;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import roster.web.Keys;
import roster.web.Problems;

/**
 * A picture that stands for an organization. What somebody uploads is read as PNG or JPEG and drawn anew, so that the
 * rows hold pixels, and nothing else that a file can carry.
 *
 * @param image a PNG of at most {@link #WIDEST} × {@link #HIGHEST} pixels
 */
record Logo(byte[] image) {
    static final int MOST_BYTES = 1_000_000;
    static final int WIDEST = 480;
    static final int HIGHEST = 96;

    /** More would cost more memory to read than a logo is worth. */
    private static final long MOST_PIXELS = 6_000_000;

    private static final Set<String> FORMATS = Set.of("png", "jpeg");

    static {
        ImageIO.setUseCache(false);
    }

    /** Reads the file; adds a problem to the field {@code file}, and answers null, if it is no such picture. */
    static Logo read(BrandingWords words, Problems problems, byte[] file) {
        if (file.length > MOST_BYTES) {
            problems.add("file", words.tooLong());
            return null;
        }
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) throw new IIOException("No picture");
            var reader = readers.next();
            try {
                if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    throw new IIOException("Another format");
                }
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    problems.add("file", words.tooManyPixels());
                    return null;
                }
                return new Logo(drawn(reader));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The decoders fail in many ways at what is no picture.
            problems.add("file", words.noPicture());
            return null;
        }
    }

    String digest() {
        return Keys.encode(Keys.sha256(image));
    }

    private static byte[] drawn(ImageReader reader) throws IOException {
        var whole = reader.getDefaultReadParam();
        // Of a large picture only one in so many points is kept: still twice as many as are shown.
        var step =
                (int) Math.max(1, Math.max(reader.getWidth(0) / (2.0 * WIDEST), reader.getHeight(0) / (2.0 * HIGHEST)));
        whole.setSourceSubsampling(step, step, 0, 0);
        var picture = reader.read(0, whole);
        var scale = Math.min(1, Math.min(WIDEST / (double) picture.getWidth(), HIGHEST / (double) picture.getHeight()));
        var width = (int) Math.max(1, Math.round(picture.getWidth() * scale));
        var height = (int) Math.max(1, Math.round(picture.getHeight() * scale));
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var pen = small.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(small, "png", out);
        return out.toByteArray();
    }
}
