package roster;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import roster.dev.Database;

/** A PostgreSQL server of the tests' own, on a fresh folder below {@code target}, as development has it. */
public final class RealDatabase implements QuarkusTestResourceLifecycleManager {
    private static String url;

    @Override
    public Map<String, String> start() {
        if (url == null)
            url = Database.start(
                    Path.of("target", "database", UUID.randomUUID().toString()).toAbsolutePath());
        return Map.of("quarkus.datasource.jdbc.url", url);
    }

    /** The server ends with the tests' program. */
    @Override
    public void stop() {}
}
