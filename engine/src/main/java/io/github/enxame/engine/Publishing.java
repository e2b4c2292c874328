package io.github.enxame.engine;

import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.SwarmPhase;
import io.github.enxame.engine.swarm.Timeline;
import java.util.function.Consumer;

/** When those who watch a torrent are shown it anew: at once if its state changed, now and then if something moved. */
final class Publishing {
    private static final long PUBLISH_NANOS = 200_000_000L;

    private final Timeline timeline;
    private final Watchers watchers = new Watchers();
    private boolean changed;
    private long lastPublishedNanos;
    private long lastMoved;

    Publishing(Timeline timeline) {
        this.timeline = timeline;
    }

    /** One more who watches, from any thread. */
    Torrent.Watch add(Consumer<Snapshot> watcher) {
        return watchers.add(watcher);
    }

    /** Whether anybody watches; any thread. */
    boolean isWatched() {
        return !watchers.isEmpty();
    }

    // On the loop, but for close.

    /** The torrent's state changed. */
    void changed() {
        changed = true;
    }

    /** Called at each tick: whoever watches sees what moved since. */
    void tick(TorrentLife torrent) {
        if (watchers.isEmpty()) {
            return;
        }
        Swarm swarm = torrent.swarm();
        long now = timeline.nanos();
        long moved = swarm.holdings().receivedBytes()
                + swarm.serving().bytesUp()
                + swarm.holdings().verifiedBytes()
                + swarm.connections().sessions().size();
        boolean checking = swarm.life().phase() instanceof SwarmPhase.Checking;
        if (changed || ((moved != lastMoved || checking) && now - lastPublishedNanos >= PUBLISH_NANOS)) {
            lastMoved = moved;
            publish(torrent);
        }
    }

    /** Shows how things stand to whoever watches. */
    void publish(TorrentLife torrent) {
        changed = false;
        lastPublishedNanos = timeline.nanos();
        if (!watchers.isEmpty()) {
            watchers.publish(torrent.snapshot());
        }
    }

    /** Nobody is shown anything any more. */
    void close() {
        watchers.close();
    }
}
