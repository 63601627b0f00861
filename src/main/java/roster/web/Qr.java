package roster.web;

import io.nayuki.qrcodegen.QrCode;
import io.quarkus.qute.TemplateExtension;

/**
 * A text as a QR code, which the tag {@code {#qr link /}} draws.
 *
 * @param size modules on each side, the quiet zone included
 * @param path the dark modules, as the path of an SVG image in which each module is a unit
 */
public record Qr(int size, String path) {
    /** What a reader needs around the code (ISO/IEC 18004). */
    private static final int QUIET = 4;

    public static Qr of(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (var y = 0; y < code.size; y++) {
            for (var x = 0; x < code.size; x++) {
                var from = x;
                while (code.getModule(x, y)) x++;
                if (x > from) rectangle(path, from + QUIET, y + QUIET, x - from);
            }
        }
        return new Qr(code.size + 2 * QUIET, path.toString());
    }

    private static void rectangle(StringBuilder path, int x, int y, int width) {
        path.append('M').append(x).append(' ').append(y);
        path.append('h').append(width).append("v1h-").append(width).append('z');
    }

    /** For templates. */
    @TemplateExtension
    static Qr qr(String text) {
        return of(text);
    }
}
