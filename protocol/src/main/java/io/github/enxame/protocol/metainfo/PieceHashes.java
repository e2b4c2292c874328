package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.metainfo.ContentHashes.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The hashes of a new torrent's pieces, as they come in, from any thread and in any order, each once. */
final class PieceHashes {
    private final PieceCuts cuts;
    private final byte[] sha1;
    private final byte[] roots;
    private final AtomicInteger missing;

    PieceHashes(PieceCuts cuts, MetainfoVersion version) {
        this.cuts = cuts;
        sha1 = new byte[version.hasV1() ? cuts.count() * InfoHash.V1_LENGTH : 0];
        roots = new byte[version.hasV2() ? cuts.count() * Merkle.HASH_LENGTH : 0];
        missing = new AtomicInteger(cuts.count());
    }

    void sha1(int piece, byte[] hash) {
        System.arraycopy(hash, 0, sha1, piece * InfoHash.V1_LENGTH, InfoHash.V1_LENGTH);
    }

    void root(int piece, byte[] hash) {
        System.arraycopy(hash, 0, roots, piece * Merkle.HASH_LENGTH, Merkle.HASH_LENGTH);
    }

    /** All hashes of one more piece are there. */
    void hasOneMore() {
        missing.decrementAndGet();
    }

    /** The SHA-1 of every piece. */
    HashList piecesV1() {
        requireAll();
        return HashList.owning(sha1, InfoHash.V1_LENGTH);
    }

    /** The merkle tree of each of so many files. */
    List<Tree> trees(int files) {
        requireAll();
        List<Tree> trees = new ArrayList<>(files);
        for (int file = 0; file < files; file++) {
            trees.add(tree(cuts.firstPiece(file), cuts.firstPiece(file + 1)));
        }
        return trees;
    }

    private Tree tree(int first, int end) {
        byte[] layer = Arrays.copyOfRange(roots, first * Merkle.HASH_LENGTH, end * Merkle.HASH_LENGTH);
        return switch (end - first) {
            case 0 -> new Tree(Optional.empty(), Optional.empty());
            case 1 -> new Tree(Optional.of(PiecesRoot.of(layer)), Optional.empty());
            default ->
                new Tree(
                        Optional.of(PiecesRoot.of(Merkle.rootOfLayer(layer, cuts.pieceLength() / Merkle.BLOCK_LENGTH))),
                        Optional.of(HashList.owning(layer, Merkle.HASH_LENGTH)));
        };
    }

    private void requireAll() {
        if (missing.get() != 0) {
            throw LaneErrors.shrunk();
        }
    }
}
