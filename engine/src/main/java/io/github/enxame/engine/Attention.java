package io.github.enxame.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Which swarms are to be looked after: at each tick those where something goes on, and the others, of which there may be
 * thousands, when something of theirs is due. Owned by the loop.
 *
 * @param <S> a swarm
 */
final class Attention<S> {
    /** A swarm with nothing to do until then, unless something happens to it. */
    private record Rest<S>(long untilNanos, long sequence, S swarm) {}

    private final LinkedHashSet<S> awake = new LinkedHashSet<>();
    private final Map<S, Rest<S>> resting = new HashMap<>();
    private final TreeSet<Rest<S>> rests =
            new TreeSet<>(Comparator.<Rest<S>>comparingLong(Rest::untilNanos).thenComparingLong(Rest::sequence));
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
        forgetRest(swarm);
    }

    /** What is over is not to be kept until it would have been due: that may be never. */
    private void forgetRest(S swarm) {
        Rest<S> rest = resting.remove(swarm);
        if (rest != null) {
            rests.remove(rest);
        }
    }

    /** Those that are to be looked after now. */
    List<S> due(long nowNanos) {
        while (!rests.isEmpty() && rests.first().untilNanos() <= nowNanos) {
            S swarm = rests.first().swarm();
            forgetRest(swarm);
            awake.add(swarm);
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
        return rests.isEmpty() ? Long.MAX_VALUE : rests.first().untilNanos();
    }

    /** How many rests are remembered: one of each swarm that rests, however often it was told to. */
    int restCount() {
        return rests.size();
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
        forgetRest(swarm);
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
