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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The power fails at every operation of a download; what is found afterwards is true and not too little. */
class CrashTest {
    private static final int PIECE = 32 << 10;
    private static final int WINDOW_PIECES = 3;
    private static final Path FOLDER = Path.of("/downloads").toAbsolutePath();

    private static TestTorrent torrent(Kind kind, boolean single) {
        return single
                ? TestTorrent.single(kind, "thesis.pdf", PIECE, TestTorrent.bytes(1, 9 * PIECE + 100))
                : TestTorrent.folder(
                        kind,
                        "course",
                        PIECE,
                        Map.of(
                                "a", TestTorrent.bytes(2, 2 * PIECE + 5_000),
                                "b/empty", new byte[0],
                                "b/c", TestTorrent.bytes(3, 4 * PIECE),
                                "z", TestTorrent.bytes(5, 20_001)));
    }

    private static Rig rig(TestTorrent torrent, FaultDisk disk) {
        return new Rig(torrent, FOLDER, disk, StoreSettings.download().withJournalWindowBytes(WINDOW_PIECES * PIECE));
    }

    @ParameterizedTest
    @CsvSource({
        "V1, true, 1",
        "V1, false, 3",
        "HYBRID, true, 3",
        "HYBRID, false, 1",
        "V2, true, 2",
        "V2, false, 3",
    })
    void what_is_resumed_is_there_wherever_the_power_failed(Kind kind, boolean single, int lanes) throws Exception {
        TestTorrent torrent = torrent(kind, single);
        FaultDisk calm = new FaultDisk(lanes, 0);
        assertThat(rig(torrent, calm).downloadOn(calm, 0)).isTrue();
        requireFinished(torrent, calm);
        for (int at = 0; at < calm.operations(); at++) {
            for (Loss loss : Loss.values()) {
                long seed = 31L * at + loss.ordinal();
                try {
                    crash(torrent, lanes, at, loss, seed);
                } catch (Throwable e) {
                    fail(
                            kind + ", single " + single + ": crash at operation " + at + ", losing " + loss + ", seed "
                                    + seed,
                            e);
                }
            }
        }
    }

    private static void crash(TestTorrent torrent, int lanes, int at, Loss loss, long seed) throws Exception {
        FaultDisk disk = new FaultDisk(lanes, seed);
        disk.crashAt(at);
        Rig rig = rig(torrent, disk);
        if (rig.downloadOn(disk, seed)) {
            return;
        }
        FaultDisk found = disk.survivor(loss, seed);
        // A second crash, while it is opened again, must do no harm either.
        found.crashAt((int) (seed % 40));
        if (!rig(torrent, found).downloadOn(found, seed + 1)) {
            found = found.survivor(loss, seed + 1);
            resume(torrent, rig, found, loss, seed);
        }
        requireFinished(torrent, found);
    }

    private static void resume(TestTorrent torrent, Rig before, FaultDisk disk, Loss loss, long seed) throws Exception {
        Rig after = rig(torrent, disk);
        assertThat(disk.run()).isTrue();
        BitSet resumed = after.opened();
        requireStored(torrent, disk, resumed);
        requireOneCheck(after);
        assertThat(resumed.cardinality()).isGreaterThanOrEqualTo(before.heard.durable());
        if (loss == Loss.NOTHING) {
            int lost = before.heard.verified().size() - resumed.cardinality();
            assertThat(lost).isLessThanOrEqualTo(WINDOW_PIECES);
        }
        assertThat(after.downloadOn(disk, seed)).isTrue();
        assertThat(after.failure()).isNull();
    }

    /** Each piece's bytes are in the files, wherever these are. */
    private static void requireStored(TestTorrent torrent, FaultDisk disk, BitSet pieces) {
        byte[] space = new byte[torrent.space().length];
        torrent.metainfo().info().files().forEach(file -> {
            String name = String.join("/", file.path());
            byte[] bytes = null;
            if (!file.isPad()) {
                bytes = disk.get(torrent.at(FOLDER, name));
                bytes = bytes == null ? disk.get(partOf(torrent, name)) : bytes;
            }
            if (bytes != null) {
                System.arraycopy(bytes, 0, space, (int) file.offset(), Math.min(bytes.length, (int) file.length()));
            }
        });
        pieces.stream().forEach(piece -> {
            int from = (int) torrent.layout().pieceOffset(piece);
            int length = torrent.layout().pieceLength(piece);
            assertThat(Arrays.copyOfRange(space, from, from + length))
                    .as("piece " + piece)
                    .isEqualTo(torrent.part(piece, 0, length));
        });
    }

    private static Path partOf(TestTorrent torrent, String file) {
        Path part = FOLDER.resolve(torrent.name() + ".part");
        return torrent.metainfo().info().singleFile() ? part : part.resolve(file);
    }

    /** Only where the sample of the journal's pieces is wrong does a second check follow the first. */
    private static void requireOneCheck(Rig rig) {
        long last = 0;
        for (long[] check : rig.heard.checks()) {
            assertThat(check[0]).as("the journal claimed what is not there").isGreaterThanOrEqualTo(last);
            last = check[0];
        }
    }

    private static void requireFinished(TestTorrent torrent, FaultDisk disk) {
        List<Path> wanted = torrent.files().keySet().stream()
                .map(name -> torrent.at(FOLDER, name))
                .toList();
        assertThat(disk.list()).containsExactlyInAnyOrderElementsOf(wanted);
        torrent.files().forEach((name, bytes) -> assertThat(disk.get(torrent.at(FOLDER, name)))
                .isEqualTo(bytes));
    }
}
