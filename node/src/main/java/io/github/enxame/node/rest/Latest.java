package io.github.enxame.node.rest;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A value that others wait to see change. Safe for use from any thread.
 *
 * @param <T> the value's type; equal values are one
 */
final class Latest<T> {
    /**
     * The value at one moment.
     *
     * @param number counts the changes; 0 before the first value
     * @param ended whether there will be no other value
     */
    record Version<T>(long number, @Nullable T latest, boolean ended) {
        /** What one has seen who has seen nothing. */
        static <T> Version<T> none() {
            return new Version<>(0, null, false);
        }

        /** The value; there is one unless the number is 0. */
        T value() {
            return Objects.requireNonNull(latest);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Version<T> version = Version.none();

    /** Sets the value; whoever waits sees it if it is another. */
    void set(T value) {
        lock.lock();
        try {
            if (!version.ended() && !value.equals(version.latest())) {
                version = new Version<>(version.number() + 1, value, false);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Says that there will be no other value. */
    void end() {
        lock.lock();
        try {
            version = new Version<>(version.number(), version.latest(), true);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there will be no other value. */
    boolean isEnded() {
        lock.lock();
        try {
            return version.ended();
        } finally {
            lock.unlock();
        }
    }

    /** The version after {@code seen}, waiting for it as long as {@code nanos}; {@code seen}'s number when none came. */
    Version<T> after(Version<T> seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (version.number() == seen.number() && !version.ended() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Waits {@code nanos}, or until the end. */
    void rest(long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        lock.lock();
        try {
            for (long left = nanos; left > 0 && !version.ended(); left = until - System.nanoTime()) {
                if (!changed.await(left, TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
