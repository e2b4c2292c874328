package io.github.enxame.node.command;

import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.terminal.StandardOutput;
import io.github.enxame.node.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line and turns what goes wrong into one sentence and an exit code: 0 done, 1 failed, 2 misused, 3 broken. */
public final class CommandLines {
    /** The exit code of a command that did what it was asked. */
    static final int DONE = 0;
    /** The exit code of a command that could not. */
    static final int FAILED = 1;
    /** The exit code of a command that was called in a way that makes no sense. */
    static final int MISUSED = 2;

    /** The exit code of a program that cannot go on because of an error of its own or missing memory; a new start is clean. */
    static final int BROKEN = 3;

    /** Most files of a torrent that a command prints a line about. */
    static final int MAX_FILES_SHOWN = 2_000;

    private static final int PLAIN_HELP_WIDTH = 80;
    /** Picocli lays out nothing narrower. */
    private static final int LEAST_HELP_WIDTH = 55;

    /** The code of problems that lie in how a command was called. */
    private static final String MISUSE = "bad_request";

    /** What Java makes of bytes in an argument that are no text; writing it as a name would be writing another name. */
    private static final char NOT_UTF_8 = '\uFFFD';

    private CommandLines() {}

    /** The same for a terminal that prints to {@code out}; a result that could not be written is a failure. */
    public static int run(Terminal terminal, StandardOutput out, String... arguments) {
        int exitCode = run(terminal, arguments);
        terminal.out().flush();
        Optional<String> failure = out.failure();
        if (failure.isEmpty()) {
            return exitCode;
        }
        terminal.err()
                .println("enxame: Standard output could not be written (" + failure.get()
                        + "), so what was printed is lost. Free some space or print it elsewhere.");
        return exitCode == DONE ? FAILED : exitCode;
    }

    /** Runs the command that {@code arguments} name and returns its exit code. */
    public static int run(Terminal terminal, String... arguments) {
        List<String> all = Arrays.asList(arguments);
        for (String argument : arguments) {
            if (argument.indexOf(NOT_UTF_8) >= 0) {
                terminal.err()
                        .println("enxame: " + argument + " is not UTF-8, so Enxame cannot open a file of that name."
                                + " Rename it, or name the folder that it lies in.");
                return MISUSED;
            }
        }
        boolean debug = all.contains("--debug");
        CommandFactory factory = new CommandFactory(terminal);
        CommandLine line = new CommandLine(new EnxameCommand(), factory);
        Commands.neededFor(all).forEach((name, command) -> line.addSubcommand(name, new CommandLine(command, factory)));
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.palette().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(Math.max(terminal.live() ? LEAST_HELP_WIDTH : PLAIN_HELP_WIDTH, terminal.width()))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e, debug))
                .setParameterExceptionHandler((e, args) -> misused(terminal, e));
        return line.execute(arguments);
    }

    private static int failed(Terminal terminal, Exception e, boolean debug) {
        Problem problem = Problems.of(e);
        terminal.err().println("enxame: " + problem.message());
        if (debug) {
            e.printStackTrace(terminal.err());
        }
        return problem.code().equals(MISUSE) ? MISUSED : FAILED;
    }

    private static int misused(Terminal terminal, ParameterException e) {
        CommandLine command = e.getCommandLine();
        terminal.err().println("enxame: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        terminal.err().println("See how it is used: " + command.getCommandSpec().qualifiedName() + " --help");
        return MISUSED;
    }
}
