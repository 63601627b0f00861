package roster.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import roster.account.SignedIn;

/**
 * The token that every form carries: an HMAC over the session, or over a random cookie for somebody who is not signed in.
 * It is bound to one person, made anew from the server key on any node, and the same in all of a browser's tabs. (The
 * extension for this makes a new token at each page once it signs them, which breaks the form in every other tab.)
 */
@Named("csrf")
@RequestScoped
public class Csrf {
    /** The name of the form's field. */
    public static final String FIELD = "csrf-token";

    private final RoutingContext request;
    private final SignedIn signedIn;
    private final Keys keys;
    private final Cookies cookies;

    Csrf(RoutingContext request, SignedIn signedIn, Keys keys, Cookies cookies) {
        this.request = request;
        this.signedIn = signedIn;
        this.keys = keys;
        this.cookies = cookies;
    }

    /** The token for the forms of this answer. */
    public String getToken() {
        var session = signedIn.sessionId();
        if (session.isPresent()) return token("session " + session.get());
        var visitor = cookies.get(request, "visitor");
        if (visitor == null) {
            visitor = Keys.encode(Keys.random(16));
            // Later forms on this page, and the next read within this request, find the same one.
            request.request().cookies().add(Cookie.cookie(cookies.name("visitor"), visitor));
            cookies.set(request, "visitor", visitor, -1, CookieSameSite.LAX);
        }
        return token("visitor " + visitor);
    }

    /** Whether the token belongs to whoever sends it. */
    public boolean fits(String token) {
        var session = signedIn.sessionId().map(id -> "session " + id);
        var visitor = cookies.get(request, "visitor");
        if (token == null || session.isEmpty() && visitor == null) return false;
        var expected = token(session.orElse("visitor " + visitor));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.UTF_8));
    }

    private String token(String whose) {
        return Keys.encode(keys.mac("csrf", whose.getBytes(StandardCharsets.UTF_8)));
    }
}
