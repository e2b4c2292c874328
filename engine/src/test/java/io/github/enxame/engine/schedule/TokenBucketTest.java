package io.github.enxame.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long SEED = 5;

    private final TokenBucket bucket = new TokenBucket();

    @Test
    void withoutALimitEverythingGoes() {
        for (int i = 0; i < 100; i++) {
            assertThat(bucket.hasSome(0)).isTrue();
            bucket.take(Integer.MAX_VALUE, 0);
        }
    }

    @Test
    void whatIsTakenBeyondIsPaidBackFirst() {
        bucket.limit(10_000, 0);
        assertThat(bucket.hasSome(0)).isTrue();
        bucket.take(16_384, 0);
        assertThat(bucket.hasSome(SECOND)).isFalse();
        assertThat(bucket.hasSome(2 * SECOND)).isTrue();
    }

    @Test
    void atAnyRateAndRhythmTheSumIsTheRate() {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            long rate = 1_000 + random.nextInt(10_000_000);
            long now = random.nextInt();
            TokenBucket limited = new TokenBucket();
            limited.limit(rate, now);
            long start = now;
            long taken = 0;
            while (now - start < 100 * SECOND) {
                now += random.nextInt(150_000_000);
                while (limited.hasSome(now)) {
                    limited.take(16_384, now);
                    taken += 16_384;
                }
            }
            double expected = rate * ((now - start) / 1e9);
            assertThat((double) taken)
                    .as("seed %s, round %s, rate %s", SEED, round, rate)
                    .isBetween(expected * 0.99 - 16_384, expected + rate * 0.2 + 16_384);
        }
    }

    @Test
    void aLimitThatIsTakenAwayOrRaisedCountsAtOnce() {
        bucket.limit(1_000, 0);
        bucket.take(1_000_000, 0);
        bucket.limit(0, 0);
        assertThat(bucket.hasSome(0)).isTrue();
        bucket.limit(1_000, 0);
        assertThat(bucket.hasSome(0))
                .as("old debts are forgotten with the limit")
                .isTrue();
        assertThat(bucket.bytesPerSecond()).isEqualTo(1_000);
        assertThatThrownBy(() -> bucket.limit(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
