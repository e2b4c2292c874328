package io.github.enxame.engine;

import io.github.enxame.engine.swarm.Event;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait for the loop: those of the engine itself, which go first, and those that strangers cause. Whoever adds to a
 * full one waits. One thread takes; any other may add.
 */
final class Mailbox {
    /** Events of each kind that may wait; who has one more waits with it. */
    static final int MAX_WAITING_EVENTS = 4_096;

    /** After so many events of the engine itself one of a stranger is taken, if any waits. */
    private static final int OWN_IN_A_ROW = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition ownRoom = lock.newCondition();
    private final Condition strangersRoom = lock.newCondition();
    private final ArrayDeque<Event> own = new ArrayDeque<>();
    private final ArrayDeque<Event> strangers = new ArrayDeque<>();
    private int ownInARow;
    private boolean closed;

    /** Adds an event, as soon as there is room; drops it when the mailbox is closed. */
    void put(Event event, boolean isStrangers) {
        ArrayDeque<Event> queue = isStrangers ? strangers : own;
        lock.lock();
        try {
            while (queue.size() >= MAX_WAITING_EVENTS && !closed) {
                (isStrangers ? strangersRoom : ownRoom).awaitUninterruptibly();
            }
            if (!closed) {
                queue.add(event);
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next event, or null if none waits. */
    @Nullable Event poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** The next event, or null if there is none for so long. */
    @Nullable Event poll(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (own.isEmpty() && strangers.isEmpty() && left > 0 && !closed) {
                left = filled.awaitNanos(left);
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Event next() {
        boolean takeOwn = !own.isEmpty() && (ownInARow < OWN_IN_A_ROW || strangers.isEmpty());
        if (takeOwn) {
            ownInARow++;
            ownRoom.signal();
            return own.poll();
        }
        ownInARow = 0;
        strangersRoom.signal();
        return strangers.poll();
    }

    /** Drops what waits and what comes; nobody waits any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            own.clear();
            strangers.clear();
            filled.signalAll();
            ownRoom.signalAll();
            strangersRoom.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
