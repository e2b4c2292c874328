package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads pieces back from the disk and hashes them, as they lie there now. Tells once how that ended, on a disk thread. */
final class PieceProof implements Check.Outcome {
    private static final System.Logger LOGGER = System.getLogger(PieceProof.class.getName());

    private final String name;
    private final BooleanSupplier closed;
    private final Consumer<BitSet> right;
    private final Consumer<StoreException> failed;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * A proof that has not begun.
     *
     * @param name of the torrent, for people
     * @param closed whether the store is closed
     * @param right given the pieces that are right
     * @param failed told instead when a file cannot be read, or the store is closed
     */
    PieceProof(String name, BooleanSupplier closed, Consumer<BitSet> right, Consumer<StoreException> failed) {
        this.name = name;
        this.closed = closed;
        this.right = right;
        this.failed = failed;
    }

    /** Begins with these pieces. */
    void start(StoredTorrent torrent, PieceLanes lanes, BitSet pieces) {
        for (int i = 0; i < lanes.count(); i++) {
            PieceLane lane = lanes.get(i);
            torrent.disk().submit(i, () -> reopen(lane));
        }
        new Check(torrent, lanes, pieces, false, this).start();
    }

    /** A file that is open stays what it was, whatever took its name since. */
    private static void reopen(PieceLane lane) {
        try {
            lane.closeFiles();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "a file that is to be read back could not be closed", e);
        }
    }

    @Override
    public void checked(long bytes, long total) {}

    @Override
    public void done(BitSet found) {
        if (told.compareAndSet(false, true)) {
            right.accept(found);
        }
    }

    @Override
    public void failed(StoreException error) {
        if (told.compareAndSet(false, true)) {
            failed.accept(error);
        }
    }

    @Override
    public boolean isCancelled() {
        if (!closed.getAsBoolean()) {
            return false;
        }
        failed(notOpen(name));
        return true;
    }

    /** What it means for people that a store is not open. */
    static StoreException notOpen(String name) {
        return new StoreException(Reason.MISSING, "\"" + name + "\" is not open", null);
    }
}
