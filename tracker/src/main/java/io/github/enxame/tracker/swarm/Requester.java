package io.github.enxame.tracker.swarm;

import io.github.enxame.protocol.announce.PeerAddress;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From where somebody asks.
 *
 * @param source the address of the other end of its connection
 * @param local tells the tracker's own address on that connection; asked only when somebody needs it
 */
public record Requester(InetAddress source, Supplier<InetAddress> local) {
    /** Somebody who asks, and the tracker's own address. */
    public Requester(InetAddress source, InetAddress local) {
        this(source, () -> local);
    }

    /** The peer's address: that of its connection, or what it says where it is on this machine. */
    InetAddress address(Optional<InetAddress> said) {
        return source.isLoopbackAddress() ? said.orElse(source) : source;
    }

    /**
     * How the requester reaches a peer. One that announced itself from the tracker's own machine is at 127.0.0.1 for others
     * there; for everybody else it is where the tracker is.
     */
    PeerAddress seen(PeerAddress peer) {
        return peer.ip().isLoopbackAddress() && !source.isLoopbackAddress()
                ? new PeerAddress(local.get(), peer.port())
                : peer;
    }
}
