package io.github.enxame.engine.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dials with a bound on how many dials are under way; the others wait in line. Guarded by its monitor. */
final class Dialler {
    private static final int MAX_WAITING = 10_000;

    private record Dial(InetSocketAddress address, byte @Nullable [] infoHash, LinkListener listener) {}

    private final TcpTransport transport;
    private final ArrayDeque<Dial> waiting = new ArrayDeque<>();
    private final Set<SocketChannel> connecting = new HashSet<>();
    private int underWay;
    private boolean closed;

    Dialler(TcpTransport transport) {
        this.transport = transport;
    }

    /** Dials; the link is opened encrypted if there is an info-hash. */
    void dial(InetSocketAddress address, byte @Nullable [] infoHash, LinkListener listener) {
        Dial dial = new Dial(address, infoHash, listener);
        synchronized (this) {
            if (!closed && underWay >= transport.settings().halfOpen() && waiting.size() < MAX_WAITING) {
                waiting.add(dial);
                return;
            }
            if (closed || underWay >= transport.settings().halfOpen()) {
                String reason = closed ? "this program is closing" : MAX_WAITING + " other dials are waiting already";
                transport.start(() -> listener.failed(reason));
                return;
            }
            underWay++;
        }
        transport.start(() -> run(dial));
    }

    /** Fails the dials that wait or are under way. */
    void close() {
        Set<SocketChannel> channels;
        synchronized (this) {
            closed = true;
            channels = new HashSet<>(connecting);
            for (Dial dial : waiting) {
                transport.start(() -> dial.listener().failed("this program is closing"));
            }
            waiting.clear();
        }
        channels.forEach(TcpTransport::closeQuietly);
    }

    private void run(Dial dial) {
        TcpLink link = null;
        String reason = "";
        try {
            link = connect(dial.address(), dial.infoHash());
        } catch (SocketTimeoutException e) {
            reason =
                    "no answer within " + TcpTransport.text(transport.settings().dialLimit());
        } catch (IOException | RuntimeException | Error e) {
            reason = isClosed() ? "this program is closing" : String.valueOf(e.getMessage());
        } finally {
            startNext();
        }
        if (link == null) {
            dial.listener().failed("cannot connect to " + text(dial.address()) + ": " + reason);
        } else {
            link.read(opened -> dial.listener());
        }
    }

    private TcpLink connect(InetSocketAddress address, byte @Nullable [] infoHash) throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("no such host");
        }
        if (!transport.source().reaches(address.getAddress())) {
            throw new IOException(transport.source().refusal(address.getAddress()));
        }
        SocketChannel channel = SocketChannel.open();
        boolean connected = false;
        try {
            synchronized (this) {
                if (closed) {
                    throw new IOException("closed");
                }
                connecting.add(channel);
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            transport.source().bind(channel);
            long startNanos = transport.nanos();
            channel.socket()
                    .connect(address, (int) transport.settings().dialLimit().toMillis());
            long tookNanos = transport.nanos() - startNanos;
            connected = true;
            return transport.link(channel, address, infoHash, false, tookNanos);
        } finally {
            synchronized (this) {
                connecting.remove(channel);
            }
            if (!connected) {
                TcpTransport.closeQuietly(channel);
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void startNext() {
        @Nullable Dial next = waiting.poll();
        if (next == null) {
            underWay--;
        } else {
            transport.start(() -> run(next));
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + " port " + address.getPort();
    }
}
