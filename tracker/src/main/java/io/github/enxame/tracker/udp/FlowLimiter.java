package io.github.enxame.tracker.udp;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Limits how often a flow (one address and port) gets something that costs it nothing to ask for. It counts in a table of fixed
 * size, whose places are chosen under a secret: who shares one with a flood, one in some ten thousand, waits a second. One thread
 * at a time.
 */
final class FlowLimiter {
    /** Answers that a flow gets in a second. Programs ask for a connection once in a minute. */
    static final int MAX_ANSWERS_PER_SECOND = 50;

    private static final int MAX_FLOWS_LOG2 = 16;
    private static final int COUNT_BITS = 8;
    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

    /** For each place, the second in which it was counted last, and how many there were. */
    private final int[] counts = new int[1 << MAX_FLOWS_LOG2];

    private final long addressFactor;
    private final long portFactor;

    FlowLimiter(RandomGenerator random) {
        addressFactor = random.nextLong() | 1;
        portFactor = random.nextLong() | 1;
    }

    /** Whether this flow may have an answer now; counts it. */
    boolean admits(InetSocketAddress from, long nowNanos) {
        long mixed = (from.getAddress().hashCode() * addressFactor) + (from.getPort() + 1L) * portFactor;
        int place = (int) (mixed >>> (Long.SIZE - MAX_FLOWS_LOG2));
        int second = (int) Math.floorDiv(nowNanos, TimeUnit.SECONDS.toNanos(1)) << COUNT_BITS;
        int counted = counts[place];
        int count = (counted & ~COUNT_MASK) == second ? counted & COUNT_MASK : 0;
        if (count == MAX_ANSWERS_PER_SECOND) {
            return false;
        }
        counts[place] = second | count + 1;
        return true;
    }
}
