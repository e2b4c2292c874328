package io.github.enxame.engine.swarm;

import io.github.enxame.engine.schedule.DeliveryRate;
import io.github.enxame.engine.schedule.Flow;
import io.github.enxame.engine.schedule.RoundTrip;
import io.github.enxame.engine.schedule.Silences;
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

    /** After so many windows a connection that still grew would be much faster than it is. */
    private static final int GROWN_AFTER_WINDOWS = 4;

    /** A window doubles each round trip, and a sample may stem from the round before. */
    private static final int WINDOW_GROWTH = 3;

    private static final long FAR_NANOS = 50_000_000L;
    private static final int FAR_PROBATION = (int) Math.ceil(3 * FIRST_FLIGHT_BYTES / Swarm.BLOCK);

    private static final long NEVER = Long.MIN_VALUE;

    private final Pipeline pipeline;
    private final RoundTrip roundTrip = new RoundTrip();
    private final DeliveryRate delivery = new DeliveryRate();
    private final Silences silences = new Silences();
    private long firstRequestNanos = NEVER;
    /** Since when a block is owed: since the one before it, or since it was asked for where none was owed. */
    private long owedSinceNanos;

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

    /**
     * How many blocks to ask of a peer that may lie; no second one is read before the first is verified. Near, one: that
     * costs a moment. From far it would cost a round trip of slow start, so as many as its first two flights carry.
     */
    int probationDepth() {
        return roundTrip.minimumNanos(0) < FAR_NANOS ? 1 : FAR_PROBATION;
    }

    /** What it has been seen to bring a second; 0 while nothing came. */
    double knownBytesPerSecond() {
        return delivery.bytesPerSecond();
    }

    /**
     * How it delivers from now on. While slow start may still go on, its path is taken to carry as much as that of the
     * fastest peer does.
     *
     * @param fastestBytesPerSecond what the fastest peer brings
     */
    Flow flow(double fastestBytesPerSecond, long nowNanos) {
        double known = delivery.bytesPerSecond();
        long delivered = delivery.deliveredBytes();
        if (delivered == 0) {
            double path = Math.max(fastestBytesPerSecond, FIRST_FLIGHT_BYTES * 1e9 / Math.max(rttNanos(), 100_000));
            return new Flow(FIRST_FLIGHT_BYTES, rttNanos(), Math.min(path, mostUnseen(nowNanos)));
        }
        double perRoundTrip = known * rttNanos() / 1e9;
        if (delivered > GROWN_AFTER_WINDOWS * perRoundTrip) {
            return Flow.steady(known);
        }
        double window = Math.min(FIRST_FLIGHT_BYTES + delivered, WINDOW_GROWTH * perRoundTrip);
        return new Flow(Math.max(FIRST_FLIGHT_BYTES, window), rttNanos(), Math.max(fastestBytesPerSecond, known));
    }

    /** While nothing came: what could have come unseen, as a block takes two round trips in slow start. */
    private double mostUnseen(long nowNanos) {
        long waitedNanos = firstRequestNanos == NEVER ? 0 : nowNanos - firstRequestNanos - 2 * rttNanos();
        return waitedNanos <= 0 ? Double.MAX_VALUE : Swarm.BLOCK * 1e9 / waitedNanos;
    }

    /** What comes a second at this moment, in slow start too. */
    private double bytesPerSecond(long nowNanos) {
        Flow flow = flow(0, nowNanos);
        return flow.rttNanos() == 0 || delivery.deliveredBytes() == 0
                ? flow.bytesPerSecond()
                : Math.max(flow.bytesPerSecond(), flow.windowBytes() * 1e9 / flow.rttNanos());
    }

    private long perBlockNanos(long nowNanos) {
        return (long) (Swarm.BLOCK * 1e9 / bytesPerSecond(nowNanos));
    }

    /**
     * How many blocks to keep outstanding, at most {@code limit}: the rate times the round trip and the silence that this
     * peer usually keeps, twice, so that a rate that can grow does.
     */
    int depth(int limit, long nowNanos) {
        double window = rttNanos()
                + Math.min(roundTrip.deviationNanos(), rttNanos())
                + REACTION_NANOS
                + silences.usualNanos(nowNanos);
        double blocks = 2 * bytesPerSecond(nowNanos) * window / 1e9 / Swarm.BLOCK;
        return Math.clamp((long) Math.ceil(blocks), Math.min(LEAST_DEPTH, limit), limit);
    }

    /** How the schedule sees this peer now. A block that is overdue puts off all that follow by as much as it is late. */
    Source source(double fastestBytesPerSecond, long nowNanos) {
        long start = rttNanos();
        if (pipeline.size() > 0) {
            start = Math.abs(nextBlockNanos - nowNanos) - perBlockNanos(nowNanos);
        }
        return new Source(
                Math.max(0, start), flow(fastestBytesPerSecond, nowNanos), (long) pipeline.size() * Swarm.BLOCK);
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
            owedSinceNanos = nowNanos;
            nextBlockNanos = nowNanos + rttNanos() + perBlockNanos(nowNanos);
        }
        return new Pipeline.Pending(nowNanos, delivery.mark(nowNanos, idle, limitedByUs));
    }

    /** The block that answers {@code request} came. Returns the least round trip lately. */
    long delivered(int bytes, Pipeline.Pending request, long nowNanos) {
        long rttNanos = measured(nowNanos - request.sentNanos(), nowNanos);
        silences.ended(nowNanos - owedSinceNanos - rttNanos, nowNanos);
        owedSinceNanos = nowNanos;
        delivery.delivered(bytes, request.mark(), nowNanos);
        nextBlockNanos = nowNanos + perBlockNanos(nowNanos);
        if (pipeline.size() > 0) {
            nextBlockNanos = Math.max(nextBlockNanos, pipeline.oldestSentNanos() + rttNanos());
        }
        return rttNanos;
    }
}
