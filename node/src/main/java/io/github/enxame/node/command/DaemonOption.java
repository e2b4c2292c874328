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

    /** The state folder; empty where none is named and the user has no home folder. */
    Optional<StateFolder> stateFolder() {
        return StateFolder.find(state);
    }

    /** Where it is remembered which files were checked, if it can be. */
    Optional<Path> records() {
        return stateFolder().flatMap(StateFolder::checkedIfUsable);
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
        return stateFolder()
                .flatMap(DaemonClient::find)
                .filter(daemon -> tracker.isEmpty() || daemon.uses(tracker.get()));
    }
}
