package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.StoreException;

/** How far a swarm has come. */
public sealed interface SwarmPhase {
    /** Only its magnet link is known: peers are dialled and asked for the rest. */
    record Fetching() implements SwarmPhase {}

    /**
     * What is on disk is being looked at.
     *
     * @param checkedBytes how much was
     */
    record Checking(long checkedBytes) implements SwarmPhase {}

    /** Peers are dialled and served. */
    record Running() implements SwarmPhase {}

    /** Nobody is spoken to until resumed. */
    record Paused() implements SwarmPhase {}

    /** The store cannot go on. */
    record Failed(StoreException error) implements SwarmPhase {}

    /** Over. */
    record Closed() implements SwarmPhase {}
}
