package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation of a download fails in turn: it is told once, everything is given back, and nothing is lost. */
class FailingDiskTest {
    private static final Path FOLDER = Path.of("/downloads").toAbsolutePath();

    private enum Fault {
        FULL(Reason.DISK_FULL, () -> new IOException("No space left on device")),
        FORBIDDEN(Reason.NO_PERMISSION, () -> new AccessDeniedException("/downloads")),
        BROKEN(Reason.MEDIUM, () -> new IOException("Input/output error"));

        private final Reason reason;
        private final Supplier<IOException> failure;

        Fault(Reason reason, Supplier<IOException> failure) {
            this.reason = reason;
            this.failure = failure;
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_failure_stops_the_download_and_another_start_completes_it(Kind kind) throws Exception {
        TestTorrent torrent = TestTorrent.course(kind);
        FaultDisk calm = new FaultDisk(2, 0);
        assertThat(rig(torrent, calm).downloadOn(calm, 0)).isTrue();
        for (int at = 0; at < calm.operations(); at++) {
            for (Fault fault : Fault.values()) {
                try {
                    failOnce(torrent, at, fault);
                } catch (Throwable e) {
                    fail(kind + ": " + fault + " at operation " + at, e);
                }
            }
        }
    }

    private static Rig rig(TestTorrent torrent, FaultDisk disk) {
        return new Rig(torrent, FOLDER, disk, StoreSettings.download().withJournalWindowBytes(2 * TestTorrent.PIECE));
    }

    private static void failOnce(TestTorrent torrent, int at, Fault fault) throws Exception {
        FaultDisk disk = new FaultDisk(2, at);
        disk.failAt(at, fault.failure.get());
        Rig first = rig(torrent, disk);
        assertThat(first.downloadOn(disk, at)).isTrue();
        StoreException failure = first.failure();
        if (failure == null) {
            // Room ahead in the journal, or the deletion of what is not needed any more.
            assertThat(first.heard.finished).isDone();
        } else {
            assertThat(failure.reason()).isEqualTo(fault.reason);
            assertThat(failure).hasMessageContaining(FOLDER.toString());
            assertThat(first.heard.finished).isNotDone();
        }
        Rig second = rig(torrent, disk);
        assertThat(second.downloadOn(disk, at)).isTrue();
        assertThat(second.failure()).isNull();
        assertThat(second.heard.opened.getNow(new BitSet()).cardinality())
                .isGreaterThanOrEqualTo(first.heard.durable());
        assertThat(second.heard.finished).isDone();
        torrent.files().forEach((name, bytes) -> assertThat(disk.get(torrent.at(FOLDER, name)))
                .isEqualTo(bytes));
    }
}
