package io.github.enxame.node.demo;

/** A simulated line of limited rate that all links of one peer send through, one message after the other. Safe on any thread. */
final class Uplink {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double nanosPerByte;
    private long freeAtNanos;

    /** A line that takes so many bytes a second. */
    Uplink(double bytesPerSecond) {
        nanosPerByte = NANOS_PER_SECOND / bytesPerSecond;
        freeAtNanos = System.nanoTime();
    }

    /** A line that takes whatever comes. */
    static Uplink unlimited() {
        return new Uplink(Double.POSITIVE_INFINITY);
    }

    /** Puts {@code bytes} on the line and returns the moment, by {@link System#nanoTime}, when the last of them has left. */
    synchronized long leavesAtNanos(int bytes) {
        long now = System.nanoTime();
        long start = freeAtNanos - now > 0 ? freeAtNanos : now;
        freeAtNanos = start + Math.round(bytes * nanosPerByte);
        return freeAtNanos;
    }
}
