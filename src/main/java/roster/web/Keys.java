package roster.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** All cryptography with the server key: one key for each purpose is derived from it, so that no use leaks into another. */
@ApplicationScoped
public class Keys {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final byte[] serverKey;

    Keys(Settings settings) {
        serverKey = settings.serverKey().getBytes(StandardCharsets.UTF_8);
        if (settings.serverKey().length() < Settings.SHORTEST_KEY) {
            throw new IllegalStateException(
                    "roster.server-key needs at least " + Settings.SHORTEST_KEY + " characters");
        }
    }

    /** HMAC-SHA-256 (RFC 2104) of the message under the key of this purpose: 32 bytes. */
    public byte[] mac(String purpose, byte[] message) {
        return hmac(hmac(serverKey, purpose.getBytes(StandardCharsets.UTF_8)), message);
    }

    /** Encrypts and authenticates (AES-256-GCM) under the key of this purpose; the result is safe in a cookie. */
    public String seal(String purpose, String text) {
        var nonce = random(NONCE);
        var sealed = aes(Cipher.ENCRYPT_MODE, purpose, nonce, text.getBytes(StandardCharsets.UTF_8));
        var all = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE, sealed.length);
        return encode(all);
    }

    /** What was sealed for this purpose; empty if it was altered, cut, or sealed for another. */
    public Optional<String> open(String purpose, String sealed) {
        try {
            var all = Base64.getUrlDecoder().decode(sealed);
            // What is shorter than a tag has other exceptions than what is altered.
            if (all.length < NONCE + TAG) return Optional.empty();
            var nonce = Arrays.copyOf(all, NONCE);
            var text = aes(Cipher.DECRYPT_MODE, purpose, nonce, Arrays.copyOfRange(all, NONCE, all.length));
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** So many unpredictable bytes. */
    public static byte[] random(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Base64 for addresses and cookies (RFC 4648, section 5), without padding. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] aes(int mode, String purpose, byte[] nonce, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            var key = new SecretKeySpec(mac("seal", purpose.getBytes(StandardCharsets.UTF_8)), "AES");
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
