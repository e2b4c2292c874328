package io.github.enxame.documents.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.plan.Span;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteRunsTest {
    @Test
    void neighbours_of_one_owner_are_one_run() {
        ByteRuns runs = ByteRuns.of(new long[] {0, 10, 20, 30}, new int[] {0, 1, 1, 0}, 50);
        assertThat(runs.spans(2))
                .containsExactly(List.of(new Span(0, 10), new Span(30, 20)), List.of(new Span(10, 20)));
    }

    @Test
    void the_shortest_run_goes_to_the_neighbour_with_the_lower_number() {
        ByteRuns runs = ByteRuns.of(new long[] {0, 10, 11, 30, 50}, new int[] {1, 2, 0, 2, 1}, 100);
        assertThat(runs.reducedTo(4).spans(3))
                .containsExactly(
                        List.of(new Span(10, 20)),
                        List.of(new Span(0, 10), new Span(50, 50)),
                        List.of(new Span(30, 20)));
    }

    @Test
    void every_owner_keeps_a_run() {
        ByteRuns runs = ByteRuns.of(new long[] {0, 1, 2}, new int[] {0, 1, 2}, 9);
        assertThat(runs.reducedTo(1).count()).isEqualTo(3);
    }

    @Test
    void reducing_random_runs_keeps_every_byte_and_every_owner() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int count = 1 + random.nextInt(60);
            int ownerCount = 1 + random.nextInt(6);
            long[] starts = new long[count];
            int[] owners = new int[count];
            for (int i = 0; i < count; i++) {
                starts[i] = i == 0 ? 0 : starts[i - 1] + 1 + random.nextInt(9);
                owners[i] = random.nextInt(ownerCount);
            }
            long length = starts[count - 1] + 1;
            ByteRuns runs = ByteRuns.of(starts, owners, length);
            int target = 1 + random.nextInt(count);
            ByteRuns reduced = runs.reducedTo(target);
            assertThat(reduced.owning(ownerCount)).as("seed " + seed).isEqualTo(runs.owning(ownerCount));
            long total = reduced.spans(ownerCount).stream()
                    .flatMap(List::stream)
                    .mapToLong(Span::length)
                    .sum();
            assertThat(total).as("seed " + seed).isEqualTo(length);
            int fewest = 0;
            for (boolean owning : runs.owning(ownerCount)) {
                fewest += owning ? 1 : 0;
            }
            assertThat(reduced.count()).as("seed " + seed).isLessThanOrEqualTo(Math.max(target, fewest));
        }
    }
}
