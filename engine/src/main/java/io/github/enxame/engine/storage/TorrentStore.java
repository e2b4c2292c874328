package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A torrent's bytes in a folder of a {@link Disk}.
 *
 * <p>Finished content is {@code FOLDER/NAME}, a file or a folder. Until then it is {@code FOLDER/NAME.part} beside its
 * journal {@code FOLDER/NAME.part.journal}, which says whose it is, which pieces would survive a crash, and is locked while
 * the store is open. What the store did not make itself is never written, renamed or deleted.
 *
 * <p>Each piece belongs to one lane, which writes it, hashes it while it is hot and reads it; the disk's last lane opens,
 * forces and records. The listener's methods are called on all of these.
 */
public final class TorrentStore implements PieceStore {
    private final Disk disk;
    private final Path folder;
    private final StoreListener listener;
    private final StoreSettings settings;
    private final Info info;
    private final InfoHash infoHash;
    private final PieceLayout layout;
    private final PieceHashes hashes;
    private final int laneCount;
    private final int firstLane;

    private final AtomicBoolean hasFailed = new AtomicBoolean();
    private volatile boolean writable;
    private volatile boolean closed;
    // Set on the last lane before the listener is told that the store is open.
    private volatile List<PieceLane> lanes = List.of();
    private volatile @Nullable Recording recording;
    // Of the last lane alone.
    private @Nullable Journal journal;

    /**
     * The store of a torrent, not open yet. Nothing is read or written before {@link #open}.
     *
     * @param folder the folder that has, or will have, the torrent's file or folder in it
     * @param listener told everything, on the disk's lanes
     */
    public TorrentStore(Metainfo metainfo, Path folder, Disk disk, StoreListener listener, StoreSettings settings) {
        this.disk = disk;
        this.folder = folder;
        this.listener = listener;
        this.settings = settings;
        this.info = metainfo.info();
        this.infoHash = metainfo.infoHash();
        this.layout = info.layout();
        this.hashes = new PieceHashes(info, layout);
        this.laneCount = Math.max(1, disk.lanes() - 1);
        // Small torrents have few pieces: each starts on another lane.
        this.firstLane = Math.floorMod(infoHash.hashCode(), laneCount);
    }

    private int laneOf(int piece) {
        return (firstLane + piece) % laneCount;
    }

    private int lastLane() {
        return disk.lanes() - 1;
    }

    /** Work that may fail. */
    private interface Step {
        void run() throws StoreException;
    }

    private void guard(Step step) {
        try {
            step.run();
        } catch (StoreException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(new StoreException(Reason.MEDIUM, "\"" + info.name() + "\" met an error of Enxame itself: " + e, e));
        }
    }

    private void fail(StoreException error) {
        writable = false;
        if (hasFailed.compareAndSet(false, true)) {
            listener.failed(error);
        }
    }

    @Override
    public void open() {
        disk.submit(lastLane(), () -> guard(this::openNow));
    }

    private void openNow() throws StoreException {
        if (closed) {
            return;
        }
        Places places = Places.of(disk, folder, info);
        List<PieceLane> made = new ArrayList<>();
        for (int i = 0; i < laneCount; i++) {
            made.add(new PieceLane(
                    layout,
                    new PieceBytes(disk, places, info, layout),
                    new PieceHashing(layout, hashes),
                    new Verdicts()));
        }
        lanes = List.copyOf(made);
        Optional<FinishedRecord> record =
                settings.recordFolder().map(records -> new FinishedRecord(disk, records, infoHash));
        new Opening(disk, places, info, infoHash, layout, record, new Found(places, record)).run(settings.mustExist());
    }

    @Override
    public void write(int piece, int begin, ByteBuffer data, Consumer<ByteBuffer> release) {
        if (!writable) {
            release.accept(data);
            return;
        }
        int lane = laneOf(piece);
        try {
            disk.submit(lane, () -> {
                try {
                    guard(() -> writeNow(lane, piece, begin, data));
                } finally {
                    release.accept(data);
                }
            });
        } catch (RejectedExecutionException e) {
            release.accept(data);
            throw e;
        }
    }

    private void writeNow(int lane, int piece, int begin, ByteBuffer data) throws StoreException {
        if (writable) {
            lanes.get(lane).write(piece, begin, data);
        }
    }

    @Override
    public void read(
            int piece,
            int begin,
            int length,
            ByteBuffer into,
            Consumer<ByteBuffer> done,
            Consumer<StoreException> failed) {
        if (piece < 0
                || piece >= layout.pieceCount()
                || begin < 0
                || length < 0
                || length > layout.pieceLength(piece) - begin
                || length > into.capacity()) {
            throw new IllegalArgumentException(
                    "piece " + piece + " has no " + length + " bytes from " + begin + " for " + into);
        }
        int lane = laneOf(piece);
        disk.submit(lane, () -> {
            try {
                if (lane >= lanes.size() || closed) {
                    throw new StoreException(Reason.MISSING, "\"" + info.name() + "\" is not open", null);
                }
                into.clear().limit(length);
                lanes.get(lane).read(piece, begin, into);
            } catch (StoreException e) {
                failed.accept(e);
                return;
            }
            done.accept(into.flip());
        });
    }

