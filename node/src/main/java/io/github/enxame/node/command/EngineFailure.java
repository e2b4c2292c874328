package io.github.enxame.node.command;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** Ends the program when its engine is of no use any more, so that nobody waits for one that does not answer. */
final class EngineFailure {
    private EngineFailure() {}

    /**
     * Waits for the failure of an engine, on no thread.
     *
     * @param failure completes when the engine is of no use any more
     * @param out where people are told
     * @param exit ends the program with a code; nothing is closed first, as what would be closed may not answer
     */
    static void watch(CompletableFuture<Throwable> failure, PrintStream out, IntConsumer exit) {
        var _ = failure.thenAccept(error -> {
            try {
                out.println("enxame: It met an error of its own and cannot go on: " + error
                        + ". Start it again; what was complete is checked and kept.");
            } finally {
                exit.accept(CommandLines.BROKEN);
            }
        });
    }
}
