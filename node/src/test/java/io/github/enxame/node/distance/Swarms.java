package io.github.enxame.node.distance;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Real engines and addresses on loopback, for tests that measure and for commands. */
public final class Swarms {
    /** Our own id in these tests. */
    public static final Id20 SELF =
            Id20.of("-EX0100-abcdefghijkl".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    private Swarms() {}

    /** Writes random content into {@code folder} and returns its torrent. */
    public static Metainfo content(Path folder, String name, int length, List<URI> trackers) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), content);
        MetainfoBuilder builder = MetainfoBuilder.ofFile(name, length);
        if (!trackers.isEmpty()) {
            builder.trackers(List.of(trackers));
        }
        ContentHasher hasher = builder.hasher();
        hasher.update(ByteBuffer.wrap(content));
        return builder.build(hasher.finish());
    }

    /** An engine on a free port of loopback. */
    public static Engine engine() throws IOException {
        return Engine.open(
                EngineSettings.standard().listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    /** An engine that serves what lies in {@code folder}. */
    public static Engine seed(Metainfo metainfo, Path folder) throws Exception {
        Engine engine = engine();
        engine.seed(metainfo, folder).completion().get(20, TimeUnit.SECONDS);
        return engine;
    }

    /** A socket that lets everybody connect and never says a word. */
    public static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** An address where nobody listens. */
    public static PeerAddress nobody() throws IOException {
        try (ServerSocket socket = silent()) {
            return address((InetSocketAddress) socket.getLocalSocketAddress());
        }
    }

    /** The address of a peer. */
    public static PeerAddress address(InetSocketAddress socket) {
        return new PeerAddress(socket.getAddress(), socket.getPort());
    }
}
