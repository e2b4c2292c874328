package io.github.enxame.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {
    private static final long MILLI = 1_000_000;
    private static final Percentage EXACT = withinPercentage(0.2);

    private static Source source(long startMillis, double bytesPerSecond) {
        return new Source(startMillis * MILLI, Flow.steady(bytesPerSecond), 0);
    }

    @Test
    void oneSourceNeedsItsStartAndItsTime() {
        assertThat(Shares.finishNanos(1_000_000, List.of(source(10, 1_000_000))))
                .isCloseTo(1_010 * MILLI, EXACT);
    }

    @Test
    void sourcesAreUsedTogether() {
        long finish = Shares.finishNanos(1_000_000, List.of(source(0, 1_000_000), source(0, 1_000_000)));
        assertThat(finish).isCloseTo(500 * MILLI, EXACT);
    }

    @Test
    void theFartherSourceBringsLess() {
        Source near = source(6, 2_500_000);
        Source far = source(84, 2_500_000);
        long finish = Shares.finishNanos(714_388, List.of(far, near));
        assertThat(near.bytesBy(finish)).isGreaterThan(far.bytesBy(finish));
    }

    @Test
    void aSourceThatIsTooFarBringsNothing() {
        Source near = source(1, 10_000_000);
        Source far = source(500, 10_000_000);
        long finish = Shares.finishNanos(1_000_000, List.of(near, far));
        assertThat(finish).isCloseTo(101 * MILLI, EXACT);
        assertThat(far.bytesBy(finish)).isZero();
    }

    @Test
    void aSourceInSlowStartBringsLessThanItsPathCarries() {
        Source near = source(6, 2_500_000);
        Source slowStart = new Source(244 * MILLI, new Flow(14_480, 244 * MILLI, 2_500_000), 0);
        long finish = Shares.finishNanos(2_500_000, List.of(near, slowStart));
        assertThat(slowStart.bytesBy(finish)).isEqualTo(14_480 * 7);
        assertThat(near.bytesBy(finish) + slowStart.bytesBy(finish)).isCloseTo(2_500_000.0, within(25_000.0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theSharesSumToWhatIsMissingAndNobodyCouldFinishSooner(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long missing = 1L + random.nextInt(50_000_000);
            List<Source> sources = Stream.generate(() -> source(random.nextInt(400), 1_000 + random.nextInt(5_000_000)))
                    .limit(1 + random.nextInt(20))
                    .toList();
            long finish = Shares.finishNanos(missing, sources);
            double sum = sources.stream().mapToDouble(s -> s.bytesBy(finish)).sum();
            assertThat(sum).as("seed %d round %d", seed, round).isCloseTo((double) missing, within(missing / 100.0));
        }
    }
}
