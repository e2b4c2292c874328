package io.github.enxame.protocol.metainfo;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** Hashes of one size, in order: a torrent's piece hashes, 20 bytes each (v1) or 32 (v2). Immutable, safe on any thread. */
public final class HashList {
    private final byte[] bytes;
    private final int hashLength;

    private HashList(byte[] bytes, int hashLength) {
        this.bytes = bytes;
        this.hashLength = hashLength;
    }

    /**
     * The hashes that stand one after the other in a copy of {@code bytes}.
     *
     * @throws IllegalArgumentException if {@code bytes} is no multiple of {@code hashLength} long
     */
    public static HashList of(byte[] bytes, int hashLength) {
        return owning(bytes.clone(), hashLength);
    }

    /** As {@link #of}, without a copy: nobody else may have {@code bytes}, of which there may be tens of megabytes. */
    static HashList owning(byte[] bytes, int hashLength) {
        if (hashLength < 1 || bytes.length % hashLength != 0) {
            throw new IllegalArgumentException(bytes.length + " bytes are not hashes of " + hashLength);
        }
        return new HashList(bytes, hashLength);
    }

    /** Number of hashes. */
    public int count() {
        return bytes.length / hashLength;
    }

    /** Bytes of each hash. */
    public int hashLength() {
        return hashLength;
    }

    /** A copy of hash {@code index}. */
    public byte[] hash(int index) {
        int start = start(index);
        return Arrays.copyOfRange(bytes, start, start + hashLength);
    }

    /** Whether hash {@code index} is {@code digest}. */
    public boolean matches(int index, byte[] digest) {
        int start = start(index);
        return Arrays.equals(bytes, start, start + hashLength, digest, 0, digest.length);
    }

    /** A copy of all hashes, one after the other. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashList list && hashLength == list.hashLength && Arrays.equals(bytes, list.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return count() + " hashes"
                + (bytes.length == 0 ? "" : ", first " + HexFormat.of().formatHex(hash(0)));
    }

    private int start(int index) {
        return Objects.checkIndex(index, count()) * hashLength;
    }
}
