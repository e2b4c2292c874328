package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.metainfo.ContentHashes.Tree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The merkle tree of each file (BEP 52): leaves become the hash of their piece as soon as it is whole. */
final class MerkleLane extends FileWalk {
    private final MessageDigest sha256 = Digests.sha256();
    private final ByteArrayOutputStream layer = new ByteArrayOutputStream();
    private final List<Tree> trees = new ArrayList<>();
    private final int blocksPerPiece;
    private final byte[] leaves;
    private int leafCount;

    MerkleLane(List<Long> lengths, int pieceLength) {
        super(lengths, Merkle.BLOCK_LENGTH);
        blocksPerPiece = pieceLength / Merkle.BLOCK_LENGTH;
        leaves = new byte[blocksPerPiece * Merkle.HASH_LENGTH];
    }

    @Override
    void take(ByteBuffer bytes) {
        sha256.update(bytes);
    }

    @Override
    void endCut() {
        if (leafCount == blocksPerPiece) {
            endPiece();
        }
        try {
            sha256.digest(leaves, leafCount++ * Merkle.HASH_LENGTH, Merkle.HASH_LENGTH);
        } catch (DigestException impossible) {
            throw new IllegalStateException("a leaf has room for its hash", impossible);
        }
    }

    @Override
    void endFile(long length, int open) {
        if (open > 0) {
            endCut();
        }
        trees.add(length == 0 ? new Tree(Optional.empty(), Optional.empty()) : tree());
        leafCount = 0;
        layer.reset();
    }

    List<Tree> finish() {
        end();
        return trees;
    }

    private Tree tree() {
        if (layer.size() == 0) {
            byte[] root =
                    Merkle.root(Arrays.copyOf(leaves, leafCount * Merkle.HASH_LENGTH), Merkle.leafCount(leafCount));
            return new Tree(Optional.of(PiecesRoot.of(root)), Optional.empty());
        }
        endPiece();
        byte[] hashes = layer.toByteArray();
        PiecesRoot root = PiecesRoot.of(Merkle.rootOfLayer(hashes, blocksPerPiece));
        return new Tree(Optional.of(root), Optional.of(HashList.owning(hashes, Merkle.HASH_LENGTH)));
    }

    private void endPiece() {
        byte[] whole = Arrays.copyOf(leaves, leafCount * Merkle.HASH_LENGTH);
        layer.writeBytes(Merkle.root(whole, blocksPerPiece));
        leafCount = 0;
    }
}
