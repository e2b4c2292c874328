package io.github.enxame.protocol.metainfo;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Hashes the files of a new torrent in one pass over their bytes, one file after the other. Who has several cores feeds each of
 * its {@link #lanes} from a thread of its own, and is as fast as the slowest; or, {@link #inAnyOrder where no hash is of the
 * whole}, gives each core {@link #pieces some of the pieces} at a time. {@link #update} feeds all lanes from one thread.
 * Buffers with an array are hashed where they are; the JDK copies direct ones by 4 KiB.
 */
public final class ContentHasher {
    private final int files;
    private final MetainfoVersion version;
    private final PieceCuts cuts;
    private final PieceHashes hashes;
    private final Optional<FileLane> md5;
    private final Optional<FileLane> sha256;
    private final List<HashLane> lanes;

    /**
     * A hasher for files of these lengths.
     *
     * @param fileLengths bytes of each file, in the order in which they will come
     * @param pieceLength bytes of a piece; for v2 a power of two of at least 16 KiB
     * @param version which hashes of the pieces to make
     * @param checksums whether to make, of the one file, an MD5 besides, and a SHA-256 where no tree has it
     * @throws IllegalArgumentException if they make more than {@link MetainfoLimits#MAX_PIECES}
     */
    public ContentHasher(List<Long> fileLengths, int pieceLength, MetainfoVersion version, boolean checksums) {
        this.files = fileLengths.size();
        this.version = version;
        cuts = new PieceCuts(fileLengths, pieceLength, version.hasV2());
        hashes = new PieceHashes(cuts, version);
        if (checksums && files != 1) {
            throw new IllegalArgumentException("checksums are of one file, not of " + files);
        }
        long length = cuts.start(cuts.count());
        md5 = checksums ? Optional.of(new FileLane(Digests.md5(), length)) : Optional.empty();
        sha256 = checksums && !version.hasV2() ? Optional.of(new FileLane(Digests.sha256(), length)) : Optional.empty();
        lanes = Stream.concat(
                        Stream.of(md5, sha256).flatMap(Optional::stream), Stream.<HashLane>of(pieces(0, pieceCount())))
                .toList();
    }

    /** The walks over all bytes that there are to make, slowest first. */
    public List<HashLane> lanes() {
        return lanes;
    }

    /** Whether every hash is of one piece, so that the pieces may come in any order and to several threads. */
    public boolean inAnyOrder() {
        return md5.isEmpty() && sha256.isEmpty();
    }

    /** Number of pieces. */
    public int pieceCount() {
        return cuts.count();
    }

    /**
     * Where a piece begins in the bytes of all files, one after the other.
     *
     * @param piece from 0; the number of pieces stands for the end of the last
     */
    public long start(int piece) {
        return cuts.start(Objects.checkIndex(piece, pieceCount() + 1));
    }

    /**
     * A lane for some of the pieces, which takes the bytes between their {@link #start starts}, instead of one for all.
     *
     * @param from the first piece
     * @param end the piece after the last
     */
    public HashLane pieces(int from, int end) {
        Objects.checkFromToIndex(from, end, pieceCount());
        return new PieceLane(cuts, hashes, version, from, end);
    }

    /** Feeds what remains in {@code bytes} to all lanes, and leaves its position alone. */
    public void update(ByteBuffer bytes) {
        lanes.forEach(lane -> lane.update(bytes));
    }

    /** Feeds {@code length} bytes from {@code offset} to all lanes. */
    public void update(byte[] bytes, int offset, int length) {
        update(ByteBuffer.wrap(bytes, offset, length));
    }

    /**
     * The hashes, once every byte of every file has come through every lane, and the threads that fed them are seen to have
     * ended.
     *
     * @throws IllegalStateException if bytes are missing
     */
    public ContentHashes finish() {
        return new ContentHashes(
                version.hasV1() ? Optional.of(hashes.piecesV1()) : Optional.empty(),
                version.hasV2() ? hashes.trees(files) : List.of(),
                md5.map(FileLane::finish),
                sha256.map(FileLane::finish));
    }
}
