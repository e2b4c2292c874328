package io.github.enxame.engine.schedule;

/**
 * How a connection delivers from its first byte on: a window a round trip, which doubles each time (slow start, RFC 5681),
 * until the rate of the path is reached. Over a long way this matters more than the rate: at 244 ms a connection that starts
 * with ten segments (RFC 6928) brings no more than 0.2 MB in its first second, whatever the path could carry.
 *
 * @param windowBytes what comes in the next round trip, more than 0
 * @param rttNanos the round trip
 * @param bytesPerSecond what the path carries, more than 0
 */
public record Flow(double windowBytes, long rttNanos, double bytesPerSecond) {
    private static final int MOST_ROUNDS = 32;

    /** A connection that is at its full rate. */
    public static Flow steady(double bytesPerSecond) {
        return new Flow(1, 0, bytesPerSecond);
    }

    /** How long after its first byte {@code bytes} have come, in nanoseconds. */
    public long nanosFor(long bytes) {
        int round = 0;
        double before = 0;
        double window = windowBytes;
        while (grows(round, window) && before + window < bytes) {
            before += window;
            window *= 2;
            round++;
        }
        return round * rttNanos + (long) ((bytes - before) * 1e9 / bytesPerSecond);
    }

    /** How many bytes have come {@code nanos} after the first one. */
    public double bytesIn(long nanos) {
        int round = 0;
        double before = 0;
        double window = windowBytes;
        long left = nanos;
        while (grows(round, window) && left >= rttNanos) {
            before += window;
            window *= 2;
            left -= rttNanos;
            round++;
        }
        double more = Math.max(0, left) * bytesPerSecond / 1e9;
        return before + (grows(round, window) ? Math.min(window, more) : more);
    }

    private boolean grows(int round, double window) {
        return round < MOST_ROUNDS && window < bytesPerSecond * rttNanos / 1e9;
    }
}
