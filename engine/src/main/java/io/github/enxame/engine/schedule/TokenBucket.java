package io.github.enxame.engine.schedule;

/**
 * Lets through so many bytes a second: what is not used is saved up for a fifth of a second, what is taken beyond is paid
 * back before anything more may be taken. Pure state: time comes in as nanoseconds of one timeline.
 */
public final class TokenBucket {
    private static final double SAVED_SECONDS = 0.2;

    private long bytesPerSecond;
    private double tokens;
    private long lastNanos;

    /** Sets the rate; 0 for no limit. */
    public void limit(long rateBytesPerSecond, long nowNanos) {
        if (rateBytesPerSecond < 0) {
            throw new IllegalArgumentException("a rate of " + rateBytesPerSecond + " bytes a second");
        }
        refill(nowNanos);
        tokens = Math.min(bytesPerSecond == 0 ? Double.MAX_VALUE : tokens, rateBytesPerSecond * SAVED_SECONDS);
        bytesPerSecond = rateBytesPerSecond;
    }

    /** The rate; 0 for no limit. */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Whether something may be taken now, however much it is. */
    public boolean hasSome(long nowNanos) {
        if (bytesPerSecond == 0) {
            return true;
        }
        refill(nowNanos);
        return tokens > 0;
    }

    /** Takes bytes, more than there are perhaps. */
    public void take(long bytes, long nowNanos) {
        if (bytesPerSecond != 0) {
            refill(nowNanos);
            tokens -= bytes;
        }
    }

    private void refill(long nowNanos) {
        double gained = bytesPerSecond * ((nowNanos - lastNanos) / 1e9);
        tokens = Math.min(tokens + gained, bytesPerSecond * SAVED_SECONDS);
        lastNanos = nowNanos;
    }
}
