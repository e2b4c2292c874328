package io.github.enxame.protocol.metainfo;

import java.util.List;

/**
 * Where the pieces of a new torrent begin and end in the bytes of its files, one file after the other and without padding:
 * cut at every so many bytes of each file, or of all files as if they were one. Immutable.
 */
final class PieceCuts {
    private final int pieceLength;
    private final boolean byFile;
    private final long[] starts;
    private final int[] firstPieces;

    /**
     * @param lengths bytes of each file
     * @param byFile whether each file begins a piece, as in v2 and hybrid torrents
     * @throws IllegalArgumentException if there are more pieces than {@link MetainfoLimits#MAX_PIECES}
     */
    PieceCuts(List<Long> lengths, int pieceLength, boolean byFile) {
        this.pieceLength = pieceLength;
        this.byFile = byFile;
        long total = lengths.stream().mapToLong(Long::longValue).sum();
        List<Long> stretches = byFile ? lengths : List.of(total);
        starts = new long[stretches.size() + 1];
        firstPieces = new int[stretches.size() + 1];
        long pieces = 0;
        for (int i = 0; i < stretches.size(); i++) {
            starts[i + 1] = starts[i] + stretches.get(i);
            pieces += Math.ceilDiv(stretches.get(i), pieceLength);
            if (pieces > MetainfoLimits.MAX_PIECES) {
                throw new IllegalArgumentException("pieces of " + pieceLength + " bytes make more than "
                        + MetainfoLimits.MAX_PIECES + " of it; choose longer ones");
            }
            firstPieces[i + 1] = (int) pieces;
        }
    }

    int pieceLength() {
        return pieceLength;
    }

    int count() {
        return firstPieces[firstPieces.length - 1];
    }

    /** Where {@code piece} begins; for {@link #count} where the last one ends. */
    long start(int piece) {
        if (piece == count()) {
            return starts[starts.length - 1];
        }
        int stretch = stretch(piece);
        return starts[stretch] + (long) (piece - firstPieces[stretch]) * pieceLength;
    }

    /** Bytes of a piece without padding, from 1. */
    int length(int piece) {
        return (int) (start(piece + 1) - start(piece));
    }

    /** Zeros that follow the last byte of a piece; none follow the last piece. */
    int padding(int piece) {
        return byFile && piece + 1 < count() ? pieceLength - length(piece) : 0;
    }

    /** Leaves of a piece's part of its file's merkle tree: those of a whole piece, or of a file that is no longer than one. */
    int leafCount(int piece) {
        int stretch = stretch(piece);
        boolean alone = firstPieces[stretch + 1] - firstPieces[stretch] == 1;
        return alone
                ? Merkle.leafCount(Math.ceilDiv(length(piece), Merkle.BLOCK_LENGTH))
                : pieceLength / Merkle.BLOCK_LENGTH;
    }

    /** The first piece of a file that begins one; of the file after the last, {@link #count}. */
    int firstPiece(int file) {
        return firstPieces[file];
    }

    /** The stretch that has a piece: the last one that begins with it or before, as those without bytes have none. */
    private int stretch(int piece) {
        int low = 0;
        int high = firstPieces.length - 2;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstPieces[middle] <= piece) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
