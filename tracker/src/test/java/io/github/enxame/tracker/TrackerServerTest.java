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
import io.github.enxame.tracker.catalogue.PublisherKey;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TrackerServerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.EPOCH);

    @TempDir
    private Path folder;

    private TrackerSettings settings() {
        return TrackerSettings.of("127.0.0.1", 0, folder);
    }

    private static Id20 id(int number) {
        byte[] bytes = new byte[20];
        bytes[0] = (byte) 0xff;
        bytes[1] = '%';
        bytes[2] = '&';
        bytes[19] = (byte) number;
        return Id20.of(bytes);
    }

    private static AnnounceReply announce(TrackerServer tracker, AnnounceRequest request) throws Exception {
        RawHttp.Answer answer = RawHttp.get(request.toUri(tracker.announceUri()));
        assertThat(answer.status()).isEqualTo(200);
        return AnnounceReply.decode(answer.body());
    }

    private static CatalogueClient client(TrackerServer tracker) {
        return new CatalogueClient(tracker.announceUri(), "test");
    }

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
    void malformed_announces_are_refused_as_bep_3_has_it() throws Exception {
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            for (String query : List.of("", "?", "?info_hash=%zz", "?info_hash=a", "?%00%ff%&&&===")) {
                RawHttp.Answer answer = RawHttp.request(tracker.port(), "GET /announce" + query, "", new byte[0]);
                assertThat(answer.status()).as(query).isEqualTo(200);
                assertThat(AnnounceReply.decode(answer.body())).as(query).isInstanceOf(AnnounceReply.Failure.class);
            }
            assertThat(RawHttp.request(tracker.port(), "GET /scrape", "", new byte[0])
                            .text())
                    .contains("info_hash");
            assertThat(RawHttp.request(tracker.port(), "POST /announce", "", new byte[0])
                            .status())
                    .isEqualTo(405);
            assertThat(RawHttp.request(tracker.port(), "GET /healthz", "", new byte[0])
                            .text())
                    .isEqualTo("ok\n");
            assertThat(RawHttp.request(tracker.port(), "GET /../../etc/passwd", "", new byte[0])
                            .status())
                    .isBetween(400, 404);
            assertThat(RawHttp.request(tracker.port(), "GET /" + "a".repeat(20_000), "", new byte[0])
                            .status())
                    .isEqualTo(414);
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

            Metainfo fetched = client.torrent("TESE.pdf");
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
                assertThat(client.torrent(infoHash).peers())
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

    private static String announceUrl(TrackerServer tracker, String path, String host) throws Exception {
        RawHttp.Answer answer = RawHttp.request(tracker.port(), path, host, new byte[0]);
        return answer.status() != 200
                ? "refused"
                : Metainfo.parse(answer.body()).trackers().getFirst().getFirst().toString();
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
            assertThat(client(tracker).torrent("a").infoHash()).isEqualTo(Torrents.infoHash(torrent));
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
    void a_web_page_of_somebody_else_cannot_publish() throws Exception {
        byte[] torrent = Torrents.named("a");
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            String type = "Content-Type: application/x-bittorrent\r\n";
            String host = "Host: 127.0.0.1:" + tracker.port() + "\r\n";
            assertThat(publish(tracker, host + "Content-Type: text/plain\r\n", torrent))
                    .isEqualTo(403);
            assertThat(publish(tracker, host + type + "Origin: http://evil.example\r\n", torrent))
                    .isEqualTo(403);
            assertThat(publish(tracker, host + type + "Origin: null\r\n", torrent))
                    .isEqualTo(403);
            assertThat(tracker.torrentCount()).isZero();
            assertThat(publish(tracker, host + type, torrent)).isEqualTo(201);
            assertThat(publish(tracker, host + type, torrent)).isEqualTo(200);
            assertThat(publish(tracker, host + type, new byte[10])).isEqualTo(400);
            byte[] large = new byte[12 << 20];
            for (int i = 0; i < 20; i++) {
                assertThat(publish(tracker, host + type, large))
                        .as("while it is still being sent")
                        .isEqualTo(413);
                assertThat(publish(tracker, host + "Content-Type: text/plain\r\n", large))
                        .isEqualTo(403);
            }
            String declared = host + type + "Content-Length: 900000000\r\n";
            assertThat(RawHttp.request(tracker.port(), "POST /api/publish", declared, new byte[0])
                            .status())
                    .isEqualTo(413);
        }
    }

    private static int publish(TrackerServer tracker, String headers, byte[] torrent) throws Exception {
        return RawHttp.request(tracker.port(), "POST /api/publish", headers, torrent)
                .status();
    }

    @Test
    void hostile_catalogue_requests_are_refused_in_json() throws Exception {
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            for (String target : List.of(
                    "GET /api/torrents/zz",
                    "GET /api/torrents/" + "é".repeat(20),
                    "GET /api/torrents/..%2f..%2fetc",
                    "GET /api/nothing",
                    "DELETE /api/search",
                    "GET /api/torrents/" + "0".repeat(40))) {
                RawHttp.Answer answer = RawHttp.request(tracker.port(), target, "", new byte[0]);
                assertThat(answer.status()).as(target).isBetween(400, 405);
            }
            for (String query :
                    List.of("?q=%ff%fe", "?q=%zz", "?q=&limit=-1", "?q=\"&limit=99999999999", "?limit=1e9")) {
                RawHttp.Answer answer = RawHttp.request(tracker.port(), "GET /api/search" + query, "", new byte[0]);
                assertThat(answer.status()).as(query).isBetween(200, 400);
            }
        }
    }

    private static String externalIp(TrackerServer tracker, String headers) throws Exception {
        AnnounceRequest request = AnnounceRequest.of(id(1), id(2), 5000, 0, 0, 0, AnnounceEvent.STARTED);
        return externalIp(tracker, "GET /announce?" + request.toQuery(), "Host: x\r\n" + headers);
    }

    @Test
    void behind_a_proxy_its_word_about_the_source_counts_and_otherwise_not() throws Exception {
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            assertThat(externalIp(tracker, "X-Forwarded-For: 203.0.113.7\r\n")).isEqualTo("127.0.0.1");
        }
        try (TrackerServer tracker = TrackerServer.open(settings().withProxies(AddressRanges.parse("10.0.0.0/8")))) {
            assertThat(externalIp(tracker, "X-Forwarded-For: 203.0.113.7\r\n"))
                    .as("127.0.0.1 is no proxy of ours")
                    .isEqualTo("127.0.0.1");
        }
        AddressRanges proxies = AddressRanges.parse("127.0.0.0/8, 10.0.0.0/8");
        try (TrackerServer tracker = TrackerServer.open(settings().withProxies(proxies))) {
            assertThat(externalIp(tracker, "")).isEqualTo("127.0.0.1");
            assertThat(externalIp(tracker, "X-Forwarded-For: 192.0.2.1, 203.0.113.7\r\n"))
                    .isEqualTo("203.0.113.7");
            assertThat(externalIp(tracker, "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 203.0.113.7, 10.1.2.3\r\n"))
                    .as("a proxy behind a proxy")
                    .isEqualTo("203.0.113.7");
            assertThat(externalIp(tracker, "X-Forwarded-For: 203.0.113.8:51234\r\n"))
                    .isEqualTo("203.0.113.8");
            assertThat(externalIp(tracker, "X-Forwarded-For: [2001:db8::1]:443\r\n"))
                    .isEqualTo("2001:db8:0:0:0:0:0:1");
            assertThat(externalIp(tracker, "X-Forwarded-For: \"[2001:db8::2]\"\r\n"))
                    .isEqualTo("2001:db8:0:0:0:0:0:2");
            assertThat(externalIp(tracker, "X-Forwarded-For: 2001:db8::3\r\n")).isEqualTo("2001:db8:0:0:0:0:0:3");
            assertThat(warning(tracker, "X-Forwarded-For: junk\r\n")).contains("does not know your address");
            assertThat(warning(tracker, "X-Forwarded-For: 203.0.113.7, unknown\r\n"))
                    .contains("does not know your address");
        }
    }

    private static String warning(TrackerServer tracker, String headers) throws Exception {
        AnnounceRequest request = AnnounceRequest.of(id(3), id(2), 5000, 0, 0, 0, AnnounceEvent.STARTED)
                .withIp(InetAddress.ofLiteral("203.0.113.25"));
        RawHttp.Answer answer = RawHttp.request(
                tracker.port(), "GET /announce?" + request.toQuery(), "Host: x\r\n" + headers, new byte[0]);
        return ((Peers) AnnounceReply.decode(answer.body())).warning();
    }

    @Test
    void what_a_browser_is_made_to_ask_lists_nobody() throws Exception {
        AnnounceRequest leech = AnnounceRequest.of(id(3), id(9), 5009, 0, 0, 7, AnnounceEvent.STARTED);
        try (TrackerServer tracker = TrackerServer.open(settings().withTrusted(AddressRanges.LOOPBACK))) {
            for (String headers : List.of(
                    "Referer: http://evil.example/\r\n",
                    "Origin: null\r\n",
                    "Sec-Fetch-Site: cross-site\r\n",
                    "User-Agent: Mozilla/5.0 (X11)\r\nAccept-Language: pt-BR\r\n")) {
                assertThat(warning(tracker, headers)).as(headers).contains("web page");
            }
            assertThat(((Peers) announce(tracker, leech)).peers()).isEmpty();
            assertThat(warning(tracker, "User-Agent: Mozilla/4.0\r\n")).isEmpty();
            assertThat(((Peers) announce(tracker, leech)).peers())
                    .as("a program at a trusted address names another")
                    .containsExactly(new PeerAddress(InetAddress.ofLiteral("203.0.113.25"), 5000));
        }
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            assertThat(warning(tracker, "User-Agent: Mozilla/4.0\r\n")).isEmpty();
            assertThat(((Peers) announce(tracker, leech)).peers())
                    .as("nobody is trusted unless the operator says so")
                    .containsExactly(new PeerAddress(LOOPBACK, 5000));
        }
    }

    @Test
    void an_announce_is_known_by_the_last_segment_of_its_path() throws Exception {
        AnnounceRequest request = AnnounceRequest.of(id(1), id(2), 5000, 0, 0, 0, AnnounceEvent.STARTED);
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            for (String path : List.of("/announce", "/announce/", "//announce", "/announce//", "/passkey/announce")) {
                RawHttp.Answer answer =
                        RawHttp.request(tracker.port(), "GET " + path + "?" + request.toQuery(), "", new byte[0]);
                assertThat(answer.status()).as(path).isEqualTo(200);
                assertThat(AnnounceReply.decode(answer.body())).as(path).isInstanceOf(Peers.class);
            }
            for (String path : List.of("/", "//", "/announce.html", "/announce/x", "/xannounce")) {
                RawHttp.Answer answer = RawHttp.request(tracker.port(), "GET " + path, "", new byte[0]);
                assertThat(answer.status()).as(path).isEqualTo(404);
            }
        }
    }

    private static String externalIp(TrackerServer tracker, String target, String headers) throws Exception {
        Peers reply = (Peers) AnnounceReply.decode(
                RawHttp.request(tracker.port(), target, headers, new byte[0]).body());
        return reply.externalIp().orElseThrow().getHostAddress();
    }

    @Test
    void the_client_says_what_is_wrong_with_a_tracker() throws Exception {
        int port;
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            port = tracker.port();
            CatalogueClient client = client(tracker);
            client.publish(Torrents.named("a 1"), "Same");
            client.publish(Torrents.named("a 2"), "Same");
            fails(() -> client.torrent("a"), CatalogueClientException.Reason.AMBIGUOUS, "info-hash");
            fails(() -> client.torrent("same"), CatalogueClientException.Reason.AMBIGUOUS, "a 1");
            fails(() -> client.torrent("b"), CatalogueClientException.Reason.NOT_FOUND, "nothing named");
            fails(() -> client.torrent(" "), CatalogueClientException.Reason.NOT_FOUND, "nothing named");
            fails(() -> client.torrent("0".repeat(40)), CatalogueClientException.Reason.NOT_FOUND, "0".repeat(40));
            fails(() -> client.publish(new byte[3], ""), CatalogueClientException.Reason.REFUSED, "not publish");
            assertThat(client.torrent("a 2").info().name()).isEqualTo("a 2");
        }
        CatalogueClient client = new CatalogueClient(URI.create("http://127.0.0.1:" + port), "test");
        fails(
                () -> client.search("a", 1),
                CatalogueClientException.Reason.UNREACHABLE,
                "http://127.0.0.1:" + port + "/");
    }

    private interface Asking {
        void run() throws Exception;
    }

    private static void fails(Asking asking, CatalogueClientException.Reason reason, String part) {
        assertThatThrownBy(asking::run)
                .isInstanceOfSatisfying(CatalogueClientException.class, e -> assertThat(e.reason())
                        .isEqualTo(reason))
                .hasMessageContaining(part);
    }

    @Test
    void silent_connections_keep_nobody_out() throws Exception {
        AnnounceRequest request = AnnounceRequest.of(id(1), id(2), 5000, 0, 0, 0, AnnounceEvent.STARTED);
        List<Socket> silent = new ArrayList<>();
        try (TrackerServer tracker = TrackerServer.open(settings())) {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket(LOOPBACK, tracker.port());
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write("GET /announce HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
                silent.add(socket);
            }
            assertThat(silent.getFirst().getInputStream().read())
                    .as("the oldest makes room")
                    .isEqualTo(-1);
            assertThat(announce(tracker, request)).isInstanceOf(Peers.class);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
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

    @Test
    void a_second_thesis_of_somebody_else_leaves_the_first_reachable() throws Exception {
        Optional<PublisherKey> honest = PublisherKey.parse("a".repeat(64));
        Optional<PublisherKey> other = PublisherKey.parse("b".repeat(64));
        byte[] first = Torrents.named("thesis.pdf", 100);
        byte[] corrected = Torrents.named("thesis.pdf", 200);
        byte[] foreign = Torrents.named("thesis.pdf", 300);
        try (TrackerServer tracker =
                TrackerServer.open(settings(), System::nanoTime, clock::get, new SplittableRandom(1))) {
            CatalogueClient client = client(tracker);
            clock.set(Instant.ofEpochSecond(1));
            client.publish(first, "Thesis", honest);
            clock.set(Instant.ofEpochSecond(2));
            client.publish(corrected, "Thesis", honest);
            assertThat(client.find("thesis.pdf").length()).as("the newest").isEqualTo(200);
            Id20 swarm = Id20.of(Torrents.infoHash(first).bytes());
            announce(tracker, AnnounceRequest.of(swarm, id(1), 6881, 0, 0, 0, AnnounceEvent.STARTED));
            assertThat(client.find("Thesis").length())
                    .as("the newest that somebody has")
                    .isEqualTo(100);
            assertThat(client.search("thesis", 9))
                    .extracting(TorrentEntry::replaced)
                    .containsExactly(false, true);

            client.publish(foreign, "Thesis", other);
            fails(() -> client.find("thesis.pdf"), CatalogueClientException.Reason.AMBIGUOUS, "300 bytes");
            fails(() -> client.find("thesis.pdf"), CatalogueClientException.Reason.AMBIGUOUS, "an older version");
            for (byte[] torrent : List.of(first, corrected, foreign)) {
                String hex = Torrents.infoHash(torrent).hex();
                for (String what : List.of("thesis.pdf@" + hex.substring(0, 4), hex.substring(0, 8), hex)) {
                    assertThat(client.torrent(what).infoHash()).as(what).isEqualTo(Torrents.infoHash(torrent));
                }
            }
            client.withdraw(Torrents.infoHash(foreign), other.orElseThrow());
            assertThat(client.find("thesis.pdf").length()).isEqualTo(100);
        }
    }
}
