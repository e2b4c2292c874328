package io.github.enxame.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.AnnounceReply;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Trackers that answer as a test says, and time that passes as it says. */
abstract class TrackerTiersRig {
    static final URI A = URI.create("http://a/announce");

    static final URI B = URI.create("http://b/announce");

    static final URI C = URI.create("http://c/announce");

    static final AnnounceResult DOWN = new AnnounceResult.Unreachable("down");

    long now = -1_000_000_000L;

    static TrackerTiers tiers(List<List<URI>> tiers) {
        return new TrackerTiers(tiers, new SplittableRandom(1));
    }

    static AnnounceResult answer(int intervalSeconds, int minIntervalSeconds, String trackerId) {
        return new AnnounceResult.Announced(
                new AnnounceReply.Peers(
                        intervalSeconds, minIntervalSeconds, 1, 2, List.of(), "", trackerId, Optional.empty()),
                1);
    }

    static AnnounceResult answer(int intervalSeconds) {
        return answer(intervalSeconds, 0, "");
    }

    static AnnounceResult refusal(int retrySeconds) {
        return new AnnounceResult.Announced(new AnnounceReply.Failure("no", retrySeconds), 1);
    }

    static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    DueAnnounce only(TrackerTiers tiers) {
        List<DueAnnounce> due = tiers.due(now);
        assertThat(due).hasSize(1);
        assertThat(tiers.due(now)).isEmpty();
        return due.getFirst();
    }

    /** Lets time pass to when something is due and says how long that was. */
    long advance(TrackerTiers tiers) {
        long next = tiers.nextNanos();
        assertThat(next).isGreaterThan(now).isLessThan(Long.MAX_VALUE);
        assertThat(tiers.due(next - 1)).isEmpty();
        long waited = next - now;
        now = next;
        return waited;
    }

    static AnnounceResult result(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> DOWN;
            case 1 -> refusal(random.nextInt(-1, 100));
            default -> answer(random.nextInt(3000), random.nextInt(100), "");
        };
    }
}
