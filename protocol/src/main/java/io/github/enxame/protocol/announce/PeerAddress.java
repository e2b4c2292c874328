package io.github.enxame.protocol.announce;

import java.net.InetAddress;

/**
 * Where a peer listens: known, not necessarily connected.
 *
 * @param ip an IPv4 or IPv6 address
 * @param port 1 to 65535
 */
public record PeerAddress(InetAddress ip, int port) {
    public PeerAddress {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
    }

    /** The address as people write it: {@code 192.0.2.1:6881} or {@code [2001:db8::1]:6881}. */
    @Override
    public String toString() {
        String host = ip.getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
