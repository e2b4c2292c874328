package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.transport.Encryption;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.Message;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
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
            if (irreconcilable(seeding, downloading)) {
                continue;
            }
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

    private static boolean irreconcilable(Encryption one, Encryption other) {
        return (one.encryptsNever() && other.encryptsAlways()) || (one.encryptsAlways() && other.encryptsNever());
    }

    @Test
    void whoNeverEncryptsHangsUpOnWhoDoes() throws Exception {
        Metainfo metainfo = TwoEngines.content(folder, "thesis.pdf", 100_000, 16_384);
        try (Engine seed = engine(Encryption.NEVER)) {
            seed.seed(metainfo, folder).completion().get(20, TimeUnit.SECONDS);
            try (Socket encrypted =
                    new Socket(InetAddress.getLoopbackAddress(), seed.address().getPort())) {
                // Of the 96 bytes of a public key; those that are not read might turn the goodbye into a reset.
                byte[] start = new byte[20];
                Arrays.fill(start, (byte) 7);
                encrypted.getOutputStream().write(start);
                assertThat(encrypted.getInputStream().read()).isEqualTo(-1);
            }
            try (SocketPeer plain =
                    new SocketPeer(seed, metainfo.infoHash().truncated().bytes(), 1)) {
                assertThat(plain.hears(Message.HaveAll.class)).isNotNull();
            }
        }
    }

    private static Engine engine(Encryption encryption) throws Exception {
        return Engine.open(EngineSettings.standard()
                .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .encrypting(encryption));
    }
}
