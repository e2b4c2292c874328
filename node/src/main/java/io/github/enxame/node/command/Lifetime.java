package io.github.enxame.node.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The time that a command runs. When the user ends the program (Ctrl-C, a signal), what waits here stops waiting, and the
 * program stays until the command has closed what it opened, some seconds at most.
 */
final class Lifetime implements AutoCloseable {
    /** The usual exit code of a program that was interrupted. */
    static final int INTERRUPTED = 130;

    private static final long CLOSING_SECONDS = 10;

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "lifetime");
    private volatile int exitCode = INTERRUPTED;

    private Lifetime() {}

    /** Begins; close it last of all. */
    static Lifetime begin() {
        Lifetime lifetime = new Lifetime();
        Runtime.getRuntime().addShutdownHook(lifetime.hook);
        return lifetime;
    }

    /** Runs when the virtual machine was asked to end. */
    private void end() {
        ended.complete(null);
        try {
            closed.await(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /** Waits until the user ends the program, which is what this command is for: its exit code is that of success. */
    void untilEnded() {
        exitCode = CommandLines.DONE;
        ended.join();
    }

    /** From now on, being ended by the user is how this command succeeds. */
    void endsWell() {
        exitCode = CommandLines.DONE;
    }

    /** Waits for {@code future} or the end, whichever comes first; false for the end. */
    boolean await(CompletableFuture<?> future) throws ExecutionException, InterruptedException {
        CompletableFuture.anyOf(future, ended).exceptionally(_ -> null).get();
        if (future.isDone()) {
            future.get();
            return true;
        }
        return false;
    }

    /** Waits until {@code future} is done, however, or the end has come; whether it is done. */
    boolean awaitAny(CompletableFuture<?> future) throws InterruptedException {
        try {
            CompletableFuture.anyOf(future, ended).exceptionally(_ -> null).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("exceptions were handled", e);
        }
        return future.isDone();
    }

    /** Waits for {@code future} as long as {@code seconds}, but not beyond the end; whether it is done. */
    boolean await(CompletableFuture<?> future, double seconds) throws InterruptedException {
        CompletableFuture<Object> either =
                CompletableFuture.anyOf(future, ended).exceptionally(_ -> "failed");
        try {
            either.get((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("exceptions were handled", e);
        }
        return future.isDone();
    }

    /** Whether the user has ended the program. */
    boolean isEnded() {
        return ended.isDone();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is ending already; the hook ends it.
        }
    }
}
