package io.github.enxame.tracker.udp;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Connection ids (BEP 15) that need no memory: a keyed hash (SipHash-2-4) of who asked and in which minute. Only who receives
 * what is sent to an address can know the id of that address, so nobody can announce in another's name or have replies sent to
 * another. One thread at a time.
 */
final class ConnectionIds {
    /** An id is valid until so many further slots have begun: for two to three minutes. */
    private static final int MAX_SLOTS = 2;

    private static final long SLOT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int ROUNDS = 2;
    private static final int FINAL_ROUNDS = 4;

    private final long key0;
    private final long key1;
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    ConnectionIds(RandomGenerator random) {
        this(random.nextLong(), random.nextLong());
    }

    ConnectionIds(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** The id that {@code address} gets now. */
    long of(InetAddress address, long nowNanos) {
        return inSlot(address.getAddress(), slot(nowNanos));
    }

    /** Whether {@code address} got this id not long ago. */
    boolean valid(long id, InetAddress address, long nowNanos) {
        long slot = slot(nowNanos);
        byte[] bytes = address.getAddress();
        for (int back = 0; back <= MAX_SLOTS; back++) {
            if (inSlot(bytes, slot - back) == id) {
                return true;
            }
        }
        return false;
    }

    private static long slot(long nowNanos) {
        return Math.floorDiv(nowNanos, SLOT_NANOS);
    }

    private long inSlot(byte[] address, long slot) {
        begin();
        mix(slot);
        for (int at = 0; at < address.length; at += Long.BYTES) {
            mix(word(address, at));
        }
        return finish(Long.BYTES + address.length);
    }

    private static long word(byte[] bytes, int from) {
        long word = 0;
        int end = Math.min(bytes.length, from + Long.BYTES);
        for (int i = from; i < end; i++) {
            word |= (bytes[i] & 0xffL) << (Byte.SIZE * (i - from));
        }
        return word;
    }

    /** SipHash-2-4 of whole words, for tests against its known values. */
    long hash(long... words) {
        begin();
        for (long word : words) {
            mix(word);
        }
        return finish(words.length * Long.BYTES);
    }

    private void begin() {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    private void mix(long word) {
        v3 ^= word;
        rounds(ROUNDS);
        v0 ^= word;
    }

    private long finish(int length) {
        mix((long) length << 56);
        v2 ^= 0xff;
        rounds(FINAL_ROUNDS);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void rounds(int count) {
        long a = v0;
        long b = v1;
        long c = v2;
        long d = v3;
        for (int i = 0; i < count; i++) {
            a += b;
            c += d;
            b = Long.rotateLeft(b, 13) ^ a;
            d = Long.rotateLeft(d, 16) ^ c;
            a = Long.rotateLeft(a, 32);
            c += b;
            a += d;
            b = Long.rotateLeft(b, 17) ^ c;
            d = Long.rotateLeft(d, 21) ^ a;
            c = Long.rotateLeft(c, 32);
        }
        v0 = a;
        v1 = b;
        v2 = c;
        v3 = d;
    }
}
