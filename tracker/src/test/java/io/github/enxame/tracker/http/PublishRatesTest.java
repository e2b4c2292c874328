package io.github.enxame.tracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.tracker.catalogue.Network;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PublishRatesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final PublishRates rates = new PublishRates(nanos::get);

    private int publish(String network, long length) {
        int wait = rates.begin(network, length);
        if (wait == 0) {
            rates.end(network);
        }
        return wait;
    }

    @Test
    void a_network_publishes_many_at_once_and_then_one_a_second() {
        for (int i = 0; i < PublishRates.MAX_BURST; i++) {
            assertThat(publish("a", 100)).isZero();
        }
        assertThat(publish("a", 100)).isEqualTo(1);
        assertThat(publish("b", 100)).as("others may").isZero();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(publish("a", 100)).isZero();
        assertThat(publish("a", 100)).isEqualTo(1);
    }

    @Test
    void a_network_publishes_so_many_bytes() {
        for (int i = 0; i < 16; i++) {
            assertThat(publish("a", 8 << 20)).isZero();
        }
        assertThat(publish("a", 8 << 20)).isEqualTo(32);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(32));
        assertThat(publish("a", 8 << 20)).isZero();
    }

    @Test
    void a_network_has_few_publications_on_their_way() {
        for (int i = 0; i < PublishRates.MAX_PENDING; i++) {
            assertThat(rates.begin("a", 1)).isZero();
        }
        assertThat(rates.begin("a", 1)).isEqualTo(1);
        assertThat(rates.begin("b", 1)).isZero();
        rates.end("a");
        assertThat(rates.begin("a", 1)).isZero();
    }

    @Test
    void networks_are_forgotten_when_there_are_too_many() {
        publish("first", 1);
        for (int i = 0; i < PublishRates.MAX_NETWORKS; i++) {
            publish("n" + i, 1);
        }
        for (int i = 0; i < PublishRates.MAX_BURST; i++) {
            assertThat(publish("first", 1)).isZero();
        }
    }

    @Test
    void an_ipv6_host_is_one_network_however_many_addresses_it_has() throws Exception {
        assertThat(Network.of(InetAddress.ofLiteral("2001:db8:1:2::1")))
                .isEqualTo(Network.of(InetAddress.ofLiteral("2001:db8:1:2:ffff::9")))
                .isNotEqualTo(Network.of(InetAddress.ofLiteral("2001:db8:1:3::1")));
        assertThat(Network.of(InetAddress.ofLiteral("::ffff:192.0.2.1")))
                .isEqualTo(Network.of(InetAddress.ofLiteral("192.0.2.1")));
    }
}
