package io.github.enxame.engine.swarm;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Time, and the order in which an engine's events happen: a thread with a mailbox, or the simulator's queue. */
public interface Timeline extends AutoCloseable {
    /** Nanoseconds since some fixed moment; never goes back. */
    long nanos();

    /** Milliseconds since 1970 (UTC), for people and for what outlives a restart; may jump when the clock is set. */
    long epochMillis();

    /** Delivers every event posted from now on, or before, to {@code loop}, one at a time. Called once. */
    void start(Loop loop);

    /** Delivers an event soon. From any thread but the loop's own it may wait while the mailbox is full. */
    void post(Event event);

    /** Delivers an event no sooner than {@code delayNanos} from now. Called on the loop. */
    void postAfter(long delayNanos, Event event);

    /**
     * Runs what belongs to the program around, which may take its time or call back: on a thread of its own, where there
     * are threads. From any thread.
     */
    default void aside(Runnable action) {
        action.run();
    }

    /**
     * Completes, with the reason, when the loop is of no use any more because of errors in this program or missing memory: the
     * process is best ended and started anew. On any thread; never where there are no threads.
     */
    default CompletableFuture<Throwable> failure() {
        return new CompletableFuture<>();
    }

    /** Delivers nothing more. Called on the loop, or before {@link #start}. */
    @Override
    void close();

    /** What takes the events. */
    interface Loop {
        /** Handles one event. */
        void dispatch(Event event);

        /**
         * An event could not be handled because of an error in this program. Whose event it was fails; all others go on.
         *
         * @param event null when it happened in {@link #turnEnded}
         */
        void failed(@Nullable Event event, Throwable error);

        /** No further event is waiting: a good moment to send what has gathered. */
        void turnEnded();
    }
}
