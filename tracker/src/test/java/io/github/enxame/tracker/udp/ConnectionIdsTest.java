package io.github.enxame.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionIdsTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::1");

    private final ConnectionIds ids = new ConnectionIds(new Random(1));

    @Test
    void an_id_is_valid_for_its_address_only() {
        for (InetAddress address : new InetAddress[] {ONE, SIX}) {
            long id = ids.of(address, 5);
            assertThat(ids.valid(id, address, 5)).isTrue();
            assertThat(ids.valid(id, OTHER, 5)).isFalse();
            assertThat(ids.valid(id + 1, address, 5)).isFalse();
            assertThat(new ConnectionIds(new Random(2)).valid(id, address, 5)).isFalse();
        }
    }

    @Test
    void an_id_is_valid_for_two_to_three_minutes() {
        for (long start :
                new long[] {0, TimeUnit.SECONDS.toNanos(59), -TimeUnit.SECONDS.toNanos(30), Long.MAX_VALUE / 2}) {
            long id = ids.of(ONE, start);
            assertThat(ids.valid(id, ONE, start + TimeUnit.SECONDS.toNanos(120)))
                    .isTrue();
            assertThat(ids.valid(id, ONE, start + TimeUnit.SECONDS.toNanos(180)))
                    .isFalse();
            assertThat(ids.valid(id, ONE, start - TimeUnit.SECONDS.toNanos(60))).isFalse();
        }
    }

    @Test
    void ids_are_the_hash_that_siphash_2_4_has_for_them() {
        ConnectionIds known = new ConnectionIds(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        assertThat(known.hash()).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(known.hash(0x0706050403020100L)).isEqualTo(0x93f5f5799a932462L);
    }
}
