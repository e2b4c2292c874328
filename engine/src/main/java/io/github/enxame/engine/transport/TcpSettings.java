package io.github.enxame.engine.transport;

import java.time.Duration;

/**
 * What a stranger's connection may cost, and for how long.
 *
 * @param dialLimit longest wait for a connection to be accepted
 * @param handshakeLimit longest time from the connection to the other side's whole handshake
 * @param idleLimit longest time without a byte from the other side after that
 * @param stallLimit longest time for one block to arrive, and for the other side to take any byte of what is queued
 * @param halfOpen most dials at once; more wait their turn
 * @param maxAccepted most links at once; for a connection that comes when there are as many, the oldest link
 *     without a handshake is ended, of the network that has most of them
 * @param maxQueuedBytes most bytes queued on one link; a link with more closes
 */
public record TcpSettings(
        Duration dialLimit,
        Duration handshakeLimit,
        Duration idleLimit,
        Duration stallLimit,
        int halfOpen,
        int maxAccepted,
        int maxQueuedBytes) {
    /** The limits that fit a program on the internet. */
    public static TcpSettings standard() {
        return new TcpSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(150),
                Duration.ofSeconds(90),
                100,
                10_000,
                8 * 1024 * 1024);
    }

    /** The same, with so many links at once. */
    public TcpSettings accepting(int links) {
        return new TcpSettings(dialLimit, handshakeLimit, idleLimit, stallLimit, halfOpen, links, maxQueuedBytes);
    }

    /** How often the limits are checked: a quarter of the shortest, from 10 ms to 5 s. */
    Duration sweepInterval() {
        Duration shortest = handshakeLimit.compareTo(idleLimit) < 0 ? handshakeLimit : idleLimit;
        shortest = shortest.compareTo(stallLimit) < 0 ? shortest : stallLimit;
        return Duration.ofMillis(Math.clamp(shortest.toMillis() / 4, 10, 5000));
    }
}
