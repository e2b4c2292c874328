package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.BlockDigest;
import io.github.enxame.protocol.wire.Message;
import java.util.List;

/**
 * What follows from a piece's hash: who lacks a right piece hears of it, who spoilt a wrong one is banned ({@link
 * Suspects}), and after the last one everything is here. Owned by the loop.
 */
final class Verdicts {
    private final Swarm swarm;
    private final Suspects suspects = new Suspects();

    Verdicts(Swarm swarm) {
        this.swarm = swarm;
    }

    Suspects suspects() {
        return suspects;
    }

    /** A piece is right: everyone who lacks it hears of it. */
    void right(int piece, List<BlockDigest> digests) {
        for (int source : swarm.holdings().right(piece)) {
            if (source >= 0) {
                swarm.connections().book().records().get(source).prove();
            }
        }
        swarm.mustFill();
        suspects.verified(piece, digests).forEach(this::ban);
        for (PeerSession session : swarm.connections().sessions()) {
            session.pieces().verifiedHere(piece);
            if (!session.pieces().has(piece)) {
                session.send(new Message.Have(piece));
            }
            session.downloads().updateInterest();
        }
        swarm.choice().pieceCame();
    }

    /** A piece is wrong: all of it is missing again, and who sent it is blamed. */
    void wrong(int piece, List<BlockDigest> digests) {
        short[] brought = swarm.holdings().corrupt(piece);
        List<Integer> guilty = suspects.corrupt(piece, brought, digests);
        swarm.holdings().refused(guilty.isEmpty() ? 1 : brought.length);
        guilty.forEach(this::ban);
        swarm.mustFill();
    }

    private void ban(int source) {
        if (source >= 0) {
            PeerRecord record = swarm.connections().book().records().get(source);
            record.wastedBytes += Swarm.BLOCK;
            swarm.connections().ban(record, "sent wrong blocks");
        }
    }
}
