package io.github.enxame.engine.choke;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers for a while the networks whose peers had a slot and took nothing of what they asked for. Who is hung up on for it
 * and comes back looks like anybody else, but its network does not. Owned by the loop.
 */
final class WastedSlots {
    /** How long a network waits behind the others for it. */
    static final long MEMORY_NANOS = 300_000_000_000L;

    /** Most networks that are remembered; of more, those that wasted a slot longest ago are forgotten. */
    static final int MAX_NETWORKS = 1_000;

    private final Map<Object, Long> wastedNanos = new LinkedHashMap<>();

    /** Takes note of those of these who have a slot and are stuck. */
    void note(List<? extends Candidate> peers, long nowNanos) {
        for (Candidate peer : peers) {
            if (peer.stuck() && !peer.choked() && peer.interested()) {
                wastedNanos.remove(peer.network());
                wastedNanos.put(peer.network(), nowNanos);
            }
        }
        while (wastedNanos.size() > MAX_NETWORKS) {
            wastedNanos.remove(wastedNanos.keySet().iterator().next());
        }
    }

    /** Whether a slot was wasted lately by somebody of the peer's network. */
    boolean byNetworkOf(Candidate peer, long nowNanos) {
        Long wasted = wastedNanos.get(peer.network());
        return wasted != null && nowNanos - wasted < MEMORY_NANOS;
    }
}
