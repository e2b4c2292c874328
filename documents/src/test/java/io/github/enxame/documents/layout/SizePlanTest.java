package io.github.enxame.documents.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.plan.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizePlanTest {
    @Test
    void sections_are_equal_runs_of_whole_blocks() {
        assertThat(lengths(1)).containsExactly(1L);
        assertThat(lengths(16_384)).containsExactly(16_384L);
        assertThat(lengths(16_385)).containsExactly(16_384L, 1L);
        assertThat(lengths(64 * 16_384)).hasSize(64).containsOnly(16_384L);
        assertThat(lengths(64 * 16_384 + 1)).hasSize(33).startsWith(32_768L).endsWith(1L);
        assertThat(lengths(1L << 42)).hasSize(64);
    }

    private static List<Long> lengths(long length) {
        return SizePlan.of(length).sections().stream().map(Section::bytes).toList();
    }
}
