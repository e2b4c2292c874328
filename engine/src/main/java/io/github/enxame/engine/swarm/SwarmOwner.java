package io.github.enxame.engine.swarm;

/** What a swarm tells whoever runs it. Called on the loop. */
public interface SwarmOwner {
    /** Its state changed: open, complete, in its place, failed, paused, closed. */
    void changed(Swarm swarm);
}