    @Override
    public void sync() {
        Recording current = recording;
        if (current != null) {
            current.request();
        }
    }

    @Override
    public void close(Runnable done) {
        closed = true;
        AtomicInteger open = new AtomicInteger(laneCount);
        for (int i = 0; i < laneCount; i++) {
            int lane = i;
            disk.submit(lane, () -> {
                closeLane(lane);
                if (open.decrementAndGet() == 0) {
                    disk.submit(lastLane(), () -> closeRecording(done));
                }
            });
        }
    }

    private void closeLane(int lane) {
        try {
            if (lane < lanes.size()) {
                lanes.get(lane).close();
            }
        } catch (IOException e) {
            fail(StoreErrors.of(e, folder, "closed", disk));
        }
    }

    private void closeRecording(Runnable done) {
        writable = false;
        try {
            Recording current = recording;
            if (current != null) {
                current.close();
            } else if (journal != null) {
                journal.close();
            }
        } catch (IOException e) {
            fail(StoreErrors.of(e, folder, "closed", disk));
        } finally {
            done.run();
        }
    }

    /** Hands what the lanes find to the listener. */
    private final class Verdicts implements PieceLane.Outcome {
        @Override
        public void verified(int piece, List<BlockDigest> blockDigests) {
            listener.verified(piece, blockDigests);
            Recording current = recording;
            if (current != null) {
                current.verified(piece);
            }
        }

        @Override
        public void corrupt(int piece, List<BlockDigest> blockDigests) {
            listener.corrupt(piece, blockDigests);
        }
    }

    /** Goes on with what the opening finds. */
    private final class Found implements Opening.Outcome {
        private final Places places;
        private final Optional<FinishedRecord> record;

        Found(Places places, Optional<FinishedRecord> record) {
            this.places = places;
            this.record = record;
        }

        @Override
        public void check(BitSet pieces, boolean stopAtWrong, Opening.Next next) {
            new Check(disk, layout, lanes, TorrentStore.this::laneOf, pieces, stopAtWrong, new Checked(next)).start();
        }

        @Override
        public void opened(Journal opened) {
            journal = opened;
        }

        @Override
        public void whole() {
            BitSet all = new BitSet();
            all.set(0, layout.pieceCount());
            opened(all);
            listener.durable(layout.pieceCount());
            listener.finished();
        }

        @Override
        public void partial(Journal journal, BitSet verified) {
            Recorded recorded = new Recorded(places, record);
            Recording current =
                    new Recording(disk, places, info, layout, journal, settings.journalWindowBytes(), recorded);
            recording = current;
            BitSet durable = journal.pieces();
            writable = !hasFailed.get();
            opened(verified);
            listener.durable(durable.cardinality());
            BitSet more = (BitSet) verified.clone();
            more.andNot(durable);
            more.stream().forEach(current::verified);
            current.request();
        }

        private void opened(BitSet verified) {
            for (int i = 0; i < laneCount; i++) {
                PieceLane lane = lanes.get(i);
                BitSet pieces = (BitSet) verified.clone();
                disk.submit(i, () -> guard(() -> startLane(lane, pieces)));
            }
            listener.opened((BitSet) verified.clone());
        }

        private void startLane(PieceLane lane, BitSet pieces) throws StoreException {
            try {
                lane.start(pieces);
            } catch (IOException e) {
                throw StoreErrors.of(e, folder, "opened", disk);
            }
        }
    }

    /** Brings a check's end back to the last lane. */
    private final class Checked implements Check.Outcome {
        private final Opening.Next next;

        Checked(Opening.Next next) {
            this.next = next;
        }

        @Override
        public void checked(long bytes, long total) {
            listener.checking(bytes, total);
        }

        @Override
        public void done(BitSet right) {
            disk.submit(
                    lastLane(),
                    () -> guard(() -> {
                        if (!closed) {
                            next.with(right);
                        }
                    }));
        }

        @Override
        public void failed(StoreException error) {
            fail(error);
        }

        @Override
        public boolean isCancelled() {
            return closed;
        }
    }

    /** Hands what becomes durable to the listener. */
    private final class Recorded implements Recording.Outcome {
        private final Places places;
        private final Optional<FinishedRecord> record;

        Recorded(Places places, Optional<FinishedRecord> record) {
            this.places = places;
            this.record = record;
        }

        @Override
        public void durable(int pieces) {
            listener.durable(pieces);
        }

        @Override
        public void failed(StoreException error) {
            fail(error);
        }

        @Override
        public void finished() {
            writable = false;
            record.ifPresent(this::vouch);
            listener.finished();
        }

        private void vouch(FinishedRecord finished) {
            try {
                finished.write(places.whole(), facts());
            } catch (IOException | StoreException e) {
                System.getLogger(TorrentStore.class.getName())
                        .log(System.Logger.Level.WARNING, "\"" + info.name() + "\" is hashed again next time", e);
            }
        }

        private List<FileFacts> facts() throws IOException, StoreException {
            List<FileFacts> facts = new ArrayList<>();
            for (int file : places.stored()) {
                facts.add(disk.look(places.file(places.whole(), file)));
            }
            return facts;
        }
    }
}
