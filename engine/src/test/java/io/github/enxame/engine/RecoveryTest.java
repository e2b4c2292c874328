package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.metainfo.Metainfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Torrents whose files are gone or changed, in a whole engine: what they say, and what gets them going again. */
@Timeout(60)
class RecoveryTest {
    private static final int PIECE = 16 << 10;

    @TempDir
    Path folder;

    private static Snapshot when(Torrent torrent, Predicate<Snapshot> wanted) throws Exception {
        CompletableFuture<Snapshot> seen = new CompletableFuture<>();
        try (Torrent.Watch _ = torrent.watch(snapshot -> {
            if (wanted.test(snapshot)) {
                seen.complete(snapshot);
            }
        })) {
            return seen.get(40, TimeUnit.SECONDS);
        }
    }

    private static Snapshot when(Torrent torrent, TorrentState state) throws Exception {
        return when(torrent, snapshot -> snapshot.state() == state);
    }

    @Test
    void a_seed_whose_file_goes_says_so_and_serves_it_when_it_is_back() throws Exception {
        Metainfo metainfo = TwoEngines.content(folder, "notes.bin", 20 * PIECE, PIECE);
        Path file = folder.resolve("notes.bin");
        try (Engine engine = TwoEngines.engine()) {
            Torrent torrent = engine.seed(metainfo, folder);
            assertThat(when(torrent, TorrentState.SEEDING).serving()).isTrue();
            Path away = Files.move(file, folder.resolve("away"));
            var _ = torrent.check();
            Snapshot missing = when(torrent, TorrentState.MISSING);
            assertThat(missing.serving()).isFalse();
            assertThat(missing.problem().orElseThrow().message()).contains("notes.bin", "Put it back");
            Files.move(away, file);
            when(torrent, TorrentState.SEEDING);
        }
    }

    @Test
    void once_a_check_is_done_a_snapshot_shows_what_came_of_it() throws Exception {
        Metainfo metainfo = TwoEngines.content(folder, "notes.bin", 20 * PIECE, PIECE);
        Path file = folder.resolve("notes.bin");
        byte[] content = Files.readAllBytes(file);
        byte[] changed = content.clone();
        changed[5 * PIECE]++;
        try (Engine engine = TwoEngines.engine()) {
            Torrent torrent = engine.seed(metainfo, folder);
            assertThat(checked(torrent)).as("while it is opened").isEqualTo(TorrentState.SEEDING);
            Files.write(file, changed);
            assertThat(checked(torrent)).isEqualTo(TorrentState.CHANGED);
            Files.write(file, content);
            assertThat(checked(torrent)).isEqualTo(TorrentState.SEEDING);
            Path away = Files.move(file, folder.resolve("away"));
            assertThat(checked(torrent)).isEqualTo(TorrentState.MISSING);
            assertThat(checked(torrent)).isEqualTo(TorrentState.MISSING);
            Files.move(away, file);
            assertThat(checked(torrent)).isEqualTo(TorrentState.SEEDING);
        }
    }

    @Test
    void of_several_wishes_to_open_it_anew_the_last_one_counts_once() throws Exception {
        Metainfo metainfo = TwoEngines.content(folder, "notes.bin", 20 * PIECE, PIECE);
        try (Engine engine = TwoEngines.engine()) {
            Torrent torrent = engine.download(metainfo, folder);
            torrent.completion().get(30, TimeUnit.SECONDS);
            for (int i = 0; i < 20; i++) {
                torrent.repair();
                torrent.repair();
                torrent.repair();
                assertThat(checked(torrent)).isEqualTo(TorrentState.SEEDING);
                torrent.completion().get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static TorrentState checked(Torrent torrent) throws Exception {
        torrent.check().get(30, TimeUnit.SECONDS);
        return torrent.snapshot().state();
    }

    @Test
    void a_seed_of_which_a_part_changed_serves_the_rest() throws Exception {
        Metainfo metainfo = TwoEngines.content(folder, "notes.bin", 20 * PIECE, PIECE);
        Path file = folder.resolve("notes.bin");
        byte[] content = Files.readAllBytes(file);
        byte[] changed = content.clone();
        changed[5 * PIECE]++;
        try (Engine seed = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            Torrent seeding = seed.seed(metainfo, folder);
            when(seeding, TorrentState.SEEDING);
            Files.write(file, changed);
            Torrent torrent = leech.download(metainfo, folder.resolve("here"));
            torrent.connect(seed.address());
            new Progressed(torrent, 19L * PIECE).get();
            Snapshot now = when(seeding, TorrentState.CHANGED);
            assertThat(now.serving()).isTrue();
            assertThat(now.problem().orElseThrow().message()).contains("notes.bin", "repair it");
            Files.write(file, content);
            var _ = seeding.check();
            when(seeding, TorrentState.SEEDING);
            torrent.completion().get(30, TimeUnit.SECONDS);
            assertThat(folder.resolve("here/notes.bin")).hasBinaryContent(content);
        }
    }

    @Test
    void a_download_that_was_complete_is_fetched_again_only_by_resume_or_repair() throws Exception {
        Metainfo metainfo = TwoEngines.content(folder.resolve("there"), "notes.bin", 20 * PIECE, PIECE);
        Path here = folder.resolve("here");
        try (Engine seed = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            seed.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
            Torrent torrent = leech.goOn(metainfo, here, true);
            when(torrent, TorrentState.MISSING);
            assertThat(here).doesNotExist();
            torrent.resume();
            when(torrent, snapshot -> snapshot.state() == TorrentState.WAITING);
            torrent.connect(seed.address());
            when(torrent, TorrentState.SEEDING);
            torrent.completion().get(20, TimeUnit.SECONDS);
            assertThat(here.resolve("notes.bin")).exists();

            byte[] changed = Files.readAllBytes(here.resolve("notes.bin"));
            changed[0]++;
            torrent.remove().get(20, TimeUnit.SECONDS);
            Files.write(here.resolve("notes.bin"), changed);
            Torrent again = leech.goOn(metainfo, here, true);
            when(again, TorrentState.CHANGED);
            again.resume();
            when(again, TorrentState.CHANGED);
            assertThat(here.resolve("notes.bin")).hasBinaryContent(changed);
            again.repair();
            when(again, snapshot -> snapshot.state() == TorrentState.WAITING);
            again.connect(seed.address());
            when(again, TorrentState.SEEDING);
            assertThat(again.snapshot().bytesDown()).isLessThanOrEqualTo(PIECE);
        }
    }
}
