package io.github.enxame.engine.swarm;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Which addresses are never dialled, so that nobody has this program knock at services that are no peers: those of no single
 * host, and ports below 1,024 unless the user or the local network named them.
 */
final class DialPolicy {
    /** The least port of a peer that a stranger names. */
    static final int MIN_PORT = 1_024;

    private static final int FIRST_RESERVED_OCTET = 240;

    private DialPolicy() {}

    /** Whether an address from this source may be dialled; one whose name could not be looked up may, and fails. */
    static boolean allows(InetSocketAddress address, PeerSource source) {
        int port = address.getPort();
        InetAddress host = address.getAddress();
        return port > 0 && (port >= MIN_PORT || source.anyPort()) && (host == null || isOfOneHost(host));
    }

    private static boolean isOfOneHost(InetAddress host) {
        if (host.isAnyLocalAddress() || host.isMulticastAddress()) {
            return false;
        }
        int first = host.getAddress()[0] & 0xff;
        return !(host instanceof Inet4Address) || (first != 0 && first < FIRST_RESERVED_OCTET);
    }
}
