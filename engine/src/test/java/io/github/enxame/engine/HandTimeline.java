package io.github.enxame.engine;

import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.Timeline;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Time that passes only when a test says so, and one queue of events. */
final class HandTimeline implements Timeline {
    private record Due(long nanos, long sequence, Event event) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::sequence));
    /** Events from threads other than the test's, in the order in which they came. */
    private final Queue<Event> fromOutside = new ConcurrentLinkedQueue<>();

    private final Thread own = Thread.currentThread();
    private long now = 1;
    private long sequence;
    private @Nullable Loop loop;
    private long delivered;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long epochMillis() {
        return now / 1_000_000;
    }

    @Override
    public void start(Loop taker) {
        loop = taker;
    }

    /** Starts with a loop that runs the commands it is given, and knows no other event. */
    void runCommands() {
        start(new Loop() {
            @Override
            public void dispatch(Event event) {
                if (event instanceof Event.Command(var action)) {
                    action.run();
                }
            }

            @Override
            public void failed(@Nullable Event event, Throwable error) {
                throw new AssertionError(error);
            }

            @Override
            public void turnEnded() {}
        });
    }

    @Override
    public void post(Event event) {
        if (Thread.currentThread().equals(own)) {
            postAfter(0, event);
        } else {
            fromOutside.add(event);
        }
    }

    /** Takes in what other threads have posted; whether there was anything. */
    boolean takeFromOutside() {
        boolean any = false;
        for (Event event = fromOutside.poll(); event != null; event = fromOutside.poll()) {
            postAfter(0, event);
            any = true;
        }
        return any;
    }

    @Override
    public void postAfter(long delayNanos, Event event) {
        queue.add(new Due(now + delayNanos, sequence++, event));
    }

    @Override
    public void close() {
        queue.clear();
    }

    /** How many events the loop was given so far. */
    long delivered() {
        return delivered;
    }

    /** Lets that much time pass. */
    void pass(long nanos) {
        long until = now + nanos;
        Due next = queue.peek();
        while (loop != null && next != null && next.nanos() <= until) {
            queue.remove();
            now = Math.max(now, next.nanos());
            delivered++;
            loop.dispatch(next.event());
            next = queue.peek();
            if (next == null || next.nanos() > now) {
                loop.turnEnded();
                next = queue.peek();
            }
        }
        now = until;
    }
}
