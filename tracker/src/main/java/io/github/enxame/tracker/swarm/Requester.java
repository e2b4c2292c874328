package io.github.enxame.tracker.swarm;

import io.github.enxame.protocol.announce.PeerAddress;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From where somebody asks, and what it may do.
 *
 * @param source the address of the other end of its connection, or what a trusted proxy said that is
 * @param local tells the tracker's own address on that connection; asked only when somebody needs it
 * @param standing what it may do
 */
public record Requester(InetAddress source, Supplier<InetAddress> local, Standing standing) {
    /** What somebody who asks may do. */
    public enum Standing {
        /** Gets answers and changes nothing: a web page in a browser, or somebody whose address is not known. */
        READER,
        /** Announces itself, at the address it asks from. */
        PEER,
        /** Announces itself, at the address that it names. */
        TRUSTED
    }

    /** A peer that asks, and the tracker's own address. */
    public Requester(InetAddress source, InetAddress local) {
        this(source, () -> local, Standing.PEER);
    }

    /** The peer's address: that of its connection, or what it says where the operator trusts it. */
    InetAddress address(Optional<InetAddress> said) {
        return standing == Standing.TRUSTED ? said.orElse(source) : source;
    }

    /**
     * How the requester reaches a peer. One that announced itself from the tracker's own machine is at 127.0.0.1 for others
     * there; for everybody else it is where the tracker is, unless a proxy hides that: then it is not reached.
     */
    Optional<PeerAddress> seen(PeerAddress peer) {
        if (!peer.ip().isLoopbackAddress() || source.isLoopbackAddress()) {
            return Optional.of(peer);
        }
        InetAddress here = local.get();
        return here.isLoopbackAddress() ? Optional.empty() : Optional.of(new PeerAddress(here, peer.port()));
    }
}
