package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Lasting;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Address;
import roster.account.Person;
import roster.invitation.Invitation.State;
import roster.request.AccessRequest;
import roster.web.Conflict;

/**
 * Lives of invitations, 10,000 of them, in which anything happens at any time: each thing happens exactly where
 * {@link Event} says so and leads to where it says, and never more than one link can be used.
 */
@QuarkusTest
class EventTest extends RosterTest {
    private static final int LIVES = Integer.getInteger("lives", 10_000);
    private static final int LONGEST = 7;
    private static final long SEED = Long.getLong("seed", new Random().nextLong());

    @Inject
    EntityManager database;

    @Inject
    Access access;

    @Inject
    Inviting inviting;

    @Inject
    Offer.Desk desk;

    @Inject
    Link link;

    private final Set<State> reached = ConcurrentHashMap.newKeySet();
    private final Set<Event> happened = ConcurrentHashMap.newKeySet();
    private final Set<Event> refused = ConcurrentHashMap.newKeySet();

    @Test
    void whatever_happens_to_an_invitation_the_table_has_foretold() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        var parts = new ArrayList<Future<?>>();
        try {
            for (var thread = 0; thread < 2; thread++) {
                var scene = new Scene(thread);
                var seed = SEED + thread;
                parts.add(threads.submit(() -> scene.live(new Random(seed), LIVES / 2)));
            }
            for (var part : parts) part.get();
        } finally {
            threads.shutdown();
        }
        assertThat(reached).as("states that were reached").containsExactlyInAnyOrder(State.values());
        assertThat(happened).as("events that happened").containsExactlyInAnyOrder(Event.values());
        assertThat(refused)
                .as("events that were refused somewhere")
                .containsAll(MOVES.stream()
                        .filter(event -> event != Event.OPENED && event != Event.WRITTEN)
                        .toList());
    }

    @Test
    void no_state_is_unreachable_and_every_end_is_told() {
        var leads = Arrays.stream(Event.values())
                .flatMap(event -> event.to().stream())
                .collect(Collectors.toSet());
        assertThat(leads).containsExactlyInAnyOrder(State.values());
        assertThat(Event.WRITTEN.from()).isEmpty();
        for (var event : Event.values()) {
            if (event.token() == Event.Token.NEW) assertThat(event.to()).contains(State.PENDING);
            if (event.to().filter(state -> state != State.PENDING).isPresent()) {
                assertThat(event.token()).isEqualTo(Event.Token.NONE);
            }
        }
    }

    @Test
    void the_documentation_shows_the_same_table() throws IOException {
        assertThat(Files.readString(Path.of("docs", "invitations.md"))).contains(table());
    }

    /** The table as Markdown. */
    private static String table() {
        var rows = new StringBuilder("| event | happens in | leads to | link | who |\n|---|---|---|---|---|\n");
        for (var event : Event.values()) {
            rows.append("| ")
                    .append(word(event))
                    .append(" | ")
                    .append(
                            event.from().isEmpty()
                                    ? "(nothing yet)"
                                    : event.from().size() == State.values().length
                                            ? "any"
                                            : event.from().stream()
                                                    .sorted()
                                                    .map(State::key)
                                                    .collect(Collectors.joining(", ")))
                    .append(" | ")
                    .append(event.to().map(State::key).orElse("the same"))
                    .append(" | ")
                    .append(
                            switch (event.token()) {
                                case NEW -> "a new one";
                                case SAME -> "the same";
                                case NONE -> "none";
                            })
                    .append(" | ")
                    .append(event.who())
                    .append(" |\n");
        }
        return rows.toString();
    }

    private static String word(Event event) {
        return event.name().toLowerCase().replace('_', ' ');
    }

    /** The events that the lives are made of, which are all of them. */
    private static final List<Event> MOVES = List.of(
            Event.WRITTEN,
            Event.ADDED,
            Event.EDITED,
            Event.RENEWED,
            Event.READDRESSED,
            Event.REDUCED,
            Event.LINK_SHOWN,
            Event.REMINDED,
            Event.OPENED,
            Event.MISDELIVERED,
            Event.READDRESS_ASKED,
            Event.LINK_ASKED,
            Event.ACCEPTED,
            Event.DECLINED,
            Event.REVOKED,
            Event.EXPIRED,
            Event.DISMISSED);

    /** Ends a life without a trace. */
    private static final class Over extends RuntimeException {
        Over() {
            super(null, null, false, false);
        }
    }

    /** An organization of Ada's with two projects, to which Dora is invited over and over; no life leaves a trace. */
    private final class Scene {
        private final Standing organization;
        private final Standing rain;
        private final Standing snow;
        private final Person ada;
        private final List<Person> doras = new ArrayList<>();

        Scene(int number) {
            var founder = signedIn("Ada" + number);
            var slug = found(founder, "admin-member-guest");
            var first = createProject(founder, slug, "Rain");
            var second = createProject(founder, slug, "Snow");
            for (var name : List.of("Dora", "Dorothea")) {
                signedIn(name + number);
                doras.add(person(name + number));
            }
            ada = person("Ada" + number);
            organization = access.standing(ada.id(), slug).orElseThrow();
            rain = access.standing(ada.id(), slug, first).orElseThrow();
            snow = access.standing(ada.id(), slug, second).orElseThrow();
        }

        private Person person(String name) {
            var id = account(name);
            return QuarkusTransaction.requiringNew()
                    .call(() -> database.find(Account.class, id).person());
        }

        void live(Random random, int lives) {
            for (var i = 0; i < lives; i++) {
                var told = new ArrayList<String>();
                try {
                    QuarkusTransaction.requiringNew().run(() -> {
                        new Life(random, told).live();
                        throw new Over();
                    });
                } catch (Over over) {
                    // Rolled back.
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("Seed " + SEED + ", life " + i + ": " + told, e);
                }
            }
        }

        private final class Life {
            private final Random random;
            private final List<String> told;
            private final List<String> links = new ArrayList<>();
            private UUID id;
            private State state = State.PENDING;
            private Person dora = doras.get(0);

            Life(Random random, List<String> told) {
                this.random = random;
                this.told = told;
            }

            void live() {
                var form = new Inviting.Form(
                        dora.email(), "member", "", List.of(rain.project().slug()), List.of("collaborator"));
                inviting.invite(organization, ada, form);
                id = (UUID) database.createNativeQuery(
                                "select id from invitation where organization_id = ?1 order by id desc limit 1",
                                UUID.class)
                        .setParameter(1, organization.organization())
                        .getSingleResult();
                happened.add(Event.WRITTEN);
                look();
                for (var step = 1 + random.nextInt(LONGEST); step > 0; step--) {
                    var event = MOVES.get(1 + random.nextInt(MOVES.size() - 1));
                    var before = state;
                    var can = event.from().contains(state);
                    told.add(event + " while " + state);
                    fresh();
                    assertThat(happens(event)).as("whether it happens").isEqualTo(can);
                    (can ? happened : refused).add(event);
                    if (can) state = event.to().orElse(before);
                    look();
                }
            }

            /** Makes it happen, as pages and the program do. @return whether it did */
            private boolean happens(Event event) {
                var invitation = invitation();
                try {
                    switch (event) {
                        case ADDED -> {
                            // To one that has ended, nothing is added: another is written, or this one renewed.
                            if (state != State.PENDING) return false;
                            drop(snow);
                            inviting.inviteTo(snow, ada, dora.email(), "collaborator", "");
                        }
                        case EDITED ->
                            inviting.edit(
                                    organization,
                                    ada,
                                    id,
                                    new Inviting.Form("", "guest", "Words", List.of(), List.of()),
                                    invitation.revision);
                        case RENEWED -> inviting.renew(organization, ada, id);
                        case READDRESSED -> {
                            var other = other();
                            var to = Address.parse(other.email()).orElseThrow();
                            inviting.readdress(access.lock(organization), ada, id, to);
                            dora = other;
                        }
                        case REDUCED -> {
                            add(snow);
                            Invitation.withdrawFrom(snow, ada, id, access);
                        }
                        case LINK_SHOWN -> Invitation.showLink(organization, ada, id, access, link);
                        case REMINDED -> {
                            return invitation.happen(event, "reminded = now()");
                        }
                        case OPENED -> desk.byToken(token(links.get(links.size() - 1)), Optional.empty());
                        case MISDELIVERED -> desk.misdelivered(offer(other()), other());
                        case READDRESS_ASKED -> AccessRequest.askToReaddress(invitation, other(), access);
                        case LINK_ASKED -> AccessRequest.askForLink(invitation, Optional.empty(), access);
                        case ACCEPTED -> {
                            var ending = desk.accept(offer(dora), invitation.revision, dora);
                            return ending == Offer.Ending.JOINED && state == State.PENDING;
                        }
                        case DECLINED -> {
                            var ending = desk.decline(offer(dora), Optional.of(dora), "");
                            return ending == Offer.Ending.DECLINED && state == State.PENDING;
                        }
                        case REVOKED -> Invitation.revoke(organization, ada, id, access);
                        case EXPIRED -> {
                            return database.createNativeQuery(
                                                    "update invitation set expires = now() - interval '1 hour' where id = ?1 and "
                                                            + Invitation.PENDING)
                                            .setParameter(1, id)
                                            .executeUpdate()
                                    == 1;
                        }
                        case DISMISSED -> Invitation.dismiss(organization, ada, id, access);
                        default -> throw new IllegalStateException(event.name());
                    }
                    return true;
                } catch (Conflict e) {
                    return false;
                } finally {
                    database.flush();
                    database.clear();
                }
            }

            /** The row is in the state that was foretold, and only the link of a pending one, and only its last, works. */
            private void look() {
                database.flush();
                database.clear();
                var invitation = invitation();
                assertThat(invitation.state()).as("the state").isEqualTo(state);
                reached.add(state);
                var present = link.of(invitation);
                if (!links.contains(present)) links.add(present);
                assertThat(links.indexOf(present)).as("the last link").isEqualTo(links.size() - 1);
                var live = IntStream.range(Math.max(0, links.size() - 2), links.size())
                        .filter(i -> desk.byToken(token(links.get(i)), Optional.empty())
                                .filter(offer -> offer.ending() == Offer.Ending.SIGN_IN)
                                .isPresent())
                        .boxed()
                        .toList();
                assertThat(live)
                        .as("links that work")
                        .isEqualTo(state == State.PENDING ? List.of(links.size() - 1) : List.of());
            }

            /** The one of the two who is not invited. */
            private Person other() {
                return dora == doras.get(0) ? doras.get(1) : doras.get(0);
            }

            private Offer offer(Person viewer) {
                return desk.byToken(token(links.get(links.size() - 1)), Optional.of(viewer))
                        .orElseThrow();
            }

            private Invitation invitation() {
                return Invitation.find(organization, id);
            }

            private void add(Standing project) {
                invitation().add(project.project().id(), role(project), Lasting.ALWAYS, ada.id());
                database.clear();
            }

            private void drop(Standing project) {
                database.createNativeQuery(
                                "delete from invitation_project where invitation_id = ?1 and project_id = ?2")
                        .setParameter(1, id)
                        .setParameter(2, project.project().id())
                        .executeUpdate();
            }

            private static AccessModel.Role role(Standing project) {
                return project.projectRoleOf("collaborator");
            }

            /** No limit is in the way: all mails so far are old. */
            private void fresh() {
                database.createNativeQuery(
                                "update outbox set created = created - interval '2 days' where organization_id = ?1 and created > now() - interval '1 day'")
                        .setParameter(1, organization.organization())
                        .executeUpdate();
            }

            private static String token(String link) {
                return link.substring(link.indexOf('=') + 1);
            }
        }
    }
}
