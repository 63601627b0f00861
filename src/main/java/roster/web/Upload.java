package roster.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** A file that came with a form. */
public final class Upload {
    private Upload() {}

    /** What the chosen file holds, nothing if none was; of one with more bytes than these, enough to see that it is too long. */
    public static byte[] content(FileUpload file, int most) {
        if (file == null) return new byte[0];
        try (var stream = Files.newInputStream(file.uploadedFile())) {
            return stream.readNBytes(most + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
