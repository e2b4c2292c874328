package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.HashLane;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of bytes once and feeds it to several lanes, each of which must have it in order. As many threads as there are
 * cores do whatever is to be done next: feed the lane that is furthest behind, or else read on, some chunks ahead of it. So a
 * lane that is slower than all others together, as MD5 is, is always at work, and none waits for the slowest but it.
 */
final class OrderedHashing {
    private static final int CHUNK_BYTES = 256 << 10;
    private static final int CHUNKS = 16;

    /** A document of so many bytes is hashed sooner than threads start. */
    private static final int SMALL_BYTES = 1 << 20;

    /** A walk through all chunks in order, one at a time; guarded by the lock. */
    private abstract static class Walk {
        long chunks;
        boolean busy;

        /** Takes the chunk; without the lock, as the only thread at it. */
        abstract void take(long chunk) throws StoreException;
    }

    private final SharedReader reader;
    private final long length;
    private final LongConsumer progress;
    private final MakingThreads threads;
    private final ByteBuffer[] ring;
    private final Walk reading;
    private final List<Walk> lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /**
     * @param lanes slowest first
     * @param length bytes that will be read
     * @param content what is read, for messages
     * @param progress told, on the thread that calls {@link #run}, how many bytes have been read
     */
    OrderedHashing(List<HashLane> lanes, SharedReader reader, long length, Path content, LongConsumer progress) {
        this.reader = reader;
        this.length = length;
        this.progress = progress;
        threads = new MakingThreads(content, this::wake);
        ring = new ByteBuffer[(int) Math.min(CHUNKS, chunkCount())];
        reading = new Walk() {
            @Override
            void take(long chunk) throws StoreException {
                read(chunk);
            }
        };
        this.lanes = lanes.stream().<Walk>map(this::walk).toList();
    }

    private Walk walk(HashLane lane) {
        return new Walk() {
            @Override
            void take(long chunk) {
                // Not a read-only view: that would hide the array from the digests and cost a copy.
                lane.update(ring[place(chunk)].duplicate());
            }
        };
    }

    /**
     * Reads and hashes everything.
     *
     * @throws StoreException if something cannot be read, or the calling thread is interrupted
     */
    void run() throws StoreException {
        int most = length <= SMALL_BYTES
                ? 1
                : Math.min(lanes.size() + 1, Runtime.getRuntime().availableProcessors());
        threads.run(most, this::work);
        progress.accept(length);
    }

    private void work(boolean calling) throws StoreException, InterruptedException {
        for (Walk next = next(); next != null; next = next()) {
            next.take(next.chunks);
            long chunksRead = end(next);
            if (calling) {
                progress.accept(Math.min(length, chunksRead * CHUNK_BYTES));
            }
        }
    }

    /** Waits for something to do and begins it; null if there is nothing to do any more. */
    private @Nullable Walk next() throws InterruptedException {
        lock.lock();
        try {
            while (threads.goOn() && !isDone()) {
                Walk found = furthestBehind();
                if (found == null && mayRead()) {
                    found = reading;
                }
                if (found != null) {
                    found.busy = true;
                    return found;
                }
                changed.await();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The walk has taken its chunk; gives the number of chunks that have been read. */
    private long end(Walk walk) {
        lock.lock();
        try {
            walk.busy = false;
            walk.chunks++;
            changed.signalAll();
            return reading.chunks;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isDone() {
        return least() == chunkCount();
    }

    private long least() {
        long least = reading.chunks;
        for (Walk lane : lanes) {
            least = Math.min(least, lane.chunks);
        }
        return least;
    }

    private @Nullable Walk furthestBehind() {
        Walk found = null;
        for (Walk lane : lanes) {
            if (!lane.busy && lane.chunks < reading.chunks && (found == null || lane.chunks < found.chunks)) {
                found = lane;
            }
        }
        return found;
    }

    private boolean mayRead() {
        return !reading.busy && reading.chunks < chunkCount() && reading.chunks - least() < ring.length;
    }

    private long chunkCount() {
        return Math.ceilDiv(length, CHUNK_BYTES);
    }

    private int place(long chunk) {
        return (int) (chunk % ring.length);
    }

    private void read(long chunk) throws StoreException {
        long offset = chunk * CHUNK_BYTES;
        ByteBuffer free = ring[place(chunk)] == null ? ByteBuffer.allocate(CHUNK_BYTES) : ring[place(chunk)].clear();
        reader.read(offset, free.limit((int) Math.min(CHUNK_BYTES, length - offset)));
        ring[place(chunk)] = free.flip();
    }
}
