package io.github.enxame.protocol.metainfo;

import java.util.HexFormat;
import java.util.Locale;

/**
 * What identifies a torrent: the SHA-1 (v1, BEP 3) or SHA-256 (v2, BEP 52) of the info's bytes as they stand in the
 * metainfo.
 *
 * @param hex 40 (v1) or 64 (v2) lower-case hexadecimal digits
 */
public record InfoHash(String hex) implements Comparable<InfoHash> {
    /** Bytes of a v1 info-hash, and of any info-hash on the wire and in an announce. */
    public static final int V1_LENGTH = 20;

    /** Bytes of a v2 info-hash. */
    public static final int V2_LENGTH = 32;

    public InfoHash {
        if ((hex.length() != 2 * V1_LENGTH && hex.length() != 2 * V2_LENGTH) || !isLowerCaseHex(hex)) {
            throw new IllegalArgumentException("an info-hash has 40 or 64 hexadecimal digits, not: " + hex);
        }
    }

    /** The info-hash of these 20 bytes. */
    public static InfoHash v1(byte[] sha1) {
        return of(sha1, V1_LENGTH);
    }

    /** The info-hash of these 32 bytes. */
    public static InfoHash v2(byte[] sha256) {
        return of(sha256, V2_LENGTH);
    }

    /**
     * The info-hash that 40 or 64 hexadecimal digits of either case name.
     *
     * @throws IllegalArgumentException if {@code hex} is anything else
     */
    public static InfoHash parse(String hex) {
        return new InfoHash(hex.toLowerCase(Locale.ROOT));
    }

    /** Whether this is a v2 info-hash. */
    public boolean isV2() {
        return hex.length() == 2 * V2_LENGTH;
    }

    /** A fresh array of the 20 or 32 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The 20 bytes for a handshake or an announce: a v2 info-hash is cut (BEP 52), a v1 one stays as it is. */
    public InfoHash truncated() {
        return isV2() ? new InfoHash(hex.substring(0, 2 * V1_LENGTH)) : this;
    }

    // A record's own are put together when they are first called, which delays a first download by milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof InfoHash that && hex.equals(that.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public int compareTo(InfoHash other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }

    private static InfoHash of(byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("expected " + length + " bytes, not " + bytes.length);
        }
        return new InfoHash(HexFormat.of().formatHex(bytes));
    }

    private static boolean isLowerCaseHex(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
