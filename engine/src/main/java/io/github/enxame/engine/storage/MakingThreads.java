package io.github.enxame.engine.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Several threads, no more than there are cores and the calling one among them, at one piece of the work of making a torrent. Each
 * does as much of it as it finds to do and looks at {@link #goOn} in between; the first failure of one, or an interruption of the
 * calling one, ends the work of all.
 */
final class MakingThreads {
    /** What each of the threads does. */
    @FunctionalInterface
    interface Work {
        /**
         * Works until nothing is left to do or {@link #goOn} says no.
         *
         * @param calling whether this is the thread that waits for the work, which is the one to tell of progress
         */
        void run(boolean calling) throws StoreException, InterruptedException;
    }

    private final Path content;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Runnable stopped;

    /**
     * @param content what is read, for the message of an interruption
     * @param stopped called, on any of the threads, once {@link #goOn} says no: to wake those that wait
     */
    MakingThreads(Path content, Runnable stopped) {
        this.content = content;
        this.stopped = stopped;
    }

    /**
     * Whether there is still a reason to work.
     *
     * @throws InterruptedException if this thread is interrupted
     */
    boolean goOn() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return failure.get() == null;
    }

    /**
     * Does the work and waits for all threads.
     *
     * @param most how many threads there is work for, from 1
     * @throws StoreException the first failure, or that the calling thread was interrupted, which it stays
     */
    void run(long most, Work work) throws StoreException {
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < Math.min(most, Runtime.getRuntime().availableProcessors()); i++) {
            others.add(Thread.ofPlatform().name("enxame-make-" + i).daemon().start(() -> attempt(work, false)));
        }
        attempt(work, true);
        for (Thread other : others) {
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException e) {
                    fail(e);
                }
            }
        }
        Throwable first = failure.get();
        if (first != null) {
            throw thrown(first);
        }
    }

    private StoreException thrown(Throwable reason) {
        return switch (reason) {
            case InterruptedException e -> {
                Thread.currentThread().interrupt();
                yield StoreErrors.interrupted(content, e);
            }
            case StoreException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("making the torrent failed", e);
        };
    }

    private void attempt(Work work, boolean calling) {
        try {
            work.run(calling);
        } catch (StoreException | InterruptedException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable reason) {
        if (failure.compareAndSet(null, reason)) {
            stopped.run();
        }
    }
}
