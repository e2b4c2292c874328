package io.github.enxame.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.UdpTrackerReply;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UdpTrackerClientTest {
    private static final PeerAddress PEER = new PeerAddress(InetAddress.ofLiteral("192.0.2.9"), 6881);

    private final UdpTrackerClient client = new UdpTrackerClient(new SecureRandom(), System::nanoTime);

    @AfterEach
    void close() {
        client.close();
    }

    private static AnnounceRequest request(int torrent, int port, long left) {
        byte[] infoHash = new byte[Id20.LENGTH];
        infoHash[0] = (byte) torrent;
        byte[] peerId = new byte[Id20.LENGTH];
        peerId[0] = (byte) port;
        return AnnounceRequest.of(Id20.of(infoHash), Id20.of(peerId), port, 0, 0, left, AnnounceEvent.STARTED);
    }

    private AnnounceResult announce(URI tracker, AnnounceRequest request) throws Exception {
        return begin(tracker, request).get(50, TimeUnit.SECONDS);
    }

    private CompletableFuture<AnnounceResult> begin(URI tracker, AnnounceRequest request) {
        CompletableFuture<AnnounceResult> result = new CompletableFuture<>();
        client.announce(tracker, request, result::complete);
        return result;
    }

    private static List<PeerAddress> peers(AnnounceResult result) {
        assertThat(result).isInstanceOf(AnnounceResult.Announced.class);
        AnnounceReply reply = ((AnnounceResult.Announced) result).reply();
        assertThat(reply).isInstanceOf(AnnounceReply.Peers.class);
        return ((AnnounceReply.Peers) reply).peers();
    }

    @Test
    void anErrorOfWhoIsToldEndsNobodyElsesAnnounce() throws Exception {
        try (HandTracker tracker = new HandTracker("127.0.0.1")) {
            client.announce(tracker.uri(), request(1, 1, 0), _ -> {
                throw new IllegalStateException("a bug");
            });
            tracker.connect(5);
            tracker.name(tracker.take(), PEER);
            CompletableFuture<AnnounceResult> next = begin(tracker.uri(), request(2, 2, 0));
            tracker.name(tracker.take(), PEER);
            assertThat(peers(next.get(50, TimeUnit.SECONDS))).containsExactly(PEER);
        }
    }

    /** A tracker played by hand. */
    private static final class HandTracker implements AutoCloseable {
        private final DatagramSocket socket;
        private final byte[] buffer = new byte[2048];
        private final DatagramPacket packet = new DatagramPacket(buffer, buffer.length);

        HandTracker(String address) throws IOException {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        }

        URI uri() {
            String host = socket.getLocalAddress().getHostAddress();
            String shown = host.contains(":") ? "[" + host + "]" : host;
            return URI.create("udp://" + shown + ":" + socket.getLocalPort() + "/announce");
        }

        UdpTrackerRequest take() throws Exception {
            packet.setData(buffer);
            socket.receive(packet);
            return UdpTrackerRequest.decode(ByteBuffer.wrap(buffer, 0, packet.getLength()));
        }

        void answer(UdpTrackerReply reply) throws IOException {
            byte[] bytes = reply.encode(socket.getLocalAddress().getAddress().length == 16);
            socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }

        void connect(long connection) throws Exception {
            answer(new UdpTrackerReply.Connected(take().transaction(), connection));
        }

        void name(UdpTrackerRequest request, PeerAddress peer) throws IOException {
            answer(new UdpTrackerReply.Announced(
                    request.transaction(),
                    new AnnounceReply.Peers(60, 0, 1, 0, List.of(peer), "", "", Optional.empty())));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @Test
    void it_announces_over_ipv4_and_ipv6_with_one_socket() throws Exception {
        try (HandTracker four = new HandTracker("127.0.0.1");
                HandTracker six = new HandTracker("::1")) {
            CompletableFuture<AnnounceResult> fromFour = begin(four.uri(), request(1, 6881, 9));
            four.connect(7);
            four.name(four.take(), PEER);
            assertThat(peers(fromFour.get(50, TimeUnit.SECONDS))).containsExactly(PEER);
            int port = four.packet.getPort();

            PeerAddress far = new PeerAddress(InetAddress.ofLiteral("2001:db8::9"), 1);
            CompletableFuture<AnnounceResult> fromSix = begin(six.uri(), request(1, 6881, 9));
            six.connect(8);
            six.name(six.take(), far);
            assertThat(peers(fromSix.get(50, TimeUnit.SECONDS))).containsExactly(far);
            assertThat(six.packet.getPort()).isEqualTo(port);
        }
    }

    @Test
    void a_lost_datagram_is_sent_again_and_a_forged_answer_is_not_taken() throws Exception {
        try (HandTracker tracker = new HandTracker("127.0.0.1");
                HandTracker forger = new HandTracker("127.0.0.1")) {
            long start = System.nanoTime();
            CompletableFuture<AnnounceResult> result = begin(tracker.uri(), request(1, 6881, 9));
            UdpTrackerRequest lost = tracker.take();
            forger.packet.setSocketAddress(tracker.packet.getSocketAddress());
            forger.answer(new UdpTrackerReply.Refused(lost.transaction(), "forged"));
            UdpTrackerRequest again = tracker.take();
            assertThat(again).isEqualTo(lost);
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
            tracker.answer(new UdpTrackerReply.Connected(again.transaction(), 7));
            tracker.name(tracker.take(), PEER);
            assertThat(peers(result.get(50, TimeUnit.SECONDS))).containsExactly(PEER);
        }
    }

    @Test
    void an_unusable_url_is_told_at_once() throws Exception {
        for (String url : List.of("udp://127.0.0.1:70000", "udp://224.0.0.1:1", "udp://0.0.0.0:1", "udp:x")) {
            // A tracker that is asked and does not answer is waited for much longer.
            assertThat(begin(URI.create(url), request(1, 6881, 9)).get(10, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            AnnounceResult.Unreachable.class,
                            unreachable -> assertThat(unreachable.why()).contains(url));
        }
    }

    @Test
    void by_scheme_each_tracker_is_asked_its_way() throws Exception {
        try (HandTracker udp = new HandTracker("127.0.0.1");
                RawServer http =
                        new RawServer(RawServer.answering("200 OK", "", "d8:intervali60e5:peers6:\1\2\3\4\0\1e"));
                TrackersByScheme both =
                        new TrackersByScheme(new HttpTrackerClient("Enxame/test", System::nanoTime), client)) {
            CompletableFuture<AnnounceResult> overUdp = new CompletableFuture<>();
            CompletableFuture<AnnounceResult> overHttp = new CompletableFuture<>();
            both.announce(udp.uri(), request(1, 6881, 9), overUdp::complete);
            both.announce(http.uri("/announce"), request(1, 6881, 9), overHttp::complete);
            udp.connect(1);
            udp.name(udp.take(), PEER);
            assertThat(peers(overUdp.get(50, TimeUnit.SECONDS))).containsExactly(PEER);
            assertThat(peers(overHttp.get(50, TimeUnit.SECONDS))).hasSize(1);
        }
    }

    @Test
    void peers_find_each_other_through_opentracker(@TempDir Path folder) throws Exception {
        Path program = Path.of("/usr/bin/opentracker");
        assumeTrue(Files.isExecutable(program), "opentracker is not installed");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> hashes = new ArrayList<>();
        for (int torrent = 1; torrent <= 200; torrent++) {
            hashes.add(request(torrent, 1, 0).infoHash().hex().toUpperCase(Locale.ROOT));
        }
        Files.write(folder.resolve("wl"), hashes);
        Path settings = folder.resolve("opentracker.conf");
        Files.writeString(
                settings,
                "listen.tcp_udp 127.0.0.1:" + port + "\ntracker.rootdir " + folder + "\naccess.whitelist /wl\n");
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        Process opentracker = new ProcessBuilder(program.toString(), "-f", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            URI tracker = URI.create("udp://127.0.0.1:" + port + "/announce");
            // Whatever is sent before it listens is lost, and sent again.
            assertThat(peers(announce(tracker, request(1, 6881, 0)))).hasSizeLessThan(2);
            assertThat(peers(announce(tracker, request(1, 6882, 9))))
                    .contains(new PeerAddress(InetAddress.getLoopbackAddress(), 6881));
            List<CompletableFuture<AnnounceResult>> many = new ArrayList<>();
            for (int torrent = 2; torrent <= 200; torrent++) {
                many.add(begin(tracker, request(torrent, 6881, 0)));
            }
            for (CompletableFuture<AnnounceResult> one : many) {
                assertThat(peers(one.get(50, TimeUnit.SECONDS))).hasSizeLessThan(2);
            }
        } finally {
            opentracker.destroy();
        }
    }
}
