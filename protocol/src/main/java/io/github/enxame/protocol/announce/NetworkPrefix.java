package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.hash.KeyedHash;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * The part of an address that one party is given, to count what comes from it: all of an IPv4 address, and the first 64
 * bits of an IPv6 one, since each customer of a provider has at least a whole /64 to choose addresses from. Equal by value;
 * its hash code is a {@link KeyedHash}.
 */
public final class NetworkPrefix {
    private static final int IPV4_LENGTH = 4;
    private static final int NARROW_IPV6_LENGTH = 8;
    private static final int WIDE_IPV4_LENGTH = 3;
    private static final int WIDE_IPV6_LENGTH = 6;

    private final byte[] bytes;
    private final boolean ipv6;

    private NetworkPrefix(byte[] bytes, boolean ipv6) {
        this.bytes = bytes;
        this.ipv6 = ipv6;
    }

    /** The network of one party: an IPv4 address, or the /64 of an IPv6 address. */
    public static NetworkPrefix of(InetAddress address) {
        return of(address, IPV4_LENGTH, NARROW_IPV6_LENGTH);
    }

    /** The network around it, as one organization often has: the /24 of an IPv4 address, or the /48 of an IPv6 address. */
    public static NetworkPrefix wide(InetAddress address) {
        return of(address, WIDE_IPV4_LENGTH, WIDE_IPV6_LENGTH);
    }

    private static NetworkPrefix of(InetAddress address, int ipv4Length, int ipv6Length) {
        byte[] whole = address.getAddress();
        boolean ipv6 = whole.length != IPV4_LENGTH;
        return new NetworkPrefix(Arrays.copyOf(whole, ipv6 ? ipv6Length : ipv4Length), ipv6);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkPrefix that && ipv6 == that.ipv6 && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return KeyedHash.of(bytes);
    }
}
