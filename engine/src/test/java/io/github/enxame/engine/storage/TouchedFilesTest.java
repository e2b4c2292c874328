package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of finished files that somebody touches, changes, replaces or takes away while they are shared. */
@Timeout(60)
class TouchedFilesTest {
    @TempDir
    Path folder;

    private final FileDisk disk = new FileDisk();
    private final TestTorrent torrent = TestTorrent.course(Kind.V1);

    @AfterEach
    void closeDisk() {
        disk.close();
    }

    private Rig seeding() throws Exception {
        torrent.writeTo(folder);
        Rig rig = new Rig(torrent, folder, disk, StoreSettings.seed());
        rig.heard.await(rig.heard.finished);
        return rig;
    }

    private void requireServed(Rig rig) throws Exception {
        for (int piece = 0; piece < torrent.layout().pieceCount(); piece++) {
            int length = torrent.layout().pieceLength(piece);
            assertThat(rig.read(piece, 0, length)).isEqualTo(torrent.part(piece, 0, length));
        }
    }

    private BitSet piecesOf(String name) {
        int file = 0;
        while (!String.join("/", torrent.metainfo().info().files().get(file).path())
                .equals(name)) {
            file++;
        }
        return Selection.piecesOf(torrent.metainfo().info(), file);
    }

    @Test
    void a_file_that_is_only_touched_is_hashed_again_and_served_on() throws Exception {
        try (Rig rig = seeding()) {
            Files.setLastModifiedTime(torrent.at(folder, "z.txt"), FileTime.fromMillis(1_000));
            rig.store.sync();
            requireServed(rig);
            rig.heard.awaitFound(piecesOf("z.txt"));
            requireServed(rig);
            assertThat(rig.heard.losses()).isEmpty();
            assertThat(rig.failure()).isNull();
        }
    }

    @Test
    void a_file_that_is_replaced_by_a_copy_is_served_on() throws Exception {
        try (Rig rig = seeding()) {
            requireServed(rig);
            Path copy = Files.write(folder.resolve("copy"), torrent.file("z.txt"));
            Files.setLastModifiedTime(copy, FileTime.fromMillis(5_000));
            Files.move(copy, torrent.at(folder, "z.txt"), StandardCopyOption.REPLACE_EXISTING);
            rig.store.look();
            rig.heard.awaitFound(piecesOf("z.txt"));
            requireServed(rig);
            assertThat(rig.heard.losses()).isEmpty();
        }
    }

    @Test
    void of_a_file_that_changed_only_what_is_right_is_served_and_all_once_it_is_put_back() throws Exception {
        try (Rig rig = seeding()) {
            byte[] changed = torrent.file("b/c.bin").clone();
            changed[100_000]++;
            Files.write(torrent.at(folder, "b/c.bin"), changed);
            rig.store.look();
            BitSet wrong = new BitSet();
            wrong.set((int) ((100_000L + 100_000) / TestTorrent.PIECE));
            rig.heard.awaitLost(wrong);
            assertThat(rig.heard.losses()).singleElement().satisfies(why -> {
                assertThat(why.reason()).isEqualTo(Reason.CHANGED);
                assertThat(why).hasMessageContaining("c.bin");
            });
            assertThat(rig.read(0, 0, 10)).isEqualTo(torrent.part(0, 0, 10));
            int lost = wrong.nextSetBit(0);
            assertThatThrownBy(() -> rig.read(lost, 0, 10)).hasCauseInstanceOf(StoreException.class);
            assertThat(rig.failure()).isNull();
            Files.write(torrent.at(folder, "b/c.bin"), torrent.file("b/c.bin"));
            rig.store.look();
            rig.heard.awaitFound(piecesOf("b/c.bin"));
            requireServed(rig);
        }
    }

    @Test
    void a_piece_of_a_changed_file_is_never_served_before_it_is_hashed_again() throws Exception {
        try (Rig rig = seeding()) {
            requireServed(rig);
            byte[] changed = torrent.file("z.txt").clone();
            changed[changed.length - 1]++;
            Files.write(torrent.at(folder, "z.txt"), changed);
            Files.setLastModifiedTime(torrent.at(folder, "z.txt"), FileTime.fromMillis(9_000));
            rig.store.sync();
            int last = torrent.layout().pieceCount() - 1;
            assertThatThrownBy(() -> rig.read(last, 0, 10)).hasCauseInstanceOf(StoreException.class);
        }
    }

