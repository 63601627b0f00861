package roster.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Roster's cookies: never for scripts, never sent along from other sites' forms, and, over https, bound to this host. */
@ApplicationScoped
public class Cookies {
    private final boolean secure;

    Cookies(Settings settings) {
        secure = settings.baseUrl().startsWith("https://");
    }

    /** The cookie's name in the browser; the prefix makes the browser refuse one that another host has set (RFC 6265bis). */
    String name(String name) {
        return (secure ? "__Host-" : "") + "roster-" + name;
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
}
