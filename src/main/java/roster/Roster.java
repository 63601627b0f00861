package roster;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import roster.audit.Verification;
import roster.dev.Database;
import roster.web.Settings;

/** The program's entry: in development it brings its own database, in production it first checks its settings. */
@QuarkusMain
public final class Roster {
    private Roster() {}

    public static void main(String... arguments) {
        if (Verification.isAsked(arguments)) System.exit(Verification.run(System.out, arguments));
        if (Database.isHere()) {
            Database.startForDevelopment();
        } else {
            var missing = Settings.missing();
            if (!missing.isEmpty()) {
                missing.forEach(line -> System.err.println("Roster cannot start: " + line));
                System.exit(1);
            }
        }
        Quarkus.run(arguments);
    }
}
