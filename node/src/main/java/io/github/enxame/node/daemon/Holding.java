package io.github.enxame.node.daemon;

import static java.util.Objects.requireNonNull;

import io.github.enxame.engine.Receipt;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.TorrentState;
import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.node.library.LibraryEntry;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.FetchingViews;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.node.view.ReceiptView;
import io.github.enxame.node.view.ReceiptViews;
import io.github.enxame.node.view.ReportViews;
import io.github.enxame.node.view.TorrentFacts;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.node.view.TransferViews;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One torrent of the daemon: what is remembered of it, and the engine's torrent once it is at work. Safe on any thread. */
public final class Holding {
    private static final double NANOS = 1e9;

    private volatile Subject subject;
    private final Simulation simulation;
    private final Consumer<Holding> saver;
    private final long downloadedBefore;
    private final long uploadedBefore;
    private final Choosing choosing = new Choosing(this);
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    /** Held while followers are told, so that none hears of an older state after a newer one. */
    private final Object telling = new Object();

    // Guarded by this object's monitor.
    private LibraryEntry entry;
    private @Nullable Torrent torrent;
    private Torrent.@Nullable Watch watch;
    private boolean proving;
    private long startedNanos;

    /**
     * A torrent that is not at work yet.
     *
     * @param saver told when what is remembered has changed
     */
    Holding(Subject subject, LibraryEntry entry, Simulation simulation, Consumer<Holding> saver) {
        this.subject = subject;
        this.entry = entry;
        this.simulation = simulation;
        this.saver = saver;
        this.downloadedBefore = entry.downloaded();
        this.uploadedBefore = entry.uploaded();
    }

    /** What it is, or the magnet link by which it was added until its peers have told. */
    public Subject subject() {
        return subject;
    }

    /** The info-hash that it goes by, in hexadecimal; another one perhaps once its peers have told what it is. */
    public String key() {
        return subject.infoHash().hex();
    }

    /** Its name; what its magnet link calls it until more is known. */
    public String name() {
        return subject.name();
    }

    /**
     * What it is.
     *
     * @throws ProblemException while only its magnet link is known
     */
    public Metainfo requireMetainfo() throws ProblemException {
        return subject.metainfo()
                .orElseThrow(() -> new ProblemException(
                        "incomplete", "What is in " + name() + " has not come from its peers yet. Wait until it has."));
    }

    /** Its peers have told what it is. */
    void learned(Metainfo metainfo) {
        subject = new Subject.Whole(metainfo);
    }

    /** What is remembered of it. */
    public synchronized LibraryEntry entry() {
        return entry;
    }

    /** The engine's torrent; null while it is only prepared. */
    synchronized @Nullable Torrent torrent() {
        return torrent;
    }

    /** Where its file or folder is, or will be. */
    public Path content() {
        return Path.of(entry().folder()).resolve(name());
    }

    /** It is at work from now on. */
    void works(Torrent started) {
        synchronized (this) {
            torrent = started;
            startedNanos = System.nanoTime();
            started.limit(rateLimits());
            if (!followers.isEmpty()) {
                watch = started.watch(this::changed);
            }
        }
        var _ = started.completion().thenRunAsync(this::prove);
    }

    /** Which of its files it downloads, and what first. */
    public Choosing choosing() {
        return choosing;
    }

    /** What limits it beside what limits all torrents together. */
    public synchronized LimitsView limits() {
        LimitsView chosen = entry.limits();
        return chosen == null ? LimitsView.NONE : chosen;
    }

    /** Limits it from now on. */
    public LimitsView limit(LimitsView wanted) {
        remember(known -> known.limited(wanted));
        synchronized (this) {
            if (torrent != null) {
                torrent.limit(rateLimits());
            }
        }
        return wanted;
    }

    private RateLimits rateLimits() {
        return new RateLimits(limits().up(), limits().down());
    }

    /** Waits until everything is here and served, at most so long. */
    void awaitComplete(long seconds) {
        Torrent working = torrent();
        if (working != null) {
            working.completion()
                    .orTimeout(seconds, TimeUnit.SECONDS)
                    .exceptionally(_ -> null)
                    .join();
        }
    }

    /** Changes what is remembered, and tells whoever follows. */
    void remember(UnaryOperator<LibraryEntry> change) {
        synchronized (this) {
            entry = change.apply(entry);
        }
        saver.accept(this);
        tell();
    }

