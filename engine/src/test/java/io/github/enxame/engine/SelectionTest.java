package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.engine.storage.Priority;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.TorrentMaker;
import io.github.enxame.protocol.magnet.FileRange;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.magnet.MagnetPeer;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real engines on real sockets that want some files of a torrent only. */
@Timeout(60)
class SelectionTest {
    @TempDir
    Path folder;

    /** Writes a folder of four files and makes its torrent; the borders of its files lie within pieces where they may. */
    private Metainfo course(MetainfoVersion version) throws Exception {
        Random random = new Random(7);
        int[] lengths = {300_001, 700_000, 0, 123_456};
        Path root = Files.createDirectories(folder.resolve("there/course/more"));
        for (int i = 0; i < lengths.length; i++) {
            byte[] content = new byte[lengths[i]];
            random.nextBytes(content);
            Files.write(root.resolveSibling(i + ".bin"), content);
        }
        Files.delete(root);
        TorrentMaker maker = new TorrentMaker(folder.resolve("there/course"));
        maker.builder().pieceLength(64 << 10).version(version);
        return maker.make(_ -> {});
    }

    private static int index(Metainfo metainfo, String name) {
        var files = metainfo.info().files();
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).isPad() && files.get(i).path().getLast().equals(name)) {
                return i;
            }
        }
        throw new AssertionError("no " + name);
    }

    private static Selection only(Metainfo metainfo, String... names) {
        return Selection.only(
                Stream.of(names).map(name -> index(metainfo, name)).toList());
    }

    private void requireOnly(Path into, String... names) throws IOException {
        try (Stream<Path> files = Files.list(into.resolve("course"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
        for (String name : names) {
            assertThat(Files.mismatch(
                            into.resolve("course").resolve(name),
                            folder.resolve("there/course").resolve(name)))
                    .isEqualTo(-1);
        }
    }

    private static void done(Torrent torrent) throws Exception {
        torrent.completion().get(30, TimeUnit.SECONDS);
    }

    private static Snapshot when(Torrent torrent, Predicate<Snapshot> what) throws Exception {
        CompletableFuture<Snapshot> seen = new CompletableFuture<>();
        try (Torrent.Watch _ = torrent.watch(snapshot -> {
            if (what.test(snapshot)) {
                seen.complete(snapshot);
            }
        })) {
            return seen.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_file_comes_from_a_seed_and_goes_on_to_another_peer(MetainfoVersion version) throws Exception {
        Metainfo metainfo = course(version);
        try (Engine seed = TwoEngines.engine();
                Engine middle = TwoEngines.engine();
                Engine last = TwoEngines.engine()) {
            done(seed.seed(metainfo, folder.resolve("there")));
            Selection one = only(metainfo, "1.bin");
            Torrent here = middle.download(metainfo, folder.resolve("here"), one);
            here.connect(seed.address());
            done(here);
            requireOnly(folder.resolve("here"), "1.bin");
            Snapshot snapshot = when(here, now -> now.state() == TorrentState.FINISHED);
            assertThat(snapshot.wantedBytes()).isEqualTo(700_000);
            assertThat(snapshot.wantedVerifiedBytes()).isEqualTo(700_000);
            assertThat(snapshot.files().get(index(metainfo, "1.bin")))
                    .isEqualTo(new FileSnapshot(Priority.NORMAL, 700_000));
            assertThat(snapshot.files().get(index(metainfo, "3.bin")).priority())
                    .isEqualTo(Priority.SKIP);
            Receipt receipt = here.prove().get(30, TimeUnit.SECONDS);
            assertThat(receipt.files()).hasSize(1);
            assertThat(receipt.files().getFirst().path()).isEqualTo("1.bin");

            Torrent third = last.download(metainfo, folder.resolve("third"), one);
            third.connect(middle.address());
            done(third);
            requireOnly(folder.resolve("third"), "1.bin");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_file_is_chosen_later_and_in_the_end_all_are(MetainfoVersion version) throws Exception {
        Metainfo metainfo = course(version);
        Path into = folder.resolve("here");
        try (Engine seed = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            done(seed.seed(metainfo, folder.resolve("there")));
            Torrent torrent = leech.download(metainfo, into, only(metainfo, "3.bin"));
            torrent.connect(seed.address());
            done(torrent);
            requireOnly(into, "3.bin");
            torrent.select(only(metainfo, "3.bin", "0.bin"));
            torrent.connect(seed.address());
            done(torrent);
            requireOnly(into, "0.bin", "3.bin");
            torrent.select(Selection.everything());
            torrent.connect(seed.address());
            done(torrent);
            requireOnly(into, "0.bin", "1.bin", "2.bin", "3.bin");
            when(torrent, now -> now.state() == TorrentState.SEEDING);
            assertThat(into.resolve("course.part")).doesNotExist();
            assertThat(into.resolve("course.part.journal")).doesNotExist();
        }
    }

    @Test
    void what_comes_along_whole_of_other_files_gets_no_name_until_it_is_wanted() throws Exception {
        Path there = Files.createDirectories(folder.resolve("there/course"));
        for (String name : List.of("a.pdf", "b.txt", "c.pdf", "d.txt")) {
            Files.writeString(there.resolve(name), name.repeat(100));
        }
        TorrentMaker maker = new TorrentMaker(there);
        maker.builder().version(MetainfoVersion.V1);
        Metainfo metainfo = maker.make(_ -> {});
        assertThat(metainfo.info().layout().pieceCount()).isEqualTo(1);
        Path into = folder.resolve("here");
        try (Engine seed = TwoEngines.engine()) {
            done(seed.seed(metainfo, folder.resolve("there")));
            try (Engine leech = TwoEngines.engine()) {
                Torrent torrent = leech.download(metainfo, into, only(metainfo, "a.pdf"));
                torrent.connect(seed.address());
                done(torrent);
                requireOnly(into, "a.pdf");
                assertThat(torrent.prove().get(30, TimeUnit.SECONDS).files())
                        .extracting(Receipt.FileDigests::path)
                        .containsExactly("a.pdf");
                torrent.select(only(metainfo, "a.pdf", "c.pdf"));
                done(torrent);
                requireOnly(into, "a.pdf", "c.pdf");
            }
            try (Engine again = TwoEngines.engine()) {
                Torrent torrent = again.download(metainfo, into);
                done(torrent);
                requireOnly(into, "a.pdf", "c.pdf");
                torrent.select(Selection.everything());
                done(torrent);
                requireOnly(into, "a.pdf", "b.txt", "c.pdf", "d.txt");
                assertThat(into.resolve("course.part")).doesNotExist();
                torrent.select(only(metainfo, "b.txt"));
                done(torrent);
                requireOnly(into, "a.pdf", "b.txt", "c.pdf", "d.txt");
            }
            try (Engine whole = TwoEngines.engine()) {
                Torrent torrent = whole.download(metainfo, into, only(metainfo, "d.txt"));
                done(torrent);
                torrent.select(Selection.everything());
                done(torrent);
                requireOnly(into, "a.pdf", "b.txt", "c.pdf", "d.txt");
            }
        }
    }

    @Test
    void what_was_chosen_is_known_after_a_restart() throws Exception {
        Metainfo metainfo = course(MetainfoVersion.V1);
        Path into = folder.resolve("here");
        try (Engine seed = TwoEngines.engine()) {
            done(seed.seed(metainfo, folder.resolve("there")));
            try (Engine leech = TwoEngines.engine()) {
                Torrent torrent = leech.download(metainfo, into, only(metainfo, "0.bin"));
                torrent.connect(seed.address());
                done(torrent);
            }
            try (Engine again = TwoEngines.engine()) {
                Torrent torrent = again.download(metainfo, into);
                done(torrent);
                assertThat(torrent.snapshot().state()).isEqualTo(TorrentState.FINISHED);
                assertThat(torrent.snapshot().wantedBytes()).isEqualTo(300_001);
                torrent.select(Selection.everything());
                torrent.connect(seed.address());
                done(torrent);
                requireOnly(into, "0.bin", "1.bin", "2.bin", "3.bin");
            }
        }
    }

    @Test
    void a_magnet_link_says_which_files_are_wanted() throws Exception {
        Metainfo metainfo = course(MetainfoVersion.HYBRID);
        int file = index(metainfo, "3.bin");
        try (Engine seed = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            done(seed.seed(metainfo, folder.resolve("there")));
            MagnetLink link = new MagnetLink(
                    metainfo.infoHashV1(),
                    metainfo.infoHashV2(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(new MagnetPeer("127.0.0.1", seed.address().getPort())),
                    List.of(new FileRange(file, file), new FileRange(500, 600)));
            Torrent torrent = leech.download(MagnetLink.parse(link.toString()), folder.resolve("here"));
            done(torrent);
            requireOnly(folder.resolve("here"), "3.bin");
        }
    }

    @Test
    void what_is_chosen_of_a_magnet_link_before_anybody_knows_its_files_counts() throws Exception {
        Metainfo metainfo = course(MetainfoVersion.V1);
        try (Engine seed = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            done(seed.seed(metainfo, folder.resolve("there")));
            Torrent torrent = leech.download(MagnetLink.of(metainfo), folder.resolve("here"));
            torrent.select(only(metainfo, "1.bin"));
            torrent.connect(seed.address());
            done(torrent);
            requireOnly(folder.resolve("here"), "1.bin");
        }
    }

    @Test
    void less_is_wanted_while_more_was_on_its_way() throws Exception {
        Metainfo metainfo = course(MetainfoVersion.V1);
        try (Engine leech = TwoEngines.engine();
                Engine seed = TwoEngines.engine()) {
            done(seed.seed(metainfo, folder.resolve("there")));
            Torrent torrent = leech.download(metainfo, folder.resolve("here"));
            torrent.connect(seed.address());
            torrent.select(only(metainfo, "0.bin"));
            done(torrent);
            assertThat(Files.mismatch(folder.resolve("here/course/0.bin"), folder.resolve("there/course/0.bin")))
                    .isEqualTo(-1);
        }
    }

    @Test
    void nothing_at_all_cannot_be_chosen() throws Exception {
        Metainfo metainfo = course(MetainfoVersion.V1);
        try (Engine leech = TwoEngines.engine()) {
            assertThatThrownBy(() -> leech.download(metainfo, folder.resolve("here"), Selection.only(List.of(77))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least one of its files");
            Torrent torrent = leech.download(metainfo, folder.resolve("here"));
            assertThatThrownBy(() -> torrent.select(Selection.everything().with(0, 99, Priority.SKIP)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
