package io.github.enxame.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AllowedFastSetTest {
    private static final InetAddress PEER = InetAddress.ofLiteral("80.4.4.200");

    private static byte[] infoHash() {
        byte[] hash = new byte[20];
        Arrays.fill(hash, (byte) 0xaa);
        return hash;
    }

    @Test
    void theExamplesOfBep6ComeOut() {
        assertThat(AllowedFastSet.of(PEER, infoHash(), 1313, 7)).containsExactly(1059, 431, 808, 1217, 287, 376, 1188);
        assertThat(AllowedFastSet.of(PEER, infoHash(), 1313, 9))
                .containsExactly(1059, 431, 808, 1217, 287, 376, 1188, 353, 508);
    }

    @Test
    void neighboursGetTheSamePiecesAndOthersDoNot() {
        assertThat(AllowedFastSet.of(InetAddress.ofLiteral("80.4.4.1"), infoHash(), 1313, 9))
                .isEqualTo(AllowedFastSet.of(PEER, infoHash(), 1313, 9));
        assertThat(AllowedFastSet.of(InetAddress.ofLiteral("80.4.5.200"), infoHash(), 1313, 9))
                .isNotEqualTo(AllowedFastSet.of(PEER, infoHash(), 1313, 9));
        assertThat(AllowedFastSet.of(InetAddress.ofLiteral("2001:db8::1"), infoHash(), 1313, 9))
                .isEqualTo(AllowedFastSet.of(InetAddress.ofLiteral("2001:db8::2:1"), infoHash(), 1313, 9))
                .isNotEqualTo(AllowedFastSet.of(InetAddress.ofLiteral("2001:db8:0:1::1"), infoHash(), 1313, 9));
    }

    @Test
    void aSmallTorrentHasNoMorePiecesThanItHas() {
        assertThat(AllowedFastSet.of(PEER, infoHash(), 3, 10)).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(AllowedFastSet.of(PEER, infoHash(), 0, 10)).isEmpty();
    }
}
