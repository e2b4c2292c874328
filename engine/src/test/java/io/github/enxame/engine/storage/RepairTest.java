package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged and unfinished copies under the final names: what is right is kept, the rest is written in place. */
@Timeout(60)
class RepairTest {
    private static final StoreSettings REPAIR = StoreSettings.download().in(StoreMode.REPAIR);

    @TempDir
    Path folder;

    private final FileDisk disk = new FileDisk();

    @AfterEach
    void closeDisk() {
        disk.close();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private void requireWhole(TestTorrent torrent) throws IOException {
        assertThat(left()).containsExactly(torrent.name());
        for (Map.Entry<String, byte[]> file : torrent.files().entrySet()) {
            assertThat(torrent.at(folder, file.getKey())).hasBinaryContent(file.getValue());
        }
    }

    private static BitSet allBut(TestTorrent torrent, int... pieces) {
        BitSet all = new BitSet();
        all.set(0, torrent.layout().pieceCount());
        Arrays.stream(pieces).forEach(all::clear);
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void of_a_file_with_a_hole_only_the_hole_is_fetched(Kind kind) throws Exception {
        TestTorrent torrent = TestTorrent.document(kind);
        byte[] hole = torrent.space().clone();
        Arrays.fill(hole, 4 * TestTorrent.PIECE, 4 * TestTorrent.PIECE + 100, (byte) 0);
        Files.write(folder.resolve(torrent.name()), hole);
        try (Rig rig = new Rig(torrent, folder, disk, REPAIR)) {
            assertThat(rig.opened()).isEqualTo(allBut(torrent, 4));
            rig.complete(1);
        }
        requireWhole(torrent);
    }

    @Test
    void a_file_that_is_too_short_or_too_long_is_brought_to_its_length() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        for (int length : new int[] {3 * TestTorrent.PIECE + 5, torrent.space().length + 9}) {
            Files.write(folder.resolve(torrent.name()), Arrays.copyOf(torrent.space(), length));
            try (Rig rig = new Rig(torrent, folder, disk, REPAIR)) {
                rig.complete(1);
            }
            requireWhole(torrent);
        }
    }

    @Test
    void what_a_file_has_beyond_its_length_is_kept_beside_it() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        byte[] notes = "notes of my own".getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve(torrent.name());
        Path first = folder.resolve(torrent.name() + ".rest");
        Path second = folder.resolve(torrent.name() + ".rest-2");
        for (Path rest : List.of(first, second)) {
            Files.write(file, torrent.space());
            Files.write(file, notes, StandardOpenOption.APPEND);
            try (Rig rig = new Rig(torrent, folder, disk, REPAIR)) {
                rig.complete(1);
            }
            assertThat(file).hasBinaryContent(torrent.space());
            assertThat(rest).hasBinaryContent(notes);
        }
        assertThat(first).hasBinaryContent(notes);
        assertThat(left()).containsExactlyInAnyOrder(torrent.name(), name(first), name(second));
    }

