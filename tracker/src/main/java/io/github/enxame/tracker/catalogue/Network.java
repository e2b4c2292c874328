package io.github.enxame.tracker.catalogue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Names the network that one stranger may be thought to have: an IPv4 address, or the 64 leading bits of an IPv6 address. */
public final class Network {
    private static final int IPV6_PREFIX_BYTES = 8;

    private Network() {}

    /** The network of an address. */
    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(bytes, 0, IPV6_PREFIX_BYTES) + "/64"
                : HexFormat.of().formatHex(bytes);
    }
}
