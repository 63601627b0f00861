package roster.rig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jsoup.nodes.Entities;

/**
 * An OpenID Connect provider for programs under load, where a whole one would be what is measured: signs in whoever types
 * a name, which is taken as the address if it is one, and vouches for it.
 */
public final class IdentityProvider implements AutoCloseable {
    /** How long it vouches for somebody: longer than a clock is wrong in the rig. */
    private static final int SECONDS = 3 * 86_400;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final KeyPair keys;
    private final Map<String, JsonObject> codes = new ConcurrentHashMap<>();

    /** @param port 0 for any that is free */
    public IdentityProvider(int port) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, discovery()));
        server.createContext("/keys", exchange -> json(exchange, new JsonObject().put("keys", publicKeys())));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.setExecutor(workers);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private JsonObject discovery() {
        return new JsonObject()
                .put("issuer", address())
                .put("authorization_endpoint", address() + "/authorize")
                .put("token_endpoint", address() + "/token")
                .put("jwks_uri", address() + "/keys")
                .put("response_types_supported", new JsonArray().add("code"))
                .put("subject_types_supported", new JsonArray().add("public"))
                .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))
                .put("code_challenge_methods_supported", new JsonArray().add("S256"));
    }

    private JsonArray publicKeys() {
        var key = (RSAPublicKey) keys.getPublic();
        return new JsonArray()
                .add(new JsonObject()
                        .put("kty", "RSA")
                        .put("use", "sig")
                        .put("alg", "RS256")
                        .put("kid", "1")
                        .put("n", base64(unsigned(key.getModulus().toByteArray())))
                        .put("e", base64(unsigned(key.getPublicExponent().toByteArray()))));
    }

    /** Asks for the name, and with a name leads back at once. */
    private void authorize(HttpExchange exchange) throws IOException {
        var query = fields(exchange.getRequestURI().getRawQuery());
        var name = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .get("name");
        if (name == null) {
            var form = "<!doctype html><title>Sign in</title><form method=post action=\""
                    + Entities.escape(exchange.getRequestURI().toString())
                    + "\"><input name=name aria-label=Name><button>Sign in</button></form>";
            answer(exchange, 200, "text/html", form);
            return;
        }
        var code = UUID.randomUUID().toString();
        codes.put(code, claims(name, query.get("nonce")));
        exchange.getResponseHeaders()
                .add("Location", query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
        answer(exchange, 302, "text/html", "");
    }

    private void token(HttpExchange exchange) throws IOException {
        var asked = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var claims = codes.remove(asked.getOrDefault("code", ""));
        if (claims == null) {
            answer(exchange, 400, "application/json", "{\"error\":\"invalid_grant\"}");
            return;
        }
        json(
                exchange,
                new JsonObject()
                        .put("token_type", "Bearer")
                        .put("expires_in", SECONDS)
                        .put("access_token", UUID.randomUUID().toString())
                        .put("id_token", signed(claims)));
    }

    private JsonObject claims(String name, String nonce) {
        var now = Instant.now().getEpochSecond();
        var address = name.contains("@") ? name : name + "@example.org";
        return new JsonObject()
                .put("iss", address())
                .put("sub", address)
                .put("aud", "roster")
                .put("iat", now)
                .put("exp", now + SECONDS)
                .put("auth_time", now)
                .put("nonce", nonce)
                .put("email", address)
                .put("email_verified", true)
                .put("preferred_username", address)
                .put("name", address.replaceAll("@.*", ""));
    }

    private String signed(JsonObject claims) {
        var text = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"1\"}".getBytes(StandardCharsets.US_ASCII)) + "."
                + base64(claims.encode().getBytes(StandardCharsets.UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String encoded) {
        var fields = new LinkedHashMap<String, String>();
        if (encoded == null || encoded.isEmpty()) return fields;
        for (var pair : encoded.split("&")) {
            var parts = pair.split("=", 2);
            fields.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void json(HttpExchange exchange, JsonObject body) throws IOException {
        answer(exchange, 200, "application/json", body.encode());
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) exchange.getResponseBody().write(bytes);
        }
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
