package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads and hashes pieces that may be stored, each on its own lane, a megabyte at a time so that other torrents get their
 * turn.
 */
final class Check {
    private static final int STEP_BYTES = 1 << 20;
    private static final int REPORTS = 200;

    /** What a check tells, on a disk thread. */
    interface Outcome {
        /** It got this far. */
        void checked(long bytes, long total);

        /** It is over; these pieces are right. */
        void done(BitSet right);

        /** A file cannot be read, other than by being too short. */
        void failed(StoreException error);

        /** Whether nobody wants to know any more; nothing is told from then on. */
        boolean isCancelled();
    }

    private final Disk disk;
    private final PieceLayout layout;
    private final PieceLanes lanes;
    private final BitSet pieces;
    private final boolean stopAtWrong;
    private final Outcome outcome;
    private final long total;
    private final AtomicLong checked = new AtomicLong();
    private final AtomicInteger running;
    private volatile boolean stopped;
    // Guarded by itself.
    private final BitSet right = new BitSet();

    /**
     * A check that has not begun.
     *
     * @param pieces which to check
     * @param stopAtWrong whether the first wrong piece ends it
     */
    Check(StoredTorrent torrent, PieceLanes lanes, BitSet pieces, boolean stopAtWrong, Outcome outcome) {
        this.disk = torrent.disk();
        this.layout = torrent.layout();
        this.lanes = lanes;
        this.pieces = (BitSet) pieces.clone();
        this.stopAtWrong = stopAtWrong;
        this.outcome = outcome;
        this.total = this.pieces.stream().mapToLong(layout::pieceLength).sum();
        this.running = new AtomicInteger(lanes.count());
    }

    /** Begins on all lanes. */
    void start() {
        for (int i = 0; i < lanes.count(); i++) {
            disk.submit(i, new LaneCheck(i)::step);
        }
    }

    private void add(BitSet more) {
        synchronized (right) {
            right.or(more);
        }
        if (running.decrementAndGet() == 0 && !outcome.isCancelled()) {
            outcome.done(right);
        }
    }

    private void progress(long bytes) {
        long before = checked.getAndAdd(bytes);
        long step = Math.max(STEP_BYTES, total / REPORTS);
        if (before / step != (before + bytes) / step || before + bytes == total) {
            outcome.checked(before + bytes, total);
        }
    }

    /** One lane's part. */
    private final class LaneCheck {
        private final int number;
        private final PieceLane lane;
        private final BitSet mine = new BitSet();
        private int piece;
        private int block;
        private @Nullable OpenPiece open;

        LaneCheck(int number) {
            this.number = number;
            this.lane = lanes.get(number);
            this.piece = next(0);
        }

        private int next(int from) {
            int candidate = pieces.nextSetBit(from);
            while (candidate >= 0 && lanes.of(candidate) != number) {
                candidate = pieces.nextSetBit(candidate + 1);
            }
            return candidate;
        }

        void step() {
            for (int done = 0; done < STEP_BYTES && piece >= 0; ) {
                if (outcome.isCancelled()) {
                    return;
                }
                if (stopped) {
                    piece = -1;
                    break;
                }
                try {
                    done += checkBlock();
                } catch (StoreException e) {
                    stopped = true;
                    outcome.failed(e);
                    return;
                }
            }
            if (piece >= 0) {
                disk.submit(number, this::step);
            } else {
                if (open != null) {
                    lane.dropCheck(open);
                }
                add(mine);
            }
        }

        private int checkBlock() throws StoreException {
            OpenPiece current = open == null ? lane.beginCheck(piece) : open;
            open = current;
            int length = layout.blockLength(piece, block);
            if (!isThere(current)) {
                lane.dropCheck(current);
                end(false);
                return length;
            }
            progress(length);
            block++;
            if (block == current.blockCount()) {
                end(lane.endCheck(current));
            }
            return length;
        }

        private boolean isThere(OpenPiece current) throws StoreException {
            try {
                lane.checkNext(current, block);
                return true;
            } catch (StoreException e) {
                if (e.reason() == Reason.MISSING) {
                    return false;
                }
                throw e;
            }
        }

        private void end(boolean isRight) {
            if (isRight) {
                mine.set(piece);
            } else if (stopAtWrong) {
                stopped = true;
            }
            open = null;
            block = 0;
            piece = next(piece + 1);
        }
    }
}
