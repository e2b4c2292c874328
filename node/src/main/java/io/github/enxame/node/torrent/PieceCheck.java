package io.github.enxame.node.torrent;

import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.metainfo.HashList;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Merkle;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Compares pieces on disk with every hash that the metainfo has for them. Used by one thread. */
final class PieceCheck {
    private final Info info;
    private final PieceLayout layout;
    private final ContentFiles content;
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha256 = digest("SHA-256");
    private final ByteBuffer block = ByteBuffer.allocate(PieceLayout.BLOCK);

    PieceCheck(Info info, ContentFiles content) {
        this.info = info;
        this.layout = info.layout();
        this.content = content;
    }

    /** Whether the bytes of a piece are there and right. */
    boolean isRight(int piece) throws IOException {
        int hashed = info.piecesV2().isPresent() ? layout.fileLength(piece) : 0;
        byte[] leaves = new byte[Math.ceilDiv(hashed, PieceLayout.BLOCK) * Merkle.HASH_LENGTH];
        for (int i = 0; i < layout.blockCount(piece); i++) {
            if (!read(piece, i)) {
                sha1.reset();
                return false;
            }
            sha1.update(block.array(), 0, block.position());
            int begin = i * PieceLayout.BLOCK;
            if (begin < hashed) {
                sha256.update(block.array(), 0, Math.min(block.position(), hashed - begin));
                System.arraycopy(sha256.digest(), 0, leaves, i * Merkle.HASH_LENGTH, Merkle.HASH_LENGTH);
            }
        }
        byte[] v1 = sha1.digest();
        boolean rightV1 =
                info.piecesV1().map(hashes -> hashes.matches(piece, v1)).orElse(true);
        return rightV1
                && info.piecesV2()
                        .map(hashes -> isRightV2(hashes, piece, leaves))
                        .orElse(true);
    }

    private boolean isRightV2(HashList hashes, int piece, byte[] leaves) {
        return hashes.matches(piece, Merkle.root(leaves, layout.leafCount(piece)));
    }

    private boolean read(int piece, int index) throws IOException {
        block.clear();
        for (Extent extent : layout.extents(piece, index * PieceLayout.BLOCK, layout.blockLength(piece, index))) {
            block.limit(block.position() + extent.length());
            if (!content.read(extent.file(), extent.offset(), block)) {
                Arrays.fill(block.array(), (byte) 0);
                return false;
            }
        }
        return true;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