    /** What {@code touch -r} and {@code rsync} without checksums do: the times say that nothing happened. */
    private interface Mishap {
        void to(Path file, byte[] changed) throws Exception;
    }

    private void requireNoticed(Mishap mishap) throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("unix");
        StoreSettings settings = StoreSettings.seed().withRecordFolder(folder.resolve("records"));
        torrent.writeTo(folder);
        Path file = torrent.at(folder, "z.txt");
        BitSet wrong = new BitSet();
        int last = torrent.layout().pieceCount() - 1;
        wrong.set(last);
        byte[] changed = torrent.file("z.txt").clone();
        changed[changed.length - 1]++;
        try (Rig rig = new Rig(torrent, folder, disk, settings)) {
            rig.heard.await(rig.heard.finished);
            requireServed(rig);
            FileTime before = Files.getLastModifiedTime(file);
            Object statusBefore = Files.getAttribute(file, "unix:ctime");
            do {
                mishap.to(file, changed);
                Files.setLastModifiedTime(file, before);
                // A file system keeps times by the clock's tick, and a test is faster than a tick.
            } while (statusBefore.equals(Files.getAttribute(file, "unix:ctime")));
            rig.store.sync();
            assertThatThrownBy(() -> rig.read(last, 0, 10)).hasCauseInstanceOf(StoreException.class);
            rig.heard.awaitLost(wrong);
            assertThat(rig.read(0, 0, 10)).isEqualTo(torrent.part(0, 0, 10));
        }
        try (Rig rig = new Rig(torrent, folder, disk, settings)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.CHANGED);
        }
    }

    @Test
    void a_file_that_is_altered_in_place_is_noticed_though_its_time_was_set_back() throws Exception {
        requireNoticed((file, changed) -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(changed), 0);
            }
        });
    }

    @Test
    void a_file_that_another_one_of_its_length_and_time_replaces_is_noticed() throws Exception {
        requireNoticed((file, changed) -> {
            Path other = Files.write(folder.resolve("other"), changed);
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    @Test
    void a_file_that_is_taken_away_is_lost_and_found_when_it_is_back() throws Exception {
        try (Rig rig = seeding()) {
            Path file = torrent.at(folder, "z.txt");
            Path away = folder.resolve("away");
            Files.move(file, away);
            rig.store.look();
            rig.heard.awaitLost(piecesOf("z.txt"));
            assertThat(rig.heard.losses().getFirst().reason()).isEqualTo(Reason.MISSING);
            assertThat(rig.read(0, 0, 10)).isEqualTo(torrent.part(0, 0, 10));
            Files.move(away, file);
            rig.store.look();
            rig.heard.awaitFound(piecesOf("z.txt"));
            requireServed(rig);
        }
    }

    @Test
    void a_file_that_is_cut_or_replaced_by_a_link_is_not_served() throws Exception {
        Path other = Files.write(folder.resolve("other"), torrent.file("z.txt"));
        int last = torrent.layout().pieceCount() - 1;
        try (Rig rig = seeding()) {
            Path file = torrent.at(folder, "z.txt");
            Files.delete(file);
            Files.createSymbolicLink(file, other);
            rig.store.sync();
            assertThatThrownBy(() -> rig.read(last, 0, 10)).hasCauseInstanceOf(StoreException.class);
            rig.heard.awaitLost(piecesOf("z.txt"));
            Files.delete(file);
            Files.write(file, new byte[5]);
            rig.store.look();
            assertThatThrownBy(() -> rig.read(last, 0, 10)).hasCauseInstanceOf(StoreException.class);
            assertThat(rig.read(0, 0, 10)).isEqualTo(torrent.part(0, 0, 10));
        }
    }

    @Test
    void what_was_touched_and_is_right_need_not_be_hashed_at_the_next_start() throws Exception {
        torrent.writeTo(folder);
        StoreSettings settings = StoreSettings.seed().withRecordFolder(folder.resolve("records"));
        try (Rig rig = new Rig(torrent, folder, disk, settings)) {
            rig.heard.await(rig.heard.finished);
            Files.setLastModifiedTime(torrent.at(folder, "z.txt"), FileTime.fromMillis(1_000));
            rig.store.look();
            rig.heard.awaitFound(piecesOf("z.txt"));
        }
        try (Rig rig = new Rig(torrent, folder, disk, settings)) {
            rig.heard.await(rig.heard.finished);
            assertThat(rig.heard.checks()).isEmpty();
        }
    }
}
