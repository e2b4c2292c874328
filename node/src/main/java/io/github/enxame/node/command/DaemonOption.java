package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.library.StateFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a command acts through the daemon that runs here. */
final class DaemonOption {
    @Option(names = "--alone", description = "Act in this process, even if 'enxame up' is running here.")
    private boolean alone;

    @Option(names = "--state", paramLabel = "DIR", description = "Where 'enxame up' keeps its state.")
    private @Nullable Path state;

    /** The state folder. */
    StateFolder stateFolder() {
        return StateFolder.of(state);
    }

    /**
     * The running daemon, unless the user wants none or another tracker than its own.
     *
     * @param tracker the tracker that the user named
     */
    Optional<DaemonClient> find(Optional<URI> tracker) {
        if (alone) {
            return Optional.empty();
        }
        return DaemonClient.find(stateFolder()).filter(daemon -> tracker.isEmpty() || daemon.uses(tracker.get()));
    }
}
