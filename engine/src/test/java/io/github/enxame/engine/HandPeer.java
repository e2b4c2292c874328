package io.github.enxame.engine;

import io.github.enxame.engine.swarm.Conversation;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The other end of a link, played by the test: says what it likes and keeps what it hears. */
final class HandPeer implements Link {
    private final SwarmRig rig;
    private final LinkListener listener;
    private final InetSocketAddress remote;
    private final boolean incoming;
    private final List<Message> queued = new ArrayList<>();
    private final List<Message> heard = new ArrayList<>();
    private @Nullable Handshake greetingQueued;
    private @Nullable Handshake greeting;
    private boolean closed;
    private long connectNanos = 1_000_000;
    private boolean encrypted;
    private boolean heldBack;
    private boolean brokeProtocol;
    private boolean unread;
    private final List<Message.Block> untaken = new ArrayList<>();

    HandPeer(SwarmRig rig, LinkListener listener, InetSocketAddress remote, boolean incoming) {
        this.rig = rig;
        this.listener = listener;
        this.remote = remote;
        this.incoming = incoming;
    }

    /** Is so far away. */
    HandPeer isAway(long roundTripNanos) {
        connectNanos = roundTripNanos;
        return this;
    }

    /** It was dialled so. */
    HandPeer encrypted() {
        encrypted = true;
        return this;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    @Override
    public boolean enciphered() {
        return encrypted;
    }

    /** Connects, without a word. */
    HandPeer opens() {
        listener.opened(this);
        rig.settle();
        return this;
    }

    /** Connects and says who it is. */
    HandPeer greets(byte[] infoHash, byte[] peerId, boolean modern) {
        byte[] reserved = modern ? Handshake.of(infoHash, peerId).reserved() : new byte[8];
        return greets(new Handshake(reserved, infoHash, peerId));
    }

    HandPeer greets(Handshake handshake) {
        listener.handshake(handshake);
        rig.settle();
        return this;
    }

    /** Does not answer the dial. */
    void refuses() {
        closed = true;
        listener.failed("nobody is there");
        rig.settle();
    }

    /** Says all of this at once. */
    void says(Message... messages) {
        listener.received(List.of(messages));
        rig.settle();
    }

    /** The same, and the disk may still be busy with it. */
    void saysWhileTheDiskIsBusy(Message... messages) {
        listener.received(List.of(messages));
        rig.handle();
    }

    /** A block whose first byte is {@code first}. */
    Message.Block block(Message.Request request, int first) {
        ByteBuffer data = rig.buffers().tryLease();
        if (data == null) {
            throw new IllegalStateException("no buffer is left");
        }
        data.put(0, (byte) first).limit(request.length());
        return new Message.Block(request.piece(), request.begin(), data);
    }

    /** Says what is no BitTorrent. */
    void leavesAfterNonsense() {
        brokeProtocol = true;
        leaves();
    }

    @Override
    public boolean brokeProtocol() {
        return brokeProtocol;
    }

    /** Hangs up. */
    void leaves() {
        closed = true;
        listener.closed("the test wants it so");
        rig.settle();
    }

    /** What was heard since the last call, if it was of this kind. */
    <T extends Message> List<T> hears(Class<T> kind) {
        List<T> found = heard.stream().filter(kind::isInstance).map(kind::cast).toList();
        heard.removeIf(kind::isInstance);
        return found;
    }

    /** The requests heard since the last call that were not taken back. */
    List<Message.Request> asked() {
        List<Message.Request> requests = new ArrayList<>(hears(Message.Request.class));
        hears(Message.Cancel.class)
                .forEach(cancel ->
                        requests.remove(new Message.Request(cancel.piece(), cancel.begin(), cancel.length())));
        return requests;
    }

    Conversation conversation() {
        return (Conversation) listener;
    }

    boolean greeted() {
        return greeting != null;
    }

    /** The handshake it heard. */
    Handshake greeting() {
        return Objects.requireNonNull(greeting, "it heard no handshake");
    }

    boolean closed() {
        return closed;
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
        return incoming ? 0 : connectNanos;
    }

    @Override
    public void send(Handshake handshake) {
        greetingQueued = handshake;
    }

    @Override
    public void send(Message message) {
        if (message instanceof Message.Block block && unread) {
            untaken.add(block);
        } else if (message instanceof Message.Block block) {
            rig.buffers().release(block.data());
        }
        queued.add(message);
    }

    @Override
    public void flush() {
        greeting = greetingQueued;
        heard.addAll(queued);
        queued.clear();
    }

    /** From now on takes no blocks. */
    HandPeer stopsReading() {
        unread = true;
        return this;
    }

    /** Takes the blocks that wait, and others from now on. */
    void readsAgain() {
        unread = false;
        dropUntaken();
        listener.drained();
        rig.settle();
    }

    private void dropUntaken() {
        untaken.forEach(block -> rig.buffers().release(block.data()));
        untaken.clear();
    }

    @Override
    public long queuedBytes() {
        return untaken.stream().mapToLong(block -> block.data().remaining()).sum();
    }

    @Override
    public int queuedBlocks() {
        return untaken.size();
    }

    @Override
    public void release(ByteBuffer data) {
        rig.buffers().release(data);
    }

    @Override
    public void limitFrames(int maxFrameLength) {}

    @Override
    public void admitOneBlock() {
        heldBack = true;
    }

    @Override
    public void admitAllBlocks() {
        heldBack = false;
    }

    /** Whether only one block of it is read. */
    boolean heldBack() {
        return heldBack;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            dropUntaken();
            rig.goes(this);
        }
    }

    /** What was on its way when we closed the link has come. */
    void gone() {
        listener.closed("closed on this side");
    }
}
