package io.github.enxame.engine.transport;

import io.github.enxame.protocol.utp.UtpRefusal;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells whoever tries uTP on the port that TCP is listened on that it is not spoken here, so that they dial TCP instead of
 * waiting. It keeps nothing of those who ask, answers with no more bytes than came, and tells who asked.
 */
final class UtpRefuser implements Closeable {
    private static final System.Logger LOG = System.getLogger(UtpRefuser.class.getName());
    private static final int MAX_LENGTH = 1500;

    /** Most that are told of in a second; anybody can send any number of datagrams. */
    static final int MOST_TOLD = 16;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final DatagramChannel channel;
    private final Consumer<InetSocketAddress> heard;
    private final LongSupplier nanos;
    private long secondNanos;
    private int told;

    private UtpRefuser(DatagramChannel channel, Consumer<InetSocketAddress> heard, LongSupplier nanos) {
        this.channel = channel;
        this.heard = heard;
        this.nanos = nanos;
        this.secondNanos = nanos.getAsLong();
    }

    /**
     * Takes the UDP port of this number; {@link #run} must follow.
     *
     * @param heard is told who asked, after the answer
     * @param nanos a clock that only goes forward
     * @throws IOException when it cannot: another program has it, which then says itself what it speaks
     */
    static UtpRefuser open(InetSocketAddress address, Consumer<InetSocketAddress> heard, LongSupplier nanos)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.bind(address);
        } catch (IOException | RuntimeException e) {
            TcpTransport.closeQuietly(channel);
            throw new IOException(e);
        }
        return new UtpRefuser(channel, heard, nanos);
    }

    /** Answers until it is closed. */
    void run() {
        ByteBuffer in = ByteBuffer.allocateDirect(MAX_LENGTH);
        ByteBuffer out = ByteBuffer.allocateDirect(UtpRefusal.LENGTH);
        for (int turn = 1; channel.isOpen(); turn++) {
            try {
                SocketAddress from = channel.receive(in.clear());
                if (UtpRefusal.answer(in.flip(), out.clear())) {
                    channel.send(out.flip(), from);
                    tell((InetSocketAddress) from);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException | Error e) {
                // One datagram could not be read or sent; the next one may.
                LOG.log(System.Logger.Level.DEBUG, "refusing uTP", e);
            }
            TcpTransport.letOthersRun(turn);
        }
    }

    private void tell(InetSocketAddress from) {
        long now = nanos.getAsLong();
        if (now - secondNanos >= SECOND_NANOS) {
            secondNanos = now;
            told = 0;
        }
        if (told < MOST_TOLD) {
            told++;
            heard.accept(from);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
