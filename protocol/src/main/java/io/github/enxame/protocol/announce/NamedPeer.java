package io.github.enxame.protocol.announce;

/**
 * A peer that a tracker names by a host name instead of an address (BEP 3). Nothing was looked up.
 *
 * @param host the name, of letters, digits, dots, hyphens and underscores; at most {@link #MAX_HOST} characters
 * @param port 1 to 65535
 */
public record NamedPeer(String host, int port) {
    /** Most characters of a host. */
    public static final int MAX_HOST = 253;

    public NamedPeer {
        if (!isName(host) || port < 1 || port > 65535) {
            throw new IllegalArgumentException("no peer: " + host + " port " + port);
        }
    }

    /** Whether a text can be a host's name. */
    static boolean isName(String host) {
        return !host.isEmpty() && host.length() <= MAX_HOST && host.chars().allMatch(NamedPeer::mayBeInName);
    }

    private static boolean mayBeInName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._".indexOf(c) >= 0;
    }
}
