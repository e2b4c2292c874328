package io.github.enxame.engine.swarm;

import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What one peer asked us for and has not got. Blocks are read from disk only as fast as the link takes them. Owned by the
 * loop.
 */
final class Uploads {
    /** Most requests a peer may have waiting; told to it as {@code reqq} (BEP 10). */
    static final int MAX_WAITING = 2_000;

    private static final long MAX_ON_THE_WAY_BYTES = 1 << 20;

    // A link that had more queued than this says when little of it is left, so nobody waits to be filled up.
    private static final long ENOUGH_ON_THE_WAY_BYTES = 3 << 18;

    private final QueuedRequests all;
    private final LinkedHashSet<Message.Request> waiting = new LinkedHashSet<>();
    private final Set<Message.Request> reading = new HashSet<>();
    private long readingBytes;
    private int buffersReading;

    /** Whether blocks are read until the most is on the way; else there is enough, and reading few at a time costs more. */
    private boolean filling = true;

    /** The queue of one peer; {@code all} counts those of all peers. */
    Uploads(QueuedRequests all) {
        this.all = all;
    }

    /** What became of a request. */
    enum Added {
        /** It waits. */
        QUEUED,
        /** It waits already. */
        KNOWN,
        /** There are too many. */
        FULL
    }

    /** Queues a request. */
    Added add(Message.Request request) {
        if (waiting.contains(request) || reading.contains(request)) {
            return Added.KNOWN;
        }
        if (waiting.size() + reading.size() >= MAX_WAITING || !all.add()) {
            return Added.FULL;
        }
        waiting.add(request);
        return Added.QUEUED;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && reading.isEmpty();
    }

    /** Takes a request back; returns whether it was still waiting or being read. */
    boolean cancel(Message.Request request) {
        boolean found = waiting.remove(request) || reading.remove(request);
        if (found) {
            all.remove(1);
        }
        return found;
    }

    /** Takes everything back that is not to be kept, and returns it. */
    List<Message.Request> cancelUnless(Predicate<Message.Request> kept) {
        List<Message.Request> taken = new ArrayList<>();
        reading.removeIf(request -> takesBack(request, kept, taken));
        waiting.removeIf(request -> takesBack(request, kept, taken));
        all.remove(taken.size());
        return taken;
    }

    private static boolean takesBack(
            Message.Request request, Predicate<Message.Request> kept, List<Message.Request> taken) {
        return !kept.test(request) && taken.add(request);
    }

    /** How {@link #pump} ended. */
    enum Pumped {
        /** A block is being read. */
        READS,
        /** Nothing is waiting, or the link has no room for more. */
        RESTS,
        /** There is no buffer. Nobody tells when there is one. */
        STARVES
    }

    /** Whether it has asked for something that is not being read yet. */
    boolean waits() {
        return !waiting.isEmpty();
    }

    /** Buffers that blocks are being read into. */
    int buffersReading() {
        return buffersReading;
    }

    /** Starts to read a block if one is waiting, the link and the pool have room for it and {@code mayLease} allows it. */
    Pumped pump(Link link, BufferPool buffers, BooleanSupplier mayLease, BiConsumer<Message.Request, ByteBuffer> read) {
        // A short block keeps a whole buffer.
        long buffersBytes = (long) (link.queuedBlocks() + buffersReading) * buffers.bufferLength();
        if (waiting.isEmpty() || !hasRoom(Math.max(link.queuedBytes() + readingBytes, buffersBytes))) {
            return Pumped.RESTS;
        }
        ByteBuffer buffer = mayLease.getAsBoolean() ? buffers.tryLease() : null;
        if (buffer == null) {
            return Pumped.STARVES;
        }
        Message.Request request = waiting.removeFirst();
        reading.add(request);
        readingBytes += request.length();
        buffersReading++;
        read.accept(request, buffer);
        return Pumped.READS;
    }

    private boolean hasRoom(long onTheWayBytes) {
        filling = onTheWayBytes < (filling ? MAX_ON_THE_WAY_BYTES : ENOUGH_ON_THE_WAY_BYTES);
        return filling;
    }

    /** A read ended, well or not; returns whether the peer still wants the block. */
    boolean readEnded(Message.Request request) {
        readingBytes -= request.length();
        buffersReading--;
        boolean wanted = reading.remove(request);
        if (wanted) {
            all.remove(1);
        }
        return wanted;
    }
}
