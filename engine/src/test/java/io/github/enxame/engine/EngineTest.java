package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.metainfo.Metainfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineTest {
    @TempDir
    Path folder;

    @Test
    void whatOneSeedsAnotherDownloadsAndProves() throws Exception {
        Path there = folder.resolve("there");
        Path here = folder.resolve("here");
        Metainfo metainfo = TwoEngines.content(there, "thesis.pdf", 3_000_001, 16_384);
        try (Engine seed = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            seed.seed(metainfo, there).completion().get(20, TimeUnit.SECONDS);
            Torrent torrent = leech.download(metainfo, here);
            torrent.connect(seed.address());
            torrent.completion().get(20, TimeUnit.SECONDS);
            assertThat(here.resolve("thesis.pdf")).hasSameBinaryContentAs(there.resolve("thesis.pdf"));
            Receipt receipt = torrent.prove().get(20, TimeUnit.SECONDS);
            assertThat(receipt.match()).isTrue();
            Snapshot snapshot = torrent.snapshot();
            assertThat(snapshot.state()).isEqualTo(TorrentState.SEEDING);
            assertThat(snapshot.verifiedBytes()).isEqualTo(3_000_001);
            assertThat(snapshot.peers()).singleElement().satisfies(peer -> {
                assertThat(peer.bytesDown()).isEqualTo(3_000_001);
                assertThat(peer.wastedBytes()).isZero();
                assertThat(peer.client()).startsWith("Enxame");
            });
        }
    }

    @Test
    void aDownloadThatIsClosedGoesOnWhereItWas() throws Exception {
        Path there = folder.resolve("there");
        Path here = folder.resolve("here");
        Metainfo metainfo = TwoEngines.content(there, "notes.bin", 20_000_000, 262_144);
        try (Engine seed = TwoEngines.engine()) {
            seed.seed(metainfo, there).completion().get(20, TimeUnit.SECONDS);
            long first;
            try (Engine leech = TwoEngines.engine()) {
                Torrent torrent = leech.download(metainfo, here);
                torrent.connect(seed.address());
                Progressed some = new Progressed(torrent, 4_000_000);
                first = some.get();
            }
            assertThat(first).isGreaterThanOrEqualTo(4_000_000);
            try (Engine leech = TwoEngines.engine()) {
                Torrent torrent = leech.download(metainfo, here);
                torrent.connect(seed.address());
                torrent.completion().get(20, TimeUnit.SECONDS);
                assertThat(torrent.snapshot().bytesDown()).isLessThan(20_000_000 - 3_000_000);
            }
        }
        assertThat(Files.mismatch(here.resolve("notes.bin"), there.resolve("notes.bin")))
                .isEqualTo(-1);
    }
}
