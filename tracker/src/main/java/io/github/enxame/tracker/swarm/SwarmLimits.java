package io.github.enxame.tracker.swarm;

import java.util.concurrent.TimeUnit;

/**
 * How much the tracker remembers, and how often peers shall come back.
 *
 * @param maxPeers most peers of all swarms together; beyond it the oldest of the largest network goes
 * @param maxPeersPerSwarm most peers of one swarm at once
 * @param maxPeersPerAddress most peers of one swarm at one address (IPv6: one /64), so that one machine cannot fill a swarm;
 *     beyond it that address's own oldest goes
 * @param intervalSeconds how long a peer shall wait before it announces again
 * @param minIntervalSeconds how long it must wait at least
 * @param maxWanted most peers in one reply
 */
public record SwarmLimits(
        int maxPeers,
        int maxPeersPerSwarm,
        int maxPeersPerAddress,
        int intervalSeconds,
        int minIntervalSeconds,
        int maxWanted) {
    /** Peers in a reply to who does not say how many it wants. */
    public static final int DEFAULT_WANTED = 50;
    /** What a peer that shares nothing with another may take of the heap, in bytes, with all that is kept about it. */
    public static final int MAX_PEER_LENGTH = 704;

    private static final double MAX_HEAP_SHARE = 0.25;
    private static final double MAX_EMBEDDED_HEAP_SHARE = 0.125;
    private static final double MAX_ADDRESS_SHARE = 0.125;
    private static final double MAX_NETWORK_SHARE = 0.25;
    private static final int MAX_PEERS_PER_SWARM = 20_000;
    private static final int MAX_PEERS_PER_ADDRESS = 256;
    private static final int MAX_WANTED = 200;
    private static final int DEFAULT_INTERVAL_SECONDS = 120;
    private static final int MIN_INTERVAL_SECONDS = 10;
    private static final int SLACK_SECONDS = 30;
    private static final int MIN_PEERS = 1000;

    public SwarmLimits {
        if (maxPeers < 1
                || maxPeersPerSwarm < 1
                || maxPeersPerAddress < 1
                || minIntervalSeconds < 1
                || intervalSeconds < minIntervalSeconds
                || maxWanted < 0) {
            throw new IllegalArgumentException("swarm limits out of range");
        }
    }

    /** What is right for a class or a company, of a tracker that has this virtual machine's heap for itself. */
    public static SwarmLimits alone() {
        return of(Runtime.getRuntime().maxMemory(), MAX_HEAP_SHARE);
    }

    /** What is right for a class or a company, of a tracker beside a peer in the same virtual machine. */
    public static SwarmLimits embedded() {
        return of(Runtime.getRuntime().maxMemory(), MAX_EMBEDDED_HEAP_SHARE);
    }

    private static SwarmLimits of(long heapLength, double share) {
        long peers = (long) (heapLength * share / MAX_PEER_LENGTH);
        return new SwarmLimits(
                Math.clamp(peers, MIN_PEERS, Integer.MAX_VALUE / 4),
                MAX_PEERS_PER_SWARM,
                MAX_PEERS_PER_ADDRESS,
                DEFAULT_INTERVAL_SECONDS,
                MIN_INTERVAL_SECONDS,
                MAX_WANTED);
    }

    /** The same limits with other intervals. */
    public SwarmLimits withIntervals(int interval, int minInterval) {
        return new SwarmLimits(maxPeers, maxPeersPerSwarm, maxPeersPerAddress, interval, minInterval, maxWanted);
    }

    /** The same limits with room for other numbers of peers. */
    public SwarmLimits withMaxPeers(int peers) {
        return new SwarmLimits(
                peers, maxPeersPerSwarm, maxPeersPerAddress, intervalSeconds, minIntervalSeconds, maxWanted);
    }

    /** Most peers of one address (IPv6: one /64) in all swarms together. */
    int maxPeersOfAddress() {
        return share(MAX_ADDRESS_SHARE);
    }

    /** Most peers of one network (IPv4: a /24, IPv6: a /48) in all swarms together. */
    int maxPeersOfNetwork() {
        return share(MAX_NETWORK_SHARE);
    }

    private int share(double share) {
        return Math.max(1, (int) (maxPeers * share));
    }

    /** Silence after which a peer is gone: two announces missed, and some slack. */
    public long expiryNanos() {
        return TimeUnit.SECONDS.toNanos(2L * intervalSeconds + SLACK_SECONDS);
    }
}
