package io.github.enxame.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits until so many bytes of a torrent are verified. */
final class Progressed {
    private final CompletableFuture<Long> reached = new CompletableFuture<>();

    Progressed(Torrent torrent, long bytes) {
        torrent.watch(snapshot -> {
            if (snapshot.verifiedBytes() >= bytes) {
                reached.complete(snapshot.verifiedBytes());
            }
        });
    }

    long get() throws Exception {
        return reached.get(30, TimeUnit.SECONDS);
    }
}
