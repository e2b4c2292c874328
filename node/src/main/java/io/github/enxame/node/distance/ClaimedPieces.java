package io.github.enxame.node.distance;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** Which pieces a peer says it has. */
final class ClaimedPieces {
    private final int pieceCount;
    private final BitSet pieces = new BitSet();

    ClaimedPieces(int pieceCount) {
        this.pieceCount = pieceCount;
    }

    void all() {
        pieces.set(0, pieceCount);
    }

    /** One more; returns false if the torrent has no such piece. */
    boolean add(int piece) {
        if (piece < 0 || piece >= pieceCount) {
            return false;
        }
        pieces.set(piece);
        return true;
    }

    /** Takes a bitfield; returns false if it has the wrong length or sets spare bits (BEP 3). */
    boolean take(ByteBuffer bits) {
        if (bits.remaining() != (pieceCount + 7) / 8) {
            return false;
        }
        for (int i = 0; i < bits.remaining() * 8; i++) {
            boolean set = (bits.get(bits.position() + i / 8) & 0x80 >> i % 8) != 0;
            if (set && !add(i)) {
                return false;
            }
        }
        return true;
    }

    /** How much of the torrent they are, 0 to 1. */
    double share() {
        return pieceCount == 0 ? 1 : (double) pieces.cardinality() / pieceCount;
    }
}
