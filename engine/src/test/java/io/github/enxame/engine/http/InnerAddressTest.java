package io.github.enxame.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InnerAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:0.0.0.0",
                "::127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2002:7f00:0001::5",
                "::ffff:0:127.0.0.1"
            })
    void this_machine_is_known_in_every_spelling(String text) throws Exception {
        InetAddress address = InetAddress.getByName(text);
        assertThat(InnerAddress.isThisMachine(address)).isTrue();
        assertThat(InnerAddress.is(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "fe80::1",
                "fec0::1",
                "fd00::1",
                "fc12::1",
                "64:ff9b::10.0.0.1",
                "2002:a9fe:a9fe::1",
                "2002:c0a8:101::"
            })
    void a_private_network_is_inside_but_not_this_machine(String text) throws Exception {
        assertThat(InnerAddress.is(InetAddress.getByName(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.32.0.1",
                "193.168.1.1",
                "2001:4860::8888",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
                "2a00::1"
            })
    void the_internet_is_outside(String text) throws Exception {
        InetAddress address = InetAddress.getByName(text);
        assertThat(InnerAddress.is(address)).isFalse();
        assertThat(InnerAddress.isThisMachine(address)).isFalse();
    }

    @Test
    void the_addresses_of_our_own_network_cards_are_this_machine() throws Exception {
        assertThat(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
                .isNotEmpty()
                .allMatch(InnerAddress::isThisMachine);
    }
}
