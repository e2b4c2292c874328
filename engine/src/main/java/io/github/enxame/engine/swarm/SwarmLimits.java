package io.github.enxame.engine.swarm;

/**
 * What one swarm may use.
 *
 * @param uploadSlots peers served at once, at least 1
 * @param peers connections, at least 1
 * @param rates how much may move
 */
public record SwarmLimits(int uploadSlots, int peers, Rates rates) {
    /** Limits without one of rates. */
    public SwarmLimits(int uploadSlots, int peers) {
        this(uploadSlots, peers, Rates.ofEngine());
    }
}
