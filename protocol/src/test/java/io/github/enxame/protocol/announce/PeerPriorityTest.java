package io.github.enxame.protocol.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class PeerPriorityTest {
    private static long priority(String one, String other) {
        InetSocketAddress a = new InetSocketAddress(InetAddress.ofLiteral(one), 6881);
        InetSocketAddress b = new InetSocketAddress(InetAddress.ofLiteral(other), 6882);
        assertThat(PeerPriority.of(a, b)).as("the other way round").isEqualTo(PeerPriority.of(b, a));
        return PeerPriority.of(a, b);
    }

    private static long crc(String lower, String upper) {
        CRC32C crc = new CRC32C();
        crc.update(InetAddress.ofLiteral(lower).getAddress());
        crc.update(InetAddress.ofLiteral(upper).getAddress());
        return crc.getValue();
    }

    @Test
    void theExamplesOfBep40ComeOut() {
        assertThat(priority("123.213.32.10", "98.76.54.32")).isEqualTo(0xec2d7224L);
        assertThat(priority("123.213.32.10", "123.213.32.234")).isEqualTo(0x99568189L);
    }

    @Test
    void theCloserTwoAreTheMoreOfTheirAddressesCounts() {
        assertThat(priority("10.1.255.255", "10.2.255.255")).isEqualTo(crc("10.1.85.85", "10.2.85.85"));
        assertThat(priority("10.1.170.255", "10.1.255.255")).isEqualTo(crc("10.1.170.85", "10.1.255.85"));
        assertThat(priority("10.1.1.254", "10.1.1.255")).isEqualTo(crc("10.1.1.254", "10.1.1.255"));
        assertThat(priority("2001:db8:1:ffff:ffff:ffff:ffff:ffff", "2001:db8:2:ffff:ffff:ffff:ffff:ffff"))
                .isEqualTo(crc("2001:db8:1:5555:5555:5555:5555:5555", "2001:db8:2:5555:5555:5555:5555:5555"));
        assertThat(priority("2001:db8:1:aaff::", "2001:db8:1:bbff::"))
                .isEqualTo(crc("2001:db8:1:aa55::", "2001:db8:1:bb55::"));
        assertThat(priority("2001:db8:1:aaee::", "2001:db8:1:aaff::"))
                .isEqualTo(crc("2001:db8:1:aaee::", "2001:db8:1:aaff::"));
    }

    @Test
    void onOneHostThePortsCount() {
        CRC32C crc = new CRC32C();
        crc.update(new byte[] {0x1a, (byte) 0xe1, 0x1a, (byte) 0xe2});
        assertThat(priority("127.0.0.1", "127.0.0.1")).isEqualTo(crc.getValue());
    }

    @Test
    void addressesOfDifferentKindsCannotBeCompared() {
        assertThat(priority("10.0.0.1", "2001:db8::1")).isZero();
        assertThat(PeerPriority.of(
                        InetSocketAddress.createUnresolved("peer.example", 1),
                        InetSocketAddress.createUnresolved("other.example", 2)))
                .isZero();
    }
}
