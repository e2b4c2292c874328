package io.github.enxame.node.distance;

import java.time.Duration;

/**
 * How thoroughly peers are measured, and what that may cost.
 *
 * @param tries connections to each peer that answers, 1 to {@link #MOST_TRIES}
 * @param mostPeers peers measured, at least 1; others are left out
 * @param atOnce peers measured at the same time, at least 1
 * @param dial longest wait for a connection
 * @param answer longest wait for a peer's handshake, and for a tracker's answer
 * @param settle how long after its handshake a peer may take to say who it is and what it has
 * @param whole longest time for all peers together
 */
public record MeasuringLimits(
        int tries, int mostPeers, int atOnce, Duration dial, Duration answer, Duration settle, Duration whole) {
    /** Most connections to one peer: more would look like an attack. */
    public static final int MOST_TRIES = 20;

    public MeasuringLimits {
        if (tries < 1 || tries > MOST_TRIES || mostPeers < 1 || atOnce < 1) {
            throw new IllegalArgumentException("1 to " + MOST_TRIES + " tries of at least one peer");
        }
    }

    /** Four tries of 200 peers, 50 at once, in at most 30 seconds. */
    public static MeasuringLimits standard() {
        return new MeasuringLimits(
                4,
                200,
                50,
                Duration.ofSeconds(5),
                Duration.ofSeconds(8),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }

    /** The same with another number of tries. */
    public MeasuringLimits withTries(int number) {
        return new MeasuringLimits(number, mostPeers, atOnce, dial, answer, settle, whole);
    }

    /** The same with other longest waits for one answer and for everything. */
    public MeasuringLimits within(Duration oneAnswer, Duration everything) {
        return new MeasuringLimits(tries, mostPeers, atOnce, dial, oneAnswer, settle, everything);
    }
}
