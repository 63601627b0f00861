package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import roster.web.Conflict;
import roster.web.Installation;
import roster.web.Keys;

/** The token of a link: derived, never kept, and another one for whatever is another. */
class LinkTest {
    private static final UUID ORGANIZATION = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID ROW = UUID.fromString("01890000-0000-7000-8000-000000000002");
    private static final byte[] NONCE = new byte[Link.nonce().length];

    private final Link link = new Link(Installation.KEYS, Installation.SETTINGS);

    private static Link.Seed seed(Link.Kind kind, UUID organization, UUID id, int generation, byte[] nonce) {
        return new Link.Seed(kind, organization, id, generation, nonce);
    }

    private String token(Link.Seed seed) {
        return link.of(seed).replaceFirst(".*token=", "");
    }

    @Test
    void the_address_leads_to_the_organization_and_to_the_hash_that_the_row_keeps() {
        var seed = seed(Link.Kind.INVITATION, ORGANIZATION, ROW, 1, NONCE);
        assertThat(link.of(seed)).startsWith("https://roster.example.org/invitations/open?token=");
        assertThat(link.of(seed(Link.Kind.JOIN, ORGANIZATION, ROW, 1, NONCE)))
                .startsWith("https://roster.example.org/join/open?token=");
        var target = Link.read(token(seed)).orElseThrow();
        assertThat(target.organization()).isEqualTo(ORGANIZATION);
        assertThat(target.hash()).isEqualTo(link.hash(seed)).hasSize(32);
        assertThat(link.of(seed)).isEqualTo(link.of(seed(Link.Kind.INVITATION, ORGANIZATION, ROW, 1, NONCE.clone())));
    }

    @Test
    void whatever_is_another_has_another_token() {
        var other = new byte[NONCE.length];
        other[0] = 1;
        var tokens = new ArrayList<String>();
        for (var seed : List.of(
                seed(Link.Kind.INVITATION, ORGANIZATION, ROW, 1, NONCE),
                seed(Link.Kind.JOIN, ORGANIZATION, ROW, 1, NONCE),
                seed(Link.Kind.INVITATION, ORGANIZATION, ROW, 2, NONCE),
                seed(Link.Kind.INVITATION, ORGANIZATION, ROW, 1, other),
                seed(Link.Kind.INVITATION, ORGANIZATION, new UUID(ROW.getMostSignificantBits(), 3), 1, NONCE),
                seed(Link.Kind.INVITATION, ORGANIZATION, new UUID(3, ROW.getLeastSignificantBits()), 1, NONCE))) {
            // Behind the organization's id.
            tokens.add(token(seed).substring(22));
        }
        assertThat(tokens).doesNotHaveDuplicates();
        assertThat(token(seed(Link.Kind.INVITATION, ROW, ROW, 1, NONCE)))
                .isNotEqualTo(token(seed(Link.Kind.INVITATION, ORGANIZATION, ROW, 1, NONCE)));
        assertThat(Link.nonce()).isNotEqualTo(Link.nonce());
    }

    @Test
    void an_invitation_has_one_link_until_it_is_renewed() {
        var dora = new Invitation();
        dora.organizationId = ORGANIZATION;
        dora.id = ROW;
        dora.generation = 1;
        link.renew(dora);
        var first = link.of(dora);
        assertThat(first)
                .isEqualTo(link.of(seed(Link.Kind.INVITATION, ORGANIZATION, ROW, 1, dora.nonce)))
                .isEqualTo(link.of(dora));
        assertThat(Link.read(first.replaceFirst(".*token=", "")).orElseThrow().hash())
                .isEqualTo(dora.tokenHash);
        link.renew(dora);
        assertThat(link.of(dora)).isNotEqualTo(first);
        assertThat(Link.read(first.replaceFirst(".*token=", "")).orElseThrow().hash())
                .isNotEqualTo(dora.tokenHash);
    }

    @Test
    void what_is_no_token_leads_nowhere() {
        for (var size : List.of(0, 16, 47, 49))
            assertThat(Link.read(Keys.encode(new byte[size]))).isEmpty();
        assertThat(Link.read(Keys.encode(new byte[48]))).isPresent();
        assertThat(Link.read("!")).isEmpty();
    }

    @Test
    void an_event_happens_only_in_its_states() {
        assertThat(Event.ACCEPTED.from()).isEqualTo(Set.of(Invitation.State.PENDING));
        assertThat(Event.ACCEPTED.to()).contains(Invitation.State.ACCEPTED);
        assertThat(Event.ACCEPTED.token()).isEqualTo(Event.Token.NONE);
        assertThat(Event.ACCEPTED.who()).contains("verified");
        assertThat(Event.LINK_SHOWN.to()).isEmpty();
        assertThatCode(() -> Event.ACCEPTED.need(Invitation.State.PENDING, "Late"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Event.ACCEPTED.need(Invitation.State.REVOKED, "Late"))
                .isInstanceOf(Conflict.class)
                .hasMessage("Late");
        assertThat(Event.ACCEPTED.condition()).isEqualTo("((" + Invitation.State.PENDING.condition() + "))");
        assertThat(Event.REVOKED.condition())
                .isEqualTo("((" + Invitation.State.PENDING.condition() + ") or (" + Invitation.State.EXPIRED.condition()
                        + "))");
    }
}
