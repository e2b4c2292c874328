package io.github.enxame.engine.swarm;

/** How much is borne of a peer that refuses, repeats itself or sends what nobody asked for. Owned by the loop. */
final class Patience {
    private static final long FIRST_REFUSED_NANOS = 100_000_000L;
    private static final long MOST_REFUSED_NANOS = 30_000_000_000L;

    /** A peer says once what it has, then only what is new; some say it once more. */
    private static final int MOST_INVENTORIES = 8;

    private static final int MOST_UNREQUESTED = 1_000;

    private int refusals;
    private long askAgainNanos = Long.MIN_VALUE;
    private int inventories;
    private int unrequested;

    /** It refused a request although it does not choke us: it is left in peace for a while, longer each time. */
    void refused(long nowNanos) {
        if (nowNanos >= askAgainNanos) {
            refusals++;
            askAgainNanos = nowNanos + Math.min(MOST_REFUSED_NANOS, FIRST_REFUSED_NANOS << Math.min(refusals, 10));
        }
    }

    /** It brought what it was asked for. */
    void delivered() {
        refusals = 0;
    }

    /** Whether it is not left in peace now. */
    boolean mayBeAsked(long nowNanos) {
        return nowNanos >= askAgainNanos;
    }

    /** Counts a message that says all that the peer has; returns whether there were too many. */
    boolean tooManyInventories() {
        return ++inventories > MOST_INVENTORIES;
    }

    /** Counts a block that nobody asked for; returns whether there were too many beside the {@code wanted} ones. */
    boolean tooManyUnrequested(long wanted) {
        return ++unrequested > MOST_UNREQUESTED && unrequested > wanted;
    }
}
