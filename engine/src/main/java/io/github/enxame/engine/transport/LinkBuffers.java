package io.github.enxame.engine.transport;

import java.nio.ByteBuffer;

/**
 * What links need besides their blocks' buffers: small ones for what is no block, and scratch ones to encipher in. There
 * are never more than links. Safe for use from any thread.
 */
final class LinkBuffers {
    private static final int SMALL = 2048;
    private static final int SCRATCH = 16 * 1024;

    private final BufferPool small = new BufferPool(SMALL, Integer.MAX_VALUE);
    private final BufferPool scratch = new BufferPool(SCRATCH, Integer.MAX_VALUE);

    ByteBuffer leaseSmall() {
        return lease(small);
    }

    void releaseSmall(ByteBuffer buffer) {
        small.release(buffer);
    }

    /** A buffer to encipher in, for as long as there is something to write. */
    ByteBuffer leaseScratch() {
        return lease(scratch);
    }

    void releaseScratch(ByteBuffer buffer) {
        scratch.release(buffer);
    }

    /** The number of buffers in use. */
    int leased() {
        return small.leased() + scratch.leased();
    }

    private static ByteBuffer lease(BufferPool pool) {
        ByteBuffer buffer = pool.tryLease();
        if (buffer == null) {
            throw new IllegalStateException("2^31 links");
        }
        return buffer;
    }
}
