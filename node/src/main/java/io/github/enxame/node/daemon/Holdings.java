package io.github.enxame.node.daemon;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.TorrentRefusedException;
import io.github.enxame.engine.TorrentState;
import io.github.enxame.engine.storage.FileLookup;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.node.library.Library;
import io.github.enxame.node.library.LibraryEntry;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The torrents of the daemon: in the engine, in the library, or both. Safe for use from any thread. */
public final class Holdings {
    private static final System.Logger LOGGER = System.getLogger(Holdings.class.getName());
    private static final long REMOVAL_SECONDS = 10;

    /** What was touched is hashed again, which takes its time. */
    private static final long LOOK_SECONDS = 500;

    private final Engine engine;
    private final Library library;
    private final Simulation simulation;
    private final InstantSource clock;
    private final Map<String, Holding> byInfoHash = new ConcurrentSkipListMap<>();

    Holdings(Engine engine, Library library, Simulation simulation, InstantSource clock) {
        this.engine = engine;
        this.library = library;
        this.simulation = simulation;
        this.clock = clock;
    }

    /** Puts what the library remembers to work again. */
    synchronized void restore() throws ProblemException {
        for (Library.Kept kept : library.load()) {
            Holding holding = new Holding(kept.subject(), kept.entry(), simulation, FileLookup.ofMachine(), this::save);
            kept.damage().ifPresent(holding::fails);
            try {
                keep(holding, Selection.everything());
            } catch (RuntimeException | OutOfMemoryError e) {
                byInfoHash.put(holding.key(), holding);
                fails(holding, e);
            }
        }
    }

    /** A torrent that could not be opened: it alone does not work, and says why. */
    private static void fails(Holding holding, Throwable error) {
        Problem why = Problems.of(error);
        LOGGER.log(
                System.Logger.Level.WARNING,
                holding.key() + " cannot be opened: " + why.message(),
                error instanceof TorrentRefusedException ? null : error);
        holding.fails(why);
    }

    /** Nobody sees one of which only the magnet link is known before the engine has it: there is nothing else to show. */
    private void keep(Holding holding, Selection wanted) {
        boolean named = holding.subject() instanceof Subject.Named;
        if (holding.failure() != null) {
            byInfoHash.put(holding.key(), holding);
            return;
        }
        if (named) {
            begin(holding, wanted);
        }
        byInfoHash.put(holding.key(), holding);
        if (!named) {
            begin(holding, wanted);
        }
    }

    /** Every torrent, in no particular order. */
    public Collection<Holding> all() {
        return byInfoHash.values();
    }

