package io.github.enxame.engine.storage;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The blocks that wait for one lane of one torrent. A job of the lane takes several at once, so that what lies together is
 * written together, and a lane that is behind is not woken for each. Safe on any thread.
 */
final class WriteQueue {
    /** Most blocks that a job takes, so that what else the lane has to do is not kept waiting. */
    static final int MOST_AT_ONCE = 16;

    /**
     * A block to be written.
     *
     * @param data what remains in it; goes to {@code release} when it is written
     */
    record Block(int piece, int begin, ByteBuffer data, Consumer<ByteBuffer> release) {
        void giveBack() {
            release.accept(data);
        }

        /** Whether this block begins where another one ends. */
        boolean follows(Block other, int length) {
            return piece == other.piece && begin == other.begin + length;
        }
    }

    private final Deque<Block> waiting = new ArrayDeque<>();
    private int jobs;

    /** Adds a block. Returns whether one more job is needed for all to be taken. */
    synchronized boolean add(Block block) {
        waiting.add(block);
        if (waiting.size() <= jobs * MOST_AT_ONCE) {
            return false;
        }
        jobs++;
        return true;
    }

    /** What one job has to write, in the order it was added. */
    synchronized List<Block> take() {
        jobs--;
        List<Block> taken = new ArrayList<>(Math.min(waiting.size(), MOST_AT_ONCE));
        while (taken.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }
}
