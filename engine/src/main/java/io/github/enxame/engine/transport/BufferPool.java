package io.github.enxame.engine.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * A bounded pool of direct buffers of one block each. A reader that finds it empty parks until one comes back, which
 * is how a slow disk holds fast peers back. Safe for use from any thread.
 */
public final class BufferPool {
    private final int bufferLength;
    private final int capacity;
    private final Semaphore leases;
    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

    /**
     * A pool that allocates as it is used.
     *
     * @param bufferLength bytes in each buffer
     * @param capacity most buffers out at once
     */
    public BufferPool(int bufferLength, int capacity) {
        this.bufferLength = bufferLength;
        this.capacity = capacity;
        this.leases = new Semaphore(capacity);
    }

    /** Takes a cleared buffer, waiting for one if all are out. */
    public ByteBuffer lease() throws InterruptedException {
        leases.acquire();
        return take();
    }

    private ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(bufferLength) : buffer.clear();
    }

    /** Gives a buffer back. Each lease is given back exactly once. */
    public void release(ByteBuffer buffer) {
        if (buffer.capacity() != bufferLength) {
            throw new IllegalArgumentException("not a buffer of this pool: " + buffer);
        }
        free.add(buffer);
        leases.release();
    }

    /** The number of buffers that are out. */
    public int leased() {
        return capacity - leases.availablePermits();
    }
}
