package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.PendingConnections;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand real connections to one engine, wanted and unwanted. */
@Timeout(60)
class ManyConnectionsTest {
    private static final int MANY = 1_000;

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            // A thousand ports that wait would be in the way of other tests.
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private static Engine engine(int perTorrent, int ofAll) throws IOException {
        return Engine.open(EngineSettings.standard()
                .connecting(perTorrent, ofAll)
                .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    private Metainfo seeded(Engine engine) throws Exception {
        Metainfo metainfo = TwoEngines.content(folder, "wanted.bin", 100_000, 16_384);
        engine.seed(metainfo, folder).completion().get(20, TimeUnit.SECONDS);
        return metainfo;
    }

    private Socket knocks(Engine engine) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(engine.address());
        return socket;
    }

    /** Says who it is; whether it is greeted, or else hung up on. */
    private boolean isLetIn(Engine engine, Metainfo metainfo, int number) throws IOException {
        Socket socket = knocks(engine);
        ByteBuffer hello = ByteBuffer.allocate(Handshake.LENGTH);
        WireCodec.encode(Handshake.of(metainfo.infoHash().bytes(), SwarmRig.id(number)), hello);
        try {
            socket.getOutputStream().write(hello.array());
            return socket.getInputStream().readNBytes(Handshake.LENGTH).length == Handshake.LENGTH;
        } catch (IOException e) {
            // Hung up on while it spoke.
            return false;
        }
    }

    private int letIn(Engine engine, Metainfo metainfo) throws IOException {
        int greeted = 0;
        for (int i = 0; i < MANY; i++) {
            greeted += isLetIn(engine, metainfo, i) ? 1 : 0;
        }
        return greeted;
    }

    private static long connected(Engine engine, Metainfo metainfo) {
        return engine.find(metainfo.infoHash()).orElseThrow().snapshot().peers().stream()
                .filter(peer -> peer.state() == PeerSnapshot.State.CONNECTED)
                .count();
    }

    @Test
    void aThousandAreLetInWhereThatManyAreWanted() throws Exception {
        try (Engine engine = engine(MANY, MANY)) {
            Metainfo metainfo = seeded(engine);
            assertThat(letIn(engine, metainfo)).isEqualTo(MANY);
            assertThat(connected(engine, metainfo)).isEqualTo(MANY);
        }
    }

    @Test
    void whoeverOpensAThousandGetsNoMoreThanThereMayBeAndTheLastOneIsLetIn() throws Exception {
        try (Engine engine = engine(100, 50)) {
            Metainfo metainfo = seeded(engine);
            assertThat(letIn(engine, metainfo)).isEqualTo(MANY);
            assertThat(connected(engine, metainfo)).isEqualTo(50);
        }
    }

    @Test
    void theOldestOfThoseWhoSayNothingAreHungUpOn() throws Exception {
        try (Engine engine = engine(100, 50)) {
            Metainfo metainfo = seeded(engine);
            for (int i = 0; i < MANY; i++) {
                knocks(engine);
            }
            assertThat(isLetIn(engine, metainfo, 1)).isTrue();
            for (Socket oldest : sockets.subList(0, MANY - PendingConnections.MAX_PENDING)) {
                // Each read ends when it is hung up on.
                assertThat(oldest.getInputStream().read()).isNegative();
            }
        }
    }
}
