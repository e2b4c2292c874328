package io.github.enxame.protocol.metainfo;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;

/** Hashes of one size, in order: a torrent's piece hashes, 20 bytes each (v1) or 32 (v2). Immutable, safe on any thread. */
public final class HashList {
    private final ByteBuffer bytes;
    private final int hashLength;

    private HashList(ByteBuffer bytes, int hashLength) {
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
        return owning(ByteBuffer.wrap(bytes), hashLength);
    }

    /** The same of what remains in {@code bytes}. */
    static HashList owning(ByteBuffer bytes, int hashLength) {
        if (hashLength < 1 || bytes.remaining() % hashLength != 0) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes are not hashes of " + hashLength);
        }
        return new HashList(bytes.slice(), hashLength);
    }

    /** Number of hashes. */
    public int count() {
        return bytes.capacity() / hashLength;
    }

    /** Bytes of each hash. */
    public int hashLength() {
        return hashLength;
    }

    /** A copy of hash {@code index}. */
    public byte[] hash(int index) {
        byte[] hash = new byte[hashLength];
        bytes.get(start(index), hash);
        return hash;
    }

    /** Whether hash {@code index} is {@code digest}. */
    public boolean matches(int index, byte[] digest) {
        return bytes.slice(start(index), hashLength).equals(ByteBuffer.wrap(digest));
    }

    /** A copy of all hashes, one after the other. */
    public byte[] toByteArray() {
        byte[] all = new byte[bytes.capacity()];
        bytes.get(0, all);
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashList list && hashLength == list.hashLength && bytes.equals(list.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public String toString() {
        return count() + " hashes"
                + (bytes.capacity() == 0 ? "" : ", first " + HexFormat.of().formatHex(hash(0)));
    }

    private int start(int index) {
        return Objects.checkIndex(index, count()) * hashLength;
    }
}
