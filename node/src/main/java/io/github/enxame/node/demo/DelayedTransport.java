package io.github.enxame.node.demo;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.engine.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Real links that behave as if the other side were far and the own line slow. Who dials adds the delay, to what goes out
 * and to what comes in, half a round trip each, and a whole one to the connection; who is dialled adds none. Both send
 * through their {@link Uplink}.
 */
final class DelayedTransport implements Transport {
    private final Transport real;
    private final ToLongFunction<InetSocketAddress> rttNanos;
    private final Uplink uplink;

    /**
     * Delays the links of {@code real}.
     *
     * @param rttNanos the round trip to each address
     */
    DelayedTransport(Transport real, ToLongFunction<InetSocketAddress> rttNanos, Uplink uplink) {
        this.real = real;
        this.rttNanos = rttNanos;
        this.uplink = uplink;
    }

    @Override
    public void dial(InetSocketAddress address, LinkListener listener) {
        real.dial(address, new DelayedLink(listener, rttNanos.applyAsLong(address), uplink));
    }

    @Override
    public void dialEncrypted(InetSocketAddress address, byte[] infoHash, LinkListener listener) {
        real.dialEncrypted(address, infoHash, new DelayedLink(listener, rttNanos.applyAsLong(address), uplink));
    }

    @Override
    public void expect(byte[] infoHash) {
        real.expect(infoHash);
    }

    @Override
    public void dismiss(byte[] infoHash) {
        real.dismiss(infoHash);
    }

    @Override
    public InetSocketAddress listen(InetSocketAddress address, Function<Link, LinkListener> acceptor)
            throws IOException {
        return real.listen(address, link -> {
            DelayedLink delayed = new DelayedLink(0, uplink);
            delayed.accept(link, acceptor);
            return delayed;
        });
    }

    @Override
    public void heedUtp(Consumer<InetSocketAddress> heard) {
        real.heedUtp(heard);
    }

    @Override
    public void close() {
        real.close();
    }
}
