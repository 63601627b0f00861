package roster.invitation;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import roster.invitation.Invitation.State;
import roster.web.Conflict;

/**
 * All that can happen to an invitation: the one table of its life. What changes a row names its event, which is part of
 * the condition under which the row is written; docs/invitations.md shows the same table.
 */
public enum Event {
    WRITTEN(Set.of(), State.PENDING, Token.NEW, "Whoever may give all that it holds"),
    ADDED(Set.of(State.PENDING), State.PENDING, Token.NEW, "Whoever may give what is added"),
    EDITED(
            Set.of(State.PENDING),
            State.PENDING,
            Token.SAME,
            "Whoever may give all that it held and all that it will hold"),
    RENEWED(
            Set.of(State.PENDING, State.EXPIRED, State.DECLINED, State.DISMISSED),
            State.PENDING,
            Token.NEW,
            "Whoever may give all that it holds; also on being asked for a new link"),
    READDRESSED(
            Set.of(State.PENDING, State.EXPIRED),
            State.PENDING,
            Token.NEW,
            "Whoever may give all that it holds, on being asked to"),
    REDUCED(
            Set.of(State.PENDING, State.EXPIRED),
            null,
            Token.SAME,
            "Whoever may give the part that is taken out; the program, where its granter no longer could"),
    LINK_SHOWN(Set.of(State.PENDING), null, Token.SAME, "Whoever may give all that it holds"),
    REMINDED(Set.of(State.PENDING), null, Token.SAME, "The program, two days before it expires"),
    OPENED(Set.of(State.values()), null, Token.SAME, "Whoever holds the link"),
    MISDELIVERED(Set.of(State.PENDING), null, Token.SAME, "Whoever holds the link and has another account"),
    READDRESS_ASKED(
            Set.of(State.PENDING),
            null,
            Token.SAME,
            "Whoever holds the link, with the verified address of another account"),
    LINK_ASKED(Set.of(State.EXPIRED, State.DECLINED, State.DISMISSED), null, Token.SAME, "Whoever holds the link"),
    ACCEPTED(Set.of(State.PENDING), State.ACCEPTED, Token.NONE, "The person, with the verified address"),
    DECLINED(Set.of(State.PENDING), State.DECLINED, Token.NONE, "The person, or whoever holds the link"),
    REVOKED(
            Set.of(State.PENDING, State.EXPIRED),
            State.REVOKED,
            Token.NONE,
            "Whoever may give its role; the program, where nothing is left that its granters could give"),
    EXPIRED(Set.of(State.PENDING), State.EXPIRED, Token.NONE, "The clock of the database"),
    DISMISSED(Set.of(State.EXPIRED, State.DECLINED), State.DISMISSED, Token.NONE, "Whoever may invite");

    /** What an event does to the one link that can be used. */
    public enum Token {
        NEW,
        SAME,
        NONE
    }

    private final Set<State> from;
    private final State to;
    private final Token token;
    private final String who;

    Event(Set<State> from, State to, Token token, String who) {
        this.from = Set.copyOf(from);
        this.to = to;
        this.token = token;
        this.who = who;
    }

    /** The states in which it can happen. */
    public Set<State> from() {
        return from;
    }

    /** The state that it leads to; empty if it changes none. */
    public Optional<State> to() {
        return Optional.ofNullable(to);
    }

    public Token token() {
        return token;
    }

    /** Who may make it happen, in words. */
    public String who() {
        return who;
    }

    /** @throws Conflict if it cannot happen in this state, with the sentence as its reason */
    public void need(State state, String sentence) {
        if (!from.contains(state)) throw new Conflict(sentence);
    }

    /** The same in SQL, for the row of an invitation. */
    String condition() {
        return from.stream().sorted().map(State::condition).collect(Collectors.joining(") or (", "((", "))"));
    }
}
