package io.github.enxame.protocol.metainfo;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/** The hashes of some pieces, one after the other: SHA-1 for v1, the merkle root of its SHA-256 leaves for v2 (BEP 52). */
final class PieceLane implements HashLane {
    private static final byte[] ZEROS = new byte[Merkle.BLOCK_LENGTH];

    private final PieceCuts cuts;
    private final PieceHashes hashes;
    private final boolean hasV1;
    private final boolean hasV2;
    private final MessageDigest sha1 = Digests.sha1();
    private final MessageDigest sha256 = Digests.sha256();
    private final int end;
    private int piece;
    private int length;
    private int taken;
    private byte[] leaves = new byte[0];

    /**
     * @param from the first piece
     * @param end the piece after the last
     */
    PieceLane(PieceCuts cuts, PieceHashes hashes, MetainfoVersion version, int from, int end) {
        this.cuts = cuts;
        this.hashes = hashes;
        this.hasV1 = version.hasV1();
        this.hasV2 = version.hasV2();
        this.end = end;
        begin(from);
    }

    private void begin(int following) {
        piece = following;
        taken = 0;
        length = piece < end ? cuts.length(piece) : 0;
        leaves = new byte[hasV2 ? Math.ceilDiv(length, Merkle.BLOCK_LENGTH) * Merkle.HASH_LENGTH : 0];
    }

    @Override
    public void update(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        int limit = rest.limit();
        while (rest.hasRemaining()) {
            if (piece == end) {
                throw LaneErrors.grown();
            }
            // Block by block, so that the second function finds in the core's own cache what the first one has read.
            int open = Merkle.BLOCK_LENGTH - taken % Merkle.BLOCK_LENGTH;
            int run = Math.min(rest.remaining(), Math.min(length - taken, open));
            take(rest.limit(rest.position() + run), run == open);
            rest.limit(limit);
            if (taken == length) {
                endPiece();
            }
        }
    }

    /** Hashes all of {@code bytes}, which lie within a block. */
    private void take(ByteBuffer bytes, boolean wholeBlock) {
        int from = taken;
        taken += bytes.remaining();
        if (hasV1) {
            sha1.update(hasV2 ? bytes.duplicate() : bytes);
        }
        if (hasV2) {
            sha256.update(bytes);
            if (wholeBlock || taken == length) {
                endLeaf(from / Merkle.BLOCK_LENGTH);
            }
        }
    }

    private void endLeaf(int leaf) {
        try {
            sha256.digest(leaves, leaf * Merkle.HASH_LENGTH, Merkle.HASH_LENGTH);
        } catch (DigestException impossible) {
            throw new IllegalStateException("a leaf has room for its hash", impossible);
        }
    }

    private void endPiece() {
        if (hasV1) {
            for (int left = cuts.padding(piece); left > 0; left -= ZEROS.length) {
                sha1.update(ZEROS, 0, Math.min(left, ZEROS.length));
            }
            hashes.sha1(piece, sha1.digest());
        }
        if (hasV2) {
            hashes.root(piece, Merkle.root(leaves, cuts.leafCount(piece)));
        }
        hashes.hasOneMore();
        begin(piece + 1);
    }
}
