package io.github.enxame.sim;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.sim.Segment.Item;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a link. What it sends waits for the host's uplink, travels, waits for the other host's downlink and for room
 * in the other side's pool, and arrives in order. Where a host is cut off, segments wait; after some tens of seconds
 * the one that sent gives up, as TCP does, and the other one does not know.
 */
final class SimLink implements Link {
    private static final long GIVE_UP_NANOS = 20_000_000_000L;
    private static final long HANDSHAKE_LIMIT_NANOS = 20_000_000_000L;
    private static final long IDLE_LIMIT_NANOS = 150_000_000_000L;

    private final SimTransport transport;
    private final InetSocketAddress remote;
    private final boolean incoming;
    private final long connectNanos;
    private final SimOutbox outbox;
    private final SimInbox inbox;
    private final Deque<Segment> stalled = new ArrayDeque<>();
    private @Nullable SimLink far;
    private @Nullable LinkListener listener;
    private boolean waitsForUplink;
    private boolean closed;
    private boolean vanished;
    private boolean muted;
    private boolean greeted;
    private long lastHeardNanos;
    private long lastArrivalNanos;
    private int stalls;

    SimLink(SimTransport transport, InetSocketAddress remote, boolean incoming, long connectNanos) {
        this.transport = transport;
        this.remote = remote;
        this.incoming = incoming;
        this.connectNanos = connectNanos;
        this.outbox = new SimOutbox(transport.pool());
        this.inbox = new SimInbox(this, transport);
    }

    void join(SimLink other) {
        far = other;
        other.far = this;
    }

    void opened(LinkListener taker) {
        listener = taker;
        lastHeardNanos = simulation().nanos();
        watchSilence();
        taker.opened(this);
    }

    private void watchSilence() {
        long limit = greeted ? IDLE_LIMIT_NANOS : HANDSHAKE_LIMIT_NANOS;
        long silence = simulation().nanos() - lastHeardNanos;
        if (closed) {
            return;
        }
        if (silence >= limit) {
            end("nothing was heard from it for " + limit / 1_000_000_000 + " s");
            sayGoodbye("the other side closed the connection");
            return;
        }
        simulation().after(limit - silence, transport.life(), this::watchSilence);
    }

    private Simulation simulation() {
        return transport.simulation();
    }

