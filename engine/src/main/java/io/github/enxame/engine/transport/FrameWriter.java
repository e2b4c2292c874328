package io.github.enxame.engine.transport;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages with as few system calls as it takes: small ones side by side in one buffer, the data of blocks from
 * where it lies. Used by one thread at a time.
 */
final class FrameWriter {
    /** Hears of each write to the channel. */
    interface Progress {
        /** The buffer of a block went back to its pool. */
        void released();

        /** A write begins, which may wait for the other side. */
        void writing();

        /** It wrote {@code count} bytes. */
        void wrote(long count);
    }

    private static final int MAX_SEGMENTS = 64;
    private static final int LONGEST_HEAD = 17;

    private final GatheringByteChannel channel;
    private final BufferPool blocks;
    private final Progress progress;

    /** Heads of messages and small messages, as far as its position. */
    private final ByteBuffer small;

    private int smallCut;

    private final @Nullable ByteBuffer[] segments = new ByteBuffer[MAX_SEGMENTS];
    private final boolean[] leased = new boolean[MAX_SEGMENTS];
    private int count;

    /**
     * A writer for a channel.
     *
     * @param blocks where the buffers of written blocks go back to
     * @param small a buffer of at least 68 bytes, the writer's while it is in use
     */
    FrameWriter(GatheringByteChannel channel, BufferPool blocks, Progress progress, ByteBuffer small) {
        this.channel = channel;
        this.blocks = blocks;
        this.progress = progress;
        this.small = small.clear();
    }

    /** Writes a handshake. */
    void write(Handshake handshake) throws IOException {
        WireCodec.encode(handshake, small);
        write(new ArrayDeque<>(0));
    }

    /** Writes and removes all of {@code messages}. When it fails, those that were removed have given their buffers back. */
    void write(ArrayDeque<Message> messages) throws IOException {
        try {
            do {
                gather(messages);
                writeSegments();
                small.clear();
                smallCut = 0;
                count = 0;
            } while (!messages.isEmpty());
        } finally {
            for (int i = 0; i < count; i++) {
                drop(i);
            }
            count = 0;
        }
    }

    private void gather(ArrayDeque<Message> messages) {
        Message message;
        while (count + 3 <= MAX_SEGMENTS && small.remaining() >= LONGEST_HEAD && (message = messages.poll()) != null) {
            WireCodec.encodeHead(message, small);
            ByteBuffer body = WireCodec.body(message);
            if (message instanceof Message.Block block) {
                cutSmall();
                append(block.data(), blocks.fits(block.data()));
            } else if (body != null && body.remaining() <= small.remaining()) {
                small.put(body.duplicate());
            } else if (body != null) {
                cutSmall();
                append(body.duplicate(), false);
            }
        }
        cutSmall();
    }

    /** Makes a segment of the small bytes since the last one. */
    private void cutSmall() {
        int end = small.position();
        if (end > smallCut) {
            append(small.slice(smallCut, end - smallCut), false);
            smallCut = end;
        }
    }

    private void append(ByteBuffer segment, boolean isLeased) {
        segments[count] = segment;
        leased[count] = isLeased;
        count++;
    }

    @SuppressWarnings("NullAway") // segments[i] is there for first <= i < count
    private void writeSegments() throws IOException {
        int first = 0;
        while (first < count) {
            progress.writing();
            long written = channel.write(segments, first, count - first);
            while (first < count && !segments[first].hasRemaining()) {
                drop(first++);
            }
            progress.wrote(written);
        }
    }

    private void drop(int index) {
        ByteBuffer segment = segments[index];
        segments[index] = null;
        if (segment != null && leased[index]) {
            blocks.release(segment);
            progress.released();
        }
    }
}
