package io.github.enxame.tracker.udp;

import io.github.enxame.tracker.swarm.AnnounceService;
import io.github.enxame.tracker.swarm.Requester;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A tracker's UDP port (BEP 15): one thread takes a datagram, answers it, takes the next. Closed from any thread. */
public final class UdpServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UdpServer.class.getName());
    private static final int MAX_DATAGRAM_LENGTH = 4 << 10;
    private static final int RECEIVE_BUFFER_LENGTH = 1 << 20;

    private final DatagramChannel channel;
    private final int port;

    private UdpServer(DatagramChannel channel) throws IOException {
        this.channel = channel;
        this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /**
     * Takes the port; what comes waits until {@link #serve}.
     *
     * @param address port 0 lets the system choose
     * @throws IOException when it is taken or may not be used
     */
    public static UdpServer open(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_LENGTH);
            channel.bind(address);
            return new UdpServer(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Begins to answer. Called once.
     *
     * @param nanos the timeline on which peers expire
     * @param random makes the secret behind connection ids: unforeseeable
     */
    public void serve(AnnounceService announces, LongSupplier nanos, RandomGenerator random) {
        UdpAnswers answers = new UdpAnswers(announces, new ConnectionIds(random));
        Thread.ofPlatform().name("tracker-udp").daemon().start(() -> run(answers, nanos));
    }

    /** The port that is listened on. */
    public int port() {
        return port;
    }

    private void run(UdpAnswers answers, LongSupplier nanos) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_LENGTH);
        while (channel.isOpen()) {
            try {
                buffer.clear();
                if (channel.receive(buffer) instanceof InetSocketAddress from) {
                    answer(answers, buffer.flip(), from, nanos.getAsLong());
                }
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException | RuntimeException e) {
                // One datagram that cannot be answered must not keep others from theirs.
                LOG.log(System.Logger.Level.DEBUG, "A datagram was not answered", e);
            }
        }
    }

    private void answer(UdpAnswers answers, ByteBuffer datagram, InetSocketAddress from, long nowNanos)
            throws IOException {
        Requester requester = new Requester(from.getAddress(), new Towards(from));
        Optional<byte[]> answer = answers.answer(datagram, requester, nowNanos);
        if (answer.isPresent()) {
            channel.send(ByteBuffer.wrap(answer.get()), from);
        }
    }

    /** A socket for all addresses does not tell which one a datagram came to; a connected one tells which leads back. */
    private static final class Towards implements Supplier<InetAddress> {
        private final InetSocketAddress remote;
        private @Nullable InetAddress local;

        Towards(InetSocketAddress remote) {
            this.remote = remote;
        }

        @Override
        public InetAddress get() {
            InetAddress known = local;
            if (known == null) {
                known = find();
                local = known;
            }
            return known;
        }

        private InetAddress find() {
            try (DatagramChannel probe = DatagramChannel.open()) {
                probe.connect(remote);
                return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
            } catch (IOException e) {
                return InetAddress.getLoopbackAddress();
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The UDP port did not close cleanly", e);
        }
    }
}
