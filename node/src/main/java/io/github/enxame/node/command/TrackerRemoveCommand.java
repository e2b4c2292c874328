package io.github.enxame.node.command;

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
    @Parameters(paramLabel = "WHAT", arity = "1..*", description = "Names or info-hashes.")
    private List<String> what = List.of();

    @Option(names = "--data", paramLabel = "DIR", description = "Where the tracker keeps its catalogue.")
    private @Nullable Path data;

    TrackerRemoveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException, TrackerException {
        Path folder = data == null ? StateFolder.of(null).tracker() : data.toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            throw new ProblemException(
                    "not_found", "There is no tracker's folder " + folder + ". Name it with --data.");
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
