package roster.invitation;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roster.RosterTest;
import roster.web.Clocks;

/** What stands in the way of mails, and when it gives way. */
@QuarkusTest
class LimitsTest extends RosterTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Inject
    Limits limits;

    @Test
    void one_more_can_go_when_the_oldest_that_count_are_a_day_old() {
        var org = found();
        sent(org, account("Ada"), "x@" + org, 52);
        assertOver(over(org, 1, "Dora"), Limits.Bound.INVITER, DAY.minusMinutes(50));
        sqlUpdate("delete from outbox where sender_id = ?1", account("Ada"));
        sent(org, UUID.randomUUID(), "x@" + org, 203);
        assertOver(over(org, 1, "Dora"), Limits.Bound.ORGANIZATION, DAY.minusMinutes(200));
        sqlUpdate("delete from outbox where organization_id = ?1", org);
        sent(UUID.randomUUID(), UUID.randomUUID(), address("Dora"), 5);
        assertOver(over(org, 1, "Dora"), Limits.Bound.ADDRESS, DAY.minusMinutes(3));
        assertThat(over(org, 1, "Dora").orElseThrow().sentence()).contains("Dora, as Ada knows her");
        assertThat(over(org, 1, "Eve")).isEmpty();
    }

    @Test
    void more_at_once_than_ever_can_go_may_be_tried_in_parts_now() {
        var org = found();
        var names = IntStream.range(0, 51).mapToObj(i -> "p" + i).toArray(String[]::new);
        assertOver(over(org, 51, names), Limits.Bound.INVITER, Duration.ZERO);
        sqlUpdate("update organization set inviter_daily = 51 where id = ?1", org);
        assertThat(over(org, 51, names)).isEmpty();
        sqlUpdate("update organization set organization_daily = 50 where id = ?1", org);
        assertOver(over(org, 51, names), Limits.Bound.ORGANIZATION, Duration.ZERO);
        assertThat(over(org, 0)).isEmpty();
    }

    @Test
    void where_nothing_is_allowed_it_is_asked_again_in_a_day() {
        var org = found();
        sqlUpdate("update organization set organization_pending = 0 where id = ?1", org);
        assertOver(over(org, 1, "Dora"), Limits.Bound.OPEN, DAY);
        assertThat(over(org, 0, "Dora")).as("to renew makes no more of them").isEmpty();
        sqlUpdate("update organization set organization_daily = 0 where id = ?1", org);
        assertOver(over(org, 0, "Dora"), Limits.Bound.ORGANIZATION, DAY);
        sqlUpdate("update organization set inviter_daily = 0 where id = ?1", org);
        assertOver(over(org, 0, "Dora"), Limits.Bound.INVITER, DAY);
    }

    @Test
    void of_the_open_ones_the_first_to_expire_makes_room() {
        var org = found();
        var slug = (String) sql("select slug from organization where id = ?1", org);
        var ada = signedIn("Ada");
        for (var name : new String[] {"Eve", "Rita"}) invite(ada, slug, name, "viewer");
        sqlUpdate("update invitation set expires = now() + interval '1 hour' where id = ?1", invitation(slug, "Rita"));
        sqlUpdate("update organization set organization_pending = 3 where id = ?1", org);
        assertThat(over(org, 1, "Dora")).isEmpty();
        assertOver(over(org, 2, "Dora", "Nemo"), Limits.Bound.OPEN, Duration.ofHours(1));
    }

    @Test
    void what_is_left_is_never_less_than_nothing() {
        var org = found();
        sent(org, account("Ada"), "x@" + org, 3);
        invite(signedIn("Ada"), (String) sql("select slug from organization where id = ?1", org), "Eve", "viewer");
        assertThat(limits.left(org, account("Ada"))).isEqualTo(new Limits.Left(46, 196, 99));
        sqlUpdate(
                "update organization set inviter_daily = 1, organization_daily = 1, organization_pending = 0 where id = ?1",
                org);
        assertThat(limits.left(org, account("Ada"))).isEqualTo(new Limits.Left(0, 0, 0));
    }

    private UUID found() {
        return (UUID) sql("select id from organization where slug = ?1", found(signedIn("Ada"), "owner-editor-viewer"));
    }

    private Optional<Limits.Over> over(UUID organization, int newlyPending, String... names) {
        var addresses = Arrays.stream(names).collect(Collectors.toMap(this::address, n -> n + ", as Ada knows her"));
        return QuarkusTransaction.requiringNew()
                .call(() -> limits.over(organization, account("Ada"), addresses, newlyPending));
    }

    private static void assertOver(Optional<Limits.Over> over, Limits.Bound bound, Duration until) {
        assertThat(over).get().extracting(Limits.Over::bound).isEqualTo(bound);
        Instant next = over.orElseThrow().next();
        assertThat(next).isCloseTo(Clocks.now().plus(until), within(30, SECONDS));
    }

    /** So many mails, one a minute, the last a minute ago. */
    private void sent(UUID organization, UUID sender, String to, int number) {
        sqlUpdate("""
                insert into outbox (id, organization_id, kind, sender_id, recipient, address, facts, created, due, sent)
                select gen_random_uuid(), ?1, 'invitation', ?2, ?3, ?3, '{}', now() - n * interval '1 minute', now(), now()
                from generate_series(1, ?4) n""", organization, sender, to, number);
    }
}
