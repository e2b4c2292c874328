package io.github.enxame.node.demo;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.engine.transport.Transport;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Connects once, to see how long that takes, and hangs up. */
final class DistanceProbe implements LinkListener {
    private final CompletableFuture<Long> connected = new CompletableFuture<>();

    private DistanceProbe() {}

    /** The round trip to an address, in nanoseconds. */
    static CompletableFuture<Long> measure(Transport transport, InetSocketAddress address) {
        DistanceProbe probe = new DistanceProbe();
        long start = System.nanoTime();
        transport.dial(address, probe);
        return probe.connected.thenApply(end -> end - start);
    }

    @Override
    public void opened(Link link) {
        connected.complete(System.nanoTime());
        link.close();
    }

    @Override
    public void failed(String reason) {
        connected.completeExceptionally(new IOException(reason));
    }

    @Override
    public void handshake(Handshake handshake) {
        // Nothing is said on this link.
    }

    @Override
    public void received(List<Message> messages) {
        // Nothing comes where no handshake was sent.
    }

    @Override
    public void drained() {
        // Nothing is sent.
    }

    @Override
    public void closed(String reason) {
        // That was the intention.
    }
}
