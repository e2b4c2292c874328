package io.github.enxame.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.announce.ScrapeRequest;
import io.github.enxame.protocol.announce.UdpTrackerReply;
import io.github.enxame.protocol.announce.UdpTrackerReply.Announced;
import io.github.enxame.protocol.announce.UdpTrackerReply.Connected;
import io.github.enxame.protocol.announce.UdpTrackerReply.Refused;
import io.github.enxame.protocol.announce.UdpTrackerReply.Scraped;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import io.github.enxame.tracker.TrackerException;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UdpServerTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final long SEED = 15;

    @TempDir
    private Path folder;

    private TrackerServer open(String bind) throws TrackerException {
        return TrackerServer.open(TrackerSettings.of(bind, 0, folder));
    }

    private static Id20 id(int number) {
        byte[] bytes = new byte[Id20.LENGTH];
        bytes[19] = (byte) number;
        return Id20.of(bytes);
    }

    private static AnnounceRequest announce(int peer, long left, AnnounceEvent event) {
        return AnnounceRequest.of(id(1), id(peer), 6880 + peer, 0, 0, left, event);
    }

    /** Somebody with an address of its own. */
    private static final class Client implements AutoCloseable {
        private final DatagramSocket socket;
        private final InetSocketAddress tracker;

        Client(String address, TrackerServer tracker) throws IOException {
            URI uri = tracker.udpAnnounceUri().orElseThrow();
            this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            this.tracker = new InetSocketAddress(InetAddress.getByName(uri.getHost()), uri.getPort());
        }

        void send(byte[] bytes) throws IOException {
            socket.send(new DatagramPacket(bytes, bytes.length, tracker));
        }

        byte[] take() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            socket.receive(packet);
            assertThat(packet.getSocketAddress()).isEqualTo(tracker);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }

        UdpTrackerReply ask(UdpTrackerRequest request) throws Exception {
            send(request.encode());
            UdpTrackerReply reply = UdpTrackerReply.decode(
                    ByteBuffer.wrap(take()), socket.getLocalAddress().getAddress().length == 16);
            assertThat(reply.transaction()).isEqualTo(request.transaction());
            return reply;
        }

        long connect() throws Exception {
            return ((Connected) ask(new UdpTrackerRequest.Connect(99))).connection();
        }

        Announced announce(AnnounceRequest request) throws Exception {
            return (Announced) ask(new UdpTrackerRequest.Announce(connect(), 7, request, "/announce"));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @Test
    void the_sockets_leave_most_of_few_open_files_to_others() {
        assertThat(UdpServer.sockets(4)).isEqualTo(1);
        assertThat(UdpServer.sockets(64)).isEqualTo(8);
        assertThat(UdpServer.sockets(128)).isEqualTo(16);
        assertThat(UdpServer.sockets(Long.MAX_VALUE)).isEqualTo(64);
    }

    @Test
    void peers_find_each_other_over_udp_and_over_http_alike() throws Exception {
        try (TrackerServer tracker = open("127.0.0.1");
                Client client = new Client("127.0.0.1", tracker)) {
            assertThat(tracker.udpAnnounceUri())
                    .contains(URI.create("udp://127.0.0.1:" + tracker.port() + "/announce"));
            Announced first = client.announce(announce(2, 0, AnnounceEvent.STARTED));
            assertThat(first.peers().peers()).isEmpty();
            assertThat(first.peers().intervalSeconds()).isEqualTo(120);
            Announced second = client.announce(announce(3, 9, AnnounceEvent.STARTED));
            assertThat(second.peers().peers()).containsExactly(new PeerAddress(LOOPBACK, 6882));
            assertThat(second.peers().seeds()).isEqualTo(1);
            assertThat(second.peers().leeches()).isEqualTo(1);
            assertThat(overHttp(tracker)).contains(new PeerAddress(LOOPBACK, 6882), new PeerAddress(LOOPBACK, 6883));
            client.announce(announce(2, 0, AnnounceEvent.STOPPED));
            assertThat(overHttp(tracker)).containsExactly(new PeerAddress(LOOPBACK, 6883));
        }
    }

    private static List<PeerAddress> overHttp(TrackerServer tracker) throws Exception {
        URI uri = announce(4, 9, AnnounceEvent.REGULAR).toUri(tracker.announceUri());
        try (InputStream in = uri.toURL().openStream()) {
            return ((AnnounceReply.Peers) AnnounceReply.decode(in.readAllBytes())).peers();
        }
    }

    @Test
    void a_scrape_counts_each_swarm_in_order() throws Exception {
        try (TrackerServer tracker = open("127.0.0.1");
                Client client = new Client("127.0.0.1", tracker)) {
            client.announce(announce(2, 5, AnnounceEvent.STARTED));
            client.announce(announce(2, 0, AnnounceEvent.COMPLETED));
            client.announce(announce(3, 9, AnnounceEvent.STARTED));
            Scraped scraped = (Scraped) client.ask(
                    new UdpTrackerRequest.Scrape(client.connect(), 5, new ScrapeRequest(List.of(id(8), id(1), id(9)))));
            assertThat(scraped.counts()).containsExactly(new Counts(0, 0, 0), new Counts(1, 1, 1), new Counts(0, 0, 0));
        }
    }

    @Test
    void ipv6_peers_are_told_ipv6_addresses() throws Exception {
        try (TrackerServer tracker = open("::1");
                Client client = new Client("::1", tracker)) {
            client.announce(announce(2, 0, AnnounceEvent.STARTED));
            assertThat(client.announce(announce(3, 9, AnnounceEvent.STARTED))
                            .peers()
                            .peers())
                    .containsExactly(new PeerAddress(InetAddress.ofLiteral("::1"), 6882));
        }
    }

    @Test
    void whoever_cannot_receive_at_an_address_cannot_announce_from_it() throws Exception {
        try (TrackerServer tracker = open("127.0.0.1");
                Client honest = new Client("127.0.0.1", tracker);
                Client forger = new Client("127.0.0.2", tracker)) {
            long stolen = honest.connect();
            UdpTrackerRequest.Announce announce =
                    new UdpTrackerRequest.Announce(stolen, 7, announce(2, 9, AnnounceEvent.STARTED), "");
            forger.send(announce.encode());
            byte[] refusal = forger.take();
            assertThat(refusal).hasSizeLessThan(announce.encode().length);
            assertThat(UdpTrackerReply.decode(ByteBuffer.wrap(refusal), false)).isInstanceOf(Refused.class);
            UdpTrackerRequest.Scrape scrape =
                    new UdpTrackerRequest.Scrape(stolen, 8, new ScrapeRequest(List.of(id(1))));
            forger.send(scrape.encode());
            assertThat(forger.take()).hasSizeLessThan(scrape.encode().length);
            assertThat(((Announced) honest.ask(announce)).peers().leeches()).isEqualTo(1);
        }
    }

    @Test
    void junk_gets_no_answer_and_does_no_harm() throws Exception {
        try (TrackerServer tracker = open("127.0.0.1");
                Client client = new Client("127.0.0.1", tracker)) {
            long connection = client.connect();
            Random random = new Random(SEED);
            List<byte[]> sent = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                byte[] junk = new byte[random.nextInt(200)];
                random.nextBytes(junk);
                sent.add(junk);
            }
            sent.add(new UdpTrackerRequest.Scrape(connection, 5, new ScrapeRequest(List.of(id(1)))).encode());
            for (byte[] datagram : sent) {
                client.send(datagram);
            }
            // Answers keep the order of the questions: the first to come is the last question's.
            UdpTrackerReply first = UdpTrackerReply.decode(ByteBuffer.wrap(client.take()), false);
            assertThat(first).as("seed %s", SEED).isInstanceOf(Scraped.class);
        }
    }

    @Test
    void a_sender_that_floods_fills_its_own_queue_and_others_are_answered() throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("os.name").contains("Linux"), "only Linux spreads flows over sockets");
        AtomicBoolean done = new AtomicBoolean();
        try (TrackerServer tracker = open("127.0.0.1");
                Client flooder = new Client("127.0.0.1", tracker)) {
            byte[] connect = new UdpTrackerRequest.Connect(1).encode();
            Thread flood = Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    try {
                        flooder.send(connect);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            });
            int answered = 0;
            for (int i = 0; i < 100; i++) {
                try (Client honest = new Client("127.0.0.1", tracker)) {
                    honest.socket.setSoTimeout(5000);
                    honest.announce(announce(2, 9, AnnounceEvent.STARTED));
                    answered++;
                } catch (SocketTimeoutException lost) {
                    // Its flow shares a socket with the flood: one in 64 does.
                }
            }
            done.set(true);
            flood.join();
            assertThat(answered).isGreaterThan(80);
        }
    }

    @Test
    void udp_can_be_left_out_and_a_port_that_is_taken_is_told() throws Exception {
        int port;
        try (TrackerServer without =
                TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder).withUdp(false))) {
            assertThat(without.udpAnnounceUri()).isEmpty();
            port = without.port();
        }
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(LOOPBACK, port))) {
            TrackerSettings settings = TrackerSettings.of("127.0.0.1", taken.getLocalPort(), folder);
            assertThatThrownBy(() -> TrackerServer.open(settings))
                    .isInstanceOfSatisfying(TrackerException.class, e -> assertThat(e.reason())
                            .isEqualTo(TrackerException.Reason.PORT_TAKEN))
                    .hasMessageContaining("port " + port);
        }
        try (TrackerServer again = TrackerServer.open(TrackerSettings.of("127.0.0.1", port, folder))) {
            assertThat(again.port()).isEqualTo(port);
        }
        try (TrackerServer again = TrackerServer.open(TrackerSettings.of("127.0.0.1", port, folder))) {
            assertThat(again.udpAnnounceUri()).isPresent();
        }
    }
}
