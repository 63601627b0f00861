package roster;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same journeys in browsers that run no scripts. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class ModelsJourneyWithoutScriptTest extends ModelsJourneyTest {
    @Override
    boolean javaScript() {
        return false;
    }
}
