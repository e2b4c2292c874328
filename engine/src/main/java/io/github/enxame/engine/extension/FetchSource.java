package io.github.enxame.engine.extension;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A peer that something is fetched from: what it was asked for, and whether it is left in peace. Owned by the loop. */
final class FetchSource<P, T> {
    private static final int FIRST_WINDOW = 8;
    private static final int MAX_WINDOW = 64;
    private static final long FIRST_REST_NANOS = 2_000_000_000L;
    private static final long MOST_REST_NANOS = 60_000_000_000L;

    final P peer;

    /** What is outstanding, and since when. */
    final Map<T, Long> asked = new LinkedHashMap<>();

    /** What was given up as too late; should it come nevertheless, it is welcome. */
    private final Set<T> late = new HashSet<>();

    private int window = FIRST_WINDOW;
    private int widest = MAX_WINDOW;
    private long deliveredNanos = Long.MIN_VALUE;
    private int refusals;
    private long restUntilNanos = Long.MIN_VALUE;

    FetchSource(P peer) {
        this.peer = peer;
    }

    boolean hasRoom(long nowNanos) {
        return !resting(nowNanos) && asked.size() < Math.min(window, widest);
    }

    /** It is never to be asked for more than one at once. */
    void oneByOne() {
        widest = 1;
    }

    boolean resting(long nowNanos) {
        return nowNanos < restUntilNanos;
    }

    /** It brought what it was asked for: it may be asked for more at once. */
    void delivered(long nowNanos) {
        deliveredNanos = nowNanos;
        refusals = 0;
        window = Math.min(MAX_WINDOW, window + 1);
    }

    /** What it was asked for and has not brought, when it has brought nothing for {@code patienceNanos}. */
    List<T> overdue(long patienceNanos, long nowNanos) {
        List<T> overdue = new ArrayList<>();
        asked.forEach((what, since) -> {
            if (nowNanos - Math.max(since, deliveredNanos) >= patienceNanos) {
                overdue.add(what);
            }
        });
        late.addAll(overdue);
        return overdue;
    }

    /** Whether it was asked for this, however long ago, and has not brought it. */
    boolean expects(T what) {
        return asked.containsKey(what) || late.contains(what);
    }

    /** Whether this was given up as too late; asked once. */
    boolean wasLate(T what) {
        return late.remove(what);
    }

    /** It refused, or did not answer: it is left in peace for a while, longer each time, and asked again after that. */
    void refused(long nowNanos) {
        if (!resting(nowNanos)) {
            restUntilNanos = nowNanos + Math.min(MOST_REST_NANOS, FIRST_REST_NANOS << Math.min(refusals, 8));
            refusals++;
            window = FIRST_WINDOW;
        }
    }
}
