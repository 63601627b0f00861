package roster.rig;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What people tried to change, and what they were told: written down before each attempt, and again at its answer. */
final class Journal {
    /** What is known of an attempt. UNKNOWN is all that got no answer, or one that the program failed. */
    enum Outcome {
        UNKNOWN,
        DONE,
        REFUSED,
        PUT_OFF
    }

    /**
     * One attempt, in the words of the history.
     *
     * @param detail what else tells it from others, such as a role
     */
    static final class Deed {
        final String organization;
        final String action;
        final String target;
        final String detail;
        volatile Outcome outcome = Outcome.UNKNOWN;
        volatile String answer = "";

        private Deed(String organization, String action, String target, String detail) {
            this.organization = organization;
            this.action = action;
            this.target = target;
            this.detail = detail;
        }

        void end(Outcome outcome, String answer) {
            this.answer = answer;
            this.outcome = outcome;
        }

        /** The same for an entry of the history that tells of it. */
        String key() {
            return action + " " + target + " " + detail;
        }

        @Override
        public String toString() {
            return organization + ": " + key() + " " + outcome + " " + answer;
        }
    }

    private final List<Deed> deeds = Collections.synchronizedList(new ArrayList<>());

    Deed begin(String organization, String action, String target, String detail) {
        var deed = new Deed(organization, action, target, detail);
        deeds.add(deed);
        return deed;
    }

    List<Deed> deeds() {
        synchronized (deeds) {
            return List.copyOf(deeds);
        }
    }

    long count(Outcome outcome) {
        return deeds().stream().filter(deed -> deed.outcome == outcome).count();
    }
}
