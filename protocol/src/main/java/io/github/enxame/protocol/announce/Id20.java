package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.hash.KeyedHash;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Twenty bytes that name a swarm (a v1 info-hash, or a v2 one cut to 20 bytes: BEP 52) or a peer; equal by value. Ordered as
 * unsigned bytes. Its hash code is a {@link KeyedHash}, so strangers cannot choose ids that share a bucket.
 */
public final class Id20 implements Comparable<Id20> {
    /** The number of bytes. */
    public static final int LENGTH = 20;

    private final byte[] bytes;

    private Id20(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The id that these 20 bytes are; they are copied. */
    public static Id20 of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an id has 20 bytes, not " + bytes.length);
        }
        return new Id20(bytes.clone());
    }

    /** A copy of the 20 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes as 40 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Id20 that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return KeyedHash.of(bytes);
    }

    @Override
    public int compareTo(Id20 other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
