package io.github.enxame.protocol.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Computes hash codes that a stranger cannot make collide: SipHash-1-3 under a key of 128 bits, drawn at the start of the
 * process. Any type that a stranger chooses the values of, and that is a key of a hash table, takes its {@code hashCode}
 * from here. The codes differ from one run to the next, so nothing may depend on the order in which such a table is
 * iterated. Safe for use from any thread.
 */
public final class KeyedHash {
    private static final KeyedHash PROCESS = ofRandomKey();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long key0;
    private final long key1;

    /** A hash under the given key. Programs use the static methods; this is for tests against known values. */
    KeyedHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    private static KeyedHash ofRandomKey() {
        SecureRandom random = new SecureRandom();
        return new KeyedHash(random.nextLong(), random.nextLong());
    }

    /** The hash code of all the bytes. */
    public static int of(byte[] bytes) {
        return fold(PROCESS.hash(bytes, bytes.length));
    }

    /** The hash code of an address; the scope of an IPv6 address does not count, as in {@link InetAddress#equals}. */
    public static int of(InetAddress address) {
        return of(address.getAddress());
    }

    /** The hash code of an address and a port. */
    public static int of(InetAddress address, int port) {
        byte[] bytes = address.getAddress();
        return fold(PROCESS.hash(bytes, port));
    }

    /** The hash code of where a peer listens, whether its host's name was looked up or not. */
    public static int of(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return ip == null
                ? fold(PROCESS.hash(address.getHostString().getBytes(StandardCharsets.UTF_8), address.getPort()))
                : of(ip, address.getPort());
    }

    private static int fold(long hash) {
        return Long.hashCode(hash);
    }

    /**
     * SipHash-1-3 of the bytes.
     *
     * @param tag counts like further bytes: the length of the message in SipHash, of which its last byte takes part, or a
     *     port beside an address of 4 or 16 bytes
     */
    long hash(byte[] bytes, int tag) {
        State state = new State(key0, key1);
        int whole = bytes.length & ~7;
        for (int at = 0; at < whole; at += Long.BYTES) {
            state.mix((long) LONGS.get(bytes, at));
        }
        long last = 0;
        for (int at = whole; at < bytes.length; at++) {
            last |= (bytes[at] & 0xffL) << (8 * (at - whole));
        }
        state.mix(last | (long) tag << 56);
        if (tag != bytes.length) {
            state.mix(tag);
        }
        return state.finish();
    }

    /** The four words of SipHash. */
    private static final class State {
        private static final int FINAL_ROUNDS = 3;

        private long v0;
        private long v1;
        private long v2;
        private long v3;

        State(long key0, long key1) {
            v0 = key0 ^ 0x736f6d6570736575L;
            v1 = key1 ^ 0x646f72616e646f6dL;
            v2 = key0 ^ 0x6c7967656e657261L;
            v3 = key1 ^ 0x7465646279746573L;
        }

        void mix(long word) {
            v3 ^= word;
            round();
            v0 ^= word;
        }

        long finish() {
            v2 ^= 0xff;
            for (int i = 0; i < FINAL_ROUNDS; i++) {
                round();
            }
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
