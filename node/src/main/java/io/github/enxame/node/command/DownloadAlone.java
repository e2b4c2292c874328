package io.github.enxame.node.command;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.Receipt;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.storage.DiskNames;
import io.github.enxame.engine.storage.FileLookup;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.torrent.FileChoice;
import io.github.enxame.node.torrent.Finder;
import io.github.enxame.node.view.ReceiptViews;
import io.github.enxame.node.view.ReportView;
import io.github.enxame.node.view.ReportViews;
import io.github.enxame.node.view.TorrentFacts;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.node.view.TorrentViews;
import io.github.enxame.node.view.TransferViews;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A download in this process. */
final class DownloadAlone {
    private static final double NANOS = 1e9;

    /** How long nothing may be known of what a magnet link leads to before that is said. */
    private static final double PATIENCE_SECONDS = 3;

    private final Download download;
    private final TrackerOption tracker;
    private final PeerOptions peer;
    private final DaemonOption daemon;

    DownloadAlone(Download download, TrackerOption tracker, PeerOptions peer, DaemonOption daemon) {
        this.download = download;
        this.tracker = tracker;
        this.peer = peer;
        this.daemon = daemon;
    }

    int run(boolean seed) throws ProblemException, InterruptedException, ExecutionException {
        Finder finder = new Finder(peer.from(tracker.catalogue(daemon.tracker())));
        try (Lifetime lifetime = Lifetime.begin();
                Engine engine = peer.open(daemon.records(), download::say)) {
            boolean local = Finder.localFile(download.what()) != null;
            long soughtNanos = System.nanoTime();
            Optional<Torrent> begun = begin(engine, finder, lifetime);
            if (begun.isEmpty()) {
                return Lifetime.INTERRUPTED;
            }
            Torrent torrent = begun.get();
            Metainfo metainfo = torrent.metainfo();
            long addedNanos = System.nanoTime();
            long startNanos = local ? addedNanos : soughtNanos;
            TorrentFacts facts =
                    new TorrentFacts(metainfo, metainfo.info().name(), System.currentTimeMillis(), null, 0, 0);
            download.begun(TransferViews.torrent(facts, torrent.snapshot()));
            CompletableFuture<Long> verified = torrent.completion().thenApply(_ -> System.nanoTime());
            if (!follow(lifetime, torrent, facts, verified)) {
                return Lifetime.INTERRUPTED;
            }
            Receipt receipt = torrent.prove().get();
            Snapshot snapshot = torrent.snapshot();
            ReportView report = ReportViews.of(
                    snapshot, receipt, (addedNanos - startNanos) / NANOS, (verified.get() - startNanos) / NANOS);
            TorrentView view = TransferViews.torrent(facts, snapshot);
            Path path = DiskNames.findRoot(FileLookup.ofMachine(), download.into(), metainfo.info());
            download.done(view, report, path, false);
            if (seed) {
                download.say("seeding");
                int served = Serving.untilEnded(
                        lifetime, List.of(torrent), download.terminal().err()::println);
                return report.hashes().match() ? served : CommandLines.FAILED;
            }
            return report.hashes().match() ? CommandLines.DONE : CommandLines.FAILED;
        }
    }

    /** Begins the download; empty where the user ended it before it was known what a magnet link leads to. */
    private Optional<Torrent> begin(Engine engine, Finder finder, Lifetime lifetime)
            throws ProblemException, InterruptedException, ExecutionException {
        Optional<URI> named = tracker.named();
        Optional<MagnetLink> link = Finder.magnet(download.what());
        if (link.isEmpty()) {
            Metainfo found = withTracker(finder.find(download.what()), named);
            found.unusableUrls().forEach(url -> download.say(TorrentViews.sentence(url)));
            return Optional.of(
                    download.repair()
                            ? engine.repair(found, download.into(), wanted(found))
                            : engine.download(found, download.into(), wanted(found)));
        }
        link.get().unusable().forEach(url -> download.say(TorrentViews.sentence(url)));
        MagnetLink asked = withTracker(selecting(link.get()), named);
        Torrent torrent =
                download.repair() ? engine.repair(asked, download.into()) : engine.download(asked, download.into());
        download.say("Asking peers what is in " + torrent.name());
        CompletableFuture<Metainfo> metadata = torrent.metadata();
        if (!lifetime.await(metadata, PATIENCE_SECONDS) && !lifetime.isEnded()) {
            boolean tracked = named.isPresent() || !link.get().trackers().isEmpty();
            download.say(nobody(torrent.name(), tracked, torrent.snapshot().tracker()));
        }
        if (!lifetime.await(metadata)) {
            return Optional.empty();
        }
        if (download.files() != null || link.get().selected().isEmpty()) {
            torrent.select(wanted(metadata.get()));
        }
        return Optional.of(torrent);
    }

    /** What the user wants of it: all, if no files are named, whatever was wanted when it was begun. */
    private Selection wanted(Metainfo metainfo) throws ProblemException {
        String files = download.files();
        return files == null ? Selection.everything() : new FileChoice(files).of(metainfo.info());
    }

    /** What numbers choose need not wait for what is in the torrent (BEP 53). */
    private MagnetLink selecting(MagnetLink link) throws ProblemException {
        String files = download.files();
        return files == null
                ? link
                : new FileChoice(files).byNumber().map(link::selecting).orElse(link);
    }

    /**
     * Says that nobody has told yet what a magnet link leads to, and what may be why.
     *
     * @param tracked whether there is a tracker to ask
     * @param announced what the last announce brought
     */
    static String nobody(String name, boolean tracked, Optional<String> announced) {
        String why = tracked
                ? announced
                        .map(said -> " " + said + (said.endsWith(".") ? "" : "."))
                        .orElse("")
                : " The link names no tracker; name one with --tracker.";
        return "Nobody who can be reached knows what is in " + name + " now." + why
                + " Waiting for somebody; it goes on by itself.";
    }

    /** The tracker that the user named is asked too. */
    static MagnetLink withTracker(MagnetLink link, Optional<URI> named) {
        Set<URI> trackers = new LinkedHashSet<>();
        named.ifPresent(tracker -> trackers.add(TrackerOption.client(tracker).announceUri()));
        trackers.addAll(link.trackers());
        return new MagnetLink(
                link.infoHashV1(),
                link.infoHashV2(),
                link.name(),
                List.copyOf(trackers),
                link.webSeeds(),
                link.peers(),
                link.selected());
    }

    private boolean follow(Lifetime lifetime, Torrent torrent, TorrentFacts facts, CompletableFuture<Long> verified)
            throws InterruptedException, ExecutionException {
        try (TransferScreen screen = new TransferScreen(download.terminal(), download.json());
                Torrent.Watch _ = torrent.watch(snapshot -> screen.show(TransferViews.detail(
                        facts, snapshot, ReceiptViews.soFar(facts.metainfo().info(), snapshot), _ -> null)))) {
            return lifetime.await(verified);
        }
    }

    /** The tracker that the user named is asked too, unless the torrent allows only its own. */
    static Metainfo withTracker(Metainfo metainfo, Optional<URI> named) {
        if (named.isEmpty() || metainfo.info().isPrivate()) {
            return metainfo;
        }
        URI announce = TrackerOption.client(named.get()).announceUri();
        List<List<URI>> tiers = new ArrayList<>(metainfo.trackers());
        if (tiers.stream().anyMatch(tier -> tier.contains(announce))) {
            return metainfo;
        }
        tiers.addFirst(List.of(announce));
        return metainfo.withTrackers(tiers);
    }
}
