package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.engine.storage.TorrentMaker;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.magnet.MagnetPeer;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class MagnetTest {
    @TempDir
    Path folder;

    private static MagnetLink link(Metainfo metainfo, Engine... peers) {
        return new MagnetLink(
                metainfo.infoHashV1(),
                metainfo.infoHashV2(),
                Optional.of("what the link calls it"),
                List.of(),
                List.of(),
                java.util.Arrays.stream(peers)
                        .map(peer -> new MagnetPeer("127.0.0.1", peer.address().getPort()))
                        .toList(),
                List.of());
    }

    /** Writes random content into the folder "there" and makes its torrent. */
    private Metainfo content(String name, int length, int pieceLength, MetainfoVersion version) throws Exception {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        Path file = Files.createDirectories(folder.resolve("there")).resolve(name);
        Files.write(file, content);
        TorrentMaker maker = new TorrentMaker(file);
        maker.builder().pieceLength(pieceLength).version(version);
        return maker.make(_ -> {});
    }

    private void assertSame(Path here, String name) throws Exception {
        assertThat(Files.mismatch(here.resolve(name), folder.resolve("there").resolve(name)))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void a_magnet_link_alone_brings_the_file(MetainfoVersion version) throws Exception {
        Metainfo metainfo = content("thesis.pdf", 30_000_001, 16_384, version);
        try (Engine seed = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            seed.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
            Torrent torrent = leech.download(link(metainfo, seed), folder.resolve("here"));
            assertThat(torrent.infoHash()).isEqualTo(metainfo.infoHash());
            Metainfo fetched = torrent.metadata().get(20, TimeUnit.SECONDS);
            assertThat(fetched.infoBytes()).isEqualTo(metainfo.infoBytes());
            assertThat(fetched.info().piecesV1()).isEqualTo(metainfo.info().piecesV1());
            torrent.completion().get(20, TimeUnit.SECONDS);
            assertSame(folder.resolve("here"), "thesis.pdf");
            assertThat(torrent.name()).isEqualTo("thesis.pdf");
            Snapshot snapshot = torrent.snapshot();
            assertThat(snapshot.state()).isEqualTo(TorrentState.SEEDING);
            assertThat(snapshot.peers())
                    .as("the connection that brought the metadata brought the file too")
                    .singleElement()
                    .satisfies(peer -> assertThat(peer.bytesDown()).isEqualTo(30_000_001));
            assertThat(leech.find(metainfo.infoHash())).contains(torrent);
        }
    }

    @Test
    void who_got_it_by_a_magnet_link_gives_it_to_the_next() throws Exception {
        Metainfo metainfo = content("chain.bin", 2_000_000, 16_384, MetainfoVersion.V2);
        try (Engine second = TwoEngines.engine();
                Engine third = TwoEngines.engine()) {
            try (Engine first = TwoEngines.engine()) {
                first.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
                second.download(link(metainfo, first), folder.resolve("second"))
                        .completion()
                        .get(20, TimeUnit.SECONDS);
            }
            Torrent torrent = third.download(link(metainfo, second), folder.resolve("third"));
            torrent.completion().get(20, TimeUnit.SECONDS);
            assertSame(folder.resolve("third"), "chain.bin");
            assertThat(torrent.metainfo().info().piecesV2()).isPresent();
        }
    }

    @Test
    void a_long_info_comes_from_several_peers() throws Exception {
        // 6,000 pieces: an info of 120 KB.
        Metainfo metainfo = content("long.bin", 6_000 * 16_384, 16_384, MetainfoVersion.V1);
        try (Engine first = TwoEngines.engine();
                Engine second = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            first.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
            second.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
            Torrent torrent = leech.download(link(metainfo, first, second), folder.resolve("here"));
            assertThat(torrent.metadata().get(20, TimeUnit.SECONDS).infoBytes()).isEqualTo(metainfo.infoBytes());
        }
    }

    @Test
    void two_with_only_the_link_wait_until_somebody_who_knows_comes() throws Exception {
        Metainfo metainfo = content("late.bin", 300_000, 16_384, MetainfoVersion.HYBRID);
        try (Engine one = TwoEngines.engine();
                Engine two = TwoEngines.engine();
                Engine seed = TwoEngines.engine()) {
            Torrent first = one.download(link(metainfo), folder.resolve("one"));
            Torrent second = two.download(link(metainfo, one), folder.resolve("two"));
            assertThat(first.snapshot().state()).isEqualTo(TorrentState.FETCHING);
            assertThat(first.name()).isEqualTo("what the link calls it");
            assertThatThrownBy(first::metainfo).isInstanceOf(IllegalStateException.class);
            seed.seed(metainfo, folder.resolve("there"));
            first.connect(seed.address());
            first.completion().get(20, TimeUnit.SECONDS);
            second.completion().get(20, TimeUnit.SECONDS);
            assertSame(folder.resolve("two"), "late.bin");
        }
    }

    @Test
    void a_torrent_that_is_named_and_then_added_whole_is_one() throws Exception {
        Metainfo metainfo = content("whole.bin", 100_000, 16_384, MetainfoVersion.HYBRID);
        try (Engine leech = TwoEngines.engine();
                Engine seed = TwoEngines.engine()) {
            Torrent named = leech.download(link(metainfo), folder.resolve("here"));
            Torrent whole = leech.download(metainfo, folder.resolve("elsewhere"));
            assertThat(whole).isSameAs(named);
            assertThat(named.metadata().get(10, TimeUnit.SECONDS).infoHash()).isEqualTo(metainfo.infoHash());
            seed.seed(metainfo, folder.resolve("there"));
            named.connect(seed.address());
            named.completion().get(20, TimeUnit.SECONDS);
            assertSame(folder.resolve("here"), "whole.bin");
        }
    }

    @Test
    void what_was_begun_before_goes_on_where_it_was() throws Exception {
        Metainfo metainfo = content("notes.bin", 20_000_000, 262_144, MetainfoVersion.V1);
        try (Engine seed = TwoEngines.engine()) {
            seed.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
            try (Engine leech = TwoEngines.engine()) {
                Torrent torrent = leech.download(link(metainfo, seed), folder.resolve("here"));
                torrent.metadata().get(20, TimeUnit.SECONDS);
                new Progressed(torrent, 4_000_000).get();
            }
            try (Engine leech = TwoEngines.engine()) {
                Torrent torrent = leech.download(link(metainfo, seed), folder.resolve("here"));
                torrent.completion().get(20, TimeUnit.SECONDS);
                assertThat(torrent.snapshot().bytesDown()).isLessThan(20_000_000 - 3_000_000);
            }
        }
    }

    @Test
    void pause_resume_and_removal_work_before_anything_is_known() throws Exception {
        Metainfo metainfo = content("paused.bin", 100_000, 16_384, MetainfoVersion.V1);
        try (Engine leech = TwoEngines.engine();
                Engine seed = TwoEngines.engine()) {
            seed.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
            Torrent torrent = leech.download(link(metainfo), folder.resolve("here"));
            torrent.pause();
            assertThat(torrent.snapshot().state()).isEqualTo(TorrentState.PAUSED);
            torrent.connect(seed.address());
            assertThat(torrent.snapshot().state()).isEqualTo(TorrentState.PAUSED);
            torrent.resume();
            torrent.completion().get(20, TimeUnit.SECONDS);

            Metainfo other = content("removed.bin", 100_000, 16_384, MetainfoVersion.V1);
            Torrent removed = leech.download(link(other), folder.resolve("here"));
            removed.remove().get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> removed.metadata().get(1, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TorrentException.class);
        }
    }
}
