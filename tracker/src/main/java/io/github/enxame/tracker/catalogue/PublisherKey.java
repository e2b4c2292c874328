package io.github.enxame.tracker.catalogue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What proves to a tracker who published a torrent: 32 random bytes as hexadecimal digits, which the publisher keeps. The
 * tracker keeps only their hash, and shows the first digits of that, so that everybody can tell publishers apart.
 */
public final class PublisherKey {
    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{64}");
    private static final int RANDOM_BYTES = 32;
    private static final int SHOWN_DIGITS = 16;

    private final String secret;
    private final String hash;

    private PublisherKey(String secret) {
        this.secret = secret;
        this.hash = HexFormat.of().formatHex(sha256(secret));
    }

    /** The key with this text; empty where it is none. */
    public static Optional<PublisherKey> parse(String text) {
        return SYNTAX.matcher(text).matches() ? Optional.of(new PublisherKey(text)) : Optional.empty();
    }

    /** A new key. */
    public static PublisherKey random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new PublisherKey(HexFormat.of().formatHex(bytes));
    }

    /** The text to be kept secret. */
    public String secret() {
        return secret;
    }

    /** The publisher as everybody sees it. */
    public String publisher() {
        return shown(hash);
    }

    String hash() {
        return hash;
    }

    /** The publisher that everybody sees, by the hash that is kept. */
    static String shown(String hash) {
        return hash.substring(0, Math.min(SHOWN_DIGITS, hash.length()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