    @Test
    void what_a_file_in_a_folder_has_beyond_its_length_is_kept_beside_it() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        torrent.writeTo(folder);
        byte[] notes = "notes of my own".getBytes(StandardCharsets.UTF_8);
        Path file = torrent.at(folder, "b/c.bin");
        Files.write(file, notes, StandardOpenOption.APPEND);
        try (Rig rig = new Rig(torrent, folder, disk, REPAIR)) {
            rig.complete(1);
        }
        assertThat(file).hasBinaryContent(torrent.file("b/c.bin"));
        assertThat(file.resolveSibling("c.bin.rest")).hasBinaryContent(notes);
    }

    @Test
    void an_unfinished_copy_of_another_program_that_is_too_long_loses_nothing() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        byte[] notes = "notes of my own".getBytes(StandardCharsets.UTF_8);
        Path part = Files.write(folder.resolve(torrent.name() + ".part"), torrent.space());
        Files.write(part, notes, StandardOpenOption.APPEND);
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.heard.await(rig.heard.finished);
        }
        assertThat(folder.resolve(torrent.name())).hasBinaryContent(torrent.space());
        assertThat(folder.resolve(torrent.name() + ".part.rest")).hasBinaryContent(notes);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    @Test
    void what_is_whole_already_is_only_opened() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.HYBRID);
        torrent.writeTo(folder);
        try (Rig rig = new Rig(torrent, folder, disk, REPAIR)) {
            rig.heard.await(rig.heard.finished);
        }
        requireWhole(torrent);
    }

    @Test
    void where_nothing_is_it_is_an_ordinary_download() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        try (Rig rig = new Rig(torrent, folder, disk, REPAIR)) {
            rig.complete(1);
        }
        requireWhole(torrent);
    }

    @ParameterizedTest
    @EnumSource
    void of_a_folder_the_missing_and_the_damaged_files_are_fetched_and_the_others_stay(Kind kind) throws Exception {
        TestTorrent torrent = TestTorrent.course(kind);
        torrent.writeTo(folder);
        Path mine = Files.writeString(folder.resolve("course/mine.txt"), "my own");
        Files.delete(torrent.at(folder, "a.txt"));
        Files.delete(torrent.at(folder, "b/empty"));
        byte[] damaged = torrent.file("z.txt").clone();
        damaged[damaged.length - 1]++;
        Files.write(torrent.at(folder, "z.txt"), damaged);
        try (Rig rig = new Rig(torrent, folder, disk, REPAIR)) {
            BitSet right = rig.opened();
            assertThat(right.get(3)).isTrue();
            assertThat(right.cardinality()).isLessThan(torrent.layout().pieceCount());
            rig.writeAll(right, 1);
            rig.heard.await(rig.heard.finished);
        }
        requireWhole(torrent);
        assertThat(mine).hasContent("my own");
    }

    @Test
    void a_repair_that_ends_midway_goes_on() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        torrent.writeTo(folder);
        Files.delete(torrent.at(folder, "a.txt"));
        byte[] damaged = torrent.file("z.txt").clone();
        damaged[damaged.length - 1]++;
        Files.write(torrent.at(folder, "z.txt"), damaged);
        BitSet right;
        try (Rig rig = new Rig(torrent, folder, disk, REPAIR)) {
            right = rig.opened();
        }
        try (Rig rig = new Rig(torrent, folder, disk)) {
            assertThat(rig.opened()).isEqualTo(right);
            rig.complete(1);
        }
        requireWhole(torrent);
    }

    @Test
    void another_file_of_that_name_is_not_touched() throws Exception {
        TestTorrent document = TestTorrent.document(Kind.V1);
        byte[] mine = TestTorrent.bytes(77, document.space().length);
        Path file = Files.write(folder.resolve(document.name()), mine);
        try (Rig rig = new Rig(document, folder, disk, REPAIR)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.DIFFERENT_FILE);
        }
        assertThat(file).hasBinaryContent(mine);
        assertThat(left()).containsExactly(document.name());
        Files.delete(file);

        TestTorrent course = TestTorrent.course(Kind.V1);
        course.writeTo(folder);
        Path other = Files.write(course.at(folder, "b/c.bin"), TestTorrent.bytes(78, 50_000));
        try (Rig rig = new Rig(course, folder, disk, REPAIR)) {
            assertThat(rig.failed()).hasMessageContaining("c.bin");
        }
        assertThat(other).hasBinaryContent(TestTorrent.bytes(78, 50_000));
        assertThat(left()).containsExactly("course");
    }

    @Test
    void a_file_of_zeros_that_another_program_made_in_advance_is_filled() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        Files.write(folder.resolve(torrent.name()), new byte[torrent.space().length]);
        try (Rig rig = new Rig(torrent, folder, disk, REPAIR)) {
            rig.complete(1);
        }
        requireWhole(torrent);
    }

    @Test
    void links_are_neither_repaired_nor_followed() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        byte[] theirs = torrent.space().clone();
        theirs[0]++;
        Path elsewhere = Files.write(folder.resolve("elsewhere"), theirs);
        Files.createSymbolicLink(folder.resolve(torrent.name()), elsewhere);
        for (StoreSettings settings : List.of(REPAIR, StoreSettings.download())) {
            requireToldToBeALink(torrent, settings, folder.resolve(torrent.name()));
        }
        assertThat(elsewhere).hasBinaryContent(theirs);
    }

    private void requireToldToBeALink(TestTorrent torrent, StoreSettings settings, Path link) throws Exception {
        try (Rig rig = new Rig(torrent, folder, disk, settings)) {
            StoreException error = rig.failed();
            assertThat(error.reason()).isEqualTo(Reason.DIFFERENT_FILE);
            assertThat(error)
                    .hasMessageContaining(link + " is a symbolic link, which is not followed")
                    .hasMessageNotContaining("--repair");
        }
    }

    @Test
    void a_link_in_a_folder_is_neither_repaired_nor_followed() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        torrent.writeTo(folder);
        Path file = torrent.at(folder, "b/c.bin");
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nothing"));
        for (StoreSettings settings : List.of(REPAIR, StoreSettings.download())) {
            requireToldToBeALink(torrent, settings, file);
        }
    }

    @Test
    void a_file_beside_its_unfinished_download_is_not_guessed_about() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        Files.write(folder.resolve(torrent.name()), new byte[10]);
        Files.write(folder.resolve(torrent.name() + ".part"), new byte[10]);
        try (Rig rig = new Rig(torrent, folder, disk, REPAIR)) {
            assertThat(rig.failed()).hasMessageContaining("neither was touched");
        }
        assertThat(left()).containsExactly(torrent.name(), torrent.name() + ".part");
    }
}
