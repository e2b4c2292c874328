package io.github.enxame.engine.transport;

import io.github.enxame.protocol.mse.Rc4;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a link: a bounded queue, and a virtual thread that exists only while there is something to write.
 * The queue is guarded by this object's monitor.
 */
final class LinkOutput implements FrameWriter.Progress {
    private static final long HIGH_WATER = 512 * 1024;
    private static final long LOW_WATER = 256 * 1024;

    /** Heap bytes of messages that may wait on one link; with more it is hung up on. */
    static final int MAX_QUEUED_MESSAGE_BYTES = 4 << 20;

    /** Heap bytes of replies that the other side may leave unread; with more it is not read. */
    static final int MAX_UNREAD_REPLY_BYTES = 256 << 10;

    private final TcpLink link;
    private final TcpTransport transport;
    private final GatheringByteChannel channel;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicInteger queuedBlocks = new AtomicInteger();

    private ArrayDeque<Message> queue = new ArrayDeque<>(1);
    private final QueuedMessages queued = new QueuedMessages();

    /** What the writer has taken and not written all of. */
    private final QueuedMessages taken = new QueuedMessages();

    /** Whether the reader may have to wait for replies to be taken. */
    private volatile boolean isHeldBack;

    private @Nullable Handshake greeting;

    /** Enciphers what leaves, if that was agreed. Its stream goes on from one writer to the next. */
    private @Nullable Rc4 cipher;

    /** Whether everything waits until the link's opening is over. */
    private boolean held;

    /** Whether something was flushed that no writer has taken. */
    private boolean flushed;

    /** Whether a writer will look at the queue again. */
    private boolean writing;

    private boolean stopped;

    private volatile boolean aboveHighWater;
    private int writeCount;
    private volatile int writes;

    LinkOutput(TcpLink link, TcpTransport transport, GatheringByteChannel channel) {
        this.link = link;
        this.transport = transport;
        this.channel = channel;
    }

    /** Odd while a write waits for the other side; each write adds two. */
    int writes() {
        return writes;
    }

    long queuedBytes() {
        return queuedBytes.get();
    }

    /** Blocks whose buffers are here. */
    int queuedBlocks() {
        return queuedBlocks.get();
    }

    /** Keeps everything back until {@link #open}. */
    synchronized void hold() {
        held = true;
    }

    /** Takes the handshake out again, to be sent on another way; no bytes if there is none. */
    byte[] takeGreeting() {
        Handshake taken;
        synchronized (this) {
            taken = greeting;
            greeting = null;
        }
        if (taken == null) {
            return new byte[0];
        }
        queuedBytes.addAndGet(-Handshake.LENGTH);
        ByteBuffer bytes = ByteBuffer.allocate(Handshake.LENGTH);
        WireCodec.encode(taken, bytes);
        return bytes.array();
    }

    /** From now on what is flushed leaves, enciphered if there is a cipher. */
    void open(Optional<Rc4> outgoing) {
        synchronized (this) {
            held = false;
            cipher = outgoing.orElse(null);
            if (!flushed) {
                return;
            }
        }
        flush();
    }

    void send(Handshake handshake) {
        synchronized (this) {
            greeting = handshake;
        }
        count(Handshake.LENGTH);
    }

    void send(Message message) {
        int length = WireCodec.encodedLength(message);
        long heapBytes;
        boolean isWithinBudget;
        synchronized (this) {
            if (stopped) {
                drop(message);
                return;
            }
            queue.add(message);
            if (isLeased(message)) {
                queuedBlocks.incrementAndGet();
            }
            isWithinBudget = transport.outputs().add(queued.add(message));
            heapBytes = queued.bytes() + taken.bytes();
            isHeldBack |= queued.replyBytes() + taken.replyBytes() > MAX_UNREAD_REPLY_BYTES;
        }
        count(length);
        if (heapBytes > MAX_QUEUED_MESSAGE_BYTES) {
            link.end("it takes what we send too slowly: messages of " + heapBytes + " bytes of memory were queued");
        } else if (!isWithinBudget && heapBytes > transport.outputShare()) {
            link.end("it takes what we send too slowly while as much is queued for all as may be");
        }
    }

