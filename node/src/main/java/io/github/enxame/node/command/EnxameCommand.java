package io.github.enxame.node.command;

import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code enxame} itself: names the commands. */
@Command(
        name = "enxame",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shares documents and files among the people who want them, with no server that holds them.",
        footer = {
            "",
            "Start with 'enxame demo' to watch a swarm in one process, or 'enxame up' for the web interface.",
            "Exit codes: 0 done, 1 failed, 2 misused."
        })
final class EnxameCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;

    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        String names = line.getSubcommands().entrySet().stream()
                .filter(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        throw new ParameterException(line, "which command? One of " + names);
    }
}
