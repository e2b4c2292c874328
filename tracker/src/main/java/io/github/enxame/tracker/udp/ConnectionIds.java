package io.github.enxame.tracker.udp;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Connection ids (BEP 15) that need no memory: a keyed hash of who asked and in which minute. Only who receives what is sent
 * to an address can know the id of that address, so nobody can announce in another's name or have replies sent to another.
 * One thread at a time.
 */
final class ConnectionIds {
    /** An id is valid until so many further slots have begun: for two to three minutes. */
    private static final int VALID_SLOTS = 2;

    private static final long SLOT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final String HASH = "HmacSHA256";
    private static final int KEY_LENGTH = 32;

    private final Mac mac;

    ConnectionIds(RandomGenerator random) {
        byte[] key = new byte[KEY_LENGTH];
        random.nextBytes(key);
        try {
            mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(key, HASH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HASH, e);
        }
    }

    /** The id that {@code address} gets now. */
    long of(InetAddress address, long nowNanos) {
        return inSlot(address, slot(nowNanos));
    }

    /** Whether {@code address} got this id not long ago. */
    boolean valid(long id, InetAddress address, long nowNanos) {
        long slot = slot(nowNanos);
        for (int back = 0; back <= VALID_SLOTS; back++) {
            if (inSlot(address, slot - back) == id) {
                return true;
            }
        }
        return false;
    }

    private static long slot(long nowNanos) {
        return Math.floorDiv(nowNanos, SLOT_NANOS);
    }

    private long inSlot(InetAddress address, long slot) {
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(slot).flip());
        return ByteBuffer.wrap(mac.doFinal(address.getAddress())).getLong();
    }
}
