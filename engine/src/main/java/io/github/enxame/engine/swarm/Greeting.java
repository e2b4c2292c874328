package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.WireCodec;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What a peer is told first after the handshakes: what we have (BEP 3, 6) and who we are (BEP 10). */
final class Greeting {
    /** The name and version that other peers see. */
    private static final String CLIENT = "Enxame 0.1";

    private Greeting() {}

    static void send(Swarm swarm, PeerSession session) {
        limitFrames(swarm, session);
        swarm.serving().offer().tell(session);
        introduce(swarm, session);
    }

    static void limitFrames(Swarm swarm, PeerSession session) {
        int pieces = swarm.holdings().layout().pieceCount();
        session.link().limitFrames(WireCodec.frameLimit(pieces));
    }

    /** Says who we are and what we take, again perhaps: something of it changed. */
    static void introduce(Swarm swarm, PeerSession session) {
        if (session.extended()) {
            session.send(hello(swarm, session).toMessage());
        }
    }

    private static ExtendedHandshake hello(Swarm swarm, PeerSession session) {
        return new ExtendedHandshake(
                new TreeMap<>(swarm.extensions().offered()),
                OptionalInt.of(swarm.announcing().port()),
                Optional.of(CLIENT),
                OptionalInt.of(Uploads.MAX_WAITING),
                Optional.ofNullable(session.link().remote().getAddress()),
                Optional.empty(),
                Optional.empty(),
                swarm.holdings().satisfied() && !swarm.serving().offer().superSeeds(),
                swarm.giving().metadataLength());
    }
}
