package io.github.enxame.sim;

/**
 * How a host is connected to the rest of the world.
 *
 * @param upBytesPerSecond what it can send
 * @param downBytesPerSecond what it can receive
 * @param delayNanos its part of the way: the round trip of two hosts is twice the sum of both parts
 * @param loss the share of packets that are lost on the way to or from it, 0 to 1; each costs a retransmission
 */
record AccessLink(double upBytesPerSecond, double downBytesPerSecond, long delayNanos, double loss) {
    private static final double BYTES_PER_MEGABIT = 125_000;

    static AccessLink of(double upMegabits, double downMegabits, double delayMillis, double loss) {
        return new AccessLink(
                upMegabits * BYTES_PER_MEGABIT, downMegabits * BYTES_PER_MEGABIT, (long) (delayMillis * 1e6), loss);
    }
}
