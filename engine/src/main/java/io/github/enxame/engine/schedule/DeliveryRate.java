package io.github.enxame.engine.schedule;

/**
 * How fast a peer delivers: the greatest rate of the last second or two, sampled at each block over the time since it was
 * asked for, as BBR samples its delivery rate. A sample that was held down by us (too few requests outstanding) counts
 * only if it is greater than what is known.
 */
public final class DeliveryRate {
    /** What was known when a request left; kept with the request. */
    public record Mark(long deliveredBytes, long nanos, boolean limitedByUs) {}

    private static final long WINDOW_NANOS = 1_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private long deliveredBytes;
    private long lastDeliveryNanos = Long.MIN_VALUE;
    private double current;
    private double previous;
    private long windowStart = Long.MIN_VALUE;

    /** To be kept with a request that leaves now. {@code idle}: nothing else is outstanding. */
    public Mark mark(long nowNanos, boolean idle, boolean limitedByUs) {
        long since = idle || lastDeliveryNanos == Long.MIN_VALUE ? nowNanos : lastDeliveryNanos;
        return new Mark(deliveredBytes, since, limitedByUs);
    }

    /** Counts a block that answers the request marked so. */
    public void delivered(int bytes, Mark mark, long nowNanos) {
        deliveredBytes += bytes;
        lastDeliveryNanos = nowNanos;
        double rate =
                (deliveredBytes - mark.deliveredBytes()) * NANOS_PER_SECOND / Math.max(1_000, nowNanos - mark.nanos());
        if (!mark.limitedByUs()) {
            turn(nowNanos);
            current = Math.max(current, rate);
        } else if (rate > Math.max(current, previous)) {
            current = rate;
        }
    }

    private void turn(long nowNanos) {
        if (windowStart == Long.MIN_VALUE) {
            windowStart = nowNanos;
        } else if (nowNanos - windowStart > WINDOW_NANOS) {
            previous = current;
            current = 0;
            windowStart = nowNanos;
        }
    }

    /** Bytes delivered so far. */
    public long deliveredBytes() {
        return deliveredBytes;
    }

    /** Bytes a second; 0 while nothing is known. */
    public double bytesPerSecond() {
        return Math.max(current, previous);
    }
}
