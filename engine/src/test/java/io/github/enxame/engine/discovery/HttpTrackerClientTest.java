package io.github.enxame.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeRequest;
import io.github.enxame.protocol.url.LenientUrl;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpTrackerClientTest {
    private static final String PEERS = "d8:intervali60e5:peers6:\u0001\u0002\u0003\u0004\u001a\u00e1e";
    private static final AnnounceRequest REQUEST =
            AnnounceRequest.of(Id20.of(new byte[20]), Id20.of(new byte[20]), 6881, 1, 2, 3, AnnounceEvent.STARTED);

    private final HttpTrackerClient client = new HttpTrackerClient("Enxame/test", System::nanoTime);

    @AfterEach
    void close() {
        client.close();
    }

    private AnnounceResult announce(URI tracker) throws Exception {
        return announce(client, tracker);
    }

    private static AnnounceResult announce(HttpTrackerClient client, URI tracker) throws Exception {
        CompletableFuture<AnnounceResult> result = new CompletableFuture<>();
        client.announce(tracker, REQUEST, result::complete);
        return result.get(50, TimeUnit.SECONDS);
    }

    private static void unreachable(AnnounceResult result, String... parts) {
        assertThat(result).isInstanceOf(AnnounceResult.Unreachable.class);
        assertThat(((AnnounceResult.Unreachable) result).why()).contains(parts);
    }

    @Test
    void a_reply_comes_back_with_the_time_it_took() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("200 OK", "", PEERS))) {
            AnnounceResult result = announce(server.uri("/announce?passkey=x"));
            assertThat(result).isInstanceOfSatisfying(AnnounceResult.Announced.class, announced -> {
                assertThat(announced.rttNanos()).isPositive();
                assertThat(((AnnounceReply.Peers) announced.reply()).peers())
                        .isEqualTo(List.of(new PeerAddress(InetAddress.ofLiteral("1.2.3.4"), 6881)));
            });
            assertThat(server.requests).hasSize(1);
            assertThat(server.requests.peek())
                    .startsWith("GET /announce?passkey=x&info_hash=%00%00")
                    .contains("event=started", "User-Agent: Enxame/test");
        }
    }

    private ScrapeResult scrape(URI tracker) throws Exception {
        CompletableFuture<ScrapeResult> result = new CompletableFuture<>();
        client.scrape(tracker, new ScrapeRequest(List.of(REQUEST.infoHash())), result::complete);
        return result.get(50, TimeUnit.SECONDS);
    }

    @Test
    void a_scrape_goes_where_bep_48_says_and_brings_counts() throws Exception {
        String counts = "d5:filesd20:" + "\0".repeat(20) + "d8:completei5e10:downloadedi50e10:incompletei10eeee";
        try (RawServer server = new RawServer(RawServer.answering("200 OK", "", counts))) {
            assertThat(scrape(server.uri("/announce?passkey=x")))
                    .isEqualTo(new ScrapeResult.Scraped(
                            new ScrapeReply.Swarms(Map.of(REQUEST.infoHash(), new ScrapeReply.Counts(5, 50, 10)))));
            assertThat(server.requests.peek()).startsWith("GET /scrape?passkey=x&info_hash=%00%00");
        }
    }

    @Test
    void a_scrape_that_brings_no_counts_says_why() throws Exception {
        assertThat(scrape(URI.create("http://127.0.0.1:9/other")))
                .isInstanceOfSatisfying(ScrapeResult.Unreachable.class, unreachable -> assertThat(unreachable.why())
                        .contains("/other", "has none to give"));
        try (RawServer server = new RawServer(RawServer.answering("404 Not Found", "", "nothing"))) {
            assertThat(scrape(server.uri("/announce"))).isInstanceOf(ScrapeResult.Unreachable.class);
        }
        try (RawServer server = new RawServer(RawServer.answering("200 OK", "", "d14:failure reason2:noe"))) {
            assertThat(scrape(server.uri("/announce")))
                    .isEqualTo(new ScrapeResult.Scraped(new ScrapeReply.Failure("no")));
        }
    }

    @Test
    void a_refusal_with_an_error_status_is_still_a_refusal() throws Exception {
        try (RawServer server =
                new RawServer(RawServer.answering("403 Forbidden", "", "d14:failure reason6:passeke"))) {
            assertThat(announce(server.uri("/announce")))
                    .isInstanceOfSatisfying(AnnounceResult.Announced.class, announced -> assertThat(announced.reply())
                            .isEqualTo(new AnnounceReply.Failure("passek", 0)));
        }
    }

    @Test
    void redirects_are_followed_up_to_a_limit() throws Exception {
        try (RawServer server = new RawServer((head, out) -> {
            if (head.startsWith("GET /announce/new")) {
                RawServer.answering("200 OK", "", PEERS).handle(head, out);
            } else {
                String to = head.startsWith("GET /loop/announce") ? "/loop/announce" : "/announce/new";
                RawServer.answering("302 Found", "Location: " + to + "\r\n", "").handle(head, out);
            }
        })) {
            assertThat(announce(server.uri("/old/announce"))).isInstanceOf(AnnounceResult.Announced.class);
            unreachable(announce(server.uri("/loop/announce")), "redirects more than 5 times");
            assertThat(server.requests).hasSize(2 + 6);
        }
    }

    @Test
    void a_redirect_to_a_file_or_another_service_of_this_machine_is_refused() throws Exception {
        try (RawServer server = new RawServer((head, out) -> {
            String to = head.startsWith("GET /file/announce") ? "file:///etc/passwd" : "/api/delete";
            RawServer.answering("302 Found", "Location: " + to + "\r\n", "").handle(head, out);
        })) {
            unreachable(announce(server.uri("/file/announce")), "redirects to what is no URL");
            unreachable(announce(server.uri("/x/announce")), "on this machine");
            unreachable(announce(server.uri("/admin")), "on this machine");
        }
    }

    @Test
    void what_goes_wrong_is_said_with_the_tracker_and_what_to_do() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        URI down = URI.create("http://127.0.0.1:" + free + "/announce");
        unreachable(announce(down), down.toString(), "check that the tracker is running");
        unreachable(announce(URI.create("udp://127.0.0.1:1/announce")), "only http and https", "udp");
        unreachable(announce(URI.create("http:///announce")), "no host");
        unreachable(announce(URI.create("http://tracker.invalid/announce")), "no host named tracker.invalid");
    }

    private List<PeerAddress> peers(URI tracker) throws Exception {
        AnnounceResult.Announced announced = (AnnounceResult.Announced) announce(tracker);
        return ((AnnounceReply.Peers) announced.reply()).peers();
    }

    private static URI at(RawServer server, String user, String target) throws Exception {
        return LenientUrl.parse(server.uri("").toString().replace("://", "://" + user) + target);
    }

    @Test
    void a_url_is_asked_as_the_field_writes_it() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("200 OK", "", PEERS))) {
            assertThat(peers(at(server, "", "/announce.php?authkey=1|2|A b{c}50%")))
                    .hasSize(1);
            assertThat(server.requests.poll())
                    .startsWith("GET /announce.php?authkey=1%7C2%7CA%20b%7Bc%7D50%25&info_hash=")
                    .contains("Accept-Encoding: identity")
                    .doesNotContain("Authorization");
        }
    }

    @Test
    void a_name_and_password_are_sent_to_the_server_that_they_are_for_and_never_shown() throws Exception {
        try (RawServer other = new RawServer(RawServer.answering("401 Unauthorized", "", "who?"));
                RawServer server = new RawServer((head, out) -> {
                    String to = head.startsWith("GET /same/announce")
                            ? "/announce/x"
                            : other.uri("/x/announce").toString();
                    RawServer.answering("302 Found", "Location: " + to + "\r\n", "")
                            .handle(head, out);
                })) {
            AnnounceResult result = announce(at(server, "me:s%40cret@", "/same/announce"));
            unreachable(result, "http://***@127.0.0.1", "name and a password");
            assertThat(result.toString()).doesNotContain("cret");
            assertThat(server.requests).hasSize(2).allMatch(head -> head.contains("Authorization: Basic bWU6c0BjcmV0"));
            assertThat(other.requests).hasSize(1).noneMatch(head -> head.contains("Authorization"));
        }
    }

    @Test
    void peers_named_by_a_host_name_are_looked_up() throws Exception {
        String reply = "d8:intervali1800e5:peersld2:ip9:localhost4:porti6881eed2:ip12:peer.invalid4:porti1eeee";
        try (RawServer server = new RawServer(RawServer.answering("200 OK", "", reply))) {
            assertThat(peers(server.uri("/announce")))
                    .isNotEmpty()
                    .allMatch(peer -> peer.port() == 6881 && peer.ip().isLoopbackAddress());
        }
    }

    @Test
    void garbage_is_named() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("200 OK", "", "<html>welcome</html>"))) {
            unreachable(announce(server.uri("/announce")), "web page", "announce URL");
        }
        try (RawServer server = new RawServer(RawServer.answering("404 Not Found", "", "no"))) {
            unreachable(announce(server.uri("/announce")), "HTTP status 404");
        }
        try (RawServer server = new RawServer((head, out) -> out.write(new byte[] {1, 2, 3, '\n', '\n'}))) {
            unreachable(announce(server.uri("/announce")), "Cannot announce");
        }
        try (RawServer server = new RawServer((head, out) -> {})) {
            unreachable(announce(server.uri("/announce")), "Cannot announce");
        }
    }

    @Test
    void an_endless_reply_is_cut_off() throws Exception {
        try (RawServer server = new RawServer((head, out) -> {
            out.write("HTTP/1.0 200 OK\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] junk = new byte[1 << 16];
            while (true) {
                out.write(junk);
            }
        })) {
            unreachable(announce(server.uri("/announce")), "longer than 1048576 bytes");
        }
    }

    @Test
    void a_tracker_that_never_ends_its_answer_is_given_up_in_time() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = new RawServer((head, out) -> {
                    out.write("HTTP/1.0 200 OK\r\n\r\nd8:".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    out.flush();
                    over.await();
                });
                HttpTrackerClient hasty = new HttpTrackerClient(
                        "Enxame/test", System::nanoTime, SourceAddress.ANY, Duration.ofMillis(300))) {
            unreachable(announce(hasty, server.uri("/announce")), "Cannot announce");
            over.countDown();
        }
    }

    @Test
    void many_announces_at_once_all_come_back() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("200 OK", "", PEERS))) {
            int count = HttpTrackerClient.MAX_AT_ONCE * 4;
            CountDownLatch answered = new CountDownLatch(count);
            for (int i = 0; i < count; i++) {
                client.announce(server.uri("/announce"), REQUEST, result -> {
                    if (result instanceof AnnounceResult.Announced) {
                        answered.countDown();
                    }
                });
            }
            assertThat(answered.await(50, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/admin/delete?all=1",
                "http://0.0.0.0:PORT/admin/delete?all=1",
                "http://0:PORT/admin/delete",
                "http://[::]:PORT/admin/delete",
                "http://[::ffff:127.0.0.1]:PORT/admin/delete",
                "http://[::ffff:0.0.0.0]:PORT/admin",
                "http://2130706433:PORT/admin",
                "http://127.1:PORT/admin",
                "http://0x7f000001:PORT/admin",
                "http://017700000001:PORT/admin",
                "http://127.0.0.1:PORT/admin;/announce/../delete",
                "http://127.0.0.1:PORT/announce/../delete",
                "http://127.0.0.1:PORT/announce/delete",
                "http://127.0.0.1:PORT/admin/delete;/announce",
                "http://127.0.0.1:PORT/delete%2fannounce",
                "http://127.0.0.1:PORT/delete/%2e%2e/announce",
                "http://127.0.0.1:PORT/announcement",
                "http://127.0.0.1:PORT/?/announce",
                "http://127.0.0.1:PORT/redirect/announce",
                "http://127.0.0.1:PORT/any/announce"
            })
    void no_other_service_of_this_machine_is_called(String url) throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("200 OK", "", PEERS))) {
            String port = Integer.toString(server.uri("/").getPort());
            try (RawServer first = new RawServer((head, out) -> {
                String host = head.startsWith("GET /any") ? "0.0.0.0" : "127.0.0.1";
                RawServer.answering("302 Found", "Location: http://" + host + ":" + port + "/admin?x=y\r\n", "")
                        .handle(head, out);
            })) {
                boolean redirect = url.contains("redirect") || url.contains("any");
                String at = redirect ? Integer.toString(first.uri("/").getPort()) : port;
                assertThat(announce(URI.create(url.replace("PORT", at))))
                        .isInstanceOf(AnnounceResult.Unreachable.class);
                assertThat(server.requests).isEmpty();
            }
        }
    }
}
