package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.Extent;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Makes verified pieces durable: forces their files, then records them in the journal, and gives the download its final
 * name when all are there, or its wanted files theirs ({@link Placing}).
 *
 * <p>It runs on the disk's last lane as soon as half a window is waiting. Should the other half fill up meanwhile, the
 * lane that filled it waits its turn and records too: that is how a slow medium holds the download back, and why a crash
 * never loses more than a window.
 */
final class Recording {
    private final StoredTorrent torrent;
    private final Journal journal;
    private final long windowBytes;
    private final StoreListener listener;
    private final Consumer<StoreException> failed;
    private final OpenFiles files;

    private final ConcurrentLinkedQueue<Integer> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean requested = new AtomicBoolean();
    private final Placing placing;
    private volatile boolean satisfied;

    // Guarded by this.
    private final BitSet recorded;
    private boolean ended;
    private boolean finished;

    /**
     * Goes on from a journal that was started.
     *
     * @param listener told what is durable
     * @param failed told that it cannot go on
     * @param journal records what is verified; from here on this object's to close
     */
    Recording(
            StoredTorrent torrent,
            Journal journal,
            long windowBytes,
            StoreListener listener,
            Consumer<StoreException> failed) {
        this.torrent = torrent;
        this.journal = journal;
        this.windowBytes = windowBytes;
        this.listener = listener;
        this.failed = failed;
        this.files = new OpenFiles(torrent.disk().openFiles(), torrent.places());
        this.recorded = journal.pieces();
        this.placing = new Placing(torrent, journal);
        recorded.stream().forEach(torrent.wanted()::verified);
    }

    /** Notes a piece that was verified a moment ago. Called on any lane; may wait for the medium. */
    void verified(int piece) {
        waiting.add(piece);
        int length = torrent.layout().pieceLength(piece);
        long bytes = waitingBytes.addAndGet(length);
        boolean last = torrent.wanted().verified(piece);
        if (bytes >= windowBytes && !last) {
            run();
        } else if (last || bytes >= windowBytes / 2) {
            request();
        }
    }

    /** Asks for what waits to be recorded, on the disk's last lane. Returns at once. */
    void request() {
        boolean something =
                !waiting.isEmpty() || (!satisfied && torrent.wanted().allVerified());
        if (something && requested.compareAndSet(false, true)) {
            torrent.disk().submit(torrent.lastLane(), this::run);
        }
    }

    /** Records what waits. */
    synchronized void run() {
        requested.set(false);
        if (ended) {
            return;
        }
        BitSet taken = take();
        try {
            force(taken);
            boolean all = recorded.cardinality() + taken.cardinality()
                    == torrent.layout().pieceCount();
            if (all && torrent.wanted().selection().isAllOf(torrent.info())) {
                finish(taken);
            } else {
                if (!taken.isEmpty()) {
                    record(taken);
                }
                if (!satisfied && torrent.wanted().within(recorded)) {
                    satisfy();
                }
            }
        } catch (StoreException e) {
            // What the system failed to force may be gone from its cache too: none of it is claimed from here on.
            ended = true;
            failed.accept(e);
        }
    }

    private BitSet take() {
        BitSet taken = new BitSet();
        for (Integer piece = waiting.poll(); piece != null; piece = waiting.poll()) {
            taken.set(piece);
            waitingBytes.addAndGet(-torrent.layout().pieceLength(piece));
        }
        return taken;
    }

    private void force(BitSet pieces) throws StoreException {
        TreeSet<Integer> dirty = new TreeSet<>();
        for (int piece = pieces.nextSetBit(0); piece >= 0; piece = pieces.nextSetBit(piece + 1)) {
            for (Extent extent :
                    torrent.layout().extents(piece, 0, torrent.layout().pieceLength(piece))) {
                if (!torrent.file(extent.file()).isPad()) {
                    dirty.add(extent.file());
                }
            }
        }
        for (int file : dirty) {
            try {
                files.use(file, Content::force);
            } catch (IOException e) {
                throw StoreErrors.of(e, torrent.places().currentFile(file), "written", torrent.disk());
            }
        }
    }

