package io.github.enxame.engine.transport;

/** Notices when a counter stays at the same odd number, which means that the same thing is still awaited. One thread's. */
final class Watch {
    private int seen;
    private long sinceNanos;

    /** Whether the counter has been at this odd number for longer than the limit, as far as earlier calls could see. */
    boolean stuck(int counter, long nowNanos, long limitNanos) {
        if (counter != seen || counter % 2 == 0) {
            seen = counter;
            sinceNanos = nowNanos;
            return false;
        }
        return nowNanos - sinceNanos > limitNanos;
    }
}
