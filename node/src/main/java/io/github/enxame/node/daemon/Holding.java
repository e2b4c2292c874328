package io.github.enxame.node.daemon;

import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.storage.DiskNames;
import io.github.enxame.engine.storage.FileLookup;
import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.node.library.LibraryEntry;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One torrent of the daemon: what is remembered of it, and the engine's torrent once it is at work. Safe on any thread. */
public final class Holding {
    private static final System.Logger LOGGER = System.getLogger(Holding.class.getName());

    private volatile Subject subject;
    private final FileLookup files;
    private final Saver saver;
    private final long downloadedBefore;
    private final long uploadedBefore;
    private final Choosing choosing = new Choosing(this);
    private final Proving proving = new Proving(this);
    private final Showing showing;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    /** Held while what is remembered changes and is saved, so that the last change is what is saved last. */
    private final Object saving = new Object();

    /** Held while followers are told, so that none hears of an older state after a newer one. */
    private final Object telling = new Object();

    // Guarded by this object's monitor.
    private LibraryEntry entry;
    private @Nullable Torrent torrent;
    private @Nullable Problem failure;
    private Torrent.@Nullable Watch watch;

    /**
     * A torrent that is not at work yet.
     *
     * @param files asked where its content lies
     * @param saver saves what is to be remembered of it
     */
    Holding(Subject subject, LibraryEntry entry, Simulation simulation, FileLookup files, Saver saver) {
        this.subject = subject;
        this.files = files;
        this.entry = entry;
        this.saver = saver;
        this.downloadedBefore = entry.downloaded();
        this.uploadedBefore = entry.uploaded();
        this.showing = new Showing(this, proving, simulation, entry);
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
     * @throws ProblemException while only its magnet link is known, or it could not be opened
     */
    public Metainfo requireMetainfo() throws ProblemException {
        Problem why = failure();
        if (why != null) {
            throw new ProblemException(why, null);
        }
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

    /** Why it could not be opened; null where it is at work or only prepared. */
    synchronized @Nullable Problem failure() {
        return failure;
    }

    /** It cannot be opened. It stays in the list, and says why. */
    void fails(Problem why) {
        synchronized (this) {
            failure = why;
        }
        tell();
    }

    /** What it is and what is remembered of it were read after all. */
    void recovered(Subject known, LibraryEntry remembered) {
        synchronized (saving) {
            subject = known;
            set(remembered);
        }
    }

    /** Where its file or folder is, or will be. */
    public Path content() {
        Path folder = Path.of(entry().folder());
        return subject.metainfo()
                .map(known -> DiskNames.findRoot(files, folder, known.info()))
                .orElseGet(() -> folder.resolve(name()));
    }

    /** It is at work from now on. */
    void works(Torrent started) {
        proving.works();
        synchronized (this) {
            torrent = started;
            failure = null;
            started.limit(rateLimits());
            if (!followers.isEmpty()) {
                watch = started.watch(this::changed);
            }
        }
        var _ = started.completion().thenRunAsync(proving::begin);
    }

    /** It is not at work any more, but still remembered. */
    void rests() {
        synchronized (this) {
            if (watch != null) {
                watch.close();
                watch = null;
            }
            torrent = null;
        }
        tell();
    }

    /** Which of its files it downloads, and what first. */
    public Choosing choosing() {
        return choosing;
    }

    /** The proof of its content. */
    Proving proving() {
        return proving;
    }

    /** What limits it beside what limits all torrents together. */
    public synchronized LimitsView limits() {
        LimitsView chosen = entry.limits();
        return chosen == null ? LimitsView.NONE : chosen;
    }

    /**
     * Limits it from now on.
     *
     * @throws ProblemException when that cannot be saved; then the limits stay as they were
     */
    public LimitsView limit(LimitsView wanted) throws ProblemException {
        choose(known -> known.limited(wanted), this::applyLimits);
        return wanted;
    }

    private synchronized void applyLimits() {
        if (torrent != null) {
            torrent.limit(rateLimits());
        }
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

    /** Changes what is remembered, and tells whoever follows. What cannot be saved holds until the next start. */
    void remember(UnaryOperator<LibraryEntry> change) {
        synchronized (saving) {
            LibraryEntry changed = change.apply(entry());
            set(changed);
            try {
                saver.save(this, changed);
            } catch (ProblemException e) {
                LOGGER.log(System.Logger.Level.WARNING, "A torrent's state could not be saved. " + e.getMessage());
            }
        }
        tell();
    }

    /**
     * The same, as the user chose it.
     *
     * @param doing what the choice is about, done before anybody is told
     * @throws ProblemException when it cannot be saved; then nothing has changed or been done
     */
    void choose(UnaryOperator<LibraryEntry> change, Runnable doing) throws ProblemException {
        synchronized (saving) {
            LibraryEntry changed = change.apply(entry());
            if (!changed.equals(entry())) {
                saver.save(this, changed);
                set(changed);
            }
        }
        doing.run();
        tell();
    }

    private synchronized void set(LibraryEntry changed) {
        entry = changed;
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
            remember(entry -> entry.counted(Math.max(down, entry.downloaded()), Math.max(up, entry.uploaded())));
        }
    }

    /** As a line of a list. */
    public TorrentView view() {
        return showing.view();
    }

    /** All that can be seen of it. */
    public DetailView detail() {
        return showing.detail();
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
            DetailView view = showing.detail(snapshot);
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

    /** Saves what is to be remembered. */
    interface Saver {
        void save(Holding holding, LibraryEntry entry) throws ProblemException;
    }

    /** Ends a {@link #follow}. */
    public interface Following extends AutoCloseable {
        @Override
        void close();
    }
}
