package io.github.enxame.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which tracker of which tier is told what, and what follows from its answer (BEP 3, 12). */
class TrackerTiersTest extends TrackerTiersRig {
    @Test
    void nothing_is_due_before_the_start() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        assertThat(tiers.due(now)).isEmpty();
        assertThat(tiers.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void started_is_sent_at_once_and_then_regular_announces_at_the_interval() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        assertThat(tiers.nextNanos()).isLessThanOrEqualTo(now);
        assertThat(only(tiers)).isEqualTo(new DueAnnounce(A, AnnounceEvent.STARTED, ""));
        assertThat(tiers.nextNanos()).isEqualTo(Long.MAX_VALUE);
        tiers.done(A, answer(120, 0, "id"), now);
        assertThat(advance(tiers)).isEqualTo(seconds(120));
        assertThat(only(tiers)).isEqualTo(new DueAnnounce(A, AnnounceEvent.REGULAR, "id"));
    }

    @Test
    void a_later_tier_is_asked_at_once_when_the_earlier_fails() {
        TrackerTiers tiers = tiers(List.of(List.of(A), List.of(B), List.of(C)));
        tiers.start(now);
        assertThat(only(tiers).tracker()).isEqualTo(A);
        tiers.done(A, DOWN, now);
        assertThat(only(tiers).tracker()).isEqualTo(B);
        tiers.done(B, refusal(0), now);
        assertThat(only(tiers).tracker()).isEqualTo(C);
        tiers.done(C, answer(1800), now);
        advance(tiers);
        assertThat(only(tiers))
                .as("the first tier is tried again")
                .isEqualTo(new DueAnnounce(A, AnnounceEvent.STARTED, ""));
    }

    @Test
    void who_answers_goes_to_the_front_of_its_tier_but_not_before_an_earlier_tier() {
        TrackerTiers tiers = tiers(List.of(List.of(A), List.of(B, C)));
        tiers.start(now);
        only(tiers);
        tiers.done(A, DOWN, now);
        URI second = only(tiers).tracker();
        tiers.done(second, DOWN, now);
        URI third = only(tiers).tracker();
        tiers.done(third, answer(1800), now);
        assertThat(tiers.status()).extracting(TrackerStatus::tracker).containsExactly(A, third, second);
        assertThat(tiers.status()).extracting(TrackerStatus::answering).containsExactly(false, true, false);
        assertThat(tiers.status().getFirst().message()).isEqualTo("down");
    }

    @Test
    void the_order_within_a_tier_depends_on_the_random_generator_alone() {
        List<URI> firsts = new ArrayList<>();
        for (int seed = 0; seed < 40; seed++) {
            TrackerTiers tiers = new TrackerTiers(List.of(List.of(A, B, C)), new SplittableRandom(seed));
            TrackerTiers twin = new TrackerTiers(List.of(List.of(A, B, C)), new SplittableRandom(seed));
            tiers.start(now);
            twin.start(now);
            assertThat(tiers.due(now)).isEqualTo(twin.due(now));
            firsts.add(tiers.status().getFirst().tracker());
        }
        assertThat(firsts).contains(A, B, C);
    }

    @Test
    void a_slow_tracker_does_not_hold_the_next_one_back() {
        TrackerTiers tiers = tiers(List.of(List.of(A), List.of(B)));
        tiers.start(now);
        assertThat(only(tiers).tracker()).isEqualTo(A);
        assertThat(advance(tiers)).isEqualTo(TrackerTiers.PATIENCE_NANOS);
        assertThat(only(tiers).tracker()).isEqualTo(B);
        tiers.done(B, answer(60), now);
        tiers.done(A, answer(60), now);
        assertThat(advance(tiers)).isEqualTo(seconds(60));
        assertThat(only(tiers)).isEqualTo(new DueAnnounce(A, AnnounceEvent.REGULAR, ""));
    }

