package io.github.enxame.node.distance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.discovery.HttpTrackerClient;
import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PeerSearchTest {
    private static final Id20 SOMEBODY = Id20.of(new byte[20]);

    @TempDir
    Path folder;

    private static HttpTrackerClient client() {
        return new HttpTrackerClient("test", System::nanoTime);
    }

    private static PeerSearch.Found search(Metainfo metainfo, MeasuringLimits limits) throws InterruptedException {
        try (PeerSearch search = new PeerSearch(client(), Swarms.SELF, "key", limits)) {
            return search.search(metainfo);
        }
    }

    /** Somebody announces at this port; what the tracker tells them. */
    private static AnnounceReply.Peers announce(URI tracker, Metainfo metainfo, int port, long left) throws Exception {
        CompletableFuture<AnnounceResult> result = new CompletableFuture<>();
        try (HttpTrackerClient client = client()) {
            Id20 swarm = Id20.of(metainfo.infoHash().truncated().bytes());
            client.announce(
                    tracker,
                    AnnounceRequest.of(swarm, SOMEBODY, port, 0, 0, left, AnnounceEvent.REGULAR),
                    result::complete);
            AnnounceResult.Announced announced = (AnnounceResult.Announced) result.get(20, TimeUnit.SECONDS);
            return (AnnounceReply.Peers) announced.reply();
        }
    }

    @Test
    void the_trackers_peers_and_those_of_the_torrent_are_found_each_once_and_we_are_not_listed() throws Exception {
        try (TrackerServer tracker = TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder.resolve("data")))) {
            Metainfo bare = Swarms.content(folder, "thesis.bin", 50_000, List.of(tracker.announceUri()));
            PeerAddress seed = Swarms.nobody();
            PeerAddress listed = new PeerAddress(seed.ip(), 9);
            Metainfo metainfo = bare.withPeers(List.of(listed, seed));
            announce(tracker.announceUri(), metainfo, seed.port(), 0);

            PeerSearch.Found found = search(metainfo, MeasuringLimits.standard());

            assertThat(found.peers()).containsExactly(listed, seed);
            assertThat(found.trackers())
                    .containsExactly(new TrackerAnswer(tracker.announceUri(), 1, java.util.Optional.empty()));
            assertThat(announce(tracker.announceUri(), metainfo, 2, 1).peers()).containsExactly(seed);
        }
    }

    @Test
    void a_tracker_that_is_down_is_named_and_the_others_still_answer() throws Exception {
        URI down = URI.create("http://127.0.0.1:" + Swarms.nobody().port() + "/announce");
        try (TrackerServer tracker = TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder.resolve("data")))) {
            Metainfo metainfo = Swarms.content(folder, "thesis.bin", 50_000, List.of(down, tracker.announceUri()));
            PeerSearch.Found found = search(metainfo, MeasuringLimits.standard());
            assertThat(found.peers()).isEmpty();
            assertThat(found.trackers()).hasSize(2);
            assertThat(found.trackers().getFirst().failure())
                    .hasValueSatisfying(why -> assertThat(why).contains(down.toString()));
            assertThat(found.trackers().getLast().failure()).isEmpty();
        }
    }

    @Test
    void a_tracker_that_never_answers_does_not_hold_the_search_up() throws Exception {
        try (ServerSocket silent = Swarms.silent()) {
            int port = ((InetSocketAddress) silent.getLocalSocketAddress()).getPort();
            URI slow = URI.create("http://127.0.0.1:" + port + "/announce");
            Metainfo metainfo = Swarms.content(folder, "thesis.bin", 50_000, List.of(slow));
            PeerSearch.Found found =
                    search(metainfo, MeasuringLimits.standard().within(Duration.ofMillis(300), Duration.ofSeconds(5)));
            assertThat(found.trackers().getFirst().failure())
                    .hasValueSatisfying(
                            why -> assertThat(why).contains(slow.toString()).contains("did not answer"));
        }
    }
}
