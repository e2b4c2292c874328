package io.github.enxame.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {
    private static final long MILLI = 1_000_000;

    private static Source source(long startMillis, double bytesPerSecond) {
        return new Source(startMillis * MILLI, bytesPerSecond, 0);
    }

    @Test
    void oneSourceNeedsItsStartAndItsTime() {
        assertThat(Shares.finishNanos(1_000_000, List.of(source(10, 1_000_000))))
                .isEqualTo(1_010 * MILLI);
    }

    @Test
    void sourcesAreUsedTogether() {
        long finish = Shares.finishNanos(1_000_000, List.of(source(0, 1_000_000), source(0, 1_000_000)));
        assertThat(finish).isEqualTo(500 * MILLI);
    }

    @Test
    void theFartherSourceBringsLess() {
        Source near = source(6, 2_500_000);
        Source far = source(84, 2_500_000);
        long finish = Shares.finishNanos(714_388, List.of(far, near));
        assertThat(Shares.bytes(near, finish)).isGreaterThan(Shares.bytes(far, finish));
    }

    @Test
    void aSourceThatIsTooFarBringsNothing() {
        Source near = source(1, 10_000_000);
        Source far = source(500, 10_000_000);
        long finish = Shares.finishNanos(1_000_000, List.of(near, far));
        assertThat(finish).isEqualTo(101 * MILLI);
        assertThat(Shares.bytes(far, finish)).isZero();
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
            double sum =
                    sources.stream().mapToDouble(s -> Shares.bytes(s, finish)).sum();
            assertThat(sum).as("seed %d round %d", seed, round).isCloseTo((double) missing, within(100.0));
        }
    }
}