    /** On the link's reader: waits while the other side leaves more replies unread than it may. */
    void awaitReplies() throws InterruptedException {
        if (!isHeldBack) {
            return;
        }
        synchronized (this) {
            while (!stopped && queued.replyBytes() + taken.replyBytes() > MAX_UNREAD_REPLY_BYTES) {
                wait();
            }
            isHeldBack = false;
        }
    }

    private void count(int length) {
        long total = queuedBytes.addAndGet(length);
        if (total > HIGH_WATER) {
            aboveHighWater = true;
        }
        if (total > transport.settings().maxQueuedBytes()) {
            link.end("it takes what we send too slowly: " + total + " bytes were queued");
        }
    }

    void flush() {
        synchronized (this) {
            if (stopped || (queue.isEmpty() && greeting == null)) {
                return;
            }
            flushed = true;
            if (writing || held) {
                return;
            }
            writing = true;
            link.enter();
        }
        try {
            transport.start(this::writeAll);
        } catch (RuntimeException | Error e) {
            link.fail(e);
            link.leave();
        }
    }

    /** Gives back what is queued, and from now on what is sent; a writer that runs stops when its write returns. */
    synchronized void stop() {
        stopped = true;
        queue.forEach(this::drop);
        queue.clear();
        transport.outputs().release(queued.bytes());
        queued.clear();
        notifyAll();
    }

    /** All that the writer took is written, or given up. */
    private synchronized void wrote() {
        transport.outputs().release(taken.bytes());
        taken.clear();
        if (isHeldBack) {
            notifyAll();
        }
    }

    private synchronized @Nullable Rc4 cipher() {
        return cipher;
    }

    private void drop(Message message) {
        if (message instanceof Message.Block block && isLeased(block)) {
            transport.blocks().release(block.data());
        }
    }

    private boolean isLeased(Message message) {
        return message instanceof Message.Block block && transport.blocks().fits(block.data());
    }

    private void writeAll() {
        ByteBuffer small = null;
        ByteBuffer scratch = null;
        ArrayDeque<Message> messages = new ArrayDeque<>(1);
        try {
            Rc4 enciphering = cipher();
            small = transport.buffers().leaseSmall();
            GatheringByteChannel target = channel;
            if (enciphering != null) {
                scratch = transport.buffers().leaseScratch();
                target = new EncipheringChannel(channel, enciphering, scratch);
            }
            FrameWriter writer = new FrameWriter(target, transport.blocks(), this, small);
            for (int turn = 1; ; turn++) {
                Handshake first;
                synchronized (this) {
                    if (!flushed || stopped) {
                        writing = false;
                        return;
                    }
                    flushed = false;
                    first = greeting;
                    greeting = null;
                    ArrayDeque<Message> spare = messages;
                    messages = queue;
                    queue = spare;
                    taken.take(queued);
                }
                if (first != null) {
                    writer.write(first);
                }
                writer.write(messages);
                wrote();
                TcpTransport.letOthersRun(turn);
            }
        } catch (IOException | RuntimeException | Error e) {
            link.fail(e);
        } finally {
            messages.forEach(this::drop);
            wrote();
            if (small != null) {
                transport.buffers().releaseSmall(small);
            }
            if (scratch != null) {
                transport.buffers().releaseScratch(scratch);
            }
            link.leave();
        }
    }

    @Override
    public void released() {
        queuedBlocks.decrementAndGet();
    }

    @Override
    public void writing() {
        writes = ++writeCount;
    }

    @Override
    public void wrote(long count) {
        writes = ++writeCount;
        long left = queuedBytes.addAndGet(-count);
        if (aboveHighWater && left < LOW_WATER) {
            aboveHighWater = false;
            link.tellDrained();
        }
    }
}
