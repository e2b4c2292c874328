package io.github.enxame.engine.swarm;

/**
 * What one swarm may use.
 *
 * @param uploadSlots peers served at once, at least 1
 * @param peers connections, at least 1
 */
public record SwarmLimits(int uploadSlots, int peers) {}
