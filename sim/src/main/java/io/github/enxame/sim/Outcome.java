package io.github.enxame.sim;

import java.util.Map;

/**
 * What came of a run in which no rule was broken.
 *
 * @param seed what it came from
 * @param digest the digest of its trace, in hex
 * @param nanos simulated time until everything had ended
 * @param completeNanos simulated time when the last peer was complete
 * @param events delivered to engines
 * @param steps of the simulation's queue
 * @param faults how often each kind of fault was injected
 * @param poisoned wrong blocks that hostile peers sent
 * @param lies wrong pieces of metadata and hashes that hostile peers sent
 */
public record Outcome(
        long seed,
        String digest,
        long nanos,
        long completeNanos,
        long events,
        long steps,
        Map<String, Integer> faults,
        int poisoned,
        int lies) {}
