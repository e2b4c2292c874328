package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Downloads of which not all is wanted, on the real file system. */
@Timeout(60)
class SelectedStoreTest {
    @TempDir
    Path folder;

    private FileDisk disk;

    @BeforeEach
    void opensTheDisk() {
        disk = new FileDisk();
    }

    @AfterEach
    void closesTheDisk() {
        disk.close();
    }

    private static int index(TestTorrent torrent, String name) {
        var files = torrent.metainfo().info().files();
        for (int i = 0; i < files.size(); i++) {
            if (String.join("/", files.get(i).path()).equals(name)) {
                return i;
            }
        }
        throw new AssertionError("no " + name);
    }

    private static Selection only(TestTorrent torrent, String... names) {
        return Selection.only(Stream.of(names).map(name -> index(torrent, name)).toList());
    }

    private Rig rig(TestTorrent torrent, Selection selection) {
        return new Rig(torrent, folder, disk, StoreSettings.download().withSelection(selection));
    }

    /** Writes the pieces that are wanted and not there. */
    private static void writeWanted(Rig rig, Selection selection) throws Exception {
        BitSet without = new BitSet();
        without.set(0, rig.torrent.layout().pieceCount());
        without.andNot(selection.pieces(rig.torrent.metainfo().info()));
        without.or(rig.opened());
        rig.torrent.blocks(without).forEach(block -> rig.write(block[0], block[1]));
    }

    private List<String> placed(TestTorrent torrent) throws IOException {
        return below(folder.resolve(torrent.name()));
    }

