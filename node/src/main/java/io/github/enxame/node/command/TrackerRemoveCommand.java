package io.github.enxame.node.command;

import io.github.enxame.node.daemon.RuntimeFile;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.CatalogueProblems;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.tracker.TrackerException;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;
import io.github.enxame.tracker.http.OperatorKey;
import io.github.enxame.tracker.http.OperatorKey.RunningTracker;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enxame tracker remove}: the operator takes torrents out of the catalogue, while the tracker runs or not. */
@Command(
        name = "remove",
        description = "Take torrents out of a tracker's catalogue, whoever published them.",
        footer = "Works while the tracker runs and while it does not, for the user that runs it.")
final class TrackerRemoveCommand extends Action {
    private static final String ADVICE =
            "Name the state folder of 'enxame up' with --state, or the folder of 'enxame tracker' with --data.";

    @Parameters(paramLabel = "WHAT", arity = "1..*", description = "Names or info-hashes.")
    private List<String> what = List.of();

    @Option(names = "--data", paramLabel = "DIR", description = "Where 'enxame tracker' keeps its catalogue.")
    private @Nullable Path data;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where 'enxame up' keeps its state, for the tracker that it runs itself.")
    private @Nullable Path state;

    TrackerRemoveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException, TrackerException {
        if (data != null && state != null) {
            throw new ProblemException("bad_request", "Name either --data or --state, not both.");
        }
        Path folder = data == null ? ofState(StateFolder.of(state)) : data.toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            throw new ProblemException("not_found", "There is no tracker's folder " + folder + ". " + ADVICE);
        }
        Optional<RunningTracker> running = OperatorKey.read(folder).filter(TrackerRemoveCommand::answers);
        if (running.isPresent()) {
            remove(running.get());
        } else {
            try (TrackerServer _ = TrackerServer.open(
                    TrackerSettings.of("127.0.0.1", 0, folder).withUdp(false))) {
                remove(OperatorKey.read(folder)
                        .orElseThrow(() -> new ProblemException(
                                "no_permission",
                                folder + " cannot be written to. Run this as the user that runs the tracker.")));
            }
        }
        return CommandLines.DONE;
    }

    /** The folder of the tracker that 'enxame up' runs itself, or that 'enxame tracker' runs where no folder is named. */
    private static Path ofState(StateFolder state) throws ProblemException {
        state.requireReadable();
        Path folder = state.tracker();
        Optional<RuntimeFile> up = RuntimeFile.read(state.daemon());
        if (!Files.isDirectory(folder) && up.isPresent()) {
            throw new ProblemException(
                    "not_found",
                    "Enxame on " + state.path() + " runs no tracker; it uses "
                            + up.get().tracker()
                            + ". Only who runs that one can remove from it; 'enxame withdraw' takes back what is yours.");
        }
        return folder;
    }

    /** A tracker that was killed leaves its file. */
    private static boolean answers(RunningTracker running) {
        try {
            return client(running).search("", 1) != null;
        } catch (CatalogueClientException e) {
            return false;
        }
    }

    private static CatalogueClient client(RunningTracker running) {
        return TrackerOption.client(URI.create(running.url()));
    }

    private void remove(RunningTracker running) throws ProblemException {
        CatalogueClient catalogue = client(running);
        for (String name : what) {
            try {
                TorrentEntry found = catalogue.find(name);
                TorrentEntry gone = catalogue.remove(InfoHash.parse(found.infoHash()), running.key());
                say("removed " + gone.name() + " (" + gone.infoHash() + ")");
            } catch (CatalogueClientException e) {
                throw new ProblemException(CatalogueProblems.of(e, catalogue.tracker(), name), e);
            }
        }
    }
}
