package io.github.enxame.engine.schedule;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/**
 * The rule that makes everything arrive soonest: source i, with rate b(i) and first byte at a(i), brings
 * {@code b(i) * (T - a(i))} bytes, where T solves that these sum to what is missing over the sources with {@code a(i) < T}. So
 * a far peer gets a smaller share, and one too far gets none.
 */
public final class Shares {
    private Shares() {}

    /**
     * When, from now, {@code missingBytes} can be here at the soonest.
     *
     * @param missingBytes what is not here, outstanding requests included
     * @param sources at least one
     * @return nanoseconds from now
     */
    public static long finishNanos(long missingBytes, Collection<Source> sources) {
        Source[] byStart = sources.toArray(Source[]::new);
        Arrays.sort(byStart, Comparator.comparingLong(Source::startNanos));
        double rate = 0;
        double lead = 0;
        double finish = Double.POSITIVE_INFINITY;
        for (Source source : byStart) {
            if (source.startNanos() >= finish) {
                break;
            }
            rate += source.bytesPerSecond() / 1e9;
            lead += source.bytesPerSecond() / 1e9 * source.startNanos();
            finish = (missingBytes + lead) / rate;
        }
        return (long) finish;
    }

    /** The bytes that a source should bring, those outstanding included, when all is to be here at {@code finishNanos}. */
    public static long bytes(Source source, long finishNanos) {
        return Math.max(0, (long) (source.bytesPerSecond() / 1e9 * (finishNanos - source.startNanos())));
    }
}
