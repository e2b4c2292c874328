package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.metainfo.Metainfo;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What programs do with the engine, however rashly, neither stops it nor leaves them waiting. */
@Timeout(60)
class EmbeddingTest {
    @TempDir
    Path folder;

    private Metainfo content() throws Exception {
        return TwoEngines.content(folder, "thesis.pdf", 100_000, 16_384);
    }

    @Test
    void whatRunsAtCompletionMayAskTheEngine() throws Exception {
        Metainfo metainfo = content();
        try (Engine engine = TwoEngines.engine()) {
            Torrent torrent = engine.seed(metainfo, folder);
            CompletableFuture<TorrentState> asked =
                    torrent.completion().thenApply(_ -> torrent.snapshot().state());
            assertThat(asked.get(5, TimeUnit.SECONDS)).isEqualTo(TorrentState.SEEDING);
            assertThat(torrent.completion()).isCompleted();
        }
    }

    @Test
    void whatRunsAtCompletionMayCloseTheEngine() throws Exception {
        Metainfo metainfo = content();
        Engine engine = TwoEngines.engine();
        engine.seed(metainfo, folder).completion().thenRun(engine::close).get(3, TimeUnit.SECONDS);
    }

    @Test
    void aWatcherThatThrowsIsCalledAgain() throws Exception {
        Metainfo metainfo = content();
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch twice = new CountDownLatch(2);
        try (Engine engine = TwoEngines.engine()) {
            Torrent torrent = engine.seed(metainfo, folder);
            torrent.completion().get(10, TimeUnit.SECONDS);
            try (Torrent.Watch _ = torrent.watch(_ -> {
                twice.countDown();
                if (calls.incrementAndGet() == 1) {
                    torrent.pause();
                    throw new IllegalStateException("a watcher's bug");
                }
            })) {
                assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void whatIsRemovedWhileItStartsOverStaysRemoved() throws Exception {
        Metainfo metainfo = content();
        try (Engine engine = TwoEngines.engine()) {
            Torrent torrent = engine.seed(metainfo, folder.resolve("not-there"));
            assertThatThrownBy(() -> torrent.completion().get(10, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(TorrentException.class);
            torrent.resume();
            torrent.remove().get(10, TimeUnit.SECONDS);
            assertThat(torrent.snapshot().state()).isEqualTo(TorrentState.CLOSED);
            assertThat(engine.torrents()).isEmpty();
        }
    }

    @Test
    void nobodyWaitsForAnEngineThatIsClosed() throws Exception {
        Metainfo metainfo = content();
        Engine engine = TwoEngines.engine();
        Torrent torrent = engine.download(metainfo, folder.resolve("elsewhere"));
        engine.close();
        engine.close();
        assertThat(torrent.completion()).isCompletedExceptionally();
        assertThat(torrent.prove()).isCompletedExceptionally();
        assertThat(torrent.remove()).isCompleted();
        assertThatThrownBy(() -> engine.download(metainfo, folder)).hasMessageContaining("closed");
    }
}
