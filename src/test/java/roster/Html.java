package roster;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import nu.validator.client.EmbeddedValidator;
import org.xml.sax.SAXException;

/** What the checker of the HTML standard says against a page. */
final class Html {
    /** What is no fault here: the attributes of htmx, which are its own language, and work without a prefix. */
    private static final Pattern OURS = Pattern.compile("Attribute “hx-[a-z-]+” not allowed on element .*");

    static {
        // A part of it speaks of its own log.
        System.setProperty("org.eclipse.jetty.util.log.announce", "false");
    }

    private Html() {}

    static List<String> faults(byte[] page) {
        var checker = new EmbeddedValidator();
        checker.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
        checker.setNoLangDetect(true);
        checker.setNoStream(true);
        try {
            return new JsonObject(checker.validate(new ByteArrayInputStream(page)))
                    .getJsonArray("messages").stream()
                            .map(JsonObject.class::cast)
                            .filter(message -> "error".equals(message.getString("type")))
                            .filter(message ->
                                    !OURS.matcher(message.getString("message")).matches())
                            .map(message -> message.getString("message") + " in " + message.getString("extract"))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }
}
