package io.github.enxame.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ListenAddressTest {
    @TempDir
    private Path folder;

    private static void connect(String ip, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(ip), port), 10_000);
        }
    }

    private TrackerServer open(String host) throws TrackerException {
        return TrackerServer.open(TrackerSettings.of(host, 0, folder));
    }

    private static void assumeIpv6() throws IOException {
        Assumptions.assumeTrue(
                NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null, "this machine has no IPv6");
    }

    @Test
    void all_addresses_are_those_of_both_families_and_all_of_ipv4_none_of_ipv6() throws Exception {
        assumeIpv6();
        try (TrackerServer everywhere = open(ListenAddress.EVERYWHERE)) {
            connect("127.0.0.1", everywhere.port());
            connect("::1", everywhere.port());
            assertThat(everywhere.uri()).hasToString("http://localhost:" + everywhere.port() + "/");
        }
        try (TrackerServer ipv4 = open("0.0.0.0")) {
            connect("127.0.0.1", ipv4.port());
            assertThatThrownBy(() -> connect("::1", ipv4.port())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void an_address_is_listened_on_alone() throws Exception {
        try (TrackerServer loopback = open("127.0.0.1")) {
            connect("127.0.0.1", loopback.port());
            assertThatThrownBy(() -> connect("127.0.0.2", loopback.port())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void who_reaches_it_is_said_as_it_is() {
        assertThat(new ListenAddress("::").reachedBy()).contains("IPv4 or IPv6");
        assertThat(new ListenAddress("0.0.0.0").reachedBy())
                .contains("over IPv4")
                .doesNotContain("IPv6");
        assertThat(new ListenAddress("127.0.0.1").reachedBy()).isEqualTo("this computer only");
        assertThat(new ListenAddress("::1").reachedBy()).isEqualTo("this computer only");
        assertThat(new ListenAddress("192.0.2.7").reachedBy()).contains("192.0.2.7");
    }
}
