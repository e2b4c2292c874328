package io.github.enxame.engine.http;

import java.net.InetAddress;

/** Tells addresses inside a private network, this machine included, from those of the internet. */
public final class InnerAddress {
    private InnerAddress() {}

    /** Whether an address is this machine's, or one that is only valid in a private network. */
    public static boolean is(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || uniqueLocal(address.getAddress());
    }

    /** RFC 4193. */
    private static boolean uniqueLocal(byte[] address) {
        return address.length == 16 && (address[0] & 0xfe) == 0xfc;
    }
}