    private SimLink far() {
        SimLink other = far;
        if (other == null) {
            throw new IllegalStateException("a link with one end");
        }
        return other;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public boolean incoming() {
        return incoming;
    }

    @Override
    public long connectNanos() {
        return connectNanos;
    }

    /** Whether both sides may say what BEP 6 adds. */
    boolean fast() {
        return !transport.host().plain() && !far().transport.host().plain();
    }

    // What goes out.

    @Override
    public void send(Handshake handshake) {
        if (!closed) {
            outbox.add(new Item.Hello(
                    fast() ? handshake : new Handshake(new byte[8], handshake.infoHash(), handshake.peerId())));
        }
    }

    @Override
    public void send(Message message) {
        transport.watch().sending(this, message);
        if (message instanceof Message.Block block) {
            if (closed) {
                transport.pool().release(block.data());
            } else {
                outbox.add(block);
            }
        } else if (!closed) {
            outbox.add(new Item.Said(message));
        }
    }

    @Override
    public void flush() {
        if (!closed) {
            outbox.flush();
            askForUplink();
        }
    }

    private void askForUplink() {
        if (outbox.hasOutgoing() && !waitsForUplink) {
            waitsForUplink = true;
            transport.host().uplink().ready(this);
        }
    }

    /** What leaves next, if there is anything; it is the network's from here on. */
    @Nullable Segment take() {
        waitsForUplink = false;
        Segment segment = outbox.take();
        if (segment != null && !closed && outbox.drained()) {
            tell(LinkListener::drained);
        }
        return segment;
    }

    /** The uplink has sent it. */
    void left(Segment segment) {
        askForUplink();
        SimHost from = transport.host();
        SimHost to = far().transport.host();
        long arrival = simulation().nanos()
                + Network.delayNanos(from, to)
                + Network.disturbanceNanos(from, to, segment.bytes(), transport.random());
        lastArrivalNanos = Math.max(lastArrivalNanos, arrival);
        simulation().after(lastArrivalNanos - simulation().nanos(), Simulation.FOREVER, () -> arrive(segment));
    }

    private boolean isolated() {
        return muted
                || far().muted
                || transport.host().cutOffFrom(far().transport.host());
    }

    private void arrive(Segment segment) {
        if (!stalled.isEmpty() || isolated()) {
            stall(segment);
        } else {
            long here = far().transport.host().downloaded(segment.bytes());
            simulation().after(here - simulation().nanos(), Simulation.FOREVER, () -> far().receive(segment));
        }
    }

    private void stall(Segment segment) {
        if (vanished) {
            return;
        }
        stalled.add(segment);
        if (stalled.size() == 1) {
            int stall = ++stalls;
            long patience = GIVE_UP_NANOS + transport.random().nextLong(GIVE_UP_NANOS);
            simulation().after(patience, Simulation.FOREVER, () -> {
                if (!stalled.isEmpty() && stall == stalls) {
                    stalled.clear();
                    // The other side finds out by itself, when it sends something or has heard nothing for too long.
                    end("timed out");
                }
            });
        }
    }

    /** One of the hosts is back on the network: what waited is sent again. */
    void healed() {
        resume();
        far().resume();
    }

    private void resume() {
        long again = 200_000_000L + transport.random().nextLong(800_000_000L);
        simulation().after(again, Simulation.FOREVER, () -> {
            if (!stalled.isEmpty() && !isolated()) {
                List<Segment> waiting = List.copyOf(stalled);
                stalled.clear();
                waiting.forEach(this::arrive);
            }
        });
    }

    // What comes in.

    private void receive(Segment segment) {
        if (closed || transport.life().over()) {
            if (!(segment.items().getLast() instanceof Item.End)) {
                far().resetLater();
            }
            return;
        }
        lastHeardNanos = simulation().nanos();
        inbox.add(segment);
    }

    @Override
    public void admitOneBlock() {
        inbox.admit(1);
    }

    @Override
    public void admitAllBlocks() {
        inbox.admit(-1);
    }

    /** The other side has said who it is. */
    void greeted() {
        greeted = true;
        watchSilence();
    }

    boolean closed() {
        return closed;
    }

    /** Who is told what comes. */
    LinkListener listener() {
        LinkListener taker = listener;
        if (taker == null) {
            throw new IllegalStateException("data on a link that nobody opened");
        }
        return taker;
    }

    @Override
    public long queuedBytes() {
        return outbox.bytes();
    }

    @Override
    public void release(ByteBuffer data) {
        transport.pool().release(data);
    }

    @Override
    public void limitFrames(int frameLength) {
        inbox.limitFrames(frameLength);
    }

    // How it ends.

    @Override
    public void close() {
        if (!closed) {
            end("closed by us");
            sayGoodbye("the other side closed the connection");
        }
    }

    /** The process died and the system closes the socket: nobody here hears of it. */
    void killed() {
        drop();
        sayGoodbye("the other side reset the connection");
    }

    /** The machine died: nobody at all hears of it. */
    void vanished() {
        vanished = true;
        drop();
    }

    /** Nobody takes the link at this end. */
    void refuse() {
        closed = true;
        far().resetLater();
    }

    /** A router on the way forgets the link: nothing comes through any more, and nobody is told. */
    void mute() {
        muted = true;
    }

    /** The network breaks the link; both sides hear of it. */
    void reset() {
        end("connection reset");
        sayGoodbye("connection reset");
    }

    private void resetLater() {
        long delay = Network.delayNanos(transport.host(), far().transport.host());
        simulation().after(delay, Simulation.FOREVER, () -> end("connection reset"));
    }

    private void sayGoodbye(String reason) {
        outbox.end(reason);
        askForUplink();
    }

    /** Ends it, unless it has ended; the listener hears of it. */
    void end(String reason) {
        if (!closed) {
            drop();
            tell(taker -> taker.closed(reason));
        }
    }

    private void drop() {
        closed = true;
        outbox.clear();
        inbox.clear();
        transport.remove(this);
    }

    private void tell(java.util.function.Consumer<LinkListener> news) {
        LinkListener taker = listener;
        if (taker != null) {
            simulation().after(0, transport.life(), () -> news.accept(taker));
        }
    }
}
