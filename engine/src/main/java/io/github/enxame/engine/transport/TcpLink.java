package io.github.enxame.engine.transport;

import io.github.enxame.engine.diagnostics.LimitedLog;
import io.github.enxame.protocol.mse.MseException;
import io.github.enxame.protocol.mse.Rc4;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A link over a socket. One virtual thread reads it for as long as it lives; another writes while there is something to
 * write, so that an idle link costs one parked thread and one small buffer. Whichever thread leaves last tells {@link
 * LinkListener#closed}, when every buffer has been given back.
 */
final class TcpLink implements Link {
    private static final LimitedLog ERRORS = new LimitedLog(System.getLogger(TcpLink.class.getName()));

    private final TcpTransport transport;
    private final SocketChannel channel;
    private final InetSocketAddress remote;
    private final boolean incoming;

    /** The torrent to name in the opening of an encrypted link that we dialled. */
    private final byte @Nullable [] infoHash;

    private final long connectNanos;
    private final long openedNanos;
    private final ByteBuffer head;
    private final BlockGate gate;
    private final FrameReader reader;
    private final LinkOutput output;

    /** Held while the listener is told something. */
    private final Object telling = new Object();

    private volatile @Nullable LinkListener listener;

    // Guarded by this object's monitor.
    private int threads = 1;
    private @Nullable String ended;

    private volatile boolean greeted;
    private volatile boolean enciphered;
    private volatile boolean brokeProtocol;
    private final Watch readWatch = new Watch();
    private final Watch blockWatch = new Watch();
    private final Watch writeWatch = new Watch();

    TcpLink(
            TcpTransport transport,
            SocketChannel channel,
            InetSocketAddress remote,
            byte @Nullable [] infoHash,
            boolean incoming,
            long connectNanos,
            long nowNanos) {
        this.transport = transport;
        this.channel = channel;
        this.remote = remote;
        this.infoHash = infoHash;
        this.incoming = incoming;
        this.connectNanos = connectNanos;
        this.openedNanos = nowNanos;
        this.head = transport.buffers().leaseSmall();
        this.gate = new BlockGate(transport.blocks());
        this.reader = new FrameReader(channel, this::waitingBytes, gate, transport.longFrames(), head);
        this.output = new LinkOutput(this, transport, channel);
        if (incoming || infoHash != null) {
            // What is sent must wait until it is known how it travels.
            output.hold();
        }
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
    public boolean enciphered() {
        return enciphered;
    }

    @Override
    public boolean brokeProtocol() {
        return brokeProtocol;
    }

    @Override
    public long connectNanos() {
        return connectNanos;
    }

    @Override
    public void send(Handshake handshake) {
        output.send(handshake);
    }

    @Override
    public void send(Message message) {
        output.send(message);
    }

    @Override
    public void flush() {
        output.flush();
    }

    @Override
    public long queuedBytes() {
        return output.queuedBytes();
    }

    @Override
    public int queuedBlocks() {
        return output.queuedBlocks();
    }

    @Override
    public void release(ByteBuffer data) {
        transport.blocks().release(data);
    }

    @Override
    public void limitFrames(int maxFrameLength) {
        reader.limitFrames(maxFrameLength);
    }

    @Override
    public void admitOneBlock() {
        gate.admitOne();
    }

    @Override
    public void admitAllBlocks() {
        gate.admitAll();
    }

    @Override
    public void close() {
        end("closed on this side");
    }

    /** Ends the link, unless it has ended already: what waits on the socket stops waiting. Never blocks; any thread. */
    void end(String reason) {
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = reason;
        }
        gate.end();
        output.stop();
        TcpTransport.closeQuietly(channel);
    }

    synchronized boolean isOpen() {
        return ended == null;
    }

    /** Whether the other side connected, and its handshake is still to come. */
    boolean awaitsHandshake() {
        return incoming && !greeted && isOpen();
    }

    long openedNanos() {
        return openedNanos;
    }

    /** Ends the link because of an error. */
    void fail(Throwable error) {
        switch (error) {
            case WireException e -> {
                brokeProtocol = infoHash == null;
                end("it broke the protocol: " + e.getMessage());
            }
            case MseException e -> end("no encrypted connection: " + e.getMessage());
            case EOFException e -> end("it closed the connection");
            case IOException e -> end("the connection broke: " + e.getMessage());
            case InterruptedException e -> end("interrupted");
            default -> {
                end("an error in this program: " + error);
                ERRORS.log(System.Logger.Level.ERROR, () -> "on the link to " + remote, error);
            }
        }
    }

    /** Ends the link if the other side has kept it waiting too long. Called now and then by one thread. */
    void checkLimits(long nowNanos) {
        TcpSettings settings = transport.settings();
        if (!greeted && nowNanos - openedNanos > settings.handshakeLimit().toNanos()) {
            end("it sent no handshake within " + TcpTransport.text(settings.handshakeLimit()));
        }
        int reads = reader.reads();
        if (readWatch.stuck(reads, nowNanos, settings.idleLimit().toNanos())) {
            end("nothing was heard from it for " + TcpTransport.text(settings.idleLimit()));
        }
        if (blockWatch.stuck(
                reader.blockEdges(), nowNanos, settings.stallLimit().toNanos())) {
            end("it stopped in the middle of a block for " + TcpTransport.text(settings.stallLimit()));
        }
        if (writeWatch.stuck(output.writes(), nowNanos, settings.stallLimit().toNanos())) {
            end("it took none of what we sent for " + TcpTransport.text(settings.stallLimit()));
        }
    }

    /** Reads until the link ends. On the link's reader thread. */
    void read(Function<Link, LinkListener> listeners) {
        try {
            LinkListener told = listeners.apply(this);
            synchronized (telling) {
                listener = told;
                told.opened(this);
            }
            open();
            Handshake handshake = reader.readHandshake();
            greeted = true;
            synchronized (telling) {
                told.handshake(handshake);
            }
            for (int turn = 1; ; turn++) {
                List<Message> messages = reader.read();
                synchronized (telling) {
                    told.received(messages);
                }
                output.awaitReplies();
                TcpTransport.letOthersRun(turn);
            }
        } catch (Exception | Error e) {
            fail(e);
        } finally {
            output.stop();
            reader.close();
            transport.buffers().releaseSmall(head);
            leave();
        }
    }

    /** Opens the link before the handshake, where that takes more than being connected. */
    private void open() throws IOException, WireException, MseException, InterruptedException {
        byte[] meant = infoHash;
        if (!incoming && meant == null) {
            return;
        }
        ByteBuffer out = transport.buffers().leaseSmall();
        try {
            LinkOpening opening = new LinkOpening(transport.secrets(), channel, reader, out);
            Optional<Rc4> cipher = meant == null ? opening.accepted() : opening.dialled(meant, output::takeGreeting);
            enciphered = cipher.isPresent();
            output.open(cipher);
        } finally {
            transport.buffers().releaseSmall(out);
        }
    }

    private int waitingBytes() throws IOException {
        return channel.socket().getInputStream().available();
    }

    /** A writer starts. */
    synchronized void enter() {
        threads++;
    }

    /** The reader or a writer ends. */
    void leave() {
        String reason;
        synchronized (this) {
            threads--;
            if (threads > 0) {
                return;
            }
            reason = ended == null ? "closed" : ended;
        }
        transport.forget(this);
        LinkListener told = listener;
        if (told != null) {
            synchronized (telling) {
                told.closed(reason);
            }
        }
    }

    void tellDrained() {
        LinkListener told = listener;
        if (told != null) {
            synchronized (telling) {
                told.drained();
            }
        }
    }
}
