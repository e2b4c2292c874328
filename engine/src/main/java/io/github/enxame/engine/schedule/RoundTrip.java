package io.github.enxame.engine.schedule;

/**
 * How far a peer is, from the round trips seen: connecting, and the time from a request to its block. The windowed minimum
 * ranks, since a queue on the way makes a peer slower but not farther; mean and deviation (RFC 6298) predict.
 */
public final class RoundTrip {
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private long currentMinimum = Long.MAX_VALUE;
    private long previousMinimum = Long.MAX_VALUE;
    private long windowStart = Long.MIN_VALUE;
    private long smoothedNanos;
    private long deviationNanos;
    private boolean measured;

    /** Adds a measurement. */
    public void sample(long rttNanos, long nowNanos) {
        if (windowStart == Long.MIN_VALUE) {
            windowStart = nowNanos;
        } else if (nowNanos - windowStart > WINDOW_NANOS) {
            previousMinimum = currentMinimum;
            currentMinimum = Long.MAX_VALUE;
            windowStart = nowNanos;
        }
        currentMinimum = Math.min(currentMinimum, rttNanos);
        if (measured) {
            deviationNanos += (Math.abs(rttNanos - smoothedNanos) - deviationNanos) / 4;
            smoothedNanos += (rttNanos - smoothedNanos) / 8;
        } else {
            smoothedNanos = rttNanos;
            deviationNanos = rttNanos / 2;
            measured = true;
        }
    }

    /** Whether anything was measured. */
    public boolean measured() {
        return measured;
    }

    /** The least round trip of the last one to two minutes, or {@code guessNanos} when nothing was measured. */
    public long minimumNanos(long guessNanos) {
        return measured ? Math.min(currentMinimum, previousMinimum) : guessNanos;
    }

    /** The smoothed round trip, queues included, in nanoseconds; 0 when nothing was measured. */
    public long smoothedNanos() {
        return smoothedNanos;
    }

    /** The mean deviation from the smoothed round trip in nanoseconds. */
    public long deviationNanos() {
        return deviationNanos;
    }
}
