package io.github.enxame.engine.schedule;

/**
 * How long a peer keeps silent between two blocks although it was asked for more, again and again. Some programs answer only
 * when a timer of theirs rings (Transmission twice a second): who asks them for no more than a round trip's worth gets that
 * much a ring and no more. A silence that stands alone, like one after a lost packet, does not count.
 */
public final class Silences {
    private static final long LEAST_NANOS = 20_000_000L;
    private static final long MOST_NANOS = 2_000_000_000L;
    private static final long WINDOW_NANOS = 4_000_000_000L;

    private long lastNanos;
    private long lastAt = Long.MIN_VALUE;
    private long beforeNanos;
    private long beforeAt = Long.MIN_VALUE;

    /** Counts a silence of so many nanoseconds that a block has just ended; the path's round trip is no part of it. */
    public void ended(long silentNanos, long nowNanos) {
        if (silentNanos >= LEAST_NANOS) {
            beforeNanos = lastNanos;
            beforeAt = lastAt;
            lastNanos = Math.min(MOST_NANOS, silentNanos);
            lastAt = nowNanos;
        }
    }

    /** The shorter of the last two silences, in nanoseconds; 0 while there were no two lately. */
    public long usualNanos(long nowNanos) {
        boolean lately = beforeAt != Long.MIN_VALUE
                && nowNanos - beforeAt <= 2 * WINDOW_NANOS
                && nowNanos - lastAt <= WINDOW_NANOS;
        return lately ? Math.min(lastNanos, beforeNanos) : 0;
    }
}
