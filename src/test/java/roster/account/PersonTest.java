package roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody who is signed in. */
class PersonTest {
    private static Person person(String name, String email, boolean verified) {
        return new Person(UUID.randomUUID(), name, "ada", email, Optional.of("ada@example.org"), verified);
    }

    @Test
    void only_an_address_that_was_proved_is_ones_own() {
        assertThat(person("Ada", "ada@example.org", true).verifiedAddress()).contains("ada@example.org");
        assertThat(person("Ada", "ada@example.org", false).verifiedAddress()).isEmpty();
    }

    @Test
    void the_history_names_somebody_with_their_address_once() {
        assertThat(person("Ada", "ada@example.org", true).label()).isEqualTo("Ada (ada@example.org)");
        assertThat(person("ada@example.org", "ada@example.org", true).label()).isEqualTo("ada@example.org");
        assertThat(person("Ada", "", true).label()).isEqualTo("Ada");
        assertThat(Person.ROSTER.label()).isEqualTo("Roster");
    }
}
