package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads of an earlier run whose files are not where they were: they do not begin anew by themselves. */
@Timeout(60)
class MissingFilesTest {
    @TempDir
    Path folder;

    private final FileDisk disk = new FileDisk();

    @AfterEach
    void closeDisk() {
        disk.close();
    }

    private static final StoreSettings COMPLETE = StoreSettings.download().in(StoreMode.COMPLETE);
    private static final StoreSettings BEGUN = StoreSettings.download().in(StoreMode.BEGUN);

    private List<String> left() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_complete_download_whose_files_are_gone_is_missing_and_nothing_is_made() throws Exception {
        for (TestTorrent torrent : List.of(TestTorrent.document(Kind.V1), TestTorrent.course(Kind.HYBRID))) {
            Path here = Files.createDirectory(folder.resolve("with " + torrent.name()));
            Path gone = here.resolve("not/mounted");
            try (Rig rig = new Rig(torrent, gone, disk, COMPLETE)) {
                assertThat(rig.failed().reason()).isEqualTo(Reason.MISSING);
                assertThat(rig.failed())
                        .hasMessageContaining(gone.resolve(torrent.name()).toString());
            }
            assertThat(here).isEmptyDirectory();
            torrent.writeTo(here);
            try (Rig rig = new Rig(torrent, here, disk, COMPLETE)) {
                rig.heard.await(rig.heard.finished);
            }
        }
    }

    @Test
    void a_complete_folder_without_one_of_its_files_is_missing_it() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        torrent.writeTo(folder);
        Files.delete(torrent.at(folder, "z.txt"));
        try (Rig rig = new Rig(torrent, folder, disk, COMPLETE)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.MISSING);
            assertThat(rig.failed()).hasMessageContaining("z.txt");
        }
        assertThat(torrent.at(folder, "z.txt")).doesNotExist();
        assertThat(left()).containsExactly("course");
    }

    @Test
    void a_complete_download_that_is_another_file_now_is_changed_and_stays_as_it_is() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        byte[] mine = torrent.space().clone();
        mine[0]++;
        Path file = Files.write(folder.resolve(torrent.name()), mine);
        try (Rig rig = new Rig(torrent, folder, disk, COMPLETE)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.CHANGED);
        }
        assertThat(file).hasBinaryContent(mine);
        assertThat(left()).containsExactly(torrent.name());
    }

    @Test
    void a_complete_download_is_served_from_behind_a_link() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        Path other = Files.createDirectory(folder.resolve("other-disk"));
        torrent.writeTo(other);
        Path into = Files.createDirectory(folder.resolve("into"));
        Files.createSymbolicLink(into.resolve("course"), other.resolve("course"));
        try (Rig rig = new Rig(torrent, into, disk, COMPLETE)) {
            rig.heard.await(rig.heard.finished);
            assertThat(rig.read(0, 0, 10)).isEqualTo(torrent.part(0, 0, 10));
        }
    }

    @Test
    void a_download_that_had_begun_does_not_begin_anew_where_nothing_of_it_is_left() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        try (Rig rig = new Rig(torrent, folder, disk, BEGUN)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.MISSING);
            assertThat(rig.failed()).hasMessageContaining("course.part");
        }
        assertThat(folder).isEmptyDirectory();
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            rig.write(0, 0);
        }
        try (Rig rig = new Rig(torrent, folder, disk, BEGUN)) {
            rig.complete(1);
        }
    }

    @Test
    void of_chosen_files_that_were_complete_a_missing_one_is_told_and_not_fetched() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        Selection one = Selection.only(List.of(0));
        try (Rig rig = new Rig(torrent, folder, disk, StoreSettings.download().withSelection(one))) {
            rig.opened();
            one.pieces(torrent.metainfo().info()).stream().forEach(piece -> {
                for (int block = 0; block < torrent.layout().blockCount(piece); block++) {
                    rig.write(piece, block);
                }
            });
            rig.heard.await(rig.heard.finished);
        }
        try (Rig rig = new Rig(torrent, folder, disk, COMPLETE)) {
            rig.heard.await(rig.heard.finished);
        }
        Files.delete(torrent.at(folder, "a.txt"));
        try (Rig rig = new Rig(torrent, folder, disk, COMPLETE)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.MISSING);
        }
        assertThat(torrent.at(folder, "a.txt")).doesNotExist();
    }

    @Test
    void an_empty_file_that_is_not_there_counts_as_right_and_is_made_by_a_download() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        torrent.writeTo(folder);
        Files.delete(torrent.at(folder, "b/empty"));
        for (StoreSettings reading : List.of(StoreSettings.seed(), COMPLETE)) {
            try (Rig rig = new Rig(torrent, folder, disk, reading)) {
                rig.heard.await(rig.heard.finished);
                assertThat(rig.read(0, 0, 10)).isEqualTo(torrent.part(0, 0, 10));
            }
            assertThat(torrent.at(folder, "b/empty")).doesNotExist();
        }
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.heard.await(rig.heard.finished);
        }
        assertThat(torrent.at(folder, "b/empty")).isEmptyFile();
    }

    @Test
    void content_behind_links_is_shared_and_a_link_that_comes_later_is_not_followed() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        Path other = Files.createDirectory(folder.resolve("other-disk"));
        torrent.writeTo(other);
        Path files = Files.createDirectories(folder.resolve("files/course"));
        Files.createDirectory(files.resolve("b"));
        for (String name : torrent.files().keySet()) {
            Files.createSymbolicLink(files.resolve(name), torrent.at(other, name));
        }
        try (Rig rig = new Rig(torrent, files.getParent(), disk, StoreSettings.seed())) {
            rig.heard.await(rig.heard.finished);
            assertThat(rig.read(0, 0, 10)).isEqualTo(torrent.part(0, 0, 10));
            Path secret = Files.write(folder.resolve("secret"), new byte[100_000]);
            Files.delete(torrent.at(other, "a.txt"));
            Files.createSymbolicLink(torrent.at(other, "a.txt"), secret);
            rig.store.look();
            rig.heard.awaitLost(Selection.piecesOf(torrent.metainfo().info(), 0));
        }
        Path single = Files.createDirectory(folder.resolve("single"));
        TestTorrent document = TestTorrent.document(Kind.V2);
        document.writeTo(other);
        Files.createSymbolicLink(single.resolve(document.name()), Path.of("../other-disk/" + document.name()));
        try (Rig rig = new Rig(document, single, disk, StoreSettings.seed())) {
            rig.heard.await(rig.heard.finished);
        }
    }
}