    @Test
    void a_failing_tracker_is_asked_for_ever_at_doubling_intervals_up_to_a_cap() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        long expected = TrackerState.FIRST_RETRY_NANOS;
        for (int i = 0; i < 200; i++) {
            assertThat(only(tiers).event()).isEqualTo(AnnounceEvent.STARTED);
            tiers.done(A, DOWN, now);
            assertThat(advance(tiers)).as("try %s", i).isBetween(expected / 2, expected);
            expected = Math.min(TrackerState.MAX_RETRY_NANOS, expected * 2);
        }
        assertThat(tiers.status().getFirst().failures()).isEqualTo(200);
        only(tiers);
        tiers.done(A, answer(60), now);
        assertThat(tiers.status().getFirst().failures()).isZero();
    }

    @Test
    void a_refusal_is_retried_when_the_tracker_says() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.done(A, refusal(600), now);
        assertThat(advance(tiers)).isEqualTo(seconds(600));
        only(tiers);
        tiers.done(A, refusal(AnnounceReply.Failure.RETRY_NEVER), now);
        assertThat(advance(tiers)).isEqualTo(TrackerState.NEVER_RETRY_NANOS);
    }

    @Test
    void completed_is_told_at_once_to_whom_started_was_told_and_only_once() {
        TrackerTiers tiers = tiers(List.of(List.of(A), List.of(B)));
        tiers.start(now);
        only(tiers);
        tiers.done(A, answer(1800, 900, ""), now);
        tiers.completed();
        assertThat(tiers.nextNanos()).isLessThanOrEqualTo(now);
        assertThat(only(tiers)).isEqualTo(new DueAnnounce(A, AnnounceEvent.COMPLETED, ""));
        tiers.done(A, answer(1800), now);
        advance(tiers);
        assertThat(only(tiers)).isEqualTo(new DueAnnounce(A, AnnounceEvent.REGULAR, ""));
    }

    @Test
    void completed_that_fails_is_retried() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.done(A, answer(1800), now);
        tiers.completed();
        only(tiers);
        tiers.done(A, DOWN, now);
        assertThat(advance(tiers)).isLessThanOrEqualTo(TrackerState.FIRST_RETRY_NANOS);
        assertThat(only(tiers).event()).isEqualTo(AnnounceEvent.COMPLETED);
    }

    @Test
    void completed_while_started_is_under_way_follows_it() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.completed();
        assertThat(tiers.due(now)).isEmpty();
        tiers.done(A, answer(60), now);
        assertThat(only(tiers).event()).isEqualTo(AnnounceEvent.COMPLETED);
    }

    @Test
    void a_tracker_that_first_hears_of_us_when_all_is_complete_gets_no_completed() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.completed();
        tiers.done(A, DOWN, now);
        advance(tiers);
        assertThat(only(tiers).event()).isEqualTo(AnnounceEvent.STARTED);
        tiers.done(A, answer(60), now);
        assertThat(tiers.due(now)).isEmpty();
    }

    @Test
    void stopped_is_told_once_to_whom_started_was_told() {
        TrackerTiers tiers = tiers(List.of(List.of(A), List.of(B)));
        tiers.start(now);
        only(tiers);
        tiers.done(A, answer(60), now);
        tiers.stop();
        assertThat(tiers.quiet()).isFalse();
        assertThat(tiers.nextNanos()).isLessThanOrEqualTo(now);
        assertThat(only(tiers)).isEqualTo(new DueAnnounce(A, AnnounceEvent.STOPPED, ""));
        assertThat(tiers.quiet()).isFalse();
        tiers.done(A, DOWN, now);
        assertThat(tiers.quiet()).isTrue();
        assertThat(tiers.due(now)).isEmpty();
        assertThat(tiers.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_stop_while_started_is_under_way_is_told_when_it_lands() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.stop();
        assertThat(tiers.due(now)).isEmpty();
        tiers.done(A, answer(60), now);
        assertThat(only(tiers).event()).isEqualTo(AnnounceEvent.STOPPED);
    }

    @Test
    void after_a_stop_and_a_new_start_started_is_told_again() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.done(A, answer(60, 60, ""), now);
        tiers.stop();
        only(tiers);
        tiers.done(A, answer(60, 60, ""), now);
        tiers.start(now);
        assertThat(tiers.due(now)).as("within the minimum interval").isEmpty();
        assertThat(advance(tiers)).isEqualTo(seconds(60));
        assertThat(only(tiers).event()).isEqualTo(AnnounceEvent.STARTED);
    }

    @Test
    void while_peers_are_lacking_a_tracker_that_answers_does_not_keep_the_others_from_being_asked() {
        TrackerTiers tiers = tiers(List.of(List.of(A), List.of(B), List.of(C)));
        tiers.start(now);
        assertThat(only(tiers).tracker()).isEqualTo(A);
        tiers.done(A, answer(5, 5, ""), now);
        tiers.hungry(true);
        for (URI next : List.of(B, C, A, B)) {
            advance(tiers);
            assertThat(only(tiers).tracker()).isEqualTo(next);
            tiers.done(next, answer(5, 5, ""), now);
        }
        tiers.hungry(false);
        advance(tiers);
        assertThat(only(tiers).tracker()).isEqualTo(A);
    }

    @Test
    void without_trackers_nothing_is_ever_due() {
        TrackerTiers tiers = tiers(List.of(List.of()));
        tiers.start(now);
        assertThat(tiers.due(now)).isEmpty();
        assertThat(tiers.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void trackers_beyond_the_limit_and_repeated_ones_are_left_out() {
        List<List<URI>> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(List.of(URI.create("http://t" + i / 2 + "/announce")));
        }
        assertThat(tiers(many).status()).hasSize(TrackerTiers.MAX_TRACKERS).doesNotHaveDuplicates();
    }

    @Test
    void whatever_happens_no_announce_is_lost_and_time_always_moves_on() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TrackerTiers tiers = new TrackerTiers(List.of(List.of(A, B), List.of(C)), random.split());
            List<URI> open = new ArrayList<>();
            now = 0;
            tiers.start(now);
            for (int step = 0; step < 200; step++) {
                for (DueAnnounce due : tiers.due(now)) {
                    assertThat(open).as("seed %s", seed).doesNotContain(due.tracker());
                    open.add(due.tracker());
                }
                assertThat(tiers.nextNanos()).as("seed %s, step %s", seed, step).isGreaterThan(now);
                switch (random.nextInt(12)) {
                    case 0 -> tiers.completed();
                    case 1 -> tiers.hungry(random.nextBoolean());
                    case 2 -> tiers.stop();
                    case 3 -> tiers.start(now);
                    default -> {}
                }
                if (!open.isEmpty() && random.nextBoolean()) {
                    tiers.done(open.remove(random.nextInt(open.size())), result(random), now);
                } else if (tiers.nextNanos() < Long.MAX_VALUE) {
                    now = Math.max(now, tiers.nextNanos());
                }
            }
        }
    }
}
