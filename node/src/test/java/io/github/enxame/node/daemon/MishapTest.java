package io.github.enxame.node.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.storage.TorrentMaker;
import io.github.enxame.node.distance.Swarms;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.node.view.Wanted;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.TrackerServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon makes of files that are gone, changed, swapped or shared again. */
@Timeout(60)
class MishapTest {
    private static final int LENGTH = 300_000;
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    Path folder;

    private TrackerServer tracker;
    private LocalNode node;
    private Engine seed;
    private Metainfo metainfo;
    private byte[] content = NOTHING;

    @BeforeEach
    void open() throws Exception {
        tracker = LocalNode.tracker(folder);
        node = LocalNode.open(folder.resolve("node"), tracker);
        Path there = folder.resolve("there");
        Metainfo made = Swarms.content(there, "a.bin", LENGTH, List.of());
        content = Files.readAllBytes(there.resolve("a.bin"));
        seed = Swarms.seed(made, there);
        PeerAddress at = Swarms.address(seed.address());
        metainfo = made.withPeers(List.of(at));
    }

    @AfterEach
    void close() {
        node.close();
        seed.close();
        tracker.close();
    }

    private String address() {
        return "/api/torrents/" + metainfo.infoHash().hex();
    }

    private DetailView until(Predicate<DetailView> wanted) throws Exception {
        AtomicReference<DetailView> last = new AtomicReference<>();
        boolean seen = node.client().follow(metainfo.infoHash().hex(), view -> {
            last.set(view);
            return wanted.test(view);
        });
        assertThat(seen).isTrue();
        return Objects.requireNonNull(last.get());
    }

    private DetailView until(String state) throws Exception {
        return until(view -> view.state().equals(state));
    }

    private Path download() throws Exception {
        LocalNode.as(TorrentView.class, node.post("/api/torrents", "application/x-bittorrent", metainfo.encode()));
        until(view -> view.receipt().done());
        return node.downloads().resolve("a.bin");
    }

    private void restart() throws Exception {
        node.close();
        node = LocalNode.open(folder.resolve("node"), tracker);
    }

