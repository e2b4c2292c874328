package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.metainfo.Info;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a torrent that stopped because its files were missing or changed is opened again. */
class MissingRecoveryTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private final HandTimeline timeline = new HandTimeline();
    private Recovery recovery;
    private Optional<Info> info;
    private Path file;
    private String code = "missing";
    private int openings;

    @BeforeEach
    void prepare() throws Exception {
        file = folder.resolve("notes.bin");
        info = Optional.of(
                TwoEngines.content(folder, "notes.bin", 1000, 16 << 10).info());
        recovery = new Recovery(timeline, new FreeSpaceDisk(), folder, this::openInVain);
        timeline.runCommands();
    }

    private void openInVain() {
        openings++;
        stops();
    }

    private void stops() {
        recovery.begin(new Snapshot.Problem(code, "it is not what it was"), info, 0);
    }

    @Test
    void whatIsGoneIsOpenedWhenItIsBack() throws Exception {
        Path away = Files.move(file, folder.resolve("away"));
        stops();
        timeline.pass(600 * SECOND);
        assertThat(openings).isZero();
        Files.move(away, file);
        timeline.pass(30 * SECOND);
        assertThat(openings).isEqualTo(1);
    }

    @Test
    void whatWasGoneAndIsBackBeforeTheFirstLookIsOpenedOnce() {
        stops();
        timeline.pass(SECOND);
        assertThat(openings).isEqualTo(1);
        timeline.pass(600 * SECOND);
        assertThat(openings).isEqualTo(1);
    }

    @Test
    void aJournalWhoseContentIsGoneOpensNothing() throws Exception {
        Files.move(file, folder.resolve("notes.bin.part.journal"));
        stops();
        timeline.pass(600 * SECOND);
        assertThat(openings).isZero();
    }

    @Test
    void whatChangedIsNotHashedAgainUntilItChangesOnceMore() throws Exception {
        code = "changed";
        stops();
        timeline.pass(600 * SECOND);
        assertThat(openings).isZero();
        Files.write(file, new byte[999]);
        timeline.pass(30 * SECOND);
        assertThat(openings).isEqualTo(1);
        timeline.pass(600 * SECOND);
        assertThat(openings).isEqualTo(1);
    }
}
