package io.github.enxame.node.command;

import io.github.enxame.node.daemon.RuntimeFile;
import io.github.enxame.node.library.PublisherSecret;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.CatalogueProblems;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.catalogue.PublisherKey;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enxame withdraw}: takes what this user published out of the tracker's catalogue. */
@Command(
        name = "withdraw",
        description = "Take what you published out of the tracker's catalogue.",
        footer = "Nobody's copy is deleted, and whoever has it can go on sharing it.")
final class WithdrawCommand extends Action {
    private static final int MAX_FOUND = 200;

    @Parameters(paramLabel = "WHAT", arity = "1..*", description = "Names or info-hashes.")
    private List<String> what = List.of();

    @Option(names = "--state", paramLabel = "DIR", description = "The state folder with the key that published it.")
    private @Nullable Path state;

    @Mixin
    private TrackerOption tracker;

    WithdrawCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException {
        StateFolder folder = StateFolder.of(state);
        CatalogueClient catalogue = TrackerOption.client(tracker(folder));
        PublisherKey key = PublisherSecret.key(folder, catalogue.tracker())
                .orElseThrow(() -> new ProblemException(
                        "medium",
                        "There is no key in " + folder.publisherKey()
                                + " that could have published anything. Name the right folder with --state."));
        for (String name : what) {
            try {
                for (TorrentEntry own : meant(catalogue, name, key)) {
                    TorrentEntry gone = catalogue.withdraw(InfoHash.parse(own.infoHash()), key);
                    say("withdrawn " + gone.name() + " (" + gone.infoHash() + ")");
                }
            } catch (CatalogueClientException e) {
                throw new ProblemException(CatalogueProblems.of(e, catalogue.tracker(), name), e);
            }
        }
        return CommandLines.DONE;
    }

    private URI tracker(StateFolder folder) throws ProblemException {
        return tracker.orElse(RuntimeFile.read(folder.daemon()).map(running -> URI.create(running.tracker())));
    }

    /** All versions that this user published under a name; else the one torrent that is meant. */
    private static List<TorrentEntry> meant(CatalogueClient catalogue, String name, PublisherKey key)
            throws CatalogueClientException {
        List<TorrentEntry> own = catalogue.search(name, MAX_FOUND).stream()
                .filter(entry -> name.strip().equalsIgnoreCase(entry.name()))
                .filter(entry -> key.publisher().equals(entry.publisher()))
                .toList();
        return own.isEmpty() ? List.of(catalogue.find(name)) : own;
    }
}
