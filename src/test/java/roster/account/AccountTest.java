package roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A person who has signed in. */
class AccountTest {
    @Test
    void ids_are_in_the_order_of_the_clock_that_counts() {
        var id = UUID.fromString("019a0000-0000-7abc-8def-0123456789ab");
        assertThat(Account.later(id, Duration.ZERO)).isEqualTo(id);
        assertThat(Account.later(id, Duration.ofMillis(258))).hasToString("019a0000-0102-7abc-8def-0123456789ab");
        assertThat(Account.later(id, Duration.ofMillis(-1))).hasToString("0199ffff-ffff-7abc-8def-0123456789ab");
    }
}
