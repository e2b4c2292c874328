package io.github.enxame.tracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.tracker.http.Transfers.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Transfers transfers = new Transfers(3, 1000, nanos::get);
    private final List<String> cut = new ArrayList<>();

    private Optional<Transfer> begin(String name, long bytes) {
        return transfers.begin(bytes, () -> cut.add(name));
    }

    private void after(double seconds) {
        nanos.addAndGet((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
    }

    @Test
    void a_newcomer_takes_the_place_of_the_one_that_is_stuck_longest() {
        begin("a", 10);
        Transfer moving = begin("b", 10).orElseThrow();
        begin("c", 10);
        assertThat(begin("d", 10)).as("nobody is stuck yet").isEmpty();
        after(1.5);
        moving.moved(Transfers.MIN_PROGRESS_BYTES);
        assertThat(begin("d", 10)).isPresent();
        assertThat(begin("e", 10)).isPresent();
        assertThat(begin("f", 10)).as("those that are left move, or are new").isEmpty();
        assertThat(cut).containsExactly("a", "c");
        assertThat(transfers.count()).isEqualTo(3);
        assertThat(transfers.heldBytes()).isEqualTo(30);
    }

    @Test
    void who_trickles_counts_as_stuck() {
        Transfer trickling = begin("a", 900).orElseThrow();
        for (int i = 0; i < 100; i++) {
            after(0.1);
            trickling.moved(10);
        }
        assertThat(begin("b", 200)).isPresent();
        assertThat(cut).containsExactly("a");
        assertThat(trickling.hold(1)).as("it holds nothing any more").isFalse();
        assertThat(transfers.heldBytes()).isEqualTo(200);
    }

    @Test
    void memory_is_given_up_to_the_bound_and_given_back_once() {
        Transfer a = begin("a", 600).orElseThrow();
        Transfer b = begin("b", 400).orElseThrow();
        assertThat(a.hold(1)).isFalse();
        assertThat(begin("c", 1)).isEmpty();
        b.end();
        b.end();
        assertThat(a.hold(400)).isTrue();
        assertThat(transfers.heldBytes()).isEqualTo(1000);
        a.end();
        assertThat(transfers.heldBytes()).isZero();
        assertThat(transfers.count()).isZero();
        assertThat(cut).isEmpty();
    }

    @Test
    void a_rate_below_the_least_is_too_slow() {
        Transfer transfer = begin("a", 0).orElseThrow();
        after(Transfers.CHECK_SECONDS);
        transfer.moved(Transfers.MIN_BYTES_PER_CHECK);
        assertThat(transfer.isTooSlow()).isFalse();
        after(Transfers.CHECK_SECONDS);
        transfer.moved(Transfers.MIN_BYTES_PER_CHECK - 1);
        assertThat(transfer.isTooSlow()).isTrue();
    }
}
