package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.FileKind;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.metainfo.NewFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TorrentMakerTest {
    @TempDir
    Path folder;

    private static StoreException refused(ThrowingCallable call) {
        return catchThrowableOfType(StoreException.class, call);
    }

    /** A store finds every piece of it right. */
    private static void requireSeedable(Metainfo metainfo, Path folder, StoreSettings settings, boolean checks)
            throws Exception {
        Heard heard = new Heard();
        AtomicBoolean closed = new AtomicBoolean();
        try (FileDisk disk = new FileDisk()) {
            TorrentStore store = new TorrentStore(metainfo, folder, disk, heard, settings);
            store.open();
            heard.await(heard.finished);
            store.close(() -> closed.set(true));
        }
        assertThat(closed).isTrue();
        assertThat(!heard.checks().isEmpty()).isEqualTo(checks);
    }

    @Test
    void files_of_any_size_can_be_seeded_by_what_is_made_of_them() throws Exception {
        for (int length : new int[] {1, 16_384, 100_000, (5 << 20) + 3}) {
            Path file = Files.write(folder.resolve(length + ".bin"), TestTorrent.bytes(length, length));
            TorrentMaker maker = new TorrentMaker(file);
            AtomicLong progress = new AtomicLong();
            Metainfo metainfo = maker.make(progress::set);
            assertThat(progress.get()).isEqualTo(length).isEqualTo(maker.length());
            assertThat(metainfo.info().md5()).isPresent();
            requireSeedable(metainfo, maker.folder(), StoreSettings.seed(), true);
            assertThat(new TorrentMaker(file).make(p -> {}).infoHash()).isEqualTo(metainfo.infoHash());
        }
    }

    @Test
    void of_a_folder_everything_is_taken_but_links_and_what_is_hidden() throws Exception {
        Path course = Files.createDirectories(folder.resolve("course/week 1/.git"))
                .getParent()
                .getParent();
        Files.write(course.resolve("week 1/b.pdf"), TestTorrent.bytes(1, 3 << 20));
        Files.write(course.resolve("week 1/a.pdf"), TestTorrent.bytes(2, 50_000));
        Files.write(course.resolve("empty"), new byte[0]);
        Files.write(course.resolve("Zebra"), TestTorrent.bytes(3, 1));
        Files.write(course.resolve("week 1/.git/config"), new byte[10]);
        Files.write(course.resolve("Thumbs.db"), new byte[10]);
        Files.createSymbolicLink(course.resolve("link"), course.resolve("Zebra"));
        TorrentMaker maker = new TorrentMaker(course);
        assertThat(maker.leftOut().paths())
                .extracting(p -> p.getFileName().toString())
                .containsExactlyInAnyOrder(".git", "Thumbs.db", "link");
        Metainfo metainfo = maker.make(p -> {});
        assertThat(metainfo.info().files())
                .filteredOn(f -> f.kind() == FileKind.CONTENT)
                .extracting(FileEntry::path)
                .containsExactly(
                        List.of("Zebra"), List.of("empty"), List.of("week 1", "a.pdf"), List.of("week 1", "b.pdf"));
        requireSeedable(metainfo, maker.folder(), StoreSettings.seed(), true);
    }

    @Test
    void links_that_lead_nowhere_are_left_out_where_links_are_followed() throws Exception {
        Path course = Files.createDirectory(folder.resolve("course"));
        Files.write(course.resolve("a"), TestTorrent.bytes(1, 10));
        Files.createSymbolicLink(course.resolve("good"), Path.of("a"));
        Files.createSymbolicLink(course.resolve("itself"), Path.of("itself"));
        Files.createSymbolicLink(course.resolve("there"), Path.of("back"));
        Files.createSymbolicLink(course.resolve("back"), course.resolve("there"));
        Files.createSymbolicLink(course.resolve("gone"), folder.resolve("gone"));
        TorrentMaker maker = new TorrentMaker(course, new SharingOptions(false, true));
        assertThat(maker.leftOut().paths())
                .extracting(p -> p.getFileName().toString())
                .containsExactlyInAnyOrder("itself", "there", "back", "gone");
        assertThat(maker.make(p -> {}).info().files())
                .filteredOn(f -> f.kind() == FileKind.CONTENT)
                .extracting(FileEntry::path)
                .containsExactly(List.of("a"), List.of("good"));
    }

    @Test
    void a_record_saves_the_second_reading() throws Exception {
        Path file = Files.write(folder.resolve("a.pdf"), TestTorrent.bytes(1, 100_000));
        TorrentMaker maker = new TorrentMaker(file);
        Metainfo metainfo = maker.make(p -> {});
        Path records = folder.resolve("records");
        try (FileDisk disk = new FileDisk(1)) {
            maker.record(disk, records, metainfo);
        }
        requireSeedable(metainfo, folder, StoreSettings.seed().withRecordFolder(records), false);
    }

    @Test
    void a_link_that_is_named_is_followed() throws Exception {
        Path file = Files.write(folder.resolve("real.pdf"), TestTorrent.bytes(1, 100));
        Path link = Files.createSymbolicLink(folder.resolve("link.pdf"), file);
        TorrentMaker maker = new TorrentMaker(link);
        assertThat(maker.make(p -> {}).info().name()).isEqualTo("real.pdf");
        assertThat(maker.folder()).isEqualTo(folder.toRealPath());
    }

    @Test
    void a_file_that_changes_meanwhile_is_refused() throws Exception {
        Path file = Files.write(folder.resolve("growing.log"), TestTorrent.bytes(1, 100_000));
        for (int length : new int[] {100_001, 50_000}) {
            TorrentMaker maker = new TorrentMaker(file);
            Files.write(file, new byte[length]);
            StoreException error = refused(() -> maker.make(p -> {}));
            assertThat(error.reason()).isEqualTo(Reason.CHANGED);
            assertThat(error).hasMessageContaining("growing.log");
        }
    }

    private static Metainfo madeByOneThread(TorrentMaker maker, Path folder) throws Exception {
        ContentHasher hasher = maker.builder().hasher();
        for (NewFile file : maker.builder().files()) {
            byte[] bytes = Files.readAllBytes(folder.resolve(String.join("/", file.path())));
            hasher.update(bytes, 0, bytes.length);
        }
        return maker.builder().build(hasher.finish());
    }

    @ParameterizedTest
    @EnumSource
    void several_threads_make_of_a_folder_what_one_makes(MetainfoVersion version) throws Exception {
        for (long seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            int pieceLength = (16 << 10) << random.nextInt(9);
            Path made = Files.createDirectories(folder.resolve("made " + seed + "/deep"))
                    .getParent();
            for (int i = 0; i < 12; i++) {
                int length =
                        switch (random.nextInt(4)) {
                            case 0 -> 0;
                            case 1 -> pieceLength * random.nextInt(3);
                            case 2 -> random.nextInt(20_000);
                            default -> random.nextInt(3 << 20);
                        };
                Files.write(made.resolve((i % 3 == 0 ? "deep/" : "") + i), TestTorrent.bytes(i, length));
            }
            Files.write(made.resolve("whole"), TestTorrent.bytes(99, pieceLength));
            TorrentMaker maker = new TorrentMaker(made);
            maker.builder().version(version).pieceLength(pieceLength);
            assertThat(maker.make(_ -> {}).encode())
                    .as("seed %d", seed)
                    .isEqualTo(madeByOneThread(maker, made).encode());
        }
    }

    @ParameterizedTest
    @EnumSource
    void several_threads_make_of_a_file_what_one_makes(MetainfoVersion version) throws Exception {
        for (int length : new int[] {1, 1 << 20, (1 << 20) + 1, 8 << 20, (9 << 20) + 12_345}) {
            for (boolean checksums : new boolean[] {true, false}) {
                Path file = Files.write(folder.resolve("one.bin"), TestTorrent.bytes(length, length));
                TorrentMaker maker = new TorrentMaker(file);
                maker.builder().version(version).checksums(checksums).pieceLength(1 << 20);
                Metainfo made = maker.make(_ -> {});
                assertThat(made.encode())
                        .as("%d bytes", length)
                        .isEqualTo(madeByOneThread(maker, folder).encode());
                assertThat(made.info().md5().isPresent()).isEqualTo(checksums);
            }
        }
    }

    private List<Path> fileAndFolder() throws Exception {
        Path several = Files.createDirectories(folder.resolve("several"));
        for (int i = 0; i < 4; i++) {
            Files.write(several.resolve(i + ".bin"), TestTorrent.bytes(i, 3 << 20));
        }
        return List.of(Files.write(folder.resolve("one.bin"), TestTorrent.bytes(7, 12 << 20)), several);
    }

    @Test
    void progress_is_told_on_the_calling_thread_up_to_the_whole() throws Exception {
        for (Path place : fileAndFolder()) {
            List<Long> told = new ArrayList<>();
            Thread caller = Thread.currentThread();
            new TorrentMaker(place).make(bytes -> {
                assertThat(Thread.currentThread()).isSameAs(caller);
                told.add(bytes);
            });
            assertThat(told).isSorted().hasSizeGreaterThan(2).endsWith(12L << 20);
        }
    }

    @Test
    void an_interruption_of_the_calling_thread_ends_it() throws Exception {
        for (Path place : fileAndFolder()) {
            TorrentMaker maker = new TorrentMaker(place);
            AtomicLong read = new AtomicLong();
            StoreException error = refused(() -> maker.make(bytes -> {
                read.set(bytes);
                Thread.currentThread().interrupt();
            }));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(error.reason()).isEqualTo(Reason.INTERRUPTED);
            assertThat(read.get()).isLessThan(maker.length());
        }
    }

    @Test
    void a_file_that_is_gone_or_shorter_is_named_whichever_thread_reads_it() throws Exception {
        for (Path place : fileAndFolder()) {
            Path victim = Files.isDirectory(place) ? place.resolve("3.bin") : place;
            TorrentMaker maker = new TorrentMaker(place);
            Files.write(victim, new byte[1 << 20]);
            StoreException shorter = refused(() -> maker.make(_ -> {}));
            assertThat(shorter.reason()).isEqualTo(Reason.CHANGED);
            assertThat(shorter).hasMessageContaining(victim.toString());
            Files.delete(victim);
            StoreException gone = refused(() -> maker.make(_ -> {}));
            assertThat(gone.reason()).isEqualTo(Reason.MISSING);
            assertThat(gone).hasMessageContaining(victim.toString());
        }
    }

    @Test
    void what_cannot_be_shared_is_named() throws Exception {
        StoreException missing = refused(() -> new TorrentMaker(folder.resolve("nothing.pdf")));
        assertThat(missing.reason()).isEqualTo(Reason.MISSING);
        assertThat(missing).hasMessageContaining("nothing.pdf");
        Path empty = Files.write(folder.resolve("empty.pdf"), new byte[0]);
        assertThat(refused(() -> new TorrentMaker(empty)).reason()).isEqualTo(Reason.UNSUITABLE);
        Path none = Files.createDirectory(folder.resolve("none"));
        assertThat(refused(() -> new TorrentMaker(none)).reason()).isEqualTo(Reason.UNSUITABLE);
    }

    @Test
    void a_name_that_only_this_system_takes_goes_into_the_torrent_as_it_is() throws Exception {
        Path odd = Files.write(folder.resolve("what?.pdf"), new byte[1]);
        Info info = new TorrentMaker(odd).make(_ -> {}).info();
        assertThat(info.givenName()).contains(BString.of("what?.pdf"));
        assertThat(info.name()).isEqualTo("what_.pdf");
    }
}
