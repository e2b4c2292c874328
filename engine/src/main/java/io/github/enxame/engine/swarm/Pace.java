package io.github.enxame.engine.swarm;

import io.github.enxame.engine.schedule.DeliveryRate;
import io.github.enxame.engine.schedule.RoundTrip;
import io.github.enxame.engine.schedule.Source;

/**
 * How far away a peer is and how fast it brings blocks, as learnt from those it was asked for: how many to keep
 * outstanding, when the next one is due, and how the schedule sees the peer. Owned by the loop.
 */
final class Pace {
    private static final long ASSUMED_RTT_NANOS = 100_000_000L;
    private static final long REACTION_NANOS = 10_000_000L;
    private static final int LEAST_DEPTH = 4;

    /** What TCP sends in its first flight (RFC 6928): makes the early rate proportional to 1 / RTT. */
    private static final double FIRST_FLIGHT_BYTES = 14_480;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long TRUSTED_AFTER_BYTES = 4 * Swarm.BLOCK;

    private final Pipeline pipeline;
    private final RoundTrip roundTrip = new RoundTrip();
    private final DeliveryRate delivery = new DeliveryRate();
    private long firstRequestNanos = NEVER;
    private long nextBlockNanos;

    /** The pace of the peer that is asked through {@code pipeline}. */
    Pace(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The least round trip lately, or a guess. */
    long rttNanos() {
        return roundTrip.minimumNanos(ASSUMED_RTT_NANOS);
    }

    /** Takes a measured round trip into account. Returns the least one lately. */
    long measured(long rttNanos, long nowNanos) {
        roundTrip.sample(rttNanos, nowNanos);
        return roundTrip.minimumNanos(rttNanos);
    }

    /** What it brings; until enough came to tell, a guess. */
    double bytesPerSecond(long nowNanos) {
        double known = delivery.bytesPerSecond();
        return delivery.deliveredBytes() < TRUSTED_AFTER_BYTES
                ? Math.max(firstGuess(nowNanos), known)
                : Math.max(known, 1);
    }

    /** The rate before it is known: TCP's first flight a round trip, but no more than what has come so far allows. */
    private double firstGuess(long nowNanos) {
        double guess = FIRST_FLIGHT_BYTES * 1e9 / Math.max(rttNanos(), 100_000);
        long waitedNanos = firstRequestNanos == NEVER ? 0 : nowNanos - firstRequestNanos - rttNanos();
        return waitedNanos <= 0
                ? guess
                : Math.min(guess, (delivery.deliveredBytes() + Swarm.BLOCK) * 1e9 / waitedNanos);
    }

    private long perBlockNanos(long nowNanos) {
        return (long) (Swarm.BLOCK * 1e9 / bytesPerSecond(nowNanos));
    }

    /**
     * How many blocks to keep outstanding, at most {@code limit}: the rate times the round trip, twice, so that a rate that
     * can grow does.
     */
    int depth(int limit, long nowNanos) {
        double window = rttNanos() + Math.min(roundTrip.deviationNanos(), rttNanos()) + REACTION_NANOS;
        double blocks = 2 * bytesPerSecond(nowNanos) * window / 1e9 / Swarm.BLOCK;
        return Math.clamp((long) Math.ceil(blocks), Math.min(LEAST_DEPTH, limit), limit);
    }

    /** How the schedule sees this peer now. A block that is overdue puts off all that follow by as much as it is late. */
    Source source(long nowNanos) {
        long start = rttNanos();
        if (pipeline.size() > 0) {
            start = Math.abs(nextBlockNanos - nowNanos) - perBlockNanos(nowNanos);
        }
        return new Source(Math.max(0, start), bytesPerSecond(nowNanos), (long) pipeline.size() * Swarm.BLOCK);
    }

    /** How long the next block has been overdue, in nanoseconds; negative if it is not. */
    long overdueNanos(long nowNanos) {
        return pipeline.size() == 0 ? Long.MIN_VALUE : nowNanos - nextBlockNanos;
    }

    /** Whether the next block is later than this peer's usual variation explains. */
    boolean late(long nowNanos) {
        return overdueNanos(nowNanos) > REACTION_NANOS + 3 * roundTrip.deviationNanos();
    }

    /** How long the next block may be overdue before the peer counts as silent. */
    long toleranceNanos() {
        return Math.max(2_000_000_000L, 8 * roundTrip.smoothedNanos());
    }

    /**
     * A request is about to leave. Returns what to keep of it until its block comes.
     *
     * @param limitedByUs whether it is we who ask for no more, not the peer who brings no more
     */
    Pipeline.Pending asked(long nowNanos, boolean limitedByUs) {
        boolean idle = pipeline.size() == 0;
        if (firstRequestNanos == NEVER) {
            firstRequestNanos = nowNanos;
        }
        if (idle) {
            nextBlockNanos = nowNanos + rttNanos() + perBlockNanos(nowNanos);
        }
        return new Pipeline.Pending(nowNanos, delivery.mark(nowNanos, idle, limitedByUs));
    }

    /** The block that answers {@code request} came. Returns the least round trip lately. */
    long delivered(int bytes, Pipeline.Pending request, long nowNanos) {
        long rttNanos = measured(nowNanos - request.sentNanos(), nowNanos);
        delivery.delivered(bytes, request.mark(), nowNanos);
        nextBlockNanos = nowNanos + perBlockNanos(nowNanos);
        if (pipeline.size() > 0) {
            nextBlockNanos = Math.max(nextBlockNanos, pipeline.oldestSentNanos() + rttNanos());
        }
        return rttNanos;
    }
}
