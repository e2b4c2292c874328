package io.github.enxame.documents.layout;

/**
 * Counts the work that one document costs and ends it when there is too much. What is counted depends on the document
 * alone, never on the machine, so that the same document ends in the same place everywhere. Used by the planning thread;
 * only {@link #cancel} may be called from another.
 */
public final class Work {
    private final long maxReadBytes;
    private final int maxStreamBytes;
    private final long maxDecodedBytes;
    private final long maxSteps;
    private long readBytes;
    private long decodedBytes;
    private long steps;
    private volatile boolean cancelled;

    /**
     * Starts with nothing spent.
     *
     * @param maxReadBytes most bytes read
     * @param maxStreamBytes most bytes one stream decodes to
     * @param maxDecodedBytes most bytes all streams decode to
     * @param maxSteps most steps
     */
    public Work(long maxReadBytes, int maxStreamBytes, long maxDecodedBytes, long maxSteps) {
        this.maxReadBytes = maxReadBytes;
        this.maxStreamBytes = maxStreamBytes;
        this.maxDecodedBytes = maxDecodedBytes;
        this.maxSteps = maxSteps;
    }

    /** Counts bytes read from the file. */
    public void read(long bytes) {
        readBytes += bytes;
        if (readBytes > maxReadBytes) {
            throw new WorkExceededException("reading it takes more than " + maxReadBytes + " bytes");
        }
        check();
    }

    /** Counts bytes that a stream decoded to. */
    public void decoded(long bytes) {
        decodedBytes += bytes;
        if (decodedBytes > maxDecodedBytes) {
            throw new WorkExceededException("its streams decode to more than " + maxDecodedBytes + " bytes");
        }
        check();
    }

    /** Counts steps: operators, glyphs, references followed. */
    public void step(long count) {
        steps += count;
        if (steps > maxSteps) {
            throw new WorkExceededException("it takes more than " + maxSteps + " steps");
        }
        check();
    }

    /** The most bytes that one stream may decode to. */
    public int maxStreamBytes() {
        return maxStreamBytes;
    }

    /** Makes the planning thread give up at its next count. */
    public void cancel() {
        cancelled = true;
    }

    private void check() {
        if (cancelled) {
            throw new WorkExceededException("it takes too long");
        }
    }
}
