package io.github.enxame.engine.swarm;

import java.util.concurrent.TimeUnit;

/**
 * When a peer is dialled next. One that has once proved to be a peer, and one that the user named, is dialled for ever, at
 * growing intervals. Any other address is tried again after some seconds and then after minutes, and is given up after {@link
 * PeerSource#maxFailures}; a tracker that names it again has it tried again, the more seldom the more often that failed.
 * Owned by the loop.
 */
final class RetrySchedule {
    /** The longest interval between dials of a peer that is dialled for ever. */
    static final long MAX_RETRY_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final long FIRST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** After the first failure of an address that never answered; it may just have been starting. */
    private static final long FIRST_STRANGER_RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** After each further one, times their number. */
    private static final long STRANGER_RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** A peer that is dialled for ever, and named again, waits no longer than that. */
    private static final long NAMED_RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int MAX_COUNTED_FAILURES = 30;
    private static final int MAX_DOUBLINGS = 11;
    private static final int FEW_FAILURES = 2;
    private static final long NEVER = Long.MAX_VALUE;

    private PeerSource source;
    private boolean proven;
    private int failures;
    private long failedNanos = Long.MIN_VALUE;
    private long nextNanos = Long.MIN_VALUE;

    RetrySchedule(PeerSource source) {
        this.source = source;
    }

    /** The most trusted source that has named it. */
    PeerSource source() {
        return source;
    }

    int failures() {
        return failures;
    }

    /** When it is to be dialled next; the least value for one that was never dialled, the greatest for never. */
    long nextNanos() {
        return nextNanos;
    }

    /** Whether it is dialled for ever. */
    boolean isTrusted() {
        return proven || source == PeerSource.USER;
    }

    /** Whether it never answered and is not dialled again, unless somebody names it who {@link PeerSource#revives}. */
    boolean isGivenUp() {
        return !isTrusted() && failures >= source.maxFailures();
    }

    /** It has proved to be a peer. */
    void prove() {
        proven = true;
    }

    /** It answered with something that is no BitTorrent. */
    void disprove() {
        if (!isTrusted()) {
            failures = Math.max(failures, source.maxFailures() - 1);
        }
    }

    /** A dial came to nothing, or a connection ended. {@code jitter} is chance, 0 to 1. */
    void ended(boolean wasUseful, long nowNanos, double jitter) {
        proven |= wasUseful;
        failures = wasUseful ? 0 : Math.min(failures + 1, MAX_COUNTED_FAILURES);
        failedNanos = nowNanos;
        nextNanos = isGivenUp() ? NEVER : nowNanos + (long) (interval() * (0.75 + 0.5 * jitter));
    }

    private long interval() {
        if (isTrusted()) {
            return Math.min(MAX_RETRY_INTERVAL_NANOS, FIRST_RETRY_NANOS << Math.min(failures, MAX_DOUBLINGS));
        }
        return failures <= 1 ? FIRST_STRANGER_RETRY_NANOS : STRANGER_RETRY_NANOS * (failures - 1);
    }

    /** Somebody says that it is there: it is worth another try, at once unless it failed often. */
    void named(PeerSource by, long nowNanos) {
        if (by.compareTo(source) < 0) {
            source = by;
        }
        if (by == PeerSource.USER || (failures <= FEW_FAILURES && !isGivenUp())) {
            nextNanos = Math.min(nextNanos, nowNanos);
        } else if (by.revives()) {
            long wait = isTrusted() ? NAMED_RETRY_NANOS : STRANGER_RETRY_NANOS * failures;
            nextNanos = Math.min(nextNanos, Math.max(nowNanos, failedNanos + wait));
        }
    }

    /** We hung up for reasons of our own: it is dialled at once. */
    void again(long nowNanos) {
        nextNanos = nowNanos;
    }

    /** Somebody looks for us from there, if that is true. */
    void called(long nowNanos) {
        if (failures <= FEW_FAILURES && !isGivenUp()) {
            nextNanos = Math.min(nextNanos, nowNanos);
        }
    }
}
