package io.github.enxame.engine.swarm;

/**
 * How much payload may move at most.
 *
 * @param upBytesPerSecond sent; 0 for no limit
 * @param downBytesPerSecond asked for; 0 for no limit
 */
public record RateLimits(long upBytesPerSecond, long downBytesPerSecond) {
    /** As much as there is. */
    public static final RateLimits NONE = new RateLimits(0, 0);

    public RateLimits {
        if (upBytesPerSecond < 0 || downBytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "a rate is at least 0 bytes a second, not " + upBytesPerSecond + " and " + downBytesPerSecond);
        }
    }
}
