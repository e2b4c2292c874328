package io.github.enxame.tracker.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out our own address towards somebody. A socket for all addresses does not tell which one a datagram came to; a
 * connected one tells which leads back.
 */
final class LocalAddress implements Supplier<InetAddress> {
    private final InetSocketAddress remote;
    private @Nullable InetAddress local;

    LocalAddress(InetSocketAddress remote) {
        this.remote = remote;
    }

    @Override
    public InetAddress get() {
        InetAddress known = local;
        if (known == null) {
            known = find();
            local = known;
        }
        return known;
    }

    private InetAddress find() {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.connect(remote);
            return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
        } catch (IOException e) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
