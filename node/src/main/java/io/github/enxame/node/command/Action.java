package io.github.enxame.node.command;

import io.github.enxame.node.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands have: a terminal to write to, and the options that each understands. */
abstract class Action implements Callable<Integer> {
    /** Where it writes. */
    protected final Terminal terminal;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(names = "--debug", description = "Show where in the program an error arose.")
    boolean debug;

    Action(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Writes one line of result. */
    protected final void say(String line) {
        terminal.out().println(line);
    }

    /** Writes one line about what is going on, where it does not mix with results. */
    protected final void note(String line) {
        terminal.err().println(line);
    }
}
