package io.github.enxame.node.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.SmallDisk;
import io.github.enxame.node.view.FindingView;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.QueueView;
import io.github.enxame.node.view.RatesView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.tracker.TrackerServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose disk fills up: what cannot be saved is refused, and nothing is half done. */
@Timeout(60)
class FullDiskTest {
    private static final String JSON = "application/json";

    @TempDir
    Path folder;

    private SmallDisk disk;
    private TrackerServer tracker;

    @BeforeEach
    void open() throws Exception {
        disk = SmallDisk.at(folder.resolve("small"), 80);
        tracker = LocalNode.tracker(folder);
    }

    @AfterEach
    void close() throws Exception {
        if (tracker != null) {
            tracker.close();
            disk.unmount();
        }
    }

    private LocalNode node() throws Exception {
        return LocalNode.open(disk.folder(), tracker);
    }

    private static byte[] json(Object shape) {
        return JsonText.of(shape).getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
        assertThat(JsonText.read(answer.body(), ProblemView.Body.class).error().code())
                .isEqualTo("disk_full");
    }

    private List<Path> unfinished() throws Exception {
        try (Stream<Path> files = Files.walk(disk.folder())) {
            return files.filter(file -> file.toString().endsWith(".new")).toList();
        }
    }

    private static TorrentView upload(LocalNode node, String name) throws Exception {
        byte[] text = (name + " de uma aula. ").repeat(200).getBytes(StandardCharsets.UTF_8);
        return LocalNode.as(
                TorrentView.class, node.post("/api/torrents?name=" + name + ".md", "application/octet-stream", text));
    }

    private static List<FindingView> found(LocalNode node) throws Exception {
        return LocalNode.as(FindingView.All.class, node.get("/api/search?q=")).results();
    }

    @Test
    void limitsAndQueueStayAsTheyWere() throws Exception {
        RatesView before = new RatesView(1_000_000, 2_000_000, "");
        RatesView more = new RatesView(5, 6, "08:00-18:00 mon-fri: 3 up");
        try (LocalNode node = node()) {
            LocalNode.as(RatesView.class, node.post("/api/limits", JSON, json(before)));
            disk.fill();
            refused(node.post("/api/limits", JSON, json(more)));
            refused(node.post("/api/queue", JSON, json(new QueueView(3, 1, null))));
            assertThat(LocalNode.as(RatesView.class, node.get("/api/limits"))).isEqualTo(before);
            assertThat(LocalNode.as(QueueView.class, node.get("/api/queue")).downloads())
                    .isZero();
            assertThat(unfinished()).isEmpty();
        }
        disk.makeRoom();
        try (LocalNode node = node()) {
            assertThat(LocalNode.as(RatesView.class, node.get("/api/limits"))).isEqualTo(before);
            LocalNode.as(RatesView.class, node.post("/api/limits", JSON, json(more)));
        }
    }

    @Test
    void aTorrentStaysAsItWas() throws Exception {
        try (LocalNode node = node()) {
            TorrentView prepared = upload(node, "primeira");
            TorrentView shared = upload(node, "segunda");
            String address = "/api/torrents/" + shared.infoHash();
            LocalNode.as(TorrentView.class, node.post(address + "/publish", JSON, new byte[0]));
            disk.fill();

            refused(node.post(address + "/limits", JSON, json(new LimitsView(7_000, 0))));
            refused(node.post(address + "/pause", JSON, new byte[0]));
            refused(node.post("/api/torrents/" + prepared.infoHash() + "/publish", JSON, new byte[0]));
            assertThat(LocalNode.as(LimitsView.class, node.get(address + "/limits")))
                    .isEqualTo(new LimitsView(0, 0));
            assertThat(LocalNode.as(TorrentView.All.class, node.get("/api/torrents"))
                            .torrents())
                    .extracting(TorrentView::state)
                    .containsExactlyInAnyOrder("prepared", "seeding");
            assertThat(found(node)).extracting(FindingView::infoHash).containsExactly(shared.infoHash());
            assertThat(unfinished()).isEmpty();

            disk.makeRoom();
            LocalNode.as(
                    TorrentView.class,
                    node.post("/api/torrents/" + prepared.infoHash() + "/publish", JSON, new byte[0]));
            assertThat(found(node)).hasSize(2);
        }
    }

    @Test
    void whatIsAddedLeavesNothing() throws Exception {
        try (LocalNode node = node()) {
            disk.fill();
            byte[] text = "uma linha\n".repeat(2_000).getBytes(StandardCharsets.UTF_8);
            refused(node.post("/api/torrents?name=terceira.md", "application/octet-stream", text));
            String link = "magnet:?xt=urn:btih:" + "ab".repeat(20);
            refused(node.post("/api/torrents", JSON, ("{\"what\":\"" + link + "\"}").getBytes(StandardCharsets.UTF_8)));
            assertThat(LocalNode.as(TorrentView.All.class, node.get("/api/torrents"))
                            .torrents())
                    .isEmpty();
            try (Stream<Path> kept = Files.list(node.state().torrents())) {
                assertThat(kept).isEmpty();
            }
            try (Stream<Path> kept = Files.list(node.state().uploads())) {
                assertThat(kept).isEmpty();
            }
        }
    }

    @Test
    void browsersStayLetIn() throws Exception {
        try (LocalNode node = node()) {
            disk.fill();
            refused(node.delete("/api/session", "Authorization", node.proof()));
            disk.makeRoom();
            assertThat(node.delete("/api/session", "Authorization", node.proof())
                            .statusCode())
                    .isEqualTo(204);
        }
    }
}
