package io.github.enxame.protocol.magnet;

/**
 * Where a peer listens, as {@code x.pe} of a magnet link names it (BEP 9). Nothing was resolved.
 *
 * @param host an IPv4 address, an IPv6 address without brackets, or a host name; at most 255 characters
 * @param port 1 to 65535
 */
public record MagnetPeer(String host, int port) {
    /** Most characters of a host. */
    public static final int MAX_HOST = 255;

    public MagnetPeer {
        if (host.isEmpty() || host.length() > MAX_HOST || !host.chars().allMatch(MagnetPeer::mayBeInHost)) {
            throw new IllegalArgumentException("no host: " + host);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
    }

    private static boolean mayBeInHost(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == ':'
                || c == '_';
    }

    /** As it stands in a link: {@code 192.0.2.1:6881}, {@code [2001:db8::1]:6881} or {@code peer.example:6881}. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
