package io.github.enxame.node.command;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** Ends the program when a part of it is of no use any more, so that nobody waits for one that does not answer. */
enum ProgramFailure {
    /** The engine. */
    ENGINE("It", "what was complete is checked and kept"),
    /** The tracker. */
    TRACKER("The tracker", "what was published is kept");

    private final String subject;
    private final String kept;

    ProgramFailure(String subject, String kept) {
        this.subject = subject;
        this.kept = kept;
    }

    /** Has the failure of this part end this process. */
    void endsTheProgram(CompletableFuture<Throwable> failure) {
        watch(failure, System.err, code -> Runtime.getRuntime().halt(code));
    }

    /**
     * Waits for the failure, on no thread.
     *
     * @param failure completes when the part is of no use any more
     * @param out where people are told
     * @param exit ends the program with a code; nothing is closed first, as what would be closed may not answer
     */
    void watch(CompletableFuture<Throwable> failure, PrintStream out, IntConsumer exit) {
        var _ = failure.thenAccept(error -> {
            try {
                out.println("enxame: " + subject + " met an error of its own and cannot go on: " + error
                        + ". Start it again; " + kept + ".");
            } finally {
                exit.accept(CommandLines.BROKEN);
            }
        });
    }
}
