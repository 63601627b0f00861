package roster.web;

import io.vertx.ext.web.RoutingContext;

/** The answer where the program cannot even learn who asks: nothing was done, and it may be asked again. */
public final class Unavailable {
    private Unavailable() {}

    /** Ends the request. */
    public static void answer(RoutingContext request) {
        Errors.plain(request, 503, WebWords::unavailable, WebWords::unavailableWhy);
    }
}
