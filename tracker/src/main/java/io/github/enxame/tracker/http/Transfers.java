package io.github.enxame.tracker.http;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bounds the bodies that are on their way at once, how many they are and what memory they hold, and how slowly the other side
 * may take or send them. Where a newcomer has no room, the one that is stuck longest is cut. Safe for use from any thread.
 */
final class Transfers {
    /** Fewest bytes in each {@link #CHECK_SECONDS}. */
    static final int MIN_BYTES_PER_CHECK = 64 << 10;
    /** How often a transfer is looked at. */
    static final int CHECK_SECONDS = 20;
    /** What a transfer must move to count as not stuck. */
    static final int MIN_PROGRESS_BYTES = 16 << 10;

    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int mostTransfers;
    private final long mostBytes;
    private final LongSupplier nanos;
    private final Set<Transfer> active = new LinkedHashSet<>();
    private long heldBytes;

    /**
     * Bounds of one kind of transfers.
     *
     * @param mostTransfers how many at once
     * @param mostBytes what all hold in memory
     * @param nanos the time, as of {@link System#nanoTime}
     */
    Transfers(int mostTransfers, long mostBytes, LongSupplier nanos) {
        this.mostTransfers = mostTransfers;
        this.mostBytes = mostBytes;
        this.nanos = nanos;
    }

    /** One body on its way. */
    final class Transfer {
        private final Runnable cut;
        private long held;
        private long moved;
        private long movedAtCheck;
        private long movedAtProgress;
        private long progressNanos;
        private long checkNanos;

        private Transfer(Runnable cut, long now) {
            this.cut = cut;
            this.progressNanos = now;
            this.checkNanos = now;
        }

        /** Notes that bytes left or came. */
        void moved(long bytes) {
            synchronized (Transfers.this) {
                moved += bytes;
                if (moved - movedAtProgress >= MIN_PROGRESS_BYTES) {
                    movedAtProgress = moved;
                    progressNanos = nanos.getAsLong();
                }
            }
        }

        /** Asks for more memory; false where there is none, and nobody can be cut for it. */
        boolean hold(long bytes) {
            return Transfers.this.hold(this, bytes);
        }

        /** Whether it must end because it moves too slowly; to be asked once in {@link #CHECK_SECONDS}. */
        boolean isTooSlow() {
            synchronized (Transfers.this) {
                long now = nanos.getAsLong();
                boolean due = now - checkNanos >= TimeUnit.SECONDS.toNanos(CHECK_SECONDS);
                boolean slow = due && moved - movedAtCheck < MIN_BYTES_PER_CHECK;
                if (due) {
                    checkNanos = now;
                    movedAtCheck = moved;
                }
                return slow;
            }
        }

        /** Gives back what it held; may be called more than once. */
        void end() {
            synchronized (Transfers.this) {
                if (active.remove(this)) {
                    heldBytes -= held;
                    held = 0;
                }
            }
        }
    }

    /**
     * Begins a transfer.
     *
     * @param bytes what it holds in memory from the beginning
     * @param cut ends it from outside; called on another thread, at most once, after which it holds nothing
     */
    Optional<Transfer> begin(long bytes, Runnable cut) {
        Transfer transfer = new Transfer(cut, nanos.getAsLong());
        Optional<Transfer> stuck = Optional.empty();
        synchronized (this) {
            if (active.size() >= mostTransfers) {
                stuck = stuck(transfer);
                if (stuck.isEmpty()) {
                    return Optional.empty();
                }
                stuck.get().end();
            }
            active.add(transfer);
        }
        stuck.ifPresent(slow -> slow.cut.run());
        if (hold(transfer, bytes)) {
            return Optional.of(transfer);
        }
        transfer.end();
        return Optional.empty();
    }

    private boolean hold(Transfer transfer, long bytes) {
        while (true) {
            Optional<Transfer> stuck;
            synchronized (this) {
                if (!active.contains(transfer)) {
                    return false;
                }
                if (heldBytes + bytes <= mostBytes) {
                    heldBytes += bytes;
                    transfer.held += bytes;
                    return true;
                }
                stuck = stuck(transfer);
                if (stuck.isEmpty()) {
                    return false;
                }
                stuck.get().end();
            }
            stuck.get().cut.run();
        }
    }

    /** The transfer other than {@code newcomer} that has made no progress for longest, if that is a second or more. */
    private Optional<Transfer> stuck(Transfer newcomer) {
        long now = nanos.getAsLong();
        Transfer found = null;
        for (Transfer transfer : active) {
            if (transfer != newcomer
                    && now - transfer.progressNanos >= STUCK_NANOS
                    && (found == null || transfer.progressNanos - found.progressNanos < 0)) {
                found = transfer;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The number of transfers on their way. */
    synchronized int count() {
        return active.size();
    }

    /** What all of them hold, in bytes. */
    synchronized long heldBytes() {
        return heldBytes;
    }
}
