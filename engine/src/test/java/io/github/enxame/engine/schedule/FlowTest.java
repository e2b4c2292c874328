package io.github.enxame.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aSteadyFlowDeliversItsRate() {
        assertThat(Flow.steady(1_000_000).nanosFor(500_000)).isEqualTo(500 * MILLI);
        assertThat(Flow.steady(1_000_000).bytesIn(500 * MILLI)).isEqualTo(500_000);
    }

    @Test
    void aWindowComesEachRoundTripAndDoubles() {
        Flow flow = new Flow(10_000, 100 * MILLI, 100_000_000);
        assertThat(flow.nanosFor(10_000)).isLessThan(MILLI);
        assertThat(flow.nanosFor(30_000)).isBetween(100 * MILLI, 101 * MILLI);
        assertThat(flow.nanosFor(70_000)).isBetween(200 * MILLI, 201 * MILLI);
        assertThat(flow.bytesIn(99 * MILLI)).isEqualTo(10_000);
        assertThat(flow.bytesIn(299 * MILLI)).isEqualTo(70_000);
    }

    @Test
    void itGrowsNoFurtherThanThePathCarries() {
        Flow flow = new Flow(10_000, 100 * MILLI, 200_000);
        assertThat(flow.bytesIn(1_100 * MILLI)).isCloseTo(10_000 + 200_000, within(1.0));
    }

    @Test
    void aWindowThatFillsThePathIsSteady() {
        Flow flow = new Flow(50_000, 10 * MILLI, 1_000_000);
        assertThat(flow.nanosFor(500_000)).isEqualTo(500 * MILLI);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bytesInUndoesNanosFor(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            Flow flow = new Flow(
                    1_000 + random.nextInt(50_000), random.nextInt(300) * MILLI, 10_000 + random.nextInt(10_000_000));
            long bytes = 1 + random.nextInt(5_000_000);
            assertThat(flow.bytesIn(flow.nanosFor(bytes) + 1))
                    .as("seed %d: %s, %s bytes", seed, flow, bytes)
                    .isCloseTo(bytes, within(bytes / 1_000.0 + 20));
        }
    }
}
