package io.github.enxame.engine.webseed;

import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What the swarm has, was told of and asks for, while the files of a server are read from the beginning on. Guarded by its
 * monitor.
 */
final class PieceRequests {
    /** Most requests that wait; the swarm asks for fewer. */
    static final int MAX_WAITING = 2_000;

    private final int pieceCount;
    private final LongSupplier nanos;
    private final BitSet here = new BitSet();
    private final BitSet told = new BitSet();
    private final TreeSet<Message.Request> waiting =
            new TreeSet<>(Comparator.comparingInt(Message.Request::piece).thenComparingInt(Message.Request::begin));
    private boolean known;
    private boolean closed;

    PieceRequests(int pieceCount, LongSupplier nanos) {
        this.pieceCount = pieceCount;
        this.nanos = nanos;
    }

    synchronized void take(Message message) {
        switch (message) {
            case Message.Request request -> {
                if (waiting.size() < MAX_WAITING) {
                    waiting.add(request);
                }
            }
            case Message.Cancel(int piece, int begin, int length) ->
                waiting.remove(new Message.Request(piece, begin, length));
            case Message.Have(int piece) -> here.set(piece);
            case Message.HaveNone() -> known = true;
            case Message.HaveAll() -> {
                known = true;
                here.set(0, pieceCount);
            }
            case Message.Bitfield(ByteBuffer bits) -> {
                known = true;
                for (int piece = 0; piece < pieceCount; piece++) {
                    if ((bits.get(bits.position() + piece / 8) & (0x80 >> piece % 8)) != 0) {
                        here.set(piece);
                    }
                }
            }
            default -> {
                return;
            }
        }
        notifyAll();
    }

    /** Whether there is nothing to be done for a piece: the swarm has it, or was told of it and asks for nothing of it. */
    synchronized boolean isSettled(int piece) {
        return (here.get(piece) || told.get(piece)) && !asksIn(piece, 0);
    }

    /** Marks a piece as one that the swarm was told of; false if it was before. */
    synchronized boolean tell(int piece) {
        boolean known = told.get(piece);
        told.set(piece);
        return !known;
    }

    /** Whether something is asked for in a piece from a byte of it on. */
    synchronized boolean asksIn(int piece, int begin) {
        return asksIn(piece, piece, begin);
    }

    /** Whether the swarm has said what it has. */
    synchronized boolean isKnown() {
        return known;
    }

    /** Whether something is asked for in some pieces, the last one included. */
    synchronized boolean asksIn(int first, int last, int begin) {
        Message.Request next = waiting.ceiling(new Message.Request(first, begin, 0));
        return next != null && next.piece() <= last;
    }

    /** The first of some pieces, the last one included, of which something is asked for, or -1. */
    synchronized int firstAsked(int first, int last) {
        Message.Request next = waiting.ceiling(new Message.Request(first, 0, 0));
        return next != null && next.piece() <= last ? next.piece() : -1;
    }

    /** Whether anything is asked for. */
    synchronized boolean asks() {
        return !waiting.isEmpty();
    }

    /** Whether a block is asked for. */
    synchronized boolean asks(Message.Request request) {
        return waiting.contains(request);
    }

    /** A block is there; false if it is not asked for any more. */
    synchronized boolean done(Message.Request request) {
        return waiting.remove(request);
    }

    /** Waits until something is true, or the time is over, or the link is closed; whether it is true. */
    synchronized boolean await(BooleanSupplier condition, long millis) throws InterruptedException {
        long end = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - nanos.getAsLong());
            if (left <= 0 || closed) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }
}
