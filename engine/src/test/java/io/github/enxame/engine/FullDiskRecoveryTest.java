package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.metainfo.Info;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a torrent that stopped at a full disk is opened again. */
class FullDiskRecoveryTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MIB = 1L << 20;
    private static final Snapshot.Problem FULL = new Snapshot.Problem("disk_full", "the disk is full");

    @TempDir
    Path folder;

    private final HandTimeline timeline = new HandTimeline();
    private final FreeSpaceDisk disk = new FreeSpaceDisk();
    private Recovery recovery;
    private Optional<Info> info;
    private int openings;
    private boolean inVain;
    private long neededBytes;

    @BeforeEach
    void prepare() throws Exception {
        info = Optional.of(
                TwoEngines.content(folder, "notes.bin", 1000, 16 << 10).info());
        recovery = new Recovery(timeline, disk, folder, this::open);
        timeline.runCommands();
    }

    private void open() {
        openings++;
        if (inVain) {
            recovery.begin(FULL, info, neededBytes);
        }
    }

    private void stops() {
        recovery.begin(FULL, info, neededBytes);
    }

    @Test
    void whatNeedsMoreThanIsFreeWaitsUntilThatIsFree() {
        neededBytes = 480L << 30;
        disk.leave(neededBytes - 1);
        stops();
        timeline.pass(600 * SECOND);
        assertThat(openings).isZero();
        assertThat(disk.questions()).isBetween(20, 30);
        disk.leave(neededBytes);
        timeline.pass(30 * SECOND);
        assertThat(openings).isEqualTo(1);
    }

    @Test
    void whatNeedsLittleWaitsForSomeRoomAllTheSame() {
        disk.leave(64 * MIB - 1);
        stops();
        timeline.pass(10 * SECOND);
        assertThat(openings).isZero();
        disk.leave(64 * MIB);
        timeline.pass(30 * SECOND);
        assertThat(openings).isEqualTo(1);
    }

    @Test
    void whatIsFullAgainAtOnceIsOpenedEverMoreSeldom() {
        disk.leave(1000 * MIB);
        inVain = true;
        stops();
        timeline.pass(SECOND);
        assertThat(openings).isEqualTo(1);
        timeline.pass(600 * SECOND);
        assertThat(openings).isBetween(20, 25);
    }

    @Test
    void whatWorkedForAWhileIsOpenedAtOnceAgain() {
        disk.leave(1000 * MIB);
        stops();
        timeline.pass(SECOND);
        assertThat(openings).isEqualTo(1);
        timeline.pass(120 * SECOND);
        stops();
        timeline.pass(SECOND);
        assertThat(openings).isEqualTo(2);
    }
}
