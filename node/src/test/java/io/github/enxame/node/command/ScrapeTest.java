package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.engine.Torrent;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What trackers count in a swarm, over real sockets. */
@Timeout(60)
class ScrapeTest {
    @TempDir
    private Path folder;

    @Test
    void the_trackers_of_a_torrent_say_over_http_and_udp_how_many_have_it() throws Exception {
        try (TrackerServer tracker = TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder.resolve("tracker")));
                Engine seeding = Engine.open(EngineSettings.standard()
                        .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))) {
            URI http = tracker.announceUri();
            Path file = Files.write(folder.resolve("course.bin"), new byte[300_000]);
            Metainfo bare = seeding.share(file).metainfo();
            seeding.find(bare.infoHash()).orElseThrow().remove().join();
            Torrent seed = seeding.seed(bare.withTrackers(List.of(List.of(http))), folder);
            CompletableFuture<Void> announced = new CompletableFuture<>();
            seed.watch(snapshot -> snapshot.tracker().ifPresent(_ -> announced.complete(null)));
            announced.get(20, TimeUnit.SECONDS);
            List<URI> all =
                    List.of(http, tracker.udpAnnounceUri().orElseThrow(), URI.create("http://127.0.0.1:1/announce"));
            Path torrent = Files.write(
                    folder.resolve("course.torrent"),
                    seed.metainfo().withTrackers(List.of(all)).encode());
            Run run = Run.of("inspect", "--scrape", torrent.toString());
            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains(
                            "1 seeds, 0 leeches, 0 downloads, says " + all.get(0),
                            "1 seeds, 0 leeches, 0 downloads, says " + all.get(1),
                            "Cannot ask the tracker " + all.get(2));
        }
    }
}
