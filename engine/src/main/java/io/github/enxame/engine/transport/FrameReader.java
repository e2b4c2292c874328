package io.github.enxame.engine.transport;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.protocol.wire.WireException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a channel delivers into a handshake and messages. A block's data is read straight into a leased buffer, in the
 * same system call as what follows it. Used by one thread; the counters may be read, and the frame limit set, from any.
 */
final class FrameReader {
    /** Waits for a buffer for a block. */
    interface Leaser {
        ByteBuffer lease() throws InterruptedException;
    }

    private static final int MAX_BATCH = 64;
    private static final int FIRST_LONG_ALLOCATION = 16 * 1024;

    private final ScatteringByteChannel channel;
    private final BufferPool blocks;
    private final Leaser leaser;
    private final Semaphore longFrames;

    /** What was read and not looked at yet, between position and limit. */
    private final ByteBuffer head;

    private final ByteBuffer[] scatter = new ByteBuffer[2];
    private volatile int frameLimit = WireCodec.frameLimit(0);

    /** The block that is arriving, filled up to its position; its limit is the block's length. */
    private @Nullable ByteBuffer block;

    private int blockPiece;
    private int blockBegin;

    /** The frame that is arriving and too long for the head, filled up to its position. */
    private @Nullable ByteBuffer longFrame;

    private int longLength;

    private int readCount;
    private volatile int reads;
    private int edgeCount;
    private volatile int blockEdges;

    /**
     * A reader at the start of a connection.
     *
     * @param head an empty buffer of at least 68 bytes, the reader's until it is closed
     * @param leaser called for a buffer when {@code blocks} has none to give at once
     * @param longFrames a permit for each byte of frames that do not fit the head, shared by all links
     */
    FrameReader(
            ScatteringByteChannel channel, BufferPool blocks, Leaser leaser, Semaphore longFrames, ByteBuffer head) {
        this.channel = channel;
        this.blocks = blocks;
        this.leaser = leaser;
        this.longFrames = longFrames;
        this.head = head.clear().flip();
    }

    void limitFrames(int maxFrameLength) {
        frameLimit = Math.max(maxFrameLength, 9 + WireCodec.MAX_BLOCK);
    }

    /** Odd while a read waits for the other side; each read adds two. */
    int reads() {
        return reads;
    }

    /** Odd while a block is arriving; each block adds two. */
    int blockEdges() {
        return blockEdges;
    }

    /** Reads the other side's handshake. */
    Handshake readHandshake() throws IOException, WireException {
        while (head.remaining() < Handshake.LENGTH && WireCodec.startsLikeHandshake(head)) {
            fill();
        }
        if (!WireCodec.startsLikeHandshake(head)) {
            throw new WireException("it does not speak BitTorrent, or speaks it encrypted");
        }
        return WireCodec.decodeHandshake(head);
    }

    /**
     * Reads until there is at least one message, then returns those that came with it.
     *
     * @throws EOFException when the other side has closed
     * @throws WireException when what comes next is no message; what came before it was returned by earlier calls
     */
    List<Message> read() throws IOException, WireException, InterruptedException {
        while (true) {
            Message first = next(true);
            if (first != null) {
                return batch(first);
            }
            fill();
        }
    }

    private List<Message> batch(Message first) throws InterruptedException {
        List<Message> batch = new ArrayList<>();
        try {
            for (Message message = first; message != null; message = batch.size() < MAX_BATCH ? next(false) : null) {
                batch.add(message);
            }
        } catch (WireException broken) {
            // The next call meets the same frame again and throws; what came before it is not lost.
            return batch;
        }
        return batch;
    }

    /** Gives back what is held. */
    void close() {
        if (block != null) {
            blocks.release(block);
            block = null;
        }
        dropLongFrame();
    }

