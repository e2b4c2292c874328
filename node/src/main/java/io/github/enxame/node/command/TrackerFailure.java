package io.github.enxame.node.command;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** Ends the program when its tracker does not serve any more, so that nobody waits for one that does not answer. */
final class TrackerFailure {
    /** The exit code of a program that cannot go on because of an error of its own or missing memory. */
    static final int EXIT_CODE = 3;

    private TrackerFailure() {}

    /** Has the failure of a running tracker end this process. */
    static void watch(CompletableFuture<Throwable> failure) {
        watch(failure, System.err, code -> Runtime.getRuntime().halt(code));
    }

    /**
     * Waits for the failure of a tracker, on no thread.
     *
     * @param failure completes when the tracker does not serve any more
     * @param out where people are told
     * @param exit ends the program with a code; nothing is closed first, as what would be closed may not answer
     */
    static void watch(CompletableFuture<Throwable> failure, PrintStream out, IntConsumer exit) {
        var _ = failure.thenAccept(error -> {
            try {
                out.println("enxame: The tracker met an error of its own and cannot go on: " + error
                        + ". Start it again; what was published is kept.");
            } finally {
                exit.accept(EXIT_CODE);
            }
        });
    }
}
