package io.github.enxame.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.Torrent;
import io.github.enxame.node.distance.Swarms;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that serves a file says when it cannot serve it any more, and ends. */
@Timeout(60)
class LostContentTest {
    @TempDir
    Path folder;

    @Test
    void a_seed_whose_only_file_goes_says_so_and_ends_with_1() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path there = folder.resolve("there");
        Metainfo made = Swarms.content(there, "a.bin", 300_000, List.of());
        PeerAddress at = Swarms.address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Metainfo metainfo = made.withPeers(List.of(at));
        Path torrent = Files.write(folder.resolve("a.torrent"), metainfo.encode());
        try (Started seed = Started.run(
                        folder.resolve("state"),
                        "seed",
                        torrent.toString(),
                        there.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--no-lsd");
                Engine engine = Swarms.engine()) {
            seed.line("seeding");
            Files.delete(there.resolve("a.bin"));
            // Whoever asks for it has the seed look at the file.
            Torrent wanted = engine.download(metainfo, folder.resolve("here"));
            assertThat(wanted.name()).isEqualTo("a.bin");
            assertThat(seed.line("enxame: ")).contains("a.bin is not there any more", "Put it back");
            assertThat(seed.exitCode()).isEqualTo(1);
        }
    }
}
