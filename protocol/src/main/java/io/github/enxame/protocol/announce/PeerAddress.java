package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.hash.KeyedHash;
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

    /** A {@link KeyedHash}: strangers name addresses. */
    @Override
    public int hashCode() {
        return KeyedHash.of(ip, port);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerAddress that && port == that.port && ip.equals(that.ip);
    }

    /** The address as people write it: {@code 192.0.2.1:6881} or {@code [2001:db8::1]:6881}. */
    @Override
    public String toString() {
        String host = ip.getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