    /** The next message that is whole; null when there is none yet, or no buffer for it and {@code mayWait} is false. */
    private @Nullable Message next(boolean mayWait) throws WireException, InterruptedException {
        if (block != null) {
            return moreOf(block);
        }
        if (longFrame != null) {
            return wholeLongFrame(longFrame);
        }
        if (head.remaining() < WireCodec.LENGTH_FIELD) {
            return null;
        }
        int start = head.position();
        int length = head.getInt(start);
        WireCodec.checkLength(length, frameLimit);
        int whole = WireCodec.LENGTH_FIELD + length;
        if (length > 0 && head.remaining() > WireCodec.LENGTH_FIELD && head.get(start + 4) == WireCodec.BLOCK_TYPE) {
            WireCodec.checkBlock(length);
            return head.remaining() < WireCodec.BLOCK_HEADER ? null : startBlock(length, mayWait);
        }
        if (head.remaining() >= whole) {
            Message message = WireCodec.decode(head.slice(start + WireCodec.LENGTH_FIELD, length));
            head.position(start + whole);
            return message;
        }
        if (whole > head.capacity() && head.remaining() > WireCodec.LENGTH_FIELD) {
            startLongFrame(length);
        }
        return null;
    }

    private @Nullable Message startBlock(int length, boolean mayWait) throws WireException, InterruptedException {
        int piece = WireCodec.blockNumber(head, head.position() + 5);
        int begin = WireCodec.blockNumber(head, head.position() + 9);
        ByteBuffer leased = blocks.tryLease();
        if (leased == null) {
            if (!mayWait) {
                return null;
            }
            leased = leaser.lease();
        }
        head.position(head.position() + WireCodec.BLOCK_HEADER);
        blockPiece = piece;
        blockBegin = begin;
        block = leased.limit(length - 9);
        blockEdges = ++edgeCount;
        return moreOf(block);
    }

    private @Nullable Message moreOf(ByteBuffer arriving) {
        move(head, arriving);
        if (arriving.hasRemaining()) {
            return null;
        }
        block = null;
        blockEdges = ++edgeCount;
        return new Message.Block(blockPiece, blockBegin, arriving.flip());
    }

    private void startLongFrame(int length) throws WireException {
        longLength = length;
        longFrame = allocate(Math.min(length, FIRST_LONG_ALLOCATION));
        head.position(head.position() + WireCodec.LENGTH_FIELD);
        move(head, longFrame);
    }

    private @Nullable Message wholeLongFrame(ByteBuffer frame) throws WireException {
        if (frame.hasRemaining()) {
            return null;
        }
        if (frame.capacity() < longLength) {
            ByteBuffer longer = allocate(Math.min(longLength, 2 * frame.capacity()) - frame.capacity(), frame);
            longFrame = longer;
            return null;
        }
        Message message = WireCodec.decode(frame.flip());
        dropLongFrame();
        return message;
    }

    private ByteBuffer allocate(int length) throws WireException {
        takeLong(length);
        return ByteBuffer.allocate(length);
    }

    private ByteBuffer allocate(int more, ByteBuffer soFar) throws WireException {
        takeLong(more);
        return ByteBuffer.allocate(soFar.capacity() + more).put(soFar.flip());
    }

    private void takeLong(int bytes) throws WireException {
        if (!longFrames.tryAcquire(bytes)) {
            throw new WireException("a message of " + longLength + " bytes, and too many such are arriving at once");
        }
    }

    private void dropLongFrame() {
        if (longFrame != null) {
            longFrames.release(longFrame.capacity());
            longFrame = null;
        }
    }

    /** Reads once. The head is empty when a block or a long frame is arriving. */
    private void fill() throws IOException {
        reads = ++readCount;
        long count;
        if (longFrame != null) {
            count = channel.read(longFrame);
        } else {
            head.compact();
            try {
                count = block == null ? channel.read(head) : scatter(block);
            } finally {
                head.flip();
            }
        }
        reads = ++readCount;
        if (count < 0) {
            throw new EOFException("it closed the connection");
        }
    }

    private long scatter(ByteBuffer arriving) throws IOException {
        scatter[0] = arriving;
        scatter[1] = head;
        return channel.read(scatter);
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int length = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), length);
        to.position(to.position() + length);
        from.position(from.position() + length);
    }
}
