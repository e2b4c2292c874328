package io.github.enxame.node.demo;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One link with a simulated delay: a link to the engine, a listener to the real link. Messages wait in three queues: for
 * the own line to take them, for half a round trip on the way out, and for half a round trip on the way in.
 */
final class DelayedLink implements Link, LinkListener {
    private static final long LOW_WATER_BYTES = 256 << 10;
    private static final int SMALL_MESSAGE_BYTES = 32;

    private final long rttNanos;
    private final Uplink uplink;
    private final HeldQueue leaving = new HeldQueue("demo-uplink");
    private final HeldQueue outward = new HeldQueue("demo-outward");
    private final HeldQueue inward = new HeldQueue("demo-inward");
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Object telling = new Object();
    private @Nullable LinkListener listener;
    private volatile @Nullable Link real;
    private volatile boolean above;

    /** The link of a dial. */
    DelayedLink(LinkListener listener, long rttNanos, Uplink uplink) {
        this(rttNanos, uplink);
        this.listener = listener;
    }

    /** A link that was accepted; {@link #accept} follows. */
    DelayedLink(long rttNanos, Uplink uplink) {
        this.rttNanos = rttNanos;
        this.uplink = uplink;
    }

    /** Asks for the listener of a link that was accepted. */
    void accept(Link link, Function<Link, LinkListener> acceptor) {
        real = link;
        listener = acceptor.apply(this);
    }

    private Link real() {
        return Objects.requireNonNull(real);
    }

    // ---- To the real link

    @Override
    public void send(Handshake handshake) {
        send(Handshake.LENGTH, link -> link.send(handshake));
    }

    @Override
    public void send(Message message) {
        int bytes = SMALL_MESSAGE_BYTES
                + (message instanceof Message.Block block ? block.data().remaining() : 0);
        send(bytes, link -> link.send(message));
    }

    private void send(int bytes, Consumer<Link> sending) {
        above |= waitingBytes.addAndGet(bytes) > LOW_WATER_BYTES;
        long left = uplink.leavesAtNanos(bytes);
        leaving.put(left, () -> {
            outward.put(left + rttNanos / 2, () -> {
                sending.accept(real());
                real().flush();
            });
            if (waitingBytes.addAndGet(-bytes) < LOW_WATER_BYTES && above) {
                above = false;
                tell(LinkListener::drained);
            }
        });
    }

    @Override
    public void flush() {
        // What was sent leaves by itself when its moment has come.
    }

    @Override
    public long queuedBytes() {
        return waitingBytes.get() + real().queuedBytes();
    }

    @Override
    public void close() {
        leaving.put(0, () -> {
            outward.put(0, () -> real().close());
            outward.end();
        });
        leaving.end();
    }

    @Override
    public InetSocketAddress remote() {
        return real().remote();
    }

    @Override
    public boolean incoming() {
        return real().incoming();
    }

    @Override
    public boolean enciphered() {
        return real().enciphered();
    }

    @Override
    public long connectNanos() {
        return real().connectNanos() + rttNanos;
    }

    @Override
    public void release(ByteBuffer data) {
        real().release(data);
    }

    @Override
    public void limitFrames(int maxFrameLength) {
        real().limitFrames(maxFrameLength);
    }

    @Override
    public void admitOneBlock() {
        real().admitOneBlock();
    }

    @Override
    public void admitAllBlocks() {
        real().admitAllBlocks();
    }

    // ---- From the real link

    @Override
    public void opened(Link link) {
        real = link;
        hold(rttNanos, listener -> listener.opened(this));
    }

    @Override
    public void failed(String reason) {
        hold(rttNanos, listener -> listener.failed(reason));
        end();
    }

    @Override
    public void handshake(Handshake handshake) {
        hold(rttNanos / 2, listener -> listener.handshake(handshake));
    }

    @Override
    public void received(List<Message> messages) {
        List<Message> kept = List.copyOf(messages);
        hold(rttNanos / 2, listener -> listener.received(kept));
    }

    @Override
    public void drained() {
        // The simulated line is the slower one; it says when it is free.
    }

    @Override
    public void closed(String reason) {
        hold(rttNanos / 2, listener -> listener.closed(reason));
        end();
    }

    private void hold(long nanos, Consumer<LinkListener> news) {
        inward.put(System.nanoTime() + nanos, () -> tell(news));
    }

    private void tell(Consumer<LinkListener> news) {
        synchronized (telling) {
            news.accept(Objects.requireNonNull(listener));
        }
    }

    private void end() {
        leaving.put(0, outward::end);
        leaving.end();
        inward.end();
    }
}
