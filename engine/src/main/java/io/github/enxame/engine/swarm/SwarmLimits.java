package io.github.enxame.engine.swarm;

/**
 * What one swarm may use.
 *
 * @param uploadSlots peers served at once, at least 1
 * @param peers connections, at least 1
 * @param rates how much may move
 * @param superSeeding whether, as the first seed, each piece is given away about once (BEP 16)
 * @param requests the requests that wait in all swarms of the engine
 */
public record SwarmLimits(int uploadSlots, int peers, Rates rates, boolean superSeeding, QueuedRequests requests) {
    /** Limits without one of rates. */
    public SwarmLimits(int uploadSlots, int peers) {
        this(uploadSlots, peers, Rates.ofEngine());
    }

    /** Limits of one that does not seed piece by piece. */
    public SwarmLimits(int uploadSlots, int peers, Rates rates) {
        this(uploadSlots, peers, rates, false);
    }

    /** Limits of the only swarm of an engine. */
    public SwarmLimits(int uploadSlots, int peers, Rates rates, boolean superSeeding) {
        this(uploadSlots, peers, rates, superSeeding, QueuedRequests.ofHeap());
    }
}
