package roster.account;

import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Who is behind this request. */
@Named("signedIn")
@RequestScoped
public class SignedIn {
    private static final String KEY = "roster.signed-in";
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final RoutingContext request;
    private final Clock clock;

    SignedIn(RoutingContext request, Clock clock) {
        this.request = request;
        this.clock = clock;
    }

    /**
     * @param session the row of the session that the request belongs to
     * @param started when the person last proved to the provider who they are
     */
    record Session(UUID session, Person person, Instant started) {}

    static void put(RoutingContext request, Session session) {
        request.put(KEY, session);
    }

    /** The session that the request came with, if one is there and not over. */
    static Optional<Session> of(RoutingContext request) {
        return Optional.ofNullable(request.get(KEY));
    }

    public Optional<Person> person() {
        return session().map(Session::person);
    }

    /** @throws UnauthorizedException if nobody is signed in, which leads to sign-in */
    public Person get() {
        return person().orElseThrow(UnauthorizedException::new);
    }

    /** The person's name, for pages; null if nobody is signed in. */
    public String getName() {
        return person().map(Person::name).orElse(null);
    }

    /** The id of this session, or nothing if nobody is signed in. */
    public Optional<UUID> sessionId() {
        return session().map(Session::session);
    }

    /** Whether the person has signed in so lately that they may do what cannot be undone. */
    public boolean isFresh() {
        return session()
                .filter(s -> s.started().plus(FRESH).isAfter(clock.instant()))
                .isPresent();
    }

    private Optional<Session> session() {
        return of(request);
    }
}
