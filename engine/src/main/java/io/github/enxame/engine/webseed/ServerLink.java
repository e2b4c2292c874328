package io.github.enxame.engine.webseed;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** A web server that looks like a peer: what links to both kinds of servers have in common. */
abstract class ServerLink implements Link {
    private static final int REQUEST_QUEUE = 500;

    private final WebSeed seed;
    private final HttpWebSeeds home;
    private final LinkListener listener;
    private final long connectNanos;
    /** The listener hears one thing at a time. */
    private final ReentrantLock telling = new ReentrantLock();

    /** Before that, nothing is told but the end. */
    private final CountDownLatch introduced = new CountDownLatch(1);

    private boolean toldClosed;

    private final Object lock = new Object();
    private Optional<Handshake> greeting = Optional.empty();
    private boolean greeted;
    private boolean closed;

    ServerLink(WebSeed seed, HttpWebSeeds home, LinkListener listener, long connectNanos) {
        this.seed = seed;
        this.home = home;
        this.listener = listener;
        this.connectNanos = connectNanos;
    }

    /** Takes what the swarm says; a block's buffer is released by the caller. */
    abstract void take(Message message);

    /** What the server is said to have, after the handshakes. */
    abstract Message has();

    /** Reads what was asked for, on threads of its own; under {@link #lock}. */
    abstract void work();

    /** Frees everything; nothing more is to be read. */
    abstract void stop();

    final WebSeed seed() {
        return seed;
    }

    final HttpWebSeeds home() {
        return home;
    }

    /** Guards what begins and ends the work. */
    final Object lock() {
        return lock;
    }

    /** Waits until the server was introduced to the swarm, or the link is closed. */
    final void awaitIntroduction() throws InterruptedException {
        introduced.await();
    }

    final boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    @Override
    public final InetSocketAddress remote() {
        return seed.address();
    }

    @Override
    public final boolean incoming() {
        return false;
    }

    @Override
    public final long connectNanos() {
        return connectNanos;
    }

    @Override
    public final void send(Handshake handshake) {
        synchronized (lock) {
            greeting = Optional.of(handshake);
        }
    }

    @Override
    public final void send(Message message) {
        if (message instanceof Message.Block block) {
            release(block.data());
        } else {
            take(message);
        }
    }

    @Override
    public final void flush() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (greeting.isPresent() && !greeted) {
                greeted = true;
                byte[] infoHash = greeting.get().infoHash();
                Thread.ofVirtual().name("web-seed-greeting").start(() -> greet(infoHash));
            }
            work();
        }
    }

    private void greet(byte[] infoHash) {
        ExtendedHandshake hello = new ExtendedHandshake(
                new TreeMap<>(),
                OptionalInt.empty(),
                Optional.of("Web seed"),
                OptionalInt.of(REQUEST_QUEUE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                OptionalInt.empty());
        telling.lock();
        try {
            listener.handshake(Handshake.of(infoHash, seed.peerId()));
            listener.received(List.of(hello.toMessage(), has(), new Message.Unchoke()));
        } finally {
            telling.unlock();
        }
        introduced.countDown();
    }

    final boolean pad(Extent extent) {
        return seed.info().files().get(extent.file()).isPad();
    }

    /** Tells the swarm something, unless it was told that the link is closed. */
    final void tell(Message message) {
        telling.lock();
        try {
            if (!toldClosed) {
                listener.received(List.of(message));
            }
        } finally {
            telling.unlock();
        }
    }

    /** Gives a block to the swarm, if it is still wanted; its buffer is the swarm's then. */
    final void give(Message.Request request, ByteBuffer data, boolean wanted) {
        telling.lock();
        try {
            if (wanted && !toldClosed) {
                listener.received(List.of(new Message.Block(request.piece(), request.begin(), data)));
            } else {
                release(data);
            }
        } finally {
            telling.unlock();
        }
    }

    /** The server failed. */
    final void end(IOException e) {
        if (!shut()) {
            return;
        }
        tellClosed(home.failed(seed, e));
    }

    private void tellClosed(String reason) {
        telling.lock();
        try {
            toldClosed = true;
            listener.closed(reason);
        } finally {
            telling.unlock();
        }
    }

    /** Stops everything; false if it was stopped before. */
    private boolean shut() {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            closed = true;
        }
        introduced.countDown();
        stop();
        home.gone(this);
        return true;
    }

    @Override
    public final long queuedBytes() {
        return 0;
    }

    @Override
    public final void release(ByteBuffer data) {
        if (data.isDirect() && data.capacity() == home.buffers().bufferLength()) {
            home.buffers().release(data);
        }
    }

    @Override
    public final void admitOneBlock() {
        // It is not asked for more: a range is one answer, which is read whole.
    }

    @Override
    public final void admitAllBlocks() {
        // Nothing is held back.
    }

    @Override
    public final void limitFrames(int maxFrameLength) {
        // A server is not asked for more than fits.
    }

    @Override
    public final void close() {
        if (shut()) {
            Thread.ofVirtual().name("web-seed-end").start(() -> tellClosed("it was closed"));
        }
    }
}
