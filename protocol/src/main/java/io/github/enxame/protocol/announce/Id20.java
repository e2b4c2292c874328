package io.github.enxame.protocol.announce;

import java.util.Arrays;
import java.util.HexFormat;

/** Twenty bytes that name a swarm (a v1 info-hash, or a v2 one cut to 20 bytes: BEP 52) or a peer; equal by value. */
public final class Id20 {
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

    /** All bytes count: a client chooses its own ids, so a few of them alone would be easy to make collide. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
