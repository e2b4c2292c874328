package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.engine.transport.Encryption;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encrypted links with another program, unchanged: libtorrent with encryption forced, as seed and as leech. */
@Timeout(60)
class LibtorrentEncryptionTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final int LENGTH = 3_000_001;

    /** Arguments: the .torrent, the folder, 1 for plain or 2 for RC4 after the opening, and a port to download from. */
    private static final String LIBTORRENT = """
            import libtorrent, sys, time
            session = libtorrent.session({"listen_interfaces": "127.0.0.1:0", "enable_dht": False, "enable_lsd": False,
                "enable_upnp": False, "enable_natpmp": False, "enable_outgoing_utp": False, "enable_incoming_utp": False,
                "in_enc_policy": 0, "out_enc_policy": 0, "allowed_enc_level": int(sys.argv[3]), "prefer_rc4": False})
            torrent = session.add_torrent({"ti": libtorrent.torrent_info(sys.argv[1]), "save_path": sys.argv[2]})
            seeds = len(sys.argv) < 5
            if not seeds:
                torrent.connect_peer(("127.0.0.1", int(sys.argv[4])))
            while not torrent.status().is_seeding:
                time.sleep(0.02)
            print(session.listen_port(), flush=True)
            while seeds:
                time.sleep(1)
            """;

    @TempDir
    private Path folder;

    private Path torrentFile = Path.of("");
    private Metainfo metainfo;

    @BeforeAll
    static void needsLibtorrent() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "python3 is not installed");
        Process found = new ProcessBuilder(PYTHON.toString(), "-c", "import libtorrent")
                .redirectErrorStream(true)
                .start();
        assumeTrue(found.waitFor() == 0, "python3-libtorrent is not installed");
    }

    @BeforeEach
    void write() throws IOException {
        metainfo = TwoEngines.content(folder.resolve("there"), "course.bin", LENGTH, 65_536);
        torrentFile = Files.write(folder.resolve("course.torrent"), metainfo.encode());
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, 1", "PLAIN, 2", "PREFERRED, 1", "PREFERRED, 2", "PREFERRED, 3", "REQUIRED, 2", "REQUIRED, 3"})
    void itDownloadsFromUs(Encryption ours, String theirs) throws Exception {
        try (Engine engine = engine(ours)) {
            engine.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
            Process process =
                    libtorrent("here", theirs, Integer.toString(engine.address().getPort()));
            try {
                assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).as(said(process)).isZero();
            } finally {
                process.destroyForcibly();
            }
        }
        assertIdentical();
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, 1", "PLAIN, 2", "PREFERRED, 1", "PREFERRED, 2", "PREFERRED, 3", "REQUIRED, 2", "REQUIRED, 3"})
    void weDownloadFromIt(Encryption ours, String theirs) throws Exception {
        Process process = libtorrent("there", theirs);
        try (Engine engine = engine(ours)) {
            int port = Integer.parseInt(said(process));
            Torrent torrent = engine.download(metainfo, folder.resolve("here"));
            torrent.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            torrent.completion().get(40, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
        assertIdentical();
    }

    private void assertIdentical() {
        assertThat(folder.resolve("here/course.bin")).hasSameBinaryContentAs(folder.resolve("there/course.bin"));
    }

    private Process libtorrent(String place, String... more) throws IOException {
        String[] start = {
            PYTHON.toString(),
            "-c",
            LIBTORRENT,
            torrentFile.toString(),
            Files.createDirectories(folder.resolve(place)).toString()
        };
        String[] all = Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return new ProcessBuilder(all).redirectErrorStream(true).start();
    }

    /** The next line that it prints. */
    private static String said(Process process) throws IOException {
        BufferedReader out = process.inputReader();
        return String.valueOf(out.readLine());
    }

    private static Engine engine(Encryption encryption) throws IOException {
        return Engine.open(EngineSettings.standard()
                .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .encrypting(encryption));
    }
}
