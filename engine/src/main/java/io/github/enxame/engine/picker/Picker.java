package io.github.enxame.engine.picker;

import java.util.BitSet;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Chooses the block to ask for next and knows the state of each: free, asked for, received, verified. Blocks are numbered
 * through the torrent: {@code piece * blocksPerPiece + block}.
 *
 * <p>Checklist of a choice: a block of the piece asked for most urgently (see {@link #first}); then of a piece already
 * begun, so that pieces become whole; then of the rarest fresh piece, and among the equally rare one that the caller
 * prefers. Kept true: a piece is verified, fresh, or in {@code begun}; {@code open} holds the begun ones with a free block.
 */
public final class Picker {
    /** What {@link #pick} returns when the peer has nothing that is free. */
    public static final int NONE = -1;

    private static final int PREFERENCE_REACH = 512;

    private final int pieceCount;
    private final int blocksPerPiece;
    private final int blockCount;
    private final FreshPieces fresh;
    private final TreeMap<Integer, PieceProgress> begun = new TreeMap<>();
    private final BitSet open = new BitSet();
    private final BitSet verified = new BitSet();
    private final BitSet first = new BitSet();

    /**
     * A picker for a torrent of which nothing is here.
     *
     * @param pieceCount number of pieces
     * @param blocksPerPiece blocks in every piece but the last
     * @param blockCount blocks in the torrent
     */
    public Picker(int pieceCount, int blocksPerPiece, int blockCount, RandomGenerator random) {
        this.pieceCount = pieceCount;
        this.blocksPerPiece = blocksPerPiece;
        this.blockCount = blockCount;
        this.fresh = new FreshPieces(pieceCount, random);
    }

    /** These pieces go before all others, in ascending order: what a reader needs first. */
    public void first(BitSet pieces) {
        first.clear();
        first.or(pieces);
    }

    /** A peer that does not have everything has this piece. */
    public void peerHas(int piece) {
        fresh.moreCommon(piece);
    }

    /** A peer that had this piece, but not everything, is gone. */
    public void peerLost(int piece) {
        fresh.rarer(piece);
    }

    /** The number of connected peers that have the piece, those with everything not counted. */
    public int availability(int piece) {
        return fresh.availability(piece);
    }

    /** The pieces that are verified; not to be changed. */
    public BitSet verified() {
        return verified;
    }

    /** Whether every piece is verified. */
    public boolean complete() {
        return verified.cardinality() == pieceCount;
    }

    /** The number of blocks that nobody was asked for and that are not here. */
    public int freeBlocks() {
        int free = fresh.size() * blocksPerPiece;
        if (pieceCount > 0 && fresh.contains(pieceCount - 1)) {
            free -= pieceCount * blocksPerPiece - blockCount;
        }
        for (PieceProgress progress : begun.values()) {
            free += progress.free();
        }
        return free;
    }

    /**
     * Chooses a free block of a piece that {@code has} accepts and marks it as asked for once more.
     *
     * @param has the pieces the peer has
     * @param preferred the pieces to choose among equally rare ones
     * @return the block, or {@link #NONE}
     */
    public int pick(IntPredicate has, IntPredicate preferred) {
        int piece =
                firstMatch(first, candidate -> !verified.get(candidate) && hasFree(candidate) && has.test(candidate));
        if (piece == NONE) {
            piece = firstMatch(open, candidate -> has.test(candidate) && preferred.test(candidate));
        }
        if (piece == NONE) {
            piece = firstMatch(open, has);
        }
        if (piece == NONE) {
            piece = rarest(has, preferred);
        }
        if (piece == NONE) {
            return NONE;
        }
        int block = piece * blocksPerPiece + begin(piece).firstFree();
        request(block);
        return block;
    }

    /** Marks a block as asked for once more, of another peer. */
    public void request(int block) {
        int piece = block / blocksPerPiece;
        PieceProgress progress = begin(piece);
        progress.request(block % blocksPerPiece);
        open.set(piece, progress.free() > 0);
    }

    /** A peer that was asked for this block will not bring it, or has. */
    public void release(int block) {
        int piece = block / blocksPerPiece;
        PieceProgress progress = begun.get(piece);
        if (progress == null) {
            return;
        }
        progress.release(block % blocksPerPiece);
        open.set(piece, progress.free() > 0);
        if (progress.untouched()) {
            begun.remove(piece);
            open.clear(piece);
            fresh.add(piece);
        }
    }

    /** A block arrived. Returns whether it was missing until now. */
    public boolean receive(int block) {
        int piece = block / blocksPerPiece;
        if (verified.get(piece)) {
            return false;
        }
        PieceProgress progress = begin(piece);
        boolean missing = progress.receive(block % blocksPerPiece);
        open.set(piece, progress.free() > 0);
        return missing;
    }

    /** Whether a block is here, verified or not. */
    public boolean received(int block) {
        int piece = block / blocksPerPiece;
        PieceProgress progress = begun.get(piece);
        return verified.get(piece) || (progress != null && progress.isReceived(block % blocksPerPiece));
    }

    /** How many peers are asked for a block now. */
    public int holders(int block) {
        PieceProgress progress = begun.get(block / blocksPerPiece);
        return progress == null ? 0 : progress.holders(block % blocksPerPiece);
    }

    /** The piece is here and its hashes are right. */
    public void verified(int piece) {
        if (fresh.contains(piece)) {
            fresh.remove(piece);
        }
        begun.remove(piece);
        open.clear(piece);
        verified.set(piece);
    }

    /** The piece was here and its hash is wrong: all of it is missing again. */
    public void corrupt(int piece) {
        PieceProgress progress = begun.get(piece);
        if (progress == null) {
            return;
        }
        progress.reopen();
        open.set(piece, progress.free() > 0);
        if (progress.untouched()) {
            begun.remove(piece);
            open.clear(piece);
            fresh.add(piece);
        }
    }

    /** How many of these pieces have a block that nobody was asked for. */
    public int freePieces(BitSet pieces) {
        int free = 0;
        for (int piece = pieces.nextSetBit(0); piece >= 0; piece = pieces.nextSetBit(piece + 1)) {
            if (hasFree(piece)) {
                free++;
            }
        }
        return free;
    }

    private boolean hasFree(int piece) {
        return fresh.contains(piece) || open.get(piece);
    }

    private int rarest(IntPredicate has, IntPredicate preferred) {
        int found = NONE;
        int end = fresh.size();
        for (int i = 0; i < end; i++) {
            int piece = fresh.at(i);
            if (!has.test(piece)) {
                continue;
            }
            if (preferred.test(piece)) {
                return piece;
            }
            if (found == NONE) {
                found = piece;
                end = Math.min(fresh.endOfBucket(i), i + PREFERENCE_REACH);
            }
        }
        return found;
    }

    private static int firstMatch(BitSet pieces, IntPredicate test) {
        for (int piece = pieces.nextSetBit(0); piece >= 0; piece = pieces.nextSetBit(piece + 1)) {
            if (test.test(piece)) {
                return piece;
            }
        }
        return NONE;
    }

    private PieceProgress begin(int piece) {
        PieceProgress progress = begun.get(piece);
        if (progress == null) {
            fresh.remove(piece);
            progress = new PieceProgress(Math.min(blocksPerPiece, blockCount - piece * blocksPerPiece));
            begun.put(piece, progress);
            open.set(piece);
        }
        return progress;
    }
}
