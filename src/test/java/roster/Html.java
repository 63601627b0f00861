package roster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import nu.validator.client.EmbeddedValidator;
import nu.validator.json.Serializer;
import nu.validator.messages.JsonMessageEmitter;
import nu.validator.messages.MessageEmitterAdapter;
import nu.validator.servlet.imagereview.ImageCollector;
import nu.validator.source.SourceCode;
import nu.validator.validation.SimpleDocumentValidator;
import nu.validator.xml.SystemErrErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What the checker of the HTML standard says against a page. */
final class Html {
    /** What is no fault here: the attributes of htmx, which are its own language, and work without a prefix. */
    private static final Pattern OURS = Pattern.compile("Attribute “hx-[a-z-]+” not allowed on element .*");

    static {
        // A part of it speaks of its own log.
        System.setProperty("org.eclipse.jetty.util.log.announce", "false");
    }

    /** Reads the standard once, which takes longer than to check a page against it. */
    private static final SimpleDocumentValidator CHECKER = checker();

    private Html() {}

    static synchronized List<String> faults(byte[] page) {
        var out = new ByteArrayOutputStream();
        forget();
        var source = CHECKER.getSourceCode();
        var emitter = new JsonMessageEmitter(new Serializer(out), null, false);
        try {
            var told = new MessageEmitterAdapter(null, source, true, new ImageCollector(source), 0, true, emitter);
            told.setHtml(true);
            told.start(null);
            CHECKER.setUpValidatorAndParsers(told, true, false);
            CHECKER.checkHtmlInputSource(new InputSource(new ByteArrayInputStream(page)));
            told.end("", "", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
        return new JsonObject(out.toString(UTF_8))
                .getJsonArray("messages").stream()
                        .map(JsonObject.class::cast)
                        .filter(message -> "error".equals(message.getString("type")))
                        .filter(message ->
                                !OURS.matcher(message.getString("message")).matches())
                        .map(message -> message.getString("message") + " in " + message.getString("extract"))
                        .toList();
    }

    /** The checker keeps what it has read of a page, and would take it for a part of the next. */
    private static void forget() {
        try {
            var source = SimpleDocumentValidator.class.getDeclaredField("sourceCode");
            source.setAccessible(true);
            source.set(CHECKER, new SourceCode());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SimpleDocumentValidator checker() {
        var checker = new SimpleDocumentValidator(true, false, false);
        try {
            checker.setUpMainSchema(EmbeddedValidator.SCHEMA_URL, new SystemErrErrorHandler());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return checker;
    }
}
