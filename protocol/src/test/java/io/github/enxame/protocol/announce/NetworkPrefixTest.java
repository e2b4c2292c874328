package io.github.enxame.protocol.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class NetworkPrefixTest {
    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void anIpv4AddressIsItsOwnNetwork() {
        assertThat(NetworkPrefix.of(ip("192.0.2.1"))).isEqualTo(NetworkPrefix.of(ip("192.0.2.1")));
        assertThat(NetworkPrefix.of(ip("192.0.2.1"))).isNotEqualTo(NetworkPrefix.of(ip("192.0.2.2")));
        assertThat(NetworkPrefix.of(ip("192.0.2.1"))).isEqualTo(NetworkPrefix.of(ip("::ffff:192.0.2.1")));
    }

    @Test
    void ipv6AddressesOfOne64AreOneNetwork() {
        assertThat(NetworkPrefix.of(ip("2001:db8:0:1::1")))
                .isEqualTo(NetworkPrefix.of(ip("2001:db8:0:1:ffff:ffff:ffff:ffff")))
                .hasSameHashCodeAs(NetworkPrefix.of(ip("2001:db8:0:1:ffff:ffff:ffff:ffff")))
                .isNotEqualTo(NetworkPrefix.of(ip("2001:db8:0:2::1")));
    }

    @Test
    void wideNetworksAre24And48() {
        assertThat(NetworkPrefix.wide(ip("192.0.2.1"))).isEqualTo(NetworkPrefix.wide(ip("192.0.2.254")));
        assertThat(NetworkPrefix.wide(ip("192.0.2.1"))).isNotEqualTo(NetworkPrefix.wide(ip("192.0.3.1")));
        assertThat(NetworkPrefix.wide(ip("2001:db8:1:1::"))).isEqualTo(NetworkPrefix.wide(ip("2001:db8:1:2::")));
        assertThat(NetworkPrefix.wide(ip("2001:db8:1:1::"))).isNotEqualTo(NetworkPrefix.wide(ip("2001:db8:2:1::")));
    }
}
