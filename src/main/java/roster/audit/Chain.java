package roster.audit;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Tuple;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import roster.web.Keys;

/**
 * What holds an organization's history together: its entries are numbered from 1, and each is sealed with the SHA-256 of
 * the seal before it and of what it says. Nobody can alter, remove, put in or move an entry without breaking a seal, or
 * making all later ones anew; and whoever kept an {@link Anchor} notices that, too.
 */
public final class Chain {
    private Chain() {}

    /**
     * Where a chain stood when somebody wrote it down, to be kept where nobody who reaches the database does.
     *
     * @param seal of the entry with this number, as 64 hexadecimal digits
     */
    public record Anchor(UUID organization, long number, String seal) {
        static Anchor of(UUID organization, long number, byte[] seal) {
            return new Anchor(organization, number, HexFormat.of().formatHex(seal));
        }

        /**
         * Reads what {@link #toString} wrote.
         *
         * @throws IllegalArgumentException if it is something else
         */
        static Anchor parse(String line) {
            var parts = line.strip().split("\\s+");
            if (parts.length != 3 || !parts[2].matches("[0-9a-f]{64}"))
                throw new IllegalArgumentException("not an anchor: " + line);
            return new Anchor(UUID.fromString(parts[0]), Long.parseLong(parts[1]), parts[2]);
        }

        @Override
        public String toString() {
            return organization + " " + number + " " + seal;
        }
    }

    /** Where the organization's chain ends now. */
    static Anchor end(UUID organization) {
        var row = (Tuple) Panache.getEntityManager()
                .createNativeQuery("select number, seal from audit_chain where organization_id = ?1", Tuple.class)
                .setParameter(1, organization)
                .getSingleResult();
        return Anchor.of(organization, row.get("number", Long.class), row.get("seal", byte[].class));
    }

    /** All that an entry says, as netstrings: no two entries have the same. The migrations write the same in SQL. */
    static byte[] content(
            UUID organization,
            UUID id,
            Instant at,
            String action,
            UUID actorId,
            String actor,
            UUID targetId,
            String target,
            String details) {
        var content = new ByteArrayOutputStream();
        var micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        for (var field : new Object[] {organization, id, micros, action, actorId, actor, targetId, target, details}) {
            if (field == null) {
                content.write('-');
            } else {
                var bytes = field.toString().getBytes(StandardCharsets.UTF_8);
                content.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                content.writeBytes(bytes);
            }
            content.write(',');
        }
        return content.toByteArray();
    }

    /** The seal of an entry after another; nothing is before the first. */
    static byte[] seal(byte[] before, byte[] content) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(before);
        both.writeBytes(content);
        return Keys.sha256(both.toByteArray());
    }
}
