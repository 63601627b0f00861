package roster.account;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Has the provider ask for the password again, and say when it did (OpenID Connect Core 1.0, section 3.1.2.1), but only
 * on the way from {@link SignInAnewPages}: whoever just signs in is not asked more than they must be.
 */
@ApplicationScoped
@Unremovable // Only the extension asks for it, and late.
@Redirect(Redirect.Location.OIDC_AUTHORIZATION)
class SignInAnew implements OidcRedirectFilter {
    @Override
    public void filter(OidcRedirectContext redirect) {
        if (!redirect.routingContext().request().path().equals(SignInAnewPages.PATH)) return;
        redirect.additionalQueryParams().set("prompt", "login").set("max_age", "0");
    }
}
