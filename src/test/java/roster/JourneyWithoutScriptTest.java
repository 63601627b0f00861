package roster;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same journeys in browsers that run no scripts. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class JourneyWithoutScriptTest extends JourneyTest {
    @Override
    boolean javaScript() {
        return false;
    }
}
