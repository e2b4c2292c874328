package io.github.enxame.engine.schedule;

import java.util.Collection;

/**
 * The rule that makes everything arrive soonest: each source brings what it can by T, where T is the time by which that sums
 * to what is missing. For a source at its full rate b(i) whose first byte comes at a(i) that is {@code b(i) * (T - a(i))}
 * bytes; one in slow start brings less ({@link Flow}). So a far peer gets a smaller share, and one too far gets none.
 */
public final class Shares {
    private static final long LONGEST_NANOS = 1L << 62;

    private Shares() {}

    /**
     * When, from now, {@code missingBytes} can be here at the soonest.
     *
     * @param missingBytes what is not here, outstanding requests included
     * @param sources at least one
     * @return nanoseconds from now, at most a microsecond or a thousandth too many
     */
    public static long finishNanos(long missingBytes, Collection<Source> sources) {
        long late = LONGEST_NANOS;
        for (Source source : sources) {
            late = Math.min(late, source.startNanos() + source.flow().nanosFor(missingBytes));
        }
        long early = 0;
        while (late - early > 1_000 + early / 1_000) {
            long middle = early + (late - early) / 2;
            if (bytesBy(middle, sources) >= missingBytes) {
                late = middle;
            } else {
                early = middle;
            }
        }
        return late;
    }

    private static double bytesBy(long nanos, Collection<Source> sources) {
        double bytes = 0;
        for (Source source : sources) {
            bytes += source.bytesBy(nanos);
        }
        return bytes;
    }
}
