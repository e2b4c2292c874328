package io.github.enxame.sim;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.sim.Segment.Item;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a link. What it sends waits for the host's uplink, travels, waits for the other host's downlink and for room
 * in the other side's pool, and arrives in order. Where a host is cut off, segments wait; after some tens of seconds
 * the one that sent gives up, as TCP does, and the other one does not know.
 */
final class SimLink implements Link {
    private static final int SEGMENT_BYTES = 16 * 1024;
    private static final long LOW_WATER_BYTES = 256 * 1024;
    private static final long GIVE_UP_NANOS = 20_000_000_000L;
    private static final long HANDSHAKE_LIMIT_NANOS = 20_000_000_000L;
    private static final long IDLE_LIMIT_NANOS = 150_000_000_000L;
    private static final long ROOM_RETRY_NANOS = 1_000_000;

    private final SimTransport transport;
    private final InetSocketAddress remote;
    private final boolean incoming;
    private final long connectNanos;
    private final Deque<Message> blocksUnsent = new ArrayDeque<>();
    private final Deque<Item> unflushed = new ArrayDeque<>();
    private final Deque<Item> outgoing = new ArrayDeque<>();
    private final Deque<Segment> stalled = new ArrayDeque<>();
    private final Deque<Segment> inbox = new ArrayDeque<>();
    private @Nullable SimLink far;
    private @Nullable LinkListener listener;
    private long queuedBytes;
    private boolean aboveLowWater;
    private boolean waitsForUplink;
    private boolean waitsForRoom;

    /** Blocks that are still taken in; negative for all. */
    private int admitted = -1;

    private boolean closed;
    private boolean vanished;
    private boolean muted;
    private boolean greeted;
    private long lastHeardNanos;
    private long lastArrivalNanos;
    private int stalls;
    private int maxFrameLength = WireCodec.frameLimit(0);

    SimLink(SimTransport transport, InetSocketAddress remote, boolean incoming, long connectNanos) {
        this.transport = transport;
        this.remote = remote;
        this.incoming = incoming;
        this.connectNanos = connectNanos;
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
        queue(new Item.Hello(
                fast() ? handshake : new Handshake(new byte[8], handshake.infoHash(), handshake.peerId())));
    }

    @Override
    public void send(Message message) {
        transport.watch().sending(this, message);
        if (message instanceof Message.Block(int piece, int begin, ByteBuffer data)) {
            byte[] copy = new byte[data.remaining()];
            data.duplicate().get(copy);
            if (closed) {
                transport.pool().release(data);
                return;
            }
            blocksUnsent.add(message);
            queue(new Item.Payload(piece, begin, copy));
        } else {
            queue(new Item.Said(message));
        }
    }

    private void queue(Item item) {
        if (!closed) {
            unflushed.add(item);
            queuedBytes += Segment.bytes(item);
            aboveLowWater |= queuedBytes > LOW_WATER_BYTES;
        }
    }

    @Override
    public void flush() {
        if (!closed) {
            outgoing.addAll(unflushed);
            unflushed.clear();
            askForUplink();
        }
    }

    private void askForUplink() {
        if (!outgoing.isEmpty() && !waitsForUplink) {
            waitsForUplink = true;
            transport.host().uplink().ready(this);
        }
    }

    /** What leaves next, if there is anything; it is the network's from here on. */
    @Nullable Segment take() {
        waitsForUplink = false;
        List<Item> items = new ArrayList<>();
        int bytes = 0;
        while (!outgoing.isEmpty() && bytes < SEGMENT_BYTES) {
            Item item = outgoing.remove();
            items.add(item);
            bytes += Segment.bytes(item);
            if (item instanceof Item.Payload && blocksUnsent.remove() instanceof Message.Block block) {
                transport.pool().release(block.data());
            }
        }
        if (items.isEmpty()) {
            return null;
        }
        queuedBytes -= bytes;
        if (aboveLowWater && queuedBytes <= LOW_WATER_BYTES && !closed) {
            aboveLowWater = false;
            tell(LinkListener::drained);
        }
        return new Segment(items, bytes);
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
        if (!waitsForRoom) {
            takeIn();
        }
    }

    private void takeIn() {
        waitsForRoom = false;
        while (!inbox.isEmpty() && !closed && !transport.life().over()) {
            Segment segment = inbox.element();
            int blocks = (int) segment.items().stream()
                    .filter(Item.Payload.class::isInstance)
                    .count();
            if (blocks > 0 && admitted == 0) {
                return;
            }
            if (!transport.hasRoomFor(blocks)) {
                waitsForRoom = true;
                simulation().after(ROOM_RETRY_NANOS, transport.life(), this::takeIn);
                return;
            }
            inbox.remove();
            admitted = Math.max(admitted - blocks, Math.min(admitted, 0));
            hear(segment);
        }
    }

    @Override
    public void admitOneBlock() {
        admit(1);
    }

    @Override
    public void admitAllBlocks() {
        admit(-1);
    }

    private void admit(int blocks) {
        boolean stopped = admitted == 0;
        admitted = blocks;
        if (stopped) {
            simulation().after(0, transport.life(), () -> {
                if (!waitsForRoom) {
                    takeIn();
                }
            });
        }
    }

    private void hear(Segment segment) {
        LinkListener taker = listener;
        if (taker == null) {
            throw new IllegalStateException("data on a link that nobody opened");
        }
        List<Message> messages = new ArrayList<>();
        for (Item item : segment.items()) {
            switch (item) {
                case Item.Hello(Handshake handshake) -> {
                    greeted = true;
                    watchSilence();
                    taker.handshake(handshake);
                }
                case Item.Said(Message message) -> messages.add(message);
                case Item.Payload(int piece, int begin, byte[] data) ->
                    messages.add(new Message.Block(piece, begin, leased(data)));
                case Item.End(String reason) -> {
                    tell(taker, messages);
                    end(reason);
                    return;
                }
            }
            if (Segment.bytes(item) - WireCodec.LENGTH_FIELD > maxFrameLength) {
                end("sent a frame that is too long");
            }
        }
        tell(taker, messages);
    }

    private static void tell(LinkListener taker, List<Message> messages) {
        if (!messages.isEmpty()) {
            taker.received(List.copyOf(messages));
        }
        messages.clear();
    }

    private ByteBuffer leased(byte[] data) {
        try {
            return transport.pool().lease().put(data).flip();
        } catch (InterruptedException e) {
            throw new IllegalStateException("there was room", e);
        }
    }

    @Override
    public long queuedBytes() {
        return queuedBytes;
    }

    @Override
    public void release(ByteBuffer data) {
        transport.pool().release(data);
    }

    @Override
    public void limitFrames(int frameLength) {
        maxFrameLength = frameLength;
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
        outgoing.add(new Item.End(reason));
        askForUplink();
    }

    private void end(String reason) {
        if (!closed) {
            drop();
            tell(taker -> taker.closed(reason));
        }
    }

    private void drop() {
        closed = true;
        unflushed.clear();
        outgoing.clear();
        inbox.clear();
        queuedBytes = 0;
        for (Message message : blocksUnsent) {
            if (message instanceof Message.Block block) {
                transport.pool().release(block.data());
            }
        }
        blocksUnsent.clear();
        transport.remove(this);
    }

    private void tell(java.util.function.Consumer<LinkListener> news) {
        LinkListener taker = listener;
        if (taker != null) {
            simulation().after(0, transport.life(), () -> news.accept(taker));
        }
    }
}
