package io.github.enxame.tracker.swarm;

import java.net.InetAddress;

/** Addresses cut to what one stranger has: prefixes as numbers, those of IPv4 and IPv6 apart. */
public final class AddressPrefix {
    private static final int V4_LENGTH = 4;
    private static final int V4_NETWORK_LENGTH = 3;
    private static final int V6_HOST_LENGTH = 8;
    private static final int V6_NETWORK_LENGTH = 6;
    /** Set for IPv4, where the number is short; the first bits of IPv6 addresses that are routed are never these. */
    private static final long V4_MARK = 0xffffL << 48;

    private AddressPrefix() {}

    /** An IPv4 address, or the first 64 bits of an IPv6 one. */
    public static long host(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == V4_LENGTH ? V4_MARK | first(bytes, V4_LENGTH) : first(bytes, V6_HOST_LENGTH);
    }

    /** The first 24 bits of an IPv4 address, or the first 48 of an IPv6 one. */
    public static long network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == V4_LENGTH ? V4_MARK | first(bytes, V4_NETWORK_LENGTH) : first(bytes, V6_NETWORK_LENGTH);
    }

    private static long first(byte[] bytes, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return value;
    }
}
