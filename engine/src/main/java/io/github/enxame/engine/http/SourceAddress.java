package io.github.enxame.engine.http;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The address of this machine that connections and datagrams leave from: one that the user chose, so that others see the one
 * where they reach us, or whichever the system takes. Nothing leaves from another one when one is chosen.
 */
public final class SourceAddress {
    /** Whichever the system takes. */
    public static final SourceAddress ANY = new SourceAddress(null);

    private final @Nullable InetAddress address;

    private SourceAddress(@Nullable InetAddress address) {
        this.address = address;
    }

    /** That address; any if it is the wildcard address, or none. */
    public static SourceAddress of(@Nullable InetAddress address) {
        return address == null || address.isAnyLocalAddress() ? ANY : new SourceAddress(address);
    }

    /** Whether anything can be sent to an address from here: IPv4 addresses do not reach IPv6 ones, nor the reverse. */
    public boolean reaches(InetAddress remote) {
        return address == null || address instanceof Inet6Address == remote instanceof Inet6Address;
    }

    /** Has a socket that is not connected yet leave from here. */
    public void bind(Socket socket) throws IOException {
        if (address != null) {
            socket.bind(new InetSocketAddress(address, 0));
        }
    }

    /** Has a channel that is not connected yet leave from here. */
    public void bind(SocketChannel channel) throws IOException {
        if (address != null) {
            channel.bind(new InetSocketAddress(address, 0));
        }
    }

    /** Has the datagrams of a channel leave from here, from any port. */
    public void bind(DatagramChannel channel) throws IOException {
        channel.bind(address == null ? null : new InetSocketAddress(address, 0));
    }

    /** Why nothing can be sent to an address that it does not reach, for people. */
    public String refusal(InetAddress remote) {
        return "connections leave from " + (address == null ? "any address" : address.getHostAddress())
                + " only, which does not reach " + remote.getHostAddress();
    }
}