    private static List<String> below(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void wanted_files_get_their_names_and_nothing_lies_beside_them(Kind kind) throws Exception {
        TestTorrent torrent = TestTorrent.course(kind);
        Selection selection = only(torrent, "b/c.bin", "b/empty");
        try (Rig rig = rig(torrent, selection)) {
            writeWanted(rig, selection);
            rig.heard.await(rig.heard.finished);
            assertThat(placed(torrent)).containsExactly("b/c.bin", "b/empty");
            assertThat(torrent.at(folder, "b/c.bin")).hasBinaryContent(torrent.file("b/c.bin"));
            int piece = selection.pieces(torrent.metainfo().info()).nextSetBit(0);
            assertThat(rig.read(piece, 0, 1_000)).isEqualTo(torrent.part(piece, 0, 1_000));
        }
        assertThat(folder.resolve("course.part.journal")).exists();
    }

    @ParameterizedTest
    @EnumSource
    void what_was_wanted_and_is_there_is_known_after_a_restart(Kind kind) throws Exception {
        TestTorrent torrent = TestTorrent.course(kind);
        Selection selection = only(torrent, "a.txt");
        try (Rig rig = rig(torrent, selection)) {
            writeWanted(rig, selection);
            rig.heard.await(rig.heard.finished);
        }
        try (Rig again = new Rig(torrent, folder, disk)) {
            assertThat(again.opened())
                    .isEqualTo(selection.pieces(torrent.metainfo().info()));
            assertThat(again.heard.selection).isEqualTo(selection);
            again.heard.await(again.heard.finished);
        }
        assertThat(placed(torrent)).containsExactly("a.txt");
    }

    @ParameterizedTest
    @EnumSource
    void the_rest_can_be_wanted_later(Kind kind) throws Exception {
        TestTorrent torrent = TestTorrent.course(kind);
        Selection selection = only(torrent, "b/d.bin");
        try (Rig rig = rig(torrent, selection)) {
            writeWanted(rig, selection);
            rig.heard.await(rig.heard.finished);
            assertThat(placed(torrent)).containsExactly("b/d.bin");
        }
        try (Rig again = new Rig(torrent, folder, disk)) {
            BitSet there = again.opened();
            again.heard.await(again.heard.finished);
            again.store.select(Selection.everything());
            again.writeAll(there, 3);
            again.heard.awaitDurable(torrent.layout().pieceCount());
        }
        assertThat(placed(torrent)).containsExactly("a.txt", "b/c.bin", "b/d.bin", "b/empty", "z.txt");
        for (String name : torrent.files().keySet()) {
            assertThat(torrent.at(folder, name)).hasBinaryContent(torrent.file(name));
        }
        assertThat(folder.resolve("course.part")).doesNotExist();
        assertThat(folder.resolve("course.part.journal")).doesNotExist();
        try (Rig whole = new Rig(torrent, folder, disk)) {
            assertThat(whole.opened().cardinality()).isEqualTo(torrent.layout().pieceCount());
            whole.heard.await(whole.heard.finished);
        }
    }

    @Test
    void a_file_of_the_user_where_a_wanted_one_belongs_is_not_touched() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        Selection first = only(torrent, "a.txt");
        try (Rig rig = rig(torrent, first)) {
            writeWanted(rig, first);
            rig.heard.await(rig.heard.finished);
        }
        Files.writeString(folder.resolve("course/z.txt"), "mine");
        Selection both = only(torrent, "a.txt", "z.txt");
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            rig.store.select(both);
            writeWanted(rig, both);
            assertThat(rig.failed().reason()).isEqualTo(StoreException.Reason.DIFFERENT_FILE);
            assertThat(rig.failed()).hasMessageContaining("course/z.txt");
        }
        assertThat(folder.resolve("course/z.txt")).hasContent("mine");
        assertThat(folder.resolve("course.part/z.txt")).hasBinaryContent(torrent.file("z.txt"));
        Files.delete(folder.resolve("course/z.txt"));
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            rig.heard.await(rig.heard.finished);
        }
        assertThat(torrent.at(folder, "z.txt")).hasBinaryContent(torrent.file("z.txt"));
    }

    @Test
    void a_folder_of_the_user_that_has_the_name_is_not_mixed_with_the_download() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        Selection selection = only(torrent, "a.txt");
        try (Rig rig = rig(torrent, selection)) {
            rig.opened();
            Files.createDirectories(folder.resolve("course"));
            writeWanted(rig, selection);
            assertThat(rig.failed().reason()).isEqualTo(StoreException.Reason.DIFFERENT_FILE);
        }
        assertThat(placed(torrent)).isEmpty();
    }

    @Test
    void a_placed_file_that_the_user_changed_is_hashed_again_and_left_alone() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        Selection selection = only(torrent, "a.txt", "z.txt");
        try (Rig rig = rig(torrent, selection)) {
            writeWanted(rig, selection);
            rig.heard.await(rig.heard.finished);
        }
        byte[] changed = torrent.file("a.txt").clone();
        changed[70_000] ^= 1;
        Files.write(folder.resolve("course/a.txt"), changed);
        try (Rig rig = new Rig(torrent, folder, disk)) {
            BitSet right = rig.opened();
            assertThat(right.get(1)).isFalse();
            assertThat(right.get(5)).isTrue();
        }
        assertThat(folder.resolve("course/a.txt")).hasBinaryContent(changed);
    }

    @Test
    void a_record_vouches_for_placed_files_so_that_they_are_not_hashed_again() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        Selection selection = only(torrent, "b/c.bin");
        StoreSettings settings = StoreSettings.download()
                .withSelection(selection)
                .withRecordFolder(Files.createDirectories(folder.resolve("records")));
        try (Rig rig = new Rig(torrent, folder, disk, settings)) {
            writeWanted(rig, selection);
            rig.heard.await(rig.heard.finished);
        }
        assertThat(folder.resolve("records")).isNotEmptyDirectory();
        try (Rig rig = new Rig(torrent, folder, disk, settings)) {
            assertThat(rig.opened())
                    .isEqualTo(selection.pieces(torrent.metainfo().info()));
            rig.heard.await(rig.heard.finished);
        }
    }

    @Test
    void only_the_wanted_bytes_need_room() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        FaultDisk small = new FaultDisk(2, 1);
        small.usable = 1_000;
        Rig refused = new Rig(torrent, Path.of("/d"), small);
        small.run();
        assertThat(refused.failure()).isNotNull();
        Rig fits = new Rig(
                torrent, Path.of("/e"), small, StoreSettings.download().withSelection(only(torrent, "b/d.bin")));
        small.run();
        assertThat(fits.failure()).isNull();
    }
}
