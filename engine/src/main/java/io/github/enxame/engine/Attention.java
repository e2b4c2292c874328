package io.github.enxame.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/**
 * Which swarms are to be looked after: at each tick those where something goes on, and the others, of which there may be
 * thousands, when something of theirs is due. Owned by the loop.
 *
 * @param <S> a swarm
 */
final class Attention<S> {
    /** A swarm with nothing to do until then, unless something happens to it; forgotten when it is not its latest. */
    private record Rest<S>(long untilNanos, long sequence, S swarm) {}

    private final LinkedHashSet<S> awake = new LinkedHashSet<>();
    private final Map<S, Rest<S>> resting = new HashMap<>();
    private final PriorityQueue<Rest<S>> rests = new PriorityQueue<>(
            Comparator.<Rest<S>>comparingLong(Rest::untilNanos).thenComparingLong(Rest::sequence));
    private final ToLongFunction<S> restUntilNanos;
    private long sequence;

    /**
     * Nothing yet.
     *
     * @param restUntilNanos until when a swarm has nothing to do unless something happens to it; what is past if it has
     */
    Attention(ToLongFunction<S> restUntilNanos) {
        this.restUntilNanos = restUntilNanos;
    }

    /** One more swarm, which is awake. */
    void add(S swarm) {
        awake.add(swarm);
    }

    void remove(S swarm) {
        awake.remove(swarm);
        resting.remove(swarm);
    }

    /** Those that are to be looked after now. */
    List<S> due(long nowNanos) {
        for (Rest<S> rest = rests.peek(); rest != null && rest.untilNanos() <= nowNanos; rest = rests.peek()) {
            rests.remove();
            if (resting.remove(rest.swarm(), rest)) {
                awake.add(rest.swarm());
            }
        }
        List<S> due = new ArrayList<>(awake);
        // Whose turn comes first gets most of what a limit for all lets through: each time that is another one.
        if (awake.size() > 1) {
            awake.addLast(awake.getFirst());
        }
        return due;
    }

    /** When somebody is to be looked after next: what is past if that is now, {@link Long#MAX_VALUE} if there is nobody. */
    long nextNanos() {
        if (!awake.isEmpty()) {
            return Long.MIN_VALUE;
        }
        Rest<S> next = rests.peek();
        while (next != null && !next.equals(resting.get(next.swarm()))) {
            rests.remove();
            next = rests.peek();
        }
        return next == null ? Long.MAX_VALUE : next.untilNanos();
    }

    /** Something happened to a swarm, or it was looked after: it has until what the function says from here on. */
    void note(S swarm, long nowNanos) {
        Rest<S> before = resting.get(swarm);
        if (before == null && !awake.contains(swarm)) {
            return;
        }
        long until = restUntilNanos.applyAsLong(swarm);
        if (before != null && before.untilNanos() == until) {
            return;
        }
        resting.remove(swarm);
        if (until <= nowNanos) {
            awake.add(swarm);
        } else {
            awake.remove(swarm);
            Rest<S> rest = new Rest<>(until, sequence++, swarm);
            resting.put(swarm, rest);
            rests.add(rest);
        }
    }
}
