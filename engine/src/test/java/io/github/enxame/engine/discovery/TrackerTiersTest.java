package io.github.enxame.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.Id20;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrackerTiersTest {
    private static final URI A = URI.create("http://a/announce");
    private static final URI B = URI.create("http://b/announce");
    private static final URI C = URI.create("http://c/announce");
    private static final AnnounceResult DOWN = new AnnounceResult.Unreachable("down");

    private long now = -1_000_000_000L;

    private static TrackerTiers tiers(List<List<URI>> tiers) {
        return new TrackerTiers(tiers, new SplittableRandom(1));
    }

    private static AnnounceResult answer(int intervalSeconds, int minIntervalSeconds, String trackerId) {
        return new AnnounceResult.Announced(
                new AnnounceReply.Peers(
                        intervalSeconds, minIntervalSeconds, 1, 2, List.of(), "", trackerId, Optional.empty()),
                1);
    }

    private static AnnounceResult answer(int intervalSeconds) {
        return answer(intervalSeconds, 0, "");
    }

    private static AnnounceResult refusal(int retrySeconds) {
        return new AnnounceResult.Announced(new AnnounceReply.Failure("no", retrySeconds), 1);
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private DueAnnounce only(TrackerTiers tiers) {
        List<DueAnnounce> due = tiers.due(now);
        assertThat(due).hasSize(1);
        assertThat(tiers.due(now)).isEmpty();
        return due.getFirst();
    }

    /** Lets time pass to when something is due and says how long that was. */
    private long advance(TrackerTiers tiers) {
        long next = tiers.nextNanos();
        assertThat(next).isGreaterThan(now).isLessThan(Long.MAX_VALUE);
        assertThat(tiers.due(next - 1)).isEmpty();
        long waited = next - now;
        now = next;
        return waited;
    }

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
    void another_swarm_of_the_same_torrent_waits_as_long() {
        AnnounceMemory memory = new AnnounceMemory();
        Id20 torrent = Id20.of(new byte[20]);
        TrackerTiers first = new TrackerTiers(List.of(List.of(A)), new SplittableRandom(1), memory, torrent);
        first.start(now);
        only(first);
        first.done(A, answer(10_800, 7_200, ""), now);
        first.stop();
        only(first);
        first.done(A, answer(0), now);
        TrackerTiers second =
                new TrackerTiers(List.of(List.of(A), List.of(B)), new SplittableRandom(1), memory, torrent);
        second.start(now);
        assertThat(only(second).tracker()).as("who was not asked").isEqualTo(B);
        second.done(B, DOWN, now);
        second.hungry(true);
        List<URI> asked = new ArrayList<>();
        long until = now + seconds(7_200);
        while (second.nextNanos() < until) {
            advance(second);
            asked.add(only(second).tracker());
            second.done(asked.getLast(), DOWN, now);
        }
        assertThat(asked).containsOnly(B);
        TrackerTiers other = new TrackerTiers(List.of(List.of(A)), new SplittableRandom(1), memory, Id20.of(new byte[] {
            1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        }));
        other.start(now);
        assertThat(only(other).tracker()).isEqualTo(A);
    }

    @Test
    void long_intervals_are_obeyed_up_to_a_day() {
        for (int hours : new int[] {1, 3, 23, 24}) {
            for (boolean hungry : new boolean[] {false, true}) {
                TrackerTiers tiers = tiers(List.of(List.of(A)));
                tiers.start(now);
                only(tiers);
                tiers.hungry(hungry);
                tiers.done(A, answer(hours * 3_600, hours * 3_600, ""), now);
                assertThat(advance(tiers)).isEqualTo(seconds(hours * 3_600L));
            }
            TrackerTiers tiers = tiers(List.of(List.of(A)));
            tiers.start(now);
            only(tiers);
            tiers.done(A, refusal(hours * 3_600), now);
            assertThat(advance(tiers)).as("retry in").isEqualTo(seconds(hours * 3_600L));
        }
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.done(A, answer(Integer.MAX_VALUE, Integer.MAX_VALUE, ""), now);
        assertThat(advance(tiers)).isEqualTo(seconds(24 * 3_600));
    }

    @Test
    void a_minimum_interval_longer_than_the_interval_counts() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.done(A, answer(60, 7_200, ""), now);
        assertThat(advance(tiers)).isEqualTo(seconds(7_200));
    }

    @Test
    void who_has_a_reason_to_ask_early_waits_for_the_minimum_interval_that_was_named() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.done(A, answer(1800, 900, ""), now);
        tiers.early(now);
        assertThat(advance(tiers)).isEqualTo(seconds(900));
        only(tiers);
        tiers.done(A, answer(1800), now);
        tiers.early(now);
        only(tiers);
    }

    @Test
    void who_lacks_peers_asks_a_tracker_without_a_minimum_interval_ever_more_seldom() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.hungry(true);
        for (int wait : new int[] {60, 120, 240, 480, 960, 1800, 60}) {
            tiers.done(A, answer(1800), now);
            assertThat(advance(tiers)).isEqualTo(seconds(wait));
            only(tiers);
        }
    }

    @Test
    void the_second_info_hash_of_a_hybrid_waits_by_itself() {
        AnnounceMemory memory = new AnnounceMemory();
        Id20 v2 = Id20.of(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        TrackerTiers tiers =
                new TrackerTiers(List.of(List.of(A)), new SplittableRandom(1), memory, Id20.of(new byte[20]));
        tiers.start(now);
        only(tiers);
        tiers.done(A, answer(60, 30, ""), now);
        tiers.alsoDone(A, v2, answer(60, 3_600, ""), now);
        assertThat(tiers.mayAsk(A, v2, now + seconds(3_599))).isFalse();
        assertThat(tiers.mayAsk(A, v2, now + seconds(3_600))).isTrue();
        assertThat(advance(tiers)).isEqualTo(seconds(60));
        tiers.alsoDone(A, v2, refusal(7_200), now);
        assertThat(tiers.mayAsk(A, v2, now + seconds(7_199))).isFalse();
    }

    @Test
    void what_is_remembered_is_bounded() {
        AnnounceMemory memory = new AnnounceMemory();
        Id20 torrent = Id20.of(new byte[20]);
        for (int i = 0; i <= AnnounceMemory.MAX_WAITS; i++) {
            memory.hold(URI.create("http://t" + i + "/announce"), torrent, 7);
        }
        assertThat(memory.untilNanos(URI.create("http://t0/announce"), torrent)).isEqualTo(Long.MIN_VALUE);
        assertThat(memory.untilNanos(URI.create("http://t1/announce"), torrent)).isEqualTo(7);
    }

    @Test
    void who_lacks_peers_asks_earlier_but_never_before_the_minimum_interval() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.hungry(true);
        tiers.done(A, answer(1800, 20, ""), now);
        assertThat(advance(tiers)).isEqualTo(seconds(20));
        only(tiers);
        tiers.done(A, answer(1800, 20, ""), now);
        assertThat(advance(tiers)).isEqualTo(seconds(20));
        only(tiers);
        tiers.done(A, answer(1800, 20, ""), now);
        assertThat(advance(tiers)).isEqualTo(seconds(30));
        only(tiers);
        tiers.done(A, answer(1800), now);
        assertThat(advance(tiers)).isEqualTo(TrackerTiers.HUNGRY_UNSAID_NANOS);
        only(tiers);
        tiers.done(A, answer(1800, 20, ""), now);
        tiers.hungry(false);
        assertThat(advance(tiers)).isEqualTo(seconds(1800));
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
    void intervals_are_held_within_reason() {
        TrackerTiers tiers = tiers(List.of(List.of(A)));
        tiers.start(now);
        only(tiers);
        tiers.done(A, answer(1), now);
        assertThat(advance(tiers)).isEqualTo(TrackerState.MIN_INTERVAL_NANOS);
        only(tiers);
        tiers.done(A, answer(500_000), now);
        assertThat(advance(tiers)).isEqualTo(TrackerState.MAX_INTERVAL_NANOS);
        only(tiers);
        tiers.done(A, answer(0), now);
        assertThat(advance(tiers)).isEqualTo(TrackerState.UNSAID_INTERVAL_NANOS);
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

    private static AnnounceResult result(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> DOWN;
            case 1 -> refusal(random.nextInt(-1, 100));
            default -> answer(random.nextInt(3000), random.nextInt(100), "");
        };
    }
}
