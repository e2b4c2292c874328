package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk's lanes, its locks and the number of files it holds open. */
class LaneTest {
    @TempDir
    Path folder;

    @Test
    void a_disk_that_closes_runs_what_is_queued_and_what_that_queues() {
        FileDisk disk = new FileDisk();
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 100; i++) {
            disk.submit(0, () -> disk.submit(1, () -> disk.submit(2, () -> ran.add("x"))));
        }
        disk.close();
        assertThat(ran).hasSize(100);
        assertThatThrownBy(() -> disk.submit(0, () -> {})).isInstanceOf(RejectedExecutionException.class);
        disk.close();
    }

    @Test
    void a_job_that_throws_does_not_stop_its_lane() {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        try (FileDisk disk = new FileDisk(1)) {
            disk.submit(0, () -> {
                throw new IllegalStateException("thrown by a test");
            });
            disk.submit(0, () -> ran.add("next"));
        }
        assertThat(ran).containsExactly("next");
    }

    @Test
    void a_folder_of_many_files_holds_few_of_them_open() {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            files.put("f" + i, TestTorrent.bytes(i, 5_000));
        }
        TestTorrent torrent = TestTorrent.folder(Kind.V1, "many", 16 << 10, files);
        FaultDisk disk = new FaultDisk(3, 1);
        Path downloads = Path.of("/downloads").toAbsolutePath();
        assertThat(new Rig(torrent, downloads, disk).downloadOn(disk, 1)).isTrue();
        assertThat(disk.mostOpen()).isLessThanOrEqualTo(disk.openFiles().max() + 2);
        files.forEach((name, bytes) ->
                assertThat(disk.get(downloads.resolve("many").resolve(name))).isEqualTo(bytes));
    }

    @Test
    void more_pieces_than_digests_run_at_once() throws Exception {
        TestTorrent torrent = TestTorrent.single(Kind.V1, "wide.bin", 32 << 10, TestTorrent.bytes(1, 300 * (32 << 10)));
        try (FileDisk disk = new FileDisk();
                Rig rig = new Rig(torrent, folder, disk)) {
            rig.opened();
            for (int block = 1; block >= 0; block--) {
                for (int piece = 0; piece < 300; piece++) {
                    rig.write(piece, block);
                }
            }
            rig.heard.await(rig.heard.finished);
            assertThat(rig.heard.corrupt()).isEmpty();
        }
        assertThat(folder.resolve("wide.bin")).hasBinaryContent(torrent.space());
    }

    /** Claims the file named first, says so, and holds it until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (FileDisk disk = new FileDisk();
                    Content content = disk.openOrCreate(Path.of(arguments[0]))) {
                System.out.write(content.tryLock() ? 'y' : 'n');
                System.out.flush();
                System.in.read();
            }
        }
    }

    @Test
    void a_download_that_another_process_works_on_is_refused() throws Exception {
        Path journal = folder.resolve("thesis.pdf.part.journal");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        journal.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (FileDisk disk = new FileDisk()) {
            InputStream said = holder.getInputStream();
            assertThat(said.read()).isEqualTo('y');
            try (Rig rig = new Rig(TestTorrent.document(Kind.V1), folder, disk)) {
                assertThat(rig.failed().reason()).isEqualTo(StoreException.Reason.IN_USE);
            }
            holder.getOutputStream().close();
            holder.waitFor();
            try (Rig rig = new Rig(TestTorrent.document(Kind.V1), folder, disk)) {
                rig.complete(1);
            }
        } finally {
            holder.destroy();
        }
        assertThat(Files.exists(journal)).isFalse();
    }
}
