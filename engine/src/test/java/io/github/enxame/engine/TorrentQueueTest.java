package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which torrents are at work and which wait for their turn; over real sockets. */
@Timeout(60)
class TorrentQueueTest {
    private static final int LENGTH = 600_000;

    @TempDir
    Path folder;

    private List<Metainfo> torrents(int count) throws Exception {
        List<Metainfo> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(TwoEngines.content(folder.resolve("there"), "notes" + i, LENGTH + i, 16_384));
        }
        return all;
    }

    private List<Torrent> seeded(Engine engine, List<Metainfo> all) {
        return all.stream()
                .map(metainfo -> engine.seed(metainfo, folder.resolve("there")))
                .toList();
    }

    private static void await(Torrent torrent, TorrentState state) throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        try (Torrent.Watch _ = torrent.watch(snapshot -> {
            if (snapshot.state() == state) {
                reached.complete(null);
            }
        })) {
            reached.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void asManySeedAsMayAndTheNextOneBeginsWhenOneIsPaused() throws Exception {
        try (Engine engine = TwoEngines.engine()) {
            engine.queue().limit(new QueueLimits(0, 1));
            List<Torrent> seeds = seeded(engine, torrents(3));
            await(seeds.get(1), TorrentState.QUEUED);
            await(seeds.get(2), TorrentState.QUEUED);
            await(seeds.get(0), TorrentState.SEEDING);
            seeds.get(0).pause();
            await(seeds.get(1), TorrentState.SEEDING);
            await(seeds.get(0), TorrentState.PAUSED);
            seeds.get(0).resume();
            await(seeds.get(0), TorrentState.QUEUED);
            seeds.get(2).resume();
            await(seeds.get(2), TorrentState.SEEDING);
            assertThat(seeds.get(1).snapshot().state())
                    .as("beside the one that was begun by hand")
                    .isEqualTo(TorrentState.SEEDING);
            engine.queue().limit(QueueLimits.NONE);
            await(seeds.get(0), TorrentState.SEEDING);
        }
    }

    @Test
    void theOrderCanBeChanged() throws Exception {
        try (Engine engine = TwoEngines.engine()) {
            engine.queue().limit(new QueueLimits(0, 1));
            List<Torrent> seeds = seeded(engine, torrents(3));
            await(seeds.get(0), TorrentState.SEEDING);
            await(seeds.get(1), TorrentState.QUEUED);
            await(seeds.get(2), TorrentState.QUEUED);
            engine.queue().move(seeds.get(2).infoHash(), 0);
            seeds.get(0).remove().get(10, TimeUnit.SECONDS);
            await(seeds.get(2), TorrentState.SEEDING);
            assertThat(seeds.get(1).snapshot().state()).isEqualTo(TorrentState.QUEUED);
            assertThat(engine.queue().order())
                    .containsExactly(seeds.get(2).infoHash(), seeds.get(1).infoHash());
        }
    }

    @Test
    void someCanBePutFirst() throws Exception {
        try (Engine engine = TwoEngines.engine()) {
            List<Metainfo> all = torrents(4);
            List<InfoHash> hashes = all.stream().map(Metainfo::infoHash).toList();
            List<Torrent> seeds = seeded(engine, all);
            await(seeds.get(3), TorrentState.SEEDING);
            engine.queue().first(List.of(hashes.get(2), InfoHash.v1(new byte[20]), hashes.get(1)));
            // What is asked after that is answered after that.
            seeds.get(0).snapshot();
            assertThat(engine.queue().order())
                    .containsExactly(hashes.get(2), hashes.get(1), hashes.get(0), hashes.get(3));
        }
    }

    @Test
    void downloadsGoOneAfterTheOtherAndThenSeed() throws Exception {
        List<Metainfo> all = torrents(3);
        try (Engine seed = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            seeded(seed, all);
            leech.queue().limit(new QueueLimits(1, 2));
            List<Torrent> downloads = all.stream()
                    .map(metainfo -> leech.download(metainfo, folder.resolve("here")))
                    .toList();
            await(downloads.get(2), TorrentState.QUEUED);
            for (Torrent torrent : downloads) {
                await(torrent, TorrentState.WAITING);
                torrent.connect(seed.address());
                torrent.completion().get(20, TimeUnit.SECONDS);
            }
            await(downloads.get(0), TorrentState.SEEDING);
            await(downloads.get(1), TorrentState.SEEDING);
            await(downloads.get(2), TorrentState.QUEUED);
        }
    }

    @Test
    void whoLowersTheLimitStopsTheLastOnes() throws Exception {
        try (Engine engine = TwoEngines.engine()) {
            List<Torrent> seeds = seeded(engine, torrents(2));
            await(seeds.get(0), TorrentState.SEEDING);
            await(seeds.get(1), TorrentState.SEEDING);
            List<Torrent> inOrder = engine.queue().order().stream()
                    .map(hash -> engine.find(hash).orElseThrow())
                    .toList();
            engine.queue().limit(new QueueLimits(1, 1));
            await(inOrder.get(1), TorrentState.QUEUED);
            await(inOrder.get(0), TorrentState.SEEDING);
        }
    }
}
