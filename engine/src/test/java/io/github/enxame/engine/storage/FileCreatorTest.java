package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.FaultDisk.Loss;
import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A torrent of many files is opened step by step: others are opened meanwhile, and whatever happens between two steps is reckoned with. */
class FileCreatorTest {
    private static final int PIECE = 16 << 10;
    private static final int MANY = 5 * FileCreator.MAX_FILES_PER_STEP;
    private static final Path FOLDER = Path.of("/downloads").toAbsolutePath();
    private static final Path PART = FOLDER.resolve("many.part");

    private final TestTorrent torrent = many();
    private final FaultDisk disk = new FaultDisk(1, 0);

    private static TestTorrent many() {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            files.put(String.format("e%03d", i), new byte[0]);
        }
        files.put("z", TestTorrent.bytes(1, 100));
        return TestTorrent.folder(Kind.V1, "many", PIECE, files);
    }

    private static Rig other(Disk disk) {
        return new Rig(TestTorrent.single(Kind.V1, "other", PIECE, TestTorrent.bytes(2, 100)), FOLDER, disk);
    }

    private static List<Path> made(FaultDisk disk) {
        return disk.list().stream().filter(path -> path.startsWith(PART)).toList();
    }

    @Test
    void anotherTorrentIsOpenedWhileTheFilesAreMade() throws Exception {
        Rig first = new Rig(torrent, FOLDER, disk);
        Rig second = other(disk);
        CompletableFuture<Integer> madeBefore = second.heard.opened.thenApply(
                _ -> first.heard.opened.isDone() ? MANY + 1 : made(disk).size());
        assertThat(disk.run()).isTrue();
        assertThat(madeBefore).isCompletedWithValue(FileCreator.MAX_FILES_PER_STEP);
        assertThat(first.opened().isEmpty()).isTrue();
        assertThat(made(disk)).hasSize(MANY + 1);
    }

    @Test
    void filesThatAreChosenMeanwhileAreMadeToo() throws Exception {
        int last = torrent.metainfo().info().files().size() - 1;
        Rig rig = new Rig(torrent, FOLDER, disk, StoreSettings.download().withSelection(Selection.only(List.of(last))));
        disk.submit(0, () -> rig.store.select(Selection.everything()));
        assertThat(disk.run()).isTrue();
        assertThat(rig.heard.selection).isEqualTo(Selection.everything());
        assertThat(made(disk)).hasSize(MANY + 1);
        assertThat(rig.downloadOn(disk, 0)).isTrue();
        assertThat(disk.list()).hasSize(MANY + 1).allMatch(path -> path.startsWith(FOLDER.resolve("many")));
    }

    @Test
    void aStoreThatIsClosedMeanwhileMakesNoMore() {
        Rig rig = new Rig(torrent, FOLDER, disk);
        disk.submit(0, () -> rig.store.close(() -> {}));
        Rig second = other(disk);
        assertThat(disk.run()).isTrue();
        assertThat(second.heard.opened).isCompleted();
        assertThat(made(disk)).hasSize(FileCreator.MAX_FILES_PER_STEP);
        assertThat(rig.heard.opened).isNotDone();
    }

    @Test
    void aLaterStepThatFailsLeavesTheJournalToGoOnWith() throws Exception {
        disk.failAt(2 * MANY, new IOException("the medium failed"));
        Rig rig = new Rig(torrent, FOLDER, disk);
        assertThat(disk.run()).isTrue();
        assertThat(rig.failed().reason()).isEqualTo(StoreException.Reason.MEDIUM);
        assertThat(made(disk)).hasSizeBetween(FileCreator.MAX_FILES_PER_STEP + 1, MANY);
        assertThat(disk.get(FOLDER.resolve("many.part.journal"))).isNotNull();
        assertThat(disk.open()).isZero();
        assertThat(new Rig(torrent, FOLDER, disk).downloadOn(disk, 1)).isTrue();
        requireFinished(disk);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void whereverThePowerFailsTheFilesAreMadeAtTheNextStart(Loss loss) {
        FaultDisk calm = new FaultDisk(2, 0);
        assertThat(new Rig(torrent, FOLDER, calm).downloadOn(calm, 0)).isTrue();
        requireFinished(calm);
        for (int at = 0; at < calm.operations(); at++) {
            FaultDisk failing = new FaultDisk(2, at);
            failing.crashAt(at);
            if (!new Rig(torrent, FOLDER, failing).downloadOn(failing, at)) {
                FaultDisk found = failing.survivor(loss, at);
                assertThat(new Rig(torrent, FOLDER, found).downloadOn(found, at))
                        .as("crash at %d", at)
                        .isTrue();
                requireFinished(found);
            }
        }
    }

    private static void requireFinished(FaultDisk disk) {
        assertThat(disk.list()).hasSize(MANY + 1).allMatch(path -> path.startsWith(FOLDER.resolve("many")));
    }
}
