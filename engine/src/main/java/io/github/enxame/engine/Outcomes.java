package io.github.enxame.engine;

import io.github.enxame.engine.swarm.Timeline;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a torrent's users wait for: its metainfo, its completion, its removal. What they do when it comes never runs on the
 * loop or on a disk's lane. Safe for use from any thread.
 */
final class Outcomes {
    private final Timeline timeline;
    private final CompletableFuture<Metainfo> metadata = new CompletableFuture<>();
    private final CompletableFuture<Void> removal = new CompletableFuture<>();
    private final AtomicInteger choices = new AtomicInteger();
    private volatile CompletableFuture<Void> completion = new CompletableFuture<>();

    Outcomes(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Done once it is known what the torrent is. */
    CompletableFuture<Metainfo> metadata() {
        return outside(metadata);
    }

    /** Done once everything is here. */
    CompletableFuture<Void> completion() {
        return outside(completion);
    }

    /** Done once nothing is left of the torrent in the engine. */
    CompletableFuture<Void> removal() {
        return outside(removal);
    }

    /** The same, but what others do when it is done never runs on the loop or on a disk's lane. */
    <T> CompletableFuture<T> outside(CompletableFuture<T> inside) {
        return inside.isDone() ? inside.copy() : inside.whenCompleteAsync((_, _) -> {}, timeline::aside);
    }

    /** Something else is wanted: if all was here, whether that is too will be said anew. From any thread. */
    void choosing() {
        choices.incrementAndGet();
        CompletableFuture<Void> last = completion;
        if (last.isDone() && !last.isCompletedExceptionally()) {
            completion = new CompletableFuture<>();
        }
    }

    /** What {@link #choosing} announced is done. */
    void chosen() {
        choices.decrementAndGet();
    }

    /** It is known what the torrent is. */
    void learned(Metainfo metainfo) {
        metadata.complete(metainfo);
    }

    /** Whether it is said already that everything is here, or that it will not be, or cannot be said yet. */
    boolean ended() {
        return completion.isDone() || choices.get() > 0;
    }

    /** Everything is here, as promised. */
    void complete() {
        completion.complete(null);
    }

    /** What has not come will not come. */
    void failed(Snapshot.Problem problem) {
        TorrentException failure = new TorrentException(problem);
        metadata.completeExceptionally(failure);
        completion.completeExceptionally(failure);
    }

    /** It is tried again: completion is waited for anew. */
    void restarted() {
        completion = new CompletableFuture<>();
    }

    /** Nothing is left of the torrent in the engine. */
    void removed() {
        removal.complete(null);
    }
}
