package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.Id20;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What outlives a swarm that is stopped and started again in the same process: until when each tracker wants to be left
 * alone about an info-hash, and whom trackers named for it, so that nobody need ask sooner. Owned by the loop.
 */
public final class AnnounceMemory {
    /** Most waits that are remembered; the one noted longest ago is forgotten first. */
    static final int MAX_WAITS = 10_000;

    /** Most swarms whose peers are remembered after they ended. */
    static final int MAX_SWARMS = 100;

    /** Most peers of each. */
    static final int MAX_PEERS = 100;

    private record Asked(URI tracker, Id20 infoHash) {}

    private final Map<Asked, Long> untilNanos = new LinkedHashMap<>();
    private final Map<Id20, List<InetSocketAddress>> peers = new LinkedHashMap<>();

    /** A tracker is not to be asked before this for peers of the swarm. */
    void hold(URI tracker, Id20 infoHash, long nanos) {
        Asked asked = new Asked(tracker, infoHash);
        long until = Math.max(nanos, untilNanos(tracker, infoHash));
        untilNanos.remove(asked);
        untilNanos.put(asked, until);
        limit(untilNanos, MAX_WAITS);
    }

    /** When a tracker may be asked for peers of the swarm; {@link Long#MIN_VALUE} for at any time. */
    long untilNanos(URI tracker, Id20 infoHash) {
        return untilNanos.getOrDefault(new Asked(tracker, infoHash), Long.MIN_VALUE);
    }

    /** A swarm has ended; these peers of it were named by trackers. */
    public void ended(Id20 infoHash, List<InetSocketAddress> named) {
        peers.remove(infoHash);
        peers.put(infoHash, named.stream().limit(MAX_PEERS).toList());
        limit(peers, MAX_SWARMS);
    }

    /** Takes whom trackers named for a swarm before it ended. */
    public List<InetSocketAddress> take(Id20 infoHash) {
        List<InetSocketAddress> named = peers.remove(infoHash);
        return named == null ? List.of() : named;
    }

    private static void limit(Map<?, ?> map, int most) {
        if (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
