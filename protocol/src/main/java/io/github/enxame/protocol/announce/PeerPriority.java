package io.github.enxame.protocol.announce;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * How much two peers should like to be connected, as both compute it (BEP 40): with everybody preferring the same
 * connections, all have the same chance of a place in a full swarm, however hard some knock.
 */
public final class PeerPriority {
    private static final byte HALF = 0x55;

    private PeerPriority() {}

    /**
     * The priority of a connection: the higher, the more it is to be kept; 0 to 2^32 - 1. Between address families, which
     * BEP 40 does not compare, 0.
     *
     * @param one where one of the two listens, as the other sees it
     * @param other where the other one does
     */
    public static long of(InetSocketAddress one, InetSocketAddress other) {
        byte[] a = bytes(one);
        byte[] b = bytes(other);
        if (a.length != b.length || a.length == 0) {
            return 0;
        }
        if (Arrays.equals(a, b)) {
            return hash(port(one), port(other));
        }
        return hash(masked(a, b), masked(b, a));
    }

    private static byte[] bytes(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return ip == null ? new byte[0] : ip.getAddress();
    }

    private static byte[] port(InetSocketAddress address) {
        return ByteBuffer.allocate(Short.BYTES)
                .putShort((short) address.getPort())
                .array();
    }

    /** Whole stay the bytes of a network, 2 of IPv4's and 6 of IPv6's, or as many as both share and one more. */
    private static byte[] masked(byte[] address, byte[] other) {
        int network = address.length == Integer.BYTES ? 2 : 6;
        int shared = Arrays.mismatch(address, other);
        int whole = shared < network ? network : shared + 1;
        byte[] masked = address.clone();
        for (int i = whole; i < masked.length; i++) {
            masked[i] &= HALF;
        }
        return masked;
    }

    private static long hash(byte[] a, byte[] b) {
        boolean ordered = Arrays.compareUnsigned(a, b) <= 0;
        CRC32C crc = new CRC32C();
        crc.update(ordered ? a : b);
        crc.update(ordered ? b : a);
        return crc.getValue();
    }
}
