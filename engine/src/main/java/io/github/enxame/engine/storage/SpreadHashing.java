package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.HashLane;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Hashes the pieces of a new torrent in any order, on all cores: each thread takes some pieces at a time, which it reads and
 * hashes itself, so that their bytes are in its core's cache and no thread waits for another.
 */
final class SpreadHashing {
    /** Bytes of the pieces that a thread takes at a time, where pieces are not longer. */
    private static final int SHARE_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 64 << 10;

    private final ContentHasher hasher;
    private final Supplier<SharedReader> readers;
    private final LongConsumer progress;
    private final MakingThreads threads;
    private final int piecesAtATime;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong hashed = new AtomicLong();

    /**
     * @param pieceLength bytes of a piece
     * @param readers makes a reader for each thread
     * @param content what is read, for messages
     */
    SpreadHashing(
            ContentHasher hasher,
            int pieceLength,
            Supplier<SharedReader> readers,
            Path content,
            LongConsumer progress) {
        this.hasher = hasher;
        this.readers = readers;
        this.progress = progress;
        threads = new MakingThreads(content, () -> {});
        piecesAtATime = Math.max(1, SHARE_BYTES / pieceLength);
    }

    /**
     * Reads and hashes everything.
     *
     * @throws StoreException if something cannot be read, or the calling thread is interrupted
     */
    void run() throws StoreException {
        threads.run(Math.ceilDiv(hasher.start(hasher.pieceCount()), SHARE_BYTES), this::work);
        progress.accept(hashed.get());
    }

    private void work(boolean calling) throws StoreException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (SharedReader reader = readers.get()) {
            for (int from = take(); from < hasher.pieceCount(); from = take()) {
                int end = Math.min(hasher.pieceCount(), from + piecesAtATime);
                HashLane lane = hasher.pieces(from, end);
                long stop = hasher.start(end);
                for (long at = hasher.start(from); at < stop && threads.goOn(); at += buffer.limit()) {
                    buffer.clear().limit((int) Math.min(BUFFER_BYTES, stop - at));
                    reader.read(at, buffer);
                    lane.update(buffer.flip());
                    long now = hashed.addAndGet(buffer.limit());
                    if (calling) {
                        progress.accept(now);
                    }
                }
            }
        }
    }

    private int take() {
        return taken.getAndAdd(piecesAtATime);
    }
}
