package io.github.enxame.node.command;

import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.Torrent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

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
            boolean over = !snapshot.serving() && snapshot.problem().isPresent();
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

    /**
     * Serves until the user ends the program, and says what it can no longer serve.
     *
     * @param note prints a line
     * @return the exit code: that of failure where nothing was left to serve
     */
    static int untilEnded(Lifetime lifetime, List<Torrent> torrents, Consumer<String> note)
            throws InterruptedException {
        lifetime.endsWell();
        try (ServedTorrents served = new ServedTorrents(torrents, note)) {
            return served.await(lifetime) ? CommandLines.DONE : CommandLines.FAILED;
        }
    }
}
