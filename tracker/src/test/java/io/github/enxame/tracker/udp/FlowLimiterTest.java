package io.github.enxame.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlowLimiterTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FlowLimiter limiter = new FlowLimiter(new Random(1));

    private static InetSocketAddress flow(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }

    private int admitted(InetSocketAddress flow, int times, long nowNanos) {
        int count = 0;
        for (int i = 0; i < times; i++) {
            count += limiter.admits(flow, nowNanos) ? 1 : 0;
        }
        return count;
    }

    @Test
    void a_flow_gets_so_many_answers_each_second_and_others_are_not_concerned() {
        for (long now : new long[] {-5 * SECOND, 0, 7 * SECOND, Long.MAX_VALUE / 2}) {
            assertThat(admitted(flow("192.0.2.1", 4000), 100_000, now)).isEqualTo(FlowLimiter.MAX_ANSWERS_PER_SECOND);
            assertThat(admitted(flow("192.0.2.1", 4001), 1, now)).isEqualTo(1);
            assertThat(admitted(flow("192.0.2.2", 4000), 1, now)).isEqualTo(1);
            assertThat(admitted(flow("2001:db8::1", 4000), 1, now)).isEqualTo(1);
            assertThat(admitted(flow("192.0.2.1", 4000), 1, now + SECOND)).isEqualTo(1);
        }
    }

    @Test
    void few_flows_share_the_place_of_one_that_floods() {
        admitted(flow("192.0.2.1", 4000), 1000, 0);
        int refused = 0;
        for (int i = 0; i < 60_000; i++) {
            refused += limiter.admits(flow("198.51.100." + i % 256, 1024 + i), 0) ? 0 : 1;
        }
        assertThat(refused).isLessThan(100);
    }
}
