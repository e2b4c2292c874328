package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.metainfo.Metainfo;
import java.util.Optional;

/** What a swarm tells whoever runs it, and asks it. Called on the loop. */
public interface SwarmOwner {
    /** Its state changed: open, complete, in its place, failed, paused, closed. */
    void changed(Swarm swarm);

    /** Why there is no room for what a magnet link turned out to be, for people; empty where there is. */
    default Optional<String> refusal(Metainfo metainfo) {
        return Optional.empty();
    }
}
