package io.github.enxame.node.command;

import static io.github.enxame.node.command.Blamed.failed;
import static io.github.enxame.node.command.Blamed.misused;
import static io.github.enxame.node.command.Blamed.words;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.enxame.engine.Engine;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.Torrent;
import io.github.enxame.node.distance.Swarms;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.ReceiptViews;
import io.github.enxame.node.view.TorrentFacts;
import io.github.enxame.node.view.TransferViews;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trackers that are down, lie, or do not know the name, for each command that asks one. */
@Timeout(60)
class TrackerTroubleTest {
    @TempDir
    Path folder;

    private Metainfo metainfo;
    private String file = "";

    @BeforeEach
    void write() throws IOException {
        metainfo = Swarms.content(folder, "thesis.bin", 50_000, List.of());
        file = folder.resolve("thesis.bin").toString();
    }

    private String[] get(String what, String tracker) {
        String here = folder.toString();
        return new String[] {
            "get", "--alone", "--state", here, what, "--into", here, "--tracker", tracker, "--port", "0"
        };
    }

    private String[] share(String tracker) {
        return new String[] {"share", "--alone", "--state", folder.toString(), file, "--tracker", tracker, "--port", "0"
        };
    }

    private List<String[]> commandsWith(String tracker) {
        return List.of(
                get("thesis", tracker),
                share(tracker),
                new String[] {"search", "--alone", "thesis", "--tracker", tracker},
                new String[] {"distance", "--alone", "thesis", "--tracker", tracker});
    }

    @Test
    void a_tracker_that_is_down_is_named() throws Exception {
        String down = "http://127.0.0.1:" + Swarms.nobody().port();
        for (String[] command : commandsWith(down)) {
            failed(words("Cannot reach the tracker " + down, "Check that the tracker is running"), command);
        }
    }

    @Test
    void who_waits_for_somebody_is_told_that_the_tracker_is_down() throws Exception {
        URI down = URI.create("http://127.0.0.1:" + Swarms.nobody().port() + "/announce");
        Metainfo lost = metainfo.withTrackers(List.of(List.of(down)));
        CompletableFuture<Snapshot> answered = new CompletableFuture<>();
        try (Engine engine = Swarms.engine()) {
            Torrent torrent = engine.download(lost, folder.resolve("into"));
            try (Torrent.Watch _ = torrent.watch(snapshot -> {
                if (snapshot.tracker().isPresent()) {
                    answered.complete(snapshot);
                }
            })) {
                Snapshot snapshot = answered.get();
                DetailView view = TransferViews.detail(
                        new TorrentFacts(lost, "thesis", 0, null, 0, 0),
                        snapshot,
                        ReceiptViews.soFar(lost.info(), snapshot),
                        _ -> null);
                assertThat(TransferScreen.nobody(view))
                        .contains("thesis.bin now (0 % is here). Cannot announce to the tracker " + down)
                        .contains("check that the tracker is running. Waiting for somebody");
            }
        }
    }

    @Test
    void a_host_that_does_not_exist_is_named() {
        for (String[] command : commandsWith("http://tracker.invalid:6969")) {
            failed(words("tracker.invalid", "Check"), command);
        }
    }

    @Test
    void a_url_of_a_torrent_that_cannot_be_fetched_is_named() throws Exception {
        String url = "http://127.0.0.1:" + Swarms.nobody().port() + "/x.torrent";
        failed(words(url, "nothing accepts connections there", "Check the URL"), get(url, "http://127.0.0.1:1"));
    }

    @Test
    void a_name_that_the_tracker_does_not_have_is_named() throws Exception {
        try (TrackerServer tracker = TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder.resolve("data")))) {
            String url = tracker.uri().toString();
            failed(words("dissertation", url, "enxame search"), get("dissertation", url));
            failed(words("dissertation", url), "distance", "--alone", "dissertation", "--tracker", url);
            failed(
                    words(metainfo.infoHash().hex(), url),
                    get(metainfo.infoHash().hex(), url));
        }
    }

    @Test
    void a_tracker_that_answers_garbage_is_named() throws Exception {
        for (String garbage : List.of("<html>hello</html>", "", "{}", "{\"results\":[{\"infoHash\":\"zz\"}]}", "[[[")) {
            try (Liar liar = new Liar(garbage.getBytes(StandardCharsets.UTF_8))) {
                for (String[] command : commandsWith(liar.url())) {
                    failed(words(liar.url(), "no Enxame tracker that works", "Check the URL"), command);
                }
                failed(
                        words(liar.url(), "is no .torrent"),
                        get(metainfo.infoHash().hex(), liar.url()));
            }
        }
    }

    @Test
    void a_tracker_that_gives_another_torrent_than_asked_for_is_caught() throws Exception {
        Metainfo other = Swarms.content(folder.resolve("other"), "other.bin", 777, List.of());
        try (Liar liar = new Liar(other.encode())) {
            String asked = metainfo.infoHash().hex();
            failed(words(liar.url(), asked, "is another torrent"), get(asked, liar.url()));
        }
    }

    @Test
    void what_is_no_trackers_url_is_misuse() {
        for (String[] command : commandsWith("ftp://tracker.example")) {
            misused(words("ftp://tracker.example", "Write it like http://"), command);
        }
        misused(words("ftp://x", "Write it like"), "create", file, "--tracker", "ftp://x");
    }

    /** Answers every request with the same bytes. */
    private static final class Liar implements AutoCloseable {
        private final HttpServer server;

        Liar(byte[] answer) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
                    exchange.getResponseBody().write(answer);
                }
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
