package io.github.enxame.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.http.OperatorKey;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Strangers at the catalogue. */
@Timeout(120)
class CatalogueApiTest {
    private static final String TYPE = "Content-Type: application/x-bittorrent\r\n";
    private static final int LARGE = 4 << 20;

    @TempDir
    private Path folder;

    private TrackerServer open() throws TrackerException {
        return TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder));
    }

    private static RawHttp.Answer publish(TrackerServer tracker, String headers, byte[] torrent) throws Exception {
        return RawHttp.request(tracker.port(), "POST /api/publish", headers, torrent);
    }

    private static int delete(TrackerServer tracker, InfoHash infoHash, String headers) throws Exception {
        return RawHttp.request(tracker.port(), "DELETE /api/torrents/" + infoHash, headers, new byte[0])
                .status();
    }

    @Test
    void no_request_of_a_browser_publishes_or_withdraws_whatever_name_it_borrowed() throws Exception {
        byte[] torrent = Torrents.named("a");
        try (TrackerServer tracker = open()) {
            String own = "127.0.0.1:" + tracker.port();
            for (String marked : List.of(
                    "Origin: http://" + own + "\r\n",
                    "Host: evil.example\r\nOrigin: http://evil.example\r\n",
                    "Sec-Fetch-Site: same-origin\r\n",
                    "sec-fetch-mode: cors\r\n")) {
                assertThat(publish(tracker, TYPE + marked, torrent).status())
                        .as(marked)
                        .isEqualTo(403);
                assertThat(delete(tracker, Torrents.infoHash(torrent), marked)).isEqualTo(403);
            }
            assertThat(tracker.torrentCount()).isZero();
            assertThat(publish(tracker, TYPE + "Host: tracker.example\r\n", torrent)
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void who_published_withdraws_with_the_key_and_nobody_else() throws Exception {
        byte[] torrent = Torrents.named("a");
        InfoHash infoHash = Torrents.infoHash(torrent);
        String header = "Enxame-Publisher-Key: ";
        String mine = header + "ab".repeat(32) + "\r\n";
        try (TrackerServer tracker = open()) {
            assertThat(publish(tracker, TYPE + mine, torrent).status()).isEqualTo(201);
            assertThat(publish(tracker, TYPE + header + "short\r\n", torrent).status())
                    .isEqualTo(400);
            assertThat(delete(tracker, infoHash, "")).isEqualTo(403);
            assertThat(delete(tracker, infoHash, header + "cd".repeat(32) + "\r\n"))
                    .isEqualTo(403);
            assertThat(delete(tracker, infoHash, mine)).isEqualTo(200);
            assertThat(delete(tracker, infoHash, mine)).isEqualTo(404);
            assertThat(tracker.torrentCount()).isZero();
        }
    }

    @Test
    void the_operator_removes_with_the_key_that_only_its_user_may_read() throws Exception {
        byte[] torrent = Torrents.named("a");
        InfoHash infoHash = Torrents.infoHash(torrent);
        try (TrackerServer tracker = open()) {
            publish(tracker, TYPE, torrent);
            OperatorKey.RunningTracker running = OperatorKey.read(folder).orElseThrow();
            assertThat(running.url()).isEqualTo("http://127.0.0.1:" + tracker.port() + "/");
            assertThat(Files.getPosixFilePermissions(folder.resolve("operator.json")))
                    .hasToString("[OWNER_READ, OWNER_WRITE]");
            assertThat(delete(tracker, infoHash, "Enxame-Operator-Key: " + "0".repeat(64) + "\r\n"))
                    .isEqualTo(403);
            assertThat(delete(tracker, infoHash, "Enxame-Operator-Key: " + running.key() + "\r\n"))
                    .isEqualTo(200);
        }
        assertThat(OperatorKey.read(folder)).isEmpty();
    }

    @Test
    void a_long_torrent_is_handed_out_whole() throws Exception {
        byte[] torrent = Torrents.large("a", LARGE);
        try (TrackerServer tracker = open()) {
            CatalogueClient client = new CatalogueClient(tracker.uri(), "test");
            client.publish(torrent, "");
            Metainfo fetched = client.fetch(Torrents.infoHash(torrent)).read();
            assertThat(fetched.encode())
                    .isEqualTo(Metainfo.parse(torrent)
                            .withTrackers(List.of(List.of(tracker.announceUri())))
                            .encode());
        }
    }

    @Test
    void readers_that_do_not_read_hold_neither_memory_nor_threads() throws Exception {
        byte[] torrent = Torrents.large("a", LARGE);
        InfoHash infoHash = Torrents.infoHash(torrent);
        List<Socket> stuck = new ArrayList<>();
        try (TrackerServer tracker = open()) {
            CatalogueClient client = new CatalogueClient(tracker.uri(), "test");
            client.publish(torrent, "");
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(2048);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), tracker.port()));
                socket.getOutputStream()
                        .write(("GET /api/torrents/" + infoHash + ".torrent HTTP/1.1\r\nHost: x\r\n\r\n")
                                .getBytes(US_ASCII));
                stuck.add(socket);
            }
            assertThat(client.search("a", 9)).hasSize(1);
            assertThat(client.fetch(infoHash).read().infoHash())
                    .as("there is room for who reads")
                    .isEqualTo(infoHash);
            for (Socket socket : stuck) {
                socket.close();
            }
            assertThat(client.fetch(infoHash).read().infoHash()).isEqualTo(infoHash);
        }
    }

    @Test
    void bodies_that_never_end_leave_room_for_others() throws Exception {
        byte[] body = Torrents.large("never", LARGE);
        List<Socket> stuck = new ArrayList<>();
        try (TrackerServer tracker = open()) {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        tracker.port(),
                        InetAddress.ofLiteral("127.0.0." + (2 + i % 8)),
                        0);
                stuck.add(socket);
                socket.getOutputStream()
                        .write(("POST /api/publish HTTP/1.1\r\nHost: x\r\n" + TYPE + "Content-Length: " + body.length
                                        + "\r\n\r\n")
                                .getBytes(US_ASCII));
                socket.getOutputStream().write(body, 0, body.length / 4);
            }
            CatalogueClient client = new CatalogueClient(tracker.uri(), "test");
            client.publish(Torrents.large("honest", LARGE), "");
            assertThat(client.search("honest", 9)).hasSize(1);
            for (Socket socket : stuck) {
                socket.close();
            }
        }
    }

    @Test
    void who_publishes_too_much_is_told_when_to_come_back() throws Exception {
        try (TrackerServer tracker = open()) {
            String answer = "";
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tracker.port())) {
                // Else the system holds each body back for some time, since it is written after the head.
                socket.setTcpNoDelay(true);
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[8192];
                for (int i = 0; i < 600 && !answer.startsWith("HTTP/1.1 429"); i++) {
                    byte[] torrent = Torrents.named("f" + i % 3);
                    socket.getOutputStream()
                            .write(("POST /api/publish HTTP/1.1\r\nHost: x\r\n" + TYPE + "Content-Length: "
                                            + torrent.length + "\r\n\r\n")
                                    .getBytes(US_ASCII));
                    socket.getOutputStream().write(torrent);
                    answer = new String(buffer, 0, in.read(buffer), ISO_8859_1);
                }
            }
            assertThat(answer).startsWith("HTTP/1.1 429").contains("Retry-After: 1");
            assertThat(RawHttp.request(tracker.port(), "GET /api/search?q=f1", "", new byte[0])
                            .status())
                    .isEqualTo(200);
        }
    }
}
