package io.github.enxame.engine.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what the output queues of all links together cost the heap. Each link may always have an equal share of it, so all of
 * them never have more than twice the bound. Safe for use from any thread.
 */
final class OutputBudget {
    /** All output queues together may take one part in so many of the heap. */
    static final int MAX_OUTPUT_PART_OF_HEAP = 16;

    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** A budget of so many bytes. */
    OutputBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A budget that fits the heap that this program may have. */
    static OutputBudget ofHeap() {
        return new OutputBudget(Runtime.getRuntime().maxMemory() / MAX_OUTPUT_PART_OF_HEAP);
    }

    /** The bytes queued on all links. */
    long bytes() {
        return bytes.get();
    }

    /** More is queued; returns whether that is within the bound. */
    boolean add(long count) {
        return bytes.addAndGet(count) <= maxBytes;
    }

    /** Less is queued. */
    void release(long count) {
        bytes.addAndGet(-count);
    }

    /** What each of so many links may queue even when all together have too much. */
    long share(int links) {
        return maxBytes / Math.max(1, links);
    }
}
