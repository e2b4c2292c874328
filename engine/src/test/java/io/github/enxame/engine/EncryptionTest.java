package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.transport.Encryption;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class EncryptionTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void whateverOneWantsItSeedsToAnybodyWhateverThatWants(Encryption seeding) throws Exception {
        Path there = folder.resolve("there");
        Metainfo metainfo = TwoEngines.content(there, "thesis.pdf", 3_000_001, 16_384);
        for (Encryption downloading : Encryption.values()) {
            Path here = folder.resolve("here-" + downloading);
            try (Engine seed = engine(seeding);
                    Engine leech = engine(downloading)) {
                seed.seed(metainfo, there).completion().get(20, TimeUnit.SECONDS);
                Torrent torrent = leech.download(metainfo, here);
                torrent.connect(seed.address());
                torrent.completion().get(20, TimeUnit.SECONDS);
                assertThat(here.resolve("thesis.pdf")).hasSameBinaryContentAs(there.resolve("thesis.pdf"));
            }
        }
    }

    private static Engine engine(Encryption encryption) throws Exception {
        return Engine.open(EngineSettings.standard()
                .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .encrypting(encryption));
    }
}
