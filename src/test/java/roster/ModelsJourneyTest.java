package roster;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.condition.EnabledIf;

/** In browsers as most people have them. */
@QuarkusTest
@EnabledIf("roster.Browser#canRun")
class ModelsJourneyTest extends ModelsJourneys {
    @Override
    boolean javaScript() {
        return true;
    }
}
