package io.github.enxame.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.Id20;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How often a tracker is asked. */
class TrackerIntervalsTest extends TrackerTiersRig {
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
}
