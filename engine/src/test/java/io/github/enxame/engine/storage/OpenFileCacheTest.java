package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All torrents together hold few files open. */
class OpenFileCacheTest {
    private static final Path DOWNLOADS = Path.of("/downloads").toAbsolutePath();

    @Test
    void its_size_is_a_part_of_what_the_system_lets_a_process_open() {
        assertThat(OpenFileCache.share(64)).isEqualTo(8);
        assertThat(OpenFileCache.share(1024)).isEqualTo(128);
        assertThat(OpenFileCache.share(8)).isEqualTo(OpenFileCache.MIN_OPEN_FILES);
        assertThat(OpenFileCache.share(Long.MAX_VALUE)).isEqualTo(OpenFileCache.MAX_OPEN_FILES);
        try (FileDisk disk = new FileDisk()) {
            assertThat(disk.openFiles().max()).isBetween(OpenFileCache.MIN_OPEN_FILES, OpenFileCache.MAX_OPEN_FILES);
        }
    }

    @Test
    void many_torrents_that_are_served_hold_no_more_open_than_one() throws Exception {
        FaultDisk disk = new FaultDisk(3, 1);
        List<Rig> rigs = new ArrayList<>();
        for (int t = 0; t < 10; t++) {
            Map<String, byte[]> files = new HashMap<>();
            for (int i = 0; i < 30; i++) {
                files.put("f" + i, TestTorrent.bytes(100L * t + i, 20_000));
            }
            TestTorrent torrent = TestTorrent.folder(Kind.V1, "many" + t, 16 << 10, files);
            torrent.files().forEach((name, bytes) -> disk.put(torrent.at(DOWNLOADS, name), bytes));
            rigs.add(new Rig(torrent, DOWNLOADS, disk, StoreSettings.seed()));
        }
        assertThat(disk.run()).isTrue();
        for (Rig rig : rigs) {
            assertThat(rig.heard.finished).isDone();
            for (int piece = 0; piece < rig.torrent.layout().pieceCount(); piece++) {
                BitSet right = new BitSet();
                int number = piece;
                rig.store.read(piece, 0, List.of(rig.torrent.block(piece, 0)), () -> right.set(number), error -> {
                    throw new AssertionError(error);
                });
                assertThat(disk.run()).isTrue();
                assertThat(right.get(piece)).isTrue();
            }
        }
        assertThat(disk.mostOpen()).isLessThanOrEqualTo(disk.openFiles().max() + 1);
        rigs.forEach(rig -> rig.store.close(() -> {}));
        assertThat(disk.run()).isTrue();
        assertThat(disk.open()).isZero();
    }

    @Test
    void where_the_system_has_fewer_left_those_that_nobody_uses_are_closed_and_it_is_tried_again() throws Exception {
        FaultDisk disk = new FaultDisk(1, 1);
        for (String name : List.of("a", "b", "c")) {
            disk.put(DOWNLOADS.resolve(name), new byte[1]);
        }
        OpenFileCache cache = new OpenFileCache(3);
        TestTorrent torrent = TestTorrent.course(Kind.V1);
        OpenFiles owner = new OpenFiles(
                cache, Places.of(disk, DOWNLOADS, torrent.metainfo().info()));
        cache.acquire(owner, 0, _ -> disk.openExisting(DOWNLOADS.resolve("a")));
        cache.release(owner, 0);
        Content used = cache.acquire(owner, 1, _ -> disk.openExisting(DOWNLOADS.resolve("b")));
        List<Integer> open = new ArrayList<>();
        Content third = cache.acquire(owner, 2, _ -> {
            open.add(disk.open());
            if (open.size() == 1) {
                throw new IOException("/downloads/c: Too many open files");
            }
            return disk.openExisting(DOWNLOADS.resolve("c"));
        });
        assertThat(open).containsExactly(2, 1);
        assertThat(used.length()).isEqualTo(1);
        assertThat(third.length()).isEqualTo(1);
        assertThatThrownBy(() -> cache.acquire(owner, 3, _ -> {
                    throw new IOException("Too many open files");
                }))
                .isInstanceOf(IOException.class);
        StoreException error = StoreErrors.ofReading(new IOException("Too many open files"), DOWNLOADS);
        assertThat(error).hasMessageContaining("ulimit -n").hasMessageNotContaining("Check the disk");
        cache.close(owner);
        assertThat(disk.open()).isZero();
    }
}
