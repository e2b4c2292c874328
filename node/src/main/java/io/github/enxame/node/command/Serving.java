package io.github.enxame.node.command;

import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.TorrentState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits until torrents are served: their content is checked, and the tracker knows of them or does not answer. */
final class Serving {
    private static final double ANNOUNCE_SECONDS = 3;

    private Serving() {}

    /**
     * Waits until a torrent is served.
     *
     * @return false where the user ended the program before
     * @throws ExecutionException where the content is missing or different
     */
    static boolean await(Lifetime lifetime, Torrent torrent) throws ExecutionException, InterruptedException {
        if (!lifetime.await(torrent.completion())) {
            return false;
        }
        CompletableFuture<Snapshot> announced = new CompletableFuture<>();
        try (Torrent.Watch _ = torrent.watch(snapshot -> {
            boolean over = snapshot.state() == TorrentState.FAILED;
            if (over
                    || snapshot.tracker().isPresent()
                    || torrent.metainfo().trackers().isEmpty()) {
                announced.complete(snapshot);
            }
        })) {
            lifetime.await(announced, ANNOUNCE_SECONDS);
        }
        return !lifetime.isEnded();
    }
}
