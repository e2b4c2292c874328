package io.github.enxame.protocol.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactPeersTest {
    private static final PeerAddress V4 = new PeerAddress(InetAddress.ofLiteral("192.0.2.255"), 65535);
    private static final PeerAddress V6 = new PeerAddress(InetAddress.ofLiteral("2001:db8::ff"), 1);

    @Test
    void peers_of_each_family_go_to_their_own_list_and_back() throws Exception {
        List<PeerAddress> both = List.of(V6, V4, V6, V4);
        assertThat(CompactPeers.encodeV4(both)).hasSize(12).startsWith(192, 0, 2, 255, 0xff, 0xff);
        assertThat(CompactPeers.encodeV6(both)).hasSize(36);
        assertThat(CompactPeers.decodeV4(CompactPeers.encodeV4(both), 10)).containsExactly(V4, V4);
        assertThat(CompactPeers.decodeV6(CompactPeers.encodeV6(both), 10)).containsExactly(V6, V6);
    }

    @Test
    void a_list_is_cut_at_the_limit_and_port_0_is_left_out() throws Exception {
        assertThat(CompactPeers.decodeV4(new byte[60], 10)).isEmpty();
        assertThat(CompactPeers.decodeV4(CompactPeers.encodeV4(List.of(V4, V4, V4)), 2))
                .hasSize(2);
    }

    @Test
    void a_list_that_ends_within_a_peer_has_those_before_it() {
        byte[] four = CompactPeers.encodeV4(List.of(V4));
        byte[] six = CompactPeers.encodeV6(List.of(V6));
        assertThat(CompactPeers.decodeV4(Arrays.copyOf(four, 11), 10)).containsExactly(V4);
        assertThat(CompactPeers.decodeV6(Arrays.copyOf(six, 35), 10)).containsExactly(V6);
        assertThat(CompactPeers.decodeV4(new byte[5], 10)).isEmpty();
    }
}
