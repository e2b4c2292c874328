package io.github.enxame.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilencesTest {
    private static final long MILLI = 1_000_000L;
    private static final long START = -5_000 * MILLI;

    private final Silences silences = new Silences();

    @Test
    void two_silences_make_a_habit() {
        silences.ended(500 * MILLI, START);
        assertThat(silences.usualNanos(START)).isZero();
        silences.ended(480 * MILLI, START + 500 * MILLI);
        assertThat(silences.usualNanos(START + 500 * MILLI)).isEqualTo(480 * MILLI);
    }

    @Test
    void what_lies_between_the_blocks_of_a_steady_stream_is_no_silence() {
        for (int i = 0; i < 10; i++) {
            silences.ended(5 * MILLI, START + i * 5 * MILLI);
        }
        assertThat(silences.usualNanos(START + 50 * MILLI)).isZero();
    }

    @Test
    void a_long_one_counts_no_more_than_the_short_one_beside_it() {
        silences.ended(30 * MILLI, START);
        silences.ended(1_500 * MILLI, START + 2_000 * MILLI);
        assertThat(silences.usualNanos(START + 2_000 * MILLI)).isEqualTo(30 * MILLI);
    }

    @Test
    void none_counts_for_more_than_two_seconds_and_all_are_forgotten() {
        silences.ended(60_000 * MILLI, START);
        silences.ended(60_000 * MILLI, START + MILLI);
        assertThat(silences.usualNanos(START + MILLI)).isEqualTo(2_000 * MILLI);
        assertThat(silences.usualNanos(START + 4_001 * MILLI)).isEqualTo(2_000 * MILLI);
        assertThat(silences.usualNanos(START + 4_002 * MILLI)).isZero();
    }
}
