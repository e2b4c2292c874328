package io.github.enxame.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any stranger may say in a session, and an honest peer gets the document all the same. */
class StrangerSessionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                // Interested, a request, a cancel and a request too long.
                "00 01 02 0d 06 00000001 00000000 00004000 0d 08 00000001 00000000 00004000 0d 06 00000001 00000000 7fffffff",
                // Have, have all, have none, choke and unchoke; time passes in between.
                "09 05 04 00000001 00 01 0e 00 01 0f 00 01 00 01 01",
                // An extended handshake and a request of piece 2^31 - 1 of the metadata.
                "00 1d 14 00 64313a6d6431313a75745f6d6574616461746169336565 00 65 22 14 02 64383a6d73675f747970656930652035",
                "01 01 0e 01 01 0a 07 00000000 00000000 ff",
                "05 01 0e 01 01",
            })
    void leavesTheDocumentToOthers(String script) {
        assertThat(StrangerSession.play(HexFormat.of().parseHex(script.replace(" ", ""))))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noiseLeavesItToOthersToo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] script = new byte[2_000];
        random.nextBytes(script);
        script[0] = (byte) seed;
        // Short frames of known types: else the first one would end the session.
        for (int i = 1; i + 14 < script.length; i += 14) {
            script[i] = 13;
            script[i + 1] = (byte) random.nextInt(24);
            script[i + 2] = script[i + 3] = script[i + 4] = 0;
        }
        StrangerSession.play(script);
    }
}
