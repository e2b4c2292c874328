package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.wire.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sent wrong blocks is not let in again, after a restart either. */
class BansTest {
    private static final String POISONER = "10.3.0.66";
    private static final long DAY = 24 * 60 * 60 * SwarmRig.SECOND;

    @TempDir
    private Path records;

    private static HandPeer poisons(SwarmRig rig) {
        HandPeer peer = rig.comes(POISONER, 50_000, true);
        peer.says(new Message.HaveAll(), new Message.Unchoke());
        peer.asked().forEach(request -> peer.says(peer.block(request, 1)));
        rig.pass(SwarmRig.SECOND);
        assertThat(peer.closed()).isTrue();
        return peer;
    }

    private static boolean isLetIn(SwarmRig rig, String host) {
        return !rig.comes(host, 50_001, true).closed();
    }

    @Test
    void aBanOutlivesARestart() {
        try (SwarmRig rig = SwarmRig.remembering(records)) {
            poisons(rig);
            assertThat(isLetIn(rig, POISONER)).isFalse();
        }
        try (SwarmRig rig = SwarmRig.remembering(records)) {
            assertThat(isLetIn(rig, POISONER)).isFalse();
            rig.swarm().connect(SwarmRig.address(POISONER, 6881));
            assertThat(rig.dialled()).isEmpty();
            assertThat(isLetIn(rig, "10.3.0.67")).isTrue();
        }
    }

    @Test
    void aBanIsOverAfterADay() {
        try (SwarmRig rig = SwarmRig.remembering(records)) {
            poisons(rig);
        }
        try (SwarmRig rig = SwarmRig.remembering(records)) {
            rig.pass(DAY + SwarmRig.SECOND);
            assertThat(isLetIn(rig, POISONER)).isTrue();
        }
    }

    @Test
    void aFileThatIsNotWholeBansNobody() throws IOException {
        try (SwarmRig rig = SwarmRig.remembering(records)) {
            poisons(rig);
        }
        Path file = records.resolve("bans");
        byte[] whole = Files.readAllBytes(file);
        for (int change = 0; change < whole.length; change++) {
            byte[] spoilt = whole.clone();
            spoilt[change] ^= 1;
            Files.write(file, change % 2 == 0 ? spoilt : Arrays.copyOf(whole, change));
            try (SwarmRig rig = SwarmRig.remembering(records)) {
                assertThat(isLetIn(rig, POISONER)).isTrue();
            }
        }
        Files.write(file, new byte[1 << 20]);
        try (SwarmRig rig = SwarmRig.remembering(records)) {
            assertThat(isLetIn(rig, POISONER)).isTrue();
        }
    }
}
