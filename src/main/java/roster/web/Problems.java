package roster.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong with what somebody typed: one sentence for each field that needs another look, in the form's order. */
public final class Problems {
    private final Map<String, String> byField = new LinkedHashMap<>();

    public static Problems none() {
        return new Problems();
    }

    /** Keeps the first sentence said about a field. */
    public Problems add(String field, String sentence) {
        byField.putIfAbsent(field, sentence);
        return this;
    }

    /** The sentence about the field, or null. */
    public String get(String field) {
        return byField.get(field);
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
