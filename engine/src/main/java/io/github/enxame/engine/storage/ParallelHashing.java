package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.HashLane;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Feeds one stream of bytes to several hash functions, each on a thread of its own where there is enough to hash. While
 * one chunk is hashed the next is read.
 */
final class ParallelHashing implements AutoCloseable {
    private static final int CHUNK_BYTES = 2 << 20;

    private final List<HashLane> lanes;
    private final LongConsumer progress;
    private final ExecutorService threads;
    private final List<Future<?>> atWork = new ArrayList<>();
    private ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private ByteBuffer other = ByteBuffer.allocate(CHUNK_BYTES);
    private long hashed;

    ParallelHashing(List<? extends HashLane> lanes, LongConsumer progress) {
        this.lanes = List.copyOf(lanes);
        this.progress = progress;
        this.threads = Executors.newFixedThreadPool(
                lanes.size(),
                Thread.ofPlatform().name("enxame-hash-", 0).daemon().factory());
    }

    /** A buffer with room for the next bytes. */
    ByteBuffer chunk() {
        if (!chunk.hasRemaining()) {
            hash();
        }
        return chunk;
    }

    private void hash() {
        await();
        ByteBuffer full = chunk.flip();
        int length = full.remaining();
        for (HashLane lane : lanes) {
            // Not a read-only view: that would hide the array from the digests and cost a copy.
            ByteBuffer view = full.duplicate();
            atWork.add(threads.submit(() -> lane.update(view)));
        }
        hashed += length;
        chunk = other.clear();
        other = full;
    }

    private void await() {
        for (Future<?> work : atWork) {
            boolean interrupted = false;
            while (true) {
                try {
                    work.get();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("hashing failed", e.getCause());
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        atWork.clear();
        progress.accept(hashed);
    }

    /** Hashes what is left and waits for it. */
    void finish() {
        if (hashed == 0) {
            // A document is hashed sooner than threads start.
            chunk.flip();
            lanes.forEach(lane -> lane.update(chunk));
            hashed = chunk.remaining();
        } else {
            hash();
        }
        await();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
