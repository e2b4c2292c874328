package io.github.enxame.engine.webseed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RestsTest {
    private static final URI SERVER = URI.create("http://mirror.example/f");

    private final Rests rests = new Rests();

    private long leftSeconds(long now) {
        return TimeUnit.NANOSECONDS.toSeconds(rests.leftNanos(SERVER, now));
    }

    @Test
    void whoFailsIsLeftAloneForTwiceAsLongEachTimeUpToTenMinutes() {
        assertThat(rests.leftNanos(SERVER, 5)).isNotPositive();
        long expected = 1;
        for (int i = 0; i < 40; i++) {
            rests.failed(SERVER, "why", WebSeedException.UNSAID, 5);
            assertThat(leftSeconds(5)).isEqualTo(Math.min(600, expected));
            expected = Math.min(1_000, expected * 2);
        }
        rests.worked(SERVER);
        rests.failed(SERVER, "why", WebSeedException.UNSAID, 5);
        assertThat(leftSeconds(5)).isEqualTo(1);
    }

    @Test
    void whoAsksForARestGetsItWithinBounds() {
        rests.failed(SERVER, "why", 30, 0);
        assertThat(leftSeconds(0)).isEqualTo(30);
        rests.failed(SERVER, "why", 0, 0);
        assertThat(leftSeconds(0)).isEqualTo(1);
        rests.failed(SERVER, "why", Long.MAX_VALUE / 2, 0);
        assertThat(leftSeconds(0)).isEqualTo(3600);
    }

    @Test
    void onlySoManyAreRemembered() {
        rests.failed(SERVER, "why", 30, 0);
        for (int i = 0; i < Rests.MAX_SERVERS; i++) {
            rests.failed(URI.create("http://mirror.example/" + i), "why", 30, 0);
        }
        assertThat(leftSeconds(0)).isZero();
    }
}
