package io.github.enxame.node.distance;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A connection that is made only to see how long that takes. */
final class Knock implements LinkListener {
    private final CompletableFuture<OptionalLong> connectNanos = new CompletableFuture<>();

    /** How long it took; empty where the dial failed. */
    CompletableFuture<OptionalLong> connectNanos() {
        return connectNanos;
    }

    @Override
    public void opened(Link link) {
        link.close();
        connectNanos.complete(OptionalLong.of(link.connectNanos()));
    }

    @Override
    public void failed(String reason) {
        connectNanos.complete(OptionalLong.empty());
    }

    @Override
    public void handshake(Handshake handshake) {}

    @Override
    public void received(List<Message> messages) {}

    @Override
    public void drained() {}

    @Override
    public void closed(String reason) {}
}
