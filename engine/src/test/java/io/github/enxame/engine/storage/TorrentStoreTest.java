package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.engine.storage.TestTorrent.Kind;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TorrentStoreTest {
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

    @ParameterizedTest
    @EnumSource
    void a_document_arrives_in_any_order(Kind kind) throws Exception {
        for (long seed = 0; seed < 5; seed++) {
            Path into = Files.createDirectory(folder.resolve("seed" + seed));
            TestTorrent torrent = TestTorrent.document(kind);
            try (Rig rig = new Rig(torrent, into, disk)) {
                assertThat(rig.opened().isEmpty()).isTrue();
                assertThat(into.resolve("thesis.pdf.part")).exists();
                rig.complete(seed);
                assertThat(rig.heard.verified())
                        .hasSize(torrent.layout().pieceCount())
                        .allSatisfy((piece, digests) -> assertThat(digests).isEmpty());
                assertThat(rig.heard.durable()).isEqualTo(torrent.layout().pieceCount());
                assertThat(rig.heard.corrupt()).isEmpty();
                try (Stream<Path> paths = Files.list(into)) {
                    assertThat(paths).containsExactly(into.resolve("thesis.pdf"));
                }
                assertThat(into.resolve("thesis.pdf")).hasBinaryContent(torrent.space());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_folder_of_files_arrives_without_its_pads(Kind kind) throws Exception {
        TestTorrent torrent = TestTorrent.course(kind);
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.complete(7);
        }
        assertThat(left()).containsExactly("course");
        for (Map.Entry<String, byte[]> file : torrent.files().entrySet()) {
            assertThat(torrent.at(folder, file.getKey())).hasBinaryContent(file.getValue());
        }
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(5);
        }
    }

    @Test
    void what_is_verified_can_be_read_before_and_after_it_is_finished() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.HYBRID);
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            assertThatThrownBy(() -> rig.read(0, 0, 10)).hasCauseInstanceOf(StoreException.class);
            for (int b = 0; b < torrent.layout().blockCount(1); b++) {
                rig.write(1, b);
            }
            rig.heard.awaitVerified(1);
            assertThat(rig.read(1, 20_000, PIECE - 20_000)).isEqualTo(torrent.part(1, 20_000, PIECE - 20_000));
            rig.complete(3);
            for (int piece = 0; piece < torrent.layout().pieceCount(); piece++) {
                int length = torrent.layout().pieceLength(piece);
                assertThat(rig.read(piece, 0, length)).isEqualTo(torrent.part(piece, 0, length));
            }
            assertThatThrownBy(() -> rig.read(0, PIECE - 5, 6)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> rig.read(-1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> rig.read(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_block_is_found_by_its_digest_and_the_piece_is_taken_again(Kind kind) throws Exception {
        TestTorrent torrent = TestTorrent.document(kind);
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            var bad = torrent.block(2, 1);
            bad.put(77, (byte) (bad.get(77) + 1));
            rig.write(2, 3);
            rig.write(2, 1, bad);
            rig.write(2, 0);
            rig.write(2, 2);
            rig.heard.awaitCorrupt(1);
            assertThatThrownBy(() -> rig.read(2, 0, 1)).hasCauseInstanceOf(StoreException.class);
            rig.complete(1);
            assertThat(rig.heard.corrupt()).hasSize(1);
            assertThat(rig.heard.corrupt().getFirst().getKey()).isEqualTo(2);
            List<BlockDigest> wrong = rig.heard.corrupt().getFirst().getValue();
            List<BlockDigest> right =
                    Objects.requireNonNull(rig.heard.verified().get(2));
            assertThat(wrong).hasSize(PIECE / PieceLayout.BLOCK);
            for (int b = 0; b < wrong.size(); b++) {
                assertThat(wrong.get(b).equals(right.get(b))).isEqualTo(b != 1);
            }
            assertThat(folder.resolve("thesis.pdf")).hasBinaryContent(torrent.space());
        }
    }

    @Test
    void a_second_copy_of_a_block_changes_nothing() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            rig.write(0, 0);
            rig.write(0, 0, torrent.block(5, 0));
            rig.write(0, 1);
            rig.write(0, 2);
            rig.write(0, 3);
            rig.write(0, 3, torrent.block(5, 3));
            rig.complete(1);
            assertThat(rig.heard.corrupt()).isEmpty();
            assertThat(folder.resolve("thesis.pdf")).hasBinaryContent(torrent.space());
        }
    }

    @Test
    void zeros_are_kept_for_pads_whatever_was_sent_for_them() throws Exception {
        TestTorrent torrent = TestTorrent.course(Kind.HYBRID);
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            // The second piece ends with the pad after a.txt.
            int last = torrent.layout().blockCount(1) - 1;
            var junk = torrent.block(1, last);
            junk.put(junk.limit() - 1, (byte) 1);
            rig.write(1, last, junk);
            rig.complete(2);
            assertThat(rig.heard.corrupt()).isEmpty();
            assertThat(rig.read(1, 0, PIECE)).isEqualTo(torrent.part(1, 0, PIECE));
        }
    }

    @Test
    void the_longest_name_has_room_for_its_endings() throws Exception {
        TestTorrent torrent =
                TestTorrent.single(Kind.HYBRID, "é".repeat(300) + ".pdf", PIECE, TestTorrent.bytes(1, 100));
        try (Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            assertThat(left()).containsExactly(torrent.name() + ".part", torrent.name() + ".part.journal");
            rig.complete(1);
        }
        assertThat(left()).containsExactly(torrent.name());
    }

    @Test
    void a_window_of_verified_bytes_becomes_durable_by_itself_and_the_rest_on_demand() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        StoreSettings settings = StoreSettings.download().withJournalWindowBytes(4 * PIECE);
        try (Rig rig = new Rig(torrent, folder, disk, settings)) {
            rig.opened();
            for (int piece = 0; piece < 3; piece++) {
                for (int block = 0; block < 4; block++) {
                    rig.write(piece, block);
                }
            }
            rig.heard.awaitDurable(2);
            rig.heard.awaitVerified(3);
            rig.store.sync();
            rig.heard.awaitDurable(3);
        }
    }

    @Test
    void after_it_is_closed_buffers_come_back_at_once() throws Exception {
        TestTorrent torrent = TestTorrent.document(Kind.V1);
        Rig rig = new Rig(torrent, folder, disk);
        rig.opened();
        rig.writeAll(new BitSet(), 1);
        rig.close();
        rig.write(0, 0);
        assertThat(rig.leased()).isZero();
        assertThatThrownBy(() -> rig.read(0, 0, 1)).hasCauseInstanceOf(StoreException.class);
    }
}
