package io.github.enxame.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class OpeningRatesTest {
    private static final long SECOND = 1_000_000_000L;

    private static InetAddress address(int network) throws Exception {
        return InetAddress.getByAddress(new byte[] {10, (byte) (network >> 8), (byte) network, 1});
    }

    private static int admitted(OpeningRates rates, InetAddress from, int count, long nowNanos) {
        int admitted = 0;
        for (int i = 0; i < count; i++) {
            admitted += rates.admits(from, nowNanos) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void a_network_opens_so_many_in_a_second_and_another_is_not_held_back() throws Exception {
        OpeningRates rates = new OpeningRates();
        assertThat(admitted(rates, address(1), 1_000, -1)).isEqualTo(OpeningRates.MAX_OF_NETWORK_PER_SECOND);
        assertThat(rates.admits(address(2), -1)).isTrue();
        assertThat(rates.admits(address(1), SECOND)).isTrue();
    }

    @Test
    void all_networks_together_open_so_many() throws Exception {
        OpeningRates rates = new OpeningRates();
        int admitted = 0;
        for (int network = 0; network < 1_000; network++) {
            admitted += admitted(rates, address(network), 2, 5 * SECOND);
        }
        assertThat(admitted).isEqualTo(OpeningRates.MAX_PER_SECOND);
    }

    @Test
    void programs_of_this_machine_open_as_many_as_they_want() {
        assertThat(admitted(new OpeningRates(), InetAddress.getLoopbackAddress(), 1_000, 0))
                .isEqualTo(1_000);
    }
}
