package io.github.enxame.protocol.metainfo;

import java.nio.ByteBuffer;
import java.util.List;

/** Cuts a stream of bytes at the ends of files and at every so many bytes within each, and says when an end is reached. */
abstract class FileWalk implements HashLane {
    private final List<Long> lengths;
    private final int cut;
    private final int lastWithBytes;
    private int file = -1;
    private long fileLeft;
    private int cutLeft;

    /**
     * @param lengths bytes of each file
     * @param cut bytes between cuts, counted from the start of each file
     */
    FileWalk(List<Long> lengths, int cut) {
        this.lengths = List.copyOf(lengths);
        this.cut = cut;
        this.cutLeft = cut;
        int last = lengths.size() - 1;
        while (last > 0 && lengths.get(last) == 0) {
            last--;
        }
        lastWithBytes = last;
    }

    @Override
    public final void update(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        int limit = rest.limit();
        while (rest.hasRemaining()) {
            while (fileLeft == 0) {
                requireNotMore(file + 1 < lengths.size() ? 0 : -1);
                startFile();
            }
            int taken = (int) Math.min(rest.remaining(), Math.min(fileLeft, cutLeft));
            rest.limit(rest.position() + taken);
            take(rest);
            rest.limit(limit);
            fileLeft -= taken;
            cutLeft -= taken;
            if (cutLeft == 0) {
                endCut();
                cutLeft = cut;
            }
            if (fileLeft == 0) {
                endFile(lengths.get(file), cut - cutLeft);
                cutLeft = cut;
            }
        }
    }

    /** Hashes all of {@code bytes}, which lie within one file and between two cuts, and moves its position to its limit. */
    abstract void take(ByteBuffer bytes);

    /** A cut's worth of bytes of a file has come. */
    abstract void endCut();

    /**
     * The last byte of a file has come; called for empty files too.
     *
     * @param length bytes of the file
     * @param open bytes since the last cut
     */
    abstract void endFile(long length, int open);

    /** Ends the files that are left, which must be empty. */
    final void end() {
        requireNoneMissing(fileLeft);
        while (file + 1 < lengths.size()) {
            requireNoneMissing(lengths.get(file + 1));
            startFile();
        }
    }

    /** Whether a file after the one that just ended has bytes. */
    final boolean moreFollow() {
        return file < lastWithBytes;
    }

    static void requireNotMore(long missing) {
        if (missing < 0) {
            throw new IllegalStateException("more bytes came than the files have; did one grow while it was read?");
        }
    }

    static void requireNoneMissing(long missing) {
        if (missing != 0) {
            throw new IllegalStateException("the files have more bytes than came; did one shrink while it was read?");
        }
    }

    private void startFile() {
        fileLeft = lengths.get(++file);
        if (fileLeft == 0) {
            endFile(0, 0);
        }
    }
}
