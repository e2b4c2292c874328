package io.github.enxame.engine.transport;

import io.github.enxame.protocol.wire.WireException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A frame too long for a link's small buffer, as it arrives. Its memory grows with what has arrived, never with what was
 * announced, and is taken from a budget that all links share.
 */
final class LongFrame {
    private static final int FIRST_ALLOCATION = 16 * 1024;

    private final Semaphore budget;
    private @Nullable ByteBuffer bytes;
    private int length;

    /** No frame yet. {@code budget} has a permit for each byte. */
    LongFrame(Semaphore budget) {
        this.budget = budget;
    }

    boolean arriving() {
        return bytes != null;
    }

    /** A frame of {@code frameLength} bytes begins. */
    void start(int frameLength) throws WireException {
        length = frameLength;
        int first = Math.min(frameLength, FIRST_ALLOCATION);
        take(first);
        bytes = ByteBuffer.allocate(first);
    }

    /** Where what arrives next belongs; never past the frame's end. */
    ByteBuffer room() {
        if (bytes == null) {
            throw new IllegalStateException("no frame is arriving");
        }
        return bytes;
    }

    /** The frame, if it is whole, which ends it; else there is room for more. */
    @Nullable ByteBuffer takeWhole() throws WireException {
        ByteBuffer soFar = room();
        if (soFar.hasRemaining()) {
            return null;
        }
        if (soFar.capacity() == length) {
            drop();
            return soFar.flip();
        }
        int more = Math.min(length - soFar.capacity(), soFar.capacity());
        take(more);
        bytes = ByteBuffer.allocate(soFar.capacity() + more).put(soFar.flip());
        return null;
    }

    /** Forgets the frame, whole or not. */
    void drop() {
        if (bytes != null) {
            budget.release(bytes.capacity());
            bytes = null;
        }
    }

    private void take(int count) throws WireException {
        if (!budget.tryAcquire(count)) {
            throw new WireException("a message of " + length + " bytes, and too many such are arriving at once");
        }
    }
}
