package io.github.enxame.engine;

import io.github.enxame.engine.diagnostics.LimitedLog;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.LinkBacklog;
import io.github.enxame.engine.swarm.Timeline;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Real time, and one thread that takes events from a bounded mailbox. The reader of a link waits while more of what it brought
 * waits for the loop than one link's share ({@link LinkBacklog}), and whoever posts to a full mailbox; the loop itself never
 * waits for room. The thread outlives every error of its loop, but tells its owner when it meets nothing but errors.
 */
final class ThreadTimeline implements Timeline {
    /** A turn ends at the latest after so much work, in the units of {@link LinkBacklog}, so that what it asks for leaves soon. */
    private static final int MAX_WORK_PER_TURN = 2_048;

    /** What any event but messages of a link counts as. */
    private static final int EVENT_WORK = 8;

    /** Events, or ends of turns, one after the other that all meet an error, after which the loop is of no use any more. */
    static final int MAX_ERRORS_IN_A_ROW = 100;

    /** How long a link's reader waits before it looks whether the timeline is closed. */
    private static final long LOOK_MILLIS = 500;

    private static final LimitedLog ERRORS = new LimitedLog(System.getLogger(ThreadTimeline.class.getName()));

    private record Timer(long nanos, long sequence, Event event) {}

    private final Mailbox mailbox = new Mailbox();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::nanos).thenComparingLong(Timer::sequence));
    private final LongSupplier clockNanos;
    private final LongSupplier epochMillis;
    private final long startNanos;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private long sequence;
    private int eventErrorsInARow;
    private int turnErrorsInARow;
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
        if (event instanceof Event.Received(var conversation, var _, int work)) {
            awaitRoom(conversation.backlog(), work);
        }
        mailbox.put(event, isStrangers(event));
    }

    private void awaitRoom(LinkBacklog backlog, int work) {
        boolean interrupted = false;
        boolean entered = false;
        while (!entered && !closed) {
            try {
                entered = backlog.tryEnter(work, LOOK_MILLIS);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether strangers cause such events, as many as they like. */
    private static boolean isStrangers(Event event) {
        return switch (event) {
            case Event.Opened _,
                    Event.DialFailed _,
                    Event.Greeted _,
                    Event.Received _,
                    Event.Drained _,
                    Event.Closed _,
                    Event.NeighbourHeard _,
                    Event.UtpTried _ -> true;
            case Event.Checking _,
                    Event.StoreOpened _,
                    Event.BlocksRead _,
                    Event.ReadFailed _,
                    Event.PieceVerified _,
                    Event.PieceCorrupt _,
                    Event.Durable _,
                    Event.Finished _,
                    Event.PiecesLost _,
                    Event.PiecesFound _,
                    Event.StoreFailed _,
                    Event.Announced _,
                    Event.HashesDue _,
                    Event.InfoRead _,
                    Event.NetworkChanged _,
                    Event.Tick _,
                    Event.Question _,
                    Event.Command _ -> false;
        };
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
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    @Override
    public void close() {
        closed = true;
        mailbox.close();
    }

    private void run(Loop loop) {
        try {
            while (!closed) {
                turn(loop);
            }
        } catch (RuntimeException | Error e) {
            ERRORS.log(System.Logger.Level.ERROR, () -> "the engine's loop ended", e);
            failure.complete(e);
        } finally {
            close();
        }
    }

    private void turn(Loop loop) {
        Event event = next();
        int work = 0;
        while (event != null && !closed) {
            work += handle(loop, event);
            event = work < MAX_WORK_PER_TURN ? dueOrWaiting() : null;
        }
        endTurn(loop);
    }

    private int handle(Loop loop, Event event) {
        dispatch(loop, event);
        if (event instanceof Event.Received(var conversation, var _, int work)) {
            conversation.backlog().leave(work);
            return work;
        }
        return EVENT_WORK;
    }

    // Every torrent lives on this thread: no error in handling one event may end it.
    private void dispatch(Loop loop, Event event) {
        try {
            loop.dispatch(event);
            eventErrorsInARow = 0;
        } catch (RuntimeException | Error e) {
            failed(loop, event, e, ++eventErrorsInARow);
        }
    }

    private void endTurn(Loop loop) {
        try {
            loop.turnEnded();
            turnErrorsInARow = 0;
        } catch (RuntimeException | Error e) {
            failed(loop, null, e, ++turnErrorsInARow);
        }
    }

    private void failed(Loop loop, @Nullable Event event, Throwable error, int inARow) {
        if (inARow >= MAX_ERRORS_IN_A_ROW) {
            failure.complete(error);
        }
        try {
            loop.failed(event, error);
        } catch (RuntimeException | Error again) {
            ERRORS.log(System.Logger.Level.ERROR, () -> "an error while dealing with an error", again);
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
            return mailbox.poll(Math.max(wait, 0));
        } catch (InterruptedException _) {
            // Nobody but the loop itself ends the loop.
            return null;
        }
    }
}
