package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Terminal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code enxame open}: prints a link that lets a browser use the running daemon. */
@Command(
        name = "open",
        description = "Print a link that lets one browser of this computer use the running Enxame.",
        footer = "The link works once, within an hour. The browser stays let in for 90 days.")
final class OpenCommand extends Action {
    @Option(names = "--state", paramLabel = "DIR", description = "Where 'enxame up' keeps its state.")
    private @Nullable Path state;

    @Option(names = "--forget", description = "Shut out the browsers that were let in, and print no link.")
    private boolean forget;

    OpenCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException {
        DaemonClient daemon = RunningDaemon.require(state);
        if (forget) {
            daemon.forgetBrowsers();
            say("No browser is let in any more.");
        } else {
            say(daemon.link());
        }
        return CommandLines.DONE;
    }
}
