package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.discovery.HttpTrackerClient;
import io.github.enxame.engine.http.HostLookup;
import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that listens at one address sends from it, too: announces, dials and what it asks of web servers. */
@Timeout(60)
class SourceAddressTest {
    private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.1.1");

    @TempDir
    Path folder;

    /** From where the next connection comes; its first bytes are read, and it is hung up on. */
    private static CompletableFuture<InetAddress> nextCaller(ServerSocket server) {
        CompletableFuture<InetAddress> caller = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                caller.complete(socket.getInetAddress());
                socket.getInputStream().read();
            } catch (IOException e) {
                caller.completeExceptionally(e);
            }
        });
        return caller;
    }

    @Test
    void everythingLeavesFromTheAddressThatIsListenedAt() throws Exception {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (ServerSocket tracker = new ServerSocket(0, 5, loopback);
                ServerSocket webServer = new ServerSocket(0, 5, loopback);
                ServerSocket peer = new ServerSocket(0, 5, loopback);
                DatagramSocket udpTracker = new DatagramSocket(0, loopback);
                Engine engine = Engine.open(EngineSettings.standard()
                        .allowingInnerWebSeeds(true)
                        .listeningAt(new InetSocketAddress(OTHER, 0)))) {
            CompletableFuture<InetAddress> announces = nextCaller(tracker);
            CompletableFuture<InetAddress> asksForBytes = nextCaller(webServer);
            CompletableFuture<InetAddress> dials = nextCaller(peer);
            Metainfo metainfo = TwoEngines.content(folder.resolve("there"), "wanted.bin", 100_000, 16_384)
                    .withTrackers(List.of(
                            List.of(URI.create("http://127.0.0.1:" + tracker.getLocalPort() + "/announce")),
                            List.of(URI.create("udp://127.0.0.1:" + udpTracker.getLocalPort() + "/announce"))))
                    .withWebSeeds(List.of(URI.create("http://127.0.0.1:" + webServer.getLocalPort() + "/")));
            Torrent torrent = engine.download(metainfo, folder.resolve("here"));
            torrent.connect(new InetSocketAddress(loopback, peer.getLocalPort()));
            DatagramPacket connect = new DatagramPacket(new byte[100], 100);
            udpTracker.receive(connect);
            assertThat(connect.getAddress()).isEqualTo(OTHER);
            assertThat(announces.get(20, TimeUnit.SECONDS)).isEqualTo(OTHER);
            assertThat(asksForBytes.get(20, TimeUnit.SECONDS)).isEqualTo(OTHER);
            assertThat(dials.get(20, TimeUnit.SECONDS)).isEqualTo(OTHER);
        }
    }

    @Test
    void nothingLeavesFromAnotherAddressWhereThatOneDoesNotReach() throws Exception {
        SourceAddress source = SourceAddress.of(OTHER);
        assertThat(source.reaches(InetAddress.ofLiteral("192.0.2.1"))).isTrue();
        assertThat(source.reaches(InetAddress.ofLiteral("::1"))).isFalse();
        assertThat(SourceAddress.of(InetAddress.ofLiteral("0.0.0.0")).reaches(InetAddress.ofLiteral("::1")))
                .isTrue();
        CompletableFuture<AnnounceResult> result = new CompletableFuture<>();
        try (HttpTrackerClient client = new HttpTrackerClient("Enxame/test", System::nanoTime, source)) {
            AnnounceRequest request = AnnounceRequest.of(
                    Id20.of(new byte[20]), Id20.of(new byte[20]), 6881, 0, 0, 1, AnnounceEvent.STARTED);
            client.announce(URI.create("http://[::1]:9/announce"), request, result::complete);
            assertThat(result.get(20, TimeUnit.SECONDS)).isInstanceOf(AnnounceResult.Unreachable.class);
        }
    }

    @Test
    void literalAddressesNeedNoLookUp() throws Exception {
        assertThat(HostLookup.addresses("127.0.1.1")).containsExactly(OTHER);
        assertThat(HostLookup.addresses("[::1]")).containsExactly(InetAddress.ofLiteral("::1"));
        assertThat(HostLookup.addresses("localhost")).isNotEmpty();
        assertThatThrownBy(() -> HostLookup.addresses("no.such.host.invalid"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no.such.host.invalid");
    }
}
