package io.github.enxame.node.torrent;

import io.github.enxame.node.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the memory that all .torrents that arrive and are parsed at once take. Safe for use from any thread; whoever finds no
 * room waits.
 */
public final class ParseBudget {
    /** The part of the heap, one in so many, for .torrents that are parsed. */
    static final int MAX_PARSE_HEAP_DIVISOR = 4;

    /** The part of the heap, one in so many, for .torrents that arrive and wait to be parsed. */
    static final int MAX_ARRIVAL_HEAP_DIVISOR = 16;

    /** How long somebody waits for room. */
    private static final Duration ROOM_TIMEOUT = Duration.ofSeconds(20);

    /** What one bencoded value takes until the metainfo is made, in bytes of heap, at the most. */
    private static final int VALUE_BYTES = 64;

    private static final int MIN_ENCODED_VALUE_BYTES = 2;
    /** As many values as a .torrent may have. */
    private static final long VALUES_MAX_BYTES = 2_000_000L * VALUE_BYTES;

    private static final int PERMIT_BYTES = 1 << 10;

    private static final ParseBudget PROCESS =
            new ParseBudget(Runtime.getRuntime().maxMemory(), ROOM_TIMEOUT);

    private final Pool parsing;
    private final Pool arriving;

    ParseBudget(long heapBytes, Duration timeout) {
        parsing = new Pool(heapBytes / MAX_PARSE_HEAP_DIVISOR, timeout);
        arriving = new Pool(heapBytes / MAX_ARRIVAL_HEAP_DIVISOR, timeout);
    }

    /** The budget of this process. */
    public static ParseBudget ofProcess() {
        return PROCESS;
    }

    /** What was reserved; closing it gives it back. */
    public interface Room extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Reserves memory for a .torrent that arrives. Blocks.
     *
     * @param length its length, in bytes, at the most
     * @throws ProblemException {@code busy} where there is no room in time
     */
    public Room reserveArrival(long length) throws ProblemException {
        return arriving.reserve(length);
    }

    /**
     * Reserves what parsing a .torrent takes: a copy of it and its values. Blocks.
     *
     * @param length its length, in bytes
     * @throws ProblemException {@code busy} where there is no room in time
     */
    Room reserveParse(long length) throws ProblemException {
        return parsing.reserve(length + Math.min(VALUES_MAX_BYTES, length / MIN_ENCODED_VALUE_BYTES * VALUE_BYTES));
    }

    private static final class Pool {
        private final int size;
        private final Semaphore free;
        private final Duration timeout;

        Pool(long bytes, Duration timeout) {
            this.size = permits(bytes);
            // Not in order: a small one need not wait behind a large one.
            this.free = new Semaphore(size);
            this.timeout = timeout;
        }

        private static int permits(long bytes) {
            return Math.clamp(bytes / PERMIT_BYTES, 1, Integer.MAX_VALUE);
        }

        /** What takes more than all has all, alone. */
        Room reserve(long bytes) throws ProblemException {
            int permits = Math.min(size, permits(bytes));
            try {
                // Without a time first, which is how a semaphore lets somebody pass those who wait.
                if (!free.tryAcquire(permits) && !free.tryAcquire(permits, timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new ProblemException(
                            "busy",
                            "Enxame is reading as many large .torrent files as its memory allows. Try again in a moment.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException("interrupted", "Interrupted while waiting to read a .torrent.");
            }
            return () -> free.release(permits);
        }
    }
}
