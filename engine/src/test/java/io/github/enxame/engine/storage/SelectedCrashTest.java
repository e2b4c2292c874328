package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.enxame.engine.storage.FaultDisk.Loss;
import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The power fails at every operation of a download of which first one file is wanted and then all: what is found afterwards
 * is true, can go on to the end, and nothing but whole files ever lies at a final name.
 */
class SelectedCrashTest {
    private static final int PIECE = 32 << 10;
    private static final Path FOLDER = Path.of("/downloads").toAbsolutePath();

    private static TestTorrent torrent(Kind kind) {
        return TestTorrent.folder(
                kind,
                "course",
                PIECE,
                Map.of(
                        "a", TestTorrent.bytes(2, PIECE + 5_000),
                        "b/empty", new byte[0],
                        "b/c", TestTorrent.bytes(3, 2 * PIECE),
                        "z", TestTorrent.bytes(5, 20_001)));
    }

    private static Selection first(TestTorrent torrent) {
        var files = torrent.metainfo().info().files();
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).path().equals(List.of("b", "c"))) {
                return Selection.only(List.of(i));
            }
        }
        throw new AssertionError();
    }

    /** Downloads one file, then the others. Returns false where the power failed. */
    private static boolean download(TestTorrent torrent, FaultDisk disk) {
        Selection one = first(torrent);
        Rig rig = new Rig(
                torrent,
                FOLDER,
                disk,
                StoreSettings.download().withSelection(one).withJournalWindowBytes(2 * PIECE));
        if (!disk.run() || !write(rig, disk, one)) {
            return false;
        }
        rig.store.sync();
        if (!disk.run()) {
            return false;
        }
        rig.store.select(Selection.everything());
        return disk.run() && write(rig, disk, Selection.everything()) && close(rig, disk);
    }

    private static boolean write(Rig rig, FaultDisk disk, Selection wanted) {
        BitSet without = new BitSet();
        without.set(0, rig.torrent.layout().pieceCount());
        without.andNot(wanted.pieces(rig.torrent.metainfo().info()));
        without.or(rig.heard.opened.getNow(new BitSet()));
        rig.heard.verified().keySet().forEach(without::set);
        for (int[] block : rig.torrent.blocks(without)) {
            rig.write(block[0], block[1]);
            if (!disk.run()) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(Rig rig, FaultDisk disk) {
        AtomicBoolean done = new AtomicBoolean();
        rig.store.close(() -> done.set(true));
        if (!disk.run()) {
            return false;
        }
        if (!done.get() || rig.leased() != 0 || disk.open() != 0) {
            throw new AssertionError("closed " + done + ", " + rig.leased() + " out, " + disk.open() + " files open");
        }
        return true;
    }

    @ParameterizedTest
    @CsvSource({"V1, 1", "V1, 3", "HYBRID, 2", "V2, 3"})
    void what_is_resumed_is_there_wherever_the_power_failed(Kind kind, int lanes) throws Exception {
        TestTorrent torrent = torrent(kind);
        FaultDisk calm = new FaultDisk(lanes, 0);
        assertThat(download(torrent, calm)).isTrue();
        requireWhole(torrent, calm);
        for (int at = 0; at < calm.operations(); at++) {
            for (Loss loss : Loss.values()) {
                long seed = 31L * at + loss.ordinal();
                try {
                    crash(torrent, lanes, at, loss, seed);
                } catch (Throwable e) {
                    fail(kind + ": crash at operation " + at + ", losing " + loss + ", seed " + seed, e);
                }
            }
        }
    }

    private static void crash(TestTorrent torrent, int lanes, int at, Loss loss, long seed) {
        FaultDisk disk = new FaultDisk(lanes, seed);
        disk.crashAt(at);
        if (download(torrent, disk)) {
            return;
        }
        FaultDisk found = disk.survivor(loss, seed);
        requireOnlyWholeFiles(torrent, found);
        found.crashAt((int) (seed % 40));
        if (!download(torrent, found)) {
            found = found.survivor(loss, seed + 1);
            requireOnlyWholeFiles(torrent, found);
        }
        found.crashAt(Integer.MAX_VALUE);
        assertThat(download(torrent, found)).isTrue();
        requireWhole(torrent, found);
    }

    private static void requireOnlyWholeFiles(TestTorrent torrent, FaultDisk disk) {
        Path whole = FOLDER.resolve(torrent.name());
        for (Path path : disk.list()) {
            if (path.startsWith(whole)) {
                byte[] expected = torrent.file(whole.relativize(path).toString());
                assertThat(Arrays.equals(disk.get(path), expected))
                        .as("%s", path)
                        .isTrue();
            }
        }
    }

    private static void requireWhole(TestTorrent torrent, FaultDisk disk) {
        for (String name : torrent.files().keySet()) {
            byte[] found = disk.get(FOLDER.resolve(torrent.name()).resolve(name));
            assertThat(Objects.requireNonNull(found, name)).isEqualTo(torrent.file(name));
        }
        assertThat(disk.list()).hasSize(torrent.files().size());
    }
}
