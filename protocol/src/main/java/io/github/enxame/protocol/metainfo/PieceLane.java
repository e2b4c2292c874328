package io.github.enxame.protocol.metainfo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/** The SHA-1 of each v1 piece. */
final class PieceLane extends FileWalk {
    private static final byte[] ZEROS = new byte[Merkle.BLOCK_LENGTH];

    private final MessageDigest sha1 = Digests.sha1();
    private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    private final int pieceLength;

    /**
     * @param padded whether zeros fill each file's last piece, as in a hybrid; if not, the files are to the pieces as one
     */
    PieceLane(List<Long> lengths, int pieceLength, boolean padded) {
        super(
                padded
                        ? lengths
                        : List.of(lengths.stream().mapToLong(Long::longValue).sum()),
                pieceLength);
        this.pieceLength = pieceLength;
    }

    @Override
    void take(ByteBuffer bytes) {
        sha1.update(bytes);
    }

    @Override
    void endCut() {
        hashes.writeBytes(sha1.digest());
    }

    @Override
    void endFile(long length, int open) {
        if (open == 0) {
            return;
        }
        for (int left = moreFollow() ? pieceLength - open : 0; left > 0; left -= ZEROS.length) {
            sha1.update(ZEROS, 0, Math.min(left, ZEROS.length));
        }
        hashes.writeBytes(sha1.digest());
    }

    HashList finish() {
        end();
        return HashList.owning(hashes.toByteArray(), InfoHash.V1_LENGTH);
    }
}
