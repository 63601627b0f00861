package roster.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.persistence.EntityManager;
import org.jboss.logging.Logger;
import roster.web.Settings;

/** What development does at its start, beyond the product. */
@ApplicationScoped
@IfBuildProfile("dev")
class Start {
    private static final Logger LOG = Logger.getLogger("roster");

    private final EntityManager database;
    private final Settings settings;

    Start(EntityManager database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** The provider of development has new keys at each start, so no session from before can be verified. */
    void endSessions(@Observes StartupEvent event) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery("update session set ended = now() where ended is null")
                        .executeUpdate());
    }

    void welcome(@ObservesAsync HttpServerStart event) {
        LOG.infof(
                "Roster is ready. Open %1$s and sign in as alice, bob, or any address. Its mails are at %1$s/dev/mail",
                settings.baseUrl());
    }
}
