package roster.invitation;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import roster.web.Keys;
import roster.web.Settings;

/**
 * The links that open something: an invitation, or an organization to join. A token is derived from the server key
 * whenever it is needed and kept nowhere, so that neither the outbox nor a copy of the database opens anything; the row
 * holds the token's SHA-256.
 */
@ApplicationScoped
public class Link {
    private static final int NONCE = 16;
    private static final int TOKEN = 16 + 32;

    private final Keys keys;
    private final Settings settings;

    Link(Keys keys, Settings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /** What a token leads to: the organization, and the hash that its row is found by. */
    public record Target(UUID organization, byte[] hash) {}

    /** What a link can open. */
    public enum Kind {
        INVITATION("invitation", "/invitations"),
        JOIN("join", "/join");

        private final String key;
        private final String path;

        Kind(String key, String path) {
            this.key = key;
            this.path = path;
        }
    }

    /**
     * What a token is derived from.
     *
     * @param id the row that it opens, of its kind
     * @param generation counts the links of this row, of which the last one works
     */
    public record Seed(Kind kind, UUID organization, UUID id, int generation, byte[] nonce) {
        private static Seed of(Invitation invitation) {
            return new Seed(
                    Kind.INVITATION, invitation.organizationId, invitation.id, invitation.generation, invitation.nonce);
        }
    }

    /** What nobody can foresee of a new link. */
    public static byte[] nonce() {
        return Keys.random(NONCE);
    }

    /** Gives the invitation a new nonce and the hash of the link that belongs to its generation. */
    void renew(Invitation invitation) {
        invitation.nonce = nonce();
        invitation.tokenHash = hash(Seed.of(invitation));
    }

    /** The address that opens the invitation in its present generation. */
    public String of(Invitation invitation) {
        return of(Seed.of(invitation));
    }

    /** The address that opens what the seed is of. */
    public String of(Seed seed) {
        return settings.baseUrl() + seed.kind.path + "/open?token=" + Keys.encode(token(seed));
    }

    /** What the row keeps of the link. */
    public byte[] hash(Seed seed) {
        return Keys.sha256(token(seed));
    }

    /** Where a token leads; nothing if the text is none. */
    public static Optional<Target> read(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length != TOKEN) return Optional.empty();
            var buffer = ByteBuffer.wrap(bytes);
            return Optional.of(new Target(new UUID(buffer.getLong(), buffer.getLong()), Keys.sha256(bytes)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The organization's id, then HMAC-SHA-256 over kind, id, generation and nonce. */
    private byte[] token(Seed seed) {
        var kind = seed.kind.key.getBytes(StandardCharsets.US_ASCII);
        var message = ByteBuffer.allocate(kind.length + 16 + 4 + NONCE)
                .put(kind)
                .putLong(seed.id.getMostSignificantBits())
                .putLong(seed.id.getLeastSignificantBits())
                .putInt(seed.generation)
                .put(seed.nonce)
                .array();
        return ByteBuffer.allocate(TOKEN)
                .putLong(seed.organization.getMostSignificantBits())
                .putLong(seed.organization.getLeastSignificantBits())
                .put(keys.mac("link", message))
                .array();
    }
}
