package io.github.enxame.engine;

import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.protocol.metainfo.InfoHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which of an engine's torrents are at work and which wait ({@link TorrentState#QUEUED}) because as many are at work as may
 * be. When one is complete, paused, failed or removed, the next that waits begins; {@link Torrent#resume} begins one that
 * waits whatever the limits say. Who is at work stays so when the order changes. While there are no limits nobody waits.
 * Safe for use from any thread.
 */
public final class TorrentQueue {
    private final Consumer<Runnable> loop;
    private volatile QueueLimits limits = QueueLimits.NONE;
    private volatile List<InfoHash> shown = List.of();

    // Of the loop alone.
    private final List<TorrentLife> order = new ArrayList<>();
    private boolean changed;

    /** An empty queue without limits; {@code loop} runs what it is given on the engine loop. */
    TorrentQueue(Consumer<Runnable> loop) {
        this.loop = loop;
    }

    /** How many may be at work. */
    public QueueLimits limits() {
        return limits;
    }

    /** Sets how many may be at work from now on; those too many, the last ones, wait. */
    public void limit(QueueLimits wanted) {
        limits = wanted;
        loop.accept(this::review);
    }

    /** The info-hashes of all torrents, in the order in which they begin; as of a moment ago. */
    public List<InfoHash> order() {
        return shown;
    }

    /** Puts a torrent at this place, 0 for the first; does nothing if there is no such torrent. */
    public void move(InfoHash infoHash, int place) {
        loop.accept(() -> {
            for (TorrentLife torrent : List.copyOf(order)) {
                if (torrent.subject().has(infoHash)) {
                    order.remove(torrent);
                    order.add(Math.clamp(place, 0, order.size()), torrent);
                }
            }
            show();
            review();
        });
    }

    /** Puts these torrents first, in this order; the others keep theirs. What is no torrent's is passed over. */
    public void first(List<InfoHash> wanted) {
        loop.accept(() -> {
            Map<InfoHash, Integer> places = new HashMap<>();
            wanted.forEach(infoHash -> places.putIfAbsent(infoHash, places.size()));
            order.sort(Comparator.comparingInt(torrent -> place(torrent.subject(), places)));
            show();
            review();
        });
    }

    private static int place(Subject torrent, Map<InfoHash, Integer> places) {
        return torrent.infoHashes().stream()
                .mapToInt(infoHash -> places.getOrDefault(infoHash, Integer.MAX_VALUE))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private void show() {
        shown = order.stream().map(torrent -> torrent.subject().infoHash()).toList();
    }

    /** Takes a torrent in, as the last one; one that is here stays where it is. Returns whether it is to wait for its turn. */
    boolean add(TorrentLife torrent) {
        if (!order.contains(torrent)) {
            order.add(torrent);
            List<InfoHash> longer = new ArrayList<>(shown);
            longer.add(torrent.subject().infoHash());
            shown = Collections.unmodifiableList(longer);
        }
        changed = true;
        return limits.any();
    }

    void remove(TorrentLife torrent) {
        order.remove(torrent);
        show();
        changed = true;
    }

    /** Something happened to a torrent that may give another its turn. */
    void changed() {
        changed |= limits.any();
    }

    /** Whether {@link #tick} has something to do. */
    boolean isToBeReviewed() {
        return changed;
    }

    /** Called at each tick: looks again whose turn it is if anything happened. */
    void tick() {
        if (changed) {
            review();
        }
    }

    private void review() {
        changed = false;
        QueueLimits now = limits;
        int downloads = 0;
        int seeds = 0;
        List<TorrentLife> waiting = new ArrayList<>();
        for (TorrentLife torrent : List.copyOf(order)) {
            boolean seed = torrent.swarm().holdings().satisfied();
            if (torrent.waits()) {
                waiting.add(torrent);
            } else if (torrent.works()) {
                if (!torrent.begunByHand() && full(seed ? seeds : downloads, seed ? now.seeds() : now.downloads())) {
                    torrent.hold();
                } else {
                    seeds += seed ? 1 : 0;
                    downloads += seed ? 0 : 1;
                }
            }
        }
        for (TorrentLife torrent : waiting) {
            boolean seed = torrent.swarm().holdings().satisfied();
            if (!full(seed ? seeds : downloads, seed ? now.seeds() : now.downloads())) {
                torrent.begin();
                seeds += seed ? 1 : 0;
                downloads += seed ? 0 : 1;
            }
        }
    }

    private static boolean full(int working, int limit) {
        return limit > 0 && working >= limit;
    }
}
