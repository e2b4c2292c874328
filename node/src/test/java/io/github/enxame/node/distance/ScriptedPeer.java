package io.github.enxame.node.distance;

import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.Encryption;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.engine.transport.TcpSettings;
import io.github.enxame.engine.transport.TcpTransport;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A peer that answers a handshake with another one and then says what it is told to. */
final class ScriptedPeer implements AutoCloseable {
    private final TcpTransport transport = new TcpTransport(
            new BufferPool(1 << 14, 8), TcpSettings.standard(), Encryption.PLAIN, new SecureRandom(), System::nanoTime);
    private final PeerAddress address;
    private final CompletableFuture<List<Message>> heard = new CompletableFuture<>();

    /**
     * A peer on a free port of loopback.
     *
     * @param answer makes its handshake from the one it hears
     * @param says its messages after that
     */
    ScriptedPeer(UnaryOperator<Handshake> answer, Message... says) throws IOException {
        address = Swarms.address(transport.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), _ -> new Script(answer, List.of(says))));
    }

    PeerAddress address() {
        return address;
    }

    /** What it was told first after the handshake. */
    CompletableFuture<List<Message>> heard() {
        return heard;
    }

    @Override
    public void close() {
        transport.close();
    }

    private final class Script implements LinkListener {
        private final UnaryOperator<Handshake> answer;
        private final List<Message> says;
        private final CompletableFuture<Link> link = new CompletableFuture<>();

        Script(UnaryOperator<Handshake> answer, List<Message> says) {
            this.answer = answer;
            this.says = says;
        }

        @Override
        public void opened(Link opened) {
            link.complete(opened);
        }

        @Override
        public void failed(String reason) {}

        @Override
        public void handshake(Handshake handshake) {
            Link open = link.join();
            open.send(answer.apply(handshake));
            says.forEach(open::send);
            open.flush();
        }

        @Override
        public void received(List<Message> messages) {
            heard.complete(messages);
        }

        @Override
        public void drained() {}

        @Override
        public void closed(String reason) {}
    }
}
