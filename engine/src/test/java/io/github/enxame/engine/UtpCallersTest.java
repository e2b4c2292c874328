package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.Event;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who tries uTP first is met by TCP. */
@Timeout(60)
class UtpCallersTest {
    private static final InetAddress OURSELVES = InetAddress.ofLiteral("203.0.113.5");
    private static final PeerAddress PEER = new PeerAddress(InetAddress.ofLiteral("192.0.2.2"), 6881);
    private static final InetSocketAddress CALLER = new InetSocketAddress(PEER.ip(), PEER.port());
    private static final InetSocketAddress STRANGER = new InetSocketAddress("198.51.100.9", 22);

    @TempDir
    Path folder;

    private static SwarmRig rig(boolean isPrivate) {
        SwarmRig rig = SwarmRig.leech(PeerSourcesTest.metainfo(isPrivate).withPeers(List.of()));
        rig.trackers().asked().getFirst().names(OURSELVES);
        rig.settle();
        return rig;
    }

    private static void tries(SwarmRig rig, InetSocketAddress from) {
        rig.world().timeline().post(new Event.UtpTried(from));
        rig.settle();
    }

    @Test
    void anUnknownCallerIsDialledWhenTheTrackerThatIsAskedAtOnceNamesIt() {
        try (SwarmRig rig = rig(false)) {
            tries(rig, CALLER);
            assertThat(rig.dialled()).as("on its word alone").isEmpty();
            assertThat(rig.trackers().asked()).hasSize(2);
            rig.trackers().asked().getLast().names(OURSELVES, PEER);
            rig.settle();
            assertThat(rig.dialled()).extracting(HandPeer::remote).containsExactly(CALLER);
        }
    }

    @Test
    void aKnownCallerIsDialledWithoutWaitingForItsTurnAndNoTrackerIsAsked() {
        try (SwarmRig rig = rig(false)) {
            rig.swarm().connect(CALLER);
            rig.dialled().getFirst().refuses();
            assertThat(rig.dialled()).isEmpty();
            tries(rig, CALLER);
            assertThat(rig.dialled()).hasSize(1);
            tries(rig, CALLER);
            assertThat(rig.dialled()).as("while it is being dialled").isEmpty();
            assertThat(rig.trackers().asked()).hasSize(1);
        }
    }

    @Test
    void whoeverClaimsToBeManyCausesFewAnnouncesAndNoDialAtAll() {
        try (SwarmRig rig = rig(false)) {
            for (int minute = 0; minute < 60; minute++) {
                for (int port = 1; port <= 20; port++) {
                    tries(rig, new InetSocketAddress(STRANGER.getAddress(), port));
                    rig.trackers().answerAll(OURSELVES);
                }
                rig.pass(60 * SwarmRig.SECOND);
                rig.trackers().answerAll(OURSELVES);
            }
            assertThat(rig.dialled()).isEmpty();
            assertThat(rig.trackers().asked().size()).isBetween(10, 80);
        }
    }

    @Test
    void thePrivateTorrentsTrackerIsNotAskedBeforeItsTime() {
        try (SwarmRig rig = rig(true)) {
            tries(rig, CALLER);
            assertThat(rig.trackers().asked()).hasSize(1);
        }
    }

    @Test
    void aTrackerThatDoesNotAnswerIsLeftToItsRetries() {
        try (SwarmRig rig = SwarmRig.leech(PeerSourcesTest.metainfo(false).withPeers(List.of()))) {
            tries(rig, CALLER);
            assertThat(rig.trackers().asked()).hasSize(1);
        }
    }

    /** The real thing: a tracker whose interval is half an hour, and a peer that asks by a datagram. */
    @Test
    void aProgramThatTriedUtpIsDialledOverRealSockets() throws Exception {
        BlockingQueue<String> announces = new LinkedBlockingQueue<>();
        try (ServerSocket peer = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                DatagramSocket datagrams = new DatagramSocket(peer.getLocalPort(), peer.getInetAddress());
                ServerSocket tracker = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                Engine seed = TwoEngines.engine()) {
            Thread.ofVirtual().start(() -> serve(tracker, peer.getLocalPort(), announces));
            Path there = folder.resolve("there");
            Metainfo metainfo = TwoEngines.content(there, "thesis.pdf", 100_000, 16_384)
                    .withTrackers(
                            List.of(List.of(URI.create("http://127.0.0.1:" + tracker.getLocalPort() + "/announce"))));
            seed.seed(metainfo, there).completion().get(20, TimeUnit.SECONDS);
            assertThat(announces.poll(20, TimeUnit.SECONDS)).contains("event=started");
            byte[] syn = new byte[20];
            syn[0] = 0x41;
            DatagramPacket asks = new DatagramPacket(syn, syn.length, seed.address());
            try (Socket dialled = accepted(peer, datagrams, asks)) {
                assertThat(dialled.getInputStream().readNBytes(20)).startsWith(19, 'B', 'i', 't');
            }
            // The tracker's thread may take note of it after its answer was read here.
            assertThat(announces.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(announces).isEmpty();
        }
    }

    /** What comes while the datagram is sent twice a second: the seed may not have read its tracker's first answer. */
    private static Socket accepted(ServerSocket peer, DatagramSocket datagrams, DatagramPacket asks)
            throws IOException {
        peer.setSoTimeout(500);
        while (true) {
            datagrams.send(asks);
            try {
                return peer.accept();
            } catch (SocketTimeoutException nobodyYet) {
                continue;
            }
        }
    }

    /** Names nobody to the first who asks and the peer to the second. */
    private static void serve(ServerSocket tracker, int peerPort, BlockingQueue<String> announces) {
        for (int number = 0; !tracker.isClosed(); number++) {
            try (Socket socket = tracker.accept()) {
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) socket.getInputStream().read());
                }
                byte[] peers =
                        number == 0 ? new byte[0] : new byte[] {127, 0, 0, 1, (byte) (peerPort >> 8), (byte) peerPort};
                String body = "d8:intervali1800e5:peers" + peers.length + ":";
                socket.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Length: " + (body.length() + peers.length + 1)
                                        + "\r\nConnection: close\r\n\r\n" + body)
                                .getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().write(peers);
                socket.getOutputStream().write('e');
                announces.add(head.toString());
            } catch (IOException closed) {
                return;
            }
        }
    }
}