    /** Remembers its counts as they are now. */
    void count() {
        Torrent working = torrent();
        if (working == null) {
            return;
        }
        Snapshot snapshot = working.snapshot();
        long down = downloadedBefore + snapshot.bytesDown();
        long up = uploadedBefore + snapshot.bytesUp();
        LibraryEntry known = entry();
        if (down > known.downloaded() || up > known.uploaded()) {
            synchronized (this) {
                entry = entry.counted(Math.max(down, entry.downloaded()), Math.max(up, entry.uploaded()));
            }
            saver.accept(this);
        }
    }

    /** Reads the content back and keeps the receipt, unless there is one. Returns at once. */
    void prove() {
        Torrent working;
        double seconds;
        synchronized (this) {
            working = torrent;
            if (working == null || proving || entry.receipt() != null) {
                return;
            }
            proving = true;
            seconds = (System.nanoTime() - startedNanos) / NANOS;
        }
        var _ = working.prove().whenCompleteAsync((receipt, error) -> {
            if (error == null) {
                keep(receipt, working.snapshot(), seconds);
            }
            synchronized (this) {
                proving = false;
            }
        });
    }

    private void keep(Receipt receipt, Snapshot snapshot, double seconds) {
        Optional<Metainfo> metainfo = subject.metainfo();
        if (metainfo.isEmpty()) {
            return;
        }
        ReceiptView proof = ReceiptViews.proven(metainfo.get().info(), receipt);
        remember(known -> known.proven(proof, ReportViews.of(snapshot, receipt, 0, seconds)));
    }

    /** As a line of a list. */
    public TorrentView view() {
        Torrent working = torrent();
        return switch (subject) {
            case Subject.Named(MagnetLink link) ->
                named(link, requireNonNull(working).snapshot());
            case Subject.Whole(Metainfo metainfo) ->
                working == null
                        ? TransferViews.prepared(facts(metainfo))
                        : TransferViews.torrent(facts(metainfo), working.snapshot());
        };
    }

    private TorrentView named(MagnetLink link, Snapshot snapshot) {
        LibraryEntry known = entry();
        return FetchingViews.torrent(link, known.title(), known.addedAt(), snapshot);
    }

    /** All that can be seen of it. */
    public DetailView detail() {
        Torrent working = torrent();
        return working == null && subject instanceof Subject.Whole(Metainfo metainfo)
                ? TransferViews.preparedDetail(facts(metainfo))
                : detail(requireNonNull(working).snapshot());
    }

    private DetailView detail(Snapshot snapshot) {
        return switch (subject) {
            case Subject.Named(MagnetLink link) ->
                FetchingViews.detail(link, named(link, snapshot), snapshot, simulation.nameOf());
            case Subject.Whole(Metainfo metainfo) -> detail(metainfo, snapshot);
        };
    }

    private DetailView detail(Metainfo metainfo, Snapshot snapshot) {
        ReceiptView proof = entry().receipt();
        boolean whole = snapshot.wantedVerifiedBytes() == snapshot.wantedBytes();
        boolean still = snapshot.state() == TorrentState.SEEDING || snapshot.state() == TorrentState.FINISHED;
        if (whole && proof == null && still) {
            prove();
        }
        return TransferViews.detail(
                facts(metainfo),
                snapshot,
                proof != null && whole ? proof : ReceiptViews.soFar(metainfo.info(), snapshot),
                simulation.nameOf());
    }

    private TorrentFacts facts(Metainfo metainfo) {
        LibraryEntry known = entry();
        return new TorrentFacts(
                metainfo, known.title(), known.addedAt(), content().toString(), downloadedBefore, uploadedBefore);
    }

    /** Tells {@code follower} the present state, and each from now on, until the returned handle is closed. */
    public Following follow(Follower follower) {
        synchronized (telling) {
            follower.changed(detail());
            followers.add(follower);
        }
        synchronized (this) {
            if (watch == null && torrent != null) {
                watch = torrent.watch(this::changed);
            }
        }
        return () -> unfollow(follower);
    }

    private synchronized void unfollow(Follower follower) {
        followers.remove(follower);
        if (followers.isEmpty() && watch != null) {
            watch.close();
            watch = null;
        }
    }

    private void changed(Snapshot snapshot) {
        synchronized (telling) {
            DetailView view = detail(snapshot);
            followers.forEach(follower -> follower.changed(view));
        }
    }

    private void tell() {
        synchronized (telling) {
            if (!followers.isEmpty()) {
                DetailView view = detail();
                followers.forEach(follower -> follower.changed(view));
            }
        }
    }

    /** It was removed. */
    void removed() {
        synchronized (telling) {
            followers.forEach(Follower::removed);
        }
    }

    /** Ends a {@link #follow}. */
    public interface Following extends AutoCloseable {
        @Override
        void close();
    }
}
