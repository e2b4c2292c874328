package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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
    private final Metainfo metainfo;
    private final PieceLayout layout;
    private final PieceHashes hashes;
    private final ChangeGuard guard;

    private final AtomicBoolean hasFailed = new AtomicBoolean();
    private volatile boolean writable;
    private volatile boolean closed;
    // Set on the last lane before the listener is told that the store is open.
    private volatile @Nullable PieceLanes lanes;
    private volatile @Nullable Recording recording;
    private volatile @Nullable FileReview review;
    // Of the last lane alone.
    private @Nullable Journal journal;
    private @Nullable Wanted wanted;
    private @Nullable StoredTorrent stored;
    private boolean openedWhole;
    private Optional<Selection> chosen = Optional.empty();

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
        this.metainfo = metainfo;
        this.layout = metainfo.info().layout();
        this.hashes = new PieceHashes(metainfo.info(), layout);
        this.guard = new ChangeGuard(disk, metainfo.info(), this::doubted);
    }

    private int lastLane() {
        return disk.lanes() - 1;
    }

    private String name() {
        return metainfo.info().name();
    }

    private void guard(Opening.Step step) {
        try {
            step.run();
        } catch (StoreException e) {
            fail(e);
        } catch (OutOfMemoryError e) {
            fail(new StoreException(
                    Reason.TORRENT_TOO_LARGE,
                    "There is not enough memory to open \"" + name()
                            + "\". Give Enxame more, as with ENXAME_JAVA_OPTS=-Xmx1g, then start it again.",
                    e));
        } catch (RuntimeException | Error e) {
            fail(ofEnxame(e));
        }
    }

    private StoreException ofEnxame(Throwable error) {
        return new StoreException(Reason.MEDIUM, "\"" + name() + "\" met an error of Enxame itself: " + error, error);
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
        Places places = Places.of(disk, folder, metainfo.info());
        Optional<FinishedRecord> record =
                settings.recordFolder().map(records -> new FinishedRecord(disk, records, metainfo.infoHash()));
        Wanted asked = new Wanted(metainfo.info(), chosen.orElse(settings.selection()), chosen.isPresent());
        wanted = asked;
        StoredTorrent torrent =
                new StoredTorrent(disk, places, metainfo.info(), metainfo.infoHash(), layout, guard, asked, record);
        stored = torrent;
        PieceLanes made = new PieceLanes(torrent, hashes, listener, this::keep);
        lanes = made;
        Found found = new Found(torrent, made);
        review = new FileReview(torrent, made, listener, found);
        new Opening(torrent, made, listener, found).run(settings.mode());
    }

    @Override
    public void select(Selection selection) {
        disk.submit(lastLane(), () -> guard(() -> selectNow(selection)));
    }

    private void selectNow(Selection selection) throws StoreException {
        chosen = Optional.of(selection);
        Recording current = recording;
        if (current != null) {
            current.select(selection);
        } else if (wanted != null) {
            wanted.chosen(selection);
            if (openedWhole) {
                listener.finished();
            }
        }
    }

    private void keep(int piece) {
        Recording current = recording;
        if (current != null) {
            current.verified(piece);
        }
    }

    @Override
    public void write(int piece, int begin, ByteBuffer data, Consumer<ByteBuffer> release) {
        PieceLanes current = lanes;
        if (!writable || closed || current == null) {
            release.accept(data);
            return;
        }
        int lane = current.of(piece);
        PieceLane pieces = current.get(lane);
        if (pieces.queue().add(new WriteQueue.Block(piece, begin, data, release))) {
            submitWriting(lane, pieces);
        }
    }

    private void submitWriting(int lane, PieceLane pieces) {
        try {
            disk.submit(lane, () -> writeNow(pieces));
        } catch (RejectedExecutionException e) {
            pieces.queue().take().forEach(WriteQueue.Block::giveBack);
            throw e;
        }
    }

    private void writeNow(PieceLane pieces) {
        List<WriteQueue.Block> blocks = pieces.queue().take();
        try {
            if (writable) {
                guard(() -> pieces.write(blocks));
            }
        } finally {
            blocks.forEach(WriteQueue.Block::giveBack);
        }
    }

    @Override
    public void read(int piece, int begin, List<ByteBuffer> into, Runnable done, Consumer<StoreException> failed) {
        ByteBuffer[] buffers = into.toArray(ByteBuffer[]::new);
        long length = 0;
        for (ByteBuffer buffer : buffers) {
            length += buffer.rewind().remaining();
        }
        if (piece < 0
                || piece >= layout.pieceCount()
                || begin < 0
                || length == 0
                || length > layout.pieceLength(piece) - begin) {
            throw new IllegalArgumentException("piece " + piece + " has no " + length + " bytes from " + begin);
        }
        PieceLanes current = lanes;
        int lane = current == null ? 0 : current.of(piece);
        disk.submit(lane, () -> {
            try {
                if (current == null || closed) {
                    throw new StoreException(Reason.MISSING, "\"" + name() + "\" is not open", null);
                }
                current.get(lane).read(piece, begin, buffers);
            } catch (RuntimeException | Error e) {
                failed.accept(ofEnxame(e));
                return;
            } catch (StoreException e) {
                failed.accept(e);
                return;
            }
            into.forEach(ByteBuffer::rewind);
            done.run();
        });
    }

    @Override
    public void prove(BitSet pieces, Consumer<BitSet> right, Consumer<StoreException> failed) {
        disk.submit(lastLane(), () -> {
            PieceLanes current = lanes;
            StoredTorrent torrent = stored;
            if (closed || current == null || torrent == null) {
                failed.accept(PieceProof.notOpen(name()));
                return;
            }
            guard.nextRound();
            new PieceProof(name(), () -> closed, right, failed).start(torrent, current, pieces);
        });
    }

    @Override
    public void sync() {
        Recording current = recording;
        if (current != null) {
            current.request();
        }
        guard.nextRound();
    }

    @Override
    public void look() {
        if (!closed && review != null) {
            disk.submit(lastLane(), () -> {
                if (!closed) {
                    guard.lookAround();
                }
            });
        }
    }

    @Override
    public void lookAtAll(Runnable done) {
        disk.submit(lastLane(), () -> {
            FileReview current = review;
            if (closed || current == null) {
                done.run();
            } else {
                guard.lookAtAll();
                current.runThen(done);
            }
        });
    }

    /** A finished file looks otherwise than it did. On any thread. */
    private void doubted() {
        FileReview current = review;
        if (!closed && current != null) {
            disk.submit(lastLane(), () -> {
                if (!closed) {
                    current.run();
                }
            });
        }
    }

    @Override
    public void close(Runnable done) {
        closed = true;
        AtomicInteger open = new AtomicInteger(PieceLanes.count(disk));
        for (int i = 0; i < PieceLanes.count(disk); i++) {
            int lane = i;
            disk.submit(lane, () -> {
                try {
                    closeLane(lane);
                } finally {
                    if (open.decrementAndGet() == 0) {
                        disk.submit(lastLane(), () -> closeRecording(done));
                    }
                }
            });
        }
    }

    private void closeLane(int lane) {
        try {
            PieceLanes current = lanes;
            if (current != null) {
                current.get(lane).close();
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

    /** Goes on with what the opening finds. */
    private final class Found implements Opening.Outcome, FileReview.Runner {
        private final StoredTorrent torrent;
        private final PieceLanes pieceLanes;

        Found(StoredTorrent torrent, PieceLanes pieceLanes) {
            this.torrent = torrent;
            this.pieceLanes = pieceLanes;
        }

        @Override
        public void later(Opening.Step step) {
            disk.submit(lastLane(), () -> {
                if (!closed) {
                    guard(step);
                }
            });
        }

        @Override
        public void failed(StoreException error) {
            fail(error);
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void opened(Journal opened) {
            journal = opened;
        }

        @Override
        public void whole() {
            openedWhole = true;
            opened(torrent.allPieces());
            listener.durable(layout.pieceCount());
            listener.finished();
        }

        @Override
        public void partial(Journal journal, BitSet verified) {
            Recording current =
                    new Recording(torrent, journal, settings.journalWindowBytes(), listener, TorrentStore.this::fail);
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
            for (int i = 0; i < pieceLanes.count(); i++) {
                PieceLane lane = pieceLanes.get(i);
                disk.submit(i, () -> guard(() -> startLane(lane, verified)));
            }
            listener.opened((BitSet) verified.clone(), torrent.wanted().selection());
        }

        private void startLane(PieceLane lane, BitSet pieces) throws StoreException {
            try {
                lane.start(pieces);
            } catch (IOException e) {
                throw StoreErrors.of(e, folder, "opened", disk);
            }
        }
    }
}
