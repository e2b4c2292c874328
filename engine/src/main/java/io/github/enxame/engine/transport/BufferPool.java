package io.github.enxame.engine.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of direct buffers of one block each. A reader that finds it empty parks until one comes back, which
 * is how a slow disk holds fast peers back. The buffer that came back last goes out first, as it is likely still in the
 * processor's cache. Safe for use from any thread.
 */
public final class BufferPool {
    private final int bufferLength;
    private final int capacity;
    private final Semaphore leases;
    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();

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

    /** Takes a cleared buffer, or null if all are out. */
    public @Nullable ByteBuffer tryLease() {
        return leases.tryAcquire() ? take() : null;
    }

    private ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? allocate() : buffer.clear();
    }

    private ByteBuffer allocate() {
        boolean allocated = false;
        try {
            ByteBuffer buffer = ByteBuffer.allocateDirect(bufferLength);
            allocated = true;
            return buffer;
        } finally {
            if (!allocated) {
                leases.release();
            }
        }
    }

    /** Gives a buffer back. Each lease is given back exactly once. */
    public void release(ByteBuffer buffer) {
        if (!fits(buffer)) {
            throw new IllegalArgumentException("not a buffer of this pool: " + buffer);
        }
        free.push(buffer);
        leases.release();
    }

    /** Whether this may be a buffer of this pool: any direct buffer of its length. */
    boolean fits(ByteBuffer buffer) {
        return buffer.isDirect() && buffer.capacity() == bufferLength;
    }

    /** The bytes in each buffer. */
    public int bufferLength() {
        return bufferLength;
    }

    /** The most buffers that can be out. */
    public int capacity() {
        return capacity;
    }

    /** The number of buffers that are out. */
    public int leased() {
        return capacity - leases.availablePermits();
    }
}
