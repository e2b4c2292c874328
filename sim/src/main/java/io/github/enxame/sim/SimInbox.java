package io.github.enxame.sim;

import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.sim.Segment.Item;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What has come to one end of a link: taken in, in order, as soon as there is room in the host's pool and blocks are let in. */
final class SimInbox {
    private static final long ROOM_RETRY_NANOS = 1_000_000;

    private final SimLink link;
    private final SimTransport transport;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private boolean waitsForRoom;
    private int maxFrameLength = WireCodec.frameLimit(0);

    /** Blocks that are still taken in; negative for all. */
    private int admitted = -1;

    SimInbox(SimLink link, SimTransport transport) {
        this.link = link;
        this.transport = transport;
    }

    void add(Segment segment) {
        segments.add(segment);
        if (!waitsForRoom) {
            takeIn();
        }
    }

    void clear() {
        segments.clear();
    }

    void limitFrames(int frameLength) {
        maxFrameLength = frameLength;
    }

    /** Lets so many blocks in, negative for all. */
    void admit(int blocks) {
        boolean stopped = admitted == 0;
        admitted = blocks;
        if (stopped) {
            transport.simulation().after(0, transport.life(), () -> {
                if (!waitsForRoom) {
                    takeIn();
                }
            });
        }
    }

    private void takeIn() {
        waitsForRoom = false;
        while (!segments.isEmpty() && !link.closed() && !transport.life().over()) {
            Segment segment = segments.element();
            int blocks = (int) segment.items().stream()
                    .filter(Item.Payload.class::isInstance)
                    .count();
            if (blocks > 0 && admitted == 0) {
                return;
            }
            if (!transport.hasRoomFor(blocks)) {
                waitsForRoom = true;
                transport.simulation().after(ROOM_RETRY_NANOS, transport.life(), this::takeIn);
                return;
            }
            segments.remove();
            admitted = Math.max(admitted - blocks, Math.min(admitted, 0));
            hear(segment);
        }
    }

    private void hear(Segment segment) {
        LinkListener listener = link.listener();
        List<Message> messages = new ArrayList<>();
        for (Item item : segment.items()) {
            switch (item) {
                case Item.Hello(var handshake) -> {
                    link.greeted();
                    listener.handshake(handshake);
                }
                case Item.Said(Message message) -> messages.add(message);
                case Item.Payload(int piece, int begin, byte[] data) ->
                    messages.add(new Message.Block(piece, begin, leased(data)));
                case Item.End(String reason) -> {
                    tell(listener, messages);
                    link.end(reason);
                    return;
                }
            }
            if (Segment.bytes(item) - WireCodec.LENGTH_FIELD > maxFrameLength) {
                link.end("sent a frame that is too long");
            }
        }
        tell(listener, messages);
    }

    private static void tell(LinkListener listener, List<Message> messages) {
        if (!messages.isEmpty()) {
            listener.received(List.copyOf(messages));
        }
    }

    private ByteBuffer leased(byte[] data) {
        try {
            return transport.pool().lease().put(data).flip();
        } catch (InterruptedException e) {
            throw new IllegalStateException("there was room", e);
        }
    }
}
