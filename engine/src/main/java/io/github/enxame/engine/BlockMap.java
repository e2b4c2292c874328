package io.github.enxame.engine;

import io.github.enxame.engine.picker.Picker;
import io.github.enxame.engine.swarm.PieceSources;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The state of each block of a torrent at one moment, and which peer brings or brought it. Blocks are numbered through
 * the torrent: piece by piece, within a piece by offset; every piece but the last has as many blocks. It holds one bit for
 * each piece and more only for the pieces that were begun, so a torrent may claim a thousand million blocks. Immutable, safe on
 * any thread.
 */
public final class BlockMap {
    /** The state of one block. */
    public enum State {
        /** Not asked for yet. */
        QUEUED,
        /** Asked for, or here but not verified yet. */
        ARRIVING,
        /** Here and verified. */
        VERIFIED
    }

    /** The source of a block that no peer brought: it was here already, or it is queued. */
    public static final int NOBODY = -1;

    /** What {@link #inspect} finds in a run of bytes. */
    public interface Inspector {
        /** So many verified bytes, brought by this peer; {@link #NOBODY} where none did. */
        void verified(int source, long bytes);

        /** A block that arrives now. */
        void arriving();
    }

    private final int count;
    private final int blocksPerPiece;
    private final BitSet verified;
    private final PieceSources.View sources;
    private final NavigableMap<Integer, Picker.Begun> begun = new TreeMap<>();

    /**
     * A map over parts that nobody changes any more; sources are indices into {@link Snapshot#peers}.
     *
     * @param count number of blocks
     * @param verified the pieces that are verified
     * @param sources who brought these
     * @param begun the pieces of which blocks arrive
     */
    BlockMap(int count, int blocksPerPiece, BitSet verified, PieceSources.View sources, List<Picker.Begun> begun) {
        this.count = count;
        this.blocksPerPiece = blocksPerPiece;
        this.verified = verified;
        this.sources = sources;
        begun.forEach(piece -> this.begun.put(piece.piece(), piece));
    }

    /** The number of blocks. */
    public int count() {
        return count;
    }

    /** Blocks of every piece but the last. */
    public int blocksPerPiece() {
        return blocksPerPiece;
    }

    /** The state of a block. */
    public State state(int block) {
        int piece = block / blocksPerPiece;
        if (verified.get(piece)) {
            return State.VERIFIED;
        }
        Picker.Begun arriving = begun.get(piece);
        return arriving != null && arriving.arriving().get(block % blocksPerPiece) ? State.ARRIVING : State.QUEUED;
    }

    /** The index in {@link Snapshot#peers} of the peer that brings or brought the block, or {@link #NOBODY}. */
    public int source(int block) {
        int piece = block / blocksPerPiece;
        int index = block % blocksPerPiece;
        if (verified.get(piece)) {
            return source(sources.of(piece), index);
        }
        Picker.Begun arriving = begun.get(piece);
        return arriving != null && arriving.arriving().get(index) ? arriving.sources()[index] : NOBODY;
    }

    private static int source(short[] ofPiece, int index) {
        return switch (ofPiece.length) {
            case 0 -> NOBODY;
            case 1 -> ofPiece[0];
            default -> ofPiece[index];
        };
    }

    /** How many of these pieces are verified. */
    public int verifiedPieces(BitSet among) {
        BitSet both = (BitSet) among.clone();
        both.and(verified);
        return both.cardinality();
    }

    /** Whether any block from {@code from} to before {@code end} is verified. */
    public boolean anyVerified(int from, int end) {
        int piece = verified.nextSetBit(from / blocksPerPiece);
        return piece >= 0 && piece <= (end - 1) / blocksPerPiece;
    }

    /** Whether all blocks from {@code from} to before {@code end} are verified. */
    public boolean allVerified(int from, int end) {
        return verified.nextClearBit(from / blocksPerPiece) > (end - 1) / blocksPerPiece;
    }

    /** The first block from {@code from} on that arrives, or -1. */
    public int nextArriving(int from) {
        for (var next = begun.ceilingEntry(from / blocksPerPiece); next != null; ) {
            int first = next.getKey() * blocksPerPiece;
            int block = next.getValue().arriving().nextSetBit(Math.max(0, from - first));
            if (block >= 0 && !verified.get(next.getKey())) {
                return first + block;
            }
            next = begun.higherEntry(next.getKey());
        }
        return -1;
    }

    /**
     * Looks at a run of bytes, piece by piece.
     *
     * @param offset where it begins in the torrent's byte space
     * @param end where it ends
     * @param pieceLength bytes of a whole piece
     * @param blockLength bytes of a whole block
     */
    public void inspect(long offset, long end, int pieceLength, int blockLength, Inspector inspector) {
        int last = (int) ((end - 1) / pieceLength);
        int first = (int) (offset / pieceLength);
        for (int piece = verified.nextSetBit(first);
                piece >= 0 && piece <= last;
                piece = verified.nextSetBit(piece + 1)) {
            long start = (long) piece * pieceLength;
            verified(
                    sources.of(piece),
                    Math.max(offset, start) - start,
                    Math.min(end, start + pieceLength) - start,
                    blockLength,
                    inspector);
        }
        for (Picker.Begun piece : begun.subMap(first, true, last, true).values()) {
            long start = (long) piece.piece() * pieceLength;
            int from = (int) ((Math.max(offset, start) - start) / blockLength);
            int to = (int) ((Math.min(end, start + pieceLength) - start - 1) / blockLength);
            int arriving = piece.arriving().nextSetBit(from);
            if (arriving >= 0 && arriving <= to) {
                inspector.arriving();
            }
        }
    }

    private static void verified(short[] ofPiece, long from, long end, int blockLength, Inspector inspector) {
        if (ofPiece.length < 2) {
            inspector.verified(source(ofPiece, 0), end - from);
            return;
        }
        for (long at = from; at < end; ) {
            long next = Math.min(end, (at / blockLength + 1) * blockLength);
            inspector.verified(ofPiece[(int) (at / blockLength)], next - at);
            at = next;
        }
    }
}
