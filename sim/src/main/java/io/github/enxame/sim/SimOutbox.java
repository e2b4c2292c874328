package io.github.enxame.sim;

import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.sim.Segment.Item;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one end of a link has queued and the uplink has not taken; a block's buffer goes back to the pool when it leaves. */
final class SimOutbox {
    private static final int SEGMENT_BYTES = 16 * 1024;
    private static final long LOW_WATER_BYTES = 256 * 1024;

    private final BufferPool pool;
    private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
    private final Deque<Item> unflushed = new ArrayDeque<>();
    private final Deque<Item> outgoing = new ArrayDeque<>();
    private long bytes;
    private boolean aboveLowWater;

    SimOutbox(BufferPool pool) {
        this.pool = pool;
    }

    void add(Item item) {
        unflushed.add(item);
        bytes += Segment.bytes(item);
        aboveLowWater |= bytes > LOW_WATER_BYTES;
    }

    void add(Message.Block block) {
        byte[] copy = new byte[block.data().remaining()];
        block.data().duplicate().get(copy);
        buffers.add(block.data());
        add(new Item.Payload(block.piece(), block.begin(), copy));
    }

    void flush() {
        outgoing.addAll(unflushed);
        unflushed.clear();
    }

    /** The last thing that leaves. */
    void end(String reason) {
        outgoing.add(new Item.End(reason));
    }

    boolean hasOutgoing() {
        return !outgoing.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** What leaves next, if there is anything. */
    @Nullable Segment take() {
        List<Item> items = new ArrayList<>();
        int taken = 0;
        while (!outgoing.isEmpty() && taken < SEGMENT_BYTES) {
            Item item = outgoing.remove();
            items.add(item);
            taken += Segment.bytes(item);
            if (item instanceof Item.Payload) {
                pool.release(buffers.remove());
            }
        }
        bytes -= taken;
        return items.isEmpty() ? null : new Segment(items, taken);
    }

    /** Whether less is queued than the low-water mark again, after more had been; once each time. */
    boolean drained() {
        boolean now = aboveLowWater && bytes <= LOW_WATER_BYTES;
        aboveLowWater &= !now;
        return now;
    }

    void clear() {
        unflushed.clear();
        outgoing.clear();
        bytes = 0;
        buffers.forEach(pool::release);
        buffers.clear();
    }
}
