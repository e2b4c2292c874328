package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines on one host that no tracker introduces to each other, over real sockets on loopback. */
@Timeout(60)
class LocalDiscoveryTest {
    private static final int LENGTH = 200_000;

    @TempDir
    private Path folder;

    @BeforeAll
    static void loopbackMustMulticast() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.ofLiteral("127.0.0.1"));
        assumeTrue(loopback != null, "there is no loopback interface");
        InetSocketAddress group = new InetSocketAddress(InetAddress.ofLiteral("239.192.152.144"), 0);
        try (MulticastSocket socket = new MulticastSocket(0)) {
            socket.setNetworkInterface(loopback);
            socket.joinGroup(group, loopback);
            socket.setSoTimeout(2_000);
            socket.send(new DatagramPacket(
                    new byte[1], 1, new InetSocketAddress(group.getAddress(), socket.getLocalPort())));
            socket.receive(new DatagramPacket(new byte[1], 1));
        } catch (IOException e) {
            abort("the loopback interface does not multicast here: " + e.getMessage());
        }
    }

    private static Engine engine() throws IOException {
        return Engine.open(EngineSettings.standard()
                .listeningAt(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                .discoveringLocally(true));
    }

    @Test
    void whoStartsLaterIsFoundByWhoIsThereAlready() throws Exception {
        Metainfo metainfo = TwoEngines.content(folder.resolve("seed"), "course.bin", LENGTH, 32_768);
        try (Engine seeding = engine();
                Engine leeching = engine()) {
            seeding.seed(metainfo, folder.resolve("seed")).completion().get(20, TimeUnit.SECONDS);
            Torrent leech = leeching.download(metainfo, folder.resolve("leech"));
            leech.completion().get(40, TimeUnit.SECONDS);
            assertThat(folder.resolve("leech/course.bin")).hasSameBinaryContentAs(folder.resolve("seed/course.bin"));
        }
    }

    @Test
    void whoIsThereAlreadyFindsWhoSeedsLater() throws Exception {
        Metainfo metainfo = TwoEngines.content(folder.resolve("seed"), "course.bin", LENGTH, 32_768);
        try (Engine leeching = engine();
                Engine seeding = engine()) {
            Torrent leech = leeching.download(metainfo, folder.resolve("leech"));
            seeding.seed(metainfo, folder.resolve("seed"));
            leech.completion().get(40, TimeUnit.SECONDS);
            assertThat(leech.snapshot().peers()).isNotEmpty();
        }
    }
}
