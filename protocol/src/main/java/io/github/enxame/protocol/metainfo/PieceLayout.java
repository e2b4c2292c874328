package io.github.enxame.protocol.metainfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a torrent's byte space is cut: into pieces, the pieces into blocks of 16 KiB, and both into runs of bytes of files.
 * Immutable, safe on any thread. Every method throws {@link IndexOutOfBoundsException} for what lies outside.
 */
public final class PieceLayout {
    /** Bytes of a block: what one request asks for, and a leaf of a v2 merkle tree. */
    public static final int BLOCK = Merkle.BLOCK_LENGTH;

    private final List<FileEntry> files;
    private final int pieceLength;
    private final long totalLength;
    private final int pieceCount;

    /** The layout of these files, one after the other. */
    PieceLayout(List<FileEntry> files, int pieceLength) {
        this.files = files;
        this.pieceLength = pieceLength;
        totalLength = files.getLast().end();
        pieceCount = Math.toIntExact(Math.ceilDiv(totalLength, pieceLength));
    }

    private PieceLayout(int pieceLength) {
        this.files = List.of();
        this.pieceLength = pieceLength;
        this.totalLength = 0;
        this.pieceCount = 0;
    }

    /** The layout of a torrent of which nobody knows yet what is in it: no pieces. */
    public static PieceLayout nothing() {
        return new PieceLayout(BLOCK);
    }

    /** Number of pieces. */
    public int pieceCount() {
        return pieceCount;
    }

    /** Bytes of each piece but the last. */
    public int pieceLength() {
        return pieceLength;
    }

    /** Bytes of all pieces together, pad files included. */
    public long totalLength() {
        return totalLength;
    }

    /** Where {@code piece} starts in the byte space. */
    public long pieceOffset(int piece) {
        return (long) Objects.checkIndex(piece, pieceCount) * pieceLength;
    }

    /** Bytes of {@code piece}, pad files included: the last is as long as what is left. */
    public int pieceLength(int piece) {
        return (int) Math.min(pieceLength, totalLength - pieceOffset(piece));
    }

    /** Number of blocks of {@code piece}. */
    public int blockCount(int piece) {
        return Math.ceilDiv(pieceLength(piece), BLOCK);
    }

    /** Bytes of block {@code block} of {@code piece}: the last is as long as what is left. */
    public int blockLength(int piece, int block) {
        int begin = Objects.checkIndex(block, blockCount(piece)) * BLOCK;
        return Math.min(BLOCK, pieceLength(piece) - begin);
    }

    /** The runs of file bytes that {@code length} bytes from {@code begin} of {@code piece} are made of, in order. */
    public List<Extent> extents(int piece, int begin, int length) {
        Objects.checkFromIndexSize(begin, length, pieceLength(piece));
        List<Extent> extents = new ArrayList<>(2);
        long position = pieceOffset(piece) + begin;
        int left = length;
        for (int file = fileAt(position); left > 0; file++) {
            FileEntry entry = files.get(file);
            int taken = (int) Math.min(left, entry.end() - position);
            if (taken > 0) {
                extents.add(new Extent(file, position - entry.offset(), taken));
                position += taken;
                left -= taken;
            }
        }
        return extents;
    }

    /** Index of the file that {@code position} of the byte space belongs to. */
    public int fileAt(long position) {
        Objects.checkIndex(position, totalLength);
        int low = 0;
        int high = files.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (files.get(middle).end() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Bytes of {@code piece} that belong to the file it starts in. In a hybrid or v2 torrent these are what its merkle tree
     * covers: the zeros of a pad file after them are not hashed (BEP 52).
     */
    public int fileLength(int piece) {
        long start = pieceOffset(piece);
        return (int) Math.min(pieceLength(piece), files.get(fileAt(start)).end() - start);
    }

    /**
     * Leaves of the merkle tree of {@code piece}, a power of two, missing ones being zero hashes: as many as a whole piece
     * has blocks, but for a file that is no longer than a piece only as many as the file needs (BEP 52).
     */
    public int leafCount(int piece) {
        FileEntry file = files.get(fileAt(pieceOffset(piece)));
        return file.length() > pieceLength
                ? pieceLength / BLOCK
                : Merkle.leafCount(Math.toIntExact(Math.ceilDiv(file.length(), BLOCK)));
    }
}
