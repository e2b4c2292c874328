package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.metainfo.PieceLayout;
import io.github.enxame.protocol.wire.AllowedFastSet;
import io.github.enxame.protocol.wire.Message;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The pieces that one peer and we let each other ask for while choking (BEP 6), so that who comes with nothing soon has
 * something to give. Owned by the loop.
 */
final class FastPieces {
    /** Pieces that a peer is given so, as BEP 6 proposes, where these bounds leave as many. */
    private static final int MOST_GIVEN = 10;

    /** Bytes that a peer is given so, unless one piece is longer: slots are what uploads go by. */
    private static final long MOST_GIVEN_BYTES = 1 << 20;

    /** The part of a torrent that is given so at most. */
    private static final int PART = 16;

    /** More than this nobody needs to be allowed. */
    private static final int MOST_TAKEN = 128;

    private final PeerSession session;
    private final Set<Integer> given = new LinkedHashSet<>();
    private final Set<Integer> taken = new LinkedHashSet<>();
    private long bytesLeft;
    private boolean offered;

    FastPieces(PeerSession session) {
        this.session = session;
    }

    /**
     * The peer has said what it has: if that is little it is told, once, what it may always ask for. A web server asks for
     * nothing, and has no address that such a set could be made of.
     */
    void offer() {
        Swarm swarm = session.swarm();
        PieceLayout layout = swarm.holdings().layout();
        int size = size(layout);
        InetAddress address = session.link().remote().getAddress();
        // A web server has no address, and asks for nothing.
        if (offered
                || address == null
                || !session.fast()
                || session.record().webSeed().isPresent()
                || session.pieces().count() >= size
                || swarm.picker().verified().isEmpty()
                || swarm.serving().offer().superSeeds()) {
            return;
        }
        offered = true;
        given.addAll(AllowedFastSet.of(address, swarm.subject().wireHashes().getFirst(), layout.pieceCount(), size));
        for (int piece : given) {
            bytesLeft += layout.pieceLength(piece);
            session.send(new Message.AllowedFast(piece));
        }
    }

    private static int size(PieceLayout layout) {
        if (layout.pieceCount() < PART) {
            return 0;
        }
        long fitting = Math.max(1, MOST_GIVEN_BYTES / layout.pieceLength(0));
        return (int) Math.min(Math.min(MOST_GIVEN, fitting), layout.pieceCount() / PART);
    }

    /** Whether a choked peer gets what it asks for: as many bytes as its pieces have, and no more. It counts as given if so. */
    boolean give(Message.Request request) {
        if (!given.contains(request.piece())) {
            return false;
        }
        // Less than a block costs as much as the block: else there could be one request for each byte.
        int pieceLength = session.swarm().holdings().layout().pieceLength(request.piece());
        long cost = Math.max(request.length(), Math.min(Swarm.BLOCK, pieceLength - request.begin()));
        if (bytesLeft < cost) {
            return false;
        }
        bytesLeft -= cost;
        return true;
    }

    /** The peer allows us a piece; returns whether that is new and of use. */
    boolean take(int piece) {
        return piece >= 0 && taken.size() < MOST_TAKEN && taken.add(piece);
    }

    /** It allowed the piece and refuses it all the same. */
    void refused(int piece) {
        taken.remove(piece);
    }

    /** Whether we may ask for a piece while the peer chokes us. */
    boolean mayTake(int piece) {
        return taken.contains(piece);
    }

    /** Those of its pieces that we may ask for while the peer chokes us. */
    BitSet takenOf(PeerPieces pieces) {
        BitSet both = new BitSet();
        taken.stream().filter(pieces::has).forEach(both::set);
        return both;
    }

    /** Whether there is something that we want and may ask for while the peer chokes us. */
    boolean mayTakeSome() {
        Swarm swarm = session.swarm();
        int count = swarm.holdings().layout().pieceCount();
        for (int piece : taken) {
            if (piece < count && session.pieces().has(piece) && swarm.picker().wants(piece)) {
                return true;
            }
        }
        return false;
    }
}
