package io.github.enxame.engine.picker;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the block to ask for next and knows the state of each: free, asked for, received, verified. Blocks are numbered
 * through the torrent: {@code piece * blocksPerPiece + block}.
 *
 * <p>{@code PieceChoice} says which piece comes next. Kept true: a wanted piece is verified, fresh, or in {@code begun}; {@code open}
 * holds the begun ones with a free block, and {@code free} all pieces with one.
 */
public final class Picker {
    /** What {@link #pick} returns when the peer has nothing that is free. */
    public static final int NONE = -1;

    private final int pieceCount;
    private final int blocksPerPiece;
    private final int blockCount;
    private final FreshPieces fresh;
    private final BitSet everyPiece = new BitSet();
    private final RandomGenerator random;
    private final @Nullable PieceProgress[] begun;
    private final OpenPieces open = new OpenPieces();
    private final BitSet free = new BitSet();
    private final BitSet verified = new BitSet();
    private final BitSet skipped = new BitSet();
    private final BitSet begunPieces = new BitSet();
    private int missingPieces;
    private final PieceChoice choice;

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
        this.random = random;
        this.begun = new @Nullable PieceProgress[pieceCount];
        this.fresh = new FreshPieces(pieceCount, random);
        everyPiece.set(0, pieceCount);
        free.set(0, pieceCount);
        this.missingPieces = pieceCount;
        this.choice = new PieceChoice(pieceCount, fresh, everyPiece, open, free, random);
    }

    /** These pieces go before all others, one set after the other, each in ascending order: what a reader needs first. */
    public void first(List<BitSet> pieces) {
        List<BitSet> missing = pieces.stream().map(set -> (BitSet) set.clone()).toList();
        missing.forEach(set -> set.andNot(verified));
        choice.first(missing);
    }

    /**
     * Only these pieces are wanted, the urgent ones of them before the others. Blocks of others that were asked for already
     * may still come.
     */
    public void select(BitSet wanted, BitSet before) {
        BitSet urgent = (BitSet) before.clone();
        urgent.and(wanted);
        choice.urgent(urgent);
        List<Integer> wantedAgain = new ArrayList<>();
        for (int piece = 0; piece < pieceCount; piece++) {
            if (skipped.get(piece) && wanted.get(piece)) {
                wantedAgain.add(piece);
            } else if (!skipped.get(piece) && !wanted.get(piece)) {
                skip(piece);
            }
        }
        // Among equally rare ones, not everybody who chooses the same is to begin with the same.
        for (int i = wantedAgain.size() - 1; i > 0; i--) {
            Collections.swap(wantedAgain, i, random.nextInt(i + 1));
        }
        wantedAgain.forEach(this::want);
    }

    private void skip(int piece) {
        skipped.set(piece);
        missingPieces -= verified.get(piece) ? 0 : 1;
        free.clear(piece);
        open.remove(piece);
        if (fresh.contains(piece)) {
            fresh.remove(piece);
        }
    }

    private void want(int piece) {
        skipped.clear(piece);
        missingPieces += verified.get(piece) ? 0 : 1;
        PieceProgress progress = begun[piece];
        if (progress != null) {
            changed(piece, progress);
        } else if (!verified.get(piece)) {
            fresh.add(piece);
            free.set(piece);
        }
    }

    /** Whether a piece is wanted and not verified. */
    public boolean wants(int piece) {
        return !verified.get(piece) && !skipped.get(piece);
    }

    /** Whether a piece is wanted, verified or not. */
    public boolean selected(int piece) {
        return !skipped.get(piece);
    }

    /** Whether every wanted piece is verified. */
    public boolean satisfied() {
        return missingPieces == 0;
    }

    /** The number of pieces that are wanted and not verified. */
    public int missingPieces() {
        return missingPieces;
    }

    /** How many of these pieces are wanted and not verified. */
    public int missingPieces(BitSet among) {
        BitSet missing = (BitSet) among.clone();
        missing.andNot(verified);
        missing.andNot(skipped);
        return missing.cardinality();
    }

    /** What a peer has that has everything; not to be changed. */
    public BitSet everyPiece() {
        return everyPiece;
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

    /** The number of blocks of wanted pieces that nobody was asked for and that are not here. */
    public int freeBlocks() {
        int blocks = fresh.size() * blocksPerPiece;
        if (pieceCount > 0 && fresh.contains(pieceCount - 1)) {
            blocks -= pieceCount * blocksPerPiece - blockCount;
        }
        for (int piece = begunPieces.nextSetBit(0); piece >= 0; piece = begunPieces.nextSetBit(piece + 1)) {
            PieceProgress progress = begun[piece];
            blocks += progress == null || skipped.get(piece) ? 0 : progress.free();
        }
        return blocks;
    }

    /**
     * Chooses a free block of a piece that the peer has and may bring, and marks it as asked for once more.
     *
     * @param has the pieces that the peer has; {@link #everyPiece} if that is all
     * @param may which of them it may be asked for
     * @param preferred the pieces to choose among equally rare ones
     * @return the block, or {@link #NONE}
     */
    public int pick(BitSet has, IntPredicate may, IntPredicate preferred) {
        int piece = choice.piece(has, may, preferred);
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
        changed(piece, progress);
    }

    /** A peer that was asked for this block will not bring it, or has. */
    public void release(int block) {
        int piece = block / blocksPerPiece;
        PieceProgress progress = begun[piece];
        if (progress == null) {
            return;
        }
        progress.release(block % blocksPerPiece);
        changed(piece, progress);
    }

    /** A block arrived. Returns whether it was missing until now. */
    public boolean receive(int block) {
        int piece = block / blocksPerPiece;
        if (verified.get(piece)) {
            return false;
        }
        PieceProgress progress = begin(piece);
        boolean missing = progress.receive(block % blocksPerPiece);
        changed(piece, progress);
        return missing;
    }

    /** Whether a block is here, verified or not. */
    public boolean received(int block) {
        int piece = block / blocksPerPiece;
        PieceProgress progress = begun[piece];
        return verified.get(piece) || (progress != null && progress.isReceived(block % blocksPerPiece));
    }

    /** How many peers are asked for a block now. */
    public int holders(int block) {
        PieceProgress progress = begun[block / blocksPerPiece];
        return progress == null ? 0 : progress.holders(block % blocksPerPiece);
    }

    /** Notes who brings a block that was asked for, or brought it. */
    public void source(int block, short source) {
        PieceProgress progress = begun[block / blocksPerPiece];
        if (progress != null) {
            progress.source(block % blocksPerPiece, source);
        }
    }

    /** Who brings each block of a begun piece, or brought it, {@link #NONE} for nobody; empty where it is not begun. */
    public short[] sources(int piece) {
        PieceProgress progress = begun[piece];
        return progress == null ? new short[0] : progress.sources();
    }

    /** Bytes of a piece's blocks that are not here, of as many bytes as the piece has. */
    public long missingBytes(int piece, int pieceLength, int blockLength) {
        PieceProgress progress = begun[piece];
        if (progress == null) {
            return verified.get(piece) ? 0 : pieceLength;
        }
        return progress.missingBytes(pieceLength, blockLength);
    }

    /** A piece of which blocks are here or were asked for. */
    public record Begun(int piece, BitSet arriving, short[] sources) {}

    /** The pieces of which blocks are here or were asked for, in ascending order. */
    public List<Begun> begun() {
        List<Begun> all = new ArrayList<>();
        for (int piece = begunPieces.nextSetBit(0); piece >= 0; piece = begunPieces.nextSetBit(piece + 1)) {
            PieceProgress progress = begun[piece];
            if (progress != null) {
                BitSet arriving = progress.arriving();
                all.add(new Begun(piece, arriving, progress.sources(arriving.length())));
            }
        }
        return all;
    }

    /** The piece is here and its hashes are right. */
    public void verified(int piece) {
        if (fresh.contains(piece)) {
            fresh.remove(piece);
        }
        missingPieces -= verified.get(piece) || skipped.get(piece) ? 0 : 1;
        begun[piece] = null;
        begunPieces.clear(piece);
        open.remove(piece);
        free.clear(piece);
        choice.verified(piece);
        verified.set(piece);
    }

    /** The piece was here and its hash is wrong: all of it is missing again. */
    public void corrupt(int piece) {
        PieceProgress progress = begun[piece];
        if (progress == null) {
            return;
        }
        progress.reopen();
        changed(piece, progress);
    }

    /** How many of these pieces have a block that nobody was asked for. */
    public int freePieces(BitSet pieces) {
        BitSet both = (BitSet) pieces.clone();
        both.and(free);
        return both.cardinality();
    }

    /** Whether any of these pieces has a block that nobody was asked for. */
    public boolean anyFree(BitSet pieces) {
        return pieces.intersects(free);
    }

    private PieceProgress begin(int piece) {
        PieceProgress progress = begun[piece];
        if (progress == null) {
            if (fresh.contains(piece)) {
                fresh.remove(piece);
                open.add(piece);
            }
            progress = new PieceProgress(Math.min(blocksPerPiece, blockCount - piece * blocksPerPiece));
            begun[piece] = progress;
            begunPieces.set(piece);
        }
        return progress;
    }

    /** Something happened to a block of a piece that was begun. */
    private void changed(int piece, PieceProgress progress) {
        boolean had = free.get(piece);
        boolean has = progress.free() > 0 && !skipped.get(piece);
        free.set(piece, has);
        if (progress.untouched()) {
            begun[piece] = null;
            begunPieces.clear(piece);
            open.remove(piece);
            if (has) {
                fresh.add(piece);
            }
        } else if (has && !had) {
            open.add(piece);
        } else if (had && !has) {
            open.remove(piece);
        }
    }
}
