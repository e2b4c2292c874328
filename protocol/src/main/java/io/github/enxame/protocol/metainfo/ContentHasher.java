package io.github.enxame.protocol.metainfo;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Hashes the files of a new torrent in one pass: their bytes one after the other, in runs of any size. SHA-1, SHA-256
 * and MD5 are separate {@link #lanes}: who has several cores feeds each from a thread of its own and is as fast as the
 * slowest; {@link #update} feeds all from one. Buffers with an array are hashed where they are; the JDK copies direct ones
 * by 4 KiB.
 */
public final class ContentHasher {
    private final Optional<PieceLane> pieces;
    private final Optional<MerkleLane> trees;
    private final Optional<FileLane> md5;
    private final Optional<FileLane> sha256;

    /**
     * A hasher for files of these lengths.
     *
     * @param fileLengths bytes of each file, in the order in which they will come
     * @param pieceLength bytes of a piece; for v2 a power of two of at least 16 KiB
     * @param version which hashes to make; a single file gets an MD5 besides, and a SHA-256 where no tree has it
     */
    public ContentHasher(List<Long> fileLengths, int pieceLength, MetainfoVersion version) {
        pieces = version.hasV1()
                ? Optional.of(new PieceLane(fileLengths, pieceLength, version.hasV2()))
                : Optional.empty();
        trees = version.hasV2() ? Optional.of(new MerkleLane(fileLengths, pieceLength)) : Optional.empty();
        boolean single = fileLengths.size() == 1;
        long length = fileLengths.getFirst();
        md5 = single ? Optional.of(new FileLane(Digests.md5(), length)) : Optional.empty();
        sha256 = single && !version.hasV2() ? Optional.of(new FileLane(Digests.sha256(), length)) : Optional.empty();
    }

    /** The hash functions at work, slowest first. */
    public List<HashLane> lanes() {
        return Stream.<Optional<? extends HashLane>>of(md5, sha256, trees, pieces)
                .<HashLane>flatMap(Optional::stream)
                .toList();
    }

    /** Feeds what remains in {@code bytes} to all lanes, and leaves its position alone. */
    public void update(ByteBuffer bytes) {
        md5.ifPresent(lane -> lane.update(bytes));
        sha256.ifPresent(lane -> lane.update(bytes));
        trees.ifPresent(lane -> lane.update(bytes));
        pieces.ifPresent(lane -> lane.update(bytes));
    }

    /** Feeds {@code length} bytes from {@code offset} to all lanes. */
    public void update(byte[] bytes, int offset, int length) {
        update(ByteBuffer.wrap(bytes, offset, length));
    }

    /**
     * The hashes, once every byte of every file has come through every lane.
     *
     * @throws IllegalStateException if bytes are missing
     */
    public ContentHashes finish() {
        return new ContentHashes(
                pieces.map(PieceLane::finish),
                new ArrayList<>(trees.map(MerkleLane::finish).orElse(List.of())),
                md5.map(FileLane::finish),
                sha256.map(FileLane::finish));
    }
}
