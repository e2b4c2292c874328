package io.github.enxame.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class AddressRangesTest {
    private static boolean contains(String ranges, String address) {
        return AddressRanges.parse(ranges).contains(InetAddress.ofLiteral(address));
    }

    @Test
    void an_address_is_in_the_networks_that_have_its_leading_bits() {
        assertThat(contains("192.0.2.1", "192.0.2.1")).isTrue();
        assertThat(contains("192.0.2.1", "192.0.2.2")).isFalse();
        assertThat(contains("10.0.0.0/8, 2001:db8::/33", "10.255.1.2")).isTrue();
        assertThat(contains("10.0.0.0/8, 2001:db8::/33", "11.0.0.0")).isFalse();
        assertThat(contains("10.0.0.0/8, 2001:db8::/33", "2001:db8:7fff::1")).isTrue();
        assertThat(contains("10.0.0.0/8, 2001:db8::/33", "2001:db8:8000::1")).isFalse();
        assertThat(contains("0.0.0.0/0", "192.0.2.1")).isTrue();
        assertThat(contains("0.0.0.0/0", "2001:db8::1")).isFalse();
        assertThat(contains("127.0.0.0/8", "::ffff:127.0.0.1"))
                .as("a mapped address is the IPv4 one")
                .isTrue();
        assertThat(AddressRanges.LOOPBACK.contains(InetAddress.ofLiteral("::1")))
                .isTrue();
        assertThat(contains("", "127.0.0.1")).isFalse();
    }

    @Test
    void what_is_no_network_is_named() {
        for (String text :
                new String[] {"proxy.example", "10.0.0.0/33", "::/129", "10.0.0.0/x", "10.0.0.0/-1", "10/8x"}) {
            assertThatThrownBy(() -> AddressRanges.parse("192.0.2.1," + text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(text);
        }
    }
}
