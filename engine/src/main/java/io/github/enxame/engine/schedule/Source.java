package io.github.enxame.engine.schedule;

/**
 * What the schedule knows of one peer that could bring blocks.
 *
 * @param startNanos how long from now until its first further byte can be here
 * @param flow how it delivers then
 * @param outstandingBytes what it was asked for already
 */
public record Source(long startNanos, Flow flow, long outstandingBytes) {
    /** When, from now, a further {@code bytes} asked of it would be here, in nanoseconds. */
    public long arrivalNanos(long bytes) {
        return startNanos + flow.nanosFor(outstandingBytes + bytes);
    }

    /** How many bytes it can have brought {@code nanos} from now, those outstanding included. */
    public double bytesBy(long nanos) {
        return nanos <= startNanos ? 0 : flow.bytesIn(nanos - startNanos);
    }

    /** What its path carries, in bytes a second. */
    public double bytesPerSecond() {
        return flow.bytesPerSecond();
    }

    /** The same after {@code bytes} more were asked of it. */
    public Source plus(long bytes) {
        return new Source(startNanos, flow, outstandingBytes + bytes);
    }

    /** The same as if it had been asked for nothing yet. */
    public Source withNothingOutstanding() {
        return new Source(startNanos, flow, 0);
    }
}
