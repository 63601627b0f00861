package roster.web;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;

/** How endpoints answer: with a page, or, after a change, with the way to one. */
public final class Answer {
    private static final String HTML = "text/html;charset=UTF-8";

    private Answer() {}

    public static Response page(TemplateInstance page) {
        return page(200, page);
    }

    /** The page is rendered before the answer begins, so that a failure in it is still answered as one. */
    public static Response page(int status, TemplateInstance page) {
        var text = Reader.current().hear(page::render);
        // A text would be written character by character.
        return Response.status(status)
                .type(HTML)
                .entity(text.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** 303 to a path of this installation; relative, for a whole address would repeat the host that the request names. */
    public static Response go(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }

    /**
     * Makes one change in one transaction and answers 303 to where it leads. If the input was wrong, nothing was changed
     * and the form comes again with what was typed: 422, or 409 if it was late.
     *
     * @param change answers the path to go to
     */
    public static Response change(Supplier<String> change, Function<Problems, TemplateInstance> again) {
        try {
            return go(made(change));
        } catch (Problems.Invalid e) {
            return page(e.problems().isStale() ? 409 : 422, again.apply(e.problems()));
        }
    }

    /** The same for a form without fields of its own. */
    public static Response change(Supplier<String> change) {
        return go(made(change));
    }

    /** What the database refuses comes out here as its own error, which the commit would wrap into a failure. */
    private static String made(Supplier<String> change) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var path = change.get();
            Panache.getEntityManager().flush();
            return path;
        });
    }
}
