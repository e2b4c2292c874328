package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.PieceLayout;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Hashes pieces block by block: the SHA-1 of the whole piece with blocks in order (v1), the SHA-256 of each block in any
 * order (v2). Used by one thread.
 */
final class PieceHashing {
    /** Most v1 digests that run at once; a piece beyond these is hashed when it is whole. */
    static final int RUNNING_LIMIT = 64;

    private static final int LEAF_LENGTH = 32;

    private final PieceLayout layout;
    private final PieceHashes hashes;
    private final MessageDigest sha256 = digest("SHA-256");
    private final ArrayDeque<MessageDigest> spare = new ArrayDeque<>();
    private int running;

    PieceHashing(PieceLayout layout, PieceHashes hashes) {
        this.layout = layout;
        this.hashes = hashes;
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    /** Begins a piece. */
    OpenPiece open(int piece) {
        int blocks = layout.blockCount(piece);
        OpenPiece open = new OpenPiece(piece, blocks, hashes.hasV2() ? new byte[blocks * LEAF_LENGTH] : null);
        if (hashes.hasV1() && running < RUNNING_LIMIT) {
            startSha1(open);
        }
        return open;
    }

    private MessageDigest startSha1(OpenPiece open) {
        MessageDigest digest = spare.isEmpty() ? digest("SHA-1") : spare.pop();
        running++;
        open.sha1 = digest;
        return digest;
    }

    /** Hashes a block as it is stored, in {@code bytes} from 0. */
    void add(OpenPiece open, int block, byte[] bytes, int length) {
        byte @Nullable [] leaves = open.leaves;
        if (leaves != null) {
            sha256.update(bytes, 0, hashes.leafLength(open.piece(), block, length));
            try {
                sha256.digest(leaves, block * LEAF_LENGTH, LEAF_LENGTH);
            } catch (DigestException e) {
                throw new IllegalStateException("a leaf has room for its hash", e);
            }
        }
        if (open.sha1 != null && block == open.digested) {
            addNext(open, bytes, length);
        }
    }

    /** The block whose bytes the v1 digest needs next and that is stored already, or -1. */
    int lagging(OpenPiece open) {
        if (!hashes.hasV1() || open.digested == open.blockCount() || !open.has(open.digested)) {
            return -1;
        }
        return open.sha1 != null || open.complete() ? open.digested : -1;
    }

    /** Feeds the v1 digest the block that {@link #lagging} named. */
    void addNext(OpenPiece open, byte[] bytes, int length) {
        MessageDigest digest = open.sha1 == null ? startSha1(open) : open.sha1;
        digest.update(bytes, 0, length);
        open.digested++;
    }

    /** Ends a piece all of whose blocks were added: whether every hash that the metainfo has for it is right. */
    boolean finish(OpenPiece open) {
        boolean right = true;
        MessageDigest digest = open.sha1;
        if (digest != null) {
            right = hashes.isRightV1(open.piece(), digest.digest());
            drop(open);
        }
        byte @Nullable [] leaves = open.leaves;
        if (leaves != null) {
            right &= hashes.isRightV2(open.piece(), leaves);
        }
        return right;
    }

    /** Ends a piece that is given up. */
    void drop(OpenPiece open) {
        MessageDigest digest = open.sha1;
        if (digest != null) {
            digest.reset();
            spare.push(digest);
            running--;
            open.sha1 = null;
        }
    }

    /** The digest of one block as it is stored. */
    BlockDigest blockDigest(byte[] bytes, int length) {
        sha256.update(bytes, 0, length);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new BlockDigest(digest.getLong(), digest.getLong());
    }
}
