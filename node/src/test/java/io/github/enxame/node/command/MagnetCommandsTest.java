package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.daemon.LocalNode;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.node.view.Wanted;
import io.github.enxame.tracker.TrackerServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Magnet links through the daemon and the commands, over real sockets. */
@Timeout(60)
class MagnetCommandsTest {
    private static final String TEXT = "Uma frase que se repete muitas vezes. ".repeat(3000);
    private static final String NOBODY_HAS = "magnet:?xt=urn:btih:" + "ab".repeat(20) + "&dn=perdido.txt";

    @TempDir
    Path folder;

    private TrackerServer tracker;
    private LocalNode node;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        tracker = LocalNode.tracker(folder);
        node = LocalNode.open(folder.resolve("one"), tracker);
        file = Files.writeString(folder.resolve("frases.txt"), TEXT);
    }

    @AfterEach
    void close() {
        node.close();
        tracker.close();
    }

    private String shared() throws Exception {
        TorrentView torrent = node.client().add(Wanted.share(file.toString(), false, false));
        return Objects.requireNonNull(node.client().detail(torrent.infoHash()).magnet());
    }

    private static HttpResponse<String> want(LocalNode who, String what) throws Exception {
        return who.post(
                "/api/torrents",
                "application/json",
                JsonText.of(Wanted.download(what, null, null, false)).getBytes(StandardCharsets.UTF_8));
    }

    private static DetailView done(LocalNode who, String infoHash) throws Exception {
        DetailView[] last = new DetailView[1];
        who.client().follow(infoHash, view -> {
            last[0] = view;
            return view.receipt().done();
        });
        return last[0];
    }

    @Test
    void the_magnet_link_that_one_node_shows_brings_the_file_to_another() throws Exception {
        String magnet = shared();
        assertThat(magnet).startsWith("magnet:?xt=urn:btih:").contains("&dn=frases.txt&tr=http");
        try (LocalNode other = LocalNode.open(folder.resolve("two"), tracker)) {
            TorrentView begun = LocalNode.as(TorrentView.class, want(other, magnet));
            assertThat(begun.name()).isEqualTo("frases.txt");
            DetailView done = done(other, begun.infoHash());
            assertThat(done.receipt().identical()).isTrue();
            assertThat(done.length()).isEqualTo(TEXT.length());
            assertThat(done.magnet()).isEqualTo(magnet);
            assertThat(other.downloads().resolve("frases.txt")).hasContent(TEXT);
            assertThat(other.state().torrents().resolve(begun.infoHash() + ".torrent"))
                    .exists();
            assertThat(other.state().torrents().resolve(begun.infoHash() + ".magnet"))
                    .doesNotExist();
        }
    }

    @Test
    void a_link_that_nobody_answers_waits_and_is_remembered() throws Exception {
        Path two = folder.resolve("two");
        String infoHash = "ab".repeat(20);
        try (LocalNode other = LocalNode.open(two, tracker)) {
            TorrentView begun = LocalNode.as(TorrentView.class, want(other, NOBODY_HAS));
            assertThat(begun.state()).isEqualTo("fetching");
            assertThat(begun.infoHash()).isEqualTo(infoHash);
            assertThat(LocalNode.as(TorrentView.class, want(other, NOBODY_HAS)).addedAt())
                    .isEqualTo(begun.addedAt());
            HttpResponse<String> early = other.get("/api/torrents/" + infoHash + "/torrent");
            assertThat(early.statusCode()).isEqualTo(409);
        }
        try (LocalNode again = LocalNode.open(two, tracker)) {
            DetailView remembered = LocalNode.as(DetailView.class, again.get("/api/torrents/" + infoHash));
            assertThat(remembered.state()).isEqualTo("fetching");
            assertThat(remembered.name()).isEqualTo("perdido.txt");
            assertThat(remembered.magnet()).isEqualTo(NOBODY_HAS);
            assertThat(again.delete("/api/torrents/" + infoHash).statusCode()).isEqualTo(204);
        }
        try (LocalNode third = LocalNode.open(two, tracker)) {
            assertThat(third.get("/api/torrents/" + infoHash).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void what_is_wrong_with_a_link_is_said() throws Exception {
        HttpResponse<String> refused = want(node, "magnet:?xt=urn:btih:123");
        assertThat(refused.statusCode()).isEqualTo(400);
        ProblemView problem =
                JsonText.read(refused.body(), ProblemView.Body.class).error();
        assertThat(problem.code()).isEqualTo("bad_magnet");
        assertThat(problem.message()).contains("wrong info-hash: \"123\"");
    }

    @Test
    void the_command_gets_a_magnet_link_with_and_without_a_daemon() throws Exception {
        String magnet = shared();
        Path alone = folder.resolve("alone");
        Run get = Run.of(
                "get",
                magnet,
                "--into",
                alone.toString(),
                "--state",
                folder.resolve("nowhere").toString());
        assertThat(get.err()).isEmpty();
        assertThat(get.out()).contains("Asking peers what is in frases.txt", "Complete: ");
        assertThat(alone.resolve("frases.txt")).hasContent(TEXT);
        try (LocalNode other = LocalNode.open(folder.resolve("two"), tracker)) {
            Path into = folder.resolve("into");
            Run through = Run.of(
                    "get",
                    magnet,
                    "--into",
                    into.toString(),
                    "--state",
                    other.state().path().toString());
            assertThat(through.err()).isEmpty();
            assertThat(through.out()).contains("frases.txt", "Complete: ");
            assertThat(into.resolve("frases.txt")).hasContent(TEXT);
        }
    }

    @Test
    void why_nobody_may_know_is_said() {
        assertThat(DownloadAlone.nobody("tese.pdf", false, Optional.empty()))
                .isEqualTo(
                        "Nobody who can be reached knows what is in tese.pdf now. The link names no tracker; name one"
                                + " with --tracker. Waiting for somebody; it goes on by itself.");
        assertThat(DownloadAlone.nobody("tese.pdf", true, Optional.of("http://t/announce names 0 peers")))
                .contains(" now. http://t/announce names 0 peers. Waiting");
    }

    @Test
    void share_prints_the_magnet_link() throws Exception {
        Run share =
                Run.of("share", file.toString(), "--state", node.state().path().toString());
        assertThat(share.out().lines()).anyMatch(line -> line.startsWith("magnet:?xt=urn:btih:"));
    }
}
