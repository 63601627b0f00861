package roster.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Roster's cookies: never for scripts, never sent along from other sites' forms, and, over https, bound to this host. */
@ApplicationScoped
public class Cookies {
    /** Has the browser refuse a cookie of this name that another host has set (RFC 6265bis, 4.1.3.2). */
    private static final String BOUND = "__Host-";

    /** How the names of the sign-in extension's cookies begin, which it fixes. */
    private static final String SIGN_IN = "q_";

    private final boolean secure;

    Cookies(Settings settings) {
        secure = settings.baseUrl().startsWith("https://");
    }

    void register(@Observes Filters filters) {
        // After the walls, which take the cookies from some requests.
        if (secure) filters.register(this::bindSignIn, 9_999);
    }

    /** The cookie's name in the browser. */
    String name(String name) {
        return (secure ? BOUND : "") + "roster-" + name;
    }

    /** The value the browser sent, or null. */
    public String get(RoutingContext request, String name) {
        var cookie = request.request().getCookie(name(name));
        return cookie == null ? null : cookie.getValue();
    }

    /** @param seconds how long the browser keeps it; negative: until it is closed; 0: it forgets it */
    public void set(RoutingContext request, String name, String value, long seconds, CookieSameSite sameSite) {
        var cookie = Cookie.cookie(name(name), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(sameSite);
        if (seconds >= 0) cookie.setMaxAge(seconds);
        request.response().addCookie(cookie);
    }

    /** In the browser, the sign-in extension's cookies have the prefix as well; those that come without it are not looked at. */
    private void bindSignIn(RoutingContext context) {
        var request = context.request();
        var sent = request.headers().getAll(HttpHeaders.COOKIE);
        if (!sent.isEmpty()) request.headers().set(HttpHeaders.COOKIE, unbound(sent));
        var before = new IdentityHashMap<Cookie, String>();
        request.cookies().forEach(cookie -> before.put(cookie, cookie.getValue()));
        context.addHeadersEndHandler(any -> bind(request, before));
        context.next();
    }

    private static String unbound(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(String::strip)
                .filter(cookie -> !cookie.startsWith(SIGN_IN))
                .map(cookie -> cookie.startsWith(BOUND + SIGN_IN) ? cookie.substring(BOUND.length()) : cookie)
                .collect(Collectors.joining("; "));
    }

    /** @param before the cookies that the browser sent, each with its value then */
    private static void bind(HttpServerRequest request, Map<Cookie, String> before) {
        var changed = request.cookies().stream()
                .filter(cookie -> cookie.getName().startsWith(SIGN_IN))
                .filter(cookie -> !cookie.getValue().equals(before.get(cookie)))
                .toList();
        var response = request.response();
        for (var cookie : changed) {
            response.removeCookies(cookie.getName(), false);
            var bound = Cookie.cookie(BOUND + cookie.getName(), cookie.getValue())
                    .setPath("/")
                    .setHttpOnly(true)
                    .setSecure(true)
                    .setSameSite(cookie.getSameSite());
            if (cookie.getMaxAge() != Long.MIN_VALUE) bound.setMaxAge(cookie.getMaxAge());
            response.addCookie(bound);
        }
    }
}
