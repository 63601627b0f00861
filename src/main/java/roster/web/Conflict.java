package roster.web;

/** Thrown when somebody else was faster, or a rule of the organization forbids the change now; answered with 409. */
public class Conflict extends RuntimeException {
    /** @param sentence what stands in the way and what to do about it, for the person */
    public Conflict(String sentence) {
        super(sentence, null, false, false);
    }
}
