package io.github.enxame.engine.swarm;

import io.github.enxame.engine.schedule.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * How much may still move now, of a torrent or of all together. Blocks are counted when they are read to be sent and when
 * they are asked for; a request that comes to nothing is not given back. Owned by the loop.
 */
public final class Rates {
    private final @Nullable Rates all;
    private final TokenBucket up = new TokenBucket();
    private final TokenBucket down = new TokenBucket();

    private Rates(@Nullable Rates all) {
        this.all = all;
    }

    /** The rates of an engine, without a limit. */
    public static Rates ofEngine() {
        return new Rates(null);
    }

    /** The rates of one of its torrents, without a limit of its own. */
    public Rates ofTorrent() {
        return new Rates(this);
    }

    /** Sets the limits. */
    public void limit(RateLimits limits, long nowNanos) {
        up.limit(limits.upBytesPerSecond(), nowNanos);
        down.limit(limits.downBytesPerSecond(), nowNanos);
    }

    boolean mayUpload(long nowNanos) {
        return up.hasSome(nowNanos) && (all == null || all.mayUpload(nowNanos));
    }

    void uploads(int bytes, long nowNanos) {
        up.take(bytes, nowNanos);
        if (all != null) {
            all.uploads(bytes, nowNanos);
        }
    }

    boolean mayRequest(long nowNanos) {
        return down.hasSome(nowNanos) && (all == null || all.mayRequest(nowNanos));
    }

    void requests(int bytes, long nowNanos) {
        down.take(bytes, nowNanos);
        if (all != null) {
            all.requests(bytes, nowNanos);
        }
    }
}
