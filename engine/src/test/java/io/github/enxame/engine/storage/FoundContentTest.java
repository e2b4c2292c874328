package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store makes of what lies there when it is opened. */
class FoundContentTest {
    private static final int PIECE = TestTorrent.PIECE;

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

    @Test
    void what_is_there_already_is_checked_and_kept() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.HYBRID);
        torrent.writeTo(folder);
        try (Rig rig = new Rig(torrent, folder, disk)) {
            assertThat(rig.opened().cardinality()).isEqualTo(torrent.layout().pieceCount());
            rig.heard.await(rig.heard.finished);
            assertThat(rig.heard.checks().getLast()).containsExactly(torrent.space().length, torrent.space().length);
            rig.write(0, 0);
            assertThat(rig.read(0, 0, 10)).isEqualTo(torrent.part(0, 0, 10));
        }
        assertThat(left()).containsExactly("course");
    }

    @Test
    void a_different_file_at_the_place_is_not_touched() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.HYBRID);
        byte[] theirs = torrent.space().clone();
        theirs[theirs.length - 1]++;
        for (byte[] content : List.of(theirs, new byte[3], new byte[0])) {
            Files.write(folder.resolve("thesis.pdf"), content);
            try (Rig rig = new Rig(torrent, folder, disk)) {
                assertThat(rig.failed().reason()).isEqualTo(Reason.DIFFERENT_FILE);
                assertThat(rig.failed())
                        .hasMessageContaining(folder.resolve("thesis.pdf").toString());
            }
            assertThat(left()).containsExactly("thesis.pdf");
            assertThat(folder.resolve("thesis.pdf")).hasBinaryContent(content);
        }
    }

    @Test
    void a_file_that_appears_while_it_downloads_is_not_replaced() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.HYBRID);
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            Files.writeString(folder.resolve("thesis.pdf"), "mine");
            rig.writeAll(new BitSet(), 1);
            assertThat(rig.failed().reason()).isEqualTo(Reason.DIFFERENT_FILE);
            assertThat(rig.failed()).hasMessageContaining("thesis.pdf.part");
        }
        assertThat(folder.resolve("thesis.pdf")).hasContent("mine");
        Files.delete(folder.resolve("thesis.pdf"));
        try (Rig rig = new Rig(torrent, folder, disk)) {
            assertThat(rig.opened().cardinality()).isEqualTo(torrent.layout().pieceCount());
            rig.heard.await(rig.heard.finished);
        }
        assertThat(left()).containsExactly("thesis.pdf");
        assertThat(folder.resolve("thesis.pdf")).hasBinaryContent(torrent.space());
    }

    @Test
    void a_download_goes_on_where_it_was_closed() throws Exception {
        for (Kind kind : Kind.values()) {
            TestTorrent torrent = TestTorrent.course(kind);
            Path into = Files.createDirectory(folder.resolve(kind.name()));
            BitSet had = new BitSet();
            for (long seed = 0; seed < 3; seed++) {
                Rig rig = new Rig(torrent, into, disk);
                assertThat(rig.opened()).isEqualTo(had);
                List<int[]> blocks = torrent.blocks(had);
                Collections.shuffle(blocks, new Random(seed));
                blocks.subList(0, blocks.size() / 3).forEach(b -> rig.write(b[0], b[1]));
                rig.close();
                rig.heard.verified().keySet().forEach(had::set);
                assertThat(rig.heard.durable()).isEqualTo(had.cardinality());
            }
            try (Rig rig = new Rig(torrent, into, disk)) {
                rig.complete(9);
            }
            for (Map.Entry<String, byte[]> file : torrent.files().entrySet()) {
                assertThat(torrent.at(into, file.getKey())).hasBinaryContent(file.getValue());
            }
        }
    }

    @Test
    void two_stores_of_one_download_are_refused() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        try (Rig first = new Rig(torrent, folder, disk)) {
            first.opened();
            try (Rig second = new Rig(torrent, folder, disk)) {
                assertThat(second.failed().reason()).isEqualTo(Reason.IN_USE);
            }
            first.complete(1);
        }
        assertThat(left()).containsExactly("thesis.pdf");
    }

    @Test
    void an_unfinished_download_belongs_to_its_info_hash() throws Exception {
        TestTorrent first = TestTorrent.document(Kind.V1);
        TestTorrent second =
                TestTorrent.single(Kind.V1, "thesis.pdf", PIECE, TestTorrent.bytes(9, 10 * PIECE + 20_000));
        try (Rig rig = new Rig(first, folder, disk)) {
            rig.opened();
            rig.write(10, 0);
            rig.write(10, 1);
            rig.heard.awaitVerified(1);
        }
        byte[] before = Files.readAllBytes(folder.resolve("thesis.pdf.part"));
        try (Rig rig = new Rig(second, folder, disk)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.DIFFERENT_FILE);
        }
        assertThat(folder.resolve("thesis.pdf.part")).hasBinaryContent(before);
        Files.delete(folder.resolve("thesis.pdf.part"));
        try (Rig rig = new Rig(second, folder, disk)) {
            rig.complete(4);
        }
        assertThat(folder.resolve("thesis.pdf")).hasBinaryContent(second.space());
    }

    @Test
    void a_download_that_lost_its_journal_is_checked_and_taken_up() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.HYBRID);
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            rig.write(10, 0);
            rig.write(10, 1);
            rig.heard.awaitVerified(1);
        }
        Files.delete(folder.resolve("thesis.pdf.part.journal"));
        try (Rig rig = new Rig(torrent, folder, disk)) {
            assertThat(rig.opened().stream()).containsExactly(10);
            rig.complete(4);
        }
        assertThat(folder.resolve("thesis.pdf")).hasBinaryContent(torrent.space());
    }

    @Test
    void somebody_elses_part_file_is_not_touched() throws Exception {
        Files.writeString(folder.resolve("thesis.pdf.part"), "another program's");
        try (Rig rig = new Rig(TestTorrent.document(Kind.HYBRID), folder, disk)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.DIFFERENT_FILE);
        }
        assertThat(left()).containsExactly("thesis.pdf.part");
        assertThat(folder.resolve("thesis.pdf.part")).hasContent("another program's");
    }

    @Test
    void links_in_the_way_are_not_followed() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path into = Files.createDirectory(folder.resolve("into"));
        Files.createSymbolicLink(into.resolve("thesis.pdf.part"), outside.resolve("stolen"));
        try (Rig rig = new Rig(TestTorrent.document(Kind.HYBRID), into, disk)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.DIFFERENT_FILE);
        }
        Files.createDirectory(into.resolve("course"));
        Files.createSymbolicLink(into.resolve("course/b"), outside);
        try (Rig rig = new Rig(TestTorrent.course(Kind.HYBRID), into, disk)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.DIFFERENT_FILE);
        }
        Files.createSymbolicLink(into.resolve("other.pdf.part.journal"), outside.resolve("stolen"));
        TestTorrent other = TestTorrent.single(Kind.V1, "other.pdf", PIECE, TestTorrent.bytes(1, 10));
        try (Rig rig = new Rig(other, into, disk)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.DIFFERENT_FILE);
        }
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void content_to_share_must_be_there() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.V2);
        try (Rig rig = new Rig(torrent, folder, disk, StoreSettings.seed())) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.MISSING);
            assertThat(rig.failed()).hasMessageContaining("a.txt");
        }
        assertThat(left()).isEmpty();
        torrent.writeTo(folder);
        try (Rig rig = new Rig(torrent, folder, disk, StoreSettings.seed())) {
            assertThat(rig.opened().cardinality()).isEqualTo(torrent.layout().pieceCount());
            rig.heard.await(rig.heard.finished);
        }
        Files.delete(folder.resolve("course/z.txt"));
        try (Rig rig = new Rig(torrent, folder, disk, StoreSettings.seed())) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.MISSING);
            assertThat(rig.failed()).hasMessageContaining("z.txt");
        }
    }

    @Test
    void a_record_saves_hashing_until_a_file_changes() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.HYBRID);
        Path content = Files.createDirectory(folder.resolve("content"));
        StoreSettings settings = StoreSettings.download().withRecordFolder(folder.resolve("records"));
        try (Rig rig = new Rig(torrent, content, disk, settings)) {
            rig.complete(1);
        }
        try (Rig rig = new Rig(torrent, content, disk, settings)) {
            rig.heard.await(rig.heard.finished);
            assertThat(rig.heard.checks()).isEmpty();
            assertThat(rig.read(0, 0, 100)).isEqualTo(torrent.part(0, 0, 100));
        }
        byte[] changed = torrent.file("a.txt").clone();
        changed[0]++;
        Files.write(content.resolve("course/a.txt"), changed);
        try (Rig rig = new Rig(torrent, content, disk, settings)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.DIFFERENT_FILE);
        }
        Files.write(content.resolve("course/a.txt"), torrent.file("a.txt"));
        try (Rig rig = new Rig(torrent, content, disk, settings)) {
            rig.heard.await(rig.heard.finished);
            assertThat(rig.heard.checks()).isNotEmpty();
        }
    }
}