    /** The user chose what is wanted. */
    synchronized void select(Selection selection) throws StoreException {
        torrent.wanted().chosen(selection);
        if (finished) {
            listener.finished();
        }
        if (ended) {
            return;
        }
        try {
            journal.select(selection);
        } catch (IOException e) {
            throw StoreErrors.of(e, torrent.places().journal(), "written", torrent.disk());
        }
        satisfied = false;
        run();
    }

    /**
     * What is wanted is here, and something is not wanted: the wanted files get their final names. The others do not, even if
     * all their bytes came along in pieces that they share with wanted files.
     */
    private void satisfy() throws StoreException {
        placing.place(wholeFiles(torrent.wanted().selection()));
        List<FileFacts> facts = placing.facts();
        torrent.guard().settle(torrent.places(), facts);
        satisfied = true;
        listener.finished();
        torrent.record().ifPresent(record -> record.write(torrent.places().whole(), facts));
    }

    /** The wanted files, or all if they are here; one without bytes is made now if it was not, as no piece makes it. */
    private List<Integer> wholeFiles(Selection selection) throws StoreException {
        List<Integer> wanted = selection.files(torrent.info()).boxed().toList();
        for (int file : wanted) {
            if (torrent.file(file).length() == 0 && !torrent.places().isPlaced(file)) {
                try {
                    if (torrent.disk().look(torrent.places().currentFile(file)).kind() == FileFacts.Kind.NOTHING) {
                        files.use(file, Content::force);
                    }
                } catch (IOException e) {
                    throw StoreErrors.of(e, torrent.places().currentFile(file), "created", torrent.disk());
                }
            }
        }
        return wanted;
    }

    private void record(BitSet pieces) throws StoreException {
        try {
            journal.append(pieces);
        } catch (IOException e) {
            throw StoreErrors.of(e, torrent.places().journal(), "written", torrent.disk());
        }
        recorded.or(pieces);
        listener.durable(recorded.cardinality());
    }

    // All bytes are durable here, so a crash before the move loses no more than a window, and one after it nothing.
    private void finish(BitSet last) throws StoreException {
        if (journal.singly()) {
            finishSingly(last);
        } else {
            finishAtOnce(last);
        }
        ended = true;
        finished = true;
        satisfied = true;
        removeJournal();
        List<FileFacts> facts = settle();
        listener.durable(recorded.cardinality());
        listener.finished();
        torrent.record().ifPresent(record -> record.write(torrent.places().whole(), facts));
    }

    private void finishSingly(BitSet last) throws StoreException {
        if (!last.isEmpty()) {
            record(last);
        }
        placing.place(wholeFiles(Selection.everything()));
        torrent.places().finished();
        placing.removeEmptyFolders();
    }

    private void finishAtOnce(BitSet last) throws StoreException {
        var _ = wholeFiles(Selection.everything());
        try {
            torrent.places().finish();
        } catch (IOException e) {
            record(last);
            StoreException error = StoreErrors.of(e, torrent.places().whole(), "given its final name", torrent.disk());
            throw error.reason() == Reason.DIFFERENT_FILE ? inTheWay(e) : error;
        }
        recorded.or(last);
    }

    private List<FileFacts> settle() throws StoreException {
        try {
            List<FileFacts> facts = torrent.places().lookAtWhole();
            torrent.guard().settle(torrent.places(), facts);
            return facts;
        } catch (IOException e) {
            throw StoreErrors.of(e, torrent.places().whole(), "read", torrent.disk());
        }
    }

    private StoreException inTheWay(IOException cause) {
        return new StoreException(
                Reason.DIFFERENT_FILE,
                "\"" + torrent.name() + "\" is complete, but another file has taken its place at "
                        + torrent.places().whole()
                        + " and was not touched. The download is kept at "
                        + torrent.places().part()
                        + ". Move or rename the other file, then start again.",
                cause);
    }

    private void removeJournal() {
        try {
            journal.close();
            torrent.disk().delete(torrent.places().journal());
        } catch (IOException e) {
            System.getLogger(Recording.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            torrent.places().journal() + " is not needed any more but stays: " + e);
        }
    }

    /** Records what waits and closes the files. */
    synchronized void close() throws IOException {
        run();
        ended = true;
        try (journal) {
            files.close();
        }
    }
}
