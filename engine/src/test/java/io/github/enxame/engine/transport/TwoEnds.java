package io.github.enxame.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two transports with a pool each, the first of which listens on loopback; closing it checks that no thread and no lease is left and
 * that every listener was told one thing at a time. */
final class TwoEnds implements AutoCloseable {
    static final Handshake HELLO = Handshake.of(new byte[20], new byte[20]);

    final BufferPool serverPool = new BufferPool(WireCodec.MAX_BLOCK, 512);
    final BufferPool clientPool = new BufferPool(WireCodec.MAX_BLOCK, 512);
    final TcpTransport server;
    final TcpTransport client;
    final InetSocketAddress address;

    /** Who is told of links that are accepted, if not an {@link Ear}. */
    volatile @Nullable Function<Link, LinkListener> listener;

    private final ConcurrentLinkedQueue<Ear> ears = new ConcurrentLinkedQueue<>();
    final LinkedBlockingQueue<Ear> accepted = new LinkedBlockingQueue<>();

    TwoEnds(TcpSettings settings) throws IOException {
        this(settings, Encryption.PLAIN, Encryption.PLAIN);
    }

    TwoEnds(TcpSettings settings, OutputBudget outputs) throws IOException {
        this(settings, Encryption.PLAIN, Encryption.PLAIN, outputs);
    }

    TwoEnds(TcpSettings settings, Encryption listening, Encryption dialling) throws IOException {
        this(settings, listening, dialling, OutputBudget.ofHeap());
    }

    private TwoEnds(TcpSettings settings, Encryption listening, Encryption dialling, OutputBudget outputs)
            throws IOException {
        server = new TcpTransport(serverPool, settings, listening, new SecureRandom(), System::nanoTime, outputs);
        client = new TcpTransport(clientPool, settings, dialling, new SecureRandom(), System::nanoTime);
        address = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), link -> {
            Function<Link, LinkListener> other = listener;
            if (other != null) {
                return other.apply(link);
            }
            Ear ear = new Ear();
            ears.add(ear);
            accepted.add(ear);
            return ear;
        });
    }

    static TcpSettings limits(Duration handshake, Duration idle, Duration stall) {
        return new TcpSettings(Duration.ofSeconds(10), handshake, idle, stall, 100, 10_000, 8 << 20);
    }

    Ear dial() {
        Ear ear = new Ear();
        ears.add(ear);
        client.dial(address, ear);
        return ear;
    }

    Ear dialEncrypted(byte[] infoHash) {
        Ear ear = new Ear();
        ears.add(ear);
        client.dialEncrypted(address, infoHash, ear);
        return ear;
    }

    Ear accept() throws InterruptedException {
        Ear ear = accepted.poll(20, TimeUnit.SECONDS);
        assertThat(ear).isNotNull();
        return ear;
    }

    /** A plain socket to the listening end, for what no honest peer does. */
    Socket stranger() throws IOException {
        return new Socket(address.getAddress(), address.getPort());
    }

    static byte[] hello() {
        ByteBuffer bytes = ByteBuffer.allocate(Handshake.LENGTH);
        WireCodec.encode(HELLO, bytes);
        return bytes.array();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        assertEnds(client);
        assertEnds(server);
        ears.forEach(ear -> assertThat(ear.complaint()).isNull());
        assertThat(client.buffers().leased()).isZero();
        assertThat(server.buffers().leased()).isZero();
        assertThat(client.outputs().bytes()).isZero();
        assertThat(server.outputs().bytes()).isZero();
        assertThat(clientPool.leased()).as("leases of the dialling end").isZero();
        assertThat(serverPool.leased()).as("leases of the listening end").isZero();
    }

    private static void assertEnds(TcpTransport transport) {
        try {
            assertThat(transport.awaitEnd(Duration.ofSeconds(20)))
                    .as("all threads ended")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
