package roster.account;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.SessionFactory;
import roster.web.Keys;
import roster.web.Reader;
import roster.web.Settings;
import roster.web.Unavailable;

/**
 * Sessions are rows. The browser holds a random secret, the row its SHA-256 and the encrypted tokens; a session ended
 * here, by the provider or by another of the person's browsers is over at the next request, on every node.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class Sessions implements TokenStateManager {
    /** The secret of the session that this request has ended. */
    private static final String LET_GO = "roster.let-go";

    private final EntityManager database;
    private final SessionFactory factory;
    private final Keys keys;
    private final Settings settings;
    private final Clock clock;

    Sessions(EntityManager database, SessionFactory factory, Keys keys, Settings settings, Clock clock) {
        this.database = database;
        this.factory = factory;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The provider's tokens have just been verified: after a sign-in, or, if the request came with a session, because they
     * were renewed. The account is made or brought up to date; a session whose tokens are renewed stays the same one.
     */
    @Override
    public Uni<String> createTokenState(
            RoutingContext request,
            OidcTenantConfig configuration,
            AuthorizationCodeTokens tokens,
            OidcRequestContext<String> context) {
        return context.runBlocking(() -> QuarkusTransaction.requiringNew().call(() -> {
            var claims = claims(tokens.getIdToken());
            var account = Account.signIn(account(claims), clock.instant());
            var renewed = SignedIn.of(request);
            return renewed.isPresent()
                    ? goOn(renewed.get(), account, request.get(LET_GO), tokens)
                    : begin(account, claims, tokens);
        }));
    }

    private String begin(UUID account, JsonObject claims, AuthorizationCodeTokens tokens) {
        var secret = Keys.encode(Keys.random(32));
        database.createNativeQuery("""
                        insert into session (id, secret_hash, account_id, issuer, sid, tokens, started, last_seen)
                        values (?1, ?2, ?3, ?4, nullif(?5, ''), ?6, ?8, ?7)
                        """)
                .setParameter(1, Account.newId())
                .setParameter(2, hash(secret))
                .setParameter(3, account)
                .setParameter(4, claims.getString("iss"))
                .setParameter(5, claims.getString("sid", ""))
                .setParameter(6, sealed(tokens))
                .setParameter(7, Timestamp.from(clock.instant()))
                .setParameter(8, Timestamp.from(proved(claims, clock.instant())))
                .executeUpdate();
        return secret;
    }

    /** When the person proved who they are: now, unless the provider says that it still knew them from earlier. */
    static Instant proved(JsonObject claims, Instant now) {
        if (!(claims.getValue("auth_time") instanceof Number seconds)) return now;
        var then = Instant.ofEpochSecond(seconds.longValue());
        return then.isBefore(now) ? then : now;
    }

    /**
     * The extension lets go of a session before it keeps its renewed tokens. Only a session that this very request let go
     * of goes on: one that was ended meanwhile, by a sign-out elsewhere or by the provider, stays over.
     */
    private String goOn(SignedIn.Session session, UUID account, String secret, AuthorizationCodeTokens tokens) {
        if (secret == null || !account.equals(session.person().id())) {
            throw new AuthenticationFailedException("This session is over");
        }
        database.createNativeQuery("update session set ended = null, tokens = ?2, last_seen = ?3 where id = ?1")
                .setParameter(1, session.session())
                .setParameter(2, sealed(tokens))
                .setParameter(3, Timestamp.from(clock.instant()))
                .executeUpdate();
        return secret;
    }

    @Override
    public Uni<AuthorizationCodeTokens> getTokens(
            RoutingContext request,
            OidcTenantConfig configuration,
            String secret,
            OidcRequestContext<AuthorizationCodeTokens> context) {
        return context.runBlocking(() -> {
                    var row = find(secret).orElseThrow(() -> new AuthenticationFailedException("This session is over"));
                    see(row, Reader.of(request));
                    SignedIn.put(request, session(row));
                    return opened(row.get("tokens", byte[].class));
                })
                .onFailure(failure -> !(failure instanceof AuthenticationFailedException))
                .recoverWithUni(failure -> unknown(request, failure));
    }

    /**
     * The extension takes any failure for the end of the session, and would sign everybody out while the database is away.
     * The request ends here instead: it never hears of tokens.
     */
    private static Uni<AuthorizationCodeTokens> unknown(RoutingContext request, Throwable failure) {
        Log.warnf("A session could not be read: %s", failure);
        if (!request.response().ended()) Unavailable.answer(request);
        return Uni.createFrom().nothing();
    }

    @Override
    public Uni<Void> deleteTokens(
            RoutingContext request, OidcTenantConfig configuration, String secret, OidcRequestContext<Void> context) {
        // The context that the extension has for this is that of the first program which the virtual machine has run.
        return Uni.createFrom().completionStage(() -> request.vertx()
                .<Void>executeBlocking(() -> {
                    if (end("secret_hash = ?2", hash(secret)) == 1) request.put(LET_GO, secret);
                    return null;
                })
                .toCompletionStage());
    }

    /** Ends every session of the account but this one. */
    public int endOthers(UUID account, UUID kept) {
        return end("account_id = ?2 and id <> ?3", account, kept);
    }

    /**
     * Ends the provider's session {@code sid}, or, if the provider names none, all of the subject's. Whoever is named
     * beside a session has to be the one whose session it is.
     *
     * @param jti what sets this call apart from all others of the issuer
     * @param until when the call is too old to be taken
     * @return false if this call has been taken before; then nothing ends
     */
    boolean endedByProvider(String issuer, String subject, String sid, String jti, Instant until) {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!isFirst(hash(issuer + '\n' + jti), until)) return false;
            end(
                    "issuer = ?2 and (?3 = '' or sid = ?3)"
                            + " and (?4 = '' or account_id = (select id from account where issuer = ?5 and subject = ?4))",
                    issuer,
                    sid == null ? "" : sid,
                    subject == null ? "" : subject,
                    settings.signIn().issuer().orElse(issuer));
            return true;
        });
    }

    /** Remembers a call until it is too old to be taken anyway. */
    private boolean isFirst(byte[] call, Instant until) {
        database.createNativeQuery("delete from provider_call where expires < ?1")
                .setParameter(1, Timestamp.from(clock.instant()))
                .executeUpdate();
        return database.createNativeQuery(
                                "insert into provider_call (digest, expires) values (?1, ?2) on conflict do nothing")
                        .setParameter(1, call)
                        .setParameter(2, Timestamp.from(until))
                        .executeUpdate()
                == 1;
    }

    private int end(String condition, Object... parameters) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var query = database.createNativeQuery(
                            "update session set ended = ?1, tokens = '' where ended is null and " + condition)
                    .setParameter(1, Timestamp.from(clock.instant()));
            for (var i = 0; i < parameters.length; i++) query.setParameter(i + 2, parameters[i]);
            return query.executeUpdate();
        });
    }

    /** The row of a session that is not over. Every request asks for it, so it is spared a transaction. */
    private Optional<Tuple> find(String secret) {
        try (var once = factory.openStatelessSession()) {
            return once.createNativeQuery("""
                            select s.id, s.tokens, s.started, s.last_seen, a.id as account, a.name, a.username, a.email, a.address,
                              a.email_verified, a.language, a.zone
                            from session s join account a on a.id = s.account_id
                            where s.secret_hash = ?1 and s.ended is null
                            """, Tuple.class)
                    .setParameter(1, hash(secret))
                    .uniqueResultOptional();
        }
    }

    /**
     * Writes down, every few minutes, that the session was seen; and in which language and by which clock, for the mails to
     * this person, as soon as they are others.
     */
    private void see(Tuple row, Reader reader) {
        var language = reader.language().toLanguageTag();
        var zone = reader.zone().getId();
        if (row.get("last_seen", Instant.class).isAfter(clock.instant().minusSeconds(300))
                && language.equals(row.get("language", String.class))
                && zone.equals(row.get("zone", String.class))) return;
        QuarkusTransaction.requiringNew().run(() -> database.createNativeQuery("""
                        with seen as (update session set last_seen = ?2 where id = ?1 returning account_id)
                        update account set last_seen = ?2, language = ?3, zone = ?4
                        where id = (select account_id from seen)
                        """)
                .setParameter(1, row.get("id", UUID.class))
                .setParameter(2, Timestamp.from(clock.instant()))
                .setParameter(3, language)
                .setParameter(4, zone)
                .executeUpdate());
    }

    private static SignedIn.Session session(Tuple row) {
        return new SignedIn.Session(
                row.get("id", UUID.class),
                new Person(
                        row.get("account", UUID.class),
                        row.get("name", String.class),
                        row.get("username", String.class),
                        row.get("email", String.class),
                        Optional.ofNullable(row.get("address", String.class)),
                        row.get("email_verified", Boolean.class)),
                row.get("started", Instant.class));
    }

    private Account.Claims account(JsonObject claims) {
        var verified = claims.containsKey("email_verified")
                ? "true".equals(String.valueOf(claims.getValue("email_verified")))
                : settings.signIn().trustUnverified();
        return new Account.Claims(
                settings.signIn().issuer().orElse(claims.getString("iss")),
                claims.getString("sub"),
                claims.getString("email", ""),
                verified,
                claims.getString("preferred_username", ""),
                claims.getString("name", ""));
    }

    /** What a token says. It has been verified before. */
    static JsonObject claims(String token) {
        var payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return new JsonObject(new String(payload, StandardCharsets.UTF_8));
    }

    /** Only the ID token and the refresh token are kept; Roster calls no interface of the provider in a person's name. */
    private byte[] sealed(AuthorizationCodeTokens tokens) {
        var json = new JsonObject().put("id", tokens.getIdToken()).put("refresh", tokens.getRefreshToken());
        return keys.seal("session", json.encode()).getBytes(StandardCharsets.US_ASCII);
    }

    private AuthorizationCodeTokens opened(byte[] sealed) {
        var json = keys.open("session", new String(sealed, StandardCharsets.US_ASCII))
                .map(JsonObject::new)
                .orElseThrow(
                        () -> new AuthenticationFailedException("This session was sealed with another server key"));
        return new AuthorizationCodeTokens(json.getString("id"), null, json.getString("refresh"));
    }

    private static byte[] hash(String secret) {
        return Keys.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }
}
