package io.github.enxame.engine.storage;

import java.security.MessageDigest;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A piece of which some blocks are written and hashed. Used by its lane alone. */
final class OpenPiece {
    private final int piece;
    private final int blockCount;
    private final BitSet written = new BitSet();
    private int writtenCount;

    /** The running v1 digest; absent where there is no v1 hash, or not before the piece is whole. */
    @Nullable MessageDigest sha1;

    /** The number of blocks, from the first on, that {@link #sha1} has seen. */
    int digested;

    /** The v2 leaf hashes of the blocks, one after the other; absent where there is no v2 hash. */
    final byte @Nullable [] leaves;

    OpenPiece(int piece, int blockCount, byte @Nullable [] leaves) {
        this.piece = piece;
        this.blockCount = blockCount;
        this.leaves = leaves;
    }

    int piece() {
        return piece;
    }

    int blockCount() {
        return blockCount;
    }

    boolean has(int block) {
        return written.get(block);
    }

    void wrote(int block) {
        if (!written.get(block)) {
            written.set(block);
            writtenCount++;
        }
    }

    boolean complete() {
        return writtenCount == blockCount;
    }
}
