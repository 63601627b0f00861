package roster.web;

import static roster.web.Reader.say;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What is wrong with what somebody typed: one sentence for each field that needs another look, in the form's order. */
public final class Problems {
    private final Map<String, String> byField = new LinkedHashMap<>();
    private boolean stale;

    public static Problems none() {
        return new Problems();
    }

    /** Keeps the first sentence said about a field. */
    public Problems add(String field, String sentence) {
        byField.putIfAbsent(field, sentence);
        return this;
    }

    /**
     * Says, of a form that was filled in before somebody else changed the same thing, which of its fields would undo that
     * change; the answer then is 409, with both values shown.
     *
     * @param typed what the form holds
     * @param is what holds now
     */
    public Problems meanwhile(String field, String typed, String is) {
        stale = true;
        if (typed.equals(is)) return this;
        return add(field, say(WebWords.class).meanwhile(is));
    }

    /** Whether the form was right, but late. */
    public boolean isStale() {
        return stale;
    }

    /** The sentence about the field, or null. */
    public String get(String field) {
        return byField.get(field);
    }

    /** The same for a field that stands in the form once for each of several things, of which this is one. */
    public String get(String field, UUID one) {
        return get(field + "-" + one);
    }

    public boolean isEmpty() {
        return byField.isEmpty();
    }

    public Map<String, String> getAll() {
        return Collections.unmodifiableMap(byField);
    }

    /** @throws Invalid if there is a problem */
    public void stop() {
        if (!isEmpty()) throw new Invalid(this);
    }

    /** Thrown by an operation that changed nothing because of its input; the page answers 422 and keeps what was typed. */
    public static final class Invalid extends RuntimeException {
        private final transient Problems problems;

        public Invalid(Problems problems) {
            super(problems.byField.toString(), null, false, false);
            this.problems = problems;
        }

        public Problems problems() {
            return problems;
        }
    }
}
