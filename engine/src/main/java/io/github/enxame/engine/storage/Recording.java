package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.io.IOException;
import java.util.BitSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes verified pieces durable: forces their files, then records them in the journal, and gives the download its final
 * name when all are there.
 *
 * <p>It runs on the disk's last lane as soon as half a window is waiting. Should the other half fill up meanwhile, the
 * lane that filled it waits its turn and records too: that is how a slow medium holds the download back, and why a crash
 * never loses more than a window.
 */
final class Recording {
    /** What is told of it, on a disk thread. */
    interface Outcome {
        /** This many pieces are durable. */
        void durable(int pieces);

        /** All are durable and have their final name. */
        void finished();

        /** It cannot go on. */
        void failed(StoreException error);
    }

    private final Disk disk;
    private final Places places;
    private final Info info;
    private final PieceLayout layout;
    private final Journal journal;
    private final long windowBytes;
    private final Outcome outcome;
    private final OpenFiles files;

    private final ConcurrentLinkedQueue<Integer> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicInteger verifiedCount = new AtomicInteger();
    private final AtomicBoolean requested = new AtomicBoolean();

    // Guarded by this.
    private final BitSet recorded;
    private boolean ended;

    /**
     * Goes on from a journal that was started.
     *
     * @param journal records what is verified; from here on this object's to close
     */
    Recording(
            Disk disk,
            Places places,
            Info info,
            PieceLayout layout,
            Journal journal,
            long windowBytes,
            Outcome outcome) {
        this.disk = disk;
        this.places = places;
        this.info = info;
        this.layout = layout;
        this.journal = journal;
        this.windowBytes = windowBytes;
        this.outcome = outcome;
        this.files = new OpenFiles(places);
        this.recorded = journal.pieces();
        this.verifiedCount.set(recorded.cardinality());
    }

    /** Notes a piece that was verified a moment ago. Called on any lane; may wait for the medium. */
    void verified(int piece) {
        waiting.add(piece);
        int length = layout.pieceLength(piece);
        long bytes = waitingBytes.addAndGet(length);
        boolean last = verifiedCount.incrementAndGet() == layout.pieceCount();
        if (bytes >= windowBytes && !last) {
            run();
        } else if (last || bytes >= windowBytes / 2) {
            request();
        }
    }

    /** Asks for what waits to be recorded, on the disk's last lane. Returns at once. */
    void request() {
        boolean something = !waiting.isEmpty() || layout.pieceCount() == verifiedCount.get();
        if (something && requested.compareAndSet(false, true)) {
            disk.submit(disk.lanes() - 1, this::run);
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
            if (recorded.cardinality() + taken.cardinality() == layout.pieceCount()) {
                finish(taken);
            } else if (!taken.isEmpty()) {
                record(taken);
            }
        } catch (StoreException e) {
            // What the system failed to force may be gone from its cache too: none of it is claimed from here on.
            ended = true;
            outcome.failed(e);
        }
    }

    private BitSet take() {
        BitSet taken = new BitSet();
        for (Integer piece = waiting.poll(); piece != null; piece = waiting.poll()) {
            taken.set(piece);
            waitingBytes.addAndGet(-layout.pieceLength(piece));
        }
        return taken;
    }

    private void force(BitSet pieces) throws StoreException {
        TreeSet<Integer> dirty = new TreeSet<>();
        for (int piece = pieces.nextSetBit(0); piece >= 0; piece = pieces.nextSetBit(piece + 1)) {
            for (Extent extent : layout.extents(piece, 0, layout.pieceLength(piece))) {
                if (!info.files().get(extent.file()).isPad()) {
                    dirty.add(extent.file());
                }
            }
        }
        for (int file : dirty) {
            try {
                files.content(file).force();
            } catch (IOException e) {
                throw StoreErrors.of(e, places.currentFile(file), "written", disk);
            }
        }
    }

    private void record(BitSet pieces) throws StoreException {
        try {
            journal.append(pieces);
        } catch (IOException e) {
            throw StoreErrors.of(e, places.journal(), "written", disk);
        }
        recorded.or(pieces);
        outcome.durable(recorded.cardinality());
    }

    // All bytes are durable here, so a crash before the move loses no more than a window, and one after it nothing.
    private void finish(BitSet last) throws StoreException {
        try {
            places.finish();
        } catch (IOException e) {
            record(last);
            StoreException error = StoreErrors.of(e, places.whole(), "given its final name", disk);
            throw error.reason() == Reason.DIFFERENT_FILE ? inTheWay(e) : error;
        }
        recorded.or(last);
        ended = true;
        removeJournal();
        outcome.durable(recorded.cardinality());
        outcome.finished();
    }

    private StoreException inTheWay(IOException cause) {
        return new StoreException(
                Reason.DIFFERENT_FILE,
                "\"" + info.name() + "\" is complete, but another file has taken its place at " + places.whole()
                        + " and was not touched. The download is kept at " + places.part()
                        + ". Move or rename the other file, then start again.",
                cause);
    }

    private void removeJournal() {
        try {
            journal.close();
            disk.delete(places.journal());
        } catch (IOException e) {
            System.getLogger(Recording.class.getName())
                    .log(System.Logger.Level.WARNING, places.journal() + " is not needed any more but stays", e);
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
