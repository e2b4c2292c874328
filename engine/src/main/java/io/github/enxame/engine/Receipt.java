package io.github.enxame.engine;

import java.util.List;
import java.util.Optional;

/**
 * The proof that what was downloaded is what the metainfo promised: all of it was read back from the disk.
 *
 * @param pieces the number of pieces that wanted files lie in
 * @param rightPieces how many of them have the hashes in the metainfo as they lie on the disk now
 * @param promisedMd5 the MD5 in the metainfo, in lower-case hex; empty if it names none
 * @param promisedSha256 the SHA-256 in the metainfo, likewise
 * @param files the digests of each file, read back from disk; pad files and files that are not wanted left out
 * @param refusedBlocks blocks that were wrong and thrown away on the way
 */
public record Receipt(
        int pieces,
        int rightPieces,
        Optional<String> promisedMd5,
        Optional<String> promisedSha256,
        List<FileDigests> files,
        long refusedBlocks) {
    public Receipt {
        files = List.copyOf(files);
    }

    /** Whether all is as promised: each piece, and the file's digests as far as any were promised. */
    public boolean match() {
        return rightPieces == pieces && digestsMatch();
    }

    private boolean digestsMatch() {
        return files.size() != 1
                || (promisedMd5.map(files.getFirst().md5()::equals).orElse(true)
                        && promisedSha256.map(files.getFirst().sha256()::equals).orElse(true));
    }

    /**
     * The digests of one file, in lower-case hex.
     *
     * @param path relative to the torrent's folder, with {@code /}
     */
    public record FileDigests(String path, long length, String md5, String sha1, String sha256) {}
}
