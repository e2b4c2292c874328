package io.github.enxame.node.daemon;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.SharingOptions;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.node.library.Library;
import io.github.enxame.node.library.LibraryEntry;
import io.github.enxame.node.library.PublisherSecret;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.torrent.FileChoice;
import io.github.enxame.node.torrent.Finder;
import io.github.enxame.node.torrent.Publisher;
import io.github.enxame.node.torrent.Searches;
import io.github.enxame.node.view.FindingView;
import io.github.enxame.node.view.QueueView;
import io.github.enxame.node.view.RatesView;
import io.github.enxame.node.view.StateView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.protocol.magnet.FileRange;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a person's node does: downloads by name, shares, publishes, remembers. Its web server and its tracker are opened
 * beside it. Safe for use from any thread; methods that ask the tracker or read a whole file block.
 */
public final class Daemon implements AutoCloseable {
    private static final long COUNT_SECONDS = 60;
    private static final long SCHEDULE_SECONDS = 5;
    private static final long SERVING_SECONDS = 3;
    private static final Set<String> STOPPED = Set.of("failed", "missing", "changed", "paused");

    private final Engine engine;
    private final CatalogueClient catalogue;
    private final boolean embeddedTracker;
    private final Path stateFolder;
    private final StateFolder state;
    private final Path downloads;
    private final String version;
    private final Simulation simulation;
    private final Holdings holdings;
    private final Workshop workshop;
    private final Regulation regulation;
    private final ScheduledExecutorService counting = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("counting").factory());

    private Daemon(DaemonParts parts, Library library) {
        this.engine = parts.engine();
        this.catalogue = parts.catalogue();
        this.embeddedTracker = parts.embeddedTracker();
        this.stateFolder = parts.state().path();
        this.state = parts.state();
        this.downloads = parts.downloads();
        this.version = parts.version();
        this.simulation = parts.simulation();
        this.holdings = new Holdings(engine, library, simulation, InstantSource.system());
        this.regulation = new Regulation(engine, parts.state().choices(), Clock.system(ZoneId.systemDefault()));
        this.workshop = new Workshop(parts.state(), catalogue.announceUri(), holdings);
    }

    /** Starts a daemon over an engine and a tracker that the caller has opened; closing it closes neither. */
    public static Daemon open(DaemonParts parts) throws ProblemException {
        StateFolder state = parts.state();
        Daemon daemon = new Daemon(parts, Library.open(state.torrents()));
        daemon.holdings.restore();
        daemon.regulation.restored();
        var _ = daemon.counting.scheduleWithFixedDelay(
                daemon.regulation::apply, SCHEDULE_SECONDS, SCHEDULE_SECONDS, TimeUnit.SECONDS);
        var _ = daemon.counting.scheduleWithFixedDelay(
                daemon.holdings::count, COUNT_SECONDS, COUNT_SECONDS, TimeUnit.SECONDS);
        return daemon;
    }

    /** The torrents. */
    public Holdings holdings() {
        return holdings;
    }

    /** The daemon itself, for the web interface. */
    public StateView state() {
        return new StateView(
                version,
                new StateView.TrackerState(catalogue.tracker().toString(), embeddedTracker),
                downloads.toString(),
                simulation.demo());
    }

    /** What limits all torrents together. */
    public RatesView limits() {
        return regulation.rates();
    }

    /** Limits all torrents together from now on, after a restart too. */
    public RatesView limit(RatesView wanted) throws ProblemException {
        return regulation.limit(wanted);
    }

    /** Sets when limits are otherwise than usual, after a restart too. */
    public void schedule(RateSchedule wanted) throws ProblemException {
        regulation.schedule(wanted);
    }

    /** How many torrents are at work at once. */
    public QueueView queue() {
        return regulation.queue();
    }

    /** Sets how many torrents are at work at once, and which begin first, after a restart too. */
    public QueueView queue(QueueView wanted) throws ProblemException {
        return regulation.queue(wanted);
    }

    /** Every torrent, the newest first. */
    public TorrentView.All torrents() {
        return new TorrentView.All(holdings.all().stream()
                .map(Holding::view)
                .sorted(Comparator.comparingLong(TorrentView::addedAt).reversed())
                .toList());
    }

    /** Where downloads go. */
    public Path downloads() {
        return downloads;
    }

    /** Where it keeps what it must remember. */
    public Path stateFolder() {
        return stateFolder;
    }

    /** Downloads what a .torrent describes, or these of its files. */
    public Holding download(Metainfo metainfo, Path into, Optional<FileChoice> files) throws ProblemException {
        return download(metainfo, into, files, false);
    }

    /**
     * Downloads what a .torrent describes, or these of its files.
     *
     * @param repair whether what lies there is a damaged or unfinished copy, to be repaired
     */
    public Holding download(Metainfo metainfo, Path into, Optional<FileChoice> files, boolean repair)
            throws ProblemException {
        return download(metainfo, metainfo.info().name(), into, files, repair);
    }

    /** Downloads what a name, an info-hash, a magnet link or a URL means, or these of its files. */
    public Holding download(String what, Path into, Optional<FileChoice> files, boolean repair)
            throws ProblemException {
        Optional<MagnetLink> link = Finder.magnet(what.strip());
        if (link.isPresent()) {
            return download(link.get(), into, files, repair);
        }
        Metainfo metainfo = new Finder(catalogue).remote(what.strip());
        return download(metainfo, title(metainfo), into, files, repair);
    }

    private Holding download(Metainfo metainfo, String title, Path into, Optional<FileChoice> files, boolean repair)
            throws ProblemException {
        Subject subject = new Subject.Whole(metainfo);
        Selection wanted = files.isPresent() ? files.get().of(metainfo.info()) : Selection.everything();
        boolean here = holdings.find(subject).isPresent();
        Holding holding = holdings.add(subject, title, LibraryEntry.DOWNLOAD, into, false, wanted);
        if (here && holding.subject() instanceof Subject.Whole) {
            holding.choosing().also(wanted);
        }
        return goesOn(holding, here, repair);
    }

    /** What numbers choose is in the link (BEP 53); for names it has to be known first what is in the torrent. */
    private Holding download(MagnetLink link, Path into, Optional<FileChoice> files, boolean repair)
            throws ProblemException {
        Optional<List<FileRange>> numbers = files.flatMap(FileChoice::byNumber);
        MagnetLink chosen = numbers.isEmpty() ? link : link.selecting(numbers.get());
        Subject subject = new Subject.Named(chosen);
        boolean here = holdings.find(subject).isPresent();
        Holding holding = holdings.add(subject, subject.name(), LibraryEntry.DOWNLOAD, into, false);
        if (holding.subject() instanceof Subject.Whole(Metainfo known)) {
            if (files.isPresent()) {
                holding.choosing().also(files.get().of(known.info()));
            }
        } else if (files.isPresent() && numbers.isEmpty()) {
            holding.choosing().onceKnown(files.get());
        }
        return goesOn(holding, here, repair);
    }

    /** Whoever asks for what is here already wants it to go on, and to be told what of it is here now. */
    private Holding goesOn(Holding holding, boolean here, boolean repair) throws ProblemException {
        if (repair) {
            holdings.repair(holding);
            return holding;
        }
        if (here) {
            resumeIf(holding, Set.of("paused"));
            holdings.look(holding);
        }
        resumeIf(holding, STOPPED);
        return holding;
    }

    private void resumeIf(Holding holding, Set<String> states) throws ProblemException {
        if (states.contains(holding.view().state())) {
            holdings.resume(holding);
        }
    }

    /** What the catalogue calls a torrent; its name where the catalogue does not know. */
    private String title(Metainfo metainfo) {
        try {
            return catalogue.detail(metainfo.infoHash()).torrent().title();
        } catch (CatalogueClientException e) {
            return metainfo.info().name();
        }
    }

    /** Shares a file or folder as {@link #share(Path, SharingOptions)} does, without hidden files and links. */
    public Holding share(Path place) throws ProblemException {
        return share(place, SharingOptions.NONE);
    }

    /**
     * Shares a file or folder from where it is: makes its .torrent, publishes it and serves it. What was shared from there before
     * is replaced.
     */
    public Holding share(Path place, SharingOptions sharing) throws ProblemException {
        Holding holding = workshop.prepare(place, sharing);
        Holding published = publish(holding);
        holdings.replaceOthers(published);
        resumeIf(published, STOPPED);
        published.awaitComplete(SERVING_SECONDS);
        return published;
    }

    /** Keeps the bytes of a file in the library and makes its .torrent; it is not published. */
    public Holding upload(String name, InputStream bytes, long expectedLength) throws ProblemException {
        return workshop.upload(name, bytes, expectedLength);
    }

    /** Puts a prepared torrent into the catalogue and serves it; waits a moment until it does. */
    public Holding publish(Holding holding) throws ProblemException {
        Metainfo metainfo = holding.requireMetainfo();
        PublisherSecret.make(state);
        holdings.publish(
                holding,
                () -> Publisher.publish(
                        catalogue, metainfo, holding.entry().title(), PublisherSecret.key(state, catalogue.tracker())));
        holding.awaitComplete(SERVING_SECONDS);
        return holding;
    }

    /** Stops a torrent until it is resumed. */
    public void pause(Holding holding) throws ProblemException {
        holdings.pause(holding);
    }

    /** Lets a torrent go on after a pause or an error. */
    public void resume(Holding holding) throws ProblemException {
        holdings.resume(holding);
    }

    /** Looks again at the files of a torrent that are missing or changed; nothing is fetched. */
    public void check(Holding holding) {
        holdings.check(holding);
    }

    /** Fetches what is missing or wrong of a torrent's files, and keeps what is right. */
    public void repair(Holding holding) throws ProblemException {
        holdings.repair(holding);
    }

    /** Forgets a torrent; the user's file stays. */
    public void remove(Holding holding) throws ProblemException {
        holdings.remove(holding);
    }

    /** What the tracker's catalogue has for these words. */
    public FindingView.All search(String text) throws ProblemException {
        return Searches.search(catalogue, text);
    }

    /** Remembers the last counts and stops working; the engine and the tracker stay. */
    @Override
    public void close() {
        counting.shutdownNow();
        workshop.close();
        holdings.count();
        regulation.save();
    }
}
