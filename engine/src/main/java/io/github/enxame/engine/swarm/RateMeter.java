package io.github.enxame.engine.swarm;

/** Bytes a second over the last two seconds, for people and for choking. */
final class RateMeter {
    private static final int SLOTS = 8;
    private static final long SLOT_NANOS = 250_000_000L;

    private final long[] bytes = new long[SLOTS];
    private long slot = Long.MIN_VALUE;
    private long firstSlot;

    void add(long count, long nowNanos) {
        turn(nowNanos);
        bytes[Math.floorMod(slot, SLOTS)] += count;
    }

    long bytesPerSecond(long nowNanos) {
        if (slot == Long.MIN_VALUE) {
            return 0;
        }
        turn(nowNanos);
        long sum = 0;
        for (long count : bytes) {
            sum += count;
        }
        long seen = Math.clamp(slot - firstSlot + 1, 1, SLOTS);
        return sum * 1_000_000_000L / (seen * SLOT_NANOS);
    }

    private void turn(long nowNanos) {
        long now = Math.floorDiv(nowNanos, SLOT_NANOS);
        if (slot == Long.MIN_VALUE) {
            firstSlot = now;
            slot = now;
        }
        if (now - slot >= SLOTS) {
            java.util.Arrays.fill(bytes, 0);
            slot = now;
        }
        while (slot < now) {
            bytes[Math.floorMod(++slot, SLOTS)] = 0;
        }
    }
}
