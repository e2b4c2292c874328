package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.Info;
import java.util.BitSet;

/** What of a torrent is wanted, and how many of those pieces are still to be verified. Safe on any thread. */
final class Wanted {
    private final Info info;
    // All guarded by this.
    private final BitSet verified = new BitSet();
    private Selection selection;
    private BitSet pieces;
    private boolean byUser;
    private int missing;

    /** A torrent of which nothing is verified. {@code byUser}: whether that was chosen now, not only supposed. */
    Wanted(Info info, Selection selection, boolean byUser) {
        this.info = info;
        this.byUser = byUser;
        this.selection = selection.within(info);
        this.pieces = this.selection.pieces(info);
        this.missing = pieces.cardinality();
    }

    /** The user chose. */
    synchronized void chosen(Selection now) {
        byUser = true;
        take(now);
    }

    /** An earlier run was told this; it holds unless the user chose since. */
    synchronized void recorded(Selection earlier) {
        if (!byUser) {
            take(earlier);
        }
    }

    private void take(Selection now) {
        selection = now.within(info);
        pieces = selection.pieces(info);
        BitSet left = (BitSet) pieces.clone();
        left.andNot(verified);
        missing = left.cardinality();
    }

    /** A piece is verified. Returns whether that was the last one wanted. */
    synchronized boolean verified(int piece) {
        if (verified.get(piece)) {
            return false;
        }
        verified.set(piece);
        return pieces.get(piece) && --missing == 0;
    }

    /** Whether no piece that is wanted is still to be verified. */
    synchronized boolean allVerified() {
        return missing == 0;
    }

    /** Whether every piece that is wanted is among these. */
    synchronized boolean within(BitSet some) {
        BitSet left = (BitSet) pieces.clone();
        left.andNot(some);
        return left.isEmpty();
    }

    synchronized boolean wants(int file) {
        return selection.wants(file);
    }

    synchronized Selection selection() {
        return selection;
    }
}
