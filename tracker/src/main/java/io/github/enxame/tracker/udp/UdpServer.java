package io.github.enxame.tracker.udp;

import io.github.enxame.tracker.AddressRanges;
import io.github.enxame.tracker.swarm.AnnounceService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A tracker's UDP port (BEP 15): one thread takes datagrams and answers them, and does nothing else. Closed from any thread.
 *
 * <p>On Linux the port is shared by several sockets, among which the system spreads the senders by their address and port: what
 * one floods fills the queue of its own socket, and whoever is served at another one is heard all the same.
 */
public final class UdpServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UdpServer.class.getName());
    private static final int MAX_DATAGRAM_LENGTH = 4 << 10;
    /** Of each socket. With all of them full, who comes last is still answered before it asks again. */
    private static final int MAX_RECEIVE_BUFFER_LENGTH = 512 << 10;

    /** Fewer where the system lets a process open few files. */
    private static final int MAX_SOCKETS = 64;
    /** Of what the system lets a process open, one in so many; the others are the web server's, the files and the virtual machine's. */
    private static final int OPEN_FILES_DIVISOR = 8;

    /** How many datagrams of one socket are taken before it is the others' turn. */
    private static final int MAX_DATAGRAMS_PER_TURN = 32;

    /** After an error, so that one that lasts does not take a processor. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Selector selector;
    private final List<DatagramChannel> channels;
    private final int port;

    private UdpServer(Selector selector, List<DatagramChannel> channels) throws IOException {
        this.selector = selector;
        this.channels = channels;
        this.port = port(channels.getFirst());
        for (DatagramChannel channel : channels) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, channel);
        }
    }

    /**
     * Takes the port; what comes waits until {@link #serve}.
     *
     * @param address port 0 lets the system choose
     * @param family the one to take datagrams of; both where it is empty
     * @param spareFiles how many files and sockets this process may open beside those that are reserved
     * @throws IOException when it is taken or may not be used
     */
    public static UdpServer open(InetSocketAddress address, Optional<ProtocolFamily> family, long spareFiles)
            throws IOException {
        List<DatagramChannel> channels = new ArrayList<>();
        Selector selector = Selector.open();
        try {
            boolean shared = spreads();
            if (shared && address.getPort() != 0) {
                // Sockets that share a port do not notice that somebody else shares his with them.
                channel(address, family, false).close();
            }
            channels.add(channel(address, family, shared));
            InetSocketAddress same = new InetSocketAddress(address.getAddress(), port(channels.getFirst()));
            int most = sockets(spareFiles);
            while (shared && channels.size() < most) {
                channels.add(channel(same, family, true));
            }
            return new UdpServer(selector, channels);
        } catch (IOException e) {
            close(selector);
            channels.forEach(UdpServer::close);
            throw e;
        }
    }

    /** Sockets of a process that may open so many files more. */
    static int sockets(long spareFiles) {
        return Math.clamp(spareFiles / OPEN_FILES_DIVISOR, 1, MAX_SOCKETS);
    }

    /** Elsewhere the last of the sockets would get everything. */
    private static boolean spreads() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    private static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private static DatagramChannel channel(InetSocketAddress address, Optional<ProtocolFamily> family, boolean shared)
            throws IOException {
        DatagramChannel channel = family.isPresent() ? DatagramChannel.open(family.get()) : DatagramChannel.open();
        try {
            // The system gives as much of it as it allows.
            channel.setOption(StandardSocketOptions.SO_RCVBUF, MAX_RECEIVE_BUFFER_LENGTH);
            if (shared) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.bind(address);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Begins to answer. Called once.
     *
     * @param trusted who may announce another address than its own
     * @param nanos the timeline on which peers expire
     * @param random makes the secret behind connection ids: unforeseeable
     */
    public void serve(AnnounceService announces, AddressRanges trusted, LongSupplier nanos, RandomGenerator random) {
        Turn turn = new Turn(new UdpAnswers(announces, trusted, random), nanos);
        Thread.ofPlatform().name("tracker-udp").daemon().start(() -> run(turn));
    }

    /** The port that is listened on. */
    public int port() {
        return port;
    }

    private void run(Turn turn) {
        while (selector.isOpen()) {
            try {
                selector.select(key -> {
                    if (key.attachment() instanceof DatagramChannel channel) {
                        turn.take(channel);
                    }
                });
            } catch (ClosedSelectorException closed) {
                return;
            } catch (IOException | RuntimeException | Error e) {
                // What one datagram brings about must not keep others from their answers.
                warn(e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void warn(Throwable e) {
        try {
            LOG.log(System.Logger.Level.WARNING, "A datagram was not answered: {0}", e);
        } catch (OutOfMemoryError again) {
            // There is not even room to say so; the next datagram may find some.
        }
    }

    /** What the receiving thread keeps between datagrams. */
    private static final class Turn {
        private final UdpAnswers answers;
        private final LongSupplier nanos;
        private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_DATAGRAM_LENGTH);
        private final ByteBuffer out = ByteBuffer.allocateDirect(UdpAnswers.MAX_LENGTH);

        Turn(UdpAnswers answers, LongSupplier nanos) {
            this.answers = answers;
            this.nanos = nanos;
        }

        void take(DatagramChannel channel) {
            for (int i = 0; i < MAX_DATAGRAMS_PER_TURN; i++) {
                try {
                    in.clear();
                    if (!(channel.receive(in) instanceof InetSocketAddress from)) {
                        return;
                    }
                    if (answers.answer(in.flip(), from, out.clear(), nanos.getAsLong())) {
                        channel.send(out.flip(), from);
                    }
                } catch (ClosedChannelException closed) {
                    return;
                } catch (IOException e) {
                    LOG.log(System.Logger.Level.DEBUG, "A datagram was not answered", e);
                }
            }
        }
    }

    @Override
    public void close() {
        channels.forEach(UdpServer::close);
        close(selector);
    }

    private static void close(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "The UDP port did not close cleanly", e);
        }
    }
}
