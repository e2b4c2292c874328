package io.github.enxame.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceReply.Peers;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeRequest;
import io.github.enxame.protocol.announce.TrackerUrls;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.TrackerException.Reason;
import io.github.enxame.tracker.api.TorrentDetail;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tracker as those meet it who announce, publish and search. */
@Timeout(120)
class TrackerServerTest extends TrackerServerRig {
    @Test
    void peers_find_each_other_over_http() throws Exception {
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            announce(tracker, AnnounceRequest.of(id(1), id(2), 6881, 0, 0, 0, AnnounceEvent.STARTED));
            Peers reply =
                    (Peers) announce(tracker, AnnounceRequest.of(id(1), id(3), 6882, 0, 0, 7, AnnounceEvent.STARTED));
            assertThat(reply.peers()).containsExactly(new PeerAddress(LOOPBACK, 6881));
            URI scrape = TrackerUrls.scrape(tracker.announceUri()).orElseThrow();
            ScrapeReply counts = ScrapeReply.decode(
                    RawHttp.get(new ScrapeRequest(List.of(id(1))).toUri(scrape)).body());
            assertThat(counts.toString()).contains("seeds=1, completed=0, leeches=1");
        }
    }

    @Test
    void what_is_published_is_found_and_fetched_with_the_peers_that_have_it_now() throws Exception {
        byte[] torrent = Torrents.named("tese.pdf", 4321);
        InfoHash infoHash = Torrents.infoHash(torrent);
        Id20 swarm = Id20.of(infoHash.bytes());
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            CatalogueClient client = client(tracker);
            assertThat(client.publish(torrent, "Título").title()).isEqualTo("Título");
            announce(tracker, AnnounceRequest.of(swarm, id(1), 3001, 0, 0, 5, AnnounceEvent.STARTED));
            announce(tracker, AnnounceRequest.of(swarm, id(2), 3002, 0, 0, 0, AnnounceEvent.STARTED));

            List<TorrentEntry> found = client.search("titulo", 10);
            assertThat(found).singleElement().satisfies(entry -> {
                assertThat(entry.infoHash()).isEqualTo(infoHash.hex());
                assertThat(entry.name()).isEqualTo("tese.pdf");
                assertThat(entry.seeds()).isEqualTo(1);
                assertThat(entry.leeches()).isEqualTo(1);
                assertThat(entry.length()).isEqualTo(4321);
            });

            Metainfo fetched = client.fetch("TESE.pdf").read();
            assertThat(fetched.infoHash()).isEqualTo(infoHash);
            assertThat(fetched.peers())
                    .containsExactly(new PeerAddress(LOOPBACK, 3002), new PeerAddress(LOOPBACK, 3001));
            assertThat(fetched.trackers()).isEqualTo(List.of(List.of(tracker.announceUri())));
            assertThat(new String(fetched.encode(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("9:x-unknown4:kept")
                    .doesNotContain("elsewhere");

            TorrentDetail detail = client.detail(infoHash);
            assertThat(detail.md5()).isEqualTo("0123456789abcdef0123456789abcdef");
            assertThat(detail.peers()).containsExactly("127.0.0.1:3002", "127.0.0.1:3001");
        }
    }

    @Test
    void a_hybrid_is_one_torrent_with_two_info_hashes_and_its_sections_are_told() throws Exception {
        Metainfo torrent = Torrents.planned("tese.md");
        InfoHash v1 = torrent.infoHashV1().orElseThrow();
        InfoHash v2 = torrent.infoHashV2().orElseThrow();
        try (TrackerServer tracker = TrackerServer.open(settings().withListedOnly(true))) {
            CatalogueClient client = client(tracker);
            client.publish(torrent.encode(), "");
            Id20 swarm1 = Id20.of(v1.bytes());
            Id20 swarm2 = Id20.of(v2.truncated().bytes());
            announce(tracker, AnnounceRequest.of(swarm1, id(1), 3001, 0, 0, 0, AnnounceEvent.STARTED));
            announce(tracker, AnnounceRequest.of(swarm2, id(1), 3001, 0, 0, 0, AnnounceEvent.STARTED));
            announce(tracker, AnnounceRequest.of(swarm2, id(2), 3002, 0, 0, 0, AnnounceEvent.STARTED));
            for (InfoHash infoHash : List.of(v1, v2)) {
                assertThat(client.fetch(infoHash).read().peers())
                        .extracting(PeerAddress::port)
                        .containsExactlyInAnyOrder(3001, 3002);
                TorrentDetail detail = client.detail(infoHash);
                assertThat(detail.torrent().infoHash()).isEqualTo(v1.hex());
                assertThat(detail.torrent().infoHashV2()).isEqualTo(v2.hex());
                assertThat(detail.torrent().words()).isEqualTo(12);
                assertThat(detail.torrent().sections()).isEqualTo(2);
                assertThat(detail.torrent().seeds()).isEqualTo(2);
                assertThat(detail.plan())
                        .containsExactly(
                                new TorrentDetail.SectionEntry("", 0, 500),
                                new TorrentDetail.SectionEntry("Introdução", 12, 1500));
            }
        }
    }

    @Test
    void the_announce_url_is_the_one_by_which_the_tracker_was_reached() throws Exception {
        byte[] torrent = Torrents.named("a");
        String path = "GET /api/torrents/" + Torrents.infoHash(torrent) + ".torrent";
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            client(tracker).publish(torrent, "");
            assertThat(announceUrl(tracker, path, "Host: tracker.example:81\r\n"))
                    .isEqualTo("http://tracker.example:81/announce");
            assertThat(announceUrl(tracker, path, "Host: [2001:db8::1]:81\r\n"))
                    .isEqualTo("http://[2001:db8::1]:81/announce");
            String self = "http://127.0.0.1:" + tracker.port() + "/announce";
            assertThat(announceUrl(tracker, path, "Host: a_b..%41\r\n")).isIn(self, "refused");
            assertThat(announceUrl(tracker, path, "Host: evil/x\r\n")).isIn(self, "refused");
            assertThat(announceUrl(tracker, path, "Host: user@evil\r\n")).isIn(self, "refused");
        }
        URI url = URI.create("https://tracker.example/t");
        try (TrackerServer tracker = TrackerServer.open(settings().withPublicUrl(url))) {
            assertThat(announceUrl(tracker, path, "Host: other\r\n")).isEqualTo("https://tracker.example/t/announce");
            assertThat(tracker.announceUri()).hasToString("https://tracker.example/t/announce");
        }
    }

    @Test
    void a_restart_loses_no_published_torrent_and_a_listed_only_tracker_serves_those() throws Exception {
        byte[] torrent = Torrents.named("a");
        Id20 swarm = Id20.of(Torrents.infoHash(torrent).bytes());
        AnnounceRequest listed = AnnounceRequest.of(swarm, id(1), 2001, 0, 0, 0, AnnounceEvent.STARTED);
        AnnounceRequest other = AnnounceRequest.of(id(9), id(1), 2001, 0, 0, 0, AnnounceEvent.STARTED);
        try (TrackerServer tracker = TrackerServer.open(settings().withListedOnly(true))) {
            assertThat(announce(tracker, listed)).isInstanceOf(AnnounceReply.Failure.class);
            client(tracker).publish(torrent, "");
            assertThat(announce(tracker, listed)).isInstanceOf(Peers.class);
        }
        try (TrackerServer tracker = TrackerServer.open(settings().withListedOnly(true))) {
            assertThat(tracker.torrentCount()).isEqualTo(1);
            assertThat(announce(tracker, listed)).isInstanceOf(Peers.class);
            assertThat(announce(tracker, other)).isInstanceOf(AnnounceReply.Failure.class);
            assertThat(client(tracker).fetch("a").read().infoHash()).isEqualTo(Torrents.infoHash(torrent));
        }
    }

    @Test
    void peers_announce_while_others_publish() throws Exception {
        try (TrackerServer tracker = TrackerServer.open(settings());
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> publishing = java.util.stream.IntStream.range(0, 2)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int i = 0; i < 30; i++) {
                            client(tracker).publish(Torrents.named("file-" + thread + "-" + i), "");
                        }
                        return null;
                    }))
                    .toList();
            List<Future<?>> announcing = java.util.stream.IntStream.range(0, 2)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int i = 1; i <= 100; i++) {
                            announce(
                                    tracker,
                                    AnnounceRequest.of(
                                            id(1), id(i), 2000 * (thread + 1) + i, 0, 0, 1, AnnounceEvent.STARTED));
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> future : publishing) {
                future.get();
            }
            for (Future<?> future : announcing) {
                future.get();
            }
            assertThat(tracker.torrentCount()).isEqualTo(60);
            Peers reply =
                    (Peers) announce(tracker, AnnounceRequest.of(id(1), id(1), 9999, 0, 0, 1, AnnounceEvent.STARTED));
            assertThat(reply.leeches()).isEqualTo(201);
        }
    }

    @Test
    void a_port_that_is_taken_is_named_with_what_to_do() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            TrackerSettings settings = TrackerSettings.of("127.0.0.1", taken.getLocalPort(), folder);
            assertThatThrownBy(() -> TrackerServer.open(settings))
                    .isInstanceOfSatisfying(
                            TrackerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PORT_TAKEN))
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("choose another port");
        }
        for (String elsewhere : List.of("192.0.2.1", "no.such.host.invalid")) {
            assertThatThrownBy(() -> TrackerServer.open(TrackerSettings.of(elsewhere, 0, folder)))
                    .isInstanceOfSatisfying(
                            TrackerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANNOT_LISTEN))
                    .hasMessageContaining(elsewhere);
        }
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            assertThatThrownBy(() -> TrackerServer.open(settings()))
                    .isInstanceOfSatisfying(
                            TrackerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DATA_FOLDER));
            assertThat(tracker.port()).isPositive();
        }
    }

    @Test
    void the_client_says_what_is_wrong_with_a_tracker() throws Exception {
        int port;
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            port = tracker.port();
            CatalogueClient client = client(tracker);
            client.publish(Torrents.named("a 1"), "Same");
            client.publish(Torrents.named("a 2"), "Same");
            fails(() -> client.fetch("a").read(), CatalogueClientException.Reason.AMBIGUOUS, "info-hash");
            fails(() -> client.fetch("same").read(), CatalogueClientException.Reason.AMBIGUOUS, "a 1");
            fails(() -> client.fetch("b").read(), CatalogueClientException.Reason.NOT_FOUND, "nothing named");
            fails(() -> client.fetch(" ").read(), CatalogueClientException.Reason.NOT_FOUND, "nothing named");
            fails(() -> client.fetch("0".repeat(40)).read(), CatalogueClientException.Reason.NOT_FOUND, "0".repeat(40));
            fails(() -> client.publish(new byte[3], ""), CatalogueClientException.Reason.REFUSED, "not publish");
            assertThat(client.fetch("a 2").read().info().name()).isEqualTo("a 2");
        }
        CatalogueClient client = new CatalogueClient(URI.create("http://127.0.0.1:" + port), "test");
        fails(
                () -> client.search("a", 1),
                CatalogueClientException.Reason.UNREACHABLE,
                "http://127.0.0.1:" + port + "/");
    }

    @Test
    void a_closed_tracker_gives_its_port_and_folder_back() throws Exception {
        TrackerServer first = TrackerServer.open(settings());
        first.close();
        try (TrackerServer second =
                TrackerServer.open(TrackerSettings.of("127.0.0.1", first.uri().getPort(), folder))) {
            assertThat(second.port()).isEqualTo(first.uri().getPort());
        }
    }
}
