package io.github.enxame.engine.swarm;

/**
 * How much of the blocks that were given to a peer's link has left it: what the peer takes, not what it asked for. One that
 * asks and does not read has a full link, and takes nothing. Owned by the loop.
 */
final class UploadProgress {
    /**
     * How long a peer may take nothing of what it asked for before its upload slot is given to another that waits for one. On
     * a slow line that eight peers share, seconds pass between two blocks of one of them.
     */
    static final long MAX_UNTAKEN_NANOS = 8_000_000_000L;

    /** How long a peer that got a slot may ask for nothing at all before that is given to another that waits for one. */
    static final long MAX_UNUSED_NANOS = 20_000_000_000L;

    private final RateMeter rate = new RateMeter();
    private long givenBytes;
    private long takenBytes;
    private long sinceNanos;

    /** So much was given to the link. */
    void gave(int bytes, long nowNanos) {
        if (givenBytes == takenBytes) {
            sinceNanos = nowNanos;
        }
        givenBytes += bytes;
    }

    /** So much waits on the link, with what is no block. */
    void look(long queuedBytes, long nowNanos) {
        long taken = givenBytes - Math.min(givenBytes, queuedBytes);
        if (taken > takenBytes) {
            rate.add(taken - takenBytes, nowNanos);
            takenBytes = taken;
            sinceNanos = nowNanos;
        }
    }

    /** What was taken lately, in bytes a second, as of the last look. */
    long bytesPerSecond(long nowNanos) {
        return rate.bytesPerSecond(nowNanos);
    }

    /** Whether blocks have waited on the link for so long, and none of their bytes was taken, as of the last look. */
    boolean isStuckFor(long nanos, long nowNanos) {
        return givenBytes > takenBytes && nowNanos - sinceNanos >= nanos;
    }

    /** Whether a slot that it got then has been of no use to it for so long: nothing was given to it since. */
    boolean isUnusedFor(long nanos, long slotSinceNanos, long nowNanos) {
        return givenBytes == takenBytes
                && (givenBytes == 0 || sinceNanos <= slotSinceNanos)
                && nowNanos - slotSinceNanos >= nanos;
    }
}
