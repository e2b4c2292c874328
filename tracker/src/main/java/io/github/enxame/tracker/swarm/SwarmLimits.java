package io.github.enxame.tracker.swarm;

import java.util.concurrent.TimeUnit;

/**
 * How much the tracker remembers, and how often peers shall come back.
 *
 * @param maxSwarms most swarms at once; announces to further ones are refused
 * @param maxPeersPerSwarm most peers of one swarm at once; further ones get peers but are not listed
 * @param maxPeersPerAddress most peers of one swarm at one IP address, so that one machine cannot fill a swarm
 * @param intervalSeconds how long a peer shall wait before it announces again
 * @param minIntervalSeconds how long it must wait at least
 * @param maxWanted most peers in one reply
 */
public record SwarmLimits(
        int maxSwarms,
        int maxPeersPerSwarm,
        int maxPeersPerAddress,
        int intervalSeconds,
        int minIntervalSeconds,
        int maxWanted) {
    /** Peers in a reply to who does not say how many it wants. */
    public static final int DEFAULT_WANTED = 50;
    /** What is right for a class or a company: everybody is heard of every two minutes. */
    public static final SwarmLimits STANDARD = new SwarmLimits(200_000, 20_000, 256, 120, 10, 200);

    private static final int SLACK_SECONDS = 30;

    public SwarmLimits {
        if (maxSwarms < 1
                || maxPeersPerSwarm < 1
                || maxPeersPerAddress < 1
                || minIntervalSeconds < 1
                || intervalSeconds < minIntervalSeconds
                || maxWanted < 0) {
            throw new IllegalArgumentException("swarm limits out of range");
        }
    }

    /** The same limits with other intervals. */
    public SwarmLimits withIntervals(int interval, int minInterval) {
        return new SwarmLimits(maxSwarms, maxPeersPerSwarm, maxPeersPerAddress, interval, minInterval, maxWanted);
    }

    /** Silence after which a peer is gone: two announces missed, and some slack. */
    public long expiryNanos() {
        return TimeUnit.SECONDS.toNanos(2L * intervalSeconds + SLACK_SECONDS);
    }
}
