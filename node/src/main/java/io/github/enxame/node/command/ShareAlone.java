package io.github.enxame.node.command;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.Torrent;
import io.github.enxame.node.library.PublisherSecret;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.Made;
import io.github.enxame.node.torrent.Maker;
import io.github.enxame.node.torrent.MakerOptions;
import io.github.enxame.node.torrent.Publisher;
import io.github.enxame.node.view.TorrentFacts;
import io.github.enxame.node.view.TransferViews;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.tracker.client.CatalogueClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Shares files in this process. */
final class ShareAlone {
    private final Terminal terminal;
    private final boolean json;
    private final SharingOption sharing;
    private final TrackerOption tracker;
    private final PeerOptions peer;
    private final Optional<URI> ofDaemon;
    private final Optional<StateFolder> state;
    private final Optional<Path> records;

    ShareAlone(
            Terminal terminal,
            boolean json,
            SharingOption sharing,
            TrackerOption tracker,
            PeerOptions peer,
            DaemonOption daemon) {
        this.sharing = sharing;
        this.terminal = terminal;
        this.json = json;
        this.tracker = tracker;
        this.peer = peer;
        this.ofDaemon = daemon.tracker();
        this.state = daemon.stateFolder();
        this.records = daemon.records();
    }

    int run(List<Path> files) throws ProblemException, ExecutionException, InterruptedException {
        CatalogueClient catalogue = peer.from(tracker.catalogue(ofDaemon));
        try (Lifetime lifetime = Lifetime.begin();
                Engine engine = peer.open(records, terminal.err()::println)) {
            List<Torrent> torrents = new ArrayList<>();
            for (Path file : files) {
                torrents.add(share(engine, catalogue, file.toAbsolutePath().normalize()));
            }
            for (Torrent torrent : torrents) {
                if (!Serving.await(lifetime, torrent)) {
                    return Lifetime.INTERRUPTED;
                }
            }
            terminal.out().println(json ? "{\"state\":\"seeding\"}" : "seeding");
            return Serving.untilEnded(lifetime, torrents, terminal.err()::println);
        }
    }

    private Torrent share(Engine engine, CatalogueClient catalogue, Path file) throws ProblemException {
        MakingLine line = new MakingLine(terminal, file);
        Made made = Maker.make(
                file, List.of(catalogue.announceUri()), MakerOptions.sharing(sharing.options()), records, line::hashed);
        line.clear();
        made.leftOut().ifPresent(what -> terminal.err().println(SharingOption.leftOut(what)));
        made.renamed().ifPresent(changes -> terminal.err().println(SharingOption.renamed(changes)));
        made.shortfall().ifPresent(why -> terminal.err()
                .println(file.getFileName() + ": its sections are by size: " + why + "."));
        Publisher.publish(
                catalogue,
                made.metainfo(),
                made.title(),
                state.flatMap(folder -> PublisherSecret.key(folder, catalogue.tracker())));
        SharedLines.print(
                terminal,
                json,
                TransferViews.prepared(new TorrentFacts(
                        made.metainfo(), made.title(), System.currentTimeMillis(), file.toString(), 0, 0)),
                MagnetLink.of(made.metainfo()).toString());
        return engine.seed(made.metainfo(), made.folder());
    }
}
