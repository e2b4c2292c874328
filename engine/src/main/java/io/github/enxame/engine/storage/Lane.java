package io.github.enxame.engine.storage;

import io.github.enxame.engine.diagnostics.LimitedLog;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

/** One platform thread that runs jobs in the order they came. A job that throws is logged and the next one runs. */
final class Lane {
    private static final LimitedLog ERRORS = new LimitedLog(System.getLogger(Lane.class.getName()));

    private final LinkedBlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
    private final Thread thread;
    // Guarded by jobs' monitor.
    private boolean closed;
    // Of the thread alone.
    private boolean ended;

    Lane(String name) {
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    void submit(Runnable job) {
        synchronized (jobs) {
            if (closed) {
                throw new RejectedExecutionException("the disk is closed");
            }
            jobs.add(job);
        }
    }

    private void work() {
        while (!ended) {
            Runnable job;
            try {
                job = jobs.take();
            } catch (InterruptedException ignored) {
                // Nobody may interrupt a lane: it would close the channel it is using.
                continue;
            }
            run(job);
        }
    }

    // A lane must outlive whatever a job throws, or every torrent on it would stop.
    @SuppressWarnings("CatchingUnchecked")
    private static void run(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException | Error e) {
            ERRORS.log(System.Logger.Level.ERROR, () -> "a disk job failed", e);
        }
    }

    /** Waits until what is queued now has run. On the lane itself, or after it has ended, it returns at once. */
    void drain() {
        CountDownLatch reached = new CountDownLatch(1);
        synchronized (jobs) {
            if (closed || thread.equals(Thread.currentThread())) {
                return;
            }
            jobs.add(reached::countDown);
        }
        boolean interrupted = false;
        while (reached.getCount() > 0) {
            try {
                reached.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no more jobs; those queued still run. */
    void finish() {
        synchronized (jobs) {
            if (!closed) {
                closed = true;
                jobs.add(() -> ended = true);
            }
        }
    }

    /** Waits until every job has run. On the lane itself it returns at once. */
    void join() {
        boolean interrupted = false;
        while (thread.isAlive() && !thread.equals(Thread.currentThread())) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
