package io.github.enxame.protocol.metainfo;

import java.util.List;
import java.util.Optional;

/**
 * What hashing the files of a new torrent gave.
 *
 * @param piecesV1 the SHA-1 of each piece of the byte space, if v1 was asked for
 * @param trees the merkle tree of each file in order, if v2 was asked for; else empty
 * @param md5 the MD5 of a single file, if checksums were asked for, as 32 lower-case hexadecimal digits
 * @param sha256 the SHA-256 of a single file without a tree, if they were, as 64 lower-case hexadecimal digits
 */
public record ContentHashes(
        Optional<HashList> piecesV1, List<Tree> trees, Optional<String> md5, Optional<String> sha256) {
    public ContentHashes {
        trees = List.copyOf(trees);
    }

    /**
     * The part of a file's merkle tree that a metainfo carries (BEP 52).
     *
     * @param root its root; empty for an empty file
     * @param layer the hashes of its pieces; empty for a file that is no longer than a piece
     */
    public record Tree(Optional<PiecesRoot> root, Optional<HashList> layer) {}
}
