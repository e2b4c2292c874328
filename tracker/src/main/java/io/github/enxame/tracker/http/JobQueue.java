package io.github.enxame.tracker.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A bounded queue of work for a few platform threads, which tells those it has no room for when to come back. */
public final class JobQueue implements Executor, AutoCloseable {
    private static final int IDLE_SECONDS = 10;
    private static final int CLOSING_SECONDS = 10;
    private static final int MAX_RETRY_SECONDS = 60;

    private final ThreadPoolExecutor threads;
    private final AtomicLong averageNanos = new AtomicLong();

    /**
     * A queue with its threads, which end when there is nothing to do.
     *
     * @param name of the threads
     * @param most jobs that wait
     */
    public JobQueue(String name, int threadCount, int most) {
        threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(most),
                Thread.ofPlatform().daemon().name(name, 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Has {@code job} run.
     *
     * @throws java.util.concurrent.RejectedExecutionException where too many wait
     */
    @Override
    public void execute(Runnable job) {
        threads.execute(() -> {
            long began = System.nanoTime();
            try {
                job.run();
            } finally {
                long took = System.nanoTime() - began;
                averageNanos.accumulateAndGet(took, (average, last) -> average + (last - average) / 8);
            }
        });
    }

    /** Seconds until what waits now will have been done, at least 1. */
    int retryAfterSeconds() {
        long waiting = threads.getQueue().size() + 1L;
        long nanos = waiting * averageNanos.get() / threads.getMaximumPoolSize();
        return Math.clamp(TimeUnit.NANOSECONDS.toSeconds(nanos) + 1, 1, MAX_RETRY_SECONDS);
    }

    /** Takes no more, and waits some seconds until what was taken is done. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(JobQueue.class.getName())
                        .log(System.Logger.Level.WARNING, "Jobs are still running after " + CLOSING_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