    private void post(String what) throws Exception {
        assertThat(node.post(address() + what, "text/plain", NOTHING).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_finished_download_whose_disk_is_not_there_is_missing_until_it_is_back() throws Exception {
        download();
        node.close();
        Path away = folder.resolve("away");
        Files.move(folder.resolve("node/downloads"), away);
        node = LocalNode.open(folder.resolve("node"), tracker);
        DetailView missing = until("missing");
        assertThat(Objects.requireNonNull(missing.error()).code()).isEqualTo("missing");
        assertThat(missing.error().message()).contains("a.bin", "Nothing is downloaded");
        assertThat(folder.resolve("node/downloads")).doesNotExist();
        Files.move(away, folder.resolve("node/downloads"));
        until("seeding");
    }

    @Test
    void a_finished_download_that_was_deleted_is_downloaded_again_only_when_the_user_says_so() throws Exception {
        Path file = download();
        Files.delete(file);
        restart();
        until("missing");
        post("/check");
        until("missing");
        assertThat(file).doesNotExist();
        restart();
        until("missing");
        assertThat(file).doesNotExist();
        post("/resume");
        until(view -> view.state().equals("seeding") && view.receipt().done());
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void a_file_is_repaired_while_its_receipt_is_being_made() throws Exception {
        Path file = download();
        byte[] damaged = content.clone();
        damaged[200_000]++;
        Files.write(file, damaged);
        for (int i = 0; i < 3; i++) {
            post("/repair");
        }
        until("seeding");
        until(view -> view.receipt().done());
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void a_folder_that_lacks_one_of_its_files_is_made_whole_when_it_is_resumed() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("course"));
        Files.write(shared.resolve("a.bin"), content);
        Files.write(shared.resolve("b.bin"), new byte[100_000]);
        Metainfo course = new TorrentMaker(shared).make(_ -> {});
        try (Engine other = Swarms.seed(course, folder)) {
            metainfo = course.withPeers(List.of(Swarms.address(other.address())));
            LocalNode.as(TorrentView.class, node.post("/api/torrents", "application/x-bittorrent", metainfo.encode()));
            until(view -> view.receipt().done());
            Path lost = node.downloads().resolve("course/b.bin");
            Files.delete(lost);
            restart();
            until("missing");
            post("/resume");
            until(view -> view.state().equals("seeding") && view.receipt().done());
            assertThat(lost).hasBinaryContent(new byte[100_000]);
            assertThat(node.downloads().resolve("course/a.bin")).hasBinaryContent(content);
        }
    }

    @Test
    void a_finished_download_that_was_changed_is_repaired_only_when_the_user_says_so() throws Exception {
        Path file = download();
        byte[] changed = content.clone();
        changed[200_000]++;
        Files.write(file, changed);
        restart();
        DetailView view = until("changed");
        assertThat(Objects.requireNonNull(view.error()).code()).isEqualTo("changed");
        post("/resume");
        until("changed");
        assertThat(file).hasBinaryContent(changed);
        assertThat(node.get(address() + "/file").statusCode()).isEqualTo(404);
        post("/repair");
        until(now -> now.state().equals("seeding") && now.receipt().done());
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void a_file_that_is_taken_away_while_it_is_shared_is_missing_and_goes_on_when_it_is_back() throws Exception {
        Path file = download();
        Path away = folder.resolve("away");
        Files.move(file, away);
        post("/check");
        until("missing");
        Files.move(away, file);
        until("seeding");
    }

    @Test
    void a_damaged_copy_of_another_program_is_finished_where_it_is() throws Exception {
        byte[] hole = content.clone();
        Arrays.fill(hole, 100_000, 150_000, (byte) 0);
        Path file = Files.write(Files.createDirectories(node.downloads()).resolve("a.bin"), hole);
        node.post("/api/torrents", "application/x-bittorrent", metainfo.encode());
        DetailView failed = until("failed");
        ProblemView error = Objects.requireNonNull(failed.error());
        assertThat(error.code()).isEqualTo("file_exists");
        assertThat(error.message()).contains("--repair");
        assertThat(file).hasBinaryContent(hole);
        post("/repair");
        DetailView done = until("seeding");
        assertThat(done.downloaded()).isLessThan(LENGTH);
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void a_link_or_a_pipe_in_the_place_of_a_finished_file_is_not_handed_out() throws Exception {
        Path file = download();
        Path secret = Files.write(folder.resolve("secret"), new byte[LENGTH]);
        Files.delete(file);
        Files.createSymbolicLink(file, secret);
        assertThat(node.get(address() + "/file").statusCode()).isEqualTo(404);
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertThat(node.get(address() + "/file").statusCode()).isEqualTo(404);
    }

    @Test
    void a_document_that_is_shared_again_replaces_the_first_version() throws Exception {
        Path document = Files.writeString(folder.resolve("thesis.md"), "# Thesis\n\nfirst " + "word ".repeat(500));
        TorrentView first = share(document);
        Files.writeString(document, "# Thesis\n\nsecond " + "word ".repeat(500));
        TorrentView second = share(document);
        assertThat(second.infoHash()).isNotEqualTo(first.infoHash());
        assertThat(state(first)).isEqualTo("replaced");
        assertThat(state(second)).isEqualTo("seeding");
        restart();
        assertThat(state(first)).isEqualTo("replaced");
        Files.writeString(document, "# Thesis\n\nfirst " + "word ".repeat(500));
        assertThat(share(document).infoHash()).isEqualTo(first.infoHash());
        assertThat(state(first)).isEqualTo("seeding");
        assertThat(state(second)).isEqualTo("replaced");
    }

    private String state(TorrentView torrent) throws Exception {
        return LocalNode.as(DetailView.class, node.get("/api/torrents/" + torrent.infoHash()))
                .state();
    }

    private TorrentView share(Path file) throws Exception {
        return node.client().add(Wanted.share(file.toString(), false, false));
    }
}
