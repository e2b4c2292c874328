package io.github.enxame.engine.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Tells addresses inside a private network, this machine included, from those of the internet. It looks at the address that
 * is connected to, so that no way of writing a host hides one. Safe for use from any thread.
 */
public final class InnerAddress {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private InnerAddress() {}

    /** Whether an address is this machine's, or one that is only valid in a private network. */
    public static boolean is(InetAddress address) {
        InetAddress meant = meant(address);
        return isThisMachine(meant)
                || meant.isSiteLocalAddress()
                || meant.isLinkLocalAddress()
                || isUniqueLocal(meant.getAddress())
                || isShared(meant.getAddress());
    }

    /** Whether what is sent to an address arrives at this machine, without passing any network. */
    public static boolean isThisMachine(InetAddress address) {
        InetAddress meant = meant(address);
        return meant.isLoopbackAddress()
                || meant.isAnyLocalAddress()
                || isThisNetwork(meant.getAddress())
                || isInterface(meant);
    }

    private static boolean isInterface(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /**
     * The IPv4 address inside an IPv6 one that is only a way to it: mapped or compatible (RFC 4291), translated (RFC 2765,
     * RFC 6052), 6to4 (RFC 3056). Java itself takes a mapped one for IPv4 already.
     */
    private static InetAddress meant(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != IPV6_BYTES || address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return address;
        }
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean embedded = startsWith(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
                || startsWith(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff)
                || startsWith(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0)
                || startsWith(bytes, 0, 0x64, 0xff, 0x9b);
        int from = sixToFour ? 2 : embedded ? IPV6_BYTES - IPV4_BYTES : -1;
        if (from < 0) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + IPV4_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 bytes are an address", e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** RFC 791 and 1122: "this network". */
    private static boolean isThisNetwork(byte[] address) {
        return address.length == IPV4_BYTES && address[0] == 0;
    }

    /** RFC 6598: addresses that a provider or an overlay network shares out. */
    private static boolean isShared(byte[] address) {
        return address.length == IPV4_BYTES && address[0] == 100 && (address[1] & 0xc0) == 64;
    }

    /** RFC 4193. */
    private static boolean isUniqueLocal(byte[] address) {
        return address.length == IPV6_BYTES && (address[0] & 0xfe) == 0xfc;
    }
}
