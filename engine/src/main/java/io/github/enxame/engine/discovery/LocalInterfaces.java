package io.github.enxame.engine.discovery;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The network interfaces by which peers near by are reached, as they were at one moment.
 *
 * @param all at most {@link #MAX}
 */
record LocalInterfaces(List<NetworkInterface> all) {
    /** Most interfaces that are used. */
    static final int MAX = 8;

    LocalInterfaces {
        all = List.copyOf(all);
    }

    /**
     * Those that lead to whoever can reach {@code at}: for any address all that can multicast, or the machine itself where
     * there are none.
     */
    static LocalInterfaces reaching(InetAddress at) throws IOException {
        if (!at.isAnyLocalAddress()) {
            return of(one -> one.isLoopback() == at.isLoopbackAddress()
                    && (at.isLoopbackAddress() || one.inetAddresses().anyMatch(at::equals)));
        }
        LocalInterfaces networks = of(one -> !one.isLoopback() && !one.isPointToPoint() && one.supportsMulticast());
        return networks.all.isEmpty() ? of(NetworkInterface::isLoopback) : networks;
    }

    private interface Choice {
        boolean takes(NetworkInterface one) throws SocketException;
    }

    private static LocalInterfaces of(Choice choice) throws IOException {
        List<NetworkInterface> chosen = new ArrayList<>();
        for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
            if (chosen.size() < MAX && one.isUp() && choice.takes(one)) {
                chosen.add(one);
            }
        }
        return new LocalInterfaces(chosen);
    }

    /** Those that have an address of one family. */
    List<NetworkInterface> speaking(Class<? extends InetAddress> family) {
        return all.stream()
                .filter(one -> one.inetAddresses().anyMatch(family::isInstance))
                .toList();
    }

    /** What tells two moments apart: names and addresses. */
    List<String> addresses() {
        return all.stream()
                .flatMap(one -> one.inetAddresses().map(address -> one.getName() + " " + address.getHostAddress()))
                .sorted()
                .toList();
    }

    /**
     * Whether an address can be that of a neighbour: one of a private network, or one that shares its prefix with an address
     * of ours. An announce that says to come from farther away is forged.
     */
    boolean near(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || uniqueLocal(address)
                || all.stream()
                        .flatMap(one -> one.getInterfaceAddresses().stream())
                        .anyMatch(sharesPrefixWith(address));
    }

    /** RFC 4193. */
    private static boolean uniqueLocal(InetAddress address) {
        return !(address instanceof Inet4Address) && (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    private static Predicate<InterfaceAddress> sharesPrefixWith(InetAddress address) {
        byte[] theirs = address.getAddress();
        return own -> {
            byte[] ours = own.getAddress().getAddress();
            int length = own.getNetworkPrefixLength();
            return ours.length == theirs.length
                    && length > 0
                    && length <= 8 * ours.length
                    && samePrefix(ours, theirs, length);
        };
    }

    private static boolean samePrefix(byte[] ours, byte[] theirs, int length) {
        for (int bit = 0; bit < length; bit++) {
            if (((ours[bit / 8] ^ theirs[bit / 8]) & 0x80 >> bit % 8) != 0) {
                return false;
            }
        }
        return true;
    }
}
