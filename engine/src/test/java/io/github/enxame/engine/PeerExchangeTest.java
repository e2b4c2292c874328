package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.TorrentMaker;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PeerExchangeTest {
    @TempDir
    Path folder;

    private Metainfo content(boolean isPrivate) throws Exception {
        byte[] content = new byte[1_000_000];
        new Random(7).nextBytes(content);
        Path file = Files.createDirectories(folder.resolve("there")).resolve("exchange.bin");
        Files.write(file, content);
        TorrentMaker maker = new TorrentMaker(file);
        maker.builder().isPrivate(isPrivate);
        return maker.make(_ -> {});
    }

    /** Done when the torrent is connected to as many peers. */
    private static CompletableFuture<Void> connected(Torrent torrent, int peers) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Torrent.Watch watch = torrent.watch(snapshot -> {
            long now = snapshot.peers().stream()
                    .filter(peer -> peer.state() == PeerSnapshot.State.CONNECTED)
                    .count();
            if (now >= peers) {
                done.complete(null);
            }
        });
        return done.whenComplete((_, _) -> watch.close());
    }

    @Test
    void a_third_finds_the_swarm_by_peer_exchange_alone() throws Exception {
        Metainfo metainfo = content(false);
        try (Engine far = TwoEngines.engine();
                Engine third = TwoEngines.engine();
                Engine seed = TwoEngines.engine()) {
            Torrent farOne = far.download(metainfo, folder.resolve("far"));
            Torrent thirdOne = third.download(metainfo, folder.resolve("third"));
            try (Engine middle = TwoEngines.engine()) {
                Torrent knowsBoth = middle.download(metainfo, folder.resolve("middle"));
                farOne.connect(middle.address());
                thirdOne.connect(middle.address());
                connected(knowsBoth, 2).get(20, TimeUnit.SECONDS);
                connected(thirdOne, 2).get(20, TimeUnit.SECONDS);
            }
            // Only the two are left that nobody but the one in the middle brought together.
            seed.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
            farOne.connect(seed.address());
            thirdOne.completion().get(20, TimeUnit.SECONDS);
            assertThat(thirdOne.snapshot().peers())
                    .extracting(peer -> peer.address().getPort())
                    .contains(far.address().getPort());
        }
    }

    @Test
    void nobody_is_named_of_a_private_torrent() throws Exception {
        Metainfo metainfo = content(true);
        try (Engine far = TwoEngines.engine();
                Engine third = TwoEngines.engine();
                Engine middle = TwoEngines.engine()) {
            Torrent farOne = far.download(metainfo, folder.resolve("far"));
            Torrent thirdOne = third.download(metainfo, folder.resolve("third"));
            Torrent knowsBoth = middle.download(metainfo, folder.resolve("middle"));
            farOne.connect(middle.address());
            thirdOne.connect(middle.address());
            connected(knowsBoth, 2).get(20, TimeUnit.SECONDS);
            // Whatever it would say of them, it would have said before it has the file.
            try (Engine seed = TwoEngines.engine()) {
                seed.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
                knowsBoth.connect(seed.address());
                thirdOne.completion().get(20, TimeUnit.SECONDS);
            }
            assertThat(thirdOne.snapshot().peers())
                    .extracting(peer -> peer.address().getPort())
                    .contains(middle.address().getPort())
                    .doesNotContain(far.address().getPort());
        }
    }
}
