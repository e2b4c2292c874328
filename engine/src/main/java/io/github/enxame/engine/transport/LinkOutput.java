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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a link: a bounded queue, and a virtual thread that exists only while there is something to write.
 * The queue is guarded by this object's monitor.
 */
final class LinkOutput implements FrameWriter.Progress {
    private static final long HIGH_WATER = 512 * 1024;
    private static final long LOW_WATER = 256 * 1024;

    private final TcpLink link;
    private final TcpTransport transport;
    private final GatheringByteChannel channel;
    private final AtomicLong queuedBytes = new AtomicLong();

    private ArrayDeque<Message> queue = new ArrayDeque<>(1);
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
        synchronized (this) {
            if (stopped) {
                drop(message);
                return;
            }
            queue.add(message);
        }
        count(length);
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
        transport.start(this::writeAll);
    }

    /** Gives back what is queued, and from now on what is sent; a writer that runs stops when its write returns. */
    synchronized void stop() {
        stopped = true;
        queue.forEach(this::drop);
        queue.clear();
    }

    private synchronized @Nullable Rc4 cipher() {
        return cipher;
    }

    private void drop(Message message) {
        if (message instanceof Message.Block block && transport.blocks().fits(block.data())) {
            transport.blocks().release(block.data());
        }
    }

    private void writeAll() {
        ByteBuffer small = transport.buffers().leaseSmall();
        Rc4 enciphering = cipher();
        ByteBuffer scratch = enciphering == null ? null : transport.buffers().leaseScratch();
        ArrayDeque<Message> taken = new ArrayDeque<>(1);
        try {
            GatheringByteChannel target = enciphering == null || scratch == null
                    ? channel
                    : new EncipheringChannel(channel, enciphering, scratch);
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
                    ArrayDeque<Message> spare = taken;
                    taken = queue;
                    queue = spare;
                }
                if (first != null) {
                    writer.write(first);
                }
                writer.write(taken);
                TcpTransport.letOthersRun(turn);
            }
        } catch (IOException | RuntimeException | Error e) {
            link.fail(e);
        } finally {
            taken.forEach(this::drop);
            transport.buffers().releaseSmall(small);
            if (scratch != null) {
                transport.buffers().releaseScratch(scratch);
            }
            link.leave();
        }
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
