package roster.account;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import roster.web.Clocks;
import roster.web.OneColumn;
import roster.web.Text;

/**
 * A person who has signed in, known by the issuer and subject of OpenID Connect and by nothing else: two accounts with
 * one address are two accounts.
 */
@Entity
public class Account {
    public static final int LONGEST_NAME = 100;

    @Id
    public UUID id;

    public String issuer;
    public String subject;
    public String email;
    public String address;

    @Column(name = "email_verified")
    public boolean emailVerified;

    public String username;
    public String name;
    public Instant created;

    @Column(name = "last_seen")
    public Instant lastSeen;

    /** What the provider says of somebody at sign-in; an absent text is empty. */
    public record Claims(
            String issuer, String subject, String email, boolean emailVerified, String username, String name) {}

    /** A new time-ordered id (UUID version 7, RFC 9562). */
    public static UUID newId() {
        return later(UuidVersion7Strategy.INSTANCE.generateUuid(null), Clocks.correction());
    }

    /** The id as it would be had it been made so much later: the time, in milliseconds, is its first 48 bits. */
    static UUID later(UUID id, Duration by) {
        return new UUID(id.getMostSignificantBits() + (by.toMillis() << 16), id.getLeastSignificantBits());
    }

    /**
     * The account of these claims, made at its first sign-in, brought up to date at each later one. Sign-ins at the
     * same moment make one account, for the database decides which comes first. Needs a transaction.
     */
    public static UUID signIn(Claims claims, Instant now) {
        var email = Text.cleaned(claims.email(), 254);
        var address = Address.parse(email).map(Address::value).orElse(null);
        var username = Text.cleaned(claims.username(), LONGEST_NAME);
        var name = Text.cleaned(claims.name(), LONGEST_NAME);
        if (name.isEmpty()) name = !username.isEmpty() ? username : email.isEmpty() ? "Somebody" : email;
        var id = OneColumn.of(Panache.getEntityManager(), """
                        insert into account (id, issuer, subject, email, address, email_verified, username, name, created, last_seen)
                        values (?1, ?2, ?3, ?4, nullif(?5, ''), ?6, ?7, ?8, ?9, ?9)
                        on conflict (issuer, subject) do update set email = excluded.email, address = excluded.address,
                          email_verified = excluded.email_verified, username = excluded.username,
                          name = excluded.name, last_seen = excluded.last_seen
                        returning id
                        """, UUID.class)
                .setParameter(1, newId())
                .setParameter(2, claims.issuer())
                .setParameter(3, claims.subject())
                .setParameter(4, email)
                .setParameter(5, address == null ? "" : address)
                .setParameter(6, claims.emailVerified() && address != null)
                .setParameter(7, username)
                .setParameter(8, name)
                .setParameter(9, Timestamp.from(now))
                .getSingleResult();
        for (var table : List.of("member", "collaborator")) {
            Panache.getEntityManager()
                    .createNativeQuery("update " + table + """
                             set sort_name = ?2, search = ?3
                            where account_id = ?1 and (sort_name <> ?2 or search <> ?3)
                            """)
                    .setParameter(1, id)
                    .setParameter(2, Text.sortKey(name))
                    .setParameter(3, search(name, username, email))
                    .executeUpdate();
        }
        return id;
    }

    /** The same person, as rules know them. */
    public Person person() {
        return new Person(id, name, username, email, Optional.ofNullable(address), emailVerified);
    }

    /** Name and address, as the history keeps them. */
    public String label() {
        return label(name, email);
    }

    static String label(String name, String email) {
        return email.isEmpty() || email.equals(name) ? name : name + " (" + email + ")";
    }

    /** The text in which a search for people looks. */
    public static String search(String name, String username, String email) {
        return (name + '\n' + username + '\n' + email).toLowerCase(Locale.ROOT);
    }
}
