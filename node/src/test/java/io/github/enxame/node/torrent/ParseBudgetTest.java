package io.github.enxame.node.torrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.node.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParseBudgetTest {
    private static final long HEAP = 512L << 20;
    private static final int LARGE = 9 << 20;
    private static final int SMALL = 100 << 10;

    private static void assertBusy(ParseBudget budget, int length) {
        assertThatThrownBy(() -> budget.reserveParse(length))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("busy"));
    }

    @Test
    void large_ones_are_parsed_one_at_a_time() throws Exception {
        ParseBudget budget = new ParseBudget(HEAP, Duration.ofMillis(1));
        try (var _ = budget.reserveParse(LARGE)) {
            assertBusy(budget, LARGE);
        }
        try (var _ = budget.reserveParse(LARGE)) {
            assertBusy(budget, LARGE);
        }
    }

    @Test
    void one_that_needs_more_than_all_is_parsed_alone() throws Exception {
        ParseBudget budget = new ParseBudget(HEAP / 8, Duration.ofMillis(1));
        try (var _ = budget.reserveParse(LARGE)) {
            assertBusy(budget, 1);
        }
        budget.reserveParse(1).close();
    }

    @Test
    void small_ones_do_not_wait_for_each_other() throws Exception {
        ParseBudget budget = new ParseBudget(HEAP, Duration.ofMillis(1));
        try (var _ = budget.reserveParse(SMALL);
                var _ = budget.reserveParse(SMALL);
                var _ = budget.reserveArrival(LARGE);
                var _ = budget.reserveArrival(LARGE);
                var _ = budget.reserveArrival(LARGE)) {
            assertThatThrownBy(() -> budget.reserveArrival(LARGE)).isInstanceOf(ProblemException.class);
            budget.reserveArrival(SMALL).close();
        }
    }

    @Test
    void whoever_waits_goes_on_when_there_is_room() throws Exception {
        ParseBudget budget = new ParseBudget(HEAP, Duration.ofSeconds(20));
        CompletableFuture<Boolean> second = new CompletableFuture<>();
        try (var _ = budget.reserveParse(LARGE)) {
            Thread.ofVirtual().start(() -> {
                try (var _ = budget.reserveParse(LARGE)) {
                    second.complete(true);
                } catch (ProblemException e) {
                    second.completeExceptionally(e);
                }
            });
            assertThat(second).isNotDone();
        }
        assertThat(second.get()).isTrue();
    }
}
