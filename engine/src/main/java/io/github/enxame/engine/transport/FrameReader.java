package io.github.enxame.engine.transport;

import io.github.enxame.protocol.mse.Rc4;
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
    private static final int MAX_BATCH = 64;

    /** Messages after which a batch is handed on even if more bytes wait. */
    private static final int ENOUGH = 16;

    private final Intake intake;
    private final BlockGate gate;

    /** The frame that is arriving and too long for the head, if there is one. */
    private final LongFrame longFrame;

    /** What was read and not looked at yet, between position and limit. */
    private final ByteBuffer head;

    private volatile int frameLimit = WireCodec.frameLimit(0);

    /** The block that is arriving, filled up to its position; its limit is the block's length. */
    private @Nullable ByteBuffer block;

    private int blockPiece;
    private int blockBegin;

    /** Whether a block waits for a buffer. */
    private boolean starved;

    /** What ended the connection after messages that were to be delivered first. */
    private @Nullable IOException failure;

    private int edgeCount;
    private volatile int blockEdges;

    /**
     * A reader at the start of a connection.
     *
     * @param waiting asked whether a further read would have to wait
     * @param head an empty buffer of at least 68 bytes, the reader's until it is closed
     * @param gate gives the buffers for blocks
     * @param longFrames a permit for each byte of frames that do not fit the head, shared by all links
     */
    FrameReader(
            ScatteringByteChannel channel,
            Intake.Waiting waiting,
            BlockGate gate,
            Semaphore longFrames,
            ByteBuffer head) {
        this.gate = gate;
        this.longFrame = new LongFrame(longFrames);
        this.head = head.clear().flip();
        this.intake = new Intake(channel, waiting, gate, longFrames, head);
    }

    void limitFrames(int maxFrameLength) {
        frameLimit = Math.max(maxFrameLength, 9 + WireCodec.MAX_BLOCK);
    }

    /** Odd while a read waits for the other side; each read adds two. */
    int reads() {
        return intake.reads();
    }

    /** Odd while a block is arriving; each block adds two. */
    int blockEdges() {
        return blockEdges;
    }

    /** What was read and not looked at yet, for the link's opening. */
    ByteBuffer head() {
        return head;
    }

    /** Reads until {@code length} bytes are there that a handshake may begin with; false as soon as that cannot be. */
    boolean startsLikeHandshake(int length) throws IOException {
        while (head.remaining() < length && WireCodec.startsLikeHandshake(head)) {
            fill();
        }
        return WireCodec.startsLikeHandshake(head);
    }

    /** The next {@code length} bytes, those read already included, are enciphered. */
    void deciphering(Rc4 cipher, long length) {
        intake.deciphering(cipher, length);
    }

    /** Reads the other side's handshake. */
    Handshake readHandshake() throws IOException, WireException {
        if (!startsLikeHandshake(Handshake.LENGTH)) {
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
        List<Message> batch = new ArrayList<>();
        while (true) {
            boolean hungry = cut(batch);
            if (!batch.isEmpty() && !(hungry && moreIsHere(batch))) {
                return batch;
            }
            try {
                fill();
            } catch (IOException e) {
                if (batch.isEmpty()) {
                    throw e;
                }
                failure = e;
                return batch;
            }
        }
    }

    /** Adds the messages that are whole; whether it stopped only because it has seen all bytes. */
    private boolean cut(List<Message> batch) throws WireException, InterruptedException {
        starved = false;
        try {
            while (batch.size() < MAX_BATCH) {
                Message message = next(batch.isEmpty());
                if (message == null) {
                    return !starved;
                }
                batch.add(message);
            }
            return false;
        } catch (WireException broken) {
            if (batch.isEmpty()) {
                throw broken;
            }
            // The next call meets the same frame again and throws; what came before it is not lost.
            return false;
        }
    }

    private boolean moreIsHere(List<Message> batch) {
        try {
            return batch.size() < ENOUGH && intake.moreIsHere();
        } catch (IOException closed) {
            // The next read says so too, when the batch is delivered.
            return false;
        }
    }

    /** Gives back what is held. */
    void close() {
        if (block != null) {
            gate.release(block);
            block = null;
        }
        intake.close();
        longFrame.drop();
    }

    /** The next message that is whole; null when there is none yet, or no buffer for it and {@code mayWait} is false. */
    private @Nullable Message next(boolean mayWait) throws WireException, InterruptedException {
        if (block != null) {
            return moreOf(block);
        }
        int follower = intake.followerHeader();
        if (follower >= 0) {
            int piece = WireCodec.blockNumber(head, follower + 5);
            int begin = WireCodec.blockNumber(head, follower + 9);
            blockEdges = edgeCount += 2;
            return new Message.Block(piece, begin, intake.takeFollower().flip());
        }
        if (longFrame.arriving()) {
            ByteBuffer whole = longFrame.takeWhole();
            return whole == null ? null : WireCodec.decode(whole);
        }
        if (head.remaining() < WireCodec.LENGTH_FIELD) {
            return null;
        }
        int start = head.position();
        int length = head.getInt(start);
        WireCodec.checkLength(length, frameLimit);
        if (length > 0 && head.remaining() > WireCodec.LENGTH_FIELD) {
            WireCodec.checkType(Byte.toUnsignedInt(head.get(start + WireCodec.LENGTH_FIELD)), length);
        }
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
            longFrame.start(length);
            head.position(start + WireCodec.LENGTH_FIELD);
            move(head, longFrame.room());
        }
        return null;
    }

    private @Nullable Message startBlock(int length, boolean mayWait) throws WireException, InterruptedException {
        int piece = WireCodec.blockNumber(head, head.position() + 5);
        int begin = WireCodec.blockNumber(head, head.position() + 9);
        ByteBuffer leased = gate.tryLease();
        if (leased == null) {
            if (!mayWait) {
                starved = true;
                return null;
            }
            leased = gate.lease();
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

    /** Reads once. The head is empty when a block or a long frame is arriving. */
    void fill() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (longFrame.arriving()) {
            intake.read(longFrame.room());
        } else if (block != null) {
            intake.readBlock(block);
        } else {
            intake.read();
        }
    }

    static void move(ByteBuffer from, ByteBuffer to) {
        int length = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), length);
        to.position(to.position() + length);
        from.position(from.position() + length);
    }
}
