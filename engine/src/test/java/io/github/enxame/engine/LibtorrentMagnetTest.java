package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.TorrentMaker;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Magnet links beside libtorrent, each way, v1, hybrid and v2: info, piece layers with proofs, and the file. */
@Timeout(90)
class LibtorrentMagnetTest {
    /**
     * On a busy machine libtorrent 2.0.8 now and then says this of a hybrid torrent's right bytes and stops. No seed can make it
     * so: it has checked the hashes it was sent against the root, and the bytes by the other hash.
     */
    private static final String INCONSISTENT = "error v1 and v2 hashes do not describe the same data";

    @TempDir
    Path folder;

    @BeforeEach
    void assumeLibtorrent() throws Exception {
        LibtorrentPeer.assumeInstalled();
    }

    private Metainfo content(MetainfoVersion version, int length, int pieceLength) throws Exception {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        Path file = Files.createDirectories(folder.resolve("there")).resolve("met.bin");
        Files.write(file, content);
        TorrentMaker maker = new TorrentMaker(file);
        maker.builder().version(version).pieceLength(pieceLength);
        Metainfo metainfo = maker.make(_ -> {});
        Files.write(folder.resolve("met.torrent"), metainfo.encode());
        return metainfo;
    }

    private void assertSame(Path here) throws Exception {
        assertThat(Files.mismatch(here.resolve("met.bin"), folder.resolve("there/met.bin")))
                .isEqualTo(-1);
    }

    // Lengths whose piece layers take one request, the last of them short, several with uncles, one and a bit.
    @ParameterizedTest
    @CsvSource({
        "V1, 3000000, 16384",
        "HYBRID, 3000000, 16384",
        "V2, 3000000, 16384",
        "V2, 40000, 16384",
        "V2, 10001, 16384",
        "V2, 20000000, 32768",
        "V2, 30000000, 16384",
        "V2, 8400000, 16384"
    })
    void our_magnet_link_is_answered_by_its_seed(MetainfoVersion version, int length, int pieceLength)
            throws Exception {
        Metainfo metainfo = content(version, length, pieceLength);
        try (LibtorrentPeer seed =
                        LibtorrentPeer.seeds(folder, folder.resolve("met.torrent"), folder.resolve("there"));
                Engine leech = TwoEngines.engine()) {
            int port = Integer.parseInt(seed.says("port"));
            Torrent torrent = leech.download(MagnetLink.of(metainfo), folder.resolve("here"));
            torrent.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(torrent.metadata().get(30, TimeUnit.SECONDS).infoBytes()).isEqualTo(metainfo.infoBytes());
            torrent.completion().get(30, TimeUnit.SECONDS);
            assertSame(folder.resolve("here"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "V1, 3000000, 16384",
        "HYBRID, 3000000, 16384",
        "V2, 3000000, 16384",
        "V2, 10001, 16384",
        "V2, 20000000, 32768",
        "V2, 30000000, 16384"
    })
    void its_magnet_link_is_answered_by_our_seed(MetainfoVersion version, int length, int pieceLength)
            throws Exception {
        Metainfo metainfo = content(version, length, pieceLength);
        try (Engine seed = TwoEngines.engine()) {
            seed.seed(metainfo, folder.resolve("there")).completion().get(30, TimeUnit.SECONDS);
            String magnet = MagnetLink.of(metainfo).toString();
            String said = INCONSISTENT;
            for (int attempt = 1; said.equals(INCONSISTENT) && attempt <= 3; attempt++) {
                Path here = Files.createDirectories(folder.resolve("here" + attempt));
                try (LibtorrentPeer leech = LibtorrentPeer.leeches(
                        folder, magnet, here, seed.address().getPort())) {
                    assertThat(leech.says("metadata"))
                            .isEqualTo(metainfo.infoHash().hex());
                    said = leech.next();
                }
                if (said.equals("done")) {
                    assertSame(here);
                }
            }
            assertThat(said).isEqualTo("done");
        }
    }
}
