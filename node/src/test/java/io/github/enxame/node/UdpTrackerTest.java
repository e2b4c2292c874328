package io.github.enxame.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.engine.Torrent;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our tracker over UDP, with our engine and with another client, over real sockets. */
@Timeout(120)
class UdpTrackerTest {
    private static final String LIBTORRENT = """
            import libtorrent, sys, time
            session = libtorrent.session({"listen_interfaces": "127.0.0.1:0", "enable_dht": False, "enable_lsd": False,
                                          "enable_upnp": False, "enable_natpmp": False})
            torrent = session.add_torrent({"ti": libtorrent.torrent_info(sys.argv[1]), "save_path": sys.argv[2]})
            for _ in range(600):
                if torrent.status().is_seeding:
                    sys.exit(0)
                time.sleep(0.1)
            print([(t["url"], t["endpoints"]) for t in torrent.trackers()])
            sys.exit(1)
            """;

    @TempDir
    private Path folder;

    private byte[] content = new byte[0];

    @BeforeEach
    void write() throws IOException {
        content = new byte[300_000];
        new Random(15).nextBytes(content);
        Files.write(Files.createDirectory(folder.resolve("seed")).resolve("course.bin"), content);
        Files.createDirectory(folder.resolve("leech"));
    }

    private static Engine engine() throws IOException {
        return Engine.open(
                EngineSettings.standard().listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    private TrackerServer tracker() throws Exception {
        return TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder.resolve("tracker")));
    }

    private Torrent seed(Engine engine, List<List<URI>> tiers) throws Exception {
        Metainfo bare = engine.share(folder.resolve("seed/course.bin")).metainfo();
        engine.find(bare.infoHash()).orElseThrow().remove().join();
        return engine.seed(bare.withTrackers(tiers), folder.resolve("seed"));
    }

    @Test
    void two_engines_meet_through_the_udp_tracker_of_a_later_tier() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                TrackerServer tracker = tracker();
                Engine seeding = engine();
                Engine leeching = engine()) {
            List<List<URI>> tiers = List.of(
                    List.of(URI.create("udp://127.0.0.1:" + silent.getLocalPort() + "/announce")),
                    List.of(tracker.udpAnnounceUri().orElseThrow()));
            Torrent seed = seed(seeding, tiers);
            Torrent leech = leeching.download(seed.metainfo(), folder.resolve("leech"));
            leech.completion().get(60, TimeUnit.SECONDS);
            assertThat(folder.resolve("leech/course.bin")).hasBinaryContent(content);
        }
    }

    @Test
    void libtorrent_finds_our_seed_through_our_udp_tracker() throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(python), "python3 is not installed");
        assumeTrue(
                new ProcessBuilder(python.toString(), "-c", "import libtorrent")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0,
                "python3-libtorrent is not installed");
        try (TrackerServer tracker = tracker();
                Engine seeding = engine()) {
            Torrent seed =
                    seed(seeding, List.of(List.of(tracker.udpAnnounceUri().orElseThrow())));
            Path file = Files.write(
                    folder.resolve("course.torrent"), seed.metainfo().encode());
            Process process = new ProcessBuilder(
                            python.toString(),
                            "-c",
                            LIBTORRENT,
                            file.toString(),
                            folder.resolve("leech").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            try {
                assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue())
                        .as(Files.readString(folder.resolve("log")))
                        .isZero();
            } finally {
                process.destroyForcibly();
            }
            assertThat(folder.resolve("leech/course.bin")).hasBinaryContent(content);
        }
    }
}
