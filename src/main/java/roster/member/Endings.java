package roster.member;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import roster.access.Access;
import roster.web.OneColumn;

/**
 * Looks, every minute, for access that is over or ends soon. Any number of nodes may do so: one organization at a time,
 * each under its lock, where whoever comes second finds nothing left to do.
 */
@ApplicationScoped
class Endings {
    private static final Logger LOG = Logger.getLogger(Endings.class);
    private static final int MOST = 1000;

    private final EntityManager database;
    private final Access access;
    private boolean stopping;

    Endings(EntityManager database, Access access) {
        this.database = database;
        this.access = access;
    }

    @Scheduled(every = "{roster.ends-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        for (var organization : QuarkusTransaction.requiringNew().call(this::due)) {
            try {
                while (next(organization)) {}
            } catch (RuntimeException e) {
                LOG.errorf(e, "Access in the organization %s was not ended", organization);
            }
        }
    }

    private synchronized boolean next(UUID organization) {
        return !stopping && one(organization);
    }

    /** Waits until what is in hand is done; after this the database connections close. */
    synchronized void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Does some of what is due in one organization. @return whether there may be more */
    boolean one(UUID organization) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try {
                Access.lock(organization);
            } catch (NotFoundException e) {
                return false;
            }
            return Ending.of(organization, access);
        });
    }

    private List<UUID> due() {
        var soon = Ending.soon();
        return OneColumn.of(database, """
                        select organization_id from member where ends <= now() union
                        select organization_id from collaborator where ends <= now() union
                        select organization_id from member where %1$s union
                        select organization_id from collaborator where %1$s limit %2$d""".formatted(soon, MOST), UUID.class).getResultList();
    }
}
