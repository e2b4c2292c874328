package io.github.enxame.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.Selector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MulticastGroupTest {
    private static void onlyWhereProgramsMayListenAtAGroup() {
        assumeTrue(System.getProperty("os.name", "").contains("Linux"), "other systems have only the wildcard address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"239.192.152.143", "ff15::efc0:988f"})
    void nothingIsListenedAtButTheGroup(String literal) throws Exception {
        onlyWhereProgramsMayListenAtAGroup();
        InetAddress group = InetAddress.ofLiteral(literal);
        assumeTrue(group.getAddress().length == 4 || hasIpv6(), "there is no IPv6 here");
        try (Selector selector = Selector.open();
                MulticastGroup open = MulticastGroup.open(group, selector)) {
            assertThat(open.channel().getLocalAddress()).isEqualTo(new InetSocketAddress(group, MulticastGroup.PORT));
        }
    }

    private static boolean hasIpv6() throws Exception {
        return NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null;
    }

    @Test
    void itIsJoinedOnTheInterfaceOfTheAddressThatPeersAreListenedToAtAlone() throws Exception {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        NetworkInterface own = NetworkInterface.getByInetAddress(loopback);
        InetAddress address = InetAddress.ofLiteral("239.192.152.143");
        try (Selector selector = Selector.open();
                MulticastGroup group = MulticastGroup.open(address, selector)) {
            group.join(LocalInterfaces.reaching(loopback));
            assertThat(group.joined()).containsExactly(own);
        }
    }
}
