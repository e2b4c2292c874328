package io.github.enxame.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceReply.Peers;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.catalogue.PublisherKey;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the tracker does not let strangers, browsers and proxies do. */
@Timeout(120)
class TrackerGuardsTest extends TrackerServerRig {
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
                    assertThat(client.fetch(what).read().infoHash()).as(what).isEqualTo(Torrents.infoHash(torrent));
                }
            }
            client.withdraw(Torrents.infoHash(foreign), other.orElseThrow());
            assertThat(client.find("thesis.pdf").length()).isEqualTo(100);
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
}
