package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system of 5 MiB. Only the system's administrator may make one. */
class DiskFullTest {
    @TempDir
    Path folder;

    private Path small = Path.of("");
    private boolean mounted;
    private final FileDisk disk = new FileDisk();

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    @BeforeEach
    void mount() throws Exception {
        small = Files.createDirectory(folder.resolve("small"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", small.toString()) == 0;
        assumeTrue(mounted, "a small file system can only be mounted by root on Linux");
    }

    @AfterEach
    void unmount() throws Exception {
        disk.close();
        if (mounted) {
            assertThat(run("umount", small.toString())).isZero();
        }
    }

    @Test
    void a_file_larger_than_what_is_free_is_not_begun() throws Exception {
        TestTorrent torrent = TestTorrent.single(Kind.V1, "large.bin", 1 << 20, TestTorrent.bytes(1, 6 << 20));
        try (Rig rig = new Rig(torrent, small, disk)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.DISK_FULL);
            assertThat(rig.failed()).hasMessageContaining("large.bin").hasMessageContaining("6,291,456");
        }
        assertThat(small).isEmptyDirectory();
    }

    @Test
    void a_disk_that_fills_up_meanwhile_keeps_what_was_verified() throws Exception {
        TestTorrent torrent = TestTorrent.single(Kind.HYBRID, "large.bin", 64 << 10, TestTorrent.bytes(1, 4 << 20));
        Path mine = small.resolve("mine");
        BitSet kept = new BitSet();
        Rig first = new Rig(torrent, small, disk);
        try (first) {
            first.opened();
            Files.write(mine, new byte[3 << 20]);
            first.writeAll(new BitSet(), 1);
            assertThat(first.failed().reason()).isEqualTo(Reason.DISK_FULL);
            assertThat(first.failed()).hasMessageContaining("large.bin");
        }
        first.heard.verified().keySet().forEach(kept::set);
        assertThat(mine).hasSize(3 << 20);
        Files.delete(mine);
        try (Rig rig = new Rig(torrent, small, disk)) {
            assertThat(rig.opened()).isEqualTo(kept);
            rig.complete(2);
        }
        assertThat(small.resolve("large.bin")).hasBinaryContent(torrent.space());
    }

    @Test
    void a_folder_that_may_not_be_written_is_named() throws Exception {
        assertThat(run("mount", "-o", "remount,ro", small.toString())).isZero();
        try (Rig rig = new Rig(TestTorrent.document(Kind.V1), small, disk)) {
            assertThat(rig.failed().reason()).isEqualTo(Reason.NO_PERMISSION);
            assertThat(rig.failed()).hasMessageContaining(small.toString());
        }
    }
}
