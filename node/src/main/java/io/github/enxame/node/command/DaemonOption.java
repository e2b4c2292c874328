package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.daemon.RuntimeFile;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
     * The running daemon; empty where the user wants none.
     *
     * @throws ProblemException where the user named a state folder that cannot be read
     */
    Optional<DaemonClient> running() throws ProblemException {
        if (alone) {
            return Optional.empty();
        }
        Optional<StateFolder> folder = stateFolder();
        if (state != null && folder.isPresent()) {
            folder.get().requireReadable();
        }
        return folder.flatMap(DaemonClient::find);
    }

    /** The running daemon, unless the user wants none or another tracker than its own. */
    Optional<DaemonClient> find(Optional<URI> tracker) throws ProblemException {
        return running().filter(daemon -> tracker.isEmpty() || daemon.uses(tracker.get()));
    }

    /**
     * The running daemon, unless what the user wants is not for it to do; why is said then.
     *
     * @param tracker the tracker that the user named
     * @param ownOptions the options given that only a process of its own obeys
     * @param note prints a line
     */
    Optional<DaemonClient> findToAct(Optional<URI> tracker, List<String> ownOptions, Consumer<String> note)
            throws ProblemException {
        Optional<DaemonClient> found = running();
        if (found.isPresent() && !ownOptions.isEmpty()) {
            note.accept("Not through Enxame at " + found.get().url() + ", because of " + String.join(", ", ownOptions)
                    + ": 'enxame up' takes that when it starts.");
            return Optional.empty();
        }
        if (found.isPresent() && tracker.isPresent() && !found.get().uses(tracker.get())) {
            note.accept("Not through Enxame at " + found.get().url() + ", because its tracker is another one: "
                    + found.get().tracker());
            return Optional.empty();
        }
        return found;
    }

    /** The tracker of the daemon that runs here, if one does, even where the user does not want to act through it. */
    Optional<URI> tracker() {
        return stateFolder()
                .map(StateFolder::daemon)
                .flatMap(RuntimeFile::read)
                .map(running -> URI.create(running.tracker()));
    }
}
