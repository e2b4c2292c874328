package io.github.enxame.tracker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.util.Optional;

/**
 * An address to listen on, as an operator writes it: {@code ::} is all addresses of IPv6 and IPv4, {@code 0.0.0.0} all of IPv4
 * and none of IPv6, anything else that address.
 *
 * @param host the address or a host name of this machine
 */
public record ListenAddress(String host) {
    /** All addresses. */
    public static final String EVERYWHERE = "::";

    private static final String ALL_OF_IPV4 = "0.0.0.0";

    /** Whether it is more than one address. */
    public boolean isWildcard() {
        return host.equals(EVERYWHERE) || host.equals(ALL_OF_IPV4);
    }

    /** Who can connect to it, in words that end a sentence: {@code every computer that reaches this one}. */
    public String reachedBy() {
        if (host.equals(EVERYWHERE)) {
            return "every computer that reaches this one, over IPv4 or IPv6";
        }
        if (host.equals(ALL_OF_IPV4)) {
            return "every computer that reaches this one over IPv4";
        }
        InetAddress address = socket(0).getAddress();
        return address != null && address.isLoopbackAddress()
                ? "this computer only"
                : "every computer that reaches this one at " + host;
    }

    /** The address with a port; all addresses are those that this system has, with IPv6 or without. */
    InetSocketAddress socket(int port) {
        return host.equals(EVERYWHERE) ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    /** What to open a channel for; Java's own choice takes both families, which is more than {@code 0.0.0.0} says. */
    Optional<ProtocolFamily> family() {
        return host.equals(ALL_OF_IPV4) ? Optional.of(StandardProtocolFamily.INET) : Optional.empty();
    }
}
