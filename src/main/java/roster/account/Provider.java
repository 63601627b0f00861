package roster.account;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.runtime.TenantConfigBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The OpenID Connect provider, as far as pages need to know its addresses. */
@ApplicationScoped
public class Provider {
    private final TenantConfigBean tenants;

    Provider(TenantConfigBean tenants) {
        this.tenants = tenants;
    }

    /** Where the provider ends its own session (OpenID Connect RP-Initiated Logout 1.0); not every provider can. */
    public Optional<String> endSession() {
        return metadata().map(OidcConfigurationMetadata::getEndSessionUri);
    }

    /** The addresses that a form may lead to in the end; empty as long as the provider has not answered. */
    public List<URI> addresses() {
        return metadata().stream()
                .flatMap(m -> Stream.of(m.getAuthorizationUri(), m.getEndSessionUri()))
                .filter(address -> address != null)
                .map(URI::create)
                .toList();
    }

    private Optional<OidcConfigurationMetadata> metadata() {
        var tenant = tenants.getDefaultTenant();
        return tenant.ready() ? Optional.of(tenant.getOidcMetadata()) : Optional.empty();
    }
}
