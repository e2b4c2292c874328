package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.metainfo.MetainfoLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What a peer says that it has while nobody knows how many pieces there are. A bitfield of which every bit is set takes no
 * space; any other is kept as long as {@link ClaimBudget} has room. Owned by the loop.
 */
final class ClaimedPieces {
    /** Longest bitfield of any torrent, in bytes. */
    static final int MAX_BITFIELD_BYTES = MetainfoLimits.MAX_PIECES / 8;

    private static final int EVERY_BIT = 0xff;

    private final ClaimBudget budget;
    private BitSet added = new BitSet();
    private BitSet lost = new BitSet();
    private @Nullable ByteBuffer bits;
    private boolean everything;

    /** The length of a bitfield that is full, and its last byte, of which the spare bits are not set; else 0. */
    private int fullLength;

    private int fullLast;
    private boolean dropped;

    ClaimedPieces(ClaimBudget budget) {
        this.budget = budget;
    }

    boolean everything() {
        return everything;
    }

    /** Whether it has anything. */
    boolean any() {
        return everything || dropped || bits != null || fullLength > 0 || !added.isEmpty();
    }

    /** Whether it said what it has, and that was not kept. */
    boolean isDropped() {
        return dropped;
    }

    /** What is kept, in bytes. */
    long bytes() {
        return (bits == null ? 0 : bits.remaining()) + bytes(added) + bytes(lost);
    }

    private static long bytes(BitSet set) {
        return set.isEmpty() ? 0 : set.size() / Byte.SIZE;
    }

    void all() {
        clear();
        everything = true;
    }

    /** Takes a whole bitfield; whether it fits is not known yet. Returns false if no torrent has as many pieces. */
    boolean replace(ByteBuffer claimed) {
        clear();
        int length = claimed.remaining();
        if (length > MAX_BITFIELD_BYTES) {
            return false;
        }
        if (isFull(claimed)) {
            fullLength = length;
            fullLast = claimed.get(claimed.limit() - 1) & EVERY_BIT;
        } else if (length > 0) {
            bits = claimed;
            budget.changed(this, 0);
        }
        return true;
    }

    /** Whether all bits are set but for at most seven at the end, as in a bitfield of a peer that has everything. */
    private static boolean isFull(ByteBuffer claimed) {
        int last = claimed.limit() - 1;
        for (int i = claimed.position(); i < last; i++) {
            if ((claimed.get(i) & EVERY_BIT) != EVERY_BIT) {
                return false;
            }
        }
        int end = last < claimed.position() ? 0 : claimed.get(last) & EVERY_BIT;
        return end != 0 && (~end & EVERY_BIT & (~end & EVERY_BIT) + 1) == 0;
    }

    /** One more piece; returns false if no torrent has as many. */
    boolean add(int piece) {
        if (piece < 0 || piece >= MetainfoLimits.MAX_PIECES) {
            return false;
        }
        if (!dropped) {
            long before = bytes();
            added.set(piece);
            lost.clear(piece);
            budget.changed(this, before);
        }
        return true;
    }

    void clear() {
        long before = bytes();
        added = new BitSet();
        lost = new BitSet();
        bits = null;
        everything = false;
        fullLength = 0;
        dropped = false;
        if (before > 0) {
            budget.changed(this, before);
        }
    }

    /** Forgets what it has, but that it has something. */
    void drop() {
        clear();
        dropped = true;
    }

    /** It has lost a piece; returns false if no torrent has as many. */
    boolean remove(int piece) {
        if (piece < 0 || piece >= MetainfoLimits.MAX_PIECES) {
            return false;
        }
        long before = bytes();
        added.clear(piece);
        if (everything || fullLength > 0 || bits != null) {
            lost.set(piece);
        }
        budget.changed(this, before);
        return true;
    }

    /** Passes it on, now that the number of pieces is known; returns false if it does not fit. */
    boolean tell(PeerPieces pieces, int pieceCount) {
        if (added.length() > pieceCount) {
            return false;
        }
        if (everything) {
            pieces.all();
        } else if (fullLength > 0 && !pieces.replace(full())) {
            return false;
        } else if (bits != null && !pieces.replace(bits)) {
            return false;
        }
        lost.stream().filter(piece -> piece < pieceCount).forEach(pieces::remove);
        added.stream().forEach(pieces::add);
        return true;
    }

    private ByteBuffer full() {
        byte[] bytes = new byte[fullLength];
        Arrays.fill(bytes, (byte) EVERY_BIT);
        bytes[fullLength - 1] = (byte) fullLast;
        return ByteBuffer.wrap(bytes);
    }
}
