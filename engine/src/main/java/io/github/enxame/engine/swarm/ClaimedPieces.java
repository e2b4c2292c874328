package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.metainfo.MetainfoLimits;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What a peer says that it has while nobody knows how many pieces there are. Owned by the loop. */
final class ClaimedPieces {
    private final BitSet added = new BitSet();
    private final BitSet lost = new BitSet();
    private @Nullable ByteBuffer bits;
    private boolean everything;

    boolean everything() {
        return everything;
    }

    /** Whether it has anything. */
    boolean any() {
        return everything || bits != null || !added.isEmpty();
    }

    void all() {
        clear();
        everything = true;
    }

    /** Takes a whole bitfield; whether it fits is not known yet. */
    void replace(ByteBuffer claimed) {
        clear();
        bits = claimed;
    }

    /** One more piece; returns false if no torrent has as many. */
    boolean add(int piece) {
        if (piece < 0 || piece >= MetainfoLimits.MAX_PIECES) {
            return false;
        }
        added.set(piece);
        lost.clear(piece);
        return true;
    }

    void clear() {
        added.clear();
        lost.clear();
        bits = null;
        everything = false;
    }

    /** It has lost a piece; returns false if no torrent has as many. */
    boolean remove(int piece) {
        if (piece < 0 || piece >= MetainfoLimits.MAX_PIECES) {
            return false;
        }
        added.clear(piece);
        if (everything || bits != null) {
            lost.set(piece);
        }
        return true;
    }

    /** Passes it on, now that the number of pieces is known; returns false if it does not fit. */
    boolean tell(PeerPieces pieces, int pieceCount) {
        if (added.length() > pieceCount) {
            return false;
        }
        if (everything) {
            pieces.all();
        } else if (bits != null && !pieces.replace(bits)) {
            return false;
        }
        lost.stream().filter(piece -> piece < pieceCount).forEach(pieces::remove);
        added.stream().forEach(pieces::add);
        return true;
    }
}
