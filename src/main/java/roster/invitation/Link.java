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
 * The link of an invitation. Its token is derived from the server key whenever it is needed and kept nowhere, so that
 * neither the outbox nor a copy of the database opens anything; the row holds the token's SHA-256.
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
    record Target(UUID organization, byte[] hash) {}

    /** Gives the invitation a new nonce and the hash of the link that belongs to its generation. */
    void renew(Invitation invitation) {
        invitation.nonce = Keys.random(NONCE);
        invitation.tokenHash = Keys.sha256(token(invitation));
    }

    /** The address that opens the invitation in its present generation. */
    public String of(Invitation invitation) {
        return settings.baseUrl() + "/invitations/open?token=" + Keys.encode(token(invitation));
    }

    /** Where a token leads; nothing if the text is none. */
    static Optional<Target> read(String token) {
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
    private byte[] token(Invitation invitation) {
        var kind = "invitation".getBytes(StandardCharsets.US_ASCII);
        var message = ByteBuffer.allocate(kind.length + 16 + 4 + NONCE)
                .put(kind)
                .putLong(invitation.id.getMostSignificantBits())
                .putLong(invitation.id.getLeastSignificantBits())
                .putInt(invitation.generation)
                .put(invitation.nonce)
                .array();
        return ByteBuffer.allocate(TOKEN)
                .putLong(invitation.organizationId.getMostSignificantBits())
                .putLong(invitation.organizationId.getLeastSignificantBits())
                .put(keys.mac("link", message))
                .array();
    }
}
