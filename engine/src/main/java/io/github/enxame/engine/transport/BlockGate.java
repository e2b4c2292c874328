package io.github.enxame.engine.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Where the reader of one link gets the buffers for its blocks: from the pool, but after {@link #admitOne} for one block
 * only. One thread leases; the rest may be called from any.
 */
final class BlockGate {
    private final BufferPool blocks;
    private final Semaphore passes = new Semaphore(0);
    private volatile boolean open = true;

    // Guarded by this object's monitor.
    private @Nullable Thread waiting;
    private boolean ended;

    BlockGate(BufferPool blocks) {
        this.blocks = blocks;
    }

    /** Lets one more block in, and no more. */
    void admitOne() {
        passes.drainPermits();
        passes.release();
        open = false;
    }

    /** Lets all blocks in. */
    void admitAll() {
        open = true;
        passes.release();
    }

    /** A buffer for a block, or null when none is to be had at once. */
    @Nullable ByteBuffer tryLease() {
        if (open) {
            return blocks.tryLease();
        }
        if (!passes.tryAcquire()) {
            return null;
        }
        ByteBuffer buffer = blocks.tryLease();
        if (buffer == null) {
            passes.release();
        }
        return buffer;
    }

    /** A buffer for a block of which nothing is here yet, or null when none is to be had at once. */
    @Nullable ByteBuffer tryLeaseAhead() {
        return open ? blocks.tryLease() : null;
    }

    /**
     * A buffer for a block, as soon as one more is let in and the pool has one.
     *
     * @throws InterruptedException when the link has ended
     */
    ByteBuffer lease() throws InterruptedException {
        synchronized (this) {
            if (ended) {
                throw new InterruptedException();
            }
            waiting = Thread.currentThread();
        }
        try {
            if (!open) {
                passes.acquire();
            }
            return blocks.lease();
        } finally {
            synchronized (this) {
                waiting = null;
            }
            // An interrupt that came after the lease must not reach the listener; the closed channel tells enough.
            boolean unused = Thread.interrupted();
        }
    }

    /** Gives a buffer back. */
    void release(ByteBuffer buffer) {
        blocks.release(buffer);
    }

    /** The link ends: nobody waits for a buffer any more. */
    synchronized void end() {
        ended = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }
}
