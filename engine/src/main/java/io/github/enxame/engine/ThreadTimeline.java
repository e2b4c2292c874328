package io.github.enxame.engine;

import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.Timeline;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Real time, and one thread that takes events from a bounded mailbox. Whoever posts to a full mailbox waits, which holds
 * back the reader of a link; the loop itself never waits for room.
 */
final class ThreadTimeline implements Timeline {
    private static final int MAILBOX = 4_096;

    /** A turn ends at the latest after so many events, so that what they ask for leaves soon. */
    private static final int EVENTS_PER_TURN = 256;

    private record Timer(long nanos, long sequence, Event event) {}

    private final BlockingQueue<Event> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::nanos).thenComparingLong(Timer::sequence));
    private final LongSupplier clockNanos;
    private final LongSupplier epochMillis;
    private final long startNanos;
    private long sequence;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /**
     * A timeline that begins now.
     *
     * @param clockNanos a clock that only goes forward, in nanoseconds; read on any thread
     * @param epochMillis the time of day, in milliseconds since 1970
     */
    ThreadTimeline(LongSupplier clockNanos, LongSupplier epochMillis) {
        this.clockNanos = clockNanos;
        this.epochMillis = epochMillis;
        this.startNanos = clockNanos.getAsLong();
    }

    @Override
    public long nanos() {
        return clockNanos.getAsLong() - startNanos;
    }

    @Override
    public long epochMillis() {
        return epochMillis.getAsLong();
    }

    @Override
    public void start(Loop loop) {
        thread = Thread.ofPlatform().name("enxame-loop").daemon().start(() -> run(loop));
    }

    @Override
    public void post(Event event) {
        if (Thread.currentThread().equals(thread)) {
            postAfter(0, event);
            return;
        }
        boolean interrupted = false;
        while (!closed) {
            try {
                if (mailbox.offer(event, 100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void postAfter(long delayNanos, Event event) {
        timers.add(new Timer(nanos() + delayNanos, sequence++, event));
    }

    @Override
    public void aside(Runnable action) {
        Thread.ofVirtual().name("enxame-told").start(action);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void run(Loop loop) {
        while (!closed) {
            Event event = next();
            for (int handled = 0; event != null && !closed; handled++) {
                dispatch(loop, event);
                event = handled < EVENTS_PER_TURN ? dueOrWaiting() : null;
            }
            endTurn(loop);
        }
        mailbox.clear();
    }

    // Every torrent lives on this thread: no error in handling one event may end it.
    private static void dispatch(Loop loop, Event event) {
        try {
            loop.dispatch(event);
        } catch (RuntimeException | Error e) {
            loop.failed(event, e);
        }
    }

    private static void endTurn(Loop loop) {
        try {
            loop.turnEnded();
        } catch (RuntimeException | Error e) {
            loop.failed(null, e);
        }
    }

    private @Nullable Event dueOrWaiting() {
        Timer timer = timers.peek();
        if (timer != null && timer.nanos() <= nanos()) {
            timers.remove();
            return timer.event();
        }
        return mailbox.poll();
    }

    private @Nullable Event next() {
        Event event = dueOrWaiting();
        if (event != null) {
            return event;
        }
        Timer timer = timers.peek();
        long wait = timer == null ? TimeUnit.SECONDS.toNanos(1) : timer.nanos() - nanos();
        try {
            return mailbox.poll(Math.max(wait, 0), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            // Nobody but the loop itself ends the loop.
            return null;
        }
    }
}
