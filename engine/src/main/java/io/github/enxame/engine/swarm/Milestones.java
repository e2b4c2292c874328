package io.github.enxame.engine.swarm;

import java.util.OptionalLong;

/** When things first happened to a swarm, in nanoseconds since it was added. Owned by the loop. */
public final class Milestones {
    private final long addedNanos;
    private OptionalLong firstPeer = OptionalLong.empty();
    private OptionalLong firstByte = OptionalLong.empty();
    private OptionalLong complete = OptionalLong.empty();

    Milestones(long addedNanos) {
        this.addedNanos = addedNanos;
    }

    void peer(long nowNanos) {
        firstPeer = first(firstPeer, nowNanos);
    }

    void block(long nowNanos) {
        firstByte = first(firstByte, nowNanos);
    }

    void complete(long nowNanos) {
        complete = first(complete, nowNanos);
    }

    private OptionalLong first(OptionalLong known, long nowNanos) {
        return known.isPresent() ? known : OptionalLong.of(nowNanos - addedNanos);
    }

    /** The first session stood. */
    public OptionalLong firstPeer() {
        return firstPeer;
    }

    /** The first block came. */
    public OptionalLong firstByte() {
        return firstByte;
    }

    /** The last piece was verified. */
    public OptionalLong complete() {
        return complete;
    }
}
