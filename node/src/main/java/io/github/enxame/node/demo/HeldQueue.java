package io.github.enxame.node.demo;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Runs actions in order, none before its moment, on a virtual thread of its own. Bounded: who puts too much waits. */
final class HeldQueue {
    private static final int MOST_HELD = 4096;

    private record Held(long dueNanos, Runnable action) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Held> queue = new ArrayDeque<>();
    private boolean ended;

    HeldQueue(String name) {
        Thread.ofVirtual().name(name).start(this::run);
    }

    /**
     * Runs an action no sooner than {@code dueNanos} by {@link System#nanoTime}, after those that were put before it; after
     * the end, at once and on the caller's thread.
     */
    void put(long dueNanos, Runnable action) {
        if (!add(new Held(dueNanos, action))) {
            action.run();
        }
    }

    private boolean add(Held held) {
        lock.lock();
        try {
            while (queue.size() >= MOST_HELD && !ended) {
                changed.awaitUninterruptibly();
            }
            if (ended) {
                return false;
            }
            queue.add(held);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread once everything put before has run; what is held runs at once. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Held held = next(); held != null; held = next()) {
            held.action().run();
        }
    }

    private @org.jspecify.annotations.Nullable Held next() {
        lock.lock();
        try {
            while (true) {
                Held first = queue.peek();
                long waitNanos = first == null ? Long.MAX_VALUE : first.dueNanos() - System.nanoTime();
                if (first == null && ended) {
                    return null;
                }
                if (first != null && (waitNanos <= 0 || ended)) {
                    changed.signalAll();
                    return queue.poll();
                }
                changed.awaitNanos(waitNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }
}
