package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.HashList;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Merkle;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The hashes that a torrent's pieces must have. Immutable, safe on any thread. */
final class PieceHashes {
    private final PieceLayout layout;
    private final @Nullable HashList v1;
    private final @Nullable HashList v2;

    PieceHashes(Info info, PieceLayout layout) {
        this.layout = layout;
        this.v1 = info.piecesV1().orElse(null);
        this.v2 = info.piecesV2().orElse(null);
        if (!info.isVerifiable()) {
            throw new IllegalArgumentException(
                    "\"" + info.name() + "\" has no piece hashes, so nothing can be verified");
        }
    }

    boolean hasV1() {
        return v1 != null;
    }

    boolean hasV2() {
        return v2 != null;
    }

    /** The bytes of a block that its v2 leaf covers: those of the file, not the zeros of the pad file after it. */
    int leafLength(int piece, int block, int blockLength) {
        return Math.clamp(layout.fileLength(piece) - (long) block * PieceLayout.BLOCK, 0, blockLength);
    }

    /** Whether this is the SHA-1 of the piece. Only where there is a v1 half. */
    boolean isRightV1(int piece, byte[] sha1) {
        return v1 == null || v1.matches(piece, sha1);
    }

    /** Whether these are the leaf hashes of all blocks of the piece. Only where there is a v2 half. */
    boolean isRightV2(int piece, byte[] leaves) {
        if (v2 == null) {
            return true;
        }
        int blocks = Math.ceilDiv(layout.fileLength(piece), PieceLayout.BLOCK);
        byte[] withBytes = Arrays.copyOf(leaves, blocks * Merkle.HASH_LENGTH);
        return v2.matches(piece, Merkle.root(withBytes, layout.leafCount(piece)));
    }
}