    /** The torrent with this info-hash, v1 or v2, in hexadecimal. */
    public Optional<Holding> find(String infoHash) {
        try {
            String hex = InfoHash.parse(infoHash).hex();
            Holding holding = byInfoHash.get(hex);
            return holding != null
                    ? Optional.of(holding)
                    : byInfoHash.values().stream()
                            .filter(candidate -> candidate.subject().has(new InfoHash(hex)))
                            .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The torrent if it is here already. */
    Optional<Holding> find(Subject subject) {
        return subject.infoHashes().stream()
                .flatMap(hash -> find(hash.hex()).stream())
                .findFirst();
    }

    /**
     * Adds a torrent and puts it to work, unless it is only prepared. One that is here already stays as it is, but learns
     * what it is if only its magnet link was known.
     *
     * @param kind as in {@link LibraryEntry}
     * @param own whether the content lies in the library
     */
    synchronized Holding add(Subject subject, String title, String kind, Path folder, boolean own)
            throws ProblemException {
        return add(subject, title, kind, folder, own, Selection.everything());
    }

    /** The same, of which only these files are wanted if it is not here already. */
    synchronized Holding add(Subject subject, String title, String kind, Path folder, boolean own, Selection wanted)
            throws ProblemException {
        Optional<Holding> known = find(subject);
        if (known.isPresent() && known.get().failure() != null) {
            known = openedAfterAll(known.get());
        }
        if (known.isPresent()) {
            if (subject instanceof Subject.Whole(Metainfo metainfo)
                    && known.get().subject() instanceof Subject.Named) {
                engine.download(metainfo, Path.of(known.get().entry().folder()));
            }
            return known.get();
        }
        LibraryEntry entry = LibraryEntry.added(title, kind, folder.toString(), own, clock.millis());
        library.add(subject, entry);
        Holding holding = new Holding(subject, entry, simulation, FileLookup.ofMachine(), this::save);
        try {
            keep(holding, wanted);
        } catch (RuntimeException | OutOfMemoryError e) {
            // Who adds it is told; the next start is not to meet it again.
            byInfoHash.remove(holding.key(), holding);
            Torrent begun = holding.torrent();
            if (begun != null) {
                var _ = begun.remove();
            }
            library.forget(holding.key());
            throw e;
        }
        return holding;
    }

    /** A torrent that could not be opened is added again: it is opened now, or makes room if what was remembered is damaged. */
    private Optional<Holding> openedAfterAll(Holding failed) throws ProblemException {
        retry(failed);
        Problem failure = failed.failure();
        if (failure == null) {
            return Optional.of(failed);
        }
        if (!Library.DAMAGED.equals(failure.code())) {
            throw new ProblemException(failure, null);
        }
        byInfoHash.remove(failed.key(), failed);
        library.setAside(failed.key());
        failed.removed();
        return Optional.empty();
    }

    /** Tries to open a torrent again that could not be opened. */
    private synchronized void retry(Holding holding) {
        Library.Kept kept = library.load(holding.subject().infoHash());
        if (kept.damage().isPresent()) {
            holding.fails(kept.damage().get());
            return;
        }
        holding.recovered(kept.subject(), kept.entry());
        try {
            begin(holding, Selection.everything());
        } catch (RuntimeException | OutOfMemoryError e) {
            fails(holding, e);
        }
    }

    /** The peers of a torrent that was added by a magnet link have told what it is. */
    private synchronized void learned(Holding holding, Metainfo metainfo) {
        String before = holding.key();
        if (byInfoHash.get(before) != holding) {
            return;
        }
        holding.learned(metainfo);
        byInfoHash.remove(before, holding);
        byInfoHash.put(holding.key(), holding);
        try {
            library.add(holding.subject(), holding.entry());
            if (before.equals(holding.key())) {
                library.removeMagnet(before);
            } else {
                library.remove(before);
            }
        } catch (IOException | ProblemException e) {
            LOGGER.log(System.Logger.Level.WARNING, "what a magnet link led to could not be saved: " + e.getMessage());
        }
        holding.remember(entry -> entry.titled(metainfo.info().name()));
    }

    /** {@code wanted}: unless that is everything, it goes before what was wanted of it when it was last here. */
    private void begin(Holding holding, Selection wanted) {
        LibraryEntry entry = holding.entry();
        Path folder = Path.of(entry.folder());
        Torrent torrent =
                switch (entry.kind()) {
                    case LibraryEntry.PREPARED -> null;
                    case LibraryEntry.SHARE ->
                        engine.seed(holding.subject().metainfo().orElseThrow(), folder);
                    case LibraryEntry.REPLACED -> null;
                    default ->
                        entry.hadBegun() && holding.subject() instanceof Subject.Whole(Metainfo metainfo)
                                ? engine.goOn(metainfo, folder, entry.wasComplete())
                                : download(holding.subject(), folder, wanted);
                };
        if (torrent != null) {
            if (holding.subject() instanceof Subject.Named) {
                var _ = torrent.metadata().thenAcceptAsync(metainfo -> learned(holding, metainfo));
            }
            holding.works(torrent);
            if (entry.paused()) {
                pauseOnceChecked(torrent);
            }
        }
    }

    private Torrent download(Subject subject, Path folder, Selection wanted) {
        return switch (subject) {
            case Subject.Whole(Metainfo metainfo)
            when !wanted.equals(Selection.everything()) -> engine.download(metainfo, folder, wanted);
            case Subject.Whole(Metainfo metainfo) -> engine.download(metainfo, folder);
            case Subject.Named(MagnetLink link) -> engine.download(link, folder);
        };
    }

    /** A torrent that is still looking at the disk cannot be paused yet. */
    private static void pauseOnceChecked(Torrent torrent) {
        CompletableFuture<Void> checked = new CompletableFuture<>();
        Torrent.Watch watch = torrent.watch(snapshot -> {
            if (snapshot.state() != TorrentState.CHECKING) {
                torrent.pause();
                checked.complete(null);
            }
        });
        var _ = checked.thenRunAsync(watch::close);
    }

    /**
     * Publishes a torrent, and puts it to work if it was only prepared.
     *
     * @throws ProblemException when that cannot be remembered, and then it is not published, or what {@code publishing} throws
     */
    void publish(Holding holding, Publishing publishing) throws ProblemException {
        LibraryEntry before = holding.entry();
        holding.choose(Holdings::published, () -> {});
        try {
            publishing.publish();
        } catch (ProblemException | RuntimeException e) {
            holding.remember(entry -> entry.ofKind(before.kind()));
            throw e;
        }
        published(holding, before.kind());
    }

    /** Puts a torrent into a catalogue. */
    interface Publishing {
        void publish() throws ProblemException;
    }

    private static boolean isIdle(String kind) {
        return LibraryEntry.PREPARED.equals(kind) || LibraryEntry.REPLACED.equals(kind);
    }

    private static LibraryEntry published(LibraryEntry entry) {
        return isIdle(entry.kind()) ? entry.ofKind(LibraryEntry.SHARE) : entry;
    }

    private synchronized void published(Holding holding, String before) {
        if (isIdle(before) && holding.torrent() == null) {
            begin(holding, Selection.everything());
        }
    }

    /**
     * What is shared from one place was shared from there before with other content, which is gone: that is not served any more,
     * and remembered as replaced.
     */
    synchronized void replaceOthers(Holding newest) {
        for (Holding other : all()) {
            LibraryEntry entry = other.entry();
            boolean here = !LibraryEntry.DOWNLOAD.equals(entry.kind()) || entry.wasComplete();
            if (other != newest && here && other.content().equals(newest.content())) {
                Torrent torrent = other.torrent();
                if (torrent != null) {
                    await(torrent.remove());
                }
                other.rests();
                other.remember(known -> known.ofKind(LibraryEntry.REPLACED));
            }
        }
    }

    /** Stops a torrent until it is resumed. */
    void pause(Holding holding) throws ProblemException {
        Torrent torrent = holding.torrent();
        if (torrent != null) {
            holding.choose(entry -> entry.paused(true), torrent::pause);
        }
    }

    /** Lets a torrent go on after a pause or an error. */
    void resume(Holding holding) throws ProblemException {
        Torrent torrent = holding.torrent();
        if (holding.failure() != null) {
            retry(holding);
        } else if (torrent != null) {
            boolean missing = torrent.snapshot().state() == TorrentState.MISSING;
            // Where some of its files are left, those that are right stay and the others are fetched.
            boolean mended = missing && Files.exists(holding.content());
            holding.choose(entry -> (missing ? entry.unproven() : entry).paused(false), () -> {
                if (mended) {
                    torrent.repair();
                } else {
                    torrent.resume();
                }
                if (missing) {
                    holding.proving().startOver();
                }
            });
        }
    }

    /** Looks at the files of a torrent, and waits until its view shows what came of it; nothing is fetched. */
    void look(Holding holding) {
        Torrent torrent = holding.torrent();
        if (torrent == null) {
            return;
        }
        try {
            torrent.check().get(LOOK_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the files of " + holding.name() + " were not looked at", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks again at the files of a torrent that are missing or changed; nothing is fetched. */
    void check(Holding holding) {
        Torrent torrent = holding.torrent();
        if (holding.failure() != null) {
            retry(holding);
        } else if (torrent != null) {
            var _ = torrent.check();
        }
    }

    /** Fetches what is missing or wrong of a torrent's files, and keeps what is right. */
    void repair(Holding holding) throws ProblemException {
        Torrent torrent = holding.torrent();
        if (torrent != null) {
            holding.choose(entry -> entry.unproven().paused(false), () -> {
                torrent.repair();
                // After it, since a proof that is asked for from now on waits for the repair.
                holding.proving().startOver();
            });
        }
    }

    /**
     * Forgets a torrent. Its file stays, unless nobody but the library has ever had it.
     *
     * @throws ProblemException when what is remembered of it cannot be deleted; then it goes on
     */
    synchronized void remove(Holding holding) throws ProblemException {
        // Out of the map first, so that nothing saves it once more.
        if (!byInfoHash.remove(holding.key(), holding)) {
            return;
        }
        try {
            library.remove(holding.key());
        } catch (IOException e) {
            byInfoHash.put(holding.key(), holding);
            throw new ProblemException(Problems.of(e), e);
        }
        Torrent torrent = holding.torrent();
        if (torrent != null) {
            await(torrent.remove());
        }
        LibraryEntry entry = holding.entry();
        if ((entry.own() && LibraryEntry.PREPARED.equals(entry.kind())) || simulation.forgetsFiles()) {
            delete(holding.content());
        }
        holding.removed();
    }

    private static void await(CompletableFuture<Void> removal) {
        try {
            removal.get(REMOVAL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(System.Logger.Level.WARNING, "a torrent was not removed cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path file) {
        try {
            if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The file of a torrent that was removed stays: " + e);
        }
    }

    /** Remembers all counts. */
    void count() {
        for (Holding holding : all()) {
            try {
                holding.count();
            } catch (IllegalStateException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "not counted", e);
            }
        }
    }

    private void save(Holding holding, LibraryEntry entry) throws ProblemException {
        // What could not be read is not to be overwritten: a copy may be put back.
        if (byInfoHash.get(holding.key()) != holding || holding.failure() != null) {
            return;
        }
        try {
            library.update(holding.key(), entry);
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, library.entry(holding.key())), e);
        }
    }
}
