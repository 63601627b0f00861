package roster.account;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;

/**
 * Forgets sign-ins that were begun and left, once there are many: each page that somebody opens without a session begins
 * one, and all their cookies would be too long for a request.
 */
@ApplicationScoped
@Unremovable // Only the extension asks for it, and late.
@Redirect(Redirect.Location.OIDC_AUTHORIZATION)
class SignInsBegun implements OidcRedirectFilter {
    private static final int MOST = 8;

    @Override
    public void filter(OidcRedirectContext redirect) {
        var request = redirect.routingContext();
        var cookies = request.request().getHeader(HttpHeaders.COOKIE);
        if (cookies == null) return;
        var begun = Arrays.stream(cookies.split(";"))
                .map(cookie -> cookie.strip().split("=", 2)[0])
                .filter(name -> name.startsWith("q_auth"))
                .toList();
        if (begun.size() < MOST) return;
        begun.forEach(name -> request.response()
                .addCookie(Cookie.cookie(name, "").setPath("/").setMaxAge(0)));
    }
}
