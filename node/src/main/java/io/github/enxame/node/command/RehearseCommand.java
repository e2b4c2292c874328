package io.github.enxame.node.command;

import io.github.enxame.node.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code enxame rehearse}: uses what a start uses, so that the launcher can keep those classes loaded and linked. */
@Command(name = "rehearse", hidden = true, description = "Warm up for the launcher's cache.")
final class RehearseCommand extends Action {
    @Spec
    private CommandSpec spec;

    RehearseCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        for (CommandLine command : spec.root().commandLine().getSubcommands().values()) {
            command.usage(terminal.out());
        }
        return CommandLines.DONE;
    }
}
