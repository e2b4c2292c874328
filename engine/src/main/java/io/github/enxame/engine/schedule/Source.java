package io.github.enxame.engine.schedule;

/**
 * What the schedule knows of one peer that could bring blocks.
 *
 * @param startNanos how long from now until its first further byte can be here
 * @param bytesPerSecond how fast it delivers then, more than 0
 * @param outstandingBytes what it was asked for already
 */
public record Source(long startNanos, double bytesPerSecond, long outstandingBytes) {
    /** When, from now, a further {@code bytes} asked of it would be here, in nanoseconds. */
    public long arrivalNanos(long bytes) {
        return startNanos + (long) ((outstandingBytes + bytes) * 1e9 / bytesPerSecond);
    }

    /** The same after {@code bytes} more were asked of it. */
    public Source plus(long bytes) {
        return new Source(startNanos, bytesPerSecond, outstandingBytes + bytes);
    }

    /** The same as if it had been asked for nothing yet. */
    public Source withNothingOutstanding() {
        return new Source(startNanos, bytesPerSecond, 0);
    }
}
