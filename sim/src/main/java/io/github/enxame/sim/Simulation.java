package io.github.enxame.sim;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Time and chance of a simulated world: one queue ordered by (time, sequence), no thread, and one seed that every random
 * generator comes from. The same seed gives the same history.
 */
public final class Simulation {
    /** Whatever belongs to the world and not to one machine: it never ends. */
    static final Life FOREVER = new Life();

    private record Entry(long nanos, long sequence, Life life, Runnable action) {}

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong(Entry::nanos).thenComparingLong(Entry::sequence));
    private final long seed;
    private final Trace trace;
    private long nowNanos;
    private long sequence;
    private long steps;

    /** A world at time 0 in which nothing is going to happen yet. */
    public Simulation(long seed, Trace trace) {
        this.seed = seed;
        this.trace = trace;
    }

    /** What everything comes from. */
    public long seed() {
        return seed;
    }

    /** Nanoseconds since the beginning. */
    public long nanos() {
        return nowNanos;
    }

    /** What has happened so far. */
    public Trace trace() {
        return trace;
    }

    /** How many entries of the queue were run. */
    public long steps() {
        return steps;
    }

    /**
     * A generator of its own for whoever bears this name. What others draw does not change what it gives.
     */
    RandomGenerator random(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b) * 0x100000001b3L;
        }
        return new SplittableRandom(seed * 0x9e3779b97f4a7c15L ^ hash);
    }

    /** Runs {@code action} {@code delayNanos} from now, unless {@code life} is over by then. */
    void after(long delayNanos, Life life, Runnable action) {
        queue.add(new Entry(nowNanos + Math.max(0, delayNanos), sequence++, life, action));
    }

    /** Runs {@code action} at {@code nanos}, or now if that is past. */
    void at(long nanos, Runnable action) {
        after(nanos - nowNanos, FOREVER, action);
    }

    /** Runs what is due next; returns false when nothing is left. */
    boolean step() {
        Entry next = queue.poll();
        if (next == null) {
            return false;
        }
        nowNanos = next.nanos();
        if (!next.life().over()) {
            steps++;
            try {
                next.action().run();
            } catch (Crash crash) {
                crash.aftermath().run();
            }
        }
        return true;
    }

    /** Runs everything that is due up to {@code nanos}, and lets time pass until then. */
    void runUntil(long nanos) {
        while (!queue.isEmpty() && queue.peek().nanos() <= nanos) {
            step();
        }
        nowNanos = Math.max(nowNanos, nanos);
    }
}
