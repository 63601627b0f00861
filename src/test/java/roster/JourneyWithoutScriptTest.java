package roster;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.condition.EnabledIf;

/** In browsers that run no scripts. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class JourneyWithoutScriptTest extends Journeys {
    @Override
    boolean javaScript() {
        return false;
    }
}
