package io.github.enxame.engine.transport;

import io.github.enxame.protocol.mse.Rc4;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/**
 * Writes enciphered to another channel. The bytes are enciphered in a scratch buffer, as those given may be shared. Used by
 * one thread at a time.
 */
final class EncipheringChannel implements GatheringByteChannel {
    private final GatheringByteChannel target;
    private final Rc4 cipher;
    private final ByteBuffer scratch;

    /**
     * A channel that goes on where the cipher stands.
     *
     * @param scratch the channel's while it is in use; the most that one write takes
     */
    EncipheringChannel(GatheringByteChannel target, Rc4 cipher, ByteBuffer scratch) {
        this.target = target;
        this.cipher = cipher;
        this.scratch = scratch;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return (int) write(new ByteBuffer[] {from}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return write(from, 0, from.length);
    }

    /** {@inheritDoc} Takes as much as the scratch buffer holds and returns when all of it is written. */
    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        scratch.clear();
        for (int n = offset; n < offset + length && scratch.hasRemaining(); n++) {
            ByteBuffer source = from[n];
            int count = Math.min(source.remaining(), scratch.remaining());
            scratch.put(scratch.position(), source, source.position(), count);
            scratch.position(scratch.position() + count);
            source.position(source.position() + count);
        }
        scratch.flip();
        cipher.apply(scratch);
        long taken = scratch.remaining();
        while (scratch.hasRemaining()) {
            // The cipher has gone on: what was enciphered must leave.
            target.write(scratch);
        }
        return taken;
    }

    @Override
    public boolean isOpen() {
        return target.isOpen();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
