package io.github.enxame.engine.swarm;

import io.github.enxame.engine.extension.Budget;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Meets by TCP who tried uTP (BEP 29) in vain and may not come back for long. Such a program listens for TCP at the address
 * that it sends from; but the sender of a datagram is anybody's claim, and which torrent it wants is not in it. So nobody is
 * dialled because of one whom the swarm does not know anyway, and nobody is told of a torrent: a known peer is dialled
 * without waiting for its turn; for an unknown one a tracker is asked before its time, which names it if it is a peer. How
 * often is bounded, for one swarm and for all. Private torrents' trackers are never asked before their time. Owned by the
 * loop.
 */
public final class UtpCallers {
    /** Announces before their time for all swarms: so many at once, and again in that time. */
    private static final int MOST_EARLY = 8;

    private static final long EARLY_NANOS = TimeUnit.MINUTES.toNanos(4);

    /** The same for one swarm. */
    private static final int MOST_EARLY_OF_ONE = 2;

    private static final long EARLY_OF_ONE_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** Most swarms whose trackers are asked because of one caller. */
    private static final int MOST_ASKED = 4;

    private final Timeline timeline;
    private final Budget early;

    /** Who has waited longest for an announce before its time comes first. */
    private final LinkedHashMap<Swarm, Budget> swarms = new LinkedHashMap<>();

    /** No swarm is there yet. */
    public UtpCallers(Timeline timeline) {
        this.timeline = timeline;
        this.early = new Budget(MOST_EARLY, EARLY_NANOS, timeline.nanos());
    }

    /** Peers may look for this swarm from now on. */
    public void add(Swarm swarm) {
        swarms.put(swarm, new Budget(MOST_EARLY_OF_ONE, EARLY_OF_ONE_NANOS, timeline.nanos()));
    }

    /** A swarm is over. */
    public void remove(Swarm swarm) {
        swarms.remove(swarm);
    }

    /** Somebody tried uTP, from there if that is true. */
    public void tried(InetSocketAddress from) {
        boolean known = false;
        for (Swarm swarm : swarms.keySet()) {
            Optional<PeerRecord> peer =
                    swarm.running() ? swarm.connections().book().find(from) : Optional.empty();
            if (peer.isPresent()) {
                known = true;
                peer.get().retries().called(timeline.nanos());
                swarm.dial();
            }
        }
        if (!known && from.getPort() != 0) {
            askTrackers();
        }
    }

    private void askTrackers() {
        long now = timeline.nanos();
        List<Swarm> asked = new ArrayList<>();
        for (Map.Entry<Swarm, Budget> entry : swarms.entrySet()) {
            Swarm swarm = entry.getKey();
            if (asked.size() < MOST_ASKED
                    && swarm.running()
                    && swarm.announcing().mayBeEarly()
                    && entry.getValue().take(1, now)
                    && early.take(1, now)) {
                asked.add(swarm);
            }
        }
        for (Swarm swarm : asked) {
            swarms.putLast(swarm, swarms.get(swarm));
            swarm.announcing().early();
        }
    }
}
