package io.github.enxame.engine.swarm;

import io.github.enxame.engine.picker.Picker;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Which pieces one connected peer has. Keeps the picker's availability right: a peer that has everything is not counted
 * there (see {@link Picker#peerHas}). Owned by the loop.
 */
final class PeerPieces {
    private final int pieceCount;
    private final Picker picker;
    private final BitSet pieces = new BitSet();
    private int count;
    private boolean everything;
    private int wanted;

    PeerPieces(int pieceCount, Picker picker) {
        this.pieceCount = pieceCount;
        this.picker = picker;
    }

    boolean has(int piece) {
        return everything || pieces.get(piece);
    }

    /** The pieces it has; not to be changed. */
    BitSet held() {
        return everything ? picker.everyPiece() : pieces;
    }

    boolean everything() {
        return everything;
    }

    int count() {
        return everything ? pieceCount : count;
    }

    /** How many of them are wanted and not verified here. */
    int wanted() {
        return wanted;
    }

    void all() {
        forget();
        everything = true;
        recount();
    }

    /** Takes a whole bitfield; returns false if it has the wrong length or sets spare bits (BEP 3). */
    boolean replace(ByteBuffer bits) {
        if (bits.remaining() != (pieceCount + 7) / 8) {
            return false;
        }
        BitSet claimed = new BitSet(pieceCount);
        for (int i = 0; i < bits.remaining() * 8; i++) {
            if ((bits.get(bits.position() + i / 8) & 0x80 >> i % 8) != 0) {
                claimed.set(i);
            }
        }
        if (claimed.length() > pieceCount) {
            return false;
        }
        forget();
        claimed.stream().forEach(this::add);
        return true;
    }

    /** One more piece; returns whether that is news. */
    boolean add(int piece) {
        if (has(piece)) {
            return false;
        }
        pieces.set(piece);
        count++;
        picker.peerHas(piece);
        if (picker.wants(piece)) {
            wanted++;
        }
        if (count == pieceCount) {
            all();
        }
        return true;
    }

    /** The peer has lost a piece; returns whether it had it. */
    boolean remove(int piece) {
        if (!has(piece)) {
            return false;
        }
        if (everything) {
            everything = false;
            pieces.set(0, pieceCount);
            count = pieceCount;
            pieces.stream().filter(other -> other != piece).forEach(picker::peerHas);
        } else {
            picker.peerLost(piece);
        }
        pieces.clear(piece);
        count--;
        if (picker.wants(piece)) {
            wanted--;
        }
        return true;
    }

    /** The piece is verified here and no longer wanted of anybody. */
    void verifiedHere(int piece) {
        if (has(piece) && picker.selected(piece)) {
            wanted--;
        }
    }

    /** Other pieces are wanted than before. */
    void recount() {
        wanted = everything ? picker.missingPieces() : picker.missingPieces(pieces);
    }

    /** The peer is gone. */
    void forget() {
        pieces.stream().forEach(picker::peerLost);
        pieces.clear();
        count = 0;
        everything = false;
        wanted = 0;
    }
}
