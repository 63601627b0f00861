package roster;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.condition.EnabledIf;

/** In browsers as most people have them. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class JourneyTest extends Journeys {
    @Override
    boolean javaScript() {
        return true;
    }
}
